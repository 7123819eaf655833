package minhash

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var settings = Settings{Config: Config{Seed: 1, Scheme: "test"}, Banding: Banding{16, 8}, Sets: true}

func newIndex(t testing.TB, s Settings) *Index {
	x, err := NewIndex(s)
	require.NoError(t, err)
	return x
}

func fill(t testing.TB, x *Index, sets [][]uint64) {
	for i, set := range sets {
		require.NoError(t, x.Add(name(i), set))
	}
}

// loader returns sets in one buffer that it uses again each time, as a reader of
// files may.
func loader(sets map[string][]uint64) Loader {
	var buffer []uint64
	return func(_ context.Context, id string) ([]uint64, error) {
		set, ok := sets[id]
		if !ok {
			return nil, errors.New("no such file")
		}
		buffer = append(buffer[:0], set...)
		return buffer, nil
	}
}

func byName(sets [][]uint64) map[string][]uint64 {
	m := map[string][]uint64{}
	for i, set := range sets {
		m[name(i)] = set
	}
	return m
}

// naivePairs scores all pairs by sorting everything.
func naivePairs(sets [][]uint64, floor float64) []Pair {
	where := map[uint64][]int{}
	for i, set := range sets {
		for _, x := range set {
			where[x] = append(where[x], i)
		}
	}
	common := map[[2]int]int{}
	for _, in := range where {
		for i, a := range in {
			for _, b := range in[i+1:] {
				common[[2]int{a, b}]++
			}
		}
	}
	var pairs []Pair
	for at, n := range common {
		a, b := at[0], at[1]
		if name(b) < name(a) {
			a, b = b, a
		}
		x, y := len(sets[a]), len(sets[b])
		if j := float64(n) / float64(x+y-n); j >= floor {
			pairs = append(pairs, Pair{name(a), name(b), j, float64(n) / float64(x), float64(n) / float64(y), true})
		}
	}
	slices.SortFunc(pairs, func(p, q Pair) int { return strings.Compare(p.A+"\x00"+p.B, q.A+"\x00"+q.B) })
	return pairs
}

func collect(t testing.TB, v View, floor float64, load Loader) []Pair {
	var pairs []Pair
	for p, err := range v.Pairs(context.Background(), floor, load) {
		require.NoError(t, err)
		pairs = append(pairs, p)
	}
	return pairs
}

// Precision is 1 and recall of J ≥ 0.8 at least 0.99, against all pairs counted
// without an index. Of the pairs seen here that is 3.3 standard errors below
// the expected 0.997, or more.
func TestPairsAgainstAllPairs(t *testing.T) {
	sets := corpus(seeded(1), unlessRace(4000, 1500))
	x := newIndex(t, settings)
	fill(t, x, sets)
	want := naivePairs(sets, .8)
	got := collect(t, x.View(), .8, nil)
	all := map[Pair]bool{}
	for _, p := range want {
		all[p] = true
	}
	for _, p := range got {
		assert.True(t, all[p], "%v is not a pair", p)
	}
	recall := float64(len(got)) / float64(len(want))
	t.Logf("%d of %d pairs, recall %.4f", len(got), len(want), recall)
	assert.GreaterOrEqual(t, recall, .99)
	assert.True(t, slices.IsSortedFunc(got, func(p, q Pair) int { return strings.Compare(p.A+"\x00"+p.B, q.A+"\x00"+q.B) }))

	// Queries find the same as all pairs do, and so does a loader.
	without := settings
	without.Sets = false
	y := newIndex(t, without)
	fill(t, y, sets)
	assert.Equal(t, got, collect(t, y.View(), .8, loader(byName(sets))))
	from := map[string][]Match{}
	for _, p := range got {
		from[p.A] = append(from[p.A], Match{p.B, p.Similarity, p.Similarity, p.AInB, p.BInA, true})
		from[p.B] = append(from[p.B], Match{p.A, p.Similarity, p.Similarity, p.BInA, p.AInB, true})
	}
	for i, set := range sets[:1000] {
		want := from[name(i)]
		slices.SortFunc(want, byScore)
		got, err := x.QueryID(context.Background(), name(i), Search{Floor: .8})
		require.NoError(t, err)
		require.Equal(t, want, got)
		got, err = y.QueryID(context.Background(), name(i), Search{Floor: .8, Load: loader(byName(sets))})
		require.NoError(t, err)
		require.Equal(t, want, got)
		want = append(want, Match{name(i), 1, 1, 1, 1, true})
		slices.SortFunc(want, byScore)
		got, err = x.Query(context.Background(), set, Search{Floor: .8})
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
}

// With the default settings too.
func TestDefaultSettingsFindDuplicates(t *testing.T) {
	sets := corpus(seeded(2), 1500)
	x := newIndex(t, Settings{Sets: true})
	assert.Equal(t, Settings{Config{Slots: 128}, Banding{18, 7}, true}, x.Settings())
	fill(t, x, sets)
	recall := float64(len(collect(t, x.View(), .8, nil))) / float64(len(naivePairs(sets, .8)))
	assert.GreaterOrEqual(t, recall, .99)
}

// What is found depends neither on the order of insertion nor on what was there
// and was deleted, nor on the size of the tables.
func TestResultsDoNotDependOnHistory(t *testing.T) {
	sets := corpus(seeded(3), 600)
	first := newIndex(t, settings)
	fill(t, first, sets)
	second := newIndex(t, settings)
	second.Grow(5000)
	r := seeded(4)
	for _, i := range r.Perm(len(sets)) {
		require.NoError(t, second.Add("gone"+name(i), sets[i]))
	}
	for _, i := range r.Perm(len(sets)) {
		require.NoError(t, second.Replace(name(i), sets[0]))
		require.NoError(t, second.Replace(name(i), sets[i]))
		require.True(t, second.Delete("gone"+name(i)))
	}
	assert.Equal(t, first.Len(), second.Len())
	assert.Equal(t, collect(t, first.View(), .5, nil), collect(t, second.View(), .5, nil))
	c, err := first.View().Clusters(context.Background(), .5, nil)
	require.NoError(t, err)
	d, err := second.View().Clusters(context.Background(), .5, nil)
	require.NoError(t, err)
	assert.Equal(t, c, d)
	assert.Equal(t, slices.Collect(first.View().IDs()), slices.Collect(second.View().IDs()))
	var a, b strings.Builder
	_, err = first.WriteTo(&a)
	require.NoError(t, err)
	_, err = second.WriteTo(&b)
	require.NoError(t, err)
	assert.Equal(t, a.String(), b.String())
}

// Clusters are the components of the pairs.
func TestClusters(t *testing.T) {
	for seed := range uint64(4) {
		sets := corpus(seeded(seed), 800)
		// A bucket that is all alike, one that shares a lot, and empty sets.
		for range 60 {
			sets = append(sets, sets[0], nil)
		}
		x := newIndex(t, settings)
		fill(t, x, sets)
		for _, floor := range []float64{.4, .8, .9} {
			cluster := map[string]map[string]bool{}
			for _, p := range collect(t, x.View(), floor, nil) {
				for _, id := range []string{p.A, p.B} {
					if cluster[id] == nil {
						cluster[id] = map[string]bool{id: true}
					}
				}
				for id := range cluster[p.B] {
					cluster[p.A][id] = true
				}
				for id := range cluster[p.A] {
					cluster[id] = cluster[p.A]
				}
			}
			var want [][]string
			for id, members := range cluster {
				ids := make([]string, 0, len(members))
				for id := range members {
					ids = append(ids, id)
				}
				if slices.Sort(ids); ids[0] == id {
					want = append(want, ids)
				}
			}
			slices.SortFunc(want, func(a, b []string) int { return strings.Compare(a[0], b[0]) })
			got, err := x.View().Clusters(context.Background(), floor, nil)
			require.NoError(t, err)
			require.Equal(t, want, got)
		}
	}
}

// Copies without end must not make clusters slow: the square of 20,000 in 16
// bands would be 6.4 billion looks.
func TestClustersOfCopies(t *testing.T) {
	x := newIndex(t, settings)
	r := seeded(1)
	a, b := pairOf(r, 300, 290)
	sig, other := x.Signer().Sign(nil, a), randomSet(r, 300)
	for i := range unlessRace(10_000, 1000) {
		require.NoError(t, x.insert(name(2*i), sig, 300, Ascending(a), false))
		near := append(slices.Clone(b[:299]), uint64(i))
		require.NoError(t, x.Add(name(2*i+1), near))
	}
	require.NoError(t, x.Add("other", other))
	clusters, err := x.View().Clusters(context.Background(), .8, nil)
	require.NoError(t, err)
	require.Len(t, clusters, 1)
	assert.Len(t, clusters[0], unlessRace(20_000, 2000))
}

// Short texts are alike if they are equal, and empty ones never; neither are
// all one cluster.
func TestShortAndEmptyTexts(t *testing.T) {
	x := newIndex(t, settings)
	for i := range 50 {
		require.NoError(t, x.Add(fmt.Sprint("empty", i), nil))
		require.NoError(t, x.Add(fmt.Sprint("short", i), []uint64{uint64(i)}))
		require.NoError(t, x.Add(fmt.Sprint("twin", i), []uint64{uint64(i)}))
	}
	clusters, err := x.View().Clusters(context.Background(), .1, nil)
	require.NoError(t, err)
	require.Len(t, clusters, 50)
	for _, ids := range clusters {
		require.Len(t, ids, 2)
		assert.Equal(t, strings.TrimPrefix(ids[0], "short"), strings.TrimPrefix(ids[1], "twin"))
	}
	for _, search := range []Search{{}, {Exhaustive: true}, {By: ByContainment}} {
		matches, err := x.Query(context.Background(), nil, search)
		require.NoError(t, err)
		assert.Empty(t, matches)
		matches, err = x.QueryID(context.Background(), "empty1", search)
		require.NoError(t, err)
		assert.Empty(t, matches)
	}
	m, err := x.View().Compare(context.Background(), "empty1", "empty2", nil)
	require.NoError(t, err)
	assert.Equal(t, Match{ID: "empty2", Exact: true}, m)
	s, size, err := x.View().Signature("empty3")
	require.NoError(t, err)
	assert.True(t, s.Empty())
	assert.Len(t, s, 128)
	assert.Zero(t, size)
}

// An exhaustive search is complete, by either measure.
func TestExhaustiveSearch(t *testing.T) {
	r := seeded(6)
	sets := corpus(r, 500)
	excerpt := slices.Clone(sets[17][:40])
	sets = append(sets, append(randomSet(r, 2000), excerpt...))
	x := newIndex(t, settings)
	fill(t, x, sets)
	for _, by := range []Measure{BySimilarity, ByContainment} {
		for _, query := range [][]uint64{sets[3], sets[17], excerpt} {
			var want []Match
			for i, set := range sets {
				if n := naiveShared(query, set); n > 0 {
					m := Match{name(i), 0, float64(n) / float64(len(query)+len(set)-n),
						float64(n) / float64(len(query)), float64(n) / float64(len(set)), true}
					if m.Score = m.score(by); m.Score >= .3 {
						want = append(want, m)
					}
				}
			}
			slices.SortFunc(want, byScore)
			got, err := x.Query(context.Background(), query, Search{Floor: .3, By: by, Exhaustive: true})
			require.NoError(t, err)
			require.Equal(t, want, got)
			got, err = x.Query(context.Background(), query, Search{Floor: .3, By: by, Exhaustive: true, Limit: 1})
			require.NoError(t, err)
			require.Equal(t, want[:min(1, len(want))], got)
		}
	}
}

// Bands planned for containment find excerpts as often as planned. 400 queries
// at 0.95: fewer than 0.914 in one run of 1,000.
func TestContainmentQueries(t *testing.T) {
	b, err := PlanContainment(256, .8, 5, .95)
	require.NoError(t, err)
	x := newIndex(t, Settings{Config: Config{Slots: 256}, Banding: b, Sets: true})
	r := seeded(7)
	sets := make([][]uint64, 400)
	for i := range sets {
		sets[i] = randomSet(r, 500)
	}
	fill(t, x, sets)
	var found int
	for i, set := range sets {
		query := append(randomSet(r, 20), set[:80]...)
		matches, err := x.Query(context.Background(), query, Search{Floor: .8, By: ByContainment})
		require.NoError(t, err)
		for _, m := range matches {
			assert.Equal(t, Match{name(i), .8, 80. / 520, .8, 80. / 500, true}, m)
			found++
		}
	}
	t.Logf("%v: found %d of 400", b, found)
	assert.GreaterOrEqual(t, found, 365)
}

// Without sets and loader scores are estimates, and say so.
func TestEstimatedMatches(t *testing.T) {
	s := settings
	s.Sets = false
	x := newIndex(t, s)
	a, b := pairOf(seeded(8), 300, sharedFor(300, .9))
	sig := x.Signer().Sign(nil, a)
	require.NoError(t, x.AddSignature("a", sig, 300))
	require.NoError(t, x.Add("b", b))
	matches, err := x.View().QuerySignature(context.Background(), sig, 300, Search{Limit: 1})
	require.NoError(t, err)
	assert.Equal(t, []Match{{"a", 1, 1, 1, 1, false}}, matches)
	matches, err = x.QueryID(context.Background(), "a", Search{Floor: .8})
	require.NoError(t, err)
	require.Len(t, matches, 1)
	assert.InDelta(t, .9, matches[0].Similarity, .08)
	assert.False(t, matches[0].Exact)

	clear(sig) // was copied
	got, size, err := x.View().Signature("a")
	require.NoError(t, err)
	assert.Equal(t, 300, size)
	assert.Equal(t, x.Signer().Sign(nil, a), got)
	set, err := x.View().Set("a")
	require.NoError(t, err)
	assert.Nil(t, set)
}

// ekzhu/minhash-lsh panics at a short signature; errors here name the id.
func TestIndexRefuses(t *testing.T) {
	s := settings
	s.Sets = false
	x := newIndex(t, s)
	ctx := context.Background()
	sig := x.Signer().Sign(nil, []uint64{1, 2})
	require.NoError(t, x.AddSignature("a", sig, 2))
	holed, half := slices.Clone(sig), make(Signature, len(sig))
	holed[len(sig)-1], half[0] = emptySlot, emptySlot
	for _, test := range []struct {
		err  error
		want error
		says string
	}{
		{x.Add("a", nil), ErrDuplicate, `"a"`},
		{x.AddSignature("a", sig, 2), ErrDuplicate, `"a"`},
		{x.AddSignature("short", sig[:5], 2), ErrMismatch, `"short"`},
		{x.AddSignature("size", sig, 0), ErrConfig, `"size"`},
		{x.AddSignature("size", sig, -1), ErrConfig, `"size"`},
		{x.AddSignature("holed", holed, 2), ErrConfig, `"holed"`},
		{x.AddSignature("half", half, 0), ErrConfig, `"half"`},
		{second(x.View().QuerySignature(ctx, holed, 2, Search{})), ErrConfig, "1 of 128 slots"},
		{x.Add(strings.Repeat("x", 65536), nil), ErrConfig, "65536"},
		{newIndex(t, settings).AddSignature("b", sig, 2), ErrMismatch, `"b"`},
		{second(x.QueryID(ctx, "none", Search{})), ErrNotFound, `"none"`},
		{second(x.View().Compare(ctx, "a", "none", nil)), ErrNotFound, `"none"`},
		{second(x.View().Compare(ctx, "none", "a", nil)), ErrNotFound, `"none"`},
		{second(x.View().Set("none")), ErrNotFound, `"none"`},
		{second(x.View().QuerySignature(ctx, sig[:5], 2, Search{})), ErrMismatch, "5 slots"},
		{second(x.Query(ctx, []uint64{1}, Search{Floor: 1.1})), ErrConfig, "1.1"},
		{second(x.Query(ctx, []uint64{1}, Search{Limit: -1})), ErrConfig, "-1"},
		{second(x.Query(ctx, []uint64{1}, Search{By: 2})), ErrConfig, "2"},
		{second(x.View().Clusters(ctx, -1, nil)), ErrConfig, "-1"},
		{second(NewIndex(Settings{Banding: Banding{16, 9}})), ErrConfig, "16x9"},
		{second(NewIndex(Settings{Banding: Banding{0, 9}})), ErrConfig, "0x9"},
		{second(NewIndex(Settings{Config: Config{Slots: -1}})), ErrConfig, "-1"},
	} {
		assert.ErrorIs(t, test.err, test.want)
		assert.ErrorContains(t, test.err, test.says)
	}
	for _, err := range x.View().Pairs(ctx, 2, nil) {
		assert.ErrorIs(t, err, ErrConfig)
	}
	assert.Equal(t, 1, x.Len())
	assert.False(t, x.Delete("none"))
}

func second[T any](_ T, err error) error { return err }

func TestLoaderErrors(t *testing.T) {
	s := settings
	s.Sets = false
	x := newIndex(t, s)
	a, b := pairOf(seeded(9), 300, 295)
	require.NoError(t, x.Add("a", a))
	require.NoError(t, x.Add("b", b))
	ctx := context.Background()
	gone := loader(map[string][]uint64{"a": a})
	check := func(err error, says string, is error) {
		t.Helper()
		require.Error(t, err)
		assert.ErrorContains(t, err, says)
		if is != nil {
			assert.ErrorIs(t, err, is)
		}
	}
	changed := loader(map[string][]uint64{"a": a, "b": b[1:]})
	ended, end := context.WithCancel(ctx)
	end()
	for _, test := range []struct {
		ctx  context.Context
		load Loader
		says string
		is   error
	}{
		{ctx, gone, `"b": no such file`, nil},
		{ctx, changed, `299 elements for "b"`, ErrMismatch},
		{ended, gone, "cancel", context.Canceled},
	} {
		_, err := x.Query(test.ctx, a, Search{Floor: .8, Load: test.load})
		check(err, test.says, test.is)
		_, err = x.QueryID(test.ctx, "a", Search{Floor: .8, Load: test.load})
		check(err, test.says, test.is)
		_, err = x.View().Clusters(test.ctx, .8, test.load)
		check(err, test.says, test.is)
		_, err = x.View().Compare(test.ctx, "a", "b", test.load)
		check(err, test.says, test.is)
		for _, err := range x.View().Pairs(test.ctx, .8, test.load) {
			check(err, test.says, test.is)
		}
	}
	m, err := x.View().Compare(ctx, "a", "b", loader(map[string][]uint64{"a": a, "b": b}))
	require.NoError(t, err)
	assert.Equal(t, 295./305, m.Similarity)
}

// A view stays as it was.
func TestViewDoesNotChange(t *testing.T) {
	x := newIndex(t, settings)
	sets := corpus(seeded(11), 300)
	fill(t, x, sets[:200])
	v := x.View()
	before := collect(t, v, .5, nil)
	for i := range 150 {
		x.Delete(name(i))
	}
	for i, set := range sets {
		require.NoError(t, x.Replace(name(i), set[1:]))
	}
	assert.Equal(t, 200, v.Len())
	assert.Equal(t, before, collect(t, v, .5, nil))
	set, err := v.Set("text0")
	require.NoError(t, err)
	assert.Equal(t, Ascending(slices.Clone(sets[0])), set)
	require.NoError(t, x.Add("empty", nil))
	set, err = x.View().Set("empty")
	require.NoError(t, err)
	assert.Nil(t, set)
	for id := range v.IDs() {
		assert.Equal(t, "text0", id)
		break
	}
}
