package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus/pebblestore"
)

// runWith runs the command and returns what it wrote.
func runWith(t *testing.T, stdin string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, err strings.Builder
	status = run(t.Context(), args, strings.NewReader(stdin), &out, &err)
	return status, out.String(), err.String()
}

// A store is verified and copied; a damaged one is said to be, by lines, and not
// copied.
func TestKeep(t *testing.T) {
	dir := t.TempDir()
	store, copied := filepath.Join(dir, "store"), filepath.Join(dir, "copy")
	var lines strings.Builder
	for i := range uint64(200) { // of several blocks
		lines.WriteString(madeLine(i))
	}
	status, _, stderr := runWith(t, lines.String(), "-store=pebble:"+store, "-mode=add")
	require.Zero(t, status, stderr)
	status, stdout, stderr := runWith(t, "", "-store=pebble:"+store, "-verify", "-backup="+copied)
	require.Zero(t, status, stderr)
	require.Empty(t, stdout)
	s, err := pebblestore.Open(copied, pebblestore.Settings{})
	require.NoError(t, err)
	n, err := s.Count(t.Context(), "")
	require.NoError(t, err)
	require.Equal(t, 200, n)
	require.NoError(t, s.Close())

	status, _, stderr = runWith(t, "", "-store=pebble:"+store, "-backup="+copied)
	requireError(t, status, stderr, "exist")
	tables, err := filepath.Glob(filepath.Join(copied, "*.sst"))
	require.NoError(t, err)
	require.NotEmpty(t, tables)
	var largest []byte
	var name string
	for _, table := range tables {
		if b, err := os.ReadFile(table); err == nil && len(b) > len(largest) {
			largest, name = b, table
		}
	}
	largest[len(largest)/3] ^= 4
	require.NoError(t, os.Remove(name)) // its second name is the store's
	require.NoError(t, os.WriteFile(name, largest, 0o600))
	status, stdout, stderr = runWith(t, "", "-store=pebble:"+copied, "-verify", "-backup="+filepath.Join(dir, "third"))
	require.Equal(t, statusBad, status, stderr)
	var f finding
	require.NoError(t, json.Unmarshal([]byte(strings.SplitN(stdout, "\n", 2)[0]), &f))
	require.Equal(t, "damaged", f.Status)
	require.Equal(t, filepath.Base(name), f.File)
	require.NoDirExists(t, filepath.Join(dir, "third"))
}

func TestKeepRefused(t *testing.T) {
	for _, args := range [][]string{
		{"-verify"}, {"-backup=" + t.TempDir() + "/x"}, {"-verify", "-http=127.0.0.1:0"}, {"-verify", "file"},
	} {
		status, _, stderr := runWith(t, "", args...)
		requireError(t, status, stderr, "-verify")
	}
}
