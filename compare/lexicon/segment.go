package lexicon

import (
	"strings"

	"github.com/palimpsest-go/palimpsest/shingle"
)

const (
	mostLetters   = 20  // of a word
	unknownWord   = 30. // bits that a word costs which the lexicon does not have
	unknownLetter = 5.  // bits for each of its letters
)

// Segment returns letters with spaces between the words that they spell when these are run
// together: thecouncil, the council. Of all cuts it takes the likeliest under a model of
// single words (Norvig, Natural language corpus data, in Beautiful Data, 2009), where a
// letter alone is a word if it is a or i. It returns "" if a quarter of the letters or more
// are of no words that the lexicon has, or if it has no [Lexicon.Rarity]. Marks are left
// out. Time is that of up to 20 look-ups for each letter, about 2 µs.
func (l *Lexicon) Segment(letters string) string {
	letters = strings.ToLower(shingle.Fold(letters))
	n := len(letters)
	cost, size, known := make([]float64, n+1), make([]int, n+1), make([]int, n+1)
	for i := n - 1; i >= 0; i-- {
		cost[i] = -1
		for k := i + 1; k <= min(n, i+mostLetters); k++ {
			c, has := unknownWord+unknownLetter*float64(k-i), 0
			if bits, ok := l.runTogether(letters[i:k]); ok && (k > i+1 || letters[i] == 'a' || letters[i] == 'i') {
				c, has = bits, k-i
			}
			if c += cost[k]; cost[i] < 0 || c < cost[i] {
				cost[i], size[i], known[i] = c, k-i, known[k]+has
			}
		}
	}
	if 4*known[0] <= 3*n {
		return ""
	}
	var b strings.Builder
	for i := 0; i < n; i += size[i] {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(letters[i : i+size[i]])
	}
	return b.String()
}

// runTogether returns the rarity of a word among letters. Most of what is looked up there
// is no word, and [Lexicon.Rarity], which takes each of these for a British spelling, took
// ten times as long: here only those are that end as many British words do.
func (l *Lexicon) runTogether(form string) (bits float64, ok bool) {
	if bits, ok = l.rarity.find(form); ok {
		return bits, true
	}
	for _, ending := range britishEndings {
		if len(form) > 4 && strings.HasSuffix(form, ending) {
			return l.Rarity(form)
		}
	}
	return 0, false
}

// britishEndings are the endings of colour, centre, organise and the like.
var britishEndings = [...]string{"our", "ours", "oured", "tre", "ise", "ised", "ising", "isation"}
