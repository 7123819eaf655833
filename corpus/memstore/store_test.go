package memstore

import (
	"context"
	"fmt"
	"math"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// TestCompactClosed: a Store may be closed while it is compacted. The race
// detector judges.
func TestCompactClosed(t *testing.T) {
	ctx := t.Context()
	for range 50 {
		m := new(Store)
		require.NoError(t, m.Adopt(ctx, "s"))
		for i := range 10 {
			require.NoError(t, m.Put(ctx, "s", []corpus.Entry{{Record: corpus.Record{Text: corpus.Text{ID: "a", Tenant: fmt.Sprint(i)}}}}))
		}
		var group sync.WaitGroup
		group.Go(func() {
			if err := m.Compact(ctx); err != nil {
				assert.ErrorIs(t, err, corpus.ErrClosed)
			}
		})
		group.Go(func() { assert.NoError(t, m.Close()) })
		group.Wait()
		require.ErrorIs(t, m.Compact(ctx), corpus.ErrClosed)
	}
}

// TestWaitEnds: who waits for another call to end its changes waits no longer
// than the context lasts.
func TestWaitEnds(t *testing.T) {
	m := new(Store)
	require.NoError(t, m.Adopt(t.Context(), "s"))
	require.NoError(t, m.writing.lock(t.Context()))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := m.Expire(ctx, time.Now())
	require.ErrorIs(t, err, context.Canceled)
	require.ErrorIs(t, m.Adopt(ctx, "t"), context.Canceled)
	require.ErrorIs(t, m.Put(ctx, "s", nil), context.Canceled)
	require.ErrorIs(t, m.Index(ctx, "s", nil), context.Canceled)
	require.ErrorIs(t, m.Delete(ctx, "", "a"), context.Canceled)
	require.ErrorIs(t, m.Compact(ctx), context.Canceled)
	m.writing.unlock()
	require.NoError(t, m.Put(t.Context(), "s", nil))
}

// TestForgets: texts that are replaced and removed, and tenants without
// texts, leave next to nothing.
func TestForgets(t *testing.T) {
	ctx := t.Context()
	m := new(Store)
	require.NoError(t, m.Adopt(ctx, "s"))
	put := func(tenant, id string, expires time.Time) {
		require.NoError(t, m.Put(ctx, "s", []corpus.Entry{{Record: corpus.Record{Text: corpus.Text{ID: id, Tenant: tenant, Expires: expires}}}}))
	}
	pages := func() (n int) {
		for _, p := range m.tenants["t"].pages {
			if p != nil {
				n++
			}
		}
		return n
	}
	soon := time.UnixMicro(5)
	const rounds = 20
	for i := range rounds * pageLen {
		put("t", "replaced", time.Time{})
		put("t", fmt.Sprint(i), soon)
		put(fmt.Sprint(i), "a", soon)
		if i%2 == 0 {
			require.NoError(t, m.Delete(ctx, fmt.Sprint(i), "a"))
		}
	}
	require.Equal(t, 2*rounds, pages())
	require.Len(t, m.tenants, 1+rounds*pageLen/2)
	n, err := m.Expire(ctx, soon)
	require.NoError(t, err)
	require.Equal(t, rounds*pageLen*3/2, n)
	require.Len(t, m.tenants, 1)
	require.LessOrEqual(t, pages(), 2)
	for range rounds * pageLen {
		put("t", "replaced", time.Time{})
	}
	require.LessOrEqual(t, pages(), 2)
	r, err := m.Get(ctx, "t", "replaced")
	require.NoError(t, err)
	require.EqualValues(t, 3*rounds*pageLen, r.Number-m.tenants["t"].before)
}

// TestNumbersOfTenants: a tenant that had no texts for a while gives none a number
// that another had before.
func TestNumbersOfTenants(t *testing.T) {
	ctx := t.Context()
	m := new(Store)
	require.NoError(t, m.Adopt(ctx, "s"))
	text := corpus.Entry{Record: corpus.Record{Text: corpus.Text{ID: "a", Tenant: "t"}}, Postings: []corpus.Posting{{Feature: 1}}}
	seen := make(map[uint64]bool)
	var old corpus.Record
	for i := range 20 {
		for range 1 + i%3 {
			require.NoError(t, m.Put(ctx, "s", []corpus.Entry{text}))
			r, err := m.Get(ctx, "t", "a")
			require.NoError(t, err)
			require.False(t, seen[r.Number], "number %d", r.Number)
			seen[r.Number] = true
			require.NoError(t, m.Index(ctx, "other", []corpus.Entry{{Record: old}}))
			require.NotContains(t, m.tenants["t"].indexes, "other")
			records, err := m.Records(ctx, "t", []uint64{old.Number, r.Number, r.Number + 1})
			require.NoError(t, err)
			require.Equal(t, []corpus.Record{r}, records)
			require.NoError(t, m.Lookup(ctx, "s", "t", []uint64{1}, 9, func(_ int, places []corpus.Place, more bool) {
				require.Equal(t, []corpus.Place{{Number: r.Number}}, places)
			}))
			old = r
		}
		require.NoError(t, m.Delete(ctx, "t", "a"))
		require.Empty(t, m.tenants)
	}
}

// TestFeatures: what is no feature is not kept and not found.
func TestFeatures(t *testing.T) {
	ctx := t.Context()
	m := new(Store)
	require.NoError(t, m.Adopt(ctx, "s"))
	entry := func(features ...uint64) []corpus.Entry {
		e := corpus.Entry{Record: corpus.Record{Text: corpus.Text{ID: "a"}}}
		for _, f := range features {
			e.Postings = append(e.Postings, corpus.Posting{Feature: f})
		}
		return []corpus.Entry{e}
	}
	const last = uint64(1)<<corpus.FeatureBits - 1
	require.NoError(t, m.Put(ctx, "s", entry(0, 5, last)))
	r, err := m.Get(ctx, "", "a")
	require.NoError(t, err)
	for _, bad := range [][]uint64{{1 << corpus.FeatureBits}, {1, math.MaxUint64}, {2, 1}, {1, 1}} {
		require.ErrorIs(t, m.Put(ctx, "s", entry(bad...)), corpus.ErrText)
		e := entry(bad...)
		e[0].Record = r
		require.ErrorIs(t, m.Index(ctx, "other", e), corpus.ErrText)
	}
	require.NoError(t, checkEntries(entry(1, 2), 2))
	require.ErrorIs(t, checkEntries(entry(1, 2), 1), corpus.ErrText)
	features := []uint64{math.MaxUint64, last, 1 << corpus.FeatureBits, 5, 1<<corpus.FeatureBits | last, 0, 1<<63 | 5}
	for range 2 { // from the hash table, and from a segment
		var found []uint64
		require.NoError(t, m.Lookup(ctx, "s", "", features, 9, func(i int, places []corpus.Place, more bool) {
			require.Len(t, places, 1)
			found = append(found, features[i])
		}))
		require.Equal(t, []uint64{last, 5, 0}, found)
		require.NoError(t, m.Compact(ctx))
	}
}
