package batch

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestSharding cuts the same texts into other shards, with other limits: the result has
// the same bytes but for the identities in its head.
func TestSharding(t *testing.T) {
	texts := family(rand.New(rand.NewPCG(1, 4)), 500)
	var want []Result
	var bytes []byte
	var pairs int64
	for i, cut := range []struct {
		signed, pairs, verified int
		memory                  int64
		bucket                  int
	}{
		{1, 1, 1, 0, 0},
		{1, 1, 1, 1, 2},
		{7, 5, 3, 0, 3},
		{2, 37, 11, 1, 64},
	} {
		w := newWork(t.TempDir(), cut.signed, cut.pairs, cut.verified)
		report, err := w.run(t.Context(), Settings{Memory: cut.memory, Bucket: cut.bucket}, texts)
		require.NoError(t, err)
		_, got := w.results(t)
		if i == 0 {
			want, bytes, pairs = got, body(t, w.result), report.Pairs
		}
		require.Equal(t, want, got, "%+v", cut)
		require.Equal(t, bytes, body(t, w.result), "%+v", cut)
		require.Equal(t, pairs, report.Pairs, "%+v", cut)
	}
}

// body returns the bytes of a result without its head.
func body(t *testing.T, path string) []byte {
	t.Helper()
	in, err := open(path, resultMagic)
	require.NoError(t, err)
	defer in.close()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	return data[in.body:in.footAt]
}

// TestAgain runs the stages again, side by side: all bytes are the same.
func TestAgain(t *testing.T) {
	texts := family(rand.New(rand.NewPCG(2, 4)), 300)
	w, v := newWork(t.TempDir(), 3, 4, 3), newWork(t.TempDir(), 3, 4, 3)
	_, err := w.run(t.Context(), Settings{}, texts)
	require.NoError(t, err)
	side := func(n int, f func(i int) error) {
		errs := make([]error, n)
		var group sync.WaitGroup
		for i := range n {
			group.Go(func() { errs[i] = f(i) })
		}
		group.Wait()
		for _, err := range errs {
			require.NoError(t, err)
		}
	}
	ctx, s := t.Context(), Settings{}
	side(3, func(i int) error {
		from, to := len(texts)*i/3, len(texts)*(i+1)/3
		_, err := Sign(ctx, s, fmt.Sprint(from, to), walk(texts[from:to]), v.signed[i])
		return err
	})
	side(4, func(i int) error { _, err := Pairs(ctx, s, Shard{i, 4}, v.signed, v.pairs[i]); return err })
	reversed := slices.Clone(v.pairs)
	slices.Reverse(reversed)
	side(3, func(i int) error {
		_, err := Verify(ctx, s, Shard{i, 3}, v.signed, reversed, v.verified[i])
		return err
	})
	_, err = Components(ctx, s, v.signed, v.verified, v.result)
	require.NoError(t, err)
	for i, name := range slices.Concat(w.signed, w.pairs, w.verified, []string{w.result}) {
		a, err := os.ReadFile(name)
		require.NoError(t, err)
		b, err := os.ReadFile(slices.Concat(v.signed, v.pairs, v.verified, []string{v.result})[i])
		require.NoError(t, err)
		require.True(t, bytes.Equal(a, b), name)
	}
}

// TestOrderOfInput shuffles the texts: each has the same result.
func TestOrderOfInput(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	texts := family(r, 400)
	w := newWork(t.TempDir(), 1, 1, 1)
	_, err := w.run(t.Context(), Settings{}, texts)
	require.NoError(t, err)
	want, _ := w.results(t)
	r.Shuffle(len(texts), func(i, j int) { texts[i], texts[j] = texts[j], texts[i] })
	w = newWork(t.TempDir(), 3, 2, 2)
	_, err = w.run(t.Context(), Settings{}, texts)
	require.NoError(t, err)
	got, _ := w.results(t)
	require.Equal(t, want, got)
}

// TestSpills sorts more than fits, in many runs, and compares with slices.SortFunc.
func TestSpills(t *testing.T) {
	for _, n := range []int{0, 1, 1000, leastItems, leastItems + 1, 40 * leastItems} {
		s := newSorter(t.TempDir(), 0)
		r := rand.New(rand.NewPCG(uint64(n), 4))
		var want, got, again []item
		for i := range n {
			x := item{Key: r.Uint64N(1000) << 20, Value: uint64(i)}
			want = append(want, x)
			require.NoError(t, s.add(x.Key, x.Value))
		}
		slices.SortStableFunc(want, func(a, b item) int { return int(a.Key>>20) - int(b.Key>>20) })
		require.NoError(t, s.each(func(x item) error { got = append(got, x); return nil }))
		require.NoError(t, s.each(func(x item) error { again = append(again, x); return nil }))
		require.True(t, slices.Equal(want, got), n)
		require.True(t, slices.Equal(want, again), n)
		entries, err := os.ReadDir(s.dir)
		require.NoError(t, err)
		require.Empty(t, entries)
		s.close()
	}
}
