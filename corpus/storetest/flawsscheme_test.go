package storetest

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// walking returns a Stale that yields other records.
func walking(f func(m *model, scheme string, stale []corpus.Record) []corpus.Record) flawed {
	return flawed{stale: func(m *model, ctx context.Context, scheme string) iter.Seq2[corpus.Record, error] {
		return func(yield func(corpus.Record, error) bool) {
			var all []corpus.Record
			for r, err := range m.Stale(ctx, scheme) {
				if err != nil {
					yield(corpus.Record{}, err)
					return
				}
				all = append(all, r)
			}
			for _, r := range f(m, scheme, all) {
				if !yield(r, nil) {
					return
				}
			}
		}
	}}
}

// adopting returns an Adopt that does something, holding the lock, and then
// what it should.
func adopting(f func(m *model, scheme string)) flawed {
	return flawed{adopt: func(m *model, ctx context.Context, scheme string) error {
		m.mu.Lock()
		f(m, scheme)
		m.mu.Unlock()
		return m.Adopt(ctx, scheme)
	}}
}

// fill gives texts that lack them postings of a scheme, none.
func fill(m *model, scheme string) {
	for _, t := range m.texts {
		if _, ok := t.postings[scheme]; !ok {
			t.postings[scheme] = nil
		}
	}
}

var schemeFlaws = []flaw{
	{
		name: "has a scheme when it is new", laws: "SchemeOfNewStore",
		calls: flawed{scheme: func(m *model, ctx context.Context) (string, error) {
			s, err := m.Scheme(ctx)
			if s == "" {
				s = first
			}
			return s, err
		}},
	},
	{
		name: "adopts the scheme of the first text", laws: "SchemeOfNewStore",
		calls: flawed{put: func(m *model, ctx context.Context, scheme string, entries []corpus.Entry) error {
			if s, _ := m.Scheme(ctx); s == "" {
				if err := m.Adopt(ctx, scheme); err != nil {
					return err
				}
			}
			return m.Put(ctx, scheme, entries)
		}},
	},
	{
		name: "puts under any scheme", laws: "SchemeRefused AdoptBehind FailedCallsChangeNothing ReindexWhileBusy RandomPrograms",
		calls: flawed{put: func(m *model, ctx context.Context, _ string, entries []corpus.Entry) error {
			scheme, err := m.Scheme(ctx)
			if err != nil {
				return err
			}
			return m.Put(ctx, scheme, entries)
		}},
	},
	{
		name: "looks up under any scheme", laws: "SchemeRefused AdoptRemovesOthers ReindexWhileBusy PeersAgree RandomPrograms",
		calls: flawed{lookup: func(m *model, ctx context.Context, _, tenant string, features []uint64, limit int, visit visitor) error {
			scheme, err := m.Scheme(ctx)
			if err != nil {
				return err
			}
			return m.Lookup(ctx, scheme, tenant, features, limit, visit)
		}},
	},
	{
		name: "adopts no scheme", laws: "SchemeNone",
		calls: flawed{adopt: func(m *model, ctx context.Context, scheme string) error {
			if scheme == "" {
				m.mu.Lock()
				defer m.mu.Unlock()
				m.scheme = ""
				return m.usable(ctx)
			}
			return m.Adopt(ctx, scheme)
		}},
	},
	{
		name: "indexes under no scheme", laws: "SchemeNone",
		calls: flawed{index: func(m *model, ctx context.Context, scheme string, entries []corpus.Entry) error {
			if scheme == "" {
				return ctx.Err()
			}
			return m.Index(ctx, scheme, entries)
		}},
	},
	{
		name: "takes no scheme for the one of a new store", laws: "SchemeNone",
		calls: flawed{lookup: func(m *model, ctx context.Context, scheme, tenant string, features []uint64, limit int, visit visitor) error {
			if s, _ := m.Scheme(ctx); s == scheme && s == "" {
				return ctx.Err()
			}
			return m.Lookup(ctx, scheme, tenant, features, limit, visit)
		}},
	},
	{
		name: "adopts a scheme without looking at records", laws: "AdoptBehind AdoptRemovesOthers RandomPrograms",
		calls: adopting(fill),
	},
	{
		name: "removes postings before it sees that it is behind", laws: "AdoptBehind FailedCallsChangeNothing RandomPrograms",
		calls: adopting(func(m *model, scheme string) {
			for _, t := range m.texts {
				if _, ok := t.postings[scheme]; !ok {
					t.postings = map[string][]corpus.Posting{first: t.postings[first]}
					t.postings[first] = nil
				}
			}
		}),
	},
	{
		name: "refuses a scheme because of removed texts", laws: "SchemeRefused",
		calls: flawed{adopt: func(m *model, ctx context.Context, scheme string) error {
			m.mu.Lock()
			behind := m.last > 0 && scheme != m.scheme
			m.mu.Unlock()
			if behind {
				return fmt.Errorf("%w: %q", corpus.ErrBehind, scheme)
			}
			return m.Adopt(ctx, scheme)
		}},
	},
	{
		name: "keeps the postings of other schemes when it adopts one", laws: "AdoptRemovesOthers ReopenKeepsSchemes RandomPrograms",
		calls: flawed{adopt: func(m *model, ctx context.Context, scheme string) error {
			m.mu.Lock()
			var before []map[string][]corpus.Posting
			texts := m.texts
			for _, t := range texts {
				before = append(before, t.postings)
			}
			m.mu.Unlock()
			err := m.Adopt(ctx, scheme)
			m.mu.Lock()
			defer m.mu.Unlock()
			for i, t := range texts {
				t.postings = before[i]
			}
			return err
		}},
	},
	{
		name: "leaves the last stale record out", laws: "StaleExactly AdoptBehind StaleWhileChanging",
		calls: walking(func(_ *model, _ string, stale []corpus.Record) []corpus.Record {
			return stale[:max(len(stale)-1, 0)]
		}),
	},
	{
		name: "yields a stale record twice", laws: "StaleExactly",
		calls: walking(func(_ *model, _ string, stale []corpus.Record) []corpus.Record {
			return append(stale, stale[:min(len(stale), 1)]...)
		}),
	},
	{
		name: "takes a text without postings for stale", laws: "StaleExactly RandomPrograms",
		calls: walking(func(m *model, scheme string, stale []corpus.Record) []corpus.Record {
			m.mu.Lock()
			defer m.mu.Unlock()
			for _, t := range m.texts {
				if p, ok := t.postings[scheme]; ok && len(p) == 0 {
					stale = append(stale, t.Record)
				}
			}
			return stale
		}),
	},
	{
		name: "walks through records by place", laws: "StaleWhileChanging",
		calls: flawed{stale: func(m *model, ctx context.Context, scheme string) iter.Seq2[corpus.Record, error] {
			return func(yield func(corpus.Record, error) bool) {
				for i := 0; ; i++ {
					m.mu.Lock()
					if i >= len(m.texts) {
						m.mu.Unlock()
						return
					}
					r, stale := m.texts[i].Record, m.texts[i].postings[scheme] == nil
					m.mu.Unlock()
					if stale && !yield(r, nil) {
						return
					}
				}
			}
		}},
	},
	{
		name: "indexes by id alone", laws: "IndexPassesOver RandomPrograms",
		calls: flawed{index: func(m *model, ctx context.Context, scheme string, entries []corpus.Entry) error {
			entries = slices.Clone(entries)
			for i, e := range entries {
				if r, err := m.Get(ctx, e.Tenant, e.ID); err == nil {
					entries[i].Number = r.Number
				}
			}
			return m.Index(ctx, scheme, entries)
		}},
	},
	{
		name: "indexes nothing if a text is gone", laws: "IndexPassesOver RandomPrograms",
		calls: flawed{index: func(m *model, ctx context.Context, scheme string, entries []corpus.Entry) error {
			for _, e := range entries {
				if r, err := m.Get(ctx, e.Tenant, e.ID); err != nil || r.Number != e.Number {
					return ctx.Err()
				}
			}
			return m.Index(ctx, scheme, entries)
		}},
	},
	{
		name: "adds postings when it indexes again", laws: "IndexTwice RandomPrograms",
		calls: flawed{index: func(m *model, ctx context.Context, scheme string, entries []corpus.Entry) error {
			m.mu.Lock()
			defer m.mu.Unlock()
			for _, e := range entries {
				if t := m.find(e.Tenant, e.ID); t != nil && t.Number == e.Number {
					t.postings[scheme] = append(slices.Clone(t.postings[scheme]), e.Postings...)
				}
			}
			return m.usable(ctx)
		}},
	},
	{
		name: "replaces postings when it indexes again", laws: "IndexLeavesIndexed",
		calls: flawed{index: func(m *model, ctx context.Context, scheme string, entries []corpus.Entry) error {
			m.mu.Lock()
			for _, e := range entries {
				if t := m.find(e.Tenant, e.ID); t != nil && t.Number == e.Number {
					delete(t.postings, scheme)
				}
			}
			m.mu.Unlock()
			return m.Index(ctx, scheme, entries)
		}},
	},
	{
		name: "takes the last of two entries that it indexes", laws: "IndexLeavesIndexed",
		calls: flawed{index: func(m *model, ctx context.Context, scheme string, entries []corpus.Entry) error {
			entries = slices.Clone(entries)
			slices.Reverse(entries)
			return m.Index(ctx, scheme, entries)
		}},
	},
	{
		name: "adopts a scheme after it has seen that it can", laws: "ReindexWhileBusy",
		calls: flawed{adopt: func(m *model, ctx context.Context, scheme string) error {
			for r, err := range m.Stale(ctx, scheme) {
				if err == nil {
					err = fmt.Errorf("%w: %q, %q", corpus.ErrBehind, scheme, r.ID)
				}
				return err
			}
			time.Sleep(time.Millisecond) // texts are put meanwhile
			m.mu.Lock()
			defer m.mu.Unlock()
			m.scheme = scheme
			for _, t := range m.texts {
				maps.DeleteFunc(t.postings, func(s string, _ []corpus.Posting) bool { return s != scheme })
			}
			return nil
		}},
	},
	{
		name: "looks at the scheme too early when it puts", laws: "ReindexWhileBusy",
		calls: flawed{put: underOld()},
	},
}

// underOld returns a Put that takes any scheme, whatever the store has adopted,
// as one that looks at the scheme too early.
func underOld() func(m *model, ctx context.Context, scheme string, entries []corpus.Entry) error {
	var mu sync.Mutex
	return func(m *model, ctx context.Context, scheme string, entries []corpus.Entry) error {
		mu.Lock()
		defer mu.Unlock()
		m.mu.Lock()
		have := m.scheme
		m.scheme = scheme
		m.mu.Unlock()
		err := m.Put(ctx, scheme, entries)
		m.mu.Lock()
		m.scheme = have
		m.mu.Unlock()
		return err
	}
}
