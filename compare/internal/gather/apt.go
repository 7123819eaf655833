package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// suite is the release of Debian that packages come from. Its security and
// update suites are left out: their versions change by the week.
const suite = "bookworm"

// aptLanguages are the languages whose package descriptions are read.
const aptLanguages = "en,fr,es,ru,sv,nb,hu,de,it,pt,pt_BR,nl,da"

// apt returns the environment in which apt-get uses its own lists in the store and
// does not touch those of the machine. The first call reads the lists from the
// mirror that the machine is set up for.
func (st *store) apt(ctx context.Context) ([]string, error) {
	dir := filepath.Join(st.dir, "apt")
	conf := filepath.Join(dir, "apt.conf")
	env := []string{"APT_CONFIG=" + conf, "LC_ALL=C.UTF-8"}
	if _, err := os.Stat(filepath.Join(dir, "ready")); err == nil {
		return env, nil
	}
	site, err := mirror(ctx)
	if err != nil {
		return nil, err
	}
	for _, d := range []string{"lists/partial", "archives/partial"} {
		if err := os.MkdirAll(filepath.Join(dir, d), 0o755); err != nil {
			return nil, err
		}
	}
	sources := fmt.Sprintf("deb %s %s main contrib non-free\n", site, suite)
	if err := os.WriteFile(filepath.Join(dir, "sources.list"), []byte(sources), 0o644); err != nil {
		return nil, err
	}
	settings := fmt.Sprintf("Dir::State::lists %q;\nDir::Cache %q;\nDir::Etc::sourcelist %q;\nDir::Etc::sourceparts \"/dev/null\";\nAPT::Sandbox::User \"root\";\n",
		filepath.Join(dir, "lists"), dir, filepath.Join(dir, "sources.list"))
	if err := os.WriteFile(conf, []byte(settings), 0o644); err != nil {
		return nil, err
	}
	// A machine may be set up to read no descriptions. A file named by -c is read
	// after its settings, so it can clear them.
	late := filepath.Join(dir, "languages.conf")
	clear := "#clear Acquire::Languages;\nAcquire::Languages { \"" + strings.ReplaceAll(aptLanguages, ",", "\"; \"") + "\"; };\n"
	if err := os.WriteFile(late, []byte(clear), 0o644); err != nil {
		return nil, err
	}
	args := []string{"update", "-c", late, "-o", "Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false"}
	if _, err := output(ctx, dir, env, "apt-get", args...); err != nil {
		return nil, err
	}
	return env, os.WriteFile(filepath.Join(dir, "ready"), nil, 0o644)
}

// mirror returns the address that the machine gets the suite from.
func mirror(ctx context.Context) (string, error) {
	out, err := output(ctx, ".", nil, "apt-get", "indextargets", "--format", "$(RELEASE) $(SITE)", "Created-By: Packages")
	if err != nil {
		return "", err
	}
	for line := range strings.Lines(string(out)) {
		if release, site, _ := strings.Cut(strings.TrimSpace(line), " "); release == suite {
			return site, nil
		}
	}
	return "", fmt.Errorf("apt-get has no mirror of %s", suite)
}

// lot is how many packages one run of apt-get downloads. A run reads the lists
// again, which takes seconds.
const lot = 50

// debs gets packages with apt-get download, a lot at a time, and returns them by
// the names of their sources. If one package of a lot cannot be had, the lot is
// downloaded one by one, so that the error names it.
func (st *store) debs(ctx context.Context, sources []source, dir string) (map[string]download, error) {
	env, err := st.apt(ctx)
	if err != nil {
		return nil, err
	}
	out := map[string]download{}
	var failed []error
	for some := range slices.Chunk(sources, lot) {
		if _, err := output(ctx, dir, env, "apt-get", specs(some)...); err != nil {
			for _, s := range some {
				if _, err := output(ctx, dir, env, "apt-get", specs([]source{s})...); err != nil {
					failed = append(failed, fmt.Errorf("%s: %w: %w", s.archive(), errGone, err))
				}
			}
		}
		for _, s := range some {
			file, err := only(dir, s.name+"_*.deb")
			if err != nil {
				continue // it failed above
			}
			version, err := output(ctx, dir, env, "dpkg-deb", "-f", file, "Version")
			if err != nil {
				return out, err
			}
			out[s.archive()] = download{file: file, version: string(bytes.TrimSpace(version))}
		}
	}
	return out, errors.Join(failed...)
}

// specs returns the arguments with which apt-get downloads packages.
func specs(sources []source) []string {
	out := []string{"download"}
	for _, s := range sources {
		if s.version == "-" {
			out = append(out, s.name)
		} else {
			out = append(out, s.name+"="+s.version)
		}
	}
	return out
}

// aptList gets a list that apt-get update has read, such as the package
// descriptions in one language, without compression.
func (st *store) aptList(ctx context.Context, s source, dir string) (download, error) {
	env, err := st.apt(ctx)
	if err != nil {
		return download{}, err
	}
	name := strings.ReplaceAll(s.name, "_", "%5f")
	lists := filepath.Join(st.dir, "apt", "lists")
	list, err := only(lists, "*_"+suite+"_main_i18n_"+name)
	if err != nil {
		list, err = only(lists, "*_"+suite+"_main_i18n_"+name+".*") // apt-get keeps some compressed
	}
	if err != nil {
		return download{}, err
	}
	text, err := output(ctx, dir, env, "/usr/lib/apt/apt-helper", "cat-file", list)
	if err != nil {
		return download{}, err
	}
	file := filepath.Join(dir, s.name)
	return download{file: file, version: suite}, os.WriteFile(file, text, 0o644)
}
