package memstore

import (
	"context"
	"fmt"
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

// Notes implements [corpus.Store].
func (s *Store) Notes(ctx context.Context, tenant string) ([]corpus.Note, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if err := s.usable(ctx); err != nil {
		return nil, err
	}
	var notes []corpus.Note
	for _, name := range slices.Sorted(maps.Keys(s.notes[tenant])) {
		notes = append(notes, corpus.Note{Name: name, Value: s.notes[tenant][name]})
	}
	return notes, nil
}
