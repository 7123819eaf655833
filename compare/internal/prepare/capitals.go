package prepare

import (
	"unicode"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// leastCapitals is the least number of capitalised function words that show how a
// paragraph is written.
const leastCapitals = 5

// lowerNames turns names into content words where capitals do not indicate names: in
// paragraphs whose function words begin with capitals too, such as headlines and texts
// in capitals. Time is linear in the number of words.
func (t *Text) lowerNames() {
	for from := 0; from < len(t.Words); {
		to, named := from, false
		for {
			named = named || t.Words[to].Class == shingle.Name
			if to++; to == len(t.Words) || t.Words[to].Break == shingle.Paragraph {
				break
			}
		}
		if named && t.capitalised(t.Words[from:to]) {
			for i := from; i < to; i++ {
				if t.Words[i].Class == shingle.Name {
					t.Words[i].Class = shingle.Content
				}
			}
		}
		from = to
	}
}

// capitalised reports whether most function words, and at least leastCapitals, begin
// with a capital, not counting those that begin a sentence.
func (t *Text) capitalised(words []shingle.Word) bool {
	capitals, all := 0, 0
	for i := range words {
		if w := &words[i]; w.Class == shingle.Function && w.Break < shingle.Sentence {
			all++
			if beginsWithCapital(t.Raw[w.Start:]) {
				capitals++
			}
		}
	}
	return capitals >= leastCapitals && 2*capitals > all
}

// beginsWithCapital reports whether the first character of s is a capital.
func beginsWithCapital(s string) bool {
	if c := s[0]; c < utf8.RuneSelf { // nearly always
		return 'A' <= c && c <= 'Z'
	}
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}
