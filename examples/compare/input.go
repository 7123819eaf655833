package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/examples/internal/command"
	"github.com/palimpsest-go/palimpsest/examples/internal/document"
	"github.com/palimpsest-go/palimpsest/examples/internal/encoded"
	"github.com/palimpsest-go/palimpsest/examples/internal/htmltext"
)

// An input is a text as it is compared.
type input struct {
	name    string // as on the command line
	text    string
	decoded *rawFile // set if text is not what the file holds, byte by byte

	encoding string // of the file, as far as [encoded.Text] decided it
}

// A rawFile identifies what a file holds.
type rawFile struct {
	bytes  int
	sha256 string
}

// describe writes into d what the library does not know about the input. A reader
// of the report can check the file by its digest, and the offsets by the text.
func (in input) describe(d *compare.Document) {
	d.Name = in.name
	if in.decoded != nil {
		d.Text, d.Bytes, d.SHA256 = in.text, in.decoded.bytes, in.decoded.sha256
	}
}

// Bounds on how much is read of a file that is longer than its text, as multiples
// of the bound on the text.
const (
	rawFactorHTML  = 4 // most of a page is markup
	rawFactorUTF16 = 2 // ASCII takes two bytes
	rawFactorPaper = 4 // a document of a word processor holds pictures
)

// readInput reads the text of the named file, or of stdin if the name is "-".
// A text of more than limit bytes is an error that wraps [compare.ErrTooLong];
// not much more than limit bytes are read of the file.
func readInput(name string, stdin io.Reader, limit int) (input, error) {
	if name == "-" {
		return decodeInput(name, stdin, limit)
	}
	f, err := os.Open(name)
	if err != nil {
		return input{}, err
	}
	defer f.Close()
	return decodeInput(name, f, limit)
}

// decodeInput reads the text of a file from r.
func decodeInput(name string, r io.Reader, limit int) (input, error) {
	in := input{name: name}
	buffered := bufio.NewReader(r)
	begin, _ := buffered.Peek(document.Mark) // an error comes again when all is read
	format, err := document.Detect(name, begin)
	if err != nil {
		return in, nameError(name, err)
	}
	page := isHTML(name) && format == document.Plain
	wide := format != document.Word && format != document.OpenDocument &&
		(bytes.HasPrefix(begin, []byte("\xff\xfe")) || bytes.HasPrefix(begin, []byte("\xfe\xff")))
	rawLimit := limit
	switch {
	case format == document.Word || format == document.OpenDocument:
		rawLimit *= rawFactorPaper
	case page:
		rawLimit *= rawFactorHTML
	case wide:
		rawLimit *= rawFactorUTF16
		rawLimit += 2 // the mark
	}
	raw, err := io.ReadAll(io.LimitReader(buffered, int64(rawLimit)+1))
	if err != nil {
		return in, nameError(name, err)
	}
	if len(raw) > rawLimit {
		return in, fmt.Errorf("%w: %s has more than %d bytes", compare.ErrTooLong, name, rawLimit)
	}
	text, err := in.decode(raw, format, page, wide, limit)
	switch {
	case err != nil:
		return in, nameError(name, err)
	case len(text) > limit:
		return in, fmt.Errorf("%w: the text of %s has %d bytes, limit %d", compare.ErrTooLong, name, len(text), limit)
	}
	in.text = string(text)
	return in, nil
}

// decode returns the text of a file. It notes how the file was read and, unless the
// text is the file byte by byte, a description of the file.
func (in *input) decode(raw []byte, format document.Format, page, wide bool, limit int) ([]byte, error) {
	text := raw
	var err error
	switch {
	case format == document.Word || format == document.OpenDocument:
		text, err = document.Text(format, raw, limit)
	case page && !wide:
		if bytes.IndexByte(raw, 0) >= 0 {
			return nil, encoded.ErrBinary
		}
		text, err = decodePage(raw)
	default:
		text, in.encoding, err = encoded.Text(raw)
	}
	if err == nil && bytes.IndexByte(text, 0) >= 0 {
		err = encoded.ErrBinary
	}
	switch {
	case err != nil:
		return nil, err
	case page:
		text = htmltext.Text(text)
	case format == document.Markdown:
		text, err = document.Text(format, text, limit)
	}
	if format != document.Plain || page || wide || in.encoding != encoded.UTF8 {
		sum := sha256.Sum256(raw)
		in.decoded = &rawFile{len(raw), hex.EncodeToString(sum[:])}
	}
	return text, err
}

// isHTML reports whether the name is that of an HTML file.
func isHTML(name string) bool {
	ext := strings.ToLower(filepath.Ext(name))
	return ext == ".html" || ext == ".htm"
}

// decodePage returns an HTML page in UTF-8. A byte-order mark decides, then a
// meta element in the first 1024 bytes. Browsers fall back to Windows-1252, and use
// it where ISO-8859-1 is declared; decodePage uses it only for a page that is not
// valid UTF-8, because pages saved from a browser often keep a declaration that is
// no longer true.
func decodePage(raw []byte) ([]byte, error) {
	encoding, name, _ := charset.DetermineEncoding(raw, "")
	if name != "windows-1252" || !utf8.Valid(raw) {
		var err error
		if raw, err = encoding.NewDecoder().Bytes(raw); err != nil {
			return nil, err
		}
	}
	return bytes.TrimPrefix(raw, []byte("\ufeff")), nil
}

// nameError returns err with the name of the input.
func nameError(name string, err error) error {
	if name == "-" {
		name = "standard input"
	}
	return command.Named(name, err)
}
