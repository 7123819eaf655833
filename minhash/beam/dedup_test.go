package beam

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/minhash"
)

// TestStages compares with package batch.
func TestStages(t *testing.T) {
	texts := made(rand.New(rand.NewPCG(1, 15)), short(2000, 300))
	want, report := stages(t, Settings{}, texts)
	got, err := run(t, Settings{}, texts)
	require.NoError(t, err)
	require.Equal(t, want, got.clusters)
	require.EqualValues(t, report.Pairs, len(got.pairs))
	require.Greater(t, len(got.pairs), len(texts)/10)
	require.Empty(t, got.skipped)
	require.NotEqual(t, report.Kept, clustersOf(want), "some texts are dropped for another than the first")
}

// clustersOf counts the clusters.
func clustersOf(all map[string]Cluster) int64 {
	names := make(map[string]bool)
	for _, c := range all {
		names[c.Cluster] = true
	}
	return int64(len(names))
}

// TestTwin compares the pairs with those that comparing every text with every other
// gives, and with itself when the texts come in another order.
func TestTwin(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 15))
	texts := made(r, 100)
	s := Settings{Threshold: 0.5, Bucket: 3, Words: 3, Rounds: 8, Config: minhash.Config{Slots: 256, Seed: 7}}
	want, report := stages(t, s, texts)
	got, err := run(t, s, texts)
	require.NoError(t, err)
	require.Equal(t, want, got.clusters)
	require.EqualValues(t, report.Pairs, len(got.pairs))
	require.Equal(t, twin(s, texts), got.pairs)
	r.Shuffle(len(texts), func(i, j int) { texts[i], texts[j] = texts[j], texts[i] })
	again, err := run(t, s, texts)
	require.NoError(t, err)
	require.Equal(t, got.clusters, again.clusters)
	require.Equal(t, got.pairs, again.pairs)
}

// twin returns the pairs at or above the threshold. The bands lose none here: one in a
// thousand at the threshold.
func twin(s Settings, texts []text) map[[2]string]float64 {
	type entry struct {
		t   turn
		set []uint64
	}
	all := make([]entry, len(texts))
	for i, x := range texts {
		set, words := setOf(s, x.Text)
		all[i] = entry{newTurn(words, x.ID), set}
	}
	slices.SortFunc(all, func(a, b entry) int { return slices.Compare(a.t, b.t) })
	pairs := make(map[[2]string]float64)
	copies := make(map[int]bool) // of an earlier text
	for i, a := range all {
		for j := range i {
			if !copies[j] && len(a.set) > 0 && slices.Equal(all[j].set, a.set) {
				copies[i] = true
				pairs[[2]string{idOf(all[j].t), idOf(a.t)}] = 1
			}
		}
		for j := range i {
			if x := minhash.Jaccard(all[j].set, a.set); !copies[i] && !copies[j] && x >= s.Threshold {
				pairs[[2]string{idOf(all[j].t), idOf(a.t)}] = x
			}
		}
	}
	return pairs
}

// chain returns texts of which each is like the two before and the two behind it only.
func chain(n int) []text {
	words := make([]string, 3*n+60)
	for i := range words {
		words[i] = fmt.Sprintf("w%d", i)
	}
	texts := make([]text, n)
	for i := range texts {
		texts[i] = text{fmt.Sprintf("c%04d", i*7919%10_000), strings.Join(words[3*i:3*i+60], " ")}
	}
	return texts
}

// TestNotConverged: too few rounds are an error, and no text gets a cluster.
func TestNotConverged(t *testing.T) {
	texts := chain(60)
	got, err := run(t, Settings{Rounds: 1}, texts)
	require.Error(t, err)
	require.ErrorIs(t, Cause(err), ErrNotConverged)
	require.Empty(t, got.clusters)

	got, err = run(t, Settings{}, texts)
	require.NoError(t, err)
	want, _ := stages(t, Settings{}, texts)
	require.Equal(t, want, got.clusters)
	require.EqualValues(t, 1, clustersOf(want))
}

// forms returns texts of 200 words in common and a few of their own.
func forms(n int) []text {
	r := rand.New(rand.NewPCG(3, 15))
	texts := make([]text, n)
	for i := range texts {
		var words []string
		for w := range 200 {
			words = append(words, fmt.Sprintf("w%d", w))
		}
		words[r.IntN(200)] = fmt.Sprintf("x%d", r.IntN(1000))
		texts[i] = text{fmt.Sprintf("f%03d", i), strings.Join(words, " ")}
	}
	return texts
}

// TestHotBucket joins large buckets as a whole: with no limit all pairs are found, and
// with one what is passed over is what package batch passes over.
func TestHotBucket(t *testing.T) {
	n := short(50, 30)
	texts := forms(n)
	got, err := run(t, Settings{Bucket: 8, Rounds: 4}, texts)
	require.NoError(t, err)
	require.Empty(t, got.skipped)
	require.Len(t, got.pairs, n*(n-1)/2)

	s := Settings{Bucket: 8, Pairs: 100, Rounds: 4}
	want, report := stages(t, s, texts)
	require.Positive(t, report.Passed)
	got, err = run(t, s, texts)
	require.NoError(t, err)
	require.Equal(t, want, got.clusters)
	require.EqualValues(t, report.Pairs, len(got.pairs))
	require.Less(t, len(got.pairs), n*(n-1)/2)
	passed := int64(0)
	for _, x := range got.skipped {
		passed += x.Pairs
		require.LessOrEqual(t, x.Texts, int64(n))
		require.Contains(t, got.clusters, x.First)
	}
	require.Equal(t, report.Passed, passed)
}

// TestEmpty: no texts, and texts of which none has words.
func TestEmpty(t *testing.T) {
	got, err := run(t, Settings{Rounds: 2}, []text{})
	require.NoError(t, err)
	require.Empty(t, got.clusters)
	require.Empty(t, got.pairs)

	got, err = run(t, Settings{Rounds: 2}, []text{{"a", ""}, {"b", "..."}})
	require.NoError(t, err)
	require.Empty(t, got.pairs)
	require.Equal(t, map[string]Cluster{
		"a": {ID: "a", Cluster: "a", Keep: true, Of: "a", Similarity: 1},
		"b": {ID: "b", Cluster: "b", Keep: true, Of: "b", Similarity: 1},
	}, got.clusters)
}

// TestDuplicate: two texts of one id, be they equal or not, are an error, and give
// nothing.
func TestDuplicate(t *testing.T) {
	for _, other := range []string{"one two three", "four five six"} {
		got, err := run(t, Settings{Rounds: 2}, []text{{"a", "one two three"}, {"b", "one two three"}, {"a", other}})
		require.ErrorIs(t, Cause(err), ErrDuplicate)
		require.ErrorContains(t, err, `"a"`)
		require.Empty(t, got.clusters)
		require.Empty(t, got.pairs)
	}
}

func TestCause(t *testing.T) {
	require.NoError(t, Cause(nil))
	other := errors.New("out of disk")
	require.Equal(t, other, Cause(other))
	wrapped := fmt.Errorf("%w: 3", ErrDuplicate)
	require.Equal(t, wrapped, Cause(wrapped))
}

// TestSettings: settings out of range, and collections of another type.
func TestSettings(t *testing.T) {
	_, root := beam.NewPipelineWithRoot()
	texts := beam.ParDo(root, keyed, beam.CreateList(root, []text{}))
	for _, s := range []Settings{
		{Threshold: -0.1}, {Threshold: 1.1}, {Memory: -1}, {Bucket: -1}, {Pairs: -1}, {Words: -1}, {Rounds: -1}, {Rounds: 65},
		{Config: minhash.Config{Slots: -1}}, {Banding: minhash.Banding{Bands: 100, Rows: 2}}, {Banding: minhash.Banding{Bands: 1}},
	} {
		_, err := Dedup(root, s, texts)
		require.ErrorIs(t, err, minhash.ErrConfig, "%+v", s)
	}
	for _, c := range []beam.PCollection{{}, beam.CreateList(root, []text{}), beam.ParDo(root, idKey, texts)} {
		_, err := Dedup(root, Settings{}, c)
		require.ErrorIs(t, err, minhash.ErrConfig)
	}
}

// TestRounds runs the operations on paths, whose vertices are in any order, and counts
// the rounds that they take.
func TestRounds(t *testing.T) {
	for _, n := range []int{2, 10, 100, 1000, short(4000, 2000)} {
		for _, order := range [][]int{rand.New(rand.NewPCG(4, 15)).Perm(n), ascending(n)} {
			edges := make(map[[2]string]bool)
			name := func(i int) string { return string(newTurn(order[i], "")) }
			for i := range n - 1 {
				edges[[2]string{name(i), name(i + 1)}] = true
			}
			rounds := 0
			for ; !stars(edges); rounds++ {
				edges = reduce(reduce(edges, true, largeStar), false, smallStar)
			}
			require.Len(t, edges, n-1)
			require.LessOrEqual(t, rounds, defaultRounds)
			t.Logf("path of %d: %d rounds", n, rounds)
		}
	}
}

func ascending(n int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	return order
}

// reduce groups edges by their greater end, or by both, and applies an operation.
func reduce(edges map[[2]string]bool, both bool, f func(turn, func(*turn) bool, func(turn, turn))) map[[2]string]bool {
	at := make(map[string][]turn)
	for e := range edges {
		greater, lesser := max(e[0], e[1]), min(e[0], e[1])
		at[greater] = append(at[greater], turn(lesser))
		if both {
			at[lesser] = append(at[lesser], turn(greater))
		}
	}
	out := make(map[[2]string]bool)
	for t, others := range at {
		f(turn(t), iterate(others), func(a, b turn) { out[[2]string{string(a), string(b)}] = true })
	}
	return out
}

// iterate returns the iterator that workers get.
func iterate[T any](values []T) func(*T) bool {
	return func(v *T) bool {
		if len(values) == 0 {
			return false
		}
		*v, values = values[0], values[1:]
		return true
	}
}

// stars reports whether [starFn] is content with the edges.
func stars(edges map[[2]string]bool) bool {
	said := make(map[string][]turn)
	for e := range edges {
		roles(turn(max(e[0], e[1])), turn(min(e[0], e[1])), func(t, centre turn) {
			said[string(t)] = append(said[string(t)], centre)
		})
	}
	content := true
	for t, all := range said {
		(&starFn{}).ProcessElement(turn(t), iterate(all), func(string) { content = false })
	}
	return content
}

// TestValues: what is decoded is what was encoded, and cut bytes are an error.
func TestValues(t *testing.T) {
	a, b := newTurn(3, "first"), newTurn(300, "second \xff")
	require.Equal(t, "first", idOf(a))
	require.True(t, before(b, a))
	require.Equal(t, a, firstOf(namePair(a, b)))
	check(t, signed{a, []uint64{1, 1 << 63}}, encodeSigned, decodeSigned)
	check(t, sized{a, 1 << 20}, encodeSized, decodeSized)
	check(t, link{b, 0.875}, encodeLink, decodeLink)
	check(t, part{partPair, a, b, 0.875}, encodePart, decodePart)
}

func check[T any](t *testing.T, v T, encode func(T) []byte, decode func([]byte) (T, error)) {
	t.Helper()
	data := encode(v)
	got, err := decode(data)
	require.NoError(t, err)
	require.Equal(t, v, got)
	for i := range len(data) {
		if _, ok := any(v).(signed); ok && i >= len(data)-16 && (len(data)-i)%8 == 0 {
			continue // a smaller set
		}
		_, err := decode(data[:i])
		require.ErrorIs(t, err, errValue, "%T cut at %d", v, i)
	}
}

// TestThreshold: a pair just at the threshold is one. 4 of 5 words are common, and 3 of 4.
func TestThreshold(t *testing.T) {
	texts := []text{{"a", "one two three four"}, {"b", "one two three four five"}, {"c", "six seven eight"}, {"d", "six seven eight nine"}}
	s := Settings{Words: 1, Rounds: 2}
	got, err := run(t, s, texts)
	require.NoError(t, err)
	require.Equal(t, map[[2]string]float64{{"b", "a"}: 0.8}, got.pairs)
	want, _ := stages(t, s, texts)
	require.Equal(t, want, got.clusters)
}
