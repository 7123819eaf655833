package score

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode/utf8"
)

// maxLine is the length of the longest line that is read, in bytes.
const maxLine = 64 << 20

// Read returns an iterator over the pairs in r, in JSON, one a line, in UTF-8,
// which may be compressed with gzip. Lines of white space are skipped. A line that
// does not hold a pair gives an error that names the line and wraps [ErrPair] or
// [ErrLabel]; if the loop continues, the next line is read. An error of r, or a
// line longer than 64 MiB, ends the iteration.
func Read(r io.Reader) iter.Seq2[Pair, error] {
	return func(yield func(Pair, error) bool) {
		in := bufio.NewReader(r)
		if magic, _ := in.Peek(2); string(magic) == "\x1f\x8b" {
			z, err := gzip.NewReader(in)
			if err != nil {
				yield(Pair{}, err)
				return
			}
			defer z.Close()
			r = z
		} else {
			r = in
		}
		s := bufio.NewScanner(r)
		s.Buffer(nil, maxLine)
		line := 1
		for ; s.Scan(); line++ {
			data := s.Bytes()
			if line == 1 {
				data = bytes.TrimPrefix(data, []byte("\ufeff"))
			}
			if data = bytes.TrimSpace(data); len(data) == 0 {
				continue
			}
			p, err := parse(data)
			if err != nil {
				p, err = Pair{}, fmt.Errorf("line %d: %w", line, err)
			}
			if !yield(p, err) {
				return
			}
		}
		if err := s.Err(); err != nil {
			yield(Pair{}, fmt.Errorf("line %d: %w", line, err))
		}
	}
}

// parse returns the pair of a line.
func parse(data []byte) (Pair, error) {
	if !utf8.Valid(data) { // offsets would not count bytes of the text
		return Pair{}, fmt.Errorf("%w: not UTF-8", ErrPair)
	}
	type plain Pair
	var p struct {
		plain
		Source  *string `json:"source"`
		Suspect *string `json:"suspect"`
		Page    string  `json:"page"`

		Expected anyOf `json:"expected"`
	}
	var other *json.UnmarshalTypeError
	err := json.Unmarshal(data, &p)
	switch {
	case errors.As(err, &other) && other.Field == "", string(data) == "null":
		return Pair{}, fmt.Errorf("%w: not a JSON object", ErrPair)
	case other != nil:
		member := other.Field[strings.LastIndexByte(other.Field, '.')+1:]
		return Pair{}, fmt.Errorf("%w: %q is of the wrong kind, %s", ErrPair, member, other.Value)
	case err != nil:
		return Pair{}, fmt.Errorf("%w: %w", ErrPair, err)
	}
	switch {
	case p.ID == "":
		return Pair{}, fmt.Errorf("%w: no id", ErrPair)
	case p.Source == nil:
		return Pair{}, fmt.Errorf("%w: %s has no source", ErrPair, p.ID)
	case p.Suspect == nil:
		return Pair{}, fmt.Errorf("%w: %s has no suspect", ErrPair, p.ID)
	}
	out := Pair(p.plain)
	out.Source, out.Suspect, out.Group = *p.Source, *p.Suspect, cmp.Or(out.Group, p.Page)
	out.Label = cmp.Or(out.Label, strings.Join(p.Expected, orLabel))
	return out, out.check()
}

// An anyOf is one string or several.
type anyOf []string

// UnmarshalJSON sets a to a string, an array of them, or nothing for null.
func (a *anyOf) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] != '"' {
		return json.Unmarshal(data, (*[]string)(a))
	}
	*a = make(anyOf, 1)
	return json.Unmarshal(data, &(*a)[0])
}
