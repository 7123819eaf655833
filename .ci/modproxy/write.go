package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"
	"golang.org/x/mod/sumdb/dirhash"
	"golang.org/x/mod/zip"
)

// write writes a module into the folder of a proxy and returns the checksum of its zip.
func (r *release) write(proxy string, m member) (sum string, err error) {
	escaped, err := module.EscapePath(m.path)
	if err != nil {
		return "", err
	}
	dir := filepath.Join(proxy, filepath.FromSlash(escaped), "@v")
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return "", err
	}
	base := filepath.Join(dir, r.version)
	if err := r.zip(base+".zip", m); err != nil {
		return "", err
	}
	info, err := json.Marshal(struct {
		Version string
		Time    time.Time
	}{r.version, r.time.UTC()})
	if err != nil {
		return "", err
	}
	if err := errors.Join(
		os.WriteFile(base+".info", append(info, '\n'), 0o666),
		os.WriteFile(base+".mod", m.goMod, 0o666),
		addLine(filepath.Join(dir, "list"), r.version)); err != nil {
		return "", err
	}
	return dirhash.HashZip(base+".zip", dirhash.Hash1)
}

// zip writes the zip of a module.
func (r *release) zip(name string, m member) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	folder := m.folder
	if folder == "." {
		folder = ""
	}
	err = zip.CreateFromVCS(f, module.Version{Path: m.path, Version: r.version}, r.repository, "HEAD", folder)
	return errors.Join(err, f.Close())
}

// addLine adds a version to the list of those that a proxy has, in ascending order.
func addLine(name, version string) error {
	data, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	versions := strings.Fields(string(data))
	if !slices.Contains(versions, version) {
		versions = append(versions, version)
	}
	semver.Sort(versions)
	return os.WriteFile(name, []byte(strings.Join(versions, "\n")+"\n"), 0o666)
}
