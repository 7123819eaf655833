package verdict

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare/internal/align"
	"github.com/palimpsest-go/palimpsest/compare/internal/change"
	"github.com/palimpsest-go/palimpsest/compare/internal/prepare"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// changesOf returns the changes between two texts of English, none of whose words
// are known to be related.
func changesOf(t *testing.T, source, suspect string) *change.Changes {
	t.Helper()
	al, err := align.Align(t.Context(), prepare.New(source, shingle.English), prepare.New(suspect, shingle.English), nil)
	require.NoError(t, err)
	return change.Of(al)
}

// TestStretch holds the maximal run of steps against the slow twin that scores
// every run.
func TestStretch(t *testing.T) {
	several := 0
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 6))
		var source, suspect []string
		for k := range 6 {
			a, b := sentences(r, k)
			source, suspect = append(source, a), append(suspect, b)
		}
		r.Shuffle(len(suspect), func(i, j int) { suspect[i], suspect[j] = suspect[j], suspect[i] })
		c := changesOf(t, strings.Join(source, " "), strings.Join(suspect, " "))
		score := func(ps []change.Passage) (sum float64) {
			for i, q := range ps {
				if i > 0 {
					sum += scoreSeam
				}
				for k := range q.Steps {
					sum += stepScore(c, &q.Steps[k])
				}
			}
			return sum
		}
		if len(c.Passages) > 1 {
			several++
		}
		best := 0.0
		for i, q := range c.Passages {
			for from := range q.Steps {
				for k := i; k < len(c.Passages); k++ {
					for to := 1; to <= len(c.Passages[k].Steps); to++ {
						if k == i && to <= from {
							continue
						}
						run := slices.Clone(c.Passages[i : k+1])
						run[k-i].Steps = run[k-i].Steps[:to]
						run[0].Steps = run[0].Steps[from:]
						best = max(best, score(run))
					}
				}
			}
		}
		require.InDelta(t, best, score(stretch(c, c.Passages)), 1e-9, "seed=%d", seed)
	}
	require.Greater(t, several, 20, "pairs of several passages")
}

// sentences returns a sentence of invented words, and the same with some of them
// exchanged.
func sentences(r *rand.Rand, k int) (a, b string) {
	share := r.IntN(6)
	for i := range 14 {
		function := []string{"the", "of", "to", "with", "in"}[r.IntN(5)]
		v := fmt.Sprintf("bolan%c%c", 'a'+k, 'a'+i)
		w := v
		if r.IntN(10) < share {
			w = fmt.Sprintf("vuzip%c%c", 'a'+k, 'a'+i)
		}
		a, b = a+function+" "+v+" ", b+function+" "+w+" "
	}
	return strings.TrimSpace(a) + ".", strings.TrimSpace(b) + "."
}

func TestTally(t *testing.T) {
	c := changesOf(t,
		"The bridge at Harlow was shut on 12 May. The bridge rose, and the river with the bridge. A small house was closing.",
		"The span at Bremen was shut on 13 May. The span rose, and a river with the bridge. A tiny little house was closed.")
	require.Len(t, c.Passages, 1)
	got := newCounter(c).count(c.Passages)
	require.Equal(t, 16, got.Equal)
	require.Equal(t, [2]int{23, 24}, got.words)
	require.Equal(t, [3]int{12, 11, 9}, [3]int{got.functions, got.equalFunctions, got.contents})
	require.Equal(t, [2]int{1, 1}, [2]int{got.numbers, got.newNumbers})
	require.Equal(t, [2]int{1, 1}, [2]int{got.names, got.newNames})
	require.Equal(t, map[string]int{"other": 2, "phrase": 1, "entity": 1, "inflected": 1, "function": 1, "number": 1}, kindsOf(&got.steps))
	require.Equal(t, map[string]int{"other": 1, "phrase": 1, "entity": 1, "inflected": 1, "function": 1, "number": 1}, kindsOf(&got.decisions))
	require.Equal(t, 2, got.most, "the bridge became the span twice")
}

// kindsOf returns counts by the names of kinds, without those that are 0.
func kindsOf(by *[change.Kinds]int) map[string]int {
	out := make(map[string]int)
	for k, n := range by {
		if n > 0 {
			out[change.Kind(k).String()] = n
		}
	}
	return out
}
