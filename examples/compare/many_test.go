package main

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/examples/internal/textfile"
)

// essays writes a folder of files: a text, a spun copy of it, an excerpt in a folder
// below, one that has nothing to do with them, and some that are not read.
func essays(t *testing.T) (dir, source, spun string) {
	t.Helper()
	sourceText, spunText := readPair(t, "sport-spun-heavy")
	dir = files(t, map[string]string{
		"a.txt": sourceText, "b.txt": spunText, "c.txt": weather, ".hidden.txt": sourceText, "d.png": "\x89PNG\r\n\x00",
	})
	require.NoError(t, os.Mkdir(filepath.Join(dir, "more"), 0o777))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "more", "e.html"), []byte("<p>"+harbour+"<p>"+sourceText), 0o666))
	return dir, filepath.Join(dir, "a.txt"), filepath.Join(dir, "b.txt")
}

// reports reads a list of reports.
func reports(t *testing.T, lines string) (all []compare.Report) {
	t.Helper()
	for line := range strings.Lines(lines) {
		var r compare.Report
		require.NoError(t, json.Unmarshal([]byte(line), &r))
		all = append(all, r)
	}
	return all
}

// named returns the verdicts of a list by the names of the files, without folders.
func named(all []compare.Report) map[string]string {
	verdicts := make(map[string]string)
	for _, r := range all {
		verdicts[filepath.Base(r.Source.Name)+" "+filepath.Base(r.Suspect.Name)] = r.Verdict.String()
	}
	return verdicts
}

func TestFolder(t *testing.T) {
	dir, source, spun := essays(t)
	// The spun copy was changed first, and the source last: the words say which is which.
	then := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	require.NoError(t, os.Chtimes(spun, then, then))
	require.NoError(t, os.Chtimes(filepath.Join(dir, "more", "e.html"), then, then.Add(time.Hour)))
	require.NoError(t, os.Chtimes(source, then, then.Add(2*time.Hour)))
	status, stdout, stderr := runCommand(t, "", "-format=json", dir)
	require.Equal(t, 1, status)
	require.Equal(t, 1, strings.Count(stderr, "\n"))
	require.Contains(t, stderr, "left out: ")
	require.Contains(t, stderr, "d.png: is binary")
	all := reports(t, stdout)
	require.Equal(t, map[string]string{"a.txt b.txt": "spun", "e.html b.txt": "spun", "e.html a.txt": "near-duplicate"}, named(all))
	for _, r := range all {
		require.Equal(t, strings.HasSuffix(r.Source.Name, "e.html"), r.Source.Text != "")
	}

	// The report on a pair is that of the two files alone.
	_, alone, _ := runCommand(t, "", "-format=json", source, spun)
	require.Contains(t, all, decodeValue(t, alone))
}

func decodeValue(t *testing.T, s string) compare.Report { return *decodeReport(t, s) }

func TestFolderAgainstFolder(t *testing.T) {
	dir, source, spun := essays(t)
	known := files(t, map[string]string{"known.txt": read(t, source)})
	status, stdout, _ := runCommand(t, "", "-format=json", known, dir)
	require.Equal(t, 1, status)
	require.Equal(t, map[string]string{
		"known.txt a.txt": "identical", "known.txt b.txt": "spun", "known.txt e.html": "near-duplicate",
	}, named(reports(t, stdout)))

	status, stdout, _ = runCommand(t, "", files(t, map[string]string{"c.txt": weather}), files(t, map[string]string{"b.txt": read(t, spun)}))
	require.Equal(t, 0, status)
	require.Equal(t, "files compared: 1, pairs of reuse: 0\n", stdout)
}

func TestManySuspects(t *testing.T) {
	dir, source, spun := essays(t)
	other := filepath.Join(dir, "c.txt")
	status, stdout, stderr := runCommand(t, read(t, source), "-limit=2", "-progress", source, other, spun, "-")
	require.Equal(t, 1, status)
	require.Contains(t, stderr, "100 % of 3 files compared")
	lines := strings.Split(stdout, "\n")
	require.Equal(t, "files compared: 3, pairs of reuse: 2", lines[0])
	require.Regexp(t, "^identical .*a.txt → -", lines[3])
	require.Regexp(t, "^spun .*a.txt → .*b.txt  \\(", lines[4])
	require.Equal(t, "and 1 more (-limit 0 shows all)", lines[5])

	_, all, _ := runCommand(t, read(t, source), "-limit=0", source, other, spun, "-")
	require.Contains(t, all, "unrelated")
	status, _, _ = runCommand(t, "", source, other, other)
	require.Equal(t, 0, status)
	status, _, _ = runCommand(t, "", "-min-confidence=1", source, spun, other)
	require.Equal(t, 0, status)
}

func TestCSV(t *testing.T) {
	_, source, spun := essays(t)
	status, stdout, _ := runCommand(t, "", "-format=csv", source, spun)
	require.Equal(t, 1, status)
	rows, err := csv.NewReader(strings.NewReader(stdout)).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 2)
	require.Equal(t, []string{"source", "suspect", "verdict", "confidence", "calibrated", "spun_probability"}, rows[0][:6])
	require.Equal(t, []string{source, spun, "spun"}, rows[1][:3])

	_, many, _ := runCommand(t, "", "-format=csv", source, spun, spun)
	require.Equal(t, stdout+stdout[strings.Index(stdout, "\n")+1:], many)
}

func TestPages(t *testing.T) {
	dir, _, _ := essays(t)
	out := filepath.Join(t.TempDir(), "new", "reports")
	status, stdout, _ := runCommand(t, "", "-format=html", "-o", out, dir)
	require.Equal(t, 1, status)
	require.Empty(t, stdout)
	require.Equal(t, []string{"0001.html", "0002.html", "0003.html", "all-0002.html", "index.html"}, listDir(t, out))
	index := read(t, filepath.Join(out, "index.html"))
	for _, page := range []string{"0001.html", "0002.html", "0003.html"} {
		require.Contains(t, index, `<a href="`+page+`">`)
		require.True(t, strings.HasPrefix(read(t, filepath.Join(out, page)), "<!DOCTYPE html>"))
	}
	require.Contains(t, index, "3 pairs of reuse")
	require.Equal(t, 2, strings.Count(index, `<a href="all-0002.html">`), "the suspect of two pairs has a page of both sources")
	all := read(t, filepath.Join(out, "all-0002.html"))
	require.Contains(t, all, "2 sources")
	require.Contains(t, all, `<a href="0002.html">`)
	require.Contains(t, all, `<a href="0003.html">`)

	status, stdout, stderr := runCommand(t, "", "-format=html", "-o", out, dir)
	requireError(t, status, stdout, stderr, "is not empty")
	status, stdout, stderr = runCommand(t, "", "-format=html", dir)
	requireError(t, status, stdout, stderr, "-o FOLDER")
}

func TestManyErrors(t *testing.T) {
	dir, source, _ := essays(t)
	for _, c := range []struct {
		name string
		args []string
		want string
	}{
		{"folder and file", []string{dir, source}, "is a directory"},
		{"file and folder", []string{source, dir}, "is a directory"},
		{"three folders", []string{dir, dir, dir}, "is a directory"},
		{"no text", []string{t.TempDir()}, "no text in this folder"},
		{"nothing but binary files", []string{files(t, map[string]string{"a.dat": "a\x00"})}, "a.dat: is binary"},
		{"missing among many", []string{source, source, source + "x"}, "no such file"},
		{"standard input twice", []string{source, "-", "-"}, "standard input"},
		{"limit", []string{"-limit=-1", dir}, "-limit"},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, stdout, stderr := runCommand(t, "", c.args...)
			requireError(t, status, stdout, stderr, c.want)
		})
	}
}

// TestNoteNames: the name of a file that is left out cannot write to the terminal.
func TestNoteNames(t *testing.T) {
	dir := files(t, map[string]string{"a.txt": harbour, "b\x1b[2J\n.dat": "a\x00"})
	status, _, stderr := runCommand(t, "", dir)
	require.Equal(t, 0, status)
	require.Contains(t, stderr, `b\x1b[2J\n.dat`)
	require.Equal(t, 1, strings.Count(stderr, "\n"))
}

// TestDocuments compares the same text in the formats that are read.
func TestDocuments(t *testing.T) {
	source, suspect := readPair(t, "sport-spun-heavy")
	var docx bytes.Buffer
	w := zip.NewWriter(&docx)
	f, err := w.Create("word/document.xml")
	require.NoError(t, err)
	_, err = f.Write([]byte(`<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>` + strings.ReplaceAll(source, "&", "&amp;") + `</w:t></w:r></w:p></w:body></w:document>`))
	require.NoError(t, err)
	require.NoError(t, w.Close())
	dir := files(t, map[string]string{
		"a.docx": docx.String(), "a.md": "# Match *report*\n\n" + source, "b.txt": suspect, "c.pdf": "%PDF-1.4\n",
	})
	for _, name := range []string{"a.docx", "a.md"} {
		name = filepath.Join(dir, name)
		status, stdout, stderr := runCommand(t, "", "-format=json", name, filepath.Join(dir, "b.txt"))
		require.Equal(t, 1, status)
		require.Empty(t, stderr)
		r := decodeReport(t, stdout)
		require.Equal(t, compare.Spun, r.Verdict)
		checkSpans(t, r, textOf(t, r.Source, ".docx"), suspect)
	}
	status, stdout, stderr := runCommand(t, "", filepath.Join(dir, "c.pdf"), filepath.Join(dir, "b.txt"))
	requireError(t, status, stdout, stderr, "pdftotext")
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	return string(text)
}

// TestEarlier: where words were exchanged the direction is theirs, otherwise that of
// the times, otherwise that of the names.
func TestEarlier(t *testing.T) {
	a, b := readPair(t, "sport-spun-heavy")
	of := func(source, suspect string) comparison {
		r, err := compare.Texts(source, suspect)
		require.NoError(t, err)
		return comparison{report: r}
	}
	at := func(name string, day int) file {
		return file{File: textfile.File{Name: name}, changed: time.Date(2026, 1, day, 0, 0, 0, 0, time.UTC)}
	}
	there, back, copied := of(a, b), of(b, a), of(a, a+" More.")
	assert.True(t, earlier(there, back, at("b", 2), at("a", 1)))
	assert.False(t, earlier(back, there, at("a", 1), at("b", 2)))
	assert.True(t, earlier(copied, copied, at("b", 1), at("a", 2)))
	assert.False(t, earlier(copied, copied, at("a", 2), at("b", 1)))
	assert.True(t, earlier(copied, copied, at("a", 1), at("b", 1)))
}
