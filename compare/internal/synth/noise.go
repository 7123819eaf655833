package synth

import (
	"math/rand/v2"
	"strings"
)

// misread are the letters that optical character recognition confuses.
var misread = []string{"rn", "m", "m", "rn", "l", "1", "I", "l", "O", "0", "0", "O", "e", "c", "h", "b", "cl", "d", "5", "S", "u", "ii", "vv", "w", "fi", "ﬁ", "t", "f", "a", "o"}

// scan misreads a given share of the words, breaks some in two, and joins some.
func scan(d *draft, share float64, r *rand.Rand) int {
	n := 0
	for i := range d.words {
		if r.Float64() >= share {
			continue
		}
		text := d.word(i)
		switch k := r.IntN(12); {
		case k == 0 && i > 0 && d.at(i, space).text == " ":
			d.at(i, space).text = ""
		case k == 1 && len(text) > 5 && isASCII(text):
			at := 2 + r.IntN(len(text)-3)
			d.set(i, text[:at]+"-\n"+text[at:])
		default:
			from := r.IntN(len(misread) / 2)
			for j := range len(misread) / 2 {
				k := 2 * ((from + j) % (len(misread) / 2))
				if at := strings.Index(text, misread[k]); at >= 0 {
					d.set(i, text[:at]+misread[k+1]+text[at+len(misread[k]):])
					break
				}
			}
		}
		n++
	}
	return n
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
