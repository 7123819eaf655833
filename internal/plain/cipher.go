package plain

import (
	"slices"
	"strings"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// ciphers reads words that were all changed in one way: letters added before or after each
// (councilx), letters in reverse order, or pig Latin (ouncilcay). One such word tells nothing. If
// one way makes known words of half of the unknown ones, and of leastCiphered, they are read so.
func (m *mender) ciphers() {
	if m.lex == nil {
		return
	}
	affixes := make(map[affix]int)
	unread, turned, pigs := 0, 0, 0
	step := 1 + len(m.words)/mostCiphered
	for i := 0; i < len(m.words); i += step {
		w := &m.words[i]
		if len(w.Form) < 3 || !letters(w.Form) || m.knows(w.Form) {
			continue
		}
		unread++
		for k := 1; k <= longestAffix && k+1 < len(w.Form); k++ {
			if n := len(w.Form) - k; m.knows(w.Form[:n]) {
				affixes[affix{after: w.Form[n:]}]++
			}
			if m.knows(w.Form[k:]) {
				affixes[affix{before: w.Form[:k]}]++
			}
		}
		if m.knows(reversed(w.Form)) {
			turned++
		}
		if m.unpig(w.Form) != "" {
			pigs++
		}
	}
	best, most := affix{}, 0
	for a, n := range affixes {
		if n > most || n == most && a.less(best) {
			best, most = a, n
		}
	}
	least := max(leastCiphered, (unread+1)/2)
	switch {
	case pigs >= least:
		m.decipher(m.unpig, shingle.Turned)
	case most >= least:
		m.decipher(best.cut, shingle.Glued)
	case turned >= least:
		m.decipher(reversed, shingle.Turned)
	}
}

// leastCiphered words at least are read in one way, of mostCiphered that are looked at.
const (
	leastCiphered = 12
	mostCiphered  = 1 << 12
	longestAffix  = 3
)

// decipher changes the unknown words that a function makes known ones of; all words that it
// changes if these are nearly all.
func (m *mender) decipher(read func(form string) string, kind shingle.Disguises) {
	m.ciphered = true
	all, changed := 0, 0
	for i := range m.words {
		if form := m.words[i].Form; len(form) > 1 && letters(form) {
			all++
			if to := read(form); to != "" && m.knows(to) {
				changed++
			}
		}
	}
	every := float64(changed) >= usually*float64(all)
	for i := range m.words {
		w := &m.words[i]
		if len(w.Form) < 2 || !letters(w.Form) || !every && m.knows(w.Form) {
			continue
		}
		if to := read(w.Form); to != "" && (every || m.knows(to)) {
			m.add(w.Start, w.End, recased(to, m.text[w.Start:w.End]), kind)
		}
	}
}

// An affix is what was put before or after words.
type affix struct{ before, after string }

// cut returns a form without the affix, "" if it lacks it.
func (a affix) cut(form string) string {
	if !strings.HasPrefix(form, a.before) || !strings.HasSuffix(form, a.after) {
		return ""
	}
	return form[len(a.before) : len(form)-len(a.after)]
}

func (a affix) less(b affix) bool {
	return a.before < b.before || a.before == b.before && a.after < b.after
}

// unpig returns the word that a form is pig Latin for: its first consonants were moved to the
// end, and ay follows. Of several, it returns the commonest, "" if there is none.
func (m *mender) unpig(form string) (word string) {
	rest, ok := strings.CutSuffix(form, "ay")
	if !ok {
		return ""
	}
	least := 0.
	try := func(to string) {
		if bits, ok := m.lex.Rarity(to); ok && len(to) > 1 && (word == "" || bits < least) {
			word, least = to, bits
		}
	}
	for k := 1; k <= longestAffix && k < len(rest); k++ {
		n := len(rest) - k
		if strings.IndexByte("aeiou", rest[n]) >= 0 && k > 1 {
			break
		}
		try(rest[n:] + rest[:n])
	}
	for _, end := range [...]string{"w", "y", ""} {
		if to, ok := strings.CutSuffix(rest, end); ok {
			try(to)
		}
	}
	return word
}

// letters reports whether a form consists of small ASCII letters.
func letters(form string) bool {
	for i := range len(form) {
		if form[i] < 'a' || form[i] > 'z' {
			return false
		}
	}
	return true
}

func reversed(form string) string {
	b := []byte(form)
	slices.Reverse(b)
	return string(b)
}
