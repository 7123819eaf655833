package synth

import (
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// A site is a place where an entry of the dictionary fits.
type site struct {
	from, to int // words of the source
	key      string
	form     form
	suffix   string // possessive
	values   []string
}

// A finder looks for sites in the source of a draft, among the words that are still
// unchanged.
type finder struct {
	*draft
	dict *Dictionary
	how  Spinning
	r    *rand.Rand
}

// sites returns the places where entries fit among the words of s, with the longest
// key first and no site within another. It takes one lookup for each word and
// length of key.
func (f *finder) sites(s stretch) []site {
	var out []site
	for i := s.from; i < s.to; {
		x, ok := f.siteAt(i, s.to)
		if ok {
			out = append(out, x)
			i = x.to
		} else {
			i++
		}
	}
	return out
}

// siteAt returns the site that begins at word i and does not go beyond end.
func (f *finder) siteAt(i, end int) (site, bool) {
	if !f.eligible(i) {
		return site{}, false
	}
	longest := i + 1
	for longest < min(end, i+f.dict.longest) && f.follows(longest) {
		longest++
	}
	var buf []byte
	for to := longest; to > i+1; to-- {
		buf = buf[:0]
		for k := i; k < to; k++ {
			if k > i {
				buf = append(buf, ' ')
			}
			buf = append(buf, f.words[k].Form...)
		}
		if values := f.dict.entries[string(buf)]; values != nil {
			return site{from: i, to: to, key: string(buf), values: values}, true
		}
	}
	if f.function(i) && !f.how.Functions || utf8.RuneCountInString(f.words[i].Form) < 2 {
		return site{}, false
	}
	if f.dict.language() != "en" {
		return f.foreignSite(i)
	}
	return f.inflectedSite(i)
}

// foreignSite looks a word up in its own form, and then by its stem. The
// replacement is not inflected then, as with spinners that only know lists.
func (f *finder) foreignSite(i int) (site, bool) {
	key := f.words[i].Form
	if f.dict.entries[key] == nil {
		key = f.dict.stems[f.shingle().Stem(key)]
	}
	values := f.dict.entries[key]
	return site{from: i, to: i + 1, key: key, values: values}, values != nil
}

// inflectedSite looks an English word up, and what it may be an inflection of.
func (f *finder) inflectedSite(i int) (site, bool) {
	w := f.words[i]
	form, suffix := w.Form, ""
	if f.dict.entries[form] == nil {
		if stem, ok := strings.CutSuffix(form, "'s"); ok {
			form, suffix = stem, "'s"
			if strings.HasSuffix(f.word(i), "’s") {
				suffix = "’s"
			}
		}
	}
	for _, x := range analyse(form) {
		if x.form != base && w.Class == shingle.Function {
			break
		}
		values := f.dict.entries[x.lemma]
		if values == nil {
			continue
		}
		if x.form == past && i > 0 && slices.Contains(auxiliaries, f.words[i-1].Form) {
			x.form = participle
		}
		return site{from: i, to: i + 1, key: x.lemma, form: x.form, suffix: suffix, values: values}, true
	}
	return site{}, false
}

// auxiliaries go before participles.
var auxiliaries = strings.Fields("was were been is are be being am have has had having")

// eligible reports whether word i may be the first of a key.
func (f *finder) eligible(i int) bool {
	if !f.kept(i) || f.joined(i) || f.words[i].Disguise != 0 {
		return false
	}
	first, _ := utf8.DecodeRuneInString(f.word(i))
	switch {
	case unicode.IsLower(first):
		return true
	case !unicode.IsUpper(first):
		return false
	case f.words[i].Class == shingle.Name && f.Language != "de":
		return f.how.Names && strings.ToUpper(f.word(i)) != f.word(i) && f.r.IntN(2) == 0
	}
	return f.opens(i) || f.Language == "de"
}

// follows reports whether word i may be a later word of a key.
func (f *finder) follows(i int) bool {
	first, _ := utf8.DecodeRuneInString(f.word(i))
	return f.words[i].Break == shingle.Space && unicode.IsLower(first) && f.kept(i) && !f.joined(i)
}
