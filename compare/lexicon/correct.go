package lexicon

import "strings"

// Correct returns the word that a misspelt English form most likely stands for: among the
// words that differ from it by one letter put in, left out or exchanged, by the order of two
// neighbouring letters, or by letters that look alike in print (rn and m), the commonest. Slips
// that people make less often count as some bits of rarity (Kernighan, Church, Gale, A spelling
// correction program based on a noisy channel model, COLING 1990). It returns "" if there is
// none, for a form that is not of small ASCII letters, and in a lexicon without
// [Lexicon.Rarity]. The cost is 54 look-ups for each letter, 50 µs for a word
// of seven (BenchmarkCorrect).
//
// Of 3,869 words of the sources of testdata/pairs with a slip each, 3,013 are found again, 552
// become other words and 304 none. A look-up takes one missing form in 900 for a present one, so that some of
// the others are no words.
func (l *Lexicon) Correct(form string) string {
	n := len(form)
	if len(l.rarity) == 0 || n < leastCorrected || n > mostLetters {
		return ""
	}
	for i := range n {
		if form[i] < 'a' || form[i] > 'z' {
			return ""
		}
	}
	c := corrector{rarity: l.rarity, best: maxRarity}
	if n < leastExchanged {
		c.best = commonWord
	}
	var room [mostLetters + 2]byte
	for i := range n {
		for _, pair := range misread {
			if rest, ok := strings.CutPrefix(form[i:], pair[0]); ok {
				c.try(append(append(append(room[:0], form[:i]...), pair[1]...), rest...), slipMisread)
			}
		}
	}
	for i := range n {
		b := append(room[:0], form[:i]...)
		c.try(append(b, form[i+1:]...), leftOut(form, i))
		if i+1 < n && form[i] != form[i+1] {
			b = append(append(room[:0], form[:i]...), form[i+1], form[i])
			c.try(append(b, form[i+2:]...), 0)
		}
	}
	if n < leastExchanged {
		return c.word
	}
	for i := range n + 1 {
		b := append(append(room[:0], form[:i]...), 0)
		b = append(b, form[i:]...)
		for b[i] = 'a'; b[i] <= 'z'; b[i]++ {
			c.try(b, slipInsert)
		}
		if i == n {
			break
		}
		b = append(room[:0], form...)
		for b[i] = 'a'; b[i] <= 'z'; b[i]++ {
			c.try(b, slipExchange)
		}
	}
	return c.word
}

// Forms of fewer letters than leastCorrected are not corrected. Those of fewer than
// leastExchanged are a letter away from many words. They may only have a letter too many or two
// in the wrong order, and stand for words of less than commonWord bits: of, and, the.
const (
	leastCorrected = 3
	leastExchanged = 4
	commonWord     = 9.
)

// misread are letters that a reader of printed pages takes for others.
var misread = [...][2]string{{"rn", "m"}, {"m", "rn"}, {"cl", "d"}, {"vv", "w"}, {"w", "vv"}, {"li", "h"}, {"nn", "m"}, {"ii", "u"}, {"u", "ii"}}

// What slips count, in bits, beyond the order of two letters and letters typed twice. With
// nothing for all, 2,904 of the words above are found; with 1 for insertions too, 2,989.
const (
	slipDelete   = 1.
	slipMisread  = 1.
	slipInsert   = 0.
	slipExchange = 2.
)

// leftOut returns what it counts that form[i] is not a letter of the word.
func leftOut(form string, i int) float64 {
	if i > 0 && form[i-1] == form[i] {
		return 0
	}
	return slipDelete
}

// A corrector keeps the best word.
type corrector struct {
	rarity rarities
	best   float64
	word   string
}

func (c *corrector) try(form []byte, slip float64) {
	h := uint64(fnvOffset)
	for _, letter := range form {
		h = (h ^ uint64(letter)) * fnvPrime
	}
	bits, ok := c.rarity.findBits(uint32(avalanche(h)>>32) &^ rarityMask)
	if bits += slip; ok && bits < c.best {
		c.best, c.word = bits, string(form)
	}
}
