package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare/internal/additive"
	"github.com/palimpsest-go/palimpsest/compare/internal/features"
	"github.com/palimpsest-go/palimpsest/compare/internal/verdict"
)

// sample returns made rows: honest pairs of four kinds, spun ones by three dictionaries
// and two noises. Each text is in two pairs.
func sample(n int) (rows []features.Row) {
	r := rand.New(rand.NewPCG(3, 4))
	for i := range n {
		row := features.Row{
			ID: fmt.Sprintf("p%d", i), Group: fmt.Sprintf("g%d", i/2), Label: "near-duplicate", Language: "en", Words: 100, Exchanges: 20, Related: true,
			Kind: []string{"typos", "accents-fr", "accents-de", "masks", "made-update"}[r.IntN(5)],
		}
		shift := 0.0
		if r.IntN(2) == 0 {
			row.Label, row.Kind, shift = "spun", "made-spun", 1
			row.Dictionary = []string{"moby", "wordnet strong", "hand"}[r.IntN(3)]
			row.Noise = []string{"", "functions", "cuts"}[r.IntN(3)]
		}
		for range verdict.Signals {
			row.Signals = append(row.Signals, shift+2*r.NormFloat64())
		}
		rows = append(rows, row)
	}
	return rows
}

// TestHeldOut: what a row is judged by shares neither its text nor its kind, nor its
// dictionary or noise.
func TestHeldOut(t *testing.T) {
	rows := sample(400)
	for i := range rows {
		r := &rows[i]
		seen := 0
		for k := range rows {
			s := &rows[k]
			if !held(r).admits(s) {
				continue
			}
			seen++
			require.NotEqual(t, r.Group, s.Group)
			switch {
			case r.Label != "spun":
				require.NotEqual(t, family(r.Kind), family(s.Kind))
			case s.Label == "spun":
				require.NotEqual(t, r.Dictionary, s.Dictionary)
				require.True(t, r.Noise == "" || r.Noise != s.Noise)
			}
		}
		require.Greater(t, seen, len(rows)/10, "nothing is left to fit on")
	}
}

func TestFamily(t *testing.T) {
	for kind, want := range map[string]string{
		"accents-fr": "accents", "accents": "accents", "man-pages-sv": "man-pages", "made-up": "made-up", "re-do": "re", "-fr": "-fr", "typos-ocr": "typos-ocr",
	} {
		require.Equal(t, want, family(kind))
	}
}

// TestUnseen: no row changes what is said of rows that share its text, kind, dictionary
// or noise, whatever its signals are: models that judge those did not see it. What is
// said of others changes.
func TestUnseen(t *testing.T) {
	if testing.Short() {
		t.Skip("fits many models")
	}
	const q = verdict.SpunRelated
	rows := sample(240)
	before := validate(q, subjects(q, rows), false)
	require.Len(t, before, len(rows))
	for _, label := range []string{"near-duplicate", "spun"} {
		at := slices.IndexFunc(rows, func(r features.Row) bool { return r.Label == label })
		changed := slices.Clone(rows)
		x := slices.Clone(rows[at].Signals)
		for i := range x {
			x[i] = 40 - 80*float64(i%2)
		}
		changed[at].Signals = x
		other := 0
		for i, p := range validate(q, subjects(q, changed), false) {
			r, c := &rows[i], &rows[at]
			alike := fold(r) == fold(c) || label != "spun" && r.Label != "spun" && family(r.Kind) == family(c.Kind) ||
				label == "spun" && r.Label == "spun" && (r.Dictionary == c.Dictionary || r.Noise != "" && r.Noise == c.Noise)
			switch {
			case i == at:
			case alike:
				require.Equal(t, before[i].p, p.p, "%+v was judged by a model that saw %+v", r, c)
			case before[i].p != p.p:
				other++
			}
		}
		require.Greater(t, other, len(rows)/8, "nothing else has changed: the test cannot fail")
	}
}

// TestOrder: the order of rows that are judged is that of the rows, and predictions
// depend on no goroutine.
func TestOrder(t *testing.T) {
	all := subjects(verdict.SpunRelated, sample(150))
	first := validate(verdict.SpunRelated, all, false)
	for i, p := range validate(verdict.SpunRelated, all, false) {
		require.Same(t, all[i].row, p.row)
		require.Equal(t, first[i], p)
	}
}

// TestAnswers: which pairs answer which question.
func TestAnswers(t *testing.T) {
	row := func(label, kind string, change func(*features.Row)) *features.Row {
		r := &features.Row{Label: label, Kind: kind, Words: 100, Exchanges: 30, Language: "en", Related: true}
		if change != nil {
			change(r)
		}
		return r
	}
	few := func(r *features.Row) { r.Exchanges = minExchanges - 1 }
	for _, c := range []struct {
		q    verdict.Question
		r    *features.Row
		want answer
	}{
		{verdict.SpunRelated, row("spun", "", nil), yes},
		{verdict.SpunRelated, row("spun", "", few), silent},
		{verdict.SpunRelated, row("near-duplicate", "typos", few), no},
		{verdict.SpunPlain, row("spun", "", nil), silent},
		{verdict.SpunPlain, row("spun", "", func(r *features.Row) { r.Related = false }), yes},
		{verdict.SpunRelated, row("spun", "", func(r *features.Row) { r.Related = false }), silent},
		{verdict.SpunRelated, row("spun", "", func(r *features.Row) { r.Words = 39 }), silent},
		{verdict.SpunPlain, row("unrelated", "", func(r *features.Row) { r.Related, r.Language = false, "none" }), silent},
		{verdict.Reuse, row("spun", "", nil), silent},
		{verdict.SpunRelated, row("spun", "", func(r *features.Row) { r.Turned = true }), silent},
		{verdict.Reuse, row("excerpt", "", nil), yes},
		{verdict.Verbatim, row("excerpt", "", nil), yes},
		{verdict.Reuse, row("near-duplicate-or-excerpt", "", nil), yes},
		{verdict.Reuse, row("paraphrase", "", nil), yes},
		{verdict.Verbatim, row("paraphrase", "", nil), no},
		{verdict.Reuse, row("same-topic", "", nil), no},
		{verdict.SameSubject, row("same-topic", "", nil), yes},
		{verdict.SameSubject, row("same-topic", "translation-fr", nil), silent},
		{verdict.SameSubject, row("unrelated", "", nil), no},
		{verdict.Verbatim, row("unrelated", "", nil), silent},
		{verdict.Reuse, row("template-or-update", "template", nil), no},
		{verdict.Verbatim, row("template-or-update", "update", nil), yes},
		{verdict.Reuse, row("template-or-update", "other", nil), silent},
	} {
		require.Equal(t, c.want, answerOf(c.q, c.r), "%s of %+v", verdict.QuestionNames[c.q], c.r)
	}
}

// models returns made models of all questions.
func models() []fitted {
	out := make([]fitted, verdict.Questions)
	for q := range out {
		m := &additive.Model{Bias: -1.5}
		for range verdict.Columns(verdict.Question(q)) {
			m.Curves = append(m.Curves, additive.Curve{Knots: []float64{0, 0.5, 1}, Rises: []float64{0.25, 1}})
			m.Means = append(m.Means, 0.125)
		}
		out[q] = fitted{m, 10 + q, 20 + q}
	}
	return out
}

// written returns what write writes.
func written(t *testing.T, models []fitted, languages []string) []byte {
	t.Helper()
	dir := t.TempDir()
	table, out := filepath.Join(dir, "pairs.tsv.gz"), filepath.Join(dir, "model.go")
	require.NoError(t, os.WriteFile(table, []byte("abc"), 0o666))
	require.NoError(t, write(out, []string{table}, models, languages))
	src, err := os.ReadFile(out)
	require.NoError(t, err)
	return src
}

var modelName = regexp.MustCompile(`const ModelName = "([0-9a-f]+)"`)

func nameIn(t *testing.T, src []byte) string {
	t.Helper()
	m := modelName.FindSubmatch(src)
	require.NotNil(t, m)
	return string(m[1])
}

// TestWrite: equal models are equal bytes, which are Go, name the tables by their
// digest, and name columns as package verdict does.
func TestWrite(t *testing.T) {
	src := written(t, models(), []string{"de", "en"})
	require.Equal(t, string(src), string(written(t, models(), []string{"de", "en"})))
	file, err := parser.ParseFile(token.NewFileSet(), "model.go", src, parser.ParseComments)
	require.NoError(t, err)
	require.True(t, ast.IsGenerated(file))
	require.Equal(t, "verdict", file.Name.Name)
	require.Contains(t, string(src), "pairs.tsv.gz 3 ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
	for q := range verdict.Question(verdict.Questions) {
		require.Contains(t, string(src), "// "+verdict.QuestionNames[q]+"\n")
		require.Contains(t, string(src), "Columns: []ID{"+identifiers(verdict.Columns(q))+"}")
	}
	require.Len(t, nameIn(t, src), 16)
}

// TestModelName: the name changes with any of the constants, and with nothing else.
func TestModelName(t *testing.T) {
	languages := []string{"de", "en"}
	name := nameIn(t, written(t, models(), languages))
	names := map[string]string{name: "unchanged"}
	try := func(what string, languages []string, change func([]fitted)) {
		ms := models()
		change(ms)
		got := nameIn(t, written(t, ms, languages))
		require.NotContains(t, names, got, "%s has the name of %s", what, names[got])
		names[got] = what
	}
	try("languages", []string{"de"}, func([]fitted) {})
	for q := range models() {
		at := func(f func(*fitted)) func([]fitted) { return func(ms []fitted) { f(&ms[q]) } }
		try(fmt.Sprint("yes ", q), languages, at(func(f *fitted) { f.yes++ }))
		try(fmt.Sprint("no ", q), languages, at(func(f *fitted) { f.no++ }))
		try(fmt.Sprint("bias ", q), languages, at(func(f *fitted) { f.model.Bias += 0.0001 }))
		try(fmt.Sprint("mean ", q), languages, at(func(f *fitted) { f.model.Means[0] += 0.0001 }))
		last := len(models()[q].model.Curves) - 1
		try(fmt.Sprint("knot ", q), languages, at(func(f *fitted) { f.model.Curves[last].Knots[1] += 0.0001 }))
		try(fmt.Sprint("rise ", q), languages, at(func(f *fitted) { f.model.Curves[last].Rises[1] -= 0.0001 }))
	}
}

func TestNumber(t *testing.T) {
	require.Equal(t, "0.0000", number(math.Copysign(0, -1)))
	require.Equal(t, "0.0000", number(-0.00001))
	require.Equal(t, "-1.5000", number(-1.5))
	require.Equal(t, "[]float64{}", numbers(nil))
}

// TestRun: the whole way from a table to a model, twice to the same bytes.
func TestRun(t *testing.T) {
	dir := t.TempDir()
	table := filepath.Join(dir, "pairs.tsv.gz")
	f, err := os.Create(table)
	require.NoError(t, err)
	require.NoError(t, features.Write(f, func(yield func(features.Row, error) bool) {
		labels := []string{"near-duplicate", "excerpt", "paraphrase", "same-topic", "unrelated"}
		for i, r := range sample(900) {
			if r.Label != "spun" {
				r.Label = labels[i%len(labels)]
			}
			r.Related = i%3 != 0
			if !yield(r, nil) {
				return
			}
		}
	}))
	require.NoError(t, f.Close())
	var out [2][]byte
	for i := range out {
		var said bytes.Buffer
		name := filepath.Join(dir, fmt.Sprint("model", i, ".go"))
		require.NoError(t, run(&said, name, "", false, []string{table}))
		require.Equal(t, int(verdict.Questions), strings.Count(said.String(), "\n"))
		out[i], err = os.ReadFile(name)
		require.NoError(t, err)
	}
	require.Equal(t, string(out[0]), string(out[1]))
	_, err = parser.ParseFile(token.NewFileSet(), "model.go", out[0], 0)
	require.NoError(t, err)
	require.Contains(t, string(out[0]), `var languages = []string{"en"}`)
}

func TestWilson(t *testing.T) {
	for _, c := range []struct {
		n, of     int
		low, high float64
	}{{0, 10, 0, 0.2775}, {10, 10, 0.7225, 1}, {5, 10, 0.2366, 0.7634}, {1, 1000, 0.0002, 0.0056}, {0, 0, 0, 1}} {
		low, high := wilson(c.n, c.of)
		require.InDelta(t, c.low, low, 1e-4)
		require.InDelta(t, c.high, high, 1e-4)
	}
}
