package main

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/examples/internal/command"
)

// errTokens is wrapped by the error for tokens that cannot be read.
var errTokens = errors.New("tokens")

// A scope is what a token may do. Each scope includes those before it.
type scope int

const (
	mayNothing scope = iota // nothing beyond what everybody may do
	mayCheck                // check texts and compare two, without storing any
	mayReview               // also see what others stored, in evidence on a text made from it
	mayAll
)

// scopes are their names in a file.
var scopes = map[string]scope{"check": mayCheck, "review": mayReview, "all": mayAll}

// environmentToken names the token of the environment in the log.
const environmentToken = "MODERATE_TOKEN"

// Bounds of a file of tokens.
const (
	maxTokensFile = 1 << 20 // bytes
	maxTokens     = 1000
	leastToken    = 16 // bytes: a shorter one can be guessed
	maxTokenName  = 64
)

// A pass lets in clients that have its token.
type pass struct {
	name   string
	may    scope
	digest [sha256.Size]byte // of the token itself, which is not kept
	limits
}

// tokens are all passes. If there are none, everybody is let in.
type tokens []pass

// find returns the token with the secret. It compares the digests of all tokens,
// which takes the same time for any secret.
func (list tokens) find(secret string) *pass {
	got := sha256.Sum256([]byte(secret))
	var found *pass
	for i := range list {
		if subtle.ConstantTimeCompare(list[i].digest[:], got[:]) == 1 {
			found = &list[i]
		}
	}
	return found
}

// readTokens returns the token of the environment, if it is not "", and those of a
// file, if its name is not "". The error wraps errTokens, names the file and
// contains no part of a token.
func readTokens(environment, file string) (list tokens, err error) {
	if environment != "" {
		list = append(list, pass{name: environmentToken, may: mayAll, digest: sha256.Sum256([]byte(environment))})
	}
	if file == "" {
		return list, nil
	}
	data, err := readSmall(file, maxTokensFile)
	if err == nil {
		list, err = appendTokens(list, data)
	}
	if err != nil {
		return nil, fmt.Errorf("-tokens: %w: %w", errTokens, command.Named(file, err))
	}
	return list, nil
}

// readSmall returns the content of a file of at most that many bytes.
func readSmall(name string, most int64) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, most+1))
	if err == nil && int64(len(data)) > most {
		err = fmt.Errorf("more than %d bytes", most)
	}
	return data, err
}

// appendTokens appends the tokens of a file, {"tokens": [{"name": ..., ...}]}.
func appendTokens(list tokens, data []byte) (tokens, error) {
	if !utf8.Valid(data) {
		return nil, errNotUTF8
	}
	fields, err := readFields(data, "tokens")
	if err != nil {
		return nil, err
	}
	var raw []json.RawMessage
	if json.Unmarshal(fields["tokens"], &raw) != nil || len(raw) == 0 || len(raw) > maxTokens {
		return nil, fieldErrorf("the field %q must be a list of 1 to %d tokens", "tokens", maxTokens)
	}
	for i, data := range raw {
		t, err := readToken(data)
		if err != nil {
			return nil, fmt.Errorf("token %d: %w", i+1, err)
		}
		for _, other := range list {
			if other.name == t.name || other.digest == t.digest {
				return nil, fieldErrorf("token %d has the name or the token of another, %q", i+1, other.name)
			}
		}
		list = append(list, t)
	}
	return list, nil
}

// readToken reads one token of a file.
func readToken(data []byte) (t pass, err error) {
	fields, err := readFields(data, "name", "may", "token", "rate", "bytes", "open")
	if err != nil {
		return t, err
	}
	var may, secret string
	for name, value := range map[string]*string{"name": &t.name, "may": &may, "token": &secret} {
		if err = stringField(fields, name, value); err != nil {
			return t, err
		}
	}
	t.may, t.digest = scopes[may], sha256.Sum256([]byte(secret))
	for name, value := range map[string]any{"rate": &t.rate, "bytes": &t.bytes, "open": &t.open} {
		if raw, ok := fields[name]; ok && (string(raw) == "null" || json.Unmarshal(raw, value) != nil) {
			return t, fieldErrorf("the field %q is not a number that can be taken", name)
		}
	}
	switch {
	case t.name == "" || len(t.name) > maxTokenName:
		return t, fieldErrorf("the field %q must have 1 to %d bytes", "name", maxTokenName)
	case t.may == mayNothing:
		return t, fieldErrorf("the field %q must be %q, %q or %q", "may", "check", "review", "all")
	case len(secret) < leastToken:
		return t, fieldErrorf("the field %q must have %d bytes or more", "token", leastToken)
	}
	return t, t.check()
}
