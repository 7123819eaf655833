package memstore

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// PutNote implements [corpus.Store].
func (s *Store) PutNote(ctx context.Context, tenant string, note corpus.Note) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.usable(ctx); err != nil {
		return err
	}
	if s.notes == nil {
		s.notes = make(map[string]map[string]string)
	}
	if s.notes[tenant] == nil {
		s.notes[tenant] = make(map[string]string)
	}
	s.notes[tenant][note.Name] = note.Value
	return nil
}

// DeleteNote implements [corpus.Store].
func (s *Store) DeleteNote(ctx context.Context, tenant, name string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.usable(ctx); err != nil {
		return err
	}
	notes := s.notes[tenant]
	if _, ok := notes[name]; !ok {
		return fmt.Errorf("%w: note %q of tenant %q", corpus.ErrNotFound, name, tenant)
	}
	if delete(notes, name); len(notes) == 0 {
		delete(s.notes, tenant)
	}
	return nil
}

// Notes implements [corpus.Store]. It yields the notes that are there when it begins and
// still there at their turn. It sorts their names before the first one.
func (s *Store) Notes(ctx context.Context, tenant string) iter.Seq2[corpus.Note, error] {
	return func(yield func(corpus.Note, error) bool) {
		names, err := s.noteNames(ctx, tenant)
		for _, name := range names {
			var note corpus.Note
			var ok bool
			if note, ok, err = s.note(ctx, tenant, name); err != nil {
				break
			}
			if ok && !yield(note, nil) {
				return
			}
		}
		if err != nil {
			yield(corpus.Note{}, err)
		}
	}
}

// noteNames returns the names of the notes of a tenant, in order.
func (s *Store) noteNames(ctx context.Context, tenant string) ([]string, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if err := s.usable(ctx); err != nil {
		return nil, err
	}
	return slices.Sorted(maps.Keys(s.notes[tenant])), nil
}

// note returns a note, and whether it is there.
func (s *Store) note(ctx context.Context, tenant, name string) (corpus.Note, bool, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if err := s.usable(ctx); err != nil {
		return corpus.Note{}, false, err
	}
	value, ok := s.notes[tenant][name]
	return corpus.Note{Name: name, Value: value}, ok, nil
}
