package storetest

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// noting returns a PutNote that changes the note before, given the value that the note of
// its name has, "" if there is none.
func noting(change func(note corpus.Note, before string) corpus.Note) flawed {
	return flawed{putNote: func(m *model, ctx context.Context, tenant string, note corpus.Note) error {
		m.mu.Lock()
		before := m.notes[tenant][note.Name]
		m.mu.Unlock()
		return m.PutNote(ctx, tenant, change(note, before))
	}}
}

// readingNotes returns a Notes that changes what it should return.
func readingNotes(change func(notes []corpus.Note) []corpus.Note) flawed {
	return flawed{notes: func(m *model, ctx context.Context, tenant string) ([]corpus.Note, error) {
		notes, err := m.allNotes(ctx, tenant)
		return change(notes), err
	}}
}

// noteFlaws are about what notes say and how they are called.
var noteFlaws = []flaw{
	{
		name: "cuts notes at NUL", laws: "NotesKept",
		calls: noting(func(note corpus.Note, _ string) corpus.Note {
			note.Value, _, _ = strings.Cut(note.Value, "\x00")
			return note
		}),
	},
	{
		name: "makes notes UTF-8", laws: "NotesKept",
		calls: noting(func(note corpus.Note, _ string) corpus.Note {
			note.Value = strings.ToValidUTF8(note.Value, "?")
			return note
		}),
	},
	{
		name: "cuts notes at 64 KB", laws: "NotesKept",
		calls: noting(func(note corpus.Note, _ string) corpus.Note {
			note.Value = note.Value[:min(len(note.Value), 1<<16)]
			return note
		}),
	},
	{
		name: "keeps the first note of a name", laws: "NotesKept PeersAgree RandomPrograms",
		calls: noting(func(note corpus.Note, before string) corpus.Note {
			if before != "" {
				note.Value = before
			}
			return note
		}),
	},
	{
		name: "adds a note to that of its name", laws: "NotesKept PeersAgree RandomPrograms",
		calls: noting(func(note corpus.Note, before string) corpus.Note {
			note.Value = before + note.Value
			return note
		}),
	},
	{
		name: "folds the names of notes", laws: "NotesKept",
		calls: noting(func(note corpus.Note, _ string) corpus.Note {
			note.Name = strings.ToLower(note.Name)
			return note
		}),
	},
	{
		name: "takes an empty note for none", laws: "NotesKept",
		calls: readingNotes(func(notes []corpus.Note) []corpus.Note {
			return slices.DeleteFunc(notes, func(n corpus.Note) bool { return n.Value == "" })
		}),
	},
	{
		name: "returns notes in the order of a collation", laws: "NotesKept",
		calls: readingNotes(func(notes []corpus.Note) []corpus.Note {
			slices.SortStableFunc(notes, func(a, b corpus.Note) int { return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
			return notes
		}),
	},
	{
		name: "returns a hundred notes at most", laws: "NotesKept",
		calls: readingNotes(func(notes []corpus.Note) []corpus.Note { return notes[:min(len(notes), 100)] }),
	},
	{
		name: "deletes without a word a note that is not there", laws: "NotesKept NotesApart NamesOfNoText RandomPrograms",
		calls: flawed{delNote: func(m *model, ctx context.Context, tenant, name string) error {
			_ = m.DeleteNote(ctx, tenant, name)
			return m.usable(ctx)
		}},
	},
	{
		name: "does not say which note is missing", laws: "NotesKept NotesApart",
		calls: flawed{delNote: func(m *model, ctx context.Context, tenant, name string) error {
			if err := m.DeleteNote(ctx, tenant, name); err != nil {
				return fmt.Errorf("%w: %w", corpus.ErrNotFound, m.usable(ctx))
			}
			return nil
		}},
	},
	{
		name: "deletes all notes of a tenant with one", laws: "NotesKept ReopenKeepsNotes RandomPrograms",
		calls: flawed{delNote: func(m *model, ctx context.Context, tenant, name string) error {
			err := m.DeleteNote(ctx, tenant, name)
			if err == nil {
				notesLost(m, tenant)
			}
			return err
		}},
	},
	{
		name: "cuts the names of notes that it looks for at NUL", laws: "NamesOfNoText",
		calls: flawed{delNote: func(m *model, ctx context.Context, tenant, name string) error {
			name, _, _ = strings.Cut(name, "\x00")
			return m.DeleteNote(ctx, tenant, name)
		}},
	},
}

// notesLost removes the notes of a tenant.
func notesLost(m *model, tenant string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.notes, tenant)
}
