package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// runCommand runs the command in this process.
func runCommand(t *testing.T, stdin string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs strings.Builder
	status = run(t.Context(), args, strings.NewReader(stdin), &out, &errs)
	return status, out.String(), errs.String()
}

// requireError checks that a run was an error as the usage promises it.
func requireError(t *testing.T, status int, stdout, stderr, want string) {
	t.Helper()
	require.Equal(t, 2, status)
	require.Empty(t, stdout)
	require.Equal(t, 1, strings.Count(stderr, "\n"), "lines of %q", stderr)
	require.True(t, strings.HasSuffix(stderr, "\n"))
	require.True(t, strings.HasPrefix(stderr, "compare: "), "%q", stderr)
	require.Contains(t, stderr, want)
}

// files writes files into a fresh directory, which it returns.
func files(t *testing.T, contents map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range contents {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666))
	}
	return dir
}

// harbour and weather have nothing in common.
const (
	harbour = "The harbour master closed both locks on Monday night after a barge " +
		"carrying gravel struck the inner gate and bent two of its hinges. Divers " +
		"went down at first light, found a crack as long as a rowing boat, and told " +
		"the town council that repairs would take until the middle of autumn.\n"
	weather = "Knead dough gently, let it rest under linen, then fold every corner " +
		"inwards before shaping. My grandmother swore by rye flour, caraway seeds, " +
		"buttermilk; her oven ran hot, so she baked loaves low, turning them twice, " +
		"listening for hollow sounds when tapping their crusts.\n"
)

func TestExitStatus(t *testing.T) {
	dir := files(t, map[string]string{"a.txt": harbour, "b.txt": weather, "none.txt": "", "blank.txt": " \r\n\t"})
	a, b := filepath.Join(dir, "a.txt"), filepath.Join(dir, "b.txt")
	none, blank := filepath.Join(dir, "none.txt"), filepath.Join(dir, "blank.txt")
	for _, c := range []struct {
		name   string
		args   []string
		status int
		want   string // in what is written
	}{
		{"identical", []string{a, a}, 1, "identical"},
		{"identical json", []string{"-format", "json", a, a}, 1, `"verdict": "identical"`},
		{"identical on standard input", []string{"-format=json", a, "-"}, 1, `"name": "-"`},
		{"standard input first", []string{"-format=json", "-", a}, 1, `"verdict": "identical"`},
		{"unrelated", []string{"-format", "json", a, b}, 0, `"verdict": "unrelated"`},
		{"page", []string{"-format", "html", a, "-"}, 1, "<h1 class=\"v-identical\">identical</h1>"},
		{"page, nothing found", []string{"-format=html", a, b}, 0, "unrelated</h1>"},
		{"page of nothing", []string{"-format=html", none, none}, 0, "insufficient</h1>"},
		{"empty", []string{"-format", "json", a, none}, 0, `"verdict": "insufficient"`},
		{"both empty", []string{"-format", "json", none, none}, 0, `"verdict": "insufficient"`},
		{"white space", []string{"-format", "json", blank, none}, 0, `"verdict": "insufficient"`},
		{"language", []string{"-format", "json", "-lang", "fr", a, b}, 0, `"language": "fr"`},
		{"language guessed", []string{"-format", "json", "-lang", "AUTO", a, a}, 1, `"language": "en"`},
		{"end of flags", []string{"-format", "json", "--", a, a}, 1, "identical"},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, stdout, stderr := runCommand(t, harbour, c.args...)
			require.Equal(t, c.status, status)
			require.Contains(t, stdout, c.want)
			require.Empty(t, stderr)
		})
	}
}

func TestErrors(t *testing.T) {
	dir := files(t, map[string]string{
		"a.txt": harbour, "nul.txt": "a\x00b", "nul.html": "<p>a\x00b", "utf32.txt": "\xff\xfe\x00\x00a\x00\x00\x00",
		"long.txt": "",
	})
	require.NoError(t, os.Truncate(filepath.Join(dir, "long.txt"), compare.DefaultMaxBytes+1))
	a := filepath.Join(dir, "a.txt")
	for _, c := range []struct {
		name string
		args []string
		want string
	}{
		{"no names", nil, "two names are needed"},
		{"one name", []string{a}, "got 1"},
		{"unknown flag", []string{"-frobnicate", a, a}, "-frobnicate"},
		{"unknown flag with a line end", []string{"-a\nb", a, a}, `-a\nb`},
		{"excluding something else", []string{"-exclude", "names", a, a}, "-exclude"},
		{"boilerplate from standard input", []string{"-boilerplate", "-", a, a}, "-boilerplate"},
		{"boilerplate that is not there", []string{"-boilerplate", a + "x", a, a}, "no such file"},
		{"flag without value", []string{"-format"}, "-format"},
		{"flag after a name", []string{a, "-format", "json", a}, "flags go before the names: -format"},
		{"flag after the names", []string{a, a, "-format=json"}, "flags go before the names: -format=json"},
		{"flag as a name", []string{a, "-v"}, "flags go before the names: -v"},
		{"both standard input", []string{"-", "-"}, "only one of SOURCE and SUSPECT"},
		{"unknown format", []string{"-format", "pdf", a, a}, `unknown format "pdf": text, json, csv and html are known`},
		{"format", []string{"-format", "", a, a}, `unknown format ""`},
		{"language", []string{"-lang", "xx", a, a}, `-lang "xx": the languages are auto, en,`},
		{"confidence above", []string{"-min-confidence", "1.01", a, a}, "from 0 to 1, not 1.01"},
		{"confidence below", []string{"-min-confidence", "-0.1", a, a}, "from 0 to 1, not -0.1"},
		{"confidence NaN", []string{"-min-confidence", "NaN", a, a}, "from 0 to 1, not NaN"},
		{"confidence in words", []string{"-min-confidence", "high", a, a}, `"high"`},
		{"missing", []string{a, filepath.Join(dir, "missing")}, "missing: no such file or directory"},
		{"line end in a name", []string{a, filepath.Join(dir, "x\ny\x1b[31m")}, `x\ny\x1b[31m: no such`},
		{"directory", []string{dir, a}, "is a directory"},
		{"binary", []string{a, filepath.Join(dir, "nul.txt")}, "nul.txt: is binary"},
		{"binary page", []string{a, filepath.Join(dir, "nul.html")}, "nul.html: is binary"},
		{"UTF-32", []string{a, filepath.Join(dir, "utf32.txt")}, "utf32.txt: is binary"},
		{"binary on standard input", []string{a, "-"}, "standard input: is binary"},
		{"too long", []string{a, filepath.Join(dir, "long.txt")}, fmt.Sprintf("long.txt has more than %d bytes", compare.DefaultMaxBytes)},
		{"too long, wrapped", []string{a, filepath.Join(dir, "long.txt")}, compare.ErrTooLong.Error()},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, stdout, stderr := runCommand(t, "a\x00b", c.args...)
			requireError(t, status, stdout, stderr, c.want)
		})
	}
}

func TestUnreadable(t *testing.T) {
	dir := files(t, map[string]string{"a.txt": harbour})
	a := filepath.Join(dir, "a.txt")
	require.NoError(t, os.Chmod(a, 0))
	if f, err := os.Open(a); err == nil {
		f.Close()
		t.Skip("this user may read everything")
	}
	status, stdout, stderr := runCommand(t, "", a, a)
	requireError(t, status, stdout, stderr, "permission denied")
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

// TestVersion: -version prints what reports record, and needs no other argument.
func TestVersion(t *testing.T) {
	status, stdout, stderr := runCommand(t, "", "-version")
	assert.Equal(t, 0, status)
	assert.Empty(t, stderr)
	assert.Regexp(t, `^compare \S+\nmodule +\S+\ncommit +\S.*\ngo +go1\.\S+ \w+/\w+\n`, stdout)
	r, err := compare.Comparer{Language: shingle.English}.Texts("one text", "another")
	require.NoError(t, err)
	assert.Contains(t, stdout, "\nmodel    "+compare.Model+"\n")
	for _, part := range []string{r.Provenance.Library, r.Provenance.Scheme, r.Provenance.Lexicon} {
		assert.Contains(t, stdout, " "+part+"\n")
	}
}

// readPair returns the texts of one of the repository's test cases.
func readPair(t *testing.T, name string) (source, suspect string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "testdata", "pairs", name+".txtar"))
	require.NoError(t, err)
	_, rest, found := strings.Cut(string(data), "-- source --\n")
	require.True(t, found)
	source, rest, found = strings.Cut(rest, "-- suspect --\n")
	require.True(t, found)
	suspect, _, found = strings.Cut(rest, "-- want --\n")
	require.True(t, found)
	return source, suspect
}

// decodeReport decodes what -format json wrote: one object, then a line end.
func decodeReport(t *testing.T, stdout string) *compare.Report {
	t.Helper()
	var report compare.Report
	d := json.NewDecoder(strings.NewReader(stdout))
	require.NoError(t, d.Decode(&report))
	rest, err := io.ReadAll(d.Buffered())
	require.NoError(t, err)
	require.Equal(t, "\n", string(rest))
	return &report
}

// TestExclude leaves a quotation and a clause out, one at a time.
func TestExclude(t *testing.T) {
	const clause = "Letters to the editor are printed as space allows, may be shortened, and must carry a name and an address. "
	a := filepath.Join(files(t, map[string]string{"a.txt": harbour + " \"" + weather + "\" said the pilot.\n\n" + clause}), "a.txt")
	template := filepath.Join(files(t, map[string]string{"t.txt": clause}), "t.txt")
	for _, c := range []struct {
		flags   []string
		suspect string
		status  int
		reasons []string
	}{
		{nil, "The pilot said: \"" + weather + "\"", 1, []string{}},
		{[]string{"-exclude", "quotes"}, "The pilot said: \"" + weather + "\"\n\n" + strings.Repeat("Nobody else had anything to add. ", 20), 0, []string{"quotation", "quotation"}},
		{[]string{"-exclude", "quotes"}, "The pilot said: \"" + weather + "\"", 0, []string{"quotation"}},
		{[]string{"-exclude", "quotes"}, "The pilot said: \"" + harbour + "\"", 1, []string{"quotation"}}, // marks round a whole text hide nothing
		{[]string{"-exclude", "quotes"}, weather, 0, []string{"quotation"}},
		{[]string{"-boilerplate", template}, clause, 0, []string{"boilerplate", "boilerplate"}},
		{[]string{"-boilerplate", template}, harbour, 1, []string{"boilerplate"}},
	} {
		status, stdout, stderr := runCommand(t, c.suspect, append(append([]string{"-format=json"}, c.flags...), a, "-")...)
		require.Empty(t, stderr)
		report := decodeReport(t, stdout)
		reasons := []string{}
		for _, e := range report.Excluded {
			reasons = append(reasons, e.Reason)
		}
		assert.Equal(t, c.reasons, reasons, "%q", c.flags)
		assert.Equal(t, c.status, status, "%q: %s", c.flags, report.Verdict)
	}
}

func TestMinConfidence(t *testing.T) {
	source, suspect := readPair(t, "sport-spun-heavy")
	dir := files(t, map[string]string{"a.txt": source})
	a := filepath.Join(dir, "a.txt")
	compareAt := func(p float64) (int, *compare.Report) {
		status, stdout, stderr := runCommand(t, suspect, "-format=json", "-min-confidence", fmt.Sprint(p), a, "-")
		require.Empty(t, stderr)
		return status, decodeReport(t, stdout)
	}
	status, report := compareAt(0)
	require.Equal(t, 1, status)
	require.True(t, report.Verdict.Reuse())
	require.Less(t, report.Confidence, 1.0)
	status, again := compareAt(report.Confidence)
	assert.Equal(t, 1, status)
	assert.Equal(t, report, again)
	status, again = compareAt(math.Nextafter(report.Confidence, 1))
	assert.Equal(t, 0, status)
	assert.Equal(t, report, again, "the report does not depend on the flag")
}

func TestJSONIsForPeopleToo(t *testing.T) {
	status, stdout, _ := runCommand(t, "Fish & chips <now>", "-format=json", "-", filepath.Join(files(t, map[string]string{"<&>": ""}), "<&>"))
	require.Equal(t, 0, status)
	assert.True(t, strings.HasPrefix(stdout, "{\n  \"version\": 2,\n"), "%.80s", stdout)
	assert.Contains(t, stdout, "/<&>\"")
}

// errorWriter fails as a full disk does.
type errorWriter struct{}

func (errorWriter) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestWriteError(t *testing.T) {
	a := filepath.Join(files(t, map[string]string{"a.txt": harbour}), "a.txt")
	for _, args := range [][]string{{a, a}, {"-format=json", a, a}, {"-format=html", a, a}, {"-h"}} {
		var stderr strings.Builder
		status := run(t.Context(), args, nil, errorWriter{}, &stderr)
		requireError(t, status, "", stderr.String(), "disk full")
	}
}

func TestInterrupted(t *testing.T) {
	a := filepath.Join(files(t, map[string]string{"a.txt": harbour}), "a.txt")
	var stdout, stderr strings.Builder
	ctx, cancel := context.WithCancel(t.Context())
	blocked, w := io.Pipe()
	defer w.Close()
	time.AfterFunc(10*time.Millisecond, cancel)
	status := run(ctx, []string{a, "-"}, blocked, &stdout, &stderr)
	requireError(t, status, stdout.String(), stderr.String(), "interrupted")
	stderr.Reset()
	status = run(ctx, []string{a, a}, blocked, &stdout, &stderr)
	requireError(t, status, stdout.String(), stderr.String(), "interrupted")
}

// TestPairs checks that the exit status follows from the report, and that both
// formats tell the same verdict.
func TestPairs(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join("..", "..", "testdata", "pairs", "*.txtar"))
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".txtar")
		t.Run(name, func(t *testing.T) {
			source, suspect := readPair(t, name)
			a := filepath.Join(files(t, map[string]string{"a.txt": source}), "a.txt")
			status, stdout, stderr := runCommand(t, suspect, "-format=json", a, "-")
			require.Empty(t, stderr)
			report := decodeReport(t, stdout)
			assert.Equal(t, report.Verdict.Reuse(), status == 1)
			again, stdout, _ := runCommand(t, suspect, a, "-")
			assert.Equal(t, status, again)
			assert.True(t, strings.HasPrefix(stdout, report.Verdict.String()), "%.80s", stdout)
		})
	}
}
