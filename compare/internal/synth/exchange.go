package synth

import (
	"strings"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// An exchanger puts replacements into a draft and marks them as gold.
type exchanger struct {
	*draft
	how Spinning
}

// exchange puts value in place of a site and returns how many words of the source
// it replaced. Gold holds the exchanged words: words that both sides share at their
// ends are not in it, and if both sides have equally many words, each word is one
// exchange.
func (e exchanger) exchange(x site, value string) int {
	if !e.how.Bare {
		value = inflect(value, x.form, e.how.Regular)
	}
	words := strings.Fields(value)
	words[len(words)-1] += x.suffix
	from, to := x.from, x.to
	words[0] = recase(words[0], e.word(from))
	for from < to && len(words) > 0 && e.equal(from, words[0]) {
		from, words = from+1, words[1:]
	}
	for from < to && len(words) > 0 && e.equal(to-1, words[len(words)-1]) {
		to, words = to-1, words[:len(words)-1]
	}
	if from == to || len(words) == 0 || e.touches(from, to, words) {
		return 0
	}
	if to-from != len(words) {
		e.merge(from, to, strings.Join(words, " "), true)
		return to - from
	}
	done := 0
	for k, w := range words {
		if !e.equal(from+k, w) {
			e.merge(from+k, from+k+1, w, true)
			done++
		}
	}
	return done
}

// touches reports whether hyphens hide a word at an end of the new words that
// the source has at the same end: "well" → "well-being" adds a word only.
func (e exchanger) touches(from, to int, words []string) bool {
	first, last := split(words[0]), split(words[len(words)-1])
	return len(first) == 0 || len(last) == 0 || len(first) > 1 && e.equal(from, first[0]) || len(last) > 1 && e.equal(to-1, last[len(last)-1])
}

// repair makes every a and an agree with the exchanged word after it. Each repair
// is a separate exchange.
func (e exchanger) repair(s stretch) {
	for i := s.from; i+1 < s.to; i++ {
		next := e.at(i+1, word)
		article := e.words[i].Form
		if article != "a" && article != "an" || !e.kept(i) || !next.gold || e.words[i+1].Break != shingle.Space {
			continue
		}
		if want := articleFor(next.text); want != article {
			e.merge(i, i+1, recase(want, e.word(i)[:1]+"x"), true)
		}
	}
}

// articleFor returns a or an, by rules of spelling.
func articleFor(next string) string {
	w := strings.ToLower(next)
	for _, p := range []string{"uni", "use", "usu", "eu", "one", "uti", "once", "ubi"} {
		if strings.HasPrefix(w, p) {
			return "a"
		}
	}
	for _, p := range []string{"hour", "honest", "heir", "honor", "honour"} {
		if strings.HasPrefix(w, p) {
			return "an"
		}
	}
	if w != "" && strings.IndexByte("aeiou", w[0]) >= 0 {
		return "an"
	}
	return "a"
}
