package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

var (
	// errChecksum is wrapped by the error for an archive that is not the one listed.
	errChecksum = errors.New("the archive is not the one listed")
	// errGone is wrapped by the error for an archive that the registry does not
	// give. Debian's mirrors drop a version when a point release replaces it.
	errGone = errors.New("the registry does not give this version (use \"gather pin\" to move to the present one)")
)

// A store is a folder of archives.
type store struct {
	dir string // absolute
}

// path returns where the archive of a source is kept. The name holds the
// checksum, so that an archive of another version is never taken for it.
func (st *store) path(s source) string {
	name := strings.NewReplacer("/", "_", "@", "").Replace(s.name)
	return filepath.Join(st.dir, "archives", s.registry, name+"-"+s.sha256[:min(16, len(s.sha256))])
}

// fetch downloads the archives that the store lacks. The error names all that
// could not be had or are not the ones listed.
func (st *store) fetch(ctx context.Context, sources []source) error {
	var failed []error
	err := st.get(ctx, sources, func(s source, got download) error {
		if got.sha256 != s.sha256 {
			failed = append(failed, fmt.Errorf("%s: %w: its SHA-256 is %s", s.archive(), errChecksum, got.sha256))
			return nil
		}
		return st.keep(s, got.file)
	})
	return errors.Join(errors.Join(failed...), err)
}

// get downloads the archives that the store lacks, each once, and calls have
// for each. It goes on after an archive that cannot be had; the error names them
// all.
func (st *store) get(ctx context.Context, sources []source, have func(source, download) error) error {
	dir := filepath.Join(st.dir, "incoming")
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	var debs, others []source
	done := map[string]bool{}
	for _, s := range sources {
		if _, err := os.Stat(st.path(s)); err == nil || done[s.archive()] {
			continue
		}
		done[s.archive()] = true
		if s.registry == "deb" {
			debs = append(debs, s)
		} else {
			others = append(others, s)
		}
	}
	var failed []error
	for some := range slices.Chunk(debs, lot) {
		got, err := st.debs(ctx, some, dir)
		failed = append(failed, err)
		for _, s := range some {
			if d, ok := got[s.archive()]; ok {
				if err := checked(s, d, have); err != nil {
					return err
				}
			}
		}
		log.Printf("%d packages downloaded", len(got))
	}
	for i, s := range others {
		d, err := st.other(ctx, s, filepath.Join(dir, strconv.Itoa(i)))
		if err != nil {
			failed = append(failed, fmt.Errorf("%s: %w: %w", s.archive(), errGone, err))
			continue
		}
		if err := checked(s, d, have); err != nil {
			return err
		}
	}
	return errors.Join(failed...)
}

// checked calls have for an archive with its checksum.
func checked(s source, d download, have func(source, download) error) error {
	var err error
	if d.sha256, err = sum(d.file); err != nil {
		return err
	}
	return have(s, d)
}

// other gets an archive that is no Debian package, in a folder of its own.
func (st *store) other(ctx context.Context, s source, dir string) (download, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return download{}, err
	}
	switch s.registry {
	case "npm":
		return npm(ctx, s, dir)
	case "go":
		return goModule(ctx, s, dir)
	}
	return st.aptList(ctx, s, dir)
}

// keep moves a file to the place of the archive of s.
func (st *store) keep(s source, file string) error {
	to := st.path(s)
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	return os.Rename(file, to)
}

// A download is an archive that came from a registry.
type download struct {
	file    string
	version string
	sha256  string
}

// sum returns the SHA-256 of a file in hexadecimal.
func sum(file string) (string, error) {
	f, err := os.Open(file)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// only returns the one file of a folder that matches a pattern.
func only(dir, pattern string) (string, error) {
	files, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil {
		return "", err
	}
	if len(files) != 1 {
		return "", fmt.Errorf("%d files %s in place of one", len(files), pattern)
	}
	return files[0], nil
}

// npm gets a package with npm pack.
func npm(ctx context.Context, s source, dir string) (download, error) {
	spec := s.name
	if s.version != "-" {
		spec += "@" + s.version
	}
	out, err := output(ctx, dir, nil, "npm", "pack", "--json", "--ignore-scripts", spec)
	if err != nil {
		return download{}, err
	}
	var packed []struct{ Version string }
	if err := json.Unmarshal(out, &packed); err != nil || len(packed) != 1 {
		return download{}, fmt.Errorf("npm pack said %q: %w", out, err)
	}
	file, err := only(dir, "*.tgz")
	return download{file: file, version: packed[0].Version}, err
}

// goModule gets the zip file of a module with go mod download.
func goModule(ctx context.Context, s source, dir string) (download, error) {
	spec := s.name + "@" + s.version
	if s.version == "-" {
		spec = s.name + "@latest"
	}
	out, err := output(ctx, dir, []string{"GOFLAGS=-modcacherw", "GOMODCACHE=" + filepath.Join(dir, "mod"), "GOWORK=off"},
		"go", "mod", "download", "-json", spec)
	if err != nil {
		return download{}, err
	}
	var m struct{ Zip, Version string }
	if err := json.Unmarshal(out, &m); err != nil {
		return download{}, err
	}
	return download{file: m.Zip, version: m.Version}, nil
}

// output runs a program in a folder and returns what it writes to its standard
// output. The error holds what it writes to its standard error.
func output(ctx context.Context, dir string, env []string, name string, args ...string) ([]byte, error) {
	c := exec.CommandContext(ctx, name, args...)
	c.Dir = dir
	c.Env = append(os.Environ(), env...)
	out, err := c.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		err = fmt.Errorf("%s: %w: %s", name, err, strings.TrimSpace(string(exit.Stderr)))
	}
	return out, err
}
