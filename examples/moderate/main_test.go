package main

import (
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/memstore"
)

// TestHelp: what -h prints is what the package comment shows.
func TestHelp(t *testing.T) {
	f, err := parser.ParseFile(token.NewFileSet(), "main.go", nil, parser.ParseComments|parser.PackageClauseOnly)
	require.NoError(t, err)
	for _, flag := range []string{"-h", "-help", "--help"} {
		status, stdout, stderr := runCommand(t, "", flag)
		assert.Equal(t, 0, status)
		assert.Empty(t, stderr)
		assert.Contains(t, f.Doc.Text(), "\t"+strings.ReplaceAll(strings.ReplaceAll(strings.TrimSpace(stdout), "\n", "\n\t"), "\n\t\n", "\n\n"))
	}
}

// TestVersion: -version prints model and scheme of the corpus, and needs no other argument.
func TestVersion(t *testing.T) {
	status, stdout, stderr := runCommand(t, "", "-version")
	assert.Equal(t, 0, status)
	assert.Empty(t, stderr)
	assert.Regexp(t, `^moderate \S+\nmodule +\S+\ncommit +\S.*\ngo +go1\.\S+ \w+/\w+\n`, stdout)
	c, err := corpus.New(t.Context(), new(memstore.Store), corpus.Settings{})
	require.NoError(t, err)
	assert.Contains(t, stdout, "\nmodel    "+compare.Model+"\n")
	assert.True(t, strings.HasSuffix(stdout, "\ncorpus   "+c.Scheme()+"\n"), stdout)
}

func TestBadSettings(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"-nonsense", "-nonsense"},
		{"-mode x", `-mode "x": the modes are check, add and check-add`},
		{"-http :0 -mode add", "a service stores with PUT"},
		{"-http :0 feed.jsonl", "there are no FILEs"},
		{"-http nowhere", "nowhere"},
		{"feed.jsonl -top 3", "flags go before the names"},
		{"-top -1", "-top must be from 0 to 1000"},
		{"-candidates 1001", "-candidates must be from 1 to 1000"},
		{"-candidates 0", "-candidates must be from 1 to 1000, not 0"},
		{"-max-bytes 0", "-max-bytes must be from 1 to 16777216, not 0"},
		{"-http :0 -max-bytes 0", "-max-bytes must be from 1 to 16777216, not 0"},
		{"-max-bytes 16777217", "-max-bytes must be from 1 to 16777216"},
		{"-concurrency 0", "-concurrency must be from 1"},
		{"-queue -1", "-queue must be from 0"},
		{"-timeout 0s", "-timeout must be more than 0"},
		{"-expire -1s", "-expire must be 0 or more"},
		{"-lang xx", "the languages are"},
		{"-policy missing.json", "-policy: missing.json: no such file"},
		{"-store disk", `-store "disk"`},
		{"-store pebble:", `-store "pebble"`},
		{"-store mysql://user:secret@host/", `-store "mysql"`},
		{"-store postgres://user:secret@127.0.0.1:1/x?connect_timeout=1", "failed to connect"},
		{"-store postgres://user:secret%zz@x", "cannot parse"},
	} {
		status, stdout, stderr := runCommand(t, "", strings.Fields(c.args)...)
		assert.Empty(t, stdout)
		requireError(t, status, stderr, c.want)
		assert.NotContains(t, stderr, "secret")
	}
}

// TestReindex: a store that was filled with another setting is refused, until
// its texts are indexed anew.
func TestReindex(t *testing.T) {
	store := "-store=pebble:" + t.TempDir()
	status, _, stderr := runCommand(t, madeLine(1), store, "-lang=en")
	require.Equal(t, 0, status, stderr)
	check := strings.Replace(madeLine(1), `"1"`, `"2"`, 1)
	status, _, stderr = runCommand(t, check, store, "-lang=none")
	requireError(t, status, stderr, "-reindex makes it anew")
	status, stdout, stderr := runCommand(t, check, store, "-lang=none", "-reindex", "-mode=check")
	require.Equal(t, 0, status, stderr)
	require.Contains(t, stdout, `"verdict":"identical"`)
}
