package compare

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// quotationsSlowly is quotations without what an unclosed one is remembered for:
// each paragraph is read anew with all that may close what it opens.
func quotationsSlowly(t *Text) (out []exclusion) {
	hidden := hiddenAt(t.text)
	for from := int32(0); int(from) < len(t.words); {
		to := t.paragraphEnd(from)
		found, open := t.quoted(from, to, 0, hidden)
		for end := to; open != 0 && int(end) < len(t.words) && end-from < 2*maxQuotation; {
			end = t.paragraphEnd(end)
			var more []exclusion
			if more, open = t.quoted(from, end, 0, hidden); more != nil {
				found, to = more, end
			}
		}
		for _, q := range found {
			if n := q.to - q.from; n >= minQuotation && n <= maxQuotation && t.attributed(q, from, to) {
				out = append(out, q)
			}
		}
		from = to
	}
	return out
}

// TestUnclosed: what is remembered of unclosed quotations makes no difference.
func TestUnclosed(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 1))
	parts := []string{"she said ", "word ", "word ", "word ", "\n\n", "\n\n", "\n\n“", "\n\n“", "“", "”", "„", "«", "»", `"`, ". ", "\n", "\r\n\r\n", "\n \n", "\u200b", "\n\n”\n\n"}
	found := 0
	for range 400 {
		weights := make([]int, len(parts))
		for i := range weights {
			weights[i] = 1 + r.IntN(1+r.IntN(12))*r.IntN(2)
		}
		var bag []string
		for i, n := range weights {
			for range n {
				bag = append(bag, parts[i])
			}
		}
		var b strings.Builder
		for range r.IntN(1 + r.IntN(1500)) {
			b.WriteString(bag[r.IntN(len(bag))])
		}
		text, err := Comparer{}.Prepare(b.String())
		require.NoError(t, err)
		want := quotationsSlowly(text)
		found += len(want)
		require.Equal(t, want, quotations(text), "%q", b.String())
	}
	require.Positive(t, found)
}
