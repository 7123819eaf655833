package corpus

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestCommon: a feature of more than Common texts is passed over, and the suspect's
// own text is none of them.
func TestCommon(t *testing.T) {
	ctx := t.Context()
	store := NewStore()
	c, err := New(ctx, store, Settings{Common: 3})
	require.NoError(t, err)
	st, err := newState(Settings{Common: 3})
	require.NoError(t, err)
	probes := st.queries(knownText, nil)[0].probes
	texts := func(own string) int {
		var number uint64
		if own != "" {
			r, err := store.Get(ctx, "", own)
			require.NoError(t, err)
			number = r.Number
		}
		hits, err := st.hits(ctx, store, "", probes, number, nil)
		require.NoError(t, err)
		found := make(map[uint64]bool)
		for _, h := range hits {
			found[h.number] = true
		}
		require.NotContains(t, found, number)
		return len(found)
	}
	require.NoError(t, c.Add(ctx, Text{ID: "other", Text: foreign(300)}))
	for _, id := range []string{"a", "b", "c"} {
		require.NoError(t, c.Add(ctx, Text{ID: id, Text: knownText}))
	}
	require.Equal(t, 3, texts(""))
	require.Equal(t, 3, texts("other"))
	require.Equal(t, 2, texts("a"))
	require.NoError(t, c.Add(ctx, Text{ID: "d", Text: knownText}))
	require.Equal(t, 3, texts("")) // the oldest of four
	require.Equal(t, 3, texts("other"))
	require.Equal(t, 3, texts("d"))
}

func TestWeigh(t *testing.T) {
	assert.Equal(t, float32(1), weigh(1, 1000))
	assert.Greater(t, weigh(10, 1000), weigh(100, 1000))
	assert.Positive(t, weigh(1000, 1000))
	assert.Positive(t, weigh(1, 1))
}

// A crowd is a store whose every feature is in as many texts as it may be.
type crowd struct{ Store }

func (crowd) Lookup(_ context.Context, _, _ string, features []uint64, limit int, visit func(i int, places []Place, more bool)) error {
	places := make([]Place, limit)
	for i := range places {
		places[i].Number = uint64(i + 1)
	}
	for i := range features {
		visit(i, places, false)
	}
	return nil
}

// TestMaxHits: no search has more hits than it may, however long the suspect.
func TestMaxHits(t *testing.T) {
	st, err := newState(Settings{})
	require.NoError(t, err)
	room := make([]hit, 0, maxHits)
	for _, n := range []int{1000, 2 * maxHits / leastCommon} {
		probes := make([]probe, n)
		for i := range probes {
			probes[i] = probe{feature: uint64(i)}
		}
		hits, err := st.hits(t.Context(), crowd{}, "", probes, 0, room)
		require.NoError(t, err)
		require.Len(t, hits, min(maxHits, n*defaultCommon))
	}
}
