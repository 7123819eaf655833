package prepare

import (
	"slices"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// leastStretched is the least number of stretched words in a text in which they are
// read, and stretchedShare their least share of all words. People write sooo, but
// not throughout a text.
const (
	leastStretched = 12
	stretchedShare = 0.1
)

// unstretched returns the text with words of a vocabulary in place of those that repeat
// their letters (miiilitaaary), or the text itself if there are few. Time is linear in
// the letters.
func (t *Text) unstretched(other *Text) *Text {
	if t.stretched < leastStretched || float64(t.stretched) < stretchedShare*float64(len(t.Words)) {
		return t
	}
	known := make(map[string]int, len(other.Words))
	for i := range other.Words {
		if s := squeezed(other.Words[i].Form); len(s) > 0 {
			if _, ok := known[s]; !ok {
				known[s] = i
			}
		}
	}
	var found []spelled
	for i := range t.Words {
		w := &t.Words[i]
		if !stretched(w.Form) {
			continue
		}
		if k, ok := known[squeezed(w.Form)]; ok && other.Words[k].Form != w.Form {
			v := other.Words[k]
			v.Start, v.End, v.Break, v.Disguise = w.Start, w.End, w.Break, w.Disguise|shingle.Stretched
			found = append(found, spelled{i, i + 1, v})
		}
	}
	if len(found) < leastStretched {
		return t
	}
	return t.with(found)
}

// stretched reports whether a form has one letter three times in a row, which no word
// of a language with an alphabet has.
func stretched(form string) bool {
	run, before := 0, rune(-1)
	for _, r := range form {
		if r != before {
			run, before = 0, r
		}
		if run++; run == 3 && r >= 'a' {
			return true
		}
	}
	return false
}

// ordinary reports whether a form is ASCII and not stretched, by looking at its bytes two
// by two. A letter that stands three times in a row fills one of the twos. Most forms
// with a double letter do not have it there; for others ordinary is false too.
func ordinary(form string) bool {
	for i := 1; i < len(form); i += 2 {
		if x, y := form[i-1], form[i]; x == y || x|y >= utf8.RuneSelf {
			return false
		}
	}
	return form == "" || form[len(form)-1] < utf8.RuneSelf
}

// squeezed returns a form without letters that repeat the one before.
func squeezed(form string) string { return string(slices.Compact([]rune(form))) }
