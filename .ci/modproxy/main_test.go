package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/mod/module"
	"golang.org/x/mod/sumdb/dirhash"
	"golang.org/x/mod/zip"
)

const core, store = "example.org/core", "example.org/core/store"

// repository returns a git repository with a core and a nested store, which requires the core in
// a version, in one commit.
func repository(t *testing.T, required string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range map[string]string{
		"go.mod":          "module " + core + "\n\ngo 1.26.0\n",
		"core.go":         "package core\n",
		"LICENSE":         "free\n",
		"store/go.mod":    "module " + store + "\n\ngo 1.26.0\n\nreplace " + core + " => ..\n\nrequire " + core + " " + required + "\n",
		"store/store.go":  "package store\n",
		"store/table.sql": "select 1;\n",
	} {
		name = filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o777))
		require.NoError(t, os.WriteFile(name, []byte(content), 0o666))
	}
	git(t, dir, "init", "-q")
	git(t, dir, "add", "-A")
	git(t, dir, "-c", "user.name=t", "-c", "user.email=t@localhost", "commit", "-qm", "first")
	return dir
}

func git(t *testing.T, dir string, args ...string) {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_COMMITTER_DATE=2026-04-01T10:00:00+02:00")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
}

func TestWrite(t *testing.T) {
	dir, proxy := repository(t, "v0.1.0"), t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "uncommitted.go"), []byte("package core\n"), 0o666))
	r, err := read(dir, "v0.1.0", []string{".", "./store"})
	require.NoError(t, err)
	want := map[string][]string{
		core:  {"LICENSE", "core.go", "go.mod"},
		store: {"LICENSE", "go.mod", "store.go", "table.sql"},
	}
	for _, m := range r.modules {
		sum, err := r.write(proxy, m)
		require.NoError(t, err)
		base := filepath.Join(proxy, filepath.FromSlash(m.path), "@v", "v0.1.0")
		require.Equal(t, `{"Version":"v0.1.0","Time":"2026-04-01T08:00:00Z"}`+"\n", readFile(t, base+".info"))
		require.Equal(t, readFile(t, filepath.Join(dir, m.folder, "go.mod")), readFile(t, base+".mod"))

		unzipped := filepath.Join(t.TempDir(), "m")
		require.NoError(t, zip.Unzip(unzipped, module.Version{Path: m.path, Version: "v0.1.0"}, base+".zip"))
		var names []string
		entries, err := os.ReadDir(unzipped)
		require.NoError(t, err)
		for _, e := range entries {
			names = append(names, e.Name())
		}
		require.Equal(t, want[m.path], names)
		again, err := dirhash.HashDir(unzipped, m.path+"@v0.1.0", dirhash.Hash1)
		require.NoError(t, err)
		require.Equal(t, again, sum)
	}
}

// TestList: versions are added to those that a proxy has.
func TestList(t *testing.T) {
	proxy := t.TempDir()
	for _, version := range []string{"v0.10.0", "v0.9.0", "v0.10.0-rc.1", "v0.9.0"} {
		r, err := read(repository(t, version), version, []string{".", "store"})
		require.NoError(t, err)
		_, err = r.write(proxy, r.modules[1])
		require.NoError(t, err)
	}
	list := readFile(t, filepath.Join(proxy, filepath.FromSlash(store), "@v", "list"))
	require.Equal(t, "v0.9.0\nv0.10.0-rc.1\nv0.10.0\n", list)
}

func TestReadErrors(t *testing.T) {
	for _, c := range []struct {
		name, required, version string
		folders                 []string
		want                    string
	}{
		{"version", "v0.1.0", "0.1.0", []string{"."}, "no semantic version"},
		{"build", "v0.1.0", "v0.1.0+1", []string{"."}, "no semantic version"},
		{"other version", "v0.0.9", "v0.1.0", []string{".", "store"}, "store/go.mod requires example.org/core@v0.0.9, and not v0.1.0"},
		{"root missing", "v0.1.0", "v0.1.0", []string{"store"}, "not in the root"},
		{"no module", "v0.1.0", "v0.1.0", []string{".", "none"}, "git show"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := read(repository(t, c.required), c.version, c.folders)
			require.ErrorContains(t, err, c.want)
		})
	}
}

// TestUnreleased: a module cannot require one that is not written.
func TestUnreleased(t *testing.T) {
	dir := repository(t, "v0.1.0")
	name := filepath.Join(dir, "go.mod")
	require.NoError(t, os.WriteFile(name, []byte(readFile(t, name)+"\nrequire "+store+" v0.1.0\n"), 0o666))
	git(t, dir, "-c", "user.name=t", "-c", "user.email=t@localhost", "commit", "-qam", "second")
	_, err := read(dir, "v0.1.0", []string{"."})
	require.ErrorContains(t, err, "go.mod requires example.org/core/store, which is not released")
}

// TestMisplaced: the go command looks for a module in the folder that its path names.
func TestMisplaced(t *testing.T) {
	dir := repository(t, "v0.1.0")
	git(t, dir, "mv", "store", "shop")
	git(t, dir, "-c", "user.name=t", "-c", "user.email=t@localhost", "commit", "-qam", "second")
	_, err := read(dir, "v0.1.0", []string{".", "shop"})
	require.ErrorContains(t, err, "must be example.org/core/shop")
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	require.NoError(t, err)
	return string(data)
}
