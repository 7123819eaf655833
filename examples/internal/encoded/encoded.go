// Package encoded converts texts to UTF-8 for the example commands. If a text has
// no mark and is not UTF-8, github.com/gogs/chardet detects its encoding. It is a
// port of the detector of ICU, and named the encodings of all of eight texts of 20
// words in seven languages and six encodings. github.com/wlynxg/chardet, which is
// younger, took Windows-1251 for MacCyrillic and Hungarian ISO 8859-2 for ISO
// 8859-1.
package encoded

import (
	"bytes"
	"errors"
	"fmt"
	"unicode"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	wideunicode "golang.org/x/text/encoding/unicode"
)

// Names that [Text] returns if nothing was guessed: for a text that is returned
// unchanged, and for one with the mark of UTF-16.
const (
	UTF8  = "utf-8"
	UTF16 = "utf-16"
)

// ErrBinary is returned for data with NUL characters that are no text in UTF-16.
var ErrBinary = errors.New("is binary: it has NUL characters")

// ErrEncoding is wrapped by the error for a text whose encoding cannot be
// recognised.
var ErrEncoding = errors.New("is not UTF-8, and its encoding cannot be recognised")

// minInvalid is how many bytes that are not UTF-8 show that a text is in another
// encoding. Fewer are an error in a UTF-8 text.
const minInvalid = 3

// minConfidence is the least confidence of the detector, 0 to 100. It is 10 for
// noise and 57 or more for texts of 20 words.
const minConfidence = 30

// Text returns data in UTF-8 and the name of the encoding that it is in. Data that
// are UTF-8, or mostly UTF-8, are returned unchanged, including a byte-order mark
// and invalid bytes. Other data are decoded: UTF-16 with a mark, UTF-16 without a
// mark if NUL bytes show which half of its characters is empty, and encodings that
// a detector recognises. The error is [ErrBinary], or wraps [ErrEncoding].
func Text(data []byte) (text []byte, name string, err error) {
	if order, ok := wide(data); ok {
		text, err = wideunicode.UTF16(order, wideunicode.UseBOM).NewDecoder().Bytes(data)
		if err == nil && bytes.IndexByte(text, 0) >= 0 {
			err = ErrBinary
		}
		if name = UTF16; !bytes.HasPrefix(data, []byte("\xff\xfe")) && !bytes.HasPrefix(data, []byte("\xfe\xff")) {
			name = "utf-16 without a mark"
		}
		return text, name, err
	}
	switch {
	case bytes.IndexByte(data, 0) >= 0:
		return nil, "", ErrBinary
	case !foreign(data):
		return data, UTF8, nil
	}
	best, err := chardet.NewTextDetector().DetectBest(data)
	if err != nil || best.Confidence < minConfidence {
		return nil, "", ErrEncoding
	}
	var as encoding.Encoding
	if as, name = charset.Lookup(best.Charset); as == nil {
		return nil, "", fmt.Errorf("%w: it may be %s", ErrEncoding, best.Charset)
	}
	if text, err = as.NewDecoder().Bytes(data); err != nil {
		return nil, "", fmt.Errorf("%w: %w", ErrEncoding, err)
	}
	if !plausible(text) {
		return data, UTF8, nil
	}
	return text, name, nil
}

// plausible reports whether the letters beyond ASCII of a decoded text are where
// letters can be: a capital after a small letter is a trace of broken UTF-8. One in
// ten may be wrong.
func plausible(text []byte) bool {
	all, odd := 0, 0
	before := ' '
	for _, r := range string(text) {
		if r >= utf8.RuneSelf {
			all++
			if unicode.IsUpper(r) && unicode.IsLower(before) {
				odd++
			}
		}
		before = r
	}
	return 10*odd <= all
}

// wide reports whether data are UTF-16, and in which byte order. Data of at least
// four characters without a mark are UTF-16 if at least half of the characters have
// an empty byte, always the same one of the two, and no character has the other byte
// empty.
func wide(data []byte) (order wideunicode.Endianness, ok bool) {
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		return wideunicode.BigEndian, true // the mark decides
	}
	if len(data)%2 > 0 || len(data) < 8 {
		return wideunicode.BigEndian, false
	}
	var empty [2]int
	for i, b := range data {
		if b == 0 {
			empty[i%2]++
		}
	}
	switch {
	case empty[0] > 0 && empty[1] == 0 && 4*empty[0] >= len(data):
		return wideunicode.BigEndian, true
	case empty[1] > 0 && empty[0] == 0 && 4*empty[1] >= len(data):
		return wideunicode.LittleEndian, true
	}
	return wideunicode.BigEndian, false
}

// foreign reports whether data are in another encoding than UTF-8: they have some
// invalid bytes, and more of them than characters beyond ASCII that are valid.
func foreign(data []byte) bool {
	valid, invalid := 0, 0
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			invalid++
		} else {
			valid++
		}
		i += n
	}
	return invalid >= minInvalid && invalid > valid
}
