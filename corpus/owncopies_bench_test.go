package corpus

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

// BenchmarkCopies checks a text of which there are 64,000 copies of one author, by that
// author and by another.
func BenchmarkCopies(b *testing.B) {
	ctx := b.Context()
	c, err := New(ctx, NewStore(), Settings{})
	require.NoError(b, err)
	for range 64 {
		texts := make([]Text, 1000)
		for i := range texts {
			n, err := c.Count(ctx, "")
			require.NoError(b, err)
			texts[i] = Text{ID: fmt.Sprint(n + i), Author: "ann", Text: spunText}
		}
		require.NoError(b, c.Add(ctx, texts...))
	}
	for _, author := range []string{"ann", "eve"} {
		b.Run(author, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, err := c.Check(ctx, Text{Author: author, Text: spunText})
				require.NoError(b, err)
			}
		})
	}
}
