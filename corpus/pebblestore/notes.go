package pebblestore

import (
	"context"
	"encoding/binary"
	"fmt"
	"iter"
	"slices"

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

// Notes implements corpus.Store. It yields the notes that are there at their turn, each
// once. Between notes it holds no lock of the store, so the loop may take its time.
//
// Before the first, and after every 8 MiB of names, it goes through all notes of the tenant
// for the names that are next, because keys hold no names.
func (s *Store) Notes(ctx context.Context, tenant string) iter.Seq2[corpus.Note, error] {
	return func(yield func(corpus.Note, error) bool) {
		least := leastIDs{all: true, most: listBytes}
		for more := true; more; {
			number, err := s.scanNotes(ctx, tenant, &least)
			if err == nil {
				var stopped bool
				if stopped, err = s.yieldNotes(ctx, number, least.ids, yield); stopped {
					return
				}
			}
			if err != nil {
				yield(corpus.Note{}, fmt.Errorf("%w, of tenant %q", err, tenant))
				return
			}
			if more = least.full; more {
				least = leastIDs{after: least.ceiling, most: listBytes}
			}
		}
	}
}

// yieldNotes yields the notes with some names that are there, and reports whether the loop over them
// was left.
func (s *Store) yieldNotes(ctx context.Context, number uint32, names []string, yield func(corpus.Note, error) bool) (stopped bool, err error) {
	for _, name := range names {
		note, found, err := s.noteOf(ctx, number, name)
		if err != nil {
			return false, err
		}
		if found && !yield(note, nil) {
			return true, nil
		}
	}
	return false, nil
}

// scanNotes adds the names of all notes of a tenant to the least ones, and returns the
// number of the tenant. It holds the store for as long as it takes to read them.
func (s *Store) scanNotes(ctx context.Context, tenant string, least *leastIDs) (uint32, error) {
	if err := s.enter(ctx); err != nil {
		return 0, err
	}
	defer s.leave()
	number, err := s.tenant(tenant)
	if err != nil || number == 0 {
		return 0, err
	}
	prefix := keyOf(kindNote, number)
	r, err := s.readIn(prefix, after(prefix))
	if err != nil {
		return 0, err
	}
	defer r.close()
	for ok := r.it.First(); ok; ok = r.it.Next() {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		value, err := r.it.ValueAndErr()
		if err != nil {
			return 0, engineError("notes", err)
		}
		name, _, err := cutNote(value)
		if err != nil {
			return 0, fmt.Errorf("%w under key %x", err, r.it.Key())
		}
		least.add(name)
	}
	least.cut()
	return number, engineError("notes", r.it.Error())
}

// noteOf returns the note of a name, and whether it is there.
func (s *Store) noteOf(ctx context.Context, tenant uint32, name string) (corpus.Note, bool, error) {
	if err := s.enter(ctx); err != nil {
		return corpus.Note{}, false, err
	}
	defer s.leave()
	r, err := s.read()
	if err != nil {
		return corpus.Note{}, false, err
	}
	defer r.close()
	key := newIDKey(tenant, name).noteKey()
	value, found, err := r.get(key)
	if err != nil || !found {
		return corpus.Note{}, false, err
	}
	note, err := parseNote(value)
	if err != nil {
		return corpus.Note{}, false, fmt.Errorf("%w under key %x", err, key)
	}
	return note, true, nil
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
	name, value, err := cutNote(b)
	return corpus.Note{Name: string(name), Value: string(value)}, err
}

// cutNote cuts what appendNote wrote into name and value, which share the bytes of b.
func cutNote(b []byte) (name, value []byte, err error) {
	size, n := binary.Uvarint(b)
	if n <= 0 || size > uint64(len(b)-n) {
		return nil, nil, fmt.Errorf("%w: note", ErrDamaged)
	}
	return b[n:][:size], b[n:][size:], nil
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
