package minhash

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A model is an index made of maps: set by id.
type model map[string][]uint64

func (m model) matches(set []uint64, floor float64) []Match {
	var matches []Match
	for id, other := range m {
		if n := naiveShared(set, other); n > 0 {
			j := float64(n) / float64(len(set)+len(other)-n)
			if j >= floor {
				matches = append(matches, Match{id, j, j, float64(n) / float64(len(set)), float64(n) / float64(len(other)), true})
			}
		}
	}
	slices.SortFunc(matches, byScore)
	return matches
}

// A family of variants so close to each other that 128 bands of one row find
// them all, and exhaustive search need not be asked.
func family(n int) [][]uint64 {
	r := seeded(77)
	base := randomSet(r, 60)
	sets := make([][]uint64, n)
	for i := range sets {
		set := slices.Clone(base)
		set[i%60] = r.Uint64()
		sets[i] = set
	}
	return sets
}

// One writer adds, replaces and deletes. Before each step it records what a model
// will have after it. Readers note the last step done, take a view, and note
// the last step begun: what they find must be what the model has after one of
// these steps or those between.
func TestConcurrentAgainstModel(t *testing.T) {
	steps, ids := unlessRace(3000, 1000), 40
	sets := family(100)
	s := settings
	s.Banding = Banding{128, 1}
	x := newIndex(t, s)
	history := make([]model, steps+1)
	history[0] = model{}
	var begun, done, checked atomic.Int64
	var stop atomic.Bool
	var wg sync.WaitGroup
	for reader := range 4 {
		wg.Go(func() {
			r := seeded(uint64(reader))
			for !stop.Load() && !t.Failed() {
				query := sets[r.IntN(len(sets))]
				from := done.Load()
				v := x.View()
				to := begun.Load()
				got, err := v.Query(context.Background(), query, Search{Floor: .5, Exhaustive: r.IntN(3) == 0})
				assert.NoError(t, err)
				after := func(step int64) bool {
					m := history[step]
					return v.Len() == len(m) && slices.Equal(got, m.matches(query, .5)) &&
						slices.Equal(slices.Collect(v.IDs()), slices.Sorted(maps.Keys(m)))
				}
				for ; from <= to && !after(from); from++ {
				}
				assert.LessOrEqual(t, from, to, "reader %d found what never was", reader)
				checked.Add(1)
			}
		})
	}
	r := seeded(99)
	for i := 1; i <= steps && !t.Failed(); i++ {
		m := maps.Clone(history[i-1])
		id, set := fmt.Sprint("id", r.IntN(ids)), sets[r.IntN(len(sets))]
		_, there := m[id]
		action := r.IntN(3)
		switch {
		case action == 2:
			delete(m, id)
		case action == 1 || !there:
			m[id] = set
		}
		history[i] = m
		for checked.Load() < int64(i) && !t.Failed() {
			runtime.Gosched() // let readers have their share
		}
		begun.Store(int64(i))
		switch action {
		case 0:
			err := x.Add(id, set)
			assert.Equal(t, there, errors.Is(err, ErrDuplicate))
		case 1:
			assert.NoError(t, x.Replace(id, set))
		case 2:
			assert.Equal(t, there, x.Delete(id))
		}
		done.Store(int64(i))
	}
	stop.Store(true)
	wg.Wait()
	for id, set := range history[done.Load()] {
		got, err := x.View().Set(id)
		require.NoError(t, err)
		require.Equal(t, Ascending(slices.Clone(set)), got)
	}
}

// Several writers at once: the outcome is that of one after another, and all
// that read at the same time work.
func TestConcurrentWriters(t *testing.T) {
	sets := corpus(seeded(12), 400)
	x := newIndex(t, settings)
	var wg sync.WaitGroup
	for writer := range 4 {
		wg.Go(func() {
			for i := writer; i < len(sets); i += 4 {
				assert.NoError(t, x.Add(name(i), sets[i]))
				assert.NoError(t, x.Add("gone"+name(i), sets[i]))
				assert.True(t, x.Delete("gone"+name(i)))
				assert.ErrorIs(t, x.Add(name(i), nil), ErrDuplicate)
			}
		})
	}
	for range 2 {
		wg.Go(func() {
			for range 20 {
				v := x.View()
				for p, err := range v.Pairs(context.Background(), .8, nil) {
					assert.NoError(t, err)
					assert.Less(t, p.A, p.B)
				}
				_, err := v.Clusters(context.Background(), .8, nil)
				assert.NoError(t, err)
				_, err = v.WriteTo(new(strings.Builder))
				assert.NoError(t, err)
			}
		})
	}
	wg.Wait()
	alone := newIndex(t, settings)
	fill(t, alone, sets)
	assert.Equal(t, collect(t, alone.View(), .5, nil), collect(t, x.View(), .5, nil))
}

// If equal texts are added to a filter at once, exactly one of them is new.
func TestConcurrentSeen(t *testing.T) {
	f, err := NewSeen(SeenSettings{Capacity: 1000})
	require.NoError(t, err)
	var wg sync.WaitGroup
	var unseen atomic.Int64
	for range 4 {
		wg.Go(func() {
			r := seeded(13)
			for range 500 {
				seen, err := f.Add(randomSet(r, 50))
				assert.NoError(t, err)
				if !seen {
					unseen.Add(1)
				}
				f.Has(nil)
				f.Fill()
			}
		})
	}
	wg.Wait()
	assert.EqualValues(t, 500, unseen.Load())
}
