package command

import (
	"cmp"
	"crypto/rand"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// ReplaceFile replaces the content of the named file with what write writes. The
// file is replaced entirely or not at all: the content goes to a new file beside
// it, which is then renamed. A file that exists keeps its permissions, and a
// symbolic link keeps its target. A device or a pipe is written to directly. Errors
// name the file.
func ReplaceFile(name string, write func(io.Writer) error) error {
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target
	}
	mode := fs.FileMode(0o666) // before umask
	old, err := os.Stat(name)
	switch {
	case err != nil:
	case old.Mode().IsRegular():
		mode = old.Mode().Perm()
	case !old.IsDir():
		return Named(name, writeTo(name, os.O_WRONLY, 0, write))
	default:
		return fmt.Errorf("%s is a directory", name)
	}
	temporary := filepath.Join(filepath.Dir(name), "."+filepath.Base(name)+"-"+rand.Text())
	err = writeTo(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode, write)
	if err == nil && old != nil {
		err = os.Chmod(temporary, mode) // umask may have removed some bits
	}
	if err == nil {
		err = os.Rename(temporary, name)
	}
	if err != nil {
		os.Remove(temporary) // it may not exist
	}
	return Named(name, err)
}

// writeTo opens the named file and calls write on it.
func writeTo(name string, flag int, mode fs.FileMode, write func(io.Writer) error) error {
	f, err := os.OpenFile(name, flag, mode)
	if err != nil {
		return err
	}
	return cmp.Or(write(f), f.Close())
}
