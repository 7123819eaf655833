// Package document reduces files of word processors and Markdown to their text, for
// the example commands. It refuses files that it cannot read, and names a program
// that can convert them.
package document

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
)

// ErrFormat is wrapped by the error for a file in a format that is not read.
var ErrFormat = errors.New("is in a format that is not read")

// ErrDamaged is wrapped by the error for a file that does not have the format that it
// claims to have.
var ErrDamaged = errors.New("is damaged")

// A Format is a file format in which a text is more than its characters.
type Format int

// The formats. Plain is every file in no other format.
const (
	Plain Format = iota
	Markdown
	Word // Office Open XML, ISO/IEC 29500
	OpenDocument
)

// The first bytes of files.
const (
	zipMark = "PK\x03\x04"
	pdfMark = "%PDF-"
	oleMark = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" // of Word before 2007, among others
	rtfMark = `{\rtf`
)

// Mark is how many of the first bytes of a file [Detect] looks at.
const Mark = 8

// Detect returns the format of a file by its name and its first bytes, which may be
// more than [Mark]. The error wraps [ErrFormat] and says how to convert the file.
func Detect(name string, begin []byte) (Format, error) {
	ext := strings.ToLower(filepath.Ext(name))
	switch {
	case bytes.HasPrefix(begin, []byte(pdfMark)):
		return Plain, refuse("PDF", "pdftotext", name, "-")
	case bytes.HasPrefix(begin, []byte(oleMark)):
		return Plain, refuse("Word before 2007", "antiword", name, "")
	case bytes.HasPrefix(begin, []byte(rtfMark)):
		return Plain, refuse("RTF", "unrtf --text", name, "")
	case bytes.HasPrefix(begin, []byte(zipMark)) && ext == ".odt":
		return OpenDocument, nil
	case bytes.HasPrefix(begin, []byte(zipMark)):
		return Word, nil // the archive may still give an error
	case ext == ".docx" || ext == ".odt":
		return Plain, fmt.Errorf("%w: a %s file is a ZIP archive", ErrDamaged, ext)
	case ext == ".md" || ext == ".markdown":
		return Markdown, nil
	}
	return Plain, nil
}

// refuse returns the error for a format; it names a command that converts such a file.
func refuse(format, command, name, to string) error {
	return fmt.Errorf("%w, %s: convert it, as with %s", ErrFormat, format, strings.TrimSpace(command+" "+name+" "+to))
}

// Text returns the text of a file in the format, at most limit bytes and a little more,
// so that the caller can see that it is longer. Paragraphs are lines. Time and memory
// are linear in the length of raw and in limit. The error wraps [ErrDamaged].
func Text(f Format, raw []byte, limit int) ([]byte, error) {
	switch f {
	case Markdown:
		return markdownText(raw)
	case Word:
		return archiveText(raw, wordPart, limit)
	case OpenDocument:
		return archiveText(raw, openDocumentPart, limit)
	}
	return raw, nil
}
