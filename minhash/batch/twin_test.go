package batch

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/minhash"
)

// family returns texts of all kinds: unlike ones, edited copies of earlier ones, equal
// ones, texts of one element and of none. Orders repeat.
func family(r *rand.Rand, n int) []Text {
	texts := make([]Text, 0, n)
	for i := range n {
		t := Text{ID: fmt.Sprintf("t%03d", r.Perm(1000)[0]*1000+i), Order: uint64(r.IntN(5))}
		switch x := r.Float64(); {
		case i > 0 && x < 0.2: // equal
			t.Set = slices.Clone(texts[r.IntN(i)].Set)
		case i > 0 && x < 0.75: // edited
			rate := r.Float64() * 0.25
			for _, e := range texts[r.IntN(i)].Set {
				if r.Float64() < rate {
					e = r.Uint64()
				}
				t.Set = append(t.Set, e)
			}
		case x < 0.8: // tiny
			for range r.IntN(2) {
				t.Set = append(t.Set, uint64(r.IntN(3)))
			}
		default:
			for range 5 + r.IntN(60) {
				t.Set = append(t.Set, r.Uint64())
			}
		}
		texts = append(texts, t)
	}
	return texts
}

// twin is what stages give, computed as the words of the contract have it: every text
// with every other.
func twin(t testing.TB, s Settings, texts []Text) map[string]Result {
	s, signer, err := s.withDefaults()
	require.NoError(t, err)
	n := len(texts)
	signatures := make([]minhash.Signature, n)
	for i := range texts {
		texts[i].Set = minhash.Ascending(texts[i].Set)
		signatures[i] = signer.Sign(nil, texts[i].Set)
	}
	band := func(i, j int) bool {
		for b := range s.Banding.Bands {
			from, to := b*s.Banding.Rows, (b+1)*s.Banding.Rows
			if slices.Equal(signatures[i][from:to], signatures[j][from:to]) {
				return true
			}
		}
		return false
	}
	similarity := make([][]float64, n)
	cluster := make([]int, n)
	for i := range n {
		similarity[i] = make([]float64, n)
		cluster[i] = i
	}
	for i := range n {
		for j := range i {
			if x := minhash.Jaccard(texts[i].Set, texts[j].Set); x >= s.Threshold && band(i, j) {
				similarity[i][j], similarity[j][i] = x, x
				old, new := cluster[i], cluster[j]
				for k := range cluster {
					if cluster[k] == old {
						cluster[k] = new
					}
				}
			}
		}
	}
	turns := make([]int, n)
	for i := range turns {
		turns[i] = i
	}
	slices.SortFunc(turns, func(i, j int) int {
		return cmp.Or(cmp.Compare(texts[i].Order, texts[j].Order), cmp.Compare(texts[i].ID, texts[j].ID))
	})
	results := make(map[string]Result)
	names := make(map[int]string) // of clusters
	var kept []int
	for _, i := range turns {
		if _, ok := names[cluster[i]]; !ok {
			names[cluster[i]] = texts[i].ID
		}
		r := Result{ID: texts[i].ID, Cluster: names[cluster[i]], Keep: true, Of: texts[i].ID, Similarity: 1}
		best := 0.0
		for _, k := range kept {
			if similarity[i][k] > best {
				best = similarity[i][k]
				r.Keep, r.Of, r.Similarity = false, texts[k].ID, best
			}
		}
		if r.Keep {
			kept = append(kept, i)
		}
		results[r.ID] = r
	}
	return results
}

// walk yields texts.
func walk(texts []Text) iter.Seq2[Text, error] {
	return func(yield func(Text, error) bool) {
		for _, t := range texts {
			t.Set = slices.Clone(t.Set)
			if !yield(t, nil) {
				return
			}
		}
	}
}

// A work is the files of a run.
type work struct {
	dir                     string
	signed, pairs, verified []string
	result                  string
	before                  func(out string) // called before a file is made
}

func newWork(dir string, signed, pairs, verified int) work {
	name := func(stage string, n int) (names []string) {
		for i := range n {
			names = append(names, filepath.Join(dir, fmt.Sprintf("%s-%d-of-%d", stage, i, n)))
		}
		return names
	}
	return work{
		dir: dir, signed: name("signed", signed), pairs: name("pairs", pairs), verified: name("verified", verified),
		result: filepath.Join(dir, "result"), before: func(string) {},
	}
}

// run runs all stages. It returns the report of the last.
func (w work) run(ctx context.Context, s Settings, texts []Text) (Report, error) {
	n := len(w.signed)
	for i, out := range w.signed {
		w.before(out)
		from, to := len(texts)*i/n, len(texts)*(i+1)/n
		if _, err := Sign(ctx, s, fmt.Sprint(from, to), walk(texts[from:to]), out); err != nil {
			return Report{}, err
		}
	}
	for i, out := range w.pairs {
		w.before(out)
		if _, err := Pairs(ctx, s, Shard{i, len(w.pairs)}, w.signed, out); err != nil {
			return Report{}, err
		}
	}
	for i, out := range w.verified {
		w.before(out)
		if _, err := Verify(ctx, s, Shard{i, len(w.verified)}, w.signed, w.pairs, out); err != nil {
			return Report{}, err
		}
	}
	w.before(w.result)
	return Components(ctx, s, w.signed, w.verified, w.result)
}

// results returns the results by id, and in order.
func (w work) results(t testing.TB) (map[string]Result, []Result) {
	byID := make(map[string]Result)
	var all []Result
	for r, err := range Results(w.signed, w.result) {
		require.NoError(t, err)
		byID[r.ID] = r
		all = append(all, r)
	}
	return byID, all
}

// TestTwin compares with the twin, at several thresholds, and with large buckets joined
// from two sets on, so that every way through the code is taken.
func TestTwin(t *testing.T) {
	for seed := range uint64(unlessRace(4, 1)) {
		r := rand.New(rand.NewPCG(seed, 3))
		texts := family(r, 150)
		for _, threshold := range []float64{0.3, 0.8, 1} {
			for _, bucket := range []int{1, 3, 64} {
				s := Settings{Threshold: threshold, Bucket: bucket}
				w := newWork(t.TempDir(), 1, 1, 1)
				report, err := w.run(t.Context(), s, texts)
				require.NoError(t, err)
				require.Zero(t, report.Passed)
				got, _ := w.results(t)
				require.Equal(t, twin(t, s, texts), got, "seed %d, threshold %v, bucket %d", seed, threshold, bucket)
			}
		}
	}
}

// TestMemoryIndex compares the pairs with those of an index in memory. Its estimate may
// lose one in 30,000, which it does not for this seed.
func TestMemoryIndex(t *testing.T) {
	texts := family(rand.New(rand.NewPCG(4, 3)), 400)
	s, _, err := Settings{Threshold: 0.7}.withDefaults()
	require.NoError(t, err)
	x, err := minhash.NewIndex(minhash.Settings{Config: s.Config, Banding: s.Banding, Sets: true})
	require.NoError(t, err)
	for _, text := range texts {
		require.NoError(t, x.Add(text.ID, text.Set))
	}
	clusters, err := x.View().Clusters(t.Context(), s.Threshold, nil)
	require.NoError(t, err)
	w := newWork(t.TempDir(), 3, 2, 2)
	_, err = w.run(t.Context(), s, texts)
	require.NoError(t, err)
	byCluster := make(map[string][]string)
	_, all := w.results(t)
	for _, r := range all {
		byCluster[r.Cluster] = append(byCluster[r.Cluster], r.ID)
	}
	var got [][]string
	for _, ids := range byCluster {
		if len(ids) > 1 {
			slices.Sort(ids)
			got = append(got, ids)
		}
	}
	slices.SortFunc(got, func(a, b []string) int { return cmp.Compare(a[0], b[0]) })
	require.Equal(t, clusters, got)
}
