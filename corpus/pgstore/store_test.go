package pgstore

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

func lookupAll(t testing.TB, s *Store, tenant string, features []uint64, limit int) map[int][]corpus.Place {
	t.Helper()
	got := make(map[int][]corpus.Place)
	require.NoError(t, s.Lookup(context.Background(), "s", tenant, features, limit, func(i int, places []corpus.Place, _ bool) {
		got[i] = append([]corpus.Place(nil), places...)
	}))
	return got
}

func TestRoundTrip(t *testing.T) {
	ctx := context.Background()
	s := newStore(t, Settings{})
	whole := corpus.Text{
		ID: "ü \U0010ffff", Tenant: "'t'", Author: "a", Group: "g", Text: "\x00\xff any bytes",
		Time: time.Date(1, 1, 1, 0, 0, 0, 1000, time.UTC), Expires: time.Date(9999, 12, 31, 23, 59, 59, 999999000, time.UTC),
	}
	e := corpus.Entry{Record: corpus.Record{Text: whole}, Postings: []corpus.Posting{{Feature: 0, Position: math.MaxUint32}, {Feature: 1<<corpus.FeatureBits - 1}}}
	require.NoError(t, s.Put(ctx, "s", []corpus.Entry{e}))
	r, err := s.Get(ctx, whole.Tenant, whole.ID)
	require.NoError(t, err)
	assert.Equal(t, whole, r.Text)
	assert.Positive(t, r.Number)
	assert.Equal(t, map[int][]corpus.Place{
		0: {{Number: r.Number, Position: math.MaxUint32}},
		2: {{Number: r.Number}},
	}, lookupAll(t, s, whole.Tenant, []uint64{0, 7, 1<<corpus.FeatureBits - 1}, 1))
	assert.Empty(t, lookupAll(t, s, "", []uint64{0}, 1))
	records, err := s.Records(ctx, whole.Tenant, []uint64{r.Number, 1 << 50, 0})
	require.NoError(t, err)
	assert.Equal(t, []corpus.Record{r}, records)
}

func TestFeatureOfTooManyBits(t *testing.T) {
	s := newStore(t, Settings{})
	err := s.Put(context.Background(), "s", []corpus.Entry{text("", "a", corpus.Posting{Feature: 1 << corpus.FeatureBits})})
	require.ErrorIs(t, err, corpus.ErrText)
	require.NoError(t, s.Put(context.Background(), "s", []corpus.Entry{text("", "a", corpus.Posting{Feature: 1})}))
	r, err := s.Get(context.Background(), "", "a")
	require.NoError(t, err)
	err = s.Index(context.Background(), "u", []corpus.Entry{{Record: r, Postings: []corpus.Posting{{Feature: math.MaxUint64}}}})
	require.ErrorIs(t, err, corpus.ErrText)
	assert.Empty(t, lookupAll(t, s, "", []uint64{1 << corpus.FeatureBits, 1<<corpus.FeatureBits + 1, math.MaxUint64}, 1))
}

// Names that the columns cannot hold are refused, and not by the server.
func TestBadNames(t *testing.T) {
	s := newStore(t, Settings{})
	for _, bad := range []string{"\x00", "a\x00b", "\xff", "\xed\xa0\x80"} {
		for _, text := range []corpus.Text{{ID: bad}, {ID: "a", Tenant: bad}, {ID: "a", Author: bad}, {ID: "a", Group: bad}} {
			err := s.Put(context.Background(), "s", []corpus.Entry{{Record: corpus.Record{Text: text}}})
			require.ErrorIs(t, err, corpus.ErrText, "%q", text)
		}
		err := s.Put(context.Background(), "s", []corpus.Entry{{Record: corpus.Record{Derived: bad, Text: corpus.Text{ID: "a"}}}})
		require.ErrorIs(t, err, corpus.ErrText, "derived from %q", bad)
	}
	whole(t, s, 0, 0)
}

// Small and bulk Puts leave the same behind.
func TestBulk(t *testing.T) {
	ctx := context.Background()
	s := newStore(t, Settings{})
	const n = 300
	entries := func(version int) []corpus.Entry {
		var out []corpus.Entry
		for i := range n {
			e := text("", fmt.Sprint("t", i))
			e.Text.Text = fmt.Sprint(version)
			for f := range bulk/n + 1 {
				e.Postings = append(e.Postings, corpus.Posting{Feature: uint64(1000*version + f), Position: uint32(i)})
			}
			out = append(out, e)
		}
		return out
	}
	for version := range 3 {
		require.NoError(t, s.Put(ctx, "s", entries(version)))
		assert.Equal(t, n, query[int](t, s, "SELECT count(*) FROM palimpsest.texts"))
		assert.Equal(t, n, query[int](t, s, "SELECT count(*) FROM palimpsest.bodies"))
		assert.Equal(t, n*(bulk/n+1), query[int](t, s, "SELECT count(*) FROM palimpsest.postings_1"))
		got := lookupAll(t, s, "", []uint64{uint64(1000 * version)}, n)
		assert.Len(t, got[0], n)
		assert.Equal(t, got[0][:corpus.Oldest], lookupAll(t, s, "", []uint64{uint64(1000 * version)}, n-1)[0])
	}
}

// Many writers that put and delete the same ids, in any order, leave one whole
// text for each id and no posting of another.
func TestSameIDs(t *testing.T) {
	ctx := context.Background()
	a := newStore(t, Settings{})
	b, err := Open(ctx, newPool(t, 40), a.settings) // as of another process
	require.NoError(t, err)
	var wg sync.WaitGroup
	for w := range 8 {
		wg.Go(func() {
			s := []*Store{a, b}[w%2]
			for round := range 25 {
				var entries []corpus.Entry
				for i := range 20 {
					id := fmt.Sprint((i*(2*w+1) + round) % 20)
					entries = append(entries, text("", id, corpus.Posting{Feature: uint64(100*w + i)}, corpus.Posting{Feature: 9999}))
				}
				assert.NoError(t, s.Put(ctx, "s", entries))
				if round%5 == 0 {
					if err := s.Delete(ctx, "", fmt.Sprint(w)); err != nil {
						assert.ErrorIs(t, err, corpus.ErrNotFound)
					}
				}
			}
		})
	}
	wg.Wait()
	n, err := a.Count(ctx, "")
	require.NoError(t, err)
	whole(t, a, n, 2)
}

// whole checks that there are n texts, each with its body and the same number
// of postings, and nothing else.
func whole(t testing.TB, s *Store, n, postings int) {
	t.Helper()
	assert.Equal(t, n, query[int](t, s, "SELECT count(*) FROM palimpsest.texts"))
	assert.Equal(t, n, query[int](t, s, "SELECT count(*) FROM palimpsest.bodies"))
	assert.Equal(t, n, query[int](t, s, "SELECT count(*) FROM palimpsest.texts JOIN palimpsest.bodies USING (number, win)"))
	assert.Equal(t, n*postings, query[int](t, s, "SELECT count(*) FROM palimpsest.postings_1"))
	assert.Equal(t, n*postings, query[int](t, s, "SELECT count(*) FROM palimpsest.texts JOIN palimpsest.postings_1 USING (number, win)"))
}

// Two that put first and look up afterwards: at least one sees the other.
func TestCheckAdd(t *testing.T) {
	ctx := context.Background()
	a := newStore(t, Settings{})
	b, err := Open(ctx, newPool(t, 4), a.settings)
	require.NoError(t, err)
	for round := range 50 {
		feature := uint64(round)
		var seen [2]int
		var wg sync.WaitGroup
		for i, s := range []*Store{a, b} {
			wg.Go(func() {
				assert.NoError(t, s.Put(ctx, "s", []corpus.Entry{text("", fmt.Sprint(round, i), corpus.Posting{Feature: feature})}))
				assert.NoError(t, s.Lookup(ctx, "s", "", []uint64{feature}, 10, func(_ int, places []corpus.Place, _ bool) { seen[i] = len(places) }))
			})
		}
		wg.Wait()
		assert.Equal(t, 2, max(seen[0], seen[1]))
	}
}

func TestSchemes(t *testing.T) {
	ctx := context.Background()
	a := newStore(t, Settings{})
	b, err := Open(ctx, newPool(t, 4), a.settings)
	require.NoError(t, err)
	e := text("", "a", corpus.Posting{Feature: 1})
	require.NoError(t, a.Put(ctx, "s", []corpus.Entry{e}))
	require.ErrorIs(t, a.Put(ctx, "u", []corpus.Entry{e}), corpus.ErrScheme)
	require.ErrorIs(t, a.Adopt(ctx, "u"), corpus.ErrBehind)
	index := func(s *Store) (n int) {
		for r, err := range s.Stale(ctx, "u") {
			require.NoError(t, err)
			require.NoError(t, s.Index(ctx, "u", []corpus.Entry{{Record: r, Postings: []corpus.Posting{{Feature: 2}}}}))
			n++
		}
		return n
	}
	assert.Equal(t, 1, index(a))
	assert.Equal(t, 0, index(b))
	// A text that is replaced loses its postings of both schemes.
	require.NoError(t, b.Put(ctx, "s", []corpus.Entry{e}))
	assert.Equal(t, 0, query[int](t, a, "SELECT count(*) FROM palimpsest.postings_2"))
	require.ErrorIs(t, a.Adopt(ctx, "u"), corpus.ErrBehind)
	assert.Equal(t, 1, index(b))
	require.NoError(t, b.Adopt(ctx, "u"))
	for _, s := range []*Store{a, b} {
		require.ErrorIs(t, s.Lookup(ctx, "s", "", []uint64{1}, 1, nil), corpus.ErrScheme)
		require.ErrorIs(t, s.Put(ctx, "s", []corpus.Entry{e}), corpus.ErrScheme)
		calls := 0
		require.NoError(t, s.Lookup(ctx, "u", "", []uint64{1, 2}, 1, func(i int, _ []corpus.Place, _ bool) { calls += i }))
		assert.Equal(t, 1, calls)
	}
	assert.False(t, query[bool](t, a, "SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = $1 AND tablename LIKE 'postings_1%')", a.settings.Schema))
}

// To adopt what is adopted removes what was begun of others.
func TestAdoptAgain(t *testing.T) {
	ctx := context.Background()
	s := newStore(t, Settings{})
	require.NoError(t, s.Put(ctx, "s", []corpus.Entry{text("", "a")}))
	r, err := s.Get(ctx, "", "a")
	require.NoError(t, err)
	require.NoError(t, s.Index(ctx, "u", []corpus.Entry{{Record: r}}))
	require.NoError(t, s.Adopt(ctx, "s"))
	assert.Equal(t, 1, query[int](t, s, "SELECT count(*) FROM palimpsest.schemes"))
	require.ErrorIs(t, s.Adopt(ctx, "u"), corpus.ErrBehind)
}

// Writers put under the scheme that they find while another changes it: no text
// is left without postings of the one adopted.
func TestAdoptWhilePutting(t *testing.T) {
	ctx := context.Background()
	a := newStore(t, Settings{})
	b, err := Open(ctx, newPool(t, 20), a.settings)
	require.NoError(t, err)
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Go(func() {
			for i := range 200 { // without an end the adopter might never catch up
				scheme, err := b.Scheme(ctx)
				assert.NoError(t, err)
				err = b.Put(ctx, scheme, []corpus.Entry{text("", fmt.Sprint(w, i%50), corpus.Posting{Feature: uint64(i)})})
				if err != nil {
					assert.ErrorIs(t, err, corpus.ErrScheme)
				}
			}
		})
	}
	for round := range 5 {
		scheme := fmt.Sprint("scheme", round)
		for {
			for r, err := range a.Stale(ctx, scheme) {
				require.NoError(t, err)
				require.NoError(t, a.Index(ctx, scheme, []corpus.Entry{{Record: r, Postings: []corpus.Posting{{Feature: 1}}}}))
			}
			err := a.Adopt(ctx, scheme)
			if err == nil {
				break
			}
			require.ErrorIs(t, err, corpus.ErrBehind)
		}
	}
	wg.Wait()
	c, err := a.reload(ctx)
	require.NoError(t, err)
	n := query[int](t, a, "SELECT count(*) FROM palimpsest.texts")
	assert.Equal(t, n, query[int](t, a, fmt.Sprintf("SELECT count(*) FROM palimpsest.texts JOIN palimpsest.%s USING (number)", postingsTable(c.adopted))))
	assert.Equal(t, n, query[int](t, a, fmt.Sprintf("SELECT count(*) FROM palimpsest.%s", postingsTable(c.adopted))))
}

func TestClosed(t *testing.T) {
	ctx := context.Background()
	s := connect(t, Settings{Schema: newSchema(t)})
	require.NoError(t, s.Close())
	require.NoError(t, s.Close())
	_, err := s.Scheme(ctx)
	require.ErrorIs(t, err, corpus.ErrClosed)
	require.ErrorIs(t, s.Put(ctx, "s", nil), corpus.ErrClosed)
	_, err = s.Expire(ctx, time.Now())
	require.ErrorIs(t, err, corpus.ErrClosed)
	for _, err := range s.Stale(ctx, "s") {
		require.ErrorIs(t, err, corpus.ErrClosed)
	}
}
