package main

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"go/parser"
	"go/token"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/shingle"
)

var update = flag.Bool("update", false, "rewrite the tables of testdata/tables.txtar")

const pairs = "../../compare/score/testdata/pairs.jsonl"

// runCommand runs the command in this process.
func runCommand(t *testing.T, stdin io.Reader, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs strings.Builder
	status = run(t.Context(), args, stdin, &out, &errs)
	return status, out.String(), errs.String()
}

// requireError checks that a run was an error as the usage promises it.
func requireError(t *testing.T, status int, stdout, stderr, want string) {
	t.Helper()
	require.Equal(t, 2, status)
	require.Empty(t, stdout)
	require.Equal(t, 1, strings.Count(stderr, "\n"), "lines of %q", stderr)
	require.True(t, strings.HasPrefix(stderr, "score: "), "%q", stderr)
	require.Contains(t, stderr, want)
}

func TestTables(t *testing.T) {
	status, want, stderr := runCommand(t, nil, pairs)
	require.Zero(t, status, stderr)
	require.Empty(t, stderr)
	for _, s := range []string{
		"wanted \\ given", "8 of 8 verdicts right", "called spun by mistake", "paraphrase advice ", "rightly called spun",
		"\n≥ 0.95 ", "substitutions", "Brier score", "At a recall of 0.95",
	} {
		require.Contains(t, want, s)
	}
	require.NotContains(t, want, "passages", "none are told")
	require.NotContains(t, want, "\n\n\n")

	data, err := os.ReadFile(pairs)
	require.NoError(t, err)
	packed := filepath.Join(t.TempDir(), "pairs.jsonl.gz")
	f, err := os.Create(packed)
	require.NoError(t, err)
	z := gzip.NewWriter(f)
	_, err = z.Write(data)
	require.NoError(t, errors.Join(err, z.Close(), f.Close()))
	lines := strings.SplitAfter(string(data), "\n")
	part := filepath.Join(t.TempDir(), "part.jsonl")
	require.NoError(t, os.WriteFile(part, []byte(strings.Join(lines[3:], "")), 0o666))
	for _, c := range []struct {
		stdin string
		args  []string
	}{
		{string(data), []string{"-"}},
		{"", []string{packed}},
		{strings.Join(lines[:3], ""), []string{"-workers", "3", part, "-"}},
	} {
		status, got, stderr := runCommand(t, strings.NewReader(c.stdin), c.args...)
		require.Zero(t, status, stderr)
		require.Equal(t, want, got, "%v", c.args)
	}
}

// TestGolden holds the tables for some of testdata/pairs against those of
// testdata/tables.txtar, which names the pairs. A pair is named by its kind, its
// label and what is special, as "essay-near-duplicate-typos".
func TestGolden(t *testing.T) {
	const name = "testdata/tables.txtar"
	golden, err := txtar.ParseFile(name)
	require.NoError(t, err)
	require.Len(t, golden.Files, 2)
	var in strings.Builder
	for id := range strings.FieldsSeq(string(golden.Files[0].Data)) {
		in.WriteString(pairLine(t, id))
	}
	status, stdout, stderr := runCommand(t, strings.NewReader(in.String()), "-threshold", "0,0.9", "-")
	require.Zero(t, status, stderr)
	if *update {
		golden.Files[1].Data = []byte(stdout)
		require.NoError(t, os.WriteFile(name, txtar.Format(golden), 0o666))
		return
	}
	require.Equal(t, string(golden.Files[1].Data), stdout)
}

// pairLine returns a pair of testdata/pairs as a line of input.
func pairLine(t *testing.T, id string) string {
	t.Helper()
	a, err := txtar.ParseFile(filepath.Join("..", "..", "testdata", "pairs", id+".txtar"))
	require.NoError(t, err)
	at := regexp.MustCompile("identical|near-duplicate|excerpt|spun|paraphrase|same-topic|unrelated|insufficient").FindStringIndex(id)
	require.NotNil(t, at, id)
	line, err := json.Marshal(map[string]string{
		"id": id, "label": id[at[0]:at[1]], "kind": id[:at[0]-1],
		"source": string(a.Files[0].Data), "suspect": string(a.Files[1].Data),
	})
	require.NoError(t, err)
	return string(line) + "\n"
}

func TestFlags(t *testing.T) {
	status, stdout, _ := runCommand(t, nil, "-verdict", "unrelated", "-threshold", "0.25, 1", "-lang", "en", pairs)
	require.Zero(t, status)
	require.Contains(t, stdout, "called unrelated by mistake")
	require.Contains(t, stdout, "\n≥ 0.25 ")
	require.NotContains(t, stdout, "≥ 0.5 ")
}

// TestEmpty: a file without pairs gives tables without rows.
func TestEmpty(t *testing.T) {
	status, stdout, stderr := runCommand(t, strings.NewReader(""), "-")
	require.Zero(t, status, stderr)
	require.Contains(t, stdout, "0 of 0 verdicts")
}

func TestErrors(t *testing.T) {
	bad := filepath.Join(t.TempDir(), "bad.jsonl")
	require.NoError(t, os.WriteFile(bad, []byte("\n{}\n"), 0o666))
	for _, c := range []struct {
		args []string
		want string
	}{
		{nil, "a file of pairs is needed"},
		{[]string{"-", "-"}, "only one of the files"},
		{[]string{"-x", pairs}, "-x"},
		{[]string{pairs, "-verdict", "spun"}, "flags go before the names"},
		{[]string{"-verdict", "spam", pairs}, `-verdict: compare: unknown verdict: "spam"`},
		{[]string{"-threshold", "0.5,2", pairs}, `not "2"`},
		{[]string{"-threshold", "NaN", pairs}, `not "NaN"`},
		{[]string{"-threshold", "", pairs}, `not ""`},
		{[]string{"-lang", "xx", pairs}, `-lang "xx"`},
		{[]string{"-workers", "-1", pairs}, "-workers"},
		{[]string{bad}, "score: " + bad + ": line 2: bad pair: no id"},
		{[]string{filepath.Join(t.TempDir(), "none")}, "no such file"},
		{[]string{"-"}, "score: standard input: line 1: bad pair: unexpected end of JSON input\n"},
	} {
		status, stdout, stderr := runCommand(t, strings.NewReader("{"), c.args...)
		requireError(t, status, stdout, stderr, c.want)
	}
}

// TestNotPairs: messages to the user have no Go types, and the command's name once.
func TestNotPairs(t *testing.T) {
	for line, want := range map[string]string{
		"[]":                            "bad pair: not a JSON object",
		`{"id":7}`:                      `bad pair: "id" is of the wrong kind, number`,
		`{"id":"score: 7","source":""}`: "bad pair: score: 7 has no suspect",
		`{"id":"7","source":"","suspect":"","label":"x"}`: `unknown label: "x"`,
	} {
		status, stdout, stderr := runCommand(t, strings.NewReader(line+"\n"), "-")
		requireError(t, status, stdout, stderr, "score: standard input: line 1: "+want+"\n")
	}
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	r, w := io.Pipe()
	defer w.Close()
	var out, errs strings.Builder
	done := make(chan int)
	go func() { done <- run(ctx, []string{"-"}, r, &out, &errs) }()
	cancel()
	requireError(t, <-done, out.String(), errs.String(), "interrupted")
}

type full struct{}

var errFull = errors.New("no space left")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestFullDisk(t *testing.T) {
	for _, args := range [][]string{{pairs}, {"-h"}} {
		var errs strings.Builder
		status := run(t.Context(), args, nil, full{}, &errs)
		requireError(t, status, "", errs.String(), "no space left")
	}
}

// TestUsage: what -h prints stands in the package comment.
func TestUsage(t *testing.T) {
	status, stdout, _ := runCommand(t, nil, "-h")
	require.Zero(t, status)
	f, err := parser.ParseFile(token.NewFileSet(), "main.go", nil, parser.PackageClauseOnly|parser.ParseComments)
	require.NoError(t, err)
	var want strings.Builder
	for line := range strings.Lines(stdout) {
		if line != "\n" {
			want.WriteString("\t")
		}
		want.WriteString(line)
	}
	assert.Contains(t, f.Doc.Text(), want.String())
}

// TestVersion: -version prints what reports record, and needs no other argument.
func TestVersion(t *testing.T) {
	status, stdout, stderr := runCommand(t, nil, "-version")
	assert.Equal(t, 0, status)
	assert.Empty(t, stderr)
	assert.Regexp(t, `^score \S+\nmodule +\S+\ncommit +\S.*\ngo +go1\.\S+ \w+/\w+\n`, stdout)
	r, err := compare.Comparer{Language: shingle.English}.Texts("one text", "another")
	require.NoError(t, err)
	assert.Contains(t, stdout, "\nmodel    "+compare.Model+"\n")
	for _, part := range []string{r.Provenance.Library, r.Provenance.Scheme, r.Provenance.Lexicon} {
		assert.Contains(t, stdout, " "+part+"\n")
	}
}
