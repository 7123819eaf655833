package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"testing"

	"github.com/palimpsest-go/palimpsest/compare/internal/logistic"
	"github.com/palimpsest-go/palimpsest/compare/score"
	"github.com/stretchr/testify/require"
)

func TestRightClasses(t *testing.T) {
	for _, c := range []struct {
		label, kind string
		want        []string
	}{
		{"spun", "free-07", []string{"spun"}},
		{"near-duplicate", "consecutive", []string{"verbatim"}},
		{"near-duplicate-or-excerpt", "", []string{"verbatim", "rewrite"}},
		{"paraphrase", "", []string{"rewrite"}},
		{"unrelated", "", []string{"none"}},
		{"template-or-update", "template", []string{"none"}},
		{"template-or-update", "partial-update", []string{"none", "verbatim"}},
		{"template-or-update", "update", []string{"verbatim"}},
		{"template-or-update", "made-template", []string{"none", "verbatim"}},
		{"excerpt", "made-quoted", []string{"verbatim"}},
		{"something else", "", nil},
	} {
		require.Equal(t, c.want, rightClasses(&score.Pair{Label: c.label, Kind: c.kind}), c.label+" "+c.kind)
	}
	require.Nil(t, rightTopic(&score.Pair{Label: "spun"}))
	require.Nil(t, rightTopic(&score.Pair{Label: "same-topic", Kind: "made-genre"}))
	require.Equal(t, []string{"same-topic"}, rightTopic(&score.Pair{Label: "same-topic"}))
}

func TestSample(t *testing.T) {
	pairs := []score.Pair{{Label: "spun"}, {Label: "?"}, {Label: "near-duplicate-or-excerpt"}, {Label: "spun"}}
	vectors := [][]float64{{1}, {2}, {3}, {4}}
	samples := sample(pairs, vectors, rightClasses)
	require.Nil(t, samples[1])
	require.Equal(t, &logistic.Sample{X: []float64{3}, Class: []bool{false, true, false, true}, Weight: 1}, samples[2])
	require.Len(t, present(samples), 3)
	require.Equal(t, []int{0, 0, 2, 0}, count(samples, len(classNames)), "those of one class for certain")
	samples[0].X[0] = 9
	require.Equal(t, 1.0, vectors[0][0], "samples do not share memory with vectors")
	require.Equal(t, []string{"?", "near-duplicate-or-excerpt", "spun"}, labels(pairs))
}

// pairsOf returns n pairs of each of three labels, those that are spun with
// one of two dictionaries.
func pairsOf(n int) (pairs []score.Pair) {
	source := "The bridge was shut in May, and nobody knew why it had been built in the town. It was said to be old. "
	for i := range n {
		p := score.Pair{ID: fmt.Sprint("s", i), Label: "spun", Kind: "free", Gold: []score.Link{}, Dictionary: fmt.Sprint("d", i%2), Source: source, Suspect: source}
		q := score.Pair{ID: fmt.Sprint("n", i), Label: "near-duplicate", Source: source, Suspect: source}
		pairs = append(pairs, q, p, score.Pair{ID: fmt.Sprint("u", i), Label: "unrelated", Source: source, Suspect: source})
	}
	return pairs
}

// TestCrossValidate: no pair is judged by a model that saw its source or its
// dictionary, and every sample is judged once.
func TestCrossValidate(t *testing.T) {
	pairs := pairsOf(12)
	vectors := make([][]float64, len(pairs))
	for i, p := range pairs {
		vectors[i] = []float64{float64(len(p.Label))}
	}
	pairs[5].Label = "?"
	samples := sample(pairs, vectors, rightClasses)
	held := crossValidate(pairs, samples, len(classNames))
	for i := range pairs {
		require.Equal(t, samples[i] == nil, held[i] == nil)
		if held[i] != nil {
			require.True(t, samples[i].Class[best(held[i])], pairs[i].ID)
		}
	}
	var b bytes.Buffer
	printClasses(&b, pairs, samples, held)
	require.Contains(t, b.String(), "spun free")
	printReliability(&b, pairs, held)
	require.Contains(t, b.String(), "Brier score")
}

// TestCrossValidateHoldsOut: pairs of one page are left out together, so that
// what only they show cannot be known of them.
func TestCrossValidateHoldsOut(t *testing.T) {
	pairs := pairsOf(12)
	vectors := make([][]float64, len(pairs))
	for i := range pairs {
		vectors[i] = []float64{0}
		if pairs[i].Label == "unrelated" {
			pairs[i].Group = "one"
			vectors[i][0] = 1
		}
	}
	held := crossValidate(pairs, sample(pairs, vectors, rightClasses), len(classNames))
	for i, p := range pairs {
		if p.Group != "" {
			require.Less(t, held[i][0], 0.3, "%s was judged by a model that knew it", p.ID)
		}
	}
}

func TestPart(t *testing.T) {
	var n [5]int
	for i := range 1000 {
		k := part(fmt.Sprint("page", i), 5)
		require.Equal(t, k, part(fmt.Sprint("page", i), 5))
		n[k]++
	}
	for _, c := range n {
		require.InDelta(t, 200, c, 60)
	}
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	data := filepath.Join(dir, "pairs.jsonl")
	line, err := json.Marshal(score.Pair{ID: "a"})
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(data, line, 0o666))
	c := constants{
		Signals: []string{"one", "two"}, Counts: []int{3, 4, 5, 6}, TopicCounts: []int{7, 8}, Labels: []string{"spun free"},
		Verdict: &logistic.Model{Mean: []float64{1, 2}, Scale: []float64{1, 1}, Bias: []float64{0.12345}, Weight: [][]float64{{1, -1}}},
		Topic:   &logistic.Model{Mean: []float64{1}, Scale: []float64{1}, Bias: []float64{0}, Weight: [][]float64{{2}}},
	}
	var files [2][]byte
	for i := range files {
		out := filepath.Join(dir, fmt.Sprint(i, ".go"))
		require.NoError(t, write(out, []string{data}, c))
		files[i], err = os.ReadFile(out)
		require.NoError(t, err)
	}
	require.Equal(t, files[0], files[1])
	_, err = parser.ParseFile(token.NewFileSet(), "model.go", files[0], parser.ParseComments)
	require.NoError(t, err)
	for _, s := range []string{"DO NOT EDIT", "pairs.jsonl", "spun free", "0.1235", "3, 4, 5, 6", "one, two"} {
		require.Contains(t, string(files[0]), s)
	}
	require.NotContains(t, string(files[0]), dir)
}
