// Package examples_test runs what README.md and the pages in docs show.
package examples_test

import (
	"context"
	"flag"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite the outputs that README.md and the pages in docs show")

const root = ".." // of the repository, seen from here

var (
	fence    = regexp.MustCompile("(?ms)^```(\\w*)\n(.*?)^```$")
	codeSpan = regexp.MustCompile("`([^`\n]+)`")
	link     = regexp.MustCompile(`\]\(([^)#]+)`)
)

// pages are those whose commands are run and whose links must hold.
var pages = []string{"README.md", "CONTRIBUTING.md", "SECURITY.md", "docs/ACCURACY.md", "docs/CODES.md", "docs/SPEED.md", "docs/FITTING.md",
	"docs/RELEASE.md", "docs/SQL.md"}

// TestOutputs runs the commands (blocks marked sh) and the programs (marked go)
// of the pages. What they print must be what the next block shows, if that is
// marked text; if it is not, they must succeed. Commands that begin with go test
// are left to .ci/run, which would otherwise be run by itself. So are commands of
// other modules, unless PALIMPSEST_MODULES is set: whoever tests this module need
// not build them.
func TestOutputs(t *testing.T) {
	touchFolders(t)
	ran := 0
	for _, name := range pages {
		page := readFile(t, name)
		rewritten, n := runPage(t, name, page)
		ran += n
		if *update && rewritten != page {
			require.NoError(t, os.WriteFile(filepath.Join(root, name), []byte(rewritten), 0o666))
		}
	}
	require.GreaterOrEqual(t, ran, 4, "blocks that were run")
}

// runPage runs what a page shows. It returns the page with the outputs as they are
// now, and how many blocks it ran.
func runPage(t *testing.T, name, page string) (string, int) {
	t.Helper()
	var rewritten strings.Builder
	blocks := fence.FindAllStringSubmatchIndex(page, -1)
	copied, ran := 0, 0
	for i, b := range blocks {
		var output string
		var err error
		switch body := page[b[4]:b[5]]; page[b[2]:b[3]] {
		case "sh":
			if strings.HasPrefix(body, "go test") {
				continue
			}
			if !*update && os.Getenv("PALIMPSEST_MODULES") == "" && otherModule(body) {
				continue
			}
			output, err = runCommands(t, body)
		case "go":
			output, err = runProgram(t, body)
		default:
			continue
		}
		ran++
		if i+1 == len(blocks) || page[blocks[i+1][2]:blocks[i+1][3]] != "text" {
			assert.NoError(t, err, output)
			continue
		}
		start, end := blocks[i+1][4], blocks[i+1][5]
		rewritten.WriteString(page[copied:start] + output)
		copied = end
		if !*update {
			assert.Equal(t, page[start:end], output, "%s: go test ./examples -update rewrites what the page shows", name)
		}
	}
	return rewritten.String() + page[copied:], ran
}

// TestNames checks that the files and folders that the pages name exist, but for those
// that FITTING.md says how to make.
func TestNames(t *testing.T) {
	for _, page := range pages {
		if page != "docs/FITTING.md" {
			assertNames(t, page, readFile(t, page))
		}
	}
}

// assertNames checks the names in the commands, code spans and links of a page. Links
// are relative to the page, other names to the root of the repository.
func assertNames(t *testing.T, page, text string) {
	t.Helper()
	var names []string
	for _, b := range fence.FindAllStringSubmatch(text, -1) {
		if b[1] == "sh" {
			names = append(names, strings.Fields(b[2])...)
		}
	}
	prose := fence.ReplaceAllString(text, "")
	for _, span := range codeSpan.FindAllStringSubmatch(prose, -1) {
		names = append(names, strings.Fields(span[1])...)
	}
	checked := 0
	for _, name := range names {
		if isFile(name) {
			checked++
			assertExists(t, page, name)
		}
	}
	for _, target := range link.FindAllStringSubmatch(prose, -1) {
		if !strings.Contains(target[1], "://") {
			checked++
			assertExists(t, page, path.Join(path.Dir(page), target[1]))
		}
	}
	if page == "README.md" {
		require.Greater(t, checked, 10)
	}
}

// TestReadmeLength keeps README.md short: what is longer stands in docs.
func TestReadmeLength(t *testing.T) {
	const most = 1200
	assert.LessOrEqual(t, len(strings.Fields(readFile(t, "README.md"))), most)
}

// TestNewsFiles checks that the plain files in testdata/news are sections of
// the pair they were copied from.
func TestNewsFiles(t *testing.T) {
	pair := readFile(t, "testdata/pairs/news-spun-medium.txtar")
	_, source, _ := strings.Cut(pair, "-- source --\n")
	source, suspect, _ := strings.Cut(source, "-- suspect --\n")
	suspect, _, found := strings.Cut(suspect, "-- want --\n")
	require.True(t, found)
	assert.Equal(t, source, readFile(t, "testdata/news/source.txt"))
	assert.Equal(t, suspect, readFile(t, "testdata/news/suspect.txt"))
}

// touchFolders lists every folder of the repository. go test reuses the result
// of a test until a file or folder that it opened changes, and does not see what
// the commands open that the test starts.
func touchFolders(t *testing.T) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == ".git" {
			return filepath.SkipDir
		}
		return err
	})
	require.NoError(t, err)
}

// isFile reports whether a word of a command or of a code span names a file or
// a folder of the repository. Module paths, package patterns and versions do
// not.
func isFile(word string) bool {
	if strings.Contains(word, "...") || strings.Contains(word, "@") {
		return false
	}
	first, _, slash := strings.Cut(word, "/")
	if slash {
		return strings.LastIndex(first, ".") <= 0
	}
	return filepath.Ext(word) == ".md" || filepath.Ext(word) == ".txt"
}

func assertExists(t *testing.T, page, name string) {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(name)))
	assert.NoError(t, err)
	assert.NotEmpty(t, found, "%s names %s", page, name)
}

// runCommands returns what the commands print, one a line and without a shell.
// The error is that of the last one that fails.
func runCommands(t *testing.T, commands string) (output string, err error) {
	t.Helper()
	for line := range strings.Lines(commands) {
		out, e := run(t.Context(), strings.Fields(line)...)
		output += out
		if e != nil {
			err = e
		}
	}
	return output, err
}

// otherModule reports whether a command names a folder with a go.mod of its own.
func otherModule(command string) bool {
	for _, word := range strings.Fields(command) {
		if folder, ok := strings.CutPrefix(word, "./"); ok {
			if _, err := os.Stat(filepath.Join(root, filepath.FromSlash(folder), "go.mod")); err == nil {
				return true
			}
		}
	}
	return false
}

// runProgram returns what a Go program prints that can import the packages of
// this module.
func runProgram(t *testing.T, program string) (string, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "main.go")
	require.NoError(t, os.WriteFile(file, []byte(program), 0o666))
	return run(t.Context(), "go", "run", file)
}

// run returns what a command prints on both streams, without the news of
// modules that the go command fetches. It is run as from a shell in the root of
// the repository, where go.work makes commands of other modules known, even if
// the test is run without go.work.
func run(ctx context.Context, command ...string) (string, error) {
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Dir = root
	cmd.Env = slices.DeleteFunc(cmd.Environ(), func(v string) bool { return strings.HasPrefix(v, "GOWORK=") })
	out, err := cmd.CombinedOutput()
	var kept strings.Builder
	for line := range strings.Lines(string(out)) {
		if !strings.HasPrefix(line, "go: downloading ") {
			kept.WriteString(line)
		}
	}
	return kept.String(), err
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
	require.NoError(t, err)
	return string(data)
}
