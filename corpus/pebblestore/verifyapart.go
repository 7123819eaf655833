package pebblestore

import (
	"fmt"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// whole verifies that a record is stored a second time with its text, and as it is
// without.
func (v *verifier) whole(at place, head corpus.Record) error {
	v.wholes++
	value, found, err := v.get.get(wholeKey(at.tenant, at.number))
	switch {
	case err != nil:
		return v.report(v.ofText(at, head.ID, "its text cannot be read", err))
	case !found:
		return v.report(v.ofText(at, head.ID, "its text is missing", nil))
	}
	h, err := cutHead(value)
	if err != nil || len(h.text) == 0 {
		return v.report(v.ofText(at, head.ID, "not a record with a text", err))
	}
	if h.record(head.Tenant, at.number) != head {
		return v.report(v.ofText(at, head.ID, "it is stored otherwise with its text than without", nil))
	}
	return nil
}

// wholeTexts verifies that each record with a text is one that is there without.
func (v *verifier) wholeTexts() error {
	n := int64(0)
	whole, err := v.walkAll("texts", keyOf(kindWhole), keyOf(kindWhole+1), func(key, _ []byte) error {
		n++
		if len(key) != len(wholeKey(0, 0)) {
			return v.report(Problem{What: fmt.Sprintf("text under key %x", key)})
		}
		return nil
	})
	if err != nil || !whole || n == v.wholes {
		return err // each record has its text, so there is no other
	}
	_, err = v.walkAll("texts", keyOf(kindWhole), keyOf(kindWhole+1), func(key, _ []byte) error {
		if len(key) != len(wholeKey(0, 0)) {
			return nil // reported
		}
		at := parseRecordKey(key)
		value, found, err := v.get.get(recordKey(at.tenant, at.number))
		if err != nil {
			return nil // records reports it
		}
		if h, err := cutHead(value); found && (err != nil || h.apart()) {
			return nil
		}
		return v.report(v.ofText(at, "", "a text is stored for it that it has not", nil))
	})
	return err
}

// notes verifies that notes can be read and that their keys are those of their names.
func (v *verifier) notes() error {
	_, err := v.walkAll("notes", keyOf(kindNote), keyOf(kindNote+1), func(key, value []byte) error {
		at, ok := cutIDKey(key)
		if !ok {
			return v.report(Problem{What: fmt.Sprintf("note under key %x", key)})
		}
		note, err := parseNote(value)
		if err != nil {
			return v.report(Problem{Tenant: v.nameOf(at.tenant), What: fmt.Sprintf("note under key %x", key), Err: err})
		}
		if newIDKey(at.tenant, note.Name) != at {
			return v.report(Problem{Tenant: v.nameOf(at.tenant), What: fmt.Sprintf("note %q under the key of another name, %x", note.Name, key)})
		}
		if _, found, err := v.get.get(keyOf(kindName, at.tenant)); err == nil && !found {
			return v.report(Problem{What: fmt.Sprintf("note %q of tenant number %d, which has no name", note.Name, at.tenant)})
		}
		return nil
	})
	return err
}
