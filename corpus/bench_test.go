package corpus

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

// BenchmarkAdd adds texts of 300 words one by one.
func BenchmarkAdd(b *testing.B) {
	ctx := b.Context()
	c, err := New(ctx, NewStore(), Settings{})
	require.NoError(b, err)
	text := foreign(300)
	n := 0
	for b.Loop() {
		n++
		require.NoError(b, c.Add(ctx, Text{ID: fmt.Sprint(n), Text: text}))
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "texts/s")
}
