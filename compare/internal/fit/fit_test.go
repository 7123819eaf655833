package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/palimpsest-go/palimpsest/compare/internal/logistic"
	"github.com/palimpsest-go/palimpsest/compare/internal/verdict"
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

// vectorOf returns signals that are x, x+1 and so on.
func vectorOf(x float64) []float64 {
	v := make([]float64, verdict.Signals)
	for i := range v {
		v[i] = x + float64(i)
	}
	return v
}

func TestTable(t *testing.T) {
	examples := examplesOf(2)
	for i := range examples {
		examples[i].Signals = vectorOf(float64(i))
	}
	examples[1].Blind, examples[1].Shipped = vectorOf(0.25), vectorOf(0.5)
	var b bytes.Buffer
	require.NoError(t, writeTable(&b, examples))
	got, err := readTable(&b)
	require.NoError(t, err)
	require.Equal(t, examples, got)

	head := strings.Join(append(slices.Clone(fields), namesOf(allSignals())...), "\t")
	for _, bad := range []string{"", "id\tlabel", head + "\na\tb\tc\td\te\t1\t2\t3", head + "\na\tb\tc\td\te\tx" + strings.Repeat("\t2", verdict.Signals)} {
		_, err := readTable(zipped(t, bad+"\n"))
		require.ErrorIs(t, err, errTable, "%q", bad)
	}
}

// zipped returns text compressed.
func zipped(t *testing.T, text string) *bytes.Buffer {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := z.Write([]byte(text))
	require.NoError(t, err)
	require.NoError(t, z.Close())
	return &b
}

// TestMeasure: what was measured of pairs is read again from a table, and pairs
// that have no signals make no example.
func TestMeasure(t *testing.T) {
	const source = "The old mill beside the river was sold in spring, and a baker from the town has moved in with two ovens."
	suspect := strings.NewReplacer("old", "ancient", "sold", "vended", "town", "city", "moved", "shifted").Replace(source)
	examples, err := measure([]score.Pair{
		{ID: "same", Label: "spun", Source: source, Suspect: source},
		{ID: "spun", Label: "spun", Source: source, Suspect: suspect},
		{ID: "empty", Label: "unrelated", Source: source, Suspect: " "},
		{ID: "cut", Label: "near-duplicate", Source: source, Suspect: source[:80]},
	}, nil)
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, writeTable(&b, examples))
	got, err := readTable(&b)
	require.NoError(t, err)
	require.Len(t, got, len(examples))
	for i := range got {
		require.InDeltaSlice(t, examples[i].Signals, got[i].Signals, 1e-3)
		require.Equal(t, examples[i].Blind == nil, got[i].Blind == nil)
	}
	require.Equal(t, []string{"spun", "empty", "cut"}, []string{got[0].ID, got[1].ID, got[2].ID})
	require.NotEqual(t, got[0].Blind, got[0].Shipped)
}

// TestTableColumns: signals are known by their names, wherever they stand, and a
// table with others is refused.
func TestTableColumns(t *testing.T) {
	names := namesOf(allSignals())
	slices.Reverse(names)
	table := func(names []string) *bytes.Buffer {
		row := "a\tspun\tk\t\tg\t9"
		for _, name := range names {
			row += "\t" + strconv.Itoa(len(name))
		}
		return zipped(t, strings.Join(append(slices.Clone(fields), names...), "\t")+"\n"+row+"\n")
	}
	examples, err := readTable(table(names))
	require.NoError(t, err)
	for id, x := range examples[0].Signals {
		require.Equal(t, float64(len(verdict.ID(id).String())), x, "signal %d", id)
	}

	_, err = readTable(table(names[1:]))
	require.ErrorIs(t, err, errSignals)
	require.ErrorContains(t, err, "lacks ["+names[0]+"]")
	_, err = readTable(table(append(slices.Clone(names), "novel")))
	require.ErrorIs(t, err, errSignals)
	require.ErrorContains(t, err, "has [novel] besides")
}

// TestModelOfTable holds the model to the table of features that it was fitted on.
func TestModelOfTable(t *testing.T) {
	table, err := os.ReadFile("features.tsv.gz")
	require.NoError(t, err)
	model, err := os.ReadFile("../verdict/model.go")
	require.NoError(t, err)
	require.Contains(t, string(model), fmt.Sprintf("features.tsv.gz %d %x\n", len(table), sha256.Sum256(table)),
		"model.go was not fitted on features.tsv.gz as it is; run: "+refit)
	_, err = readTable(bytes.NewBuffer(table))
	require.NoError(t, err, "measure the pairs again, see go doc ./compare/internal/fit")
}

// refit is the command that writes the model.
const refit = "go run ./compare/internal/fit -o compare/internal/verdict/model.go compare/internal/fit/features.tsv.gz"

// TestModelName: no constant of the model can change without its name.
func TestModelName(t *testing.T) {
	verdicts, columns, topics := verdict.Models()
	c := constants{Verdict: verdicts, Columns: columns, Topic: topics}
	require.Equal(t, nameOf(c.params()), verdict.ModelName, "model.go was changed by hand; run: "+refit)
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
		Counts: []int{3, 4, 5, 6}, TopicCounts: []int{7, 8}, Labels: []string{"spun free"},
		Verdict: &logistic.Model{Mean: []float64{1, 2}, Scale: []float64{1, 1}, Bias: []float64{0.12345}, Weight: [][]float64{{1, -1}}},
		Columns: []verdict.ID{verdict.AllSkeleton, verdict.AllExchanged},
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
	for _, s := range []string{"DO NOT EDIT", "pairs.jsonl", "spun free", "0.1235", "3, 4, 5, 6", "all-skeleton, all-exchanged", "AllSkeleton, AllExchanged"} {
		require.Contains(t, string(files[0]), s)
	}
	require.NotContains(t, string(files[0]), dir)
}
