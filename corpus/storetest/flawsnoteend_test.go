package storetest

import (
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// hidden marks the tenants of notes that nobody sees until a store is opened again.
const hidden = "\x00"

// hiding returns a store that has notes which nobody sees.
func hiding(f flawed) flawed {
	f.notes = func(m *model, ctx context.Context, tenant string) ([]corpus.Note, error) {
		if strings.HasSuffix(tenant, hidden) {
			return nil, m.usable(ctx)
		}
		return m.allNotes(ctx, tenant)
	}
	return f
}

// unhide puts hidden notes in the place of those of their names.
func unhide(m *model) {
	for tenant, notes := range m.notes {
		seen, ok := strings.CutSuffix(tenant, hidden)
		if !ok {
			continue
		}
		if m.notes[seen] == nil {
			m.notes[seen] = make(map[string]string)
		}
		for name, value := range notes {
			m.notes[seen][name] = value
		}
		delete(m.notes, tenant)
	}
}

func loseNotes(m *model) { m.notes = nil }

// loseNotesWithoutTexts removes the notes of tenants that have no texts.
func loseNotesWithoutTexts(m *model) {
	for tenant := range m.notes {
		if !slices.ContainsFunc(m.texts, func(t *modelText) bool { return t.Tenant == tenant }) {
			delete(m.notes, tenant)
		}
	}
}

// noteEndFlaws are about notes of a store that is opened again, closed, or has a peer.
var noteEndFlaws = []flaw{
	{
		name: "loses notes when it is opened again", laws: "ReopenKeepsNotes CrashKeepsNotes RandomPrograms",
		reopen: loseNotes, crash: loseNotes,
	},
	{
		name: "loses notes of tenants without texts when it is opened again", laws: "ReopenKeepsNotes CrashKeepsNotes RandomPrograms",
		reopen: loseNotesWithoutTexts, crash: loseNotesWithoutTexts,
	},
	{
		name: "brings deleted notes back when it is opened again", laws: "ReopenKeepsNotes CrashKeepsNotes RandomPrograms",
		calls: hiding(flawed{delNote: func(m *model, ctx context.Context, tenant, name string) error {
			m.mu.Lock()
			value := m.notes[tenant][name]
			m.mu.Unlock()
			if err := m.DeleteNote(ctx, tenant, name); err != nil {
				return err
			}
			return m.PutNote(ctx, tenant+hidden, corpus.Note{Name: name, Value: value})
		}}),
		reopen: unhide, crash: unhide,
	},
	{
		name: "brings the notes before the last back when it is opened again", laws: "ReopenKeepsNotes CrashKeepsNotes RandomPrograms",
		calls: hiding(flawed{putNote: func(m *model, ctx context.Context, tenant string, note corpus.Note) error {
			m.mu.Lock()
			before, ok := m.notes[tenant][note.Name]
			m.mu.Unlock()
			if ok {
				if err := m.PutNote(ctx, tenant+hidden, corpus.Note{Name: note.Name, Value: before}); err != nil {
					return err
				}
			}
			return m.PutNote(ctx, tenant, note)
		}}),
		reopen: unhide, crash: unhide,
	},
	loseLateNote(),
	{
		name: "reads notes once", laws: "PeersAgree",
		calls: readingOnce(),
	},
	{
		name: "does not see the notes of a peer", laws: "PeersAgree",
		peer: func(m *model) *model {
			m.mu.Lock()
			defer m.mu.Unlock()
			return &model{contents: &contents{scheme: m.scheme, last: m.last, texts: m.texts}}
		},
	},
	{
		name: "returns notes when it is closed", laws: "Closed",
		calls: flawed{notes: func(m *model, ctx context.Context, tenant string) ([]corpus.Note, error) {
			return (&model{contents: m.contents}).allNotes(ctx, tenant)
		}},
	},
	{
		name: "does not look at the context when it puts a note", laws: "EndedContext",
		calls: flawed{putNote: func(m *model, ctx context.Context, tenant string, note corpus.Note) error {
			return m.PutNote(context.WithoutCancel(ctx), tenant, note)
		}},
	},
	{
		name: "deletes a note and then looks at the context", laws: "EndedContext",
		calls: flawed{delNote: func(m *model, ctx context.Context, tenant, name string) error {
			if err := m.DeleteNote(context.WithoutCancel(ctx), tenant, name); err != nil {
				return err
			}
			return ctx.Err()
		}},
	},
}

// loseLateNote is a store that does not have a note on the disk when PutNote returns.
func loseLateNote() flaw {
	var mu sync.Mutex
	latest := make(map[*contents][2]string) // tenant and name
	return flaw{
		name: "loses the last note in a crash", laws: "CrashKeepsNotes",
		calls: flawed{putNote: func(m *model, ctx context.Context, tenant string, note corpus.Note) error {
			mu.Lock()
			latest[m.contents] = [2]string{tenant, note.Name}
			mu.Unlock()
			return m.PutNote(ctx, tenant, note)
		}},
		crash: func(m *model) {
			mu.Lock()
			defer mu.Unlock()
			at := latest[m.contents]
			delete(m.notes[at[0]], at[1])
		},
	}
}

// readingOnce returns a store that keeps the notes which it has read until it changes
// one itself.
func readingOnce() flawed {
	var mu sync.Mutex
	read := make(map[*model]map[string][]corpus.Note)
	forget := func(m *model) {
		mu.Lock()
		defer mu.Unlock()
		delete(read, m)
	}
	return flawed{
		putNote: func(m *model, ctx context.Context, tenant string, note corpus.Note) error {
			defer forget(m)
			return m.PutNote(ctx, tenant, note)
		},
		delNote: func(m *model, ctx context.Context, tenant, name string) error {
			defer forget(m)
			return m.DeleteNote(ctx, tenant, name)
		},
		notes: func(m *model, ctx context.Context, tenant string) ([]corpus.Note, error) {
			notes, err := m.allNotes(ctx, tenant)
			mu.Lock()
			defer mu.Unlock()
			if have, ok := read[m][tenant]; ok && err == nil {
				return have, nil
			}
			if read[m] == nil {
				read[m] = make(map[string][]corpus.Note)
			}
			read[m][tenant] = notes
			return notes, err
		},
	}
}
