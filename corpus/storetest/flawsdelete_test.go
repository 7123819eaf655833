package storetest

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// A graveyard keeps what is removed, so that Lookup finds it.
type graveyard struct {
	sync.Mutex
	texts map[*contents][]*modelText
}

// bury notes the texts that f removes from a model, of which keep returns what
// is left.
func (g *graveyard) bury(m *model, f func(), keep func(*modelText) *modelText) {
	m.mu.Lock()
	before := slices.Clone(m.texts)
	m.mu.Unlock()
	f()
	m.mu.Lock()
	defer m.mu.Unlock()
	g.Lock()
	defer g.Unlock()
	if g.texts == nil {
		g.texts = make(map[*contents][]*modelText)
	}
	for _, t := range before {
		if !slices.Contains(m.texts, t) {
			g.texts[m.contents] = append(g.texts[m.contents], keep(t))
		}
	}
}

func (g *graveyard) lookup(m *model, ctx context.Context, scheme, tenant string, features []uint64, limit int, visit visitor) error {
	m.mu.Lock()
	g.Lock()
	both := &model{contents: &contents{scheme: m.scheme}, closed: m.closed}
	both.texts = slices.Concat(m.texts, g.texts[m.contents])
	g.Unlock()
	m.mu.Unlock()
	slices.SortFunc(both.texts, func(a, b *modelText) int { return int(a.Number) - int(b.Number) })
	return both.Lookup(ctx, scheme, tenant, features, limit, visit)
}

func all(t *modelText) *modelText { return t }

func underOthers(t *modelText) *modelText {
	left := &modelText{t.Record, make(map[string][]corpus.Posting)}
	for scheme, postings := range t.postings {
		if scheme != first {
			left.postings[scheme] = postings
		}
	}
	return left
}

// unburied returns a store that keeps postings of what is deleted or expires.
func unburied(keep func(*modelText) *modelText) flawed {
	g := new(graveyard)
	return flawed{
		lookup: g.lookup,
		delete: func(m *model, ctx context.Context, tenant, id string) (err error) {
			g.bury(m, func() { err = m.Delete(ctx, tenant, id) }, keep)
			return err
		},
		expire: func(m *model, ctx context.Context, now time.Time) (n int, err error) {
			g.bury(m, func() { n, err = m.Expire(ctx, now) }, keep)
			return n, err
		},
	}
}

var deleteFlaws = []flaw{
	{
		name: "fails on names that are not UTF-8", laws: "NamesOfNoText",
		calls: flawed{delete: func(m *model, ctx context.Context, tenant, id string) error {
			if !utf8.ValidString(tenant + id) {
				return errors.New("invalid byte sequence")
			}
			return m.Delete(ctx, tenant, id)
		}},
	},
	{
		name: "cuts names at NUL when it looks for them", laws: "NamesOfNoText",
		calls: flawed{get: func(m *model, ctx context.Context, tenant, id string) (corpus.Record, error) {
			id, _, _ = strings.Cut(id, "\x00")
			return m.Get(ctx, tenant, id)
		}},
	},
	{
		name: "keeps postings of deleted and expired texts", laws: "DeleteRemoves DeletedReturns LookupLimit ExpireBoundary ExpireRemoves ExpireMany ReopenKeeps RandomPrograms",
		calls: unburied(all),
	},
	{
		name: "keeps postings of other schemes", laws: "RemovesAllSchemes RandomPrograms",
		calls: unburied(underOthers),
	},
	{
		name: "deletes in all tenants", laws: "DeleteRemoves TenantsApart RandomPrograms",
		calls: flawed{delete: func(m *model, ctx context.Context, tenant, id string) error {
			err := m.Delete(ctx, tenant, id)
			m.mu.Lock()
			defer m.mu.Unlock()
			if err == nil {
				m.remove(func(t *modelText) bool { return t.ID == id })
			}
			return err
		}},
	},
	{
		name: "deletes without a word what is not there", laws: "DeleteUnknown DeleteRemoves RandomPrograms",
		calls: flawed{delete: func(m *model, ctx context.Context, tenant, id string) error {
			_ = m.Delete(ctx, tenant, id)
			return ctx.Err()
		}},
	},
	{
		name: "does not say which text is missing", laws: "DeleteUnknown",
		calls: flawed{get: func(m *model, ctx context.Context, tenant, id string) (corpus.Record, error) {
			r, err := m.Get(ctx, tenant, id)
			if err != nil {
				err = corpus.ErrNotFound
			}
			return r, err
		}},
	},
	{
		name: "knows numbers by 32 bits", laws: "RecordsThere",
		calls: flawed{records: func(m *model, ctx context.Context, tenant string, numbers []uint64) ([]corpus.Record, error) {
			numbers = slices.Clone(numbers)
			for i := range numbers {
				if numbers[i] > 1<<63 { // to a number that is there
					numbers[i] = 1
				}
			}
			return m.Records(ctx, tenant, numbers)
		}},
	},
	{
		name: "returns records of other tenants", laws: "RecordsThere TenantsApart RandomPrograms",
		calls: flawed{records: func(m *model, ctx context.Context, _ string, numbers []uint64) ([]corpus.Record, error) {
			m.mu.Lock()
			defer m.mu.Unlock()
			var records []corpus.Record
			for _, t := range m.texts {
				if slices.Contains(numbers, t.Number) {
					records = append(records, t.Record)
				}
			}
			return records, m.usable(ctx)
		}},
	},
	{
		name: "joins tenant and id by a slash", laws: "NamesApart",
		calls: flawed{get: func(m *model, ctx context.Context, tenant, id string) (corpus.Record, error) {
			m.mu.Lock()
			for _, t := range m.texts {
				if t.Tenant+"/"+t.ID == tenant+"/"+id {
					tenant, id = t.Tenant, t.ID
					break
				}
			}
			m.mu.Unlock()
			return m.Get(ctx, tenant, id)
		}},
	},
	{
		name: "counts all tenants", laws: "TenantsApart DeleteRemoves ExpireMany RandomPrograms",
		calls: flawed{count: func(m *model, ctx context.Context, _ string) (int, error) {
			m.mu.Lock()
			defer m.mu.Unlock()
			return len(m.texts), m.usable(ctx)
		}},
	},
}
