package command

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func writing(content string, err error) func(io.Writer) error {
	return func(w io.Writer) error {
		_, werr := io.WriteString(w, content)
		return errors.Join(werr, err)
	}
}

func TestReplaceFile(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "out.txt")
	require.NoError(t, ReplaceFile(name, writing("one", nil)))
	require.NoError(t, os.Chmod(name, 0o640))
	link := filepath.Join(dir, "link")
	require.NoError(t, os.Symlink(name, link))
	require.NoError(t, ReplaceFile(link, writing("two", nil)))

	failed := errors.New("failed")
	err := ReplaceFile(name, writing("half of thr", failed))
	assert.ErrorIs(t, err, failed)
	assert.ErrorContains(t, err, name)

	content, err := os.ReadFile(name)
	require.NoError(t, err)
	assert.Equal(t, "two", string(content))
	info, err := os.Stat(name)
	require.NoError(t, err)
	assert.Equal(t, fs.FileMode(0o640), info.Mode().Perm())
	info, err = os.Lstat(link)
	require.NoError(t, err)
	assert.NotZero(t, info.Mode()&fs.ModeSymlink)

	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, entries, 2, "a temporary file was left")
}

func TestErrorLine(t *testing.T) {
	assert.Equal(t, `dedup: a\nb\x1b: bad`, ErrorLine("dedup", errors.New("a\nb\x1b: bad")))
	assert.Equal(t, `dedup: é\xff\xe9\u200b`+"\ufffd", ErrorLine("dedup", errors.New("é\xff\xe9\u200b\ufffd")))
	assert.Equal(t, "dedup: bad", ErrorLine("dedup", errors.New("dedup: bad")))
}

func TestNamed(t *testing.T) {
	assert.NoError(t, Named("x", nil))
	_, err := os.Open(filepath.Join(t.TempDir(), "none"))
	err = Named("x", err)
	assert.ErrorIs(t, err, fs.ErrNotExist)
	assert.EqualError(t, err, "x: no such file or directory")
}

func TestCheckNames(t *testing.T) {
	assert.NoError(t, checkNames([]string{"a", "-", "./-b"}))
	assert.ErrorContains(t, checkNames([]string{"a", "-b"}), "-b")
}
