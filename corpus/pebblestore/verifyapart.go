package pebblestore

import "fmt"

// textOf verifies that the text of a record is there that has it apart.
func (v *verifier) textOf(at place, id string) error {
	v.apart++
	_, found, err := v.get.get(textKey(at.tenant, at.number))
	if err == nil && found {
		return nil
	}
	what := "its text is missing"
	if err != nil {
		what = "its text cannot be read"
	}
	return v.report(v.ofText(at, id, what, err))
}

// apartTexts verifies that each text under a key of its own is that of a record.
func (v *verifier) apartTexts() error {
	n := int64(0)
	whole, err := v.walkAll("texts", keyOf(kindText), keyOf(kindText+1), func(key, _ []byte) error {
		n++
		if len(key) != len(textKey(0, 0)) {
			return v.report(Problem{What: fmt.Sprintf("text under key %x", key)})
		}
		return nil
	})
	if err != nil || !whole || n == v.apart {
		return err // each record has its text, so there is no other
	}
	_, err = v.walkAll("texts", keyOf(kindText), keyOf(kindText+1), func(key, _ []byte) error {
		if len(key) != len(textKey(0, 0)) {
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
