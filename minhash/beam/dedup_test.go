package beam

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestStages compares with package batch.
func TestStages(t *testing.T) {
	texts := made(rand.New(rand.NewPCG(1, 15)), short(2000, 500))
	want, report := stages(t, Settings{}, texts)
	got, err := run(t, Settings{}, texts)
	require.NoError(t, err)
	require.Equal(t, want, got.clusters)
	require.EqualValues(t, report.Pairs, len(got.pairs))
	require.Greater(t, len(got.pairs), len(texts)/10)
	require.Empty(t, got.skipped)
}
