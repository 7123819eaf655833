package minhash

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The tables of 16 bands take at most 180 bytes a text, whatever the number of
// texts, once there are some.
func TestTablesAreSmall(t *testing.T) {
	s := settings
	s.Sets = false
	x := newIndex(t, s)
	sig := x.Signer().Sign(nil, []uint64{1})
	for i := range 20_000 {
		require.NoError(t, x.AddSignature(name(i), sig, 1))
		table := x.table.Load()
		bytes := 4 * len(table.heads)
		for _, next := range table.next[:i/chunkLen+1] {
			bytes += 4 * len(next)
		}
		if i >= 1000 {
			require.LessOrEqual(t, float64(bytes)/float64(i+1), 180., "%d texts", i+1)
		}
	}
	assert.EqualValues(t, 1<<15-1|1<<15, x.table.Load().number)
}

// Where an entry has no room for bits of the hash, all is found the same.
func TestEntriesWithoutHashBits(t *testing.T) {
	sets := corpus(seeded(18), 500)
	x, y := newIndex(t, settings), newIndex(t, settings)
	y.table.Load().number = 1<<32 - 1
	for i, set := range sets[:64] { // as many as the first table holds
		require.NoError(t, x.Add(name(i), set))
		require.NoError(t, y.Add(name(i), set))
	}
	assert.Equal(t, collect(t, x.View(), .1, nil), collect(t, y.View(), .1, nil))
	assert.True(t, y.View().Has("text63"))
}

func TestQueryAllocatesItsMatchesOnly(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector empties pools")
	}
	sets := corpus(seeded(19), 300)
	x := newIndex(t, settings)
	fill(t, x, sets)
	unlike := randomSet(seeded(20), 300)
	ctx := context.Background()
	query := func(set []uint64) float64 {
		return testing.AllocsPerRun(50, func() {
			_, err := x.Query(ctx, set, Search{Floor: .99})
			require.NoError(t, err)
		})
	}
	assert.Zero(t, query(unlike))
	assert.LessOrEqual(t, query(sets[0]), 2.)
}
