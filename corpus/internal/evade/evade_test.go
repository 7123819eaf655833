package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite testdata/table.txt")

// pairsOf reads pairs of testdata/pairs.
func pairsOf(t *testing.T, names ...string) (pairs []pair) {
	for _, name := range names {
		a, err := txtar.ParseFile(filepath.Join("../../../testdata/pairs", name+".txtar"))
		require.NoError(t, err)
		pairs = append(pairs, pair{string(a.Files[0].Data), string(a.Files[1].Data)})
	}
	return pairs
}

// every is of how many evasions the test measures one. The program measures all.
const every = 9

// TestTable measures a part of the evasions on texts of this repository. Testdata/table.txt
// lists what comes of it, for people to read. A row that loses more than it may fails.
func TestTable(t *testing.T) {
	m, err := newMeasurement(t.Context(), pairsOf(t, "news-spun-medium", "science-spun-medium", "tutorial-spun-medium"), nil, 2)
	require.NoError(t, err)
	var list []evasion
	for i, e := range all() {
		if i%every == 0 {
			list = append(list, e)
		}
	}
	rows, err := m.rows(t.Context(), list)
	require.NoError(t, err)
	require.Equal(t, 2, rows[0].spun.found, "texts as they are")
	require.Equal(t, 2, rows[0].copies.found, "texts as they are")
	var b bytes.Buffer
	require.NoError(t, writeTable(&b, rows, nil))
	const name = "testdata/table.txt"
	if *update {
		require.NoError(t, os.WriteFile(name, b.Bytes(), 0o666))
	}
	want, err := os.ReadFile(name)
	require.NoError(t, err)
	require.Equal(t, string(want), b.String(), "run go test ./corpus/internal/evade -update and look at what changed")
	for _, r := range rows {
		require.NotEqual(t, "!", r.mark(rows[0]), "%s lost more than it may", r.key())
		require.Zero(t, r.copies.wrong, "a disguised copy is no spun text: %s", r.name)
	}
}

// TestEvasions: every evasion has a name of its own, changes a text, makes text, and does
// the same when it is asked again.
func TestEvasions(t *testing.T) {
	p := pairsOf(t, "news-spun-medium")[0]
	seen := make(map[string]bool)
	for _, e := range all() {
		require.False(t, seen[e.id()], e.id())
		seen[e.id()] = true
		for _, rate := range e.ratesOf() {
			text := e.evade(p.source, p.suspect, rate, 3)
			require.Equal(t, text, e.evade(p.source, p.suspect, rate, 3), e.id())
			require.NotEmpty(t, strings.TrimSpace(text), e.id())
			if !slices.Contains([]string{"encoded/mojibake-latin1-as-utf8", "encoded/mojibake-left-out"}, e.id()) {
				require.True(t, utf8.ValidString(text), e.id())
			}
		}
	}
	require.Greater(t, len(seen), 300)
}

// TestReadTable: a table that was written is read as it was.
func TestReadTable(t *testing.T) {
	rows := []row{{name: "as/they-are", rate: 1, spun: count{4, 4, 0, 4, 1}, copies: count{4, 3, 1, 4, 0}}, {name: "a/b", rate: 0.25, spun: count{4, 1, 0, 2, 4}, copies: count{4, 4, 0, 4, 4}}}
	var b bytes.Buffer
	require.NoError(t, writeTable(&b, rows, nil))
	require.Contains(t, b.String(), "! a/b", "half of what was found is lost")
	name := filepath.Join(t.TempDir(), "table")
	require.NoError(t, os.WriteFile(name, b.Bytes(), 0o666))
	got, err := readTable(name)
	require.NoError(t, err)
	require.Equal(t, map[string]row{rows[0].key(): rows[0], rows[1].key(): rows[1]}, got)
	b.Reset()
	require.NoError(t, writeTable(&b, rows, got))
	require.Contains(t, b.String(), "2→2")
}
