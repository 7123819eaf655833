package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
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
		require.Equal(t, c.want, rightClasses(&example{Exchanges: -1, Label: c.label, Kind: c.kind}), c.label+" "+c.kind)
	}
	require.Nil(t, rightClasses(&example{Label: "spun", Exchanges: minExchanges - 1}), "too few to teach")
	require.Nil(t, rightTopic(&example{Label: "spun"}))
	require.Nil(t, rightTopic(&example{Label: "same-topic", Kind: "made-genre"}))
	require.Equal(t, []string{"same-topic"}, rightTopic(&example{Label: "same-topic"}))
}

func TestSamples(t *testing.T) {
	examples := []example{
		{Label: "spun", Exchanges: -1, Signals: []float64{1}, Blind: []float64{5}, Shipped: []float64{6}}, {Label: "?", Signals: []float64{2}},
		{Label: "near-duplicate-or-excerpt", Signals: []float64{3}}, {Label: "spun", Kind: "made-free", Exchanges: 9, Signals: []float64{4}},
	}
	s := samples(examples, rightClasses)
	require.Nil(t, s[1])
	require.Equal(t, logistic.Sample{X: []float64{3}, Class: []bool{false, true, false, true}, Weight: 1}, s[2].Sample)
	require.Equal(t, madeWeight, s[3].Weight)
	require.Equal(t, []int{0, 0, 2, 0}, count(s, len(classNames)), "those of one class for certain")
	require.Equal(t, []string{"?", "near-duplicate-or-excerpt", "spun", "spun made-free"}, labels(examples))

	train := training(s)
	require.Len(t, train, 5, "a spun one is there with all relations and with none too")
	weight := 0.0
	for _, s := range train {
		weight += s.Weight
	}
	require.InDelta(t, 1+1+madeWeight, weight, 1e-9)
}

// examplesOf returns n examples of each of three labels, those that are spun
// with one of two dictionaries. Their one signal tells the label.
func examplesOf(n int) (examples []example) {
	for i := range n {
		for _, e := range []example{
			{ID: fmt.Sprint("n", i), Label: "near-duplicate"},
			{ID: fmt.Sprint("s", i), Label: "spun", Kind: "free", Family: fmt.Sprint("d", i%2)},
			{ID: fmt.Sprint("u", i), Label: "unrelated"},
		} {
			e.Group, e.Exchanges, e.Signals = e.ID, -1, []float64{float64(len(e.Label))}
			examples = append(examples, e)
		}
	}
	return examples
}

// TestCrossValidate: no pair is judged by a model that saw its source or its
// dictionary, and every sample is judged once.
func TestCrossValidate(t *testing.T) {
	examples := examplesOf(200)
	examples[5].Label = "?"
	s := samples(examples, rightClasses)
	held := crossValidate(examples, s, nil, len(classNames))
	for i := range examples {
		require.Equal(t, s[i] == nil, held[i] == nil)
		if held[i] != nil {
			require.True(t, s[i].Class[best(held[i])], examples[i].ID)
		}
	}
	var b bytes.Buffer
	printClasses(&b, examples, s, held)
	require.Contains(t, b.String(), "spun free")
	printReliability(&b, examples, held)
	require.Contains(t, b.String(), "Brier score")
}

// TestDivide: nothing is fitted on the source or the family that is tested.
func TestDivide(t *testing.T) {
	examples := examplesOf(40)
	for i := range examples {
		if i%4 == 0 {
			examples[i].Group = "one"
		}
	}
	subjects := samples(examples, rightClasses)
	of := make(map[*subject]*example)
	for i, s := range subjects {
		of[s] = &examples[i]
	}
	tested := make(map[int]int)
	for fold := range uint32(folds) {
		for f, family := range []string{"d0", "d1"} {
			train, test := divide(examples, subjects, fold, []string{"d0", "d1"}, f)
			groups := make(map[string]bool)
			for _, i := range test {
				tested[i]++
				groups[examples[i].Group] = true
				require.Contains(t, []string{"", family}, examples[i].Family)
			}
			for _, s := range train {
				require.NotEqual(t, family, of[s].Family)
				require.False(t, groups[of[s].Group])
			}
		}
	}
	require.Len(t, tested, len(examples))
	for i, n := range tested {
		require.Equal(t, 1, n, examples[i].ID)
	}
}

func TestBest(t *testing.T) {
	require.Equal(t, 2, best([]float64{0.1, 0.1, 0.75, 0.05}))
	require.Equal(t, 1, best([]float64{0.1, 0.25, 0.6, 0.05}), "spun is not sure enough")
	require.Equal(t, 0, best([]float64{0.6, 0.4}), "of two classes")
}

func TestTable(t *testing.T) {
	examples := examplesOf(2)
	examples[1].Blind, examples[1].Shipped = []float64{0.25}, []float64{0.5}
	var b bytes.Buffer
	require.NoError(t, writeTable(&b, examples, []string{"one"}))
	got, names, err := readTable(&b)
	require.NoError(t, err)
	require.Equal(t, []string{"one"}, names)
	require.Equal(t, examples, got)

	for _, bad := range []string{"", "id\tlabel", "head\na\tb\tc\td\te\t1\t2\t3", "head\na\tb\tc\td\te\tx\t2"} {
		bad = strings.Replace(bad, "head", strings.Join(fields, "\t")+"\tone", 1)
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, err := z.Write([]byte(bad + "\n"))
		require.NoError(t, err)
		require.NoError(t, z.Close())
		_, _, err = readTable(&b)
		require.ErrorIs(t, err, errTable, "%q", bad)
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
