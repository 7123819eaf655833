package pebblestore

import (
	"context"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// PutNote implements corpus.Store. It is one write to the log and one sync. The error
// wraps corpus.ErrText if a name is not UTF-8 or holds a NUL or the note has more than
// about 512 MiB, and corpus.ErrFull.
func (s *Store) PutNote(ctx context.Context, tenant string, note corpus.Note) error {
	if err := s.enter(ctx); err != nil {
		return err
	}
	defer s.leave()
	if !validName(tenant) || !validName(note.Name) {
		return fmt.Errorf("%w: note %q of tenant %q: want names in UTF-8 without NUL", corpus.ErrText, note.Name, tenant)
	}
	if size := len(note.Name) + len(note.Value); size > maxBatch {
		return fmt.Errorf("%w: note %q of tenant %q has %d bytes, want at most %d", corpus.ErrText, note.Name, tenant, size, maxBatch)
	}
	number, err := s.makeTenant(tenant)
	if err != nil {
		return err
	}
	id := newIDKey(number, note.Name)
	unlock, err := s.ids.lock(ctx, []idKey{id})
	if err != nil {
		return err
	}
	defer unlock()
	b := s.db.NewBatch()
	if err := b.Set(id.noteKey(), appendNote(nil, note), nil); err != nil {
		return engineError("note", err)
	}
	return s.commit(b, forTexts)
}

// DeleteNote implements corpus.Store. After Compact the note is no longer in any
// file.
func (s *Store) DeleteNote(ctx context.Context, tenant, name string) error {
	if err := s.enter(ctx); err != nil {
		return err
	}
	defer s.leave()
	number, err := s.tenant(tenant)
	if err != nil {
		return err
	}
	id := newIDKey(number, name) // there are no notes under number 0
	unlock, err := s.ids.lock(ctx, []idKey{id})
	if err != nil {
		return err
	}
	defer unlock()
	there, err := s.has(id.noteKey())
	if err != nil {
		return err
	}
	if !there {
		return fmt.Errorf("%w: note %q of tenant %q", corpus.ErrNotFound, name, tenant)
	}
	b := s.db.NewBatch()
	if err := b.Delete(id.noteKey(), nil); err != nil {
		return engineError("note", err)
	}
	return s.commit(b, forRemoval)
}

// has reports whether there is a key.
func (s *Store) has(key []byte) (bool, error) {
	r, err := s.read()
	if err != nil {
		return false, err
	}
	defer r.close()
	_, found, err := r.get(key)
	return found, err
}

// Notes implements corpus.Store. It returns them as they were at one moment.
func (s *Store) Notes(ctx context.Context, tenant string) ([]corpus.Note, error) {
	if err := s.enter(ctx); err != nil {
		return nil, err
	}
	defer s.leave()
	number, err := s.tenant(tenant)
	if err != nil || number == 0 {
		return nil, err
	}
	prefix := keyOf(kindNote, number)
	r, err := s.readIn(prefix, after(prefix))
	if err != nil {
		return nil, err
	}
	defer r.close()
	var notes []corpus.Note
	for ok := r.it.First(); ok; ok = r.it.Next() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		value, err := r.it.ValueAndErr()
		if err != nil {
			return nil, engineError("notes", err)
		}
		note, err := parseNote(value)
		if err != nil {
			return nil, fmt.Errorf("%w under key %x, of tenant %q", err, r.it.Key(), tenant)
		}
		notes = append(notes, note)
	}
	slices.SortFunc(notes, func(a, b corpus.Note) int { return strings.Compare(a.Name, b.Name) })
	return notes, engineError("notes", r.it.Error())
}

// noteKey returns the key of the note whose name k is made from. Like the key of a
// text it does not hold the name, so notes are in no order.
func (k idKey) noteKey() []byte { return append(keyOf(kindNote, k.tenant), k.hash[:]...) }

// appendNote appends a note as it is stored: its name after its length, then its value.
func appendNote(b []byte, note corpus.Note) []byte {
	b = slices.Grow(b, binary.MaxVarintLen64+len(note.Name)+len(note.Value))
	b = append(binary.AppendUvarint(b, uint64(len(note.Name))), note.Name...)
	return append(b, note.Value...)
}

// parseNote reads what appendNote wrote, and shares nothing with b.
func parseNote(b []byte) (corpus.Note, error) {
	size, n := binary.Uvarint(b)
	if n <= 0 || size > uint64(len(b)-n) {
		return corpus.Note{}, fmt.Errorf("%w: note", ErrDamaged)
	}
	return corpus.Note{Name: string(b[n:][:size]), Value: string(b[n:][size:])}, nil
}

// makeTenant returns the number of a tenant, which gets one if it has none.
func (s *Store) makeTenant(name string) (uint32, error) {
	number, err := s.tenant(name)
	if err != nil || number != 0 {
		return number, err
	}
	known := make(map[string]uint32)
	err = s.numberTenants([]string{name}, known)
	return known[name], err
}
