package corpus

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// maxPolicy is how long a policy may be, in bytes of JSON.
const maxPolicy = 1 << 20

// ReadPolicy reads a policy, one object of JSON. A field that is not known, a
// value out of range and anything after the object are errors, which wrap
// [ErrPolicy] and name the rule:
//
//	{
//	  "rules": [
//	    {"name": "agency", "action": "allow", "groups": ["agency-1", "agency-2"]},
//	    {"name": "spun", "action": "block", "verdicts": ["spun"], "confidence": 0.97, "coverage": {"suspect": 0.5}, "orders": ["source-first"]},
//	    {"name": "any", "action": "review", "confidence": 0.8}
//	  ],
//	  "default": "allow",
//	  "shadow": true
//	}
func ReadPolicy(r io.Reader) (Policy, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxPolicy+1))
	if err != nil {
		return Policy{}, err
	}
	if len(data) > maxPolicy {
		return Policy{}, fmt.Errorf("%w: more than %d bytes", ErrPolicy, maxPolicy)
	}
	// The rules one by one, so that errors can name them.
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
		if err := decodeStrictly(data, &p.Rules[i]); err != nil {
			return Policy{}, fmt.Errorf("%w: %s: %w", ErrPolicy, ruleName(i, p.Rules[i].Name), err)
		}
	}
	if err := p.Validate(); err != nil {
		return Policy{}, err
	}
	return p, nil
}

// decodeStrictly decodes one object of JSON that has no other fields than v has.
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
