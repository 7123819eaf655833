package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// errObject says that a line, a body or a file is not a JSON object.
var errObject = errors.New("not a JSON object")

// errField is wrapped by the error for a field that is not known, that occurs twice
// or whose value has the wrong type.
var errField = errors.New("bad field")

// A fieldError names the field that is wrong.
type fieldError struct{ message string }

func (e *fieldError) Error() string { return e.message }

func (e *fieldError) Unwrap() error { return errField }

func fieldErrorf(format string, args ...any) error { return &fieldError{fmt.Sprintf(format, args...)} }

// readFields returns the fields of a JSON object, undecoded. A field whose name is
// not known, letter for letter, and a field that occurs twice give an error that
// wraps errField: if a "tenent" were ignored, the text would go to another tenant.
// Time is linear in the length.
func readFields(data []byte, known ...string) (map[string]json.RawMessage, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	t, err := d.Token()
	if err != nil || t != json.Delim('{') {
		return nil, syntaxOf(data, errObject)
	}
	fields := make(map[string]json.RawMessage, len(known))
	for d.More() {
		key, err := d.Token()
		var value json.RawMessage
		if err == nil {
			err = d.Decode(&value)
		}
		if err != nil {
			return nil, syntaxOf(data, err)
		}
		name, _ := key.(string)
		if _, twice := fields[name]; twice {
			return nil, fieldErrorf("the field %q stands there twice", name)
		}
		if !slices.Contains(known, name) {
			return nil, fieldErrorf("unknown field %.40q%s", name, meant(name, known))
		}
		fields[name] = value
	}
	if _, err = d.Token(); err != nil || len(bytes.TrimSpace(data[d.InputOffset():])) > 0 {
		return nil, syntaxOf(data, err)
	}
	return fields, nil
}

// syntaxOf returns the error of package json for data, which says more than the
// error of a token. If there is none, it returns err.
func syntaxOf(data []byte, err error) error {
	var any json.RawMessage
	if e := json.Unmarshal(data, &any); e != nil && len(bytes.TrimSpace(data)) > 0 {
		return e
	}
	return err
}

// meant returns a hint: the known name that differs from the name by its capitals
// or by a letter or two, otherwise all known names.
func meant(name string, known []string) string {
	for _, k := range known {
		if strings.EqualFold(name, k) || len(name) < 64 && near(strings.ToLower(name), k) {
			return fmt.Sprintf("; there is %q", k)
		}
	}
	if len(known) == 0 {
		return "; there are none"
	}
	return "; there are " + strings.Join(known, ", ")
}

// near reports whether two short words differ by one letter that was inserted, left
// out or replaced, or by two neighbours that changed places.
func near(a, b string) bool {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return len(a) <= 1 && len(b) <= 1 || len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0]
}

// stringField sets value to that of a field that may be missing or null.
func stringField(fields map[string]json.RawMessage, name string, value *string) error {
	raw, ok := fields[name]
	switch {
	case !ok, string(raw) == "null":
		return nil
	case raw[0] != '"':
		return fieldErrorf("the field %q is not a string", name)
	}
	return json.Unmarshal(raw, value)
}
