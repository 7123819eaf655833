package storetest

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// joined returns a store that keeps notes under one name, made of tenant and name.
func joined(join func(tenant, name string) string, prefix func(tenant string) string) flawed {
	return flawed{
		putNote: func(m *model, ctx context.Context, tenant string, note corpus.Note) error {
			note.Name = join(tenant, note.Name)
			return m.PutNote(ctx, "", note)
		},
		delNote: func(m *model, ctx context.Context, tenant, name string) error {
			return m.DeleteNote(ctx, "", join(tenant, name))
		},
		notes: func(m *model, ctx context.Context, tenant string) ([]corpus.Note, error) {
			all, err := m.allNotes(ctx, "")
			var notes []corpus.Note
			for _, note := range all {
				if name, ok := strings.CutPrefix(note.Name, prefix(tenant)); ok {
					notes = append(notes, corpus.Note{Name: name, Value: note.Value})
				}
			}
			return notes, err
		},
	}
}

// noted returns a store that puts a text for each note, of some tenant, and what else
// calls has.
func noted(calls flawed, tenantOf func(tenant string) string) flawed {
	calls.putNote = func(m *model, ctx context.Context, tenant string, note corpus.Note) error {
		if err := m.PutNote(ctx, tenant, note); err != nil {
			return err
		}
		m.mu.Lock()
		defer m.mu.Unlock()
		r := corpus.Record{Text: corpus.Text{Tenant: tenantOf(tenant), ID: note.Name, Text: note.Value}}
		m.remove(func(t *modelText) bool { return t.Tenant == r.Tenant && t.ID == r.ID })
		m.last++
		r.Number = m.last
		m.texts = append(m.texts, &modelText{r, map[string][]corpus.Posting{}})
		return nil
	}
	return calls
}

// notePlaceFlaws are about notes that are not apart from texts and other tenants.
var notePlaceFlaws = []flaw{
	{
		name: "keeps the notes of all tenants together", laws: "NotesApart RandomPrograms",
		calls: joined(func(_, name string) string { return name }, func(string) string { return "" }),
	},
	{
		name: "joins tenant and name of a note by a slash", laws: "NotesApart",
		calls: joined(func(tenant, name string) string { return tenant + "/" + name }, func(tenant string) string { return tenant + "/" }),
	},
	{
		name: "joins tenant and name of a note by nothing", laws: "NotesApart RandomPrograms",
		calls: joined(func(tenant, name string) string { return tenant + name }, func(tenant string) string { return tenant }),
	},
	{
		name: "deletes a note in all tenants", laws: "NotesApart RandomPrograms",
		calls: flawed{delNote: func(m *model, ctx context.Context, tenant, name string) error {
			err := m.DeleteNote(ctx, tenant, name)
			if err == nil {
				m.mu.Lock()
				defer m.mu.Unlock()
				for _, notes := range m.notes {
					delete(notes, name)
				}
			}
			return err
		}},
	},
	{
		name: "keeps notes among the texts", laws: "NotesApart RandomPrograms",
		calls: noted(flawed{}, func(tenant string) string { return tenant }),
	},
	{
		name: "keeps notes among the texts of a tenant of its own", laws: "NotesApart RandomPrograms",
		calls: noted(flawed{}, func(tenant string) string { return tenant + " notes" }),
	},
	{
		name: "counts notes", laws: "NotesApart RandomPrograms",
		calls: flawed{count: func(m *model, ctx context.Context, tenant string) (int, error) {
			n, err := m.Count(ctx, tenant)
			m.mu.Lock()
			defer m.mu.Unlock()
			return n + len(m.notes[tenant]), err
		}},
	},
	{
		name: "lists notes", laws: "NotesApart RandomPrograms",
		calls: flawed{list: listWithNotes},
	},
	{
		name: "gets a note for a text", laws: "NotesApart RandomPrograms",
		calls: flawed{get: func(m *model, ctx context.Context, tenant, id string) (corpus.Record, error) {
			r, err := m.Get(ctx, tenant, id)
			m.mu.Lock()
			defer m.mu.Unlock()
			if value, ok := m.notes[tenant][id]; ok && err != nil && m.usable(ctx) == nil {
				return corpus.Record{Text: corpus.Text{Tenant: tenant, ID: id, Text: value}}, nil
			}
			return r, err
		}},
	},
	{
		name: "deletes a note with the text of its name", laws: "NotesApart RandomPrograms",
		calls: flawed{delete: func(m *model, ctx context.Context, tenant, id string) error {
			err := m.Delete(ctx, tenant, id)
			if err == nil {
				_ = m.DeleteNote(ctx, tenant, id)
			}
			return err
		}},
	},
	{
		name: "deletes notes with the last text of a tenant", laws: "NotesApart RandomPrograms",
		calls: flawed{
			delete: func(m *model, ctx context.Context, tenant, id string) error {
				err := m.Delete(ctx, tenant, id)
				if n, e := m.Count(ctx, tenant); err == nil && e == nil && n == 0 {
					notesLost(m, tenant)
				}
				return err
			},
		},
	},
	{
		name: "removes the notes of tenants all of whose texts have expired", laws: "NotesApart RandomPrograms",
		calls: flawed{expire: expireWithNotes},
	},
	{
		name: "replaces notes with the texts of their names", laws: "NotesApart RandomPrograms",
		calls: onePut(func(m *model, e corpus.Entry) { _ = m.DeleteNote(context.Background(), e.Tenant, e.ID) }),
	},
	{
		name: "removes notes when it adopts a scheme", laws: "NotesApart RandomPrograms",
		calls: adopting(func(m *model, scheme string) {
			if scheme != m.scheme {
				m.notes = nil
			}
		}),
	},
	{
		name: "takes notes only of tenants that have texts", laws: "NotesApart NotesKept RandomPrograms",
		calls: flawed{putNote: func(m *model, ctx context.Context, tenant string, note corpus.Note) error {
			if n, err := m.Count(ctx, tenant); n == 0 {
				return err
			}
			return m.PutNote(ctx, tenant, note)
		}},
	},
	{
		name: "adds a note that another adds, too", laws: "SameTextAtOnce",
		calls: flawed{putNote: func(m *model, ctx context.Context, tenant string, note corpus.Note) error {
			has := func() bool {
				m.mu.Lock()
				defer m.mu.Unlock()
				_, ok := m.notes[tenant][note.Name]
				return ok
			}
			before := has()
			pause()
			if !before && has() {
				return fmt.Errorf("duplicate key %q", note.Name)
			}
			return m.PutNote(ctx, tenant, note)
		}},
	},
	{
		name: "writes all notes of a tenant with each", laws: "SameTextAtOnce",
		calls: flawed{putNote: func(m *model, ctx context.Context, tenant string, note corpus.Note) error {
			notes, err := m.allNotes(ctx, tenant)
			if err != nil {
				return err
			}
			pause()
			notesLost(m, tenant)
			for _, other := range append(notes, note) {
				if err := m.PutNote(ctx, tenant, other); err != nil {
					return err
				}
			}
			return nil
		}},
	},
}

// listWithNotes is a List that yields notes, too.
func listWithNotes(m *model, ctx context.Context, tenant, after string) iter.Seq2[corpus.Record, error] {
	notes, _ := m.allNotes(ctx, tenant)
	return func(yield func(corpus.Record, error) bool) {
		var all []corpus.Record
		for _, note := range notes {
			if note.Name > after {
				all = append(all, corpus.Record{Text: corpus.Text{Tenant: tenant, ID: note.Name}})
			}
		}
		for r, err := range m.List(ctx, tenant, after) {
			if err != nil {
				yield(r, err)
				return
			}
			all = append(all, r)
		}
		slices.SortFunc(all, byID)
		for _, r := range all {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// expireWithNotes is an Expire that removes the notes of tenants that have no texts then.
func expireWithNotes(m *model, ctx context.Context, now time.Time) (int, error) {
	n, err := m.Expire(ctx, now)
	m.mu.Lock()
	defer m.mu.Unlock()
	for tenant := range m.notes {
		has := slices.ContainsFunc(m.texts, func(t *modelText) bool { return t.Tenant == tenant })
		if err == nil && n > 0 && !has {
			delete(m.notes, tenant)
		}
	}
	return n, err
}
