package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// runCommand runs the command in this process.
func runCommand(t *testing.T, stdin string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	t.Setenv("TMPDIR", t.TempDir())
	var out, errs strings.Builder
	status = run(t.Context(), args, strings.NewReader(stdin), &out, &errs)
	requireEmptyDir(t, os.TempDir())
	return status, out.String(), errs.String()
}

// requireEmptyDir checks that nothing was left in a directory.
func requireEmptyDir(t *testing.T, dir string) {
	t.Helper()
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Empty(t, left)
}

// requireError checks that a run was an error as the usage promises it.
func requireError(t *testing.T, status int, stdout, stderr, want string) {
	t.Helper()
	require.Equal(t, 2, status)
	require.Empty(t, stdout)
	require.Equal(t, 1, strings.Count(stderr, "\n"), "lines of %q", stderr)
	require.True(t, strings.HasSuffix(stderr, "\n"))
	require.True(t, strings.HasPrefix(stderr, "dedup: "), "%q", stderr)
	require.Contains(t, stderr, want)
}

// files writes files into a fresh directory, which it returns.
func files(t *testing.T, contents map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range contents {
		name = filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o777))
		require.NoError(t, os.WriteFile(name, []byte(text), 0o666))
	}
	return dir
}

// zipped compresses s.
func zipped(t *testing.T, s string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := io.WriteString(z, s)
	require.NoError(t, err)
	require.NoError(t, z.Close())
	return b.String()
}

// jsonl returns lines with the ids and texts of the arguments.
func jsonl(idsAndTexts ...string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	for i := 0; i < len(idsAndTexts); i += 2 {
		e.Encode(map[string]string{"id": idsAndTexts[i], "text": idsAndTexts[i+1]})
	}
	return b.String()
}

// brief returns lines of output as "id>of=similarity", without the kept text if
// it is the text itself.
func brief(t *testing.T, stdout string) string {
	t.Helper()
	var b strings.Builder
	for text := range strings.Lines(stdout) {
		l := decodeLine(t, text)
		if b.WriteString(" " + l.ID); !l.Keep {
			b.WriteString(">" + l.Of)
		}
		fmt.Fprintf(&b, "=%.3g", float64(l.Similarity))
	}
	return strings.TrimPrefix(b.String(), " ")
}

func decodeLine(t *testing.T, text string) (l line) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	require.NoError(t, d.Decode(&l))
	require.Equal(t, l.Keep, l.ID == l.Of && !l.Against)
	return l
}

func TestLines(t *testing.T) {
	status, stdout, stderr := runCommand(t, `{"id": "<b> & \"c\"", "text": "one two three four five six"}`+"\n"+
		`{"id": "a", "text": "One, two: three four FIVE six!"}`+"\n"+
		`{"id": "é", "text": "one two three four five"}`, "-threshold=.5", "-")
	require.Equal(t, 0, status)
	require.Empty(t, stderr)
	require.Equal(t, `{"id":"<b> & \"c\"","cluster":"<b> & \"c\"","keep":true,"of":"<b> & \"c\"","similarity":1.0}
{"id":"a","cluster":"<b> & \"c\"","keep":false,"of":"<b> & \"c\"","similarity":1.0}
{"id":"é","cluster":"<b> & \"c\"","keep":false,"of":"<b> & \"c\"","similarity":0.5}
`, stdout)
}

func TestClusters(t *testing.T) {
	const (
		twelve = "a b c d e f g h i j k l"
		eleven = "a b c d e f g h i j k"
	)
	for _, c := range []struct {
		name  string
		args  string
		texts []string
		want  string
	}{
		{"nothing", "", nil, ""},
		{"one", "", []string{"x", twelve}, "x=1"},
		{"equal: the first id is kept", "", []string{"c", twelve, "a", twelve, "b", twelve}, "c>a=1 a=1 b>a=1"},
		{"ids in the order of bytes", "", []string{"é", twelve, "z", twelve, "Z", twelve}, "é>Z=1 z>Z=1 Z=1"},
		{"equal but for marks and case", "", []string{"a", twelve, "b", strings.ToUpper(twelve) + "!"}, "a=1 b>a=1"},
		{"most words are kept", "", []string{"a", eleven, "b", twelve}, "a>b=0.875 b=1"},
		{"most words, not most shingles", "-shingle=1 -threshold=.6",
			[]string{"a", "x y z", "b", "x y x y"}, "a>b=0.667 b=1"},
		{"right at the threshold", "-threshold=.875", []string{"a", eleven, "b", twelve}, "a>b=0.875 b=1"},
		{"right below", "-threshold=.8751", []string{"a", eleven, "b", twelve}, "a=1 b=1"},
		{"shingles of one word", "-shingle=1 -threshold=.75", []string{"a", "x y z", "b", "w z y x"}, "a>b=0.75 b=1"},
		{"a shingle of the default size", "-threshold=.01", []string{"a", "v w x y z", "b", "w x y z v"}, "a=1 b=1"},
		{"threshold one", "-threshold=1", []string{"a", eleven, "b", twelve, "c", eleven}, "a=1 b=1 c>a=1"},
		{"threshold one and words repeated", "-threshold=1 -shingle=1",
			[]string{"a", "x y x", "b", "y x", "c", "z"}, "a=1 b>a=1 c=1"},
		{"a chain", "-shingle=1 -threshold=.5", []string{"a", "p q r s", "b", "q r s t", "c", "r s t u", "d", "s t u v w"},
			"a=1 b>a=0.6 c>d=0.5 d=1"},
		{"a chain with nothing in common at its ends", "-shingle=1 -threshold=.3", []string{"a", "p q", "b", "q r", "c", "r s"},
			"a=1 b>a=0.333 c=1"},
		{"short: words are equal", "", []string{"a", "x y", "b", "X, y.", "c", "x y z", "d", "y x", "e", "x", "f", "x"},
			"a=1 b>a=1 c=1 d=1 e=1 f>e=1"},
		{"short against long", "-threshold=.01", []string{"a", "a b c d", "b", "a b c d e"}, "a=1 b=1"},
		{"empty", "-threshold=.01", []string{"a", "", "b", "", "c", " \n\t", "d", "... — !", "e", "x"}, "a=1 b=1 c=1 d=1 e=1"},
		{"an empty id", "", []string{"", "x", "a", "x"}, "=1 a>=1"},
		{"letters of another script are seen through", "", []string{"a", "one tw\u043e three four five six", "b", "one two three four five six"},
			"a=1 b>a=1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			args := append(strings.Fields(c.args), "-")
			status, stdout, stderr := runCommand(t, jsonl(c.texts...), args...)
			require.Empty(t, stderr)
			require.Equal(t, 0, status)
			assert.Equal(t, c.want, brief(t, stdout))
		})
	}
}

func TestInputs(t *testing.T) {
	const text = "one two three four five six"
	dir := files(t, map[string]string{
		"d/b.txt": text, "d/a/x": text, "d/a/y.md": "other words", "d/B.txt": "",
		"d/utf16": "\xff\xfeo\x00n\x00e\x00", "d/mark": "\xef\xbb\xbfone", "d/latin1": "caf\xe9 caf\xe9",
		"x.jsonl": jsonl("1", text), "y.JSONL.GZ": zipped(t, jsonl("2", text)) + zipped(t, jsonl("3", text)),
	})
	in := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	require.NoError(t, os.Symlink(in("d"), in("link")))
	require.NoError(t, os.Symlink(in("x.jsonl"), in("d/link.txt")))
	const folder = "B.txt=1 a/x=1 a/y.md=1 b.txt>a/x=1 latin1=1 mark=1 utf16>mark=1"
	for _, c := range []struct{ name, stdin, args, want string }{
		{"directory", "", "d", folder},
		{"link to a directory", "", "link/", folder},
		{"folder below", "", "d/a", "x=1 y.md=1"},
		{"lines", "", "x.jsonl", "1=1"},
		{"gzip in two parts", "", "y.JSONL.GZ", "2=1 3>2=1"},
		{"several, in order", jsonl("0", text), "y.JSONL.GZ - x.jsonl d/a", "2>0=1 3>0=1 0=1 1>0=1 x>0=1 y.md=1"},
		{"a file that exists is no flag", "", "-threshold .5 -- x.jsonl", "1=1"},
		{"other fields", `{"docid":"a","body":"x","id":1,"text":[]}` + "\n", "-id docid -text body -", "a=1"},
		{"numbers for ids", `{"id":7,"text":"x"}` + "\n" + `{"id":-1.50,"text":"x"}`, "-", "7>-1.50=1 -1.50=1"},
		{"white space and line ends", "\ufeff\n" + `{"id":"a","text":"x"}` + "\r\n\r\n  \n\t{\"text\" : \"x\", \"id\" : \"b\"} ", "-", "a=1 b>a=1"},
		{"mark before a line", "\ufeff" + `{"id":"a","text":"x"}`, "-", "a=1"},
		{"escapes", `{"id":"\u0061","text":"\u0078\ny"}` + "\n" + `{"id":"b","text":"x y"}`, "-", "a=1 b>a=1"},
		{"empty input", "", "-", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Chdir(dir)
			status, stdout, stderr := runCommand(t, c.stdin, strings.Fields(c.args)...)
			require.Empty(t, stderr)
			require.Equal(t, 0, status)
			assert.Equal(t, c.want, brief(t, stdout))
		})
	}
}

func TestErrors(t *testing.T) {
	good := jsonl("1", "x", "2", "y")
	gz := zipped(t, strings.Repeat(" \n", 1000)+good)
	dir := files(t, map[string]string{
		"a.jsonl": good, "again.jsonl": jsonl("3", "", "2", ""), "d/2": "x", "d2/x": "", "e/f/g": "a\x00b", "a.txt": "x",
		"cut.jsonl": good + `{"id":"3","te`, "cut.jsonl.gz": gz[:len(gz)-9], "none.jsonl.gz": "", "head.jsonl.gz": gz[:5],
		"plain.jsonl.gz": good, "sum.jsonl.gz": gz[:len(gz)-8] + "12345678",
	})
	require.NoError(t, os.Mkdir(filepath.Join(dir, "dir.jsonl.gz"), 0o777))
	for _, c := range []struct{ name, stdin, args, want string }{
		{"no input", "", "", "an input is needed"},
		{"unknown flag", "", "-frobnicate a.jsonl", "-frobnicate"},
		{"flag after an input", "", "a.jsonl -o x", "flags go before the names: -o"},
		{"threshold zero", "", "-threshold 0 a.jsonl", "-threshold must be from 0.01 to 1, not 0"},
		{"threshold above", "", "-threshold 1.01 a.jsonl", "not 1.01"},
		{"threshold NaN", "", "-threshold nan a.jsonl", "not NaN"},
		{"threshold in words", "", "-threshold high a.jsonl", `"high"`},
		{"shingle", "", "-shingle 0 a.jsonl", "-shingle must be from 1 to 1000, not 0"},
		{"standard input twice", good, "- -", "only one of the inputs"},
		{"missing", "", "a.jsonl missing.jsonl", "missing.jsonl: no such file"},
		{"some file", "", "a.txt", "a.txt is neither a directory nor named as a file of texts"},
		{"output in no folder", "", "-o x/y a.jsonl", "-o: stat x: no such file"},
		{"output in a file", "", "-o a.txt/y a.jsonl", "-o: a.txt is not a directory"},
		{"output a folder", "", "-o d a.jsonl", "-o: d is a directory"},
		{"output an input", "", "-o a.jsonl d a.jsonl", "-o would overwrite the input a.jsonl"},
		{"output below an input", "", "-o d/2 d", "-o would overwrite the input d/2"},

		{"id in two files", "", "a.jsonl again.jsonl", `again.jsonl:2: the id "2" was met before, in a.jsonl:2`},
		{"id of a file", "", "a.jsonl d", `d/2: the id "2" was met before, in a.jsonl:2`},
		{"id in one file", good + "\n" + good, "-", `standard input:4: the id "1" was met before, in standard input:1`},
		{"id as a number", good + `{"id":2,"text":""}`, "-", `standard input:3: the id "2" was met`},
		{"a file twice", "", "a.jsonl a.jsonl", `a.jsonl:1: the id "1"`},
		{"not JSON", good + "\nnonsense\n" + good, "-", "standard input:4: invalid character"},
		{"cut off", "", "cut.jsonl", "cut.jsonl:3: unexpected end of JSON input"},
		{"two objects", `{"id":"1","text":""}{}`, "-", "input:1: invalid character '{' after"},
		{"not an object", "[1]", "-", "input:1: not a JSON object"},
		{"null", " null ", "-", "input:1: not a JSON object"},
		{"no id", `{"text":"x"}`, "-", `input:1: no field "id"`},
		{"field in another case", `{"ID":"1","text":"x"}`, "-", `input:1: no field "id"`},
		{"no such field", good, "-id name -", `input:1: no field "name"`},
		{"id null", `{"id":null,"text":"x"}`, "-", `input:1: the field "id" is neither a string nor a number`},
		{"id a list", `{"id":["x"],"text":"x"}`, "-", "neither a string nor a number"},
		{"no text", `{"id":"1"}`, "-", `input:1: no field "text"`},
		{"text null", `{"id":"1","text":null}`, "-", `input:1: the field "text" is not a string`},
		{"text a number", `{"id":"1","text":1}`, "-", `is not a string`},
		{"text raw NUL", "{\"id\":\"1\",\"text\":\"\x00\"}", "-", `input:1: invalid character '\x00'`},
		{"first in order", "nonsense", "cut.jsonl -", "cut.jsonl:3: unexpected end"},

		{"gzip cut off", "", "d2 cut.jsonl.gz", "cut.jsonl.gz:1003: the compressed data is cut off"},
		{"gzip cut off in its head", "", "head.jsonl.gz", "head.jsonl.gz: the compressed data is cut off"},
		{"gzip with nothing", "", "none.jsonl.gz", "none.jsonl.gz: the compressed data is cut off"},
		{"gzip damaged", "", "sum.jsonl.gz", "gzip: invalid checksum"},
		{"not gzip", "", "plain.jsonl.gz", "plain.jsonl.gz: gzip: invalid header"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Chdir(dir)
			status, stdout, stderr := runCommand(t, c.stdin, strings.Fields(c.args)...)
			requireError(t, status, stdout, stderr, c.want)
			if strings.HasPrefix(c.name, "output") {
				status, stdout, stderr = runCommand(t, c.stdin, append([]string{"-skip-bad"}, strings.Fields(c.args)...)...)
				requireError(t, status, stdout, stderr, c.want)
			}
		})
	}
}

// TestNamesNotUTF8: files whose names differ have ids that do, whatever is in
// their names, and the lines are JSON.
func TestNamesNotUTF8(t *testing.T) {
	dir := t.TempDir()
	names := []string{"x\xfe", "x\xff", "x\xff\xfe.txt", "x\ufffd", "é\xe9"}
	for _, name := range names {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("word "+name), 0o666); err != nil {
			t.Skip(err) // a file system that takes UTF-8 only
		}
	}
	status, stdout, stderr := runCommand(t, "", dir)
	require.Zero(t, status, stderr)
	var ids []string
	for text := range strings.Lines(stdout) {
		require.True(t, utf8.ValidString(text))
		var l line
		require.NoError(t, json.Unmarshal([]byte(text), &l))
		ids = append(ids, l.ID)
	}
	require.NoError(t, os.Mkdir(filepath.Join(dir, "d\xff"), 0o777))
	status, stdout, stderr = runCommand(t, "", dir)
	requireError(t, status, stdout, stderr, `d\xff: the name of the directory is not UTF-8`)
	require.ElementsMatch(t, []string{`x\xfe`, `x\xff`, `x\xff\xfe.txt`, "x\ufffd", `é\xe9`}, ids)
}

// TestDocIsUsage checks that the package comment shows what -h prints.
func TestDocIsUsage(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "main.go", nil, parser.ParseComments|parser.PackageClauseOnly)
	require.NoError(t, err)
	var block strings.Builder
	for line := range strings.Lines(file.Doc.Text()) {
		if rest, ok := strings.CutPrefix(line, "\t"); ok {
			block.WriteString(rest)
		} else if line == "\n" && block.Len() > 0 {
			block.WriteString(line)
		} else if block.Len() > 0 {
			break
		}
	}
	for _, flag := range []string{"-h", "-help", "--help"} {
		status, stdout, stderr := runCommand(t, "", flag)
		assert.Equal(t, 0, status)
		assert.Equal(t, strings.TrimSuffix(block.String(), "\n"), stdout)
		assert.Empty(t, stderr)
	}
}

// TestVersion: -version prints the scheme of the shingles, and needs no other argument.
func TestVersion(t *testing.T) {
	status, stdout, stderr := runCommand(t, "", "-version")
	assert.Equal(t, 0, status)
	assert.Empty(t, stderr)
	assert.Regexp(t, `^dedup \S+\nmodule +\S+\ncommit +\S.*\ngo +go1\.\S+ \w+/\w+\n`, stdout)
	want := shingle.Shingler{Size: 5, Language: shingle.None}.Scheme()
	assert.True(t, strings.HasSuffix(stdout, "\nscheme   "+want+"\n"), stdout)
}

func TestOutput(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "out.jsonl")
	stdin := jsonl("a", "x", "b", "x")
	_, want, _ := runCommand(t, stdin, "-")
	write := func(name string) {
		t.Helper()
		status, stdout, stderr := runCommand(t, stdin, "-o", name, "-")
		require.Empty(t, stdout+stderr)
		require.Equal(t, 0, status)
		got, err := os.ReadFile(name)
		require.NoError(t, err)
		require.Equal(t, want, string(got))
	}
	write(out)
	require.NoError(t, os.WriteFile(out, []byte("before"), 0o666))
	require.NoError(t, os.Chmod(out, 0o640))
	status, _, stderr := runCommand(t, "nonsense", "-o", out, "-")
	requireError(t, status, "", stderr, "invalid")
	before, err := os.ReadFile(out)
	require.NoError(t, err)
	require.Equal(t, "before", string(before))
	link := filepath.Join(dir, "link")
	require.NoError(t, os.Symlink(out, link))
	write(link)
	info, err := os.Lstat(out)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o640), info.Mode())
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, left, 2)
	status, stdout, _ := runCommand(t, stdin, "-o", "-", "-")
	assert.Equal(t, 0, status)
	assert.Equal(t, want, stdout)
}

// errorWriter fails as a full disk does.
type errorWriter struct{}

func (errorWriter) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestWriteError(t *testing.T) {
	for _, arg := range []string{"-", "-h"} {
		var stderr strings.Builder
		status := run(t.Context(), []string{arg}, strings.NewReader(jsonl("a", "x")), errorWriter{}, &stderr)
		requireError(t, status, "", stderr.String(), "disk full")
	}
}

func TestNoTemporaryFile(t *testing.T) {
	t.Setenv("TMPDIR", filepath.Join(t.TempDir(), "missing"))
	var stdout, stderr strings.Builder
	status := run(t.Context(), []string{"-"}, strings.NewReader(""), &stdout, &stderr)
	requireError(t, status, stdout.String(), stderr.String(), "no such file")
}

func TestInterrupted(t *testing.T) {
	var stdout, stderr strings.Builder
	ctx, cancel := context.WithCancel(t.Context())
	blocked, w := io.Pipe()
	defer w.Close()
	time.AfterFunc(10*time.Millisecond, cancel)
	status := run(ctx, []string{"-"}, blocked, &stdout, &stderr)
	requireError(t, status, stdout.String(), stderr.String(), "interrupted")
	stderr.Reset()
	status = run(ctx, []string{"-"}, strings.NewReader(jsonl("a", "x")), &stdout, &stderr)
	requireError(t, status, stdout.String(), stderr.String(), "interrupted")
}

func TestProgress(t *testing.T) {
	dir := files(t, map[string]string{"a": strings.Repeat("word ", 1<<18)})
	for _, c := range []struct {
		name, input, stdin string
		want               []string
	}{
		{"size known", dir, "", []string{"reading", "%", "B/s"}},
		{"size unknown", "-", jsonl("a", strings.Repeat("word ", 1<<18)), []string{"reading", "B/s"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, stdout, stderr := runCommand(t, c.stdin, "-progress", c.input)
			require.Equal(t, 0, status)
			require.Equal(t, "a=1", brief(t, stdout))
			for _, want := range c.want {
				assert.Contains(t, stderr, want)
			}
			assert.Equal(t, byte('\r'), stderr[len(stderr)-1], "the line is left clear")
		})
	}
	status, _, stderr := runCommand(t, jsonl("a", "x", "a", "x"), "-progress", "-")
	require.Equal(t, 2, status)
	_, last, _ := strings.Cut(stderr, "dedup: ")
	assert.Equal(t, "standard input:2: the id \"a\" was met before, in standard input:1\n", last)
}

// zstandard compresses s.
func zstandard(t *testing.T, s string) string {
	t.Helper()
	z, err := zstd.NewWriter(nil)
	require.NoError(t, err)
	return string(z.EncodeAll([]byte(s), nil))
}
