package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"

	"github.com/palimpsest-go/palimpsest/examples/internal/encoded"
	"github.com/palimpsest-go/palimpsest/examples/internal/htmltext"
	"github.com/palimpsest-go/palimpsest/minhash"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// keptBytes bounds the memory that a job keeps for the next text.
const keptBytes = 1 << 20

// A job takes a text from where it is read to where it is collected. Jobs are
// reused: their number bounds how many texts are in progress.
type job struct {
	place place
	data  []byte // of the file, the JSON object, or the text of the row
	err   error  // of reading, or of making what follows
	held  int64  // bytes of the budget

	id        string
	time      moment
	words     int
	set       []uint64 // hashes of shingles, ascending
	signature minhash.Signature

	done chan struct{} // room for one value, sent when all of the above is made
}

// reset makes a job ready for the next text.
func (j *job) reset() {
	if cap(j.data) > keptBytes {
		j.data = nil
	}
	if cap(j.set) > keptBytes/8 {
		j.set = nil
	}
	j.err, j.id, j.data, j.held, j.time = nil, "", j.data[:0], 0, moment{}
}

// A worker makes sets and signatures of texts. It is not safe for concurrent
// use.
type worker struct {
	settings settings
	sources  []source
	signer   *minhash.Signer
	hasher   shingle.Hasher
}

// make fills in what the collection needs to know about a text.
func (w *worker) make(j *job) {
	src := &w.sources[j.place.source]
	var text string
	switch {
	case src.format.single():
		j.id = src.id
		text, j.err = fileText(j.data, src.format)
	case src.format == formatParquet:
		text = string(j.data)
	default:
		j.id, text, j.time, j.err = w.object(j.data)
	}
	if j.err != nil {
		return
	}
	if len(j.data) > keptBytes {
		j.data = nil // the text is a copy
	}
	j.set = w.hasher.AppendHashes(slices.Grow(j.set[:0], len(text)/bytesPerWord), text)
	j.words = w.count(len(j.set), text)
	j.set = minhash.Ascending(j.set)
	j.signature = w.signer.Sign(j.signature, j.set)
}

// bytesPerWord is about how many bytes a word of a text takes, with the space after
// it.
const bytesPerWord = 6

// object returns what is read of a JSON object.
func (w *worker) object(data []byte) (id, text string, time moment, err error) {
	f := w.settings.fields()
	o, err := f.read(data)
	if err != nil {
		return "", "", time, err
	}
	if id, err = o.idText(f.id); err != nil {
		return "", "", time, err
	}
	if o.time != nil {
		if time, err = jsonMoment(o.time); err != nil {
			return "", "", time, fmt.Errorf("the field %q: %w", f.time, err)
		}
	}
	switch {
	case o.text == nil:
		err = fmt.Errorf("no field %q", f.text)
	case o.text[0] != '"':
		err = fmt.Errorf("the field %q is not a string", f.text)
	default:
		text = string(unquoted(o.text[:0], o.text)) // in its own place
	}
	return id, text, time, err
}

// count returns the number of words of a text that has n shingles.
func (w *worker) count(n int, text string) int {
	if n > 1 {
		return n + w.settings.shingle - 1
	}
	words := 0
	for range shingle.Words(text, shingle.None) {
		words++
	}
	return words
}

// fileText returns the text of a file.
func fileText(data []byte, f format) (string, error) {
	text, name, err := encoded.Text(data)
	if f == formatText || err != nil && bytes.IndexByte(data, 0) >= 0 {
		return string(text), err
	}
	// A page declares its encoding itself, if its bytes do not show it.
	if err != nil || !strings.HasPrefix(name, encoded.UTF16) && !utf8.Valid(data) {
		encoding, _, _ := charset.DetermineEncoding(data, "")
		if text, err = encoding.NewDecoder().Bytes(data); err != nil {
			return "", err
		}
	}
	return string(htmltext.Text(bytes.TrimPrefix(text, []byte(mark)))), nil
}
