package change

import (
	"math/bits"
	"strings"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/compare/internal/align"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// rewritten reports whether both sides are one word by their letters alone, whatever
// they mean: written apart or together, or with marks or without.
func (e *exchanged) rewritten() bool {
	switch {
	case e.single():
		return shingle.SameLetters(e.forms[0], e.others[0])
	case len(e.v) == 1:
		return align.Joins(e.forms[0], e.w)
	case len(e.w) == 1:
		return align.Joins(e.others[0], e.v)
	}
	return false
}

// misspelt reports whether one word is likely the other with slips of the pen, of
// the keyboard or of a scanner in it. Two words that the lexicon has are two words,
// however alike they look, unless scanners read one as the other: modern as modem.
// Thesauri list common slips (definately), so that a word may be related to its slip.
// Where they relate the sides, one alone must be a word that the lexicon has counted.
func (c *Changes) misspelt(e *exchanged, related bool) bool {
	v, w := strings.Join(e.forms, ""), strings.Join(e.others, "")
	if !c.maybeMisspelt(e, related, v, w) {
		return false
	}
	return likeSpelling(v, w) // last: it takes a microsecond
}

// maybeMisspelt reports whether the lexicon allows that one of two words is the other
// misspelt.
func (c *Changes) maybeMisspelt(e *exchanged, related bool, v, w string) bool {
	if c.Lexicon == nil {
		return !related
	}
	a, b := e.is[0].known, e.is[1].known
	if related {
		return a != b
	}
	return !a || !b || misread(v, w)
}

// slip reports whether a function word has become a word that is none, or one of
// those has become it, by slips: the as teh, same as fame. Two function words are two
// words.
func (c *Changes) slip(e *exchanged) bool {
	if !e.single() || (e.v[0].Class == shingle.Function) == (e.w[0].Class == shingle.Function) {
		return false
	}
	v, w := e.forms[0], e.others[0]
	return (c.Lexicon == nil || !e.is[0].known || !e.is[1].known || misread(v, w)) && likeSpelling(v, w)
}

// misreadings replaces what scanners read as one letter more often than not, and the
// long s, by one of the two.
var misreadings = strings.NewReplacer("rn", "m", "cl", "d", "vv", "w", "nn", "m", "f", "s")

// misread reports whether two words differ in nothing but what scanners confuse.
func misread(v, w string) bool { return misreadings.Replace(v) == misreadings.Replace(w) }

// maxMisspelt bounds the letters of words that are held against each other: a longer
// word is none.
const maxMisspelt = 40

// likeSpelling reports whether two forms are so alike that one is likely the other
// misspelt: by Damerau's distance in letters, one for words of three or four letters,
// a third of the letters of longer ones. Slips of scanners cost half.
func likeSpelling(v, w string) bool {
	if utf8.RuneCountInString(v) > maxMisspelt || utf8.RuneCountInString(w) > maxMisspelt {
		return false
	}
	a, b := []rune(shingle.Fold(v)), []rune(shingle.Fold(w))
	n := max(len(a), len(b))
	if min(len(a), len(b)) < 2 || n < 3 || n > maxMisspelt {
		return false
	}
	limit := 2 * max(1, n/3) // in halves
	if n-min(len(a), len(b)) > limit/2+1 {
		return false
	}
	return distance(a, b, limit) <= limit
}

// A confusion is letters that scanners take for each other. Their last letters differ.
type confusion struct{ a, b string }

var confusions = [...]confusion{
	{"rn", "m"}, {"cl", "d"}, {"vv", "w"}, {"li", "h"}, {"ii", "u"}, {"ri", "n"}, {"nn", "m"}, {"ni", "m"}, {"in", "m"}, {"fi", "h"},
	{"f", "s"}, {"l", "1"}, {"i", "1"}, {"l", "i"}, {"o", "0"}, {"e", "c"}, {"b", "h"}, {"u", "v"}, {"s", "5"}, {"b", "6"}, {"g", "9"}, {"z", "2"}, {"t", "f"}, {"i", "j"},
}

// confusedEnds has for each letter, as bits, the confusions whose a ends with it and
// those whose b does: of the cells of a table, few have letters that are confused, and
// to try all confusions in each took two thirds of a distance.
var confusedEnds = func() (ends [utf8.RuneSelf]struct{ a, b uint32 }) {
	for k, c := range confusions {
		ends[c.a[len(c.a)-1]].a |= 1 << k
		ends[c.b[len(c.b)-1]].b |= 1 << k
	}
	return ends
}()

// A distances is a table of twice the distances between the beginnings of two words, by
// their numbers of letters.
type distances [maxMisspelt + 1][maxMisspelt + 1]int16

// distance returns twice Damerau's distance between two words in letters (optimal
// string alignment: neighbours swapped count once), where a confusion of scanners
// counts half of what another slip does. Of a distance greater than limit it returns
// some number that is greater too. The words have maxMisspelt letters at most. Time is
// the product of their lengths; most words that are not alike take half of it.
func distance(a, b []rune, limit int) int {
	var rows distances
	for i := range a {
		rows[i+1][0] = int16(2 * (i + 1))
	}
	for j := range b {
		rows[0][j+1] = int16(2 * (j + 1))
	}
	before, least := int16(0), int16(0) // the least of the last two rows
	for i := 1; i <= len(a); i++ {
		before, least = least, rows[i][0]
		for j := 1; j <= len(b); j++ {
			if a[i-1] == b[j-1] {
				rows[i][j] = min(rows[i-1][j-1], rows[i-1][j]+2, rows[i][j-1]+2)
			} else {
				rows[i][j] = rows.slipped(a[:i], b[:j])
			}
			least = min(least, rows[i][j])
		}
		if int(min(before, least)) > limit {
			return int(min(before, least)) // no step goes back by more than two rows
		}
	}
	return int(rows[len(a)][len(b)])
}

// slipped returns the distance of two words whose last letters differ.
func (rows *distances) slipped(a, b []rune) int16 {
	i, j := len(a), len(b)
	x, y := a[i-1], b[j-1]
	best := min(rows[i-1][j-1], rows[i-1][j], rows[i][j-1]) + 2
	if i > 1 && j > 1 && x == b[j-2] && a[i-2] == y {
		best = min(best, rows[i-2][j-2]+2)
	}
	if x >= utf8.RuneSelf || y >= utf8.RuneSelf {
		return best // scanners confuse ASCII
	}
	for ks := confusedEnds[x].a & confusedEnds[y].b; ks != 0; ks &= ks - 1 {
		if c := &confusions[bits.TrailingZeros32(ks)]; endsWith(a, c.a) && endsWith(b, c.b) {
			best = min(best, rows[i-len(c.a)][j-len(c.b)]+1)
		}
	}
	for ks := confusedEnds[x].b & confusedEnds[y].a; ks != 0; ks &= ks - 1 {
		if c := &confusions[bits.TrailingZeros32(ks)]; endsWith(a, c.b) && endsWith(b, c.a) {
			best = min(best, rows[i-len(c.b)][j-len(c.a)]+1)
		}
	}
	return best
}

// endsWith reports whether letters end with s, which is ASCII.
func endsWith(letters []rune, s string) bool {
	n := len(letters) - len(s)
	if n < 0 {
		return false
	}
	for k := range len(s) {
		if letters[n+k] != rune(s[k]) {
			return false
		}
	}
	return true
}

// unreadable reports whether a word has letters that cannot be read.
func unreadable(words []shingle.Word) bool {
	for i := range words {
		if words[i].Disguise&shingle.Unreadable != 0 {
			return true
		}
	}
	return false
}
