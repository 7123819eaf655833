package change

import (
	"math/bits"
	"sync"
	"unicode/utf8"
)

// A confusion is letters that scanners take for each other. Their last letters differ.
type confusion struct{ a, b string }

var confusions = [...]confusion{
	{"rn", "m"}, {"cl", "d"}, {"vv", "w"}, {"li", "h"}, {"ii", "u"}, {"ri", "n"}, {"nn", "m"}, {"ni", "m"}, {"in", "m"}, {"fi", "h"},
	{"f", "s"}, {"l", "1"}, {"i", "1"}, {"l", "i"}, {"o", "0"}, {"e", "c"}, {"b", "h"}, {"u", "v"}, {"s", "5"}, {"b", "6"}, {"g", "9"}, {"z", "2"}, {"t", "f"}, {"i", "j"},
}

// A confusionTable says which confusions letters take part in.
type confusionTable struct {
	// ends has for each letter, as bits, the confusions whose a ends with it and those
	// whose b does. Few cells of a table have letters that are confused, and trying all
	// confusions in each took most of the time of a distance.
	ends [utf8.RuneSelf]struct{ a, b uint32 }

	// with has for each letter, as bits, a set of letters. The other word must have at
	// least one of these for the letter to be part of a confusion.
	with [36]uint64
}

// confusing returns the table of the confusions.
var confusing = sync.OnceValue(func() *confusionTable {
	t := new(confusionTable)
	for k, c := range confusions {
		t.ends[c.a[len(c.a)-1]].a |= 1 << k
		t.ends[c.b[len(c.b)-1]].b |= 1 << k
		for i := range len(c.a) {
			for j := range len(c.b) {
				n, _ := letterNumber(c.a[i])
				m, _ := letterNumber(c.b[j])
				t.with[n] |= 1 << m
				t.with[m] |= 1 << n
			}
		}
	}
	return t
})

// A distances is a table of twice the distances between the beginnings of two words, by
// their numbers of letters.
type distances [maxMisspelt + 1][maxMisspelt + 1]int16

// distance returns twice Damerau's distance between two words in letters (optimal
// string alignment: neighbours swapped count once), where a confusion of scanners
// counts half as much as another slip. If the distance is greater than limit, it
// returns some number greater than limit. The words must have at most maxMisspelt
// letters. Time is the product of their lengths; most dissimilar words take half of
// it.
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
	ends := &confusing().ends
	for ks := ends[x].a & ends[y].b; ks != 0; ks &= ks - 1 {
		if c := &confusions[bits.TrailingZeros32(ks)]; endsWith(a, c.a) && endsWith(b, c.b) {
			best = min(best, rows[i-len(c.a)][j-len(c.b)]+1)
		}
	}
	for ks := ends[x].b & ends[y].a; ks != 0; ks &= ks - 1 {
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

// letterNumber numbers the letters and digits of ASCII.
func letterNumber(c byte) (n int, ok bool) {
	switch {
	case 'a' <= c && c <= 'z':
		return int(c - 'a'), true
	case '0' <= c && c <= '9':
		return int(c-'0') + 26, true
	}
	return 0, false
}

// leastDistance returns a lower bound of the distance of two words, by the letters that
// one has more often than the other: a slip removes one of them, and a confusion of
// scanners two at half the cost. It takes a ninth of the instructions of a distance, and
// for most exchanged words it shows that they are not alike. It is 0 if a word has
// letters beyond ASCII. Words must have at most maxMisspelt letters.
func leastDistance(a, b string) int {
	var more [36]int8
	var inA, inB uint64
	for i := range len(a) {
		n, ok := letterNumber(a[i])
		if !ok {
			return 0
		}
		more[n]++
		inA |= 1 << n
	}
	for i := range len(b) {
		n, ok := letterNumber(b[i])
		if !ok {
			return 0
		}
		more[n]--
		inB |= 1 << n
	}
	with := &confusing().with
	var sure, confused [2]int
	for set := inA | inB; set != 0; set &= set - 1 {
		n := bits.TrailingZeros64(set)
		side, other, by := 0, inB, int(more[n])
		if by < 0 {
			side, other, by = 1, inA, -by
		}
		if with[n]&other == 0 {
			sure[side] += by
		} else {
			confused[side] += by
		}
	}
	return max(2*sure[0]+(confused[0]+1)/2, 2*sure[1]+(confused[1]+1)/2)
}
