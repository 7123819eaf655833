package storetest

import (
	"context"
	"sync"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// underived forgets of the texts for which gone is true that they derive from another.
func underived(m *model, gone func(t *modelText) bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, t := range m.texts {
		if gone(t) {
			t.Derived = ""
		}
	}
}

// A lineage says what texts of some models derive from, apart from the texts.
type lineage struct {
	sync.Mutex
	of map[lineageKey]string
}

type lineageKey struct {
	contents   *contents
	tenant, id string
}

// remembering returns a store that keeps Derived apart from texts: under the key of a
// text, which it never removes.
func remembering(key func(m *model, r corpus.Record) lineageKey) flawed {
	l := &lineage{of: make(map[lineageKey]string)}
	return changing(func(m *model, e *corpus.Entry) {
		l.Lock()
		defer l.Unlock()
		k := key(m, e.Record)
		if e.Derived == "" {
			e.Derived = l.of[k]
		}
		l.of[k] = e.Derived
	})
}

func ownKey(m *model, r corpus.Record) lineageKey { return lineageKey{m.contents, r.Tenant, r.ID} }

// changingOne returns a Put that puts texts one by one and changes each before.
func changingOne(change func(m *model, ctx context.Context, e corpus.Entry) corpus.Entry) flawed {
	return flawed{put: func(m *model, ctx context.Context, scheme string, entries []corpus.Entry) error {
		for _, e := range entries {
			if err := m.Put(ctx, scheme, []corpus.Entry{change(m, ctx, e)}); err != nil {
				return err
			}
		}
		return m.Put(ctx, scheme, nil)
	}}
}

var derivedFlaws = []flaw{
	{
		name: "remembers what a text that is gone derived from", laws: "DerivedKept RandomPrograms",
		calls: remembering(ownKey),
	},
	{
		name: "knows by the id alone what a text derives from", laws: "DerivedKept RandomPrograms",
		calls: remembering(func(m *model, r corpus.Record) lineageKey { return lineageKey{m.contents, "", r.ID} }),
	},
	{
		name: "keeps what a text derives from when it is replaced", laws: "DerivedKept RandomPrograms",
		calls: changingOne(func(m *model, ctx context.Context, e corpus.Entry) corpus.Entry {
			if r, err := m.Get(ctx, e.Tenant, e.ID); err == nil && e.Derived == "" {
				e.Derived = r.Derived
			}
			return e
		}),
	},
	{
		name: "takes only what is there for what a text derives from", laws: "DerivedKept ReopenKeepsNotes RandomPrograms",
		calls: changingOne(func(m *model, ctx context.Context, e corpus.Entry) corpus.Entry {
			if _, err := m.Get(ctx, e.Tenant, e.Derived); err != nil {
				e.Derived = ""
			}
			return e
		}),
	},
	{
		name: "forgets what a text derives from when that is deleted", laws: "DerivedKept RandomPrograms",
		calls: flawed{delete: func(m *model, ctx context.Context, tenant, id string) error {
			err := m.Delete(ctx, tenant, id)
			if err == nil {
				underived(m, func(t *modelText) bool { return t.Tenant == tenant && t.Derived == id })
			}
			return err
		}},
	},
	{
		name: "forgets what a text derives from when that is replaced", laws: "DerivedKept RandomPrograms",
		calls: flawed{put: func(m *model, ctx context.Context, scheme string, entries []corpus.Entry) error {
			for _, e := range entries {
				if _, err := m.Get(ctx, e.Tenant, e.ID); err == nil {
					underived(m, func(t *modelText) bool { return t.Tenant == e.Tenant && t.Derived == e.ID })
				}
				if err := m.Put(ctx, scheme, []corpus.Entry{e}); err != nil {
					return err
				}
			}
			return m.Put(ctx, scheme, nil)
		}},
	},
	{
		name: "keeps what an indexed text derives from as the caller has it", laws: "DerivedKept",
		calls: flawed{index: func(m *model, ctx context.Context, scheme string, entries []corpus.Entry) error {
			for _, e := range entries {
				if e.Derived == "" {
					underived(m, func(t *modelText) bool { return t.Tenant == e.Tenant && t.Number == e.Number })
				}
			}
			return m.Index(ctx, scheme, entries)
		}},
	},
	{
		name: "forgets what texts derive from when it adopts a scheme", laws: "DerivedKept RandomPrograms",
		calls: flawed{adopt: func(m *model, ctx context.Context, scheme string) error {
			err := m.Adopt(ctx, scheme)
			if err == nil {
				underived(m, func(*modelText) bool { return true })
			}
			return err
		}},
	},
	{
		name: "cuts what a text derives from at 255 bytes", laws: "DerivedKept",
		calls: changing(func(_ *model, e *corpus.Entry) { e.Derived = e.Derived[:min(len(e.Derived), 255)] }),
	},
	{
		name: "does not yield from Stale what texts derive from", laws: "DerivedKept RandomPrograms",
		calls: walking(func(_ *model, _ string, stale []corpus.Record) []corpus.Record { return allUnderived(stale) }),
	},
	{
		name: "does not list what texts derive from", laws: "DerivedKept RandomPrograms",
		calls: relisting(allUnderived),
	},
	{
		name: "returns heads without what texts derive from", laws: "DerivedKept RandomPrograms",
		calls: heading(func(r *corpus.Record) { r.Derived = "" }),
	},
	{
		name: "returns records without what texts derive from", laws: "DerivedKept RandomPrograms",
		calls: flawed{records: func(m *model, ctx context.Context, tenant string, numbers []uint64) ([]corpus.Record, error) {
			records, err := m.Records(ctx, tenant, numbers)
			return allUnderived(records), err
		}},
	},
	{
		name: "forgets what texts derive from when it is opened again", laws: "ReopenKeepsNotes CrashKeepsNotes RandomPrograms",
		reopen: derivedLost, crash: derivedLost,
	},
}

// derivedLost forgets it of all texts, holding the lock.
func derivedLost(m *model) {
	for _, t := range m.texts {
		t.Derived = ""
	}
}

func allUnderived(records []corpus.Record) []corpus.Record {
	for i := range records {
		records[i].Derived = ""
	}
	return records
}
