package synth

import (
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// Spinning says how a spinner exchanges words. Keys are matched longest first,
// from the source side, and the result is never looked up again.
type Spinning struct {
	Rate      float64 // share of the words to exchange, 0 to 1
	Free      bool    // choose at each occurrence; otherwise once for each key, which is then exchanged everywhere
	Functions bool    // exchange function words too
	First     bool    // take the first replacement that the dictionary has, as careful spinners take the commonest
	Phrases   bool    // take replacements of several words where there are any
	Bare      bool    // drop inflection: stopped → halt
	Regular   bool    // inflect irregular words by rule: children → kids, but feet → foots
	Repair    bool    // let a and an follow the word that comes behind them
	Names     bool    // take some names and months for everyday words: May → Might
}

// A site is where an entry of the dictionary fits.
type site struct {
	from, to int // words of the source
	key      string
	form     form
	suffix   string // possessive
	values   []string
}

// sites returns where entries fit among the words of s, longest key first and
// none within another. It takes a lookup for each word and length of key.
func (d *draft) sites(dict *Dictionary, how Spinning, s stretch, r *rand.Rand) []site {
	var out []site
	for i := s.from; i < s.to; {
		x, ok := d.siteAt(dict, how, i, s.to, r)
		if ok {
			out = append(out, x)
			i = x.to
		} else {
			i++
		}
	}
	return out
}

func (d *draft) siteAt(dict *Dictionary, how Spinning, i, end int, r *rand.Rand) (site, bool) {
	if !d.eligible(i, how, r) {
		return site{}, false
	}
	longest := i + 1
	for longest < min(end, i+dict.longest) && d.follows(longest) {
		longest++
	}
	var buf []byte
	for to := longest; to > i+1; to-- {
		buf = buf[:0]
		for k := i; k < to; k++ {
			if k > i {
				buf = append(buf, ' ')
			}
			buf = append(buf, d.words[k].Form...)
		}
		if values := dict.entries[string(buf)]; values != nil {
			return site{from: i, to: to, key: string(buf), values: values}, true
		}
	}
	if d.function(i) && !how.Functions || utf8.RuneCountInString(d.words[i].Form) < 2 {
		return site{}, false
	}
	if dict.language() != "en" {
		return d.foreignSite(dict, i)
	}
	return d.inflectedSite(dict, i)
}

// foreignSite looks a word up as it stands, then by its stem: what is put in its
// place is then not inflected, as with spinners that know lists only.
func (d *draft) foreignSite(dict *Dictionary, i int) (site, bool) {
	key := d.words[i].Form
	if dict.entries[key] == nil {
		key = dict.stems[d.shingle().Stem(key)]
	}
	values := dict.entries[key]
	return site{from: i, to: i + 1, key: key, values: values}, values != nil
}

// inflectedSite looks an English word up, and what it may be an inflection of.
func (d *draft) inflectedSite(dict *Dictionary, i int) (site, bool) {
	w := d.words[i]
	form, suffix := w.Form, ""
	if dict.entries[form] == nil {
		if stem, ok := strings.CutSuffix(form, "'s"); ok {
			form, suffix = stem, "'s"
			if strings.HasSuffix(d.word(i), "’s") {
				suffix = "’s"
			}
		}
	}
	for _, x := range analyse(form) {
		if x.form != base && w.Class == shingle.Function {
			break
		}
		values := dict.entries[x.lemma]
		if values == nil {
			continue
		}
		if x.form == past && i > 0 && slices.Contains(auxiliaries, d.words[i-1].Form) {
			x.form = participle
		}
		return site{from: i, to: i + 1, key: x.lemma, form: x.form, suffix: suffix, values: values}, true
	}
	return site{}, false
}

// auxiliaries go before participles.
var auxiliaries = strings.Fields("was were been is are be being am have has had having")

// eligible reports whether word i may be the first of a key.
func (d *draft) eligible(i int, how Spinning, r *rand.Rand) bool {
	if !d.kept(i) || d.joined(i) || d.words[i].Disguise != 0 {
		return false
	}
	first, _ := utf8.DecodeRuneInString(d.word(i))
	switch {
	case unicode.IsLower(first):
		return true
	case !unicode.IsUpper(first):
		return false
	case d.words[i].Class == shingle.Name && d.Language != "de":
		return how.Names && strings.ToUpper(d.word(i)) != d.word(i) && r.IntN(2) == 0
	}
	return d.opens(i) || d.Language == "de"
}

// follows reports whether word i may be a later word of a key.
func (d *draft) follows(i int) bool {
	first, _ := utf8.DecodeRuneInString(d.word(i))
	return d.words[i].Break == shingle.Space && unicode.IsLower(first) && d.kept(i) && !d.joined(i)
}

// spin exchanges words of s and returns how many of the source it exchanged.
// They are as near to the rate as the dictionary allows; where it has too few,
// fewer.
func (d *draft) spin(dict *Dictionary, how Spinning, s stretch, r *rand.Rand) int {
	all := d.sites(dict, how, s, r)
	target := int(how.Rate*float64(s.len()) + 0.5)
	chosen := make(map[string]string)
	done := 0
	for _, group := range grouped(all, how.Free, r) {
		size := 0
		for _, x := range group {
			size += x.to - x.from
		}
		if done+size > target+max(1, s.len()/50) {
			continue
		}
		for _, x := range group {
			value, ok := chosen[x.key]
			if !ok || how.Free {
				value = choose(x, how, r)
				chosen[x.key] = value
			}
			done += d.exchange(x, value, how)
		}
		if done >= target {
			break
		}
	}
	if how.Repair {
		d.repair(s)
	}
	return done
}

// grouped returns the sites in groups to be exchanged together, in an order
// that is drawn.
func grouped(all []site, free bool, r *rand.Rand) [][]site {
	var out [][]site
	at := make(map[string]int)
	for _, x := range all {
		k, ok := at[x.key]
		if !ok || free {
			k = len(out)
			at[x.key] = k
			out = append(out, nil)
		}
		out[k] = append(out[k], x)
	}
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// choose draws a replacement. Those of several words are drawn more seldom than
// they are in thesauri, which are full of them, unless they are asked for.
func choose(x site, how Spinning, r *rand.Rand) string {
	if how.First {
		return x.values[0]
	}
	v := x.values[r.IntN(len(x.values))]
	for range 4 {
		several := strings.ContainsRune(v, ' ')
		if several == how.Phrases || x.to-x.from > 1 || !how.Phrases && r.IntN(3) == 0 {
			break
		}
		v = x.values[r.IntN(len(x.values))]
	}
	return v
}

// exchange puts value in place of a site and returns how many words of the
// source it took. Gold is what was exchanged: words that both sides have at
// their ends stay out of it, and where both sides have as many words each is
// one exchange.
func (d *draft) exchange(x site, value string, how Spinning) int {
	if !how.Bare {
		value = inflect(value, x.form, how.Regular)
	}
	words := strings.Fields(value)
	words[len(words)-1] += x.suffix
	from, to := x.from, x.to
	words[0] = recase(words[0], d.word(from))
	for from < to && len(words) > 0 && d.equal(from, words[0]) {
		from, words = from+1, words[1:]
	}
	for from < to && len(words) > 0 && d.equal(to-1, words[len(words)-1]) {
		to, words = to-1, words[:len(words)-1]
	}
	if from == to || len(words) == 0 || d.touches(from, to, words) {
		return 0
	}
	if to-from != len(words) {
		d.merge(from, to, strings.Join(words, " "), true)
		return to - from
	}
	done := 0
	for k, w := range words {
		if !d.equal(from+k, w) {
			d.merge(from+k, from+k+1, w, true)
			done++
		}
	}
	return done
}

// equal reports whether word i and w are the same word.
func (d *draft) equal(i int, w string) bool {
	return d.words[i].Form == strings.ReplaceAll(strings.ToLower(w), "’", "'")
}

// touches reports whether hyphens hide a word at an end of the new words that
// the source has at the same end: "well" → "well-being" adds a word only.
func (d *draft) touches(from, to int, words []string) bool {
	first, last := split(words[0]), split(words[len(words)-1])
	return len(first) == 0 || len(last) == 0 || len(first) > 1 && d.equal(from, first[0]) || len(last) > 1 && d.equal(to-1, last[len(last)-1])
}

// repair lets every a and an before a word that was exchanged follow it. Each
// repair is an exchange of its own.
func (d *draft) repair(s stretch) {
	for i := s.from; i+1 < s.to; i++ {
		next := d.at(i+1, word)
		article := d.words[i].Form
		if article != "a" && article != "an" || !d.kept(i) || !next.gold || d.words[i+1].Break != shingle.Space {
			continue
		}
		if want := articleFor(next.text); want != article {
			d.merge(i, i+1, recase(want, d.word(i)[:1]+"x"), true)
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
