package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite the output in testdata/stream")

// runCommand runs the command in this process.
func runCommand(t *testing.T, stdin string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs strings.Builder
	status = run(t.Context(), args, strings.NewReader(stdin), &out, &errs)
	return status, out.String(), errs.String()
}

// TestStream runs the cases of testdata/stream. A case is an archive: a comment
// that says what it is about; the arguments, if any; files that these name;
// what is read from standard input; then what is to come out, on either stream,
// and the exit status. These go test -update writes.
func TestStream(t *testing.T) {
	names, err := filepath.Glob("testdata/stream/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, names)
	here, err := os.Getwd()
	require.NoError(t, err)
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			name := filepath.Join(here, name)
			a, err := txtar.ParseFile(name)
			require.NoError(t, err)
			require.NotEmpty(t, a.Comment, "no word on what this is about")
			t.Chdir(t.TempDir())
			var args, stdin string
			var want []txtar.File
			for _, f := range a.Files {
				switch f.Name {
				case "args":
					args = string(f.Data)
				case "stdin":
					stdin = string(f.Data)
				case "stdout", "stderr", "status":
					want = append(want, f)
				default:
					require.NoError(t, os.WriteFile(f.Name, f.Data, 0o666))
				}
			}
			status, stdout, stderr := runCommand(t, stdin, strings.Fields(args)...)
			got := []txtar.File{
				{Name: "stdout", Data: []byte(stdout)},
				{Name: "stderr", Data: []byte(stderr)},
				{Name: "status", Data: fmt.Appendln(nil, status)},
			}
			got = slices.DeleteFunc(got, func(f txtar.File) bool { return len(f.Data) == 0 })
			if *update {
				a.Files = append(a.Files[:len(a.Files)-len(want)], got...)
				require.NoError(t, os.WriteFile(name, txtar.Format(a), 0o666))
				return
			}
			assert.Equal(t, string(txtar.Format(&txtar.Archive{Files: want})), string(txtar.Format(&txtar.Archive{Files: got})),
				"go test -run TestStream -update rewrites what is expected")
			if status != statusError {
				assert.Equal(t, strings.Count(stdin, "\n"), strings.Count(stdout, "\n")-extraLines(args), "lines")
			}
		})
	}
}

// extraLines returns how many lines of files come out beside those of stdin.
func extraLines(args string) (n int) {
	for _, name := range strings.Fields(args) {
		if data, err := os.ReadFile(name); err == nil && strings.HasSuffix(name, ".jsonl") {
			n += strings.Count(string(data), "\n")
		}
	}
	return n
}
