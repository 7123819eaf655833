package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/charmap"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/examples/internal/encoded"
)

// utf16Text returns text in UTF-16 with a byte-order mark.
func utf16Text(text string, bigEndian bool) string {
	var b strings.Builder
	for _, unit := range utf16.Encode([]rune("\ufeff" + text)) {
		if bigEndian {
			b.Write([]byte{byte(unit >> 8), byte(unit)})
		} else {
			b.Write([]byte{byte(unit), byte(unit >> 8)})
		}
	}
	return b.String()
}

func TestDecodeInput(t *testing.T) {
	for _, c := range []struct {
		name, file, raw, want string
		decoded               bool
	}{
		{"empty", "a.txt", "", "", false},
		{"one byte", "a.txt", "a", "a", false},
		{"as it is", "a.txt", "\ufeffNaïve\r\n\xff<p>&amp;", "\ufeffNaïve\r\n\xff<p>&amp;", false},
		{"UTF-16 little", "a.txt", utf16Text("Naïve 𝄞\r\n", false), "Naïve 𝄞\r\n", true},
		{"UTF-16 big", "a", utf16Text("Naïve 𝄞\r\n", true), "Naïve 𝄞\r\n", true},
		{"UTF-16 empty", "a", utf16Text("", true), "", true},
		{"UTF-16 broken off", "a", utf16Text("ab", false) + "c", "ab\ufffd", true},
		{"UTF-16 half a pair", "a", "\xff\xfea\x00\x34\xd8b\x00", "a\ufffdb", true},
		{"page", "a.html", "<p>Na&iuml;ve &amp; co", "Naïve & co", true},
		{"page by extension in capitals", "dir.txt/A.HTM", "<p>a", "a", true},
		{"page on standard input is text", "-", "<p>a", "<p>a", false},
		{"page in UTF-16", "a.html", utf16Text("<p>Naïve", true), "Naïve", true},
		{"page with a mark", "a.html", "\ufeff<p>Naïve", "Naïve", true},
		{"page with no declaration, UTF-8 late", "a.html", "<!--" + strings.Repeat("x", 2000) + "-->Naïve", "Naïve", true},
		{"page with no declaration, not UTF-8", "a.html", "na\xefve", "naïve", true},
		{"page declared Latin-1", "a.html", "<meta charset=iso-8859-1>na\xefve", "naïve", true},
		{"page declared Latin-1 that is UTF-8", "a.html", "<meta charset=iso-8859-1>naïve", "naïve", true},
		{"page declared the old way", "a.html",
			`<meta http-equiv=Content-Type content="text/html; charset=windows-1251">` + "\xec\xe8\xf0", "мир", true},
		{"page with invalid bytes", "a.html", "<meta charset=utf-8>a\xffb", "a\ufffdb", true},
		{"page without text", "a.html", "<br>", "", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, r := range []interface{ Read([]byte) (int, error) }{
				strings.NewReader(c.raw), iotest.OneByteReader(strings.NewReader(c.raw)),
			} {
				in, err := decodeInput(c.file, r, 1<<20)
				require.NoError(t, err)
				var d compare.Document
				in.describe(&d)
				want := compare.Document{Name: c.file}
				if c.decoded {
					want.Text, want.Bytes = c.want, len(c.raw)
					want.SHA256 = fmt.Sprintf("%x", sha256.Sum256([]byte(c.raw)))
				}
				assert.Equal(t, want, d)
				assert.Equal(t, c.want, in.text)
			}
		})
	}
}

func TestDecodeInputErrors(t *testing.T) {
	for _, c := range []struct {
		name, file, raw, want string
		is                    error
	}{
		{"longest", "a", "0123456789", "", nil},
		{"too long", "a", "0123456789a", "a has more than 10 bytes", compare.ErrTooLong},
		{"longest page", "a.html", "<p id=x>0123456789</p>", "", nil},
		{"page with too much text", "a.html", "<p>0123456789a</p>", "the text of a.html has 11 bytes, limit 10", compare.ErrTooLong},
		{"page too long", "a.html", "<!--" + strings.Repeat("x", 40), "a.html has more than 40 bytes", compare.ErrTooLong},
		{"longest UTF-16", "a", utf16Text("0123456789", true), "", nil},
		{"too long UTF-16", "a", utf16Text("0123456789a", true), "a has more than 22 bytes", compare.ErrTooLong},
		{"UTF-16 too long in UTF-8", "a", utf16Text("€€€€", true), "the text of a has 12 bytes, limit 10", compare.ErrTooLong},
		{"NUL", "a", "a\x00", "a: is binary", encoded.ErrBinary},
		{"NUL in UTF-16", "a", "\xfe\xff\x00\x00", "a: is binary", encoded.ErrBinary},
		{"too long before NUL", "a", "0123456789\x00", "a has more than 10 bytes", compare.ErrTooLong},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := decodeInput(c.file, strings.NewReader(c.raw), 10)
			if c.is == nil {
				require.NoError(t, err)
				return
			}
			require.ErrorIs(t, err, c.is)
			require.ErrorContains(t, err, c.want)
		})
	}
}

// endless is a file without an end.
type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	e.read += len(p)
	return len(p), nil
}

func TestDecodeInputReadsNoMoreThanItNeeds(t *testing.T) {
	var e endless
	_, err := decodeInput("-", &e, 1<<20)
	require.ErrorIs(t, err, compare.ErrTooLong)
	assert.Less(t, e.read, 1<<20+1<<16)
}

func TestDecodeInputReadError(t *testing.T) {
	broken := errors.New("broken")
	_, err := decodeInput("-", iotest.ErrReader(broken), 10)
	require.ErrorIs(t, err, broken)
	require.EqualError(t, err, "standard input: broken")
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
