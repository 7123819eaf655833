package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"
)

// Fields names the fields that are read of a JSON object or of a row. If the time
// is "", no time is read.
type fields struct{ id, text, time string }

// An object is what was read of a JSON object. The slices share its memory.
type object struct{ id, text, time []byte }

var errNoObject = errors.New("not a JSON object")

// read reads a JSON object.
func (f fields) read(data []byte) (o object, err error) {
	return o, eachField(data, func(key, value []byte) error { return f.take(&o, key, value) })
}

// eachField calls take with the key, which is a JSON string, and the value of
// each field of a JSON object. It makes no copies, while [json.Unmarshal] into a
// map of [json.RawMessage] copies all values.
func eachField(data []byte, take func(key, value []byte) error) error {
	if !utf8.Valid(data) {
		return errors.New("not UTF-8, as JSON must be")
	}
	if data = bytes.TrimSpace(data); !json.Valid(data) {
		return syntaxError(data)
	}
	if data[0] != '{' {
		return errNoObject
	}
	for rest := data[1:]; ; {
		// The syntax is valid, so the other bytes need not be checked.
		if rest = bytes.TrimLeft(rest, " \t\r\n,"); rest[0] == '}' {
			return nil
		}
		n := stringEnd(rest)
		key := rest[:n]
		rest = bytes.TrimLeft(rest[n:], " \t\r\n:")
		n = valueEnd(rest)
		if err := take(key, rest[:n]); err != nil {
			return err
		}
		rest = rest[n:]
	}
}

// take takes a field of an object, if it is one that is read.
func (f fields) take(o *object, key, value []byte) error {
	name := unquoted(nil, key)
	for _, x := range []struct {
		name string
		to   *[]byte
	}{{f.id, &o.id}, {f.text, &o.text}, {f.time, &o.time}} {
		if x.name == "" || x.name != string(name) {
			continue
		}
		if *x.to != nil {
			return fmt.Errorf("the field %q is there twice", x.name)
		}
		*x.to = value
	}
	return nil
}

// syntaxError returns the error of data that are not JSON.
func syntaxError(data []byte) error {
	var raw json.RawMessage
	return json.Unmarshal(data, &raw)
}

// stringEnd returns the length of the JSON string that data begin with.
func stringEnd(data []byte) int {
	for i := 1; ; i++ {
		i += bytes.IndexByte(data[i:], '"')
		n := i
		for data[n-1] == '\\' {
			n--
		}
		if (i-n)%2 == 0 {
			return i + 1
		}
	}
}

// valueEnd returns the length of the JSON value that data begin with.
func valueEnd(data []byte) int {
	switch data[0] {
	case '"':
		return stringEnd(data)
	case '{', '[':
		depth := 0
		for i := 0; ; i++ {
			switch data[i] {
			case '"':
				i += stringEnd(data[i:]) - 1
			case '{', '[':
				depth++
			case '}', ']':
				if depth--; depth == 0 {
					return i + 1
				}
			}
		}
	}
	return bytes.IndexAny(data, ",}] \t\r\n")
}

// idText returns the id of an object: a string, or a number as it is written.
func (o object) idText(field string) (string, error) {
	switch {
	case o.id == nil:
		return "", fmt.Errorf("no field %q", field)
	case o.id[0] == '"':
		return string(unquoted(nil, o.id)), nil
	case o.id[0] == '-' || o.id[0] >= '0' && o.id[0] <= '9':
		return string(o.id), nil
	}
	return "", fmt.Errorf("the field %q is neither a string nor a number", field)
}

// unquoted appends the value of a JSON string, which must be valid. Half of a
// surrogate pair stands for U+FFFD, as in package json. s may share the memory of
// dst, from its beginning, because the value of a string is shorter than the
// string.
func unquoted(dst, s []byte) []byte {
	for s = s[1 : len(s)-1]; ; {
		n := bytes.IndexByte(s, '\\')
		if n < 0 {
			return append(dst, s...)
		}
		dst = append(dst, s[:n]...)
		c := s[n+1]
		s = s[n+2:]
		switch c {
		case 'b':
			c = '\b'
		case 'f':
			c = '\f'
		case 'n':
			c = '\n'
		case 'r':
			c = '\r'
		case 't':
			c = '\t'
		case 'u':
			r := hex4(s)
			s = s[4:]
			if utf16.IsSurrogate(r) {
				second := rune(utf8.RuneError)
				if bytes.HasPrefix(s, []byte(`\u`)) {
					second = hex4(s[2:])
				}
				if r = utf16.DecodeRune(r, second); r != utf8.RuneError {
					s = s[6:]
				}
			}
			dst = utf8.AppendRune(dst, r)
			continue
		}
		dst = append(dst, c)
	}
}

// hex4 returns the number that four hexadecimal digits stand for.
func hex4(s []byte) (r rune) {
	for _, c := range s[:4] {
		r <<= 4
		switch {
		case c <= '9':
			r += rune(c - '0')
		default:
			r += rune(c|0x20-'a') + 10
		}
	}
	return r
}
