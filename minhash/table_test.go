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
		if i >= 1000 {
			require.LessOrEqual(t, float64(x.table.Load().bytes())/float64(i+1), 180., "%d texts", i+1)
		}
	}
	assert.EqualValues(t, 1<<15-1|1<<15, x.table.Load().sketches.number)
}

// bytes returns what heads and chains take, and the numbers that join texts and
// sketches.
func (t *table) bytes() int {
	var words int
	for _, c := range []*chains{t.ids, t.sketches.chains} {
		words += len(c.heads)
		for _, next := range c.next {
			words += len(next)
		}
	}
	for _, owners := range t.sketches.owners {
		if owners != nil {
			words += 2 * len(owners)
		}
	}
	return 4 * words
}

// Where an entry has no room for bits of the hash, all is found the same.
func TestEntriesWithoutHashBits(t *testing.T) {
	sets := corpus(seeded(18), 500)
	x, y := newIndex(t, settings), newIndex(t, settings)
	y.table.Load().sketches.number = 1<<32 - 1
	y.table.Load().ids.number = 1<<32 - 1
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

// Tables of ids and of bands grow on their own when many texts are of the empty
// set, and views of every size stay what they were.
func TestTablesGrowApart(t *testing.T) {
	sets := corpus(seeded(21), 400)
	for _, every := range []int{1, 2, 7} { // one in so many is not empty
		x := newIndex(t, settings)
		var views []View
		var were [][]Pair
		for i, set := range sets {
			for j := range every - 1 {
				require.NoError(t, x.Add(name(1000*(j+1)+i), nil))
			}
			require.NoError(t, x.Add(name(i), set))
			if i%19 == 0 {
				views = append(views, x.View())
				were = append(were, collect(t, x.View(), .3, nil))
			}
		}
		assert.Equal(t, 400*every, x.Len())
		for i, v := range views {
			assert.Equal(t, (19*i+1)*every, v.Len())
			assert.Equal(t, were[i], collect(t, v, .3, nil))
		}
		alone := newIndex(t, settings)
		fill(t, alone, sets)
		assert.Equal(t, collect(t, alone.View(), .3, nil), collect(t, x.View(), .3, nil))
	}
}
