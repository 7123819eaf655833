package minhash

import (
	"crypto/rand"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// writeFile writes a file under a temporary name in the same directory, syncs it
// and renames it, so that at any moment there is either the old file or the
// complete new one. An existing file keeps its permissions, and a symbolic link its
// target; a new file has the permissions that the umask leaves.
func writeFile(path string, content io.WriterTo) (err error) {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	mode := os.FileMode(0o666)
	old, err := os.Stat(path)
	if err == nil {
		mode = old.Mode().Perm()
	}
	dir := filepath.Dir(path)
	name := filepath.Join(dir, filepath.Base(path)+"."+rand.Text()+".tmp")
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return fmt.Errorf("minhash: %w", err)
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
			err = fmt.Errorf("minhash: writing %s: %w", path, err)
		}
	}()
	if _, err := content.WriteTo(f); err != nil {
		return err
	}
	if old != nil {
		if err := f.Chmod(mode); err != nil { // the umask may have removed some bits
			return err
		}
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	return syncDir(dir)
}

// syncDir makes the new name durable. Some systems cannot sync a directory; the
// name exists all the same.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return nil
	}
	_ = d.Sync()
	return d.Close()
}

// readFile calls read with an open file.
func readFile[T any](path string, read func(io.Reader) (T, error)) (T, error) {
	f, err := os.Open(path)
	if err != nil {
		var none T
		return none, fmt.Errorf("minhash: %w", err)
	}
	defer f.Close()
	v, err := read(f)
	if err != nil {
		return v, fmt.Errorf("%s: %w", path, err)
	}
	return v, nil
}
