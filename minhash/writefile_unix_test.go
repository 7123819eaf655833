//go:build unix

package minhash

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// A new file has the permissions that the umask leaves, an old one keeps its own.
func TestWriteFileUmask(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0o027))
	path := filepath.Join(t.TempDir(), "file")
	for _, want := range []os.FileMode{0o640, 0o606} {
		require.NoError(t, tinyIndex(t).WriteFile(path))
		info, err := os.Stat(path)
		require.NoError(t, err)
		require.Equal(t, want, info.Mode().Perm())
		require.NoError(t, os.Chmod(path, 0o606))
	}
}

// A symbolic link keeps its target, which is what is replaced.
func TestWriteFileThroughLink(t *testing.T) {
	dir := t.TempDir()
	path, link := filepath.Join(dir, "file"), filepath.Join(dir, "link")
	require.NoError(t, os.WriteFile(path, nil, 0o600))
	require.NoError(t, os.Symlink("file", link))
	require.NoError(t, tinyIndex(t).WriteFile(link))
	target, err := os.Readlink(link)
	require.NoError(t, err)
	require.Equal(t, "file", target)
	_, err = ReadIndexFile(path)
	require.NoError(t, err)
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, entries, 2)
}
