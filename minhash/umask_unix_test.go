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
