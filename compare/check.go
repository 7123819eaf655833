package compare

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
)

// ErrOtherText is wrapped by the error for a text that the report is not about.
var ErrOtherText = errors.New("compare: not the text of the report")

// Check returns an error unless source and suspect are the texts that were
// compared and all spans of the report lie in them. The error wraps
// [ErrOtherText] and names the text. Time is linear in the lengths of the texts.
func (r *Report) Check(source, suspect string) error {
	if err := r.Source.check("source", r.digests[0], source); err != nil {
		return err
	}
	if err := r.Suspect.check("suspect", r.digests[1], suspect); err != nil {
		return err
	}
	return r.checkSpans(len(source), len(suspect))
}

// check returns an error unless text is the text of the document. digest is that of
// the text as compared. A report read from JSON has none; there the caller may have
// set SHA256 to the digest of a file, and Text to the text itself.
func (d *Document) check(role, digest, text string) error {
	same := false
	switch {
	case digest == "" && d.Text != "":
		same = d.Text == text
	case digest == "":
		digest = d.SHA256
		fallthrough
	default:
		sum := sha256.Sum256([]byte(text))
		same = digest == hex.EncodeToString(sum[:])
	}
	if !same {
		return fmt.Errorf("%w: %s of %d bytes, got %d bytes that differ", ErrOtherText, role, d.Bytes, len(text))
	}
	return nil
}

// checkSpans returns an error if a span of the report is outside of its text. Only
// reports that were changed or read from elsewhere can have such a span.
func (r *Report) checkSpans(source, suspect int) error {
	var err error
	check := func(in string, s Span) {
		length := source
		if in == "suspect" {
			length = suspect
		}
		if err == nil && !(0 <= s.Start && s.Start <= s.End && s.End <= length) {
			err = fmt.Errorf("%w: %s has no bytes %d to %d", ErrOtherText, in, s.Start, s.End)
		}
	}
	both := func(s, t Span) {
		check("source", s)
		check("suspect", t)
	}
	for _, p := range r.Passages {
		both(p.Source, p.Suspect)
	}
	for _, s := range r.Substitutions {
		both(s.Source.Span, s.Suspect.Span)
	}
	for _, e := range r.Edits {
		both(e.Source, e.Suspect)
	}
	for _, e := range r.Excluded {
		check(e.In, e.Span)
	}
	for _, e := range r.Kept {
		check(e.In, e.Span)
	}
	for _, d := range r.Disguises {
		check(d.In, d.Span)
	}
	return err
}
