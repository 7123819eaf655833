package imports

import (
	"bytes"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
)

const module = "github.com/palimpsest-go/palimpsest"

// imports returns, for each folder with Go files beside tests, the packages that it
// imports from this repository and from other modules, without those of the
// standard library. Folders are slash paths relative to the root.
func imports(t *testing.T, root string) (own, others map[string][]string) {
	t.Helper()
	own, others = make(map[string][]string), make(map[string][]string)
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (strings.HasPrefix(d.Name(), ".") && name != root || d.Name() == "testdata"):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, filepath.Dir(name))
		if err != nil {
			return err
		}
		dir := filepath.ToSlash(rel)
		if _, ok := own[dir]; !ok {
			own[dir], others[dir] = nil, nil
		}
		for _, spec := range file.Imports {
			p, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			switch {
			case strings.HasPrefix(p, module+"/"):
				own[dir] = append(own[dir], strings.TrimPrefix(p, module+"/"))
			case strings.Contains(strings.SplitN(p, "/", 2)[0], "."):
				others[dir] = append(others[dir], p)
			}
		}
		return nil
	})
	require.NoError(t, err)
	for _, m := range []map[string][]string{own, others} {
		for dir, all := range m {
			slices.Sort(all)
			m[dir] = slices.Compact(all)
		}
	}
	return own, others
}

// A law says for patterns of folders what they may import. A pattern is a folder, or
// a folder with /... for it and all below it.
type law struct {
	rows []row
}

type row struct {
	from string
	may  []string
}

// readLaw reads rows such as "corpus: compare shingle", one a line.
func readLaw(t *testing.T, text []byte) (l law) {
	t.Helper()
	for line := range bytes.Lines(text) {
		s, _, _ := strings.Cut(string(line), "#")
		if s = strings.TrimSpace(s); s == "" {
			continue
		}
		from, may, ok := strings.Cut(s, ":")
		require.True(t, ok, "no colon in %q", s)
		l.rows = append(l.rows, row{strings.TrimSpace(from), strings.Fields(may)})
	}
	return l
}

// matches reports whether a pattern names a package.
func matches(pattern, pkg string) bool {
	if tree, ok := strings.CutSuffix(pattern, "/..."); ok {
		return pkg == tree || strings.HasPrefix(pkg, tree+"/")
	}
	return pattern == pkg
}

// row returns the most exact row for a folder, nil if there is none.
func (l law) row(dir string) *row {
	var best *row
	for i := range l.rows {
		r := &l.rows[i]
		if matches(r.from, dir) && (best == nil || len(strings.TrimSuffix(r.from, "/...")) > len(strings.TrimSuffix(best.from, "/..."))) {
			best = r
		}
	}
	return best
}

func root(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../..")
	require.NoError(t, err)
	_, err = os.Stat(filepath.Join(dir, "go.work"))
	require.NoError(t, err)
	return dir
}

// violations returns what is wrong with imports under a law: those that it does not
// allow, packages that it does not name, and permissions that nobody uses.
func (l law) violations(actual map[string][]string, complete bool) (out []string) {
	used := make(map[string]bool)
	for _, dir := range slices.Sorted(maps.Keys(actual)) {
		r := l.row(dir)
		if complete && r == nil {
			out = append(out, dir+" is not in the law: say there what it may import")
			continue
		}
		for _, p := range actual[dir] {
			i := -1
			if r != nil {
				i = slices.IndexFunc(r.may, func(pattern string) bool { return matches(pattern, p) })
			}
			if i < 0 {
				out = append(out, dir+" imports "+p+", a new arrow: if it points down, add it to the law and say why in the commit")
				continue
			}
			used[r.from+" "+r.may[i]] = true
		}
	}
	for _, r := range l.rows {
		for _, may := range r.may {
			if !used[r.from+" "+may] {
				out = append(out, "nothing in "+r.from+" imports "+may+": take it out of the law")
			}
		}
	}
	return out
}

// TestLaw: what law.txtar says is what is so.
func TestLaw(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/law.txtar")
	require.NoError(t, err)
	require.Len(t, archive.Files, 2)
	own, others := imports(t, root(t))
	for i, actual := range []map[string][]string{own, others} {
		l := readLaw(t, archive.Files[i].Data)
		for _, v := range l.violations(actual, i == 0) {
			t.Errorf("internal/imports/testdata/law.txtar, %s: %s", archive.Files[i].Name, v)
		}
	}
}

// TestViolations breaks a law in each way.
func TestViolations(t *testing.T) {
	l := readLaw(t, []byte("# a comment\na: b c/...\nc/...: d # why\nc/x: e\nb:\nd:\ne:\n"))
	good := func() map[string][]string {
		return map[string][]string{"a": {"b", "c/y"}, "b": nil, "c": {"d"}, "c/y": {"d"}, "c/x": {"e"}, "d": nil, "e": nil}
	}
	require.Empty(t, l.violations(good(), true))
	for want, change := range map[string]func(map[string][]string){
		"b imports a, a new arrow":   func(m map[string][]string) { m["b"] = []string{"a"} },
		"c/x imports d, a new arrow": func(m map[string][]string) { m["c/x"] = []string{"d", "e"} },
		"f is not in the law":        func(m map[string][]string) { m["f"] = nil },
		"nothing in a imports b":     func(m map[string][]string) { m["a"] = []string{"c"} },
		"nothing in c/x imports e":   func(m map[string][]string) { m["c/x"] = nil },
	} {
		m := good()
		change(m)
		got := l.violations(m, true)
		require.Len(t, got, 1, want)
		require.Contains(t, got[0], want)
	}
}

// TestNoCircles: no folder is reached from itself, also where modules would let it.
func TestNoCircles(t *testing.T) {
	own, _ := imports(t, root(t))
	state := make(map[string]int) // 1 on the way, 2 done
	var visit func(dir string, way []string)
	visit = func(dir string, way []string) {
		way = append(way, dir)
		require.NotEqual(t, 1, state[dir], "a circle: %s", strings.Join(way, " → "))
		if state[dir] == 2 {
			return
		}
		state[dir] = 1
		for _, p := range own[dir] {
			visit(path.Clean(p), way)
		}
		state[dir] = 2
	}
	for _, dir := range slices.Sorted(maps.Keys(own)) {
		visit(dir, nil)
	}
}

// TestFace: the front of compare stays small enough to read at a sitting.
func TestFace(t *testing.T) {
	entries, err := os.ReadDir(filepath.Join(root(t), "compare"))
	require.NoError(t, err)
	var files []string
	for _, e := range entries {
		if name := e.Name(); strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			files = append(files, name)
		}
	}
	require.LessOrEqual(t, len(files), 12, "%v", files)
}
