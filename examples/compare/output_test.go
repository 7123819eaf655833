package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare"
)

// listDir returns the names in a directory.
func listDir(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestOutputFile(t *testing.T) {
	dir := files(t, map[string]string{"a.txt": harbour})
	a, out := filepath.Join(dir, "a.txt"), filepath.Join(dir, "out")
	_, want, _ := runCommand(t, "", a, a)
	status, stdout, stderr := runCommand(t, "", "-o", out, a, a)
	require.Equal(t, 1, status)
	require.Empty(t, stdout+stderr)
	got, err := os.ReadFile(out)
	require.NoError(t, err)
	assert.Equal(t, want, string(got))

	_, stdout, _ = runCommand(t, "", "-o", "-", a, a)
	assert.Equal(t, want, stdout)

	// An error leaves the file alone, and no other behind.
	status, stdout, stderr = runCommand(t, "", "-o", out, a, filepath.Join(dir, "missing"))
	requireError(t, status, stdout, stderr, "missing")
	again, err := os.ReadFile(out)
	require.NoError(t, err)
	assert.Equal(t, got, again)
	assert.Equal(t, []string{"a.txt", "out"}, listDir(t, dir))
}

func TestOutputFileReplaced(t *testing.T) {
	dir := files(t, map[string]string{"a.txt": harbour, "old": "old", "target": "old"})
	a, old, link := filepath.Join(dir, "a.txt"), filepath.Join(dir, "old"), filepath.Join(dir, "link")
	require.NoError(t, os.Chmod(old, 0o640))
	require.NoError(t, os.Symlink("target", link))
	for _, out := range []string{old, link} {
		status, stdout, stderr := runCommand(t, "", "-o", out, a, a)
		require.Equal(t, 1, status)
		require.Empty(t, stdout+stderr)
	}
	info, err := os.Stat(old)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o640), info.Mode())
	linked, err := os.Readlink(link)
	require.NoError(t, err)
	assert.Equal(t, "target", linked)
	for _, name := range []string{"old", "target"} {
		text, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		assert.Contains(t, string(text), "identical")
	}
	assert.Equal(t, []string{"a.txt", "link", "old", "target"}, listDir(t, dir))
}

func TestOutputFileErrors(t *testing.T) {
	dir := files(t, map[string]string{"a.txt": harbour})
	a := filepath.Join(dir, "a.txt")
	require.NoError(t, os.Symlink("a.txt", filepath.Join(dir, "link")))
	for _, c := range []struct{ name, out, want string }{
		{"directory", dir, "is a directory"},
		{"no such directory", filepath.Join(dir, "x", "out"), "no such file or directory"},
		{"input", a, "-o would overwrite the input"},
		{"link to an input", filepath.Join(dir, "link"), "-o would overwrite the input"},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, stdout, stderr := runCommand(t, "", "-o", c.out, a, a)
			requireError(t, status, stdout, stderr, c.want)
			assert.Equal(t, []string{"a.txt", "link"}, listDir(t, dir))
		})
	}
	text, err := os.ReadFile(a)
	require.NoError(t, err)
	assert.Equal(t, harbour, string(text))
}

func TestOutputDevice(t *testing.T) {
	if _, err := os.Stat(os.DevNull); err != nil {
		t.Skip(err)
	}
	a := filepath.Join(files(t, map[string]string{"a.txt": harbour}), "a.txt")
	status, stdout, stderr := runCommand(t, "", "-o", os.DevNull, a, a)
	assert.Equal(t, 1, status)
	assert.Empty(t, stdout+stderr)
	info, err := os.Stat(os.DevNull)
	require.NoError(t, err)
	assert.False(t, info.Mode().IsRegular())
}

func TestStyleFor(t *testing.T) {
	assert.Equal(t, compare.Style{}, styleFor(io.Discard))
	file, err := os.Create(filepath.Join(t.TempDir(), "file"))
	require.NoError(t, err)
	defer file.Close()
	assert.Equal(t, compare.Style{}, styleFor(file))

	// The controlling side of a pseudo-terminal counts as a terminal on Linux.
	terminal, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skip(err)
	}
	defer terminal.Close()
	for _, c := range []struct {
		noColor, term string
		want          bool
	}{
		{"", "xterm", true},
		{"", "dumb", false},
		{"1", "xterm", false},
		{"0", "xterm", false},
	} {
		t.Setenv("NO_COLOR", c.noColor)
		t.Setenv("TERM", c.term)
		assert.Equal(t, c.want, styleFor(terminal).Color, "%+v", c)
	}
}

// TestNoEscapes checks that what is not a terminal gets no escape sequences,
// whatever stands in the texts.
func TestNoEscapes(t *testing.T) {
	t.Setenv("NO_COLOR", "")
	t.Setenv("TERM", "xterm")
	text := strings.ReplaceAll(harbour, " ", " \x1b[31m\a")
	a := filepath.Join(files(t, map[string]string{"a.txt": harbour}), "a.txt")
	_, stdout, _ := runCommand(t, text, a, "-")
	assert.NotContains(t, stdout, "\x1b")
	assert.NotContains(t, stdout, "\a")
}
