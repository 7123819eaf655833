package corpus

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// maxPolicy is how long a policy may be, in bytes of JSON.
const maxPolicy = 1 << 20

// ReadPolicy reads a policy, one JSON object. An unknown or repeated field, null in
// a list, a value out of range and anything after the object are errors, which wrap
// [ErrPolicy] and name the rule. Names of fields must be written as here:
//
//	{
//	  "rules": [
//	    {"name": "agency", "action": "allow", "groups": ["agency-1", "agency-2"]},
//	    {"name": "spun", "action": "block", "verdicts": ["spun"], "confidence": 0.97, "coverage": {"suspect": 0.5}, "orders": ["source-first"]},
//	    {"name": "maybe spun", "action": "review", "probabilities": {"spun": 0.85}},
//	    {"name": "budget", "action": "block", "guarantee": {
//	      "version": 1, "verdict": "spun", "threshold": 0.9312, "budget": 0.001, "confidence": 0.95, "bound": 0.000999,
//	      "honest": 3000, "wrong": 0, "wanted": 200, "found": 181, "sources": 2800,
//	      "date": "2026-11-29", "model": "…", "lexica": ["…"]}},
//	    {"name": "any", "action": "review", "confidence": 0.8}
//	  ],
//	  "default": "allow",
//	  "shadow": true
//	}
//
// A guarantee is a [score.Guarantee], which "score -budget" of this repository's examples
// writes. It holds for the model that it names and no other, see [Policy.Validate].
func ReadPolicy(r io.Reader) (Policy, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxPolicy+1))
	if err != nil {
		return Policy{}, err
	}
	if len(data) > maxPolicy {
		return Policy{}, fmt.Errorf("%w: more than %d bytes", ErrPolicy, maxPolicy)
	}
	// The rules are decoded one by one, so that errors can name them.
	var raw struct {
		Rules   []json.RawMessage `json:"rules"`
		Default Action            `json:"default"`
		Shadow  bool              `json:"shadow"`
	}
	if err := decodeStrictly(data, &raw); err != nil {
		return Policy{}, fmt.Errorf("%w: %w", ErrPolicy, err)
	}
	p := Policy{Default: raw.Default, Shadow: raw.Shadow}
	if raw.Rules != nil {
		p.Rules = make([]Rule, len(raw.Rules))
	}
	for i, data := range raw.Rules {
		err := decodeStrictly(data, &p.Rules[i])
		if err == nil {
			err = checkTokens(json.NewDecoder(bytes.NewReader(data)), false)
		}
		if err != nil {
			return Policy{}, fmt.Errorf("%w: %s: %w", ErrPolicy, ruleName(i, p.Rules[i].Name), err)
		}
	}
	if err := checkTokens(json.NewDecoder(bytes.NewReader(data)), false); err != nil {
		return Policy{}, fmt.Errorf("%w: %w", ErrPolicy, err)
	}
	if err := p.Validate(); err != nil {
		return Policy{}, err
	}
	return p, nil
}

// decodeStrictly decodes one JSON object that has no fields other than those of v.
func decodeStrictly(data []byte, v any) error {
	if data = bytes.TrimSpace(data); len(data) == 0 || data[0] != '{' {
		return errors.New("not a JSON object")
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		if errors.Is(err, io.ErrUnexpectedEOF) {
			return errors.New("the JSON ends too early")
		}
		return err
	}
	if d.InputOffset() != int64(len(data)) {
		return fmt.Errorf("more after the object, at byte %d", d.InputOffset())
	}
	return nil
}

// policyFields are the names of all fields of a policy, and of the verdicts that may have
// a probability.
var policyFields = []string{
	"rules", "default", "shadow",
	"name", "action", "verdicts", "confidence", "coverage", "orders", "groups", "tenants", "probabilities", "guarantee",
	"source", "suspect",
	"paraphrase", "spun", "excerpt", "near-duplicate", "identical",
	"version", "verdict", "threshold", "budget", "bound", "honest", "wrong", "wanted", "found", "sources", "date", "model", "lexica",
}

// checkTokens reads a JSON value that was decoded, in a list or not, and returns an
// error for what package json accepts: a repeated field, whose last value would
// count, a name in other capitals, and null in a list, which would be "".
func checkTokens(d *json.Decoder, listed bool) error {
	token, err := d.Token()
	switch {
	case err != nil:
		return err
	case token == nil && listed:
		return errors.New("null in a list")
	case token == json.Delim('{'):
		return checkObject(d)
	case token == json.Delim('['):
		return checkList(d)
	}
	return nil
}

// checkObject is checkTokens for the text after a brace.
func checkObject(d *json.Decoder) error {
	seen := make(map[string]bool)
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return err
		}
		name, _ := token.(string)
		if !slices.Contains(policyFields, name) {
			return fmt.Errorf("unknown field %q", name)
		}
		if seen[name] {
			return fmt.Errorf("field %q stands twice", name)
		}
		seen[name] = true
		if err := checkTokens(d, false); err != nil {
			return err
		}
	}
	_, err := d.Token()
	return err
}

// checkList is checkTokens for the text after a bracket.
func checkList(d *json.Decoder) error {
	for d.More() {
		if err := checkTokens(d, true); err != nil {
			return err
		}
	}
	_, err := d.Token()
	return err
}
