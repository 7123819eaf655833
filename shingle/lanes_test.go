package shingle

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestLanes: each byte, in each lane and beside any other byte, has the classes that
// byteClass says.
func TestLanes(t *testing.T) {
	for c := range 256 {
		for _, beside := range []byte{0, ' ', 'z', 0x7f, 0x80, 0xff} {
			for lane := range 8 {
				text := [8]byte{beside, beside, beside, beside, beside, beside, beside, beside}
				text[lane] = byte(c)
				x := load8(string(text[:]))
				for class, got := range map[uint8]uint64{isLetter: letterLanes(x), isBlank: blankLanes(x), isParting: partingLanes(x)} {
					want := uint64(0)
					for i, b := range text {
						if byteClass[b]&class != 0 {
							want |= 0x80 << (8 * i)
						}
					}
					require.Equal(t, want, got, "byte %#x in lane %d beside %#x, class %d", c, lane, beside, class)
				}
			}
		}
	}
}

// TestPlainLanes compares plainLanes with a walk over the bytes.
func TestPlainLanes(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	const bytes = "aZ  \n.,1\xc3"
	for range 20_000 {
		var text [8]byte
		for i := range text {
			text[i] = bytes[r.IntN(1+r.IntN(len(bytes)))]
		}
		given := r.IntN(2) == 0
		n, words, letter := 0, 0, given
		for n < 8 && byteClass[text[n]]&(isLetter|isBlank) != 0 {
			blank := byteClass[text[n]]&isBlank != 0
			if blank && letter {
				words++
			}
			letter = !blank
			n++
		}
		gotN, gotWords, gotLetter := plainLanes(load8(string(text[:])), given)
		require.Equal(t, []any{n, words, letter}, []any{gotN, gotWords, gotLetter}, "%q after a letter: %v", text, given)
	}
}
