package lexicon

import (
	"strings"

	"github.com/palimpsest-go/palimpsest/shingle"
)

const (
	mostLetters   = 20  // of a word
	unknownWord   = 30. // bits for a word that is not in the lexicon
	unknownLetter = 5.  // bits for each of its letters
)

// Segment inserts spaces between words that are run together: thecouncil gives "the
// council". It chooses the likeliest of all cuts under a model of single words (Norvig,
// Natural language corpus data, in Beautiful Data, 2009); the only words of one letter are
// a and i. It returns "" if a quarter or more of the letters belong to words that the
// lexicon does not have, or if the lexicon has no [Lexicon.Rarity]. Marks are dropped. It
// takes up to 20 look-ups for each letter, about 2 µs.
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

// runTogether returns the rarity of a word among letters. Most strings looked up there are
// not words. [Lexicon.Rarity] tries each of these as a British spelling and took ten times
// as long; runTogether tries only those with a common British ending.
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
