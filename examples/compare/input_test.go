package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/palimpsest-go/palimpsest/compare"
)

// utf16Text returns text in UTF-16 with a byte-order mark.
func utf16Text(text string, bigEndian bool) string {
	order := unicode.LittleEndian
	if bigEndian {
		order = unicode.BigEndian
	}
	b, _ := unicode.UTF16(order, unicode.UseBOM).NewEncoder().String(text) // every text can be written so
	return b
}

// TestOffsets runs one pair in several dresses and checks that every span of
// the report names the bytes it says.
func TestOffsets(t *testing.T) {
	source, suspect := readPair(t, "sport-spun-heavy")
	invalid := func(s string) string { return strings.ReplaceAll(s, ", ", "\xc3\x28\xff, ") }
	page := func(s string) string {
		s = strings.NewReplacer("&", "&amp;", "<", "&lt;", "’", "&rsquo;", "\n\n", "</p>\n<p class=x>").Replace(s)
		return "<!DOCTYPE html><title>No</title><p>" + s + "<script>no()</script>"
	}
	for _, c := range []struct {
		name, ext string
		dress     func(string) string
	}{
		{"plain", ".txt", func(s string) string { return s }},
		{"byte-order mark", ".txt", func(s string) string { return "\ufeff" + s }},
		{"CRLF", ".txt", func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }},
		{"invalid bytes", ".txt", invalid},
		{"UTF-16 little", ".txt", func(s string) string { return utf16Text(s, false) }},
		{"UTF-16 big", ".txt", func(s string) string { return utf16Text(s, true) }},
		{"HTML", ".html", page},
		{"HTML in UTF-16", ".htm", func(s string) string { return utf16Text(page(s), true) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := files(t, map[string]string{"a" + c.ext: c.dress(source), "b" + c.ext: c.dress(suspect)})
			a, b := filepath.Join(dir, "a"+c.ext), filepath.Join(dir, "b"+c.ext)
			status, stdout, stderr := runCommand(t, "", "-format=json", a, b)
			require.Equal(t, 1, status)
			require.Empty(t, stderr)
			report := decodeReport(t, stdout)
			assert.Equal(t, a, report.Source.Name)
			assert.Equal(t, b, report.Suspect.Name)
			checkSpans(t, report, textOf(t, report.Source, c.ext), textOf(t, report.Suspect, c.ext))
		})
	}
}

// textOf returns the text that the offsets of a document count in.
func textOf(t *testing.T, d compare.Document, ext string) string {
	t.Helper()
	raw, err := os.ReadFile(d.Name)
	require.NoError(t, err)
	text := string(raw)
	if ext != ".txt" || strings.HasPrefix(text, "\xff\xfe") || strings.HasPrefix(text, "\xfe\xff") {
		require.NotEmpty(t, d.Text)
		text = d.Text
	} else {
		require.Empty(t, d.Text)
	}
	assert.Len(t, raw, d.Bytes)
	assert.Equal(t, fmt.Sprintf("%x", sha256.Sum256(raw)), d.SHA256)
	return text
}

// checkSpans checks every span of a report against the texts.
func checkSpans(t *testing.T, report *compare.Report, source, suspect string) {
	t.Helper()
	quote := func(text string, s compare.Span) string {
		require.True(t, 0 <= s.Start && s.Start <= s.End && s.End <= len(text), "%+v", s)
		return text[s.Start:s.End]
	}
	require.NotEmpty(t, report.Passages)
	require.NotEmpty(t, report.Substitutions)
	for _, s := range report.Substitutions {
		require.Equal(t, quote(source, s.Source.Span), s.Source.Text)
		require.Equal(t, quote(suspect, s.Suspect.Span), s.Suspect.Text)
		require.True(t, utf8.ValidString(s.Source.Text+s.Suspect.Text))
		require.NotEmpty(t, strings.TrimSpace(s.Source.Text))
	}
	for _, e := range report.Edits {
		quote(source, e.Source)
		quote(suspect, e.Suspect)
	}
	for _, p := range report.Passages {
		require.NotEmpty(t, quote(source, p.Source))
		require.NotEmpty(t, quote(suspect, p.Suspect))
	}
}

// TestEncodings checks that the same text in two encodings is the same text, and
// that the guess is reported.
func TestEncodings(t *testing.T) {
	text := "L'élève décidé a été très étonné à l'école où même le préfet était présent. Il a répété que la réunion était terminée."
	latin, err := charmap.ISO8859_1.NewEncoder().Bytes([]byte(text))
	require.NoError(t, err)
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a.txt"), filepath.Join(dir, "b.txt")
	require.NoError(t, os.WriteFile(a, []byte(text), 0o666))
	require.NoError(t, os.WriteFile(b, latin, 0o666))
	var stdout, stderr bytes.Buffer
	status := run(context.Background(), []string{"-format", "json", a, b}, nil, &stdout, &stderr)
	require.Equal(t, statusReuse, status)
	require.Contains(t, stdout.String(), `"verdict": "identical"`)
	require.Contains(t, stderr.String(), "b.txt is read as windows-1252")
}
