// Package textfile reads the text of files for the example commands: plain text in any
// encoding, HTML, Markdown and the files of word processors.
package textfile

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"

	"github.com/palimpsest-go/palimpsest/examples/internal/document"
	"github.com/palimpsest-go/palimpsest/examples/internal/encoded"
	"github.com/palimpsest-go/palimpsest/examples/internal/htmltext"
)

// ErrTooLong is wrapped by the error for a file with more text than is asked for.
var ErrTooLong = errors.New("text too long")

// A File is a text as it is compared.
type File struct {
	Name string
	Text string

	// Encoding of the file, as far as [encoded.Text] decided it.
	Encoding string

	// Decoded reports whether Text is not what the file holds, byte by byte. Bytes and
	// SHA256, in hexadecimal digits, are then of the file.
	Decoded bool
	Bytes   int
	SHA256  string
}

// Bounds on what is read of a file whose text is shorter than the file, as
// multiples of the bound on the text.
const (
	rawFactorHTML  = 4 // most of a page is markup
	rawFactorUTF16 = 2 // ASCII takes two bytes
	rawFactorPaper = 4 // a document of a word processor holds pictures
)

// Read reads the text of a file from r. The name says by its ending what the file is; "-",
// which has none, is plain text. A text of more than limit bytes is an error that wraps
// [ErrTooLong]; not much more than that is read. Other errors wrap [document.ErrFormat],
// [document.ErrDamaged] or [encoded.ErrEncoding], are [encoded.ErrBinary], or come from r.
func Read(name string, r io.Reader, limit int) (File, error) {
	in := File{Name: name}
	buffered := bufio.NewReader(r)
	begin, _ := buffered.Peek(document.Mark) // an error comes again when all is read
	format, err := document.Detect(name, begin)
	if err != nil {
		return in, err
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
		return in, err
	}
	if len(raw) > rawLimit {
		return in, fmt.Errorf("%w: %s has more than %d bytes", ErrTooLong, name, rawLimit)
	}
	text, err := in.decode(raw, format, page, wide, limit)
	switch {
	case err != nil:
		return in, err
	case len(text) > limit:
		return in, fmt.Errorf("%w: the text of %s has %d bytes, limit %d", ErrTooLong, name, len(text), limit)
	}
	in.Text = string(text)
	return in, nil
}

// decode returns the text of a file, and notes how it was read and, unless it is the
// file byte by byte, what the file is.
func (in *File) decode(raw []byte, format document.Format, page, wide bool, limit int) ([]byte, error) {
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
		text, in.Encoding, err = encoded.Text(raw)
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
	if format != document.Plain || page || wide || in.Encoding != encoded.UTF8 {
		sum := sha256.Sum256(raw)
		in.Decoded, in.Bytes, in.SHA256 = true, len(raw), hex.EncodeToString(sum[:])
	}
	return text, err
}

// isHTML reports whether the name is that of an HTML file.
func isHTML(name string) bool {
	ext := strings.ToLower(filepath.Ext(name))
	return ext == ".html" || ext == ".htm"
}

// decodePage returns an HTML page in UTF-8. A byte-order mark decides, then a
// meta element in the first 1024 bytes. Windows-1252, which browsers fall back
// to, and read where ISO-8859-1 is declared, is believed only of a page that is
// not valid UTF-8: pages saved from a browser often keep a declaration that has
// ceased to be true.
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
