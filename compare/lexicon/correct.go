package lexicon

import "strings"

// Slips are what is wrong in a misspelt word, from those with the fewest choices to those with the
// most.
const (
	SlipOrder     = iota // two neighbouring letters in the wrong order: teh
	SlipExtra            // a letter too many: untill
	SlipMisread          // letters for others that look alike in print: rnarket, thc
	SlipKey              // a letter for one beside it on the keyboard: cpuncil
	SlipMissing          // a letter too few: goverment
	SlipExchanged        // a letter for any other
	Slips                // how many there are
)

// Correct returns the word that a misspelt English form most likely stands for: among the
// words that differ from it by one slip, the commonest. Slips
// that people make less often count as some bits of rarity (Kernighan, Church, Gale, A spelling
// correction program based on a noisy channel model, COLING 1990). It returns "" if there is
// none, for a form that is not of small ASCII letters, and in a lexicon without
// [Lexicon.Rarity]. The cost is 54 look-ups for each letter, 50 µs for a word
// of seven (BenchmarkCorrect).
//
// Of 3,869 words of the sources of testdata/pairs with a slip each, 3,008 are found again, 557
// become other words and 304 none. A look-up takes one missing form in 900 for a present one, so that some of
// the others are no words.
func (l *Lexicon) Correct(form string) string {
	best, word := maxRarity, ""
	for _, slip := range [...]int{SlipMisread, SlipExtra, SlipOrder, SlipMissing, SlipExchanged} {
		if len(form) < leastExchanged && slip > SlipMisread {
			break
		}
		if w, bits := l.CorrectSlip(form, slip); w != "" && bits+slipBits[slip] < best {
			best, word = bits+slipBits[slip], w
		}
	}
	return word
}

// CorrectSlip is [Lexicon.Correct] for one kind of slip. It also returns how rare the word is, and
// a bit more if a letter too many is not that before it.
func (l *Lexicon) CorrectSlip(form string, slip int) (word string, bits float64) {
	n := len(form)
	if len(l.rarity) == 0 || n < leastCorrected || n > mostLetters {
		return "", 0
	}
	for i := range n {
		if form[i] < 'a' || form[i] > 'z' {
			return "", 0
		}
	}
	c := corrector{rarity: l.rarity, form: form, best: maxRarity}
	if n < leastExchanged {
		c.best = commonWord
	}
	switch slip {
	case SlipOrder:
		c.order()
	case SlipExtra:
		c.extra()
	case SlipMisread:
		c.exchanges(misread[:])
	case SlipKey:
		c.beside()
	case SlipMissing:
		c.missing()
	case SlipExchanged:
		c.exchanged()
	}
	return c.word, c.best
}

// Forms of fewer letters than leastCorrected are not corrected. Those of fewer than
// leastExchanged are a letter away from many words. They stand for words of less than commonWord
// bits: of, and, the. If it is not known which slip there may be, no letter is missing or exchanged.
const (
	leastCorrected = 3
	leastExchanged = 4
	commonWord     = 9.
)

// misread are letters that a reader of printed pages takes for others.
var misread = [...][2]string{
	{"rn", "m"}, {"m", "rn"}, {"cl", "d"}, {"d", "cl"}, {"vv", "w"}, {"w", "vv"}, {"li", "h"}, {"h", "li"}, {"nn", "m"}, {"m", "nn"}, {"ii", "u"}, {"u", "ii"},
	{"c", "e"}, {"e", "c"}, {"b", "h"}, {"h", "b"}, {"f", "t"}, {"t", "f"}, {"a", "o"}, {"o", "a"}, {"i", "l"}, {"l", "i"}, {"n", "u"}, {"u", "n"}, {"t", "l"}, {"l", "t"}, {"f", "s"}, {"o", "e"}, {"g", "q"}, {"y", "v"}, {"v", "y"},
}

// keys are the rows of a keyboard.
const keys = " qwertyuiop asdfghjkl zxcvbnm "

// slipBits are what slips count, in bits, beyond the order of two letters and letters typed twice.
// With nothing for all, 2,902 of the words above are found; with 1 for missing letters too, 2,985.
var slipBits = [Slips]float64{SlipMisread: 1, SlipExchanged: 2}

// slipExtra is what it counts that a letter is not one of the word.
const slipExtra = 1.

// A corrector keeps the best word.
type corrector struct {
	rarity rarities
	form   string
	best   float64
	word   string
	room   [mostLetters + 2]byte
}

func (c *corrector) order() {
	for i := 1; i < len(c.form); i++ {
		if c.form[i-1] != c.form[i] {
			b := append(c.room[:0], c.form...)
			b[i-1], b[i] = b[i], b[i-1]
			c.try(b, 0)
		}
	}
}

func (c *corrector) extra() {
	for i := range len(c.form) {
		slip := slipExtra
		if i > 0 && c.form[i-1] == c.form[i] {
			slip = 0
		}
		c.try(append(append(c.room[:0], c.form[:i]...), c.form[i+1:]...), slip)
	}
}

// exchanges tries the second of each of some pairs of strings for the first.
func (c *corrector) exchanges(pairs [][2]string) {
	for i := range len(c.form) {
		for _, pair := range pairs {
			if rest, ok := strings.CutPrefix(c.form[i:], pair[0]); ok {
				c.try(append(append(append(c.room[:0], c.form[:i]...), pair[1]...), rest...), 0)
			}
		}
	}
}

// beside tries the keys beside each.
func (c *corrector) beside() {
	for i := range len(c.form) {
		b := append(c.room[:0], c.form...)
		k := strings.IndexByte(keys, c.form[i])
		for _, key := range [...]byte{keys[k-1], keys[k+1]} {
			if b[i] = key; key != ' ' {
				c.try(b, 0)
			}
		}
	}
}

func (c *corrector) missing() {
	for i := range len(c.form) + 1 {
		b := append(append(append(c.room[:0], c.form[:i]...), 0), c.form[i:]...)
		for b[i] = 'a'; b[i] <= 'z'; b[i]++ {
			c.try(b, 0)
		}
	}
}

func (c *corrector) exchanged() {
	for i := range len(c.form) {
		b := append(c.room[:0], c.form...)
		for b[i] = 'a'; b[i] <= 'z'; b[i]++ {
			c.try(b, 0)
		}
	}
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
