package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"cmp"
	"compress/bzip2"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// maxFile is the size in bytes beyond which a file is passed over.
const maxFile = 64 << 20

// A file is a file of an archive, without compression.
type file struct {
	path string // relative to the archive's root, without the ending of a compression
	data []byte
}

// filesOf returns the files of an archive whose paths wanted accepts, in the
// order of their paths. Links are passed over. The checksum is not checked
// again.
func (st *store) filesOf(ctx context.Context, s source, wanted func(path string) bool) ([]file, error) {
	name := st.path(s)
	if _, err := os.Stat(name); err != nil {
		return nil, fmt.Errorf("%s is not in the store (use \"gather fetch\"): %w", s.archive(), err)
	}
	var out []file
	add := func(path string, r io.Reader) error {
		path = strings.TrimPrefix(path, "./")
		plain, open := unpack(path)
		if !wanted(plain) {
			return nil
		}
		r, err := open(r)
		if err != nil {
			return fmt.Errorf("%s: %s: %w", s.archive(), path, err)
		}
		data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
		if err != nil {
			return fmt.Errorf("%s: %s: %w", s.archive(), path, err)
		}
		if len(data) <= maxFile {
			out = append(out, file{plain, data})
		}
		return nil
	}
	var err error
	switch s.registry {
	case "deb":
		err = debFiles(ctx, name, add)
	case "npm":
		err = tgzFiles(name, add)
	case "go":
		err = zipFiles(name, s, add)
	case "apt-list":
		var data []byte
		if data, err = os.ReadFile(name); err == nil {
			out = append(out, file{s.name, data})
		}
	}
	slices.SortStableFunc(out, func(a, b file) int { return cmp.Compare(a.path, b.path) })
	return out, err
}

// unpack returns a path without the ending of a compression, and a function
// that undoes it.
func unpack(path string) (string, func(io.Reader) (io.Reader, error)) {
	switch {
	case strings.HasSuffix(path, ".gz"):
		return strings.TrimSuffix(path, ".gz"), func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) }
	case strings.HasSuffix(path, ".dz"):
		return strings.TrimSuffix(path, ".dz"), func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) }
	case strings.HasSuffix(path, ".bz2"):
		return strings.TrimSuffix(path, ".bz2"), func(r io.Reader) (io.Reader, error) { return bzip2.NewReader(r), nil }
	}
	return path, func(r io.Reader) (io.Reader, error) { return r, nil }
}

// debFiles calls add for the files of a Debian package.
func debFiles(ctx context.Context, name string, add func(string, io.Reader) error) error {
	c := exec.CommandContext(ctx, "dpkg-deb", "--fsys-tarfile", name)
	var stderr bytes.Buffer
	c.Stderr = &stderr
	r, err := c.StdoutPipe()
	if err != nil {
		return err
	}
	if err := c.Start(); err != nil {
		return err
	}
	err = tarFiles(r, add)
	if _, err := io.Copy(io.Discard, r); err != nil { // what follows the end of the tar file
		return err
	}
	if end := c.Wait(); err == nil && end != nil {
		err = fmt.Errorf("dpkg-deb: %w: %s", end, stderr.String())
	}
	return err
}

// tgzFiles calls add for the files of a tar file compressed with gzip.
func tgzFiles(name string, add func(string, io.Reader) error) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	return tarFiles(z, add)
}

// tarFiles calls add for the regular files of a tar file.
func tarFiles(r io.Reader, add func(string, io.Reader) error) error {
	for t := tar.NewReader(r); ; {
		h, err := t.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if h.Typeflag != tar.TypeReg {
			continue
		}
		if err := add(h.Name, t); err != nil {
			return err
		}
	}
}

// zipFiles calls add for the files of a Go module, without the folder of module
// and version that all lie in.
func zipFiles(name string, s source, add func(string, io.Reader) error) error {
	z, err := zip.OpenReader(name)
	if err != nil {
		return err
	}
	defer z.Close()
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return err
		}
		err = add(strings.TrimPrefix(f.Name, s.name+"@"+s.version+"/"), r)
		r.Close()
		if err != nil {
			return err
		}
	}
	return nil
}
