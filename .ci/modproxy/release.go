package main

import (
	"fmt"
	"os/exec"
	"path"
	"strings"
	"time"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"
)

// A release is what is written: modules of one commit, all in one version.
type release struct {
	repository string
	version    string
	time       time.Time // of the commit
	modules    []member
}

// A member is a module of a release.
type member struct {
	path   string
	folder string // slash path relative to the repository; "." is the root
	goMod  []byte
}

// read reads the modules of the commit that is HEAD, and checks what they require of each other.
func read(repository, version string, folders []string) (*release, error) {
	if module.CanonicalVersion(version) != version || semver.Build(version) != "" {
		return nil, fmt.Errorf("%q is no semantic version such as v1.2.3 or v1.2.3-rc.1", version)
	}
	r := &release{repository: repository, version: version}
	written, err := r.git("show", "-s", "--format=%cI", "HEAD")
	if err != nil {
		return nil, err
	}
	if r.time, err = time.Parse(time.RFC3339, strings.TrimSpace(string(written))); err != nil {
		return nil, err
	}
	var files []*modfile.File
	for _, folder := range folders {
		folder = path.Clean(folder)
		name := path.Join(folder, "go.mod")
		data, err := r.git("show", "HEAD:"+name)
		if err != nil {
			return nil, err
		}
		file, err := modfile.Parse(name, data, nil)
		if err != nil {
			return nil, err
		}
		if file.Module == nil {
			return nil, fmt.Errorf("%s: no module path", name)
		}
		r.modules = append(r.modules, member{file.Module.Mod.Path, folder, data})
		files = append(files, file)
	}
	return r, r.check(files)
}

// check checks the paths of the modules, and that each requires other modules of the repository
// only as they are written.
func (r *release) check(files []*modfile.File) error {
	root := files[0].Module.Mod.Path
	if r.modules[0].folder != "." {
		return fmt.Errorf("the first module is in %s and not in the root", r.modules[0].folder)
	}
	members := make(map[string]bool)
	for _, m := range r.modules {
		if want := path.Join(root, m.folder); m.path != want {
			return fmt.Errorf("%s/go.mod names the module %s; in this folder it must be %s", m.folder, m.path, want)
		}
		members[m.path] = true
	}
	for _, file := range files {
		for _, q := range file.Require {
			switch of := q.Mod.Path; {
			case of != root && !strings.HasPrefix(of, root+"/"):
			case !members[of]:
				return fmt.Errorf("%s requires %s, which is not released", file.Syntax.Name, of)
			case q.Mod.Version != r.version:
				return fmt.Errorf("%s requires %s, and not %s", file.Syntax.Name, q.Mod, r.version)
			}
		}
	}
	return nil
}

// git returns what a git command in the repository prints.
func (r *release) git(args ...string) ([]byte, error) {
	out, err := exec.Command("git", append([]string{"-C", r.repository}, args...)...).Output()
	if e, ok := err.(*exec.ExitError); ok {
		err = fmt.Errorf("git %s: %w: %s", args[0], err, strings.TrimSpace(string(e.Stderr)))
	}
	return out, err
}
