package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/examples/internal/encoded"
	"github.com/palimpsest-go/palimpsest/minhash"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// maxBytes bounds a text in a file and a line of JSON.
const maxBytes = 64 << 20

// keptBytes bounds the memory that a job keeps for the next text.
const keptBytes = 1 << 20

// A job takes a text from where it is read to where it is collected. Jobs are
// used again and again: their number bounds what is under way.
type job struct {
	place place
	data  []byte // of the file, or the line
	err   error  // of reading, or of making what follows; a badText may be left out

	id        string
	words     int
	set       []uint64 // hashes of shingles, ascending
	signature minhash.Signature

	done chan struct{} // room for one: all of the above is made
}

// A place is where a text stands.
type place struct {
	source int32 // index
	line   int32 // from 1; 0 is the file as a whole
}

// A badText is an error that concerns one text only.
type badText struct{ err error }

func (b badText) Error() string { return b.err.Error() }
func (b badText) Unwrap() error { return b.err }

func bad(format string, args ...any) error { return badText{fmt.Errorf(format, args...)} }

// reset makes a job ready for the next text.
func (j *job) reset() {
	if cap(j.data) > keptBytes {
		j.data = nil
	}
	if cap(j.set) > keptBytes/8 {
		j.set = nil
	}
	j.err, j.id, j.data = nil, "", j.data[:0]
}

// A worker makes sets and signatures of texts. It is not safe for concurrent
// use.
type worker struct {
	settings settings
	sources  []source
	signer   *minhash.Signer
	hasher   shingle.Hasher
}

// make fills in what the collection needs of a text.
func (w *worker) make(j *job) {
	var text string
	if j.place.line == 0 {
		j.id = w.sources[j.place.source].id
		text, j.err = fileText(j.data)
	} else {
		j.id, text, j.err = lineText(j.data, w.settings.id, w.settings.text)
	}
	if j.err != nil {
		return
	}
	j.set = w.hasher.AppendHashes(j.set[:0], text)
	j.words = w.count(len(j.set), text)
	j.set = minhash.Ascending(j.set)
	j.signature = w.signer.Sign(j.signature, j.set)
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
func fileText(data []byte) (string, error) {
	text, _, err := encoded.Text(data)
	if err != nil {
		return "", badText{err}
	}
	return string(text), nil
}

// lineText returns the id and the text of a line of JSON.
func lineText(line []byte, idField, textField string) (id, text string, err error) {
	if !utf8.Valid(line) {
		return "", "", bad("not UTF-8, as JSON must be")
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(line, &fields); err != nil {
		var other *json.UnmarshalTypeError
		if errors.As(err, &other) {
			return "", "", bad("not a JSON object")
		}
		return "", "", badText{err}
	}
	if fields == nil { // null
		return "", "", bad("not a JSON object")
	}
	raw, ok := fields[idField]
	switch {
	case !ok:
		return "", "", bad("no field %q", idField)
	case raw[0] == '"':
		err = json.Unmarshal(raw, &id)
	case raw[0] == '-' || raw[0] >= '0' && raw[0] <= '9':
		id = string(raw)
	default:
		return "", "", bad("the field %q is neither a string nor a number", idField)
	}
	if err != nil {
		return "", "", badText{err}
	}
	raw, ok = fields[textField]
	switch {
	case !ok:
		return "", "", bad("no field %q", textField)
	case raw[0] != '"':
		return "", "", bad("the field %q is not a string", textField)
	}
	if err := json.Unmarshal(raw, &text); err != nil {
		return "", "", badText{err}
	}
	return id, text, nil
}
