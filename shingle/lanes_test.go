package shingle

import (
	"math/rand/v2"
	"strings"
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

// TestPrefixes compares the searches for the first byte of other classes with a walk over
// the bytes.
func TestPrefixes(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	const bytes = "aZbY  \n\t.,;-1\xc3<\x01"
	for range 20_000 {
		var b strings.Builder
		for range r.IntN(40) {
			b.WriteByte(bytes[r.IntN(1+r.IntN(len(bytes)))])
		}
		text := b.String()
		from := r.IntN(len(text) + 1)
		for class, search := range map[uint8]func(string, int) int{
			isLetter | isBlank:             lettersPrefix,
			isLetter | isBlank | isParting: commonPrefix,
		} {
			i := from
			for i < len(text) && byteClass[text[i]]&class != 0 {
				i++
			}
			got := search(text, from)
			if got != i {
				require.Less(t, len(text)-got, 8, "%q from %d", text, from)
				require.LessOrEqual(t, got, i, "%q from %d", text, from)
			}
		}
		i := from
		for i < len(text) && text[i] < 0x7f && text[i] != '<' && (text[i] >= ' ' || byteClass[text[i]]&isBlank != 0) {
			i++
		}
		require.Equal(t, i, special(text, from), "%q from %d", text, from)
		text += "é ñ"[:r.IntN(6)] + text
		require.Equal(t, wordsBeforeBlanksIn(text, 0, len(text)), wordsBeforeBlanks(text), "%q", text)
	}
}
