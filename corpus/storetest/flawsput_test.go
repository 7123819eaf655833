package storetest

import (
	"context"
	"iter"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// flaws are named so that "a store that" goes before.
var flaws = slices.Concat(putFlaws, deleteFlaws, lookupFlaws, expireFlaws, schemeFlaws, busyFlaws, endFlaws,
	oldestFlaws, othersFlaws, numberFlaws, derivedFlaws, listFlaws, headFlaws, noteFlaws, notePlaceFlaws, noteEndFlaws, noteWalkFlaws)

// changing returns a Put that changes the entries before.
func changing(change func(m *model, e *corpus.Entry)) flawed {
	return flawed{put: func(m *model, ctx context.Context, scheme string, entries []corpus.Entry) error {
		entries = slices.Clone(entries)
		for i := range entries {
			change(m, &entries[i])
		}
		return m.Put(ctx, scheme, entries)
	}}
}

// onePut returns a Put that puts texts one by one and calls between in between.
func onePut(between func(m *model, e corpus.Entry)) flawed {
	return flawed{put: func(m *model, ctx context.Context, scheme string, entries []corpus.Entry) error {
		for _, e := range entries {
			between(m, e)
			if err := m.Put(ctx, scheme, []corpus.Entry{e}); err != nil {
				return err
			}
		}
		return nil
	}}
}

func pause() { time.Sleep(20 * time.Microsecond) }

var putFlaws = []flaw{
	{
		name: "keeps the postings of a replaced text", laws: "PutReplaces PutSameIDTwice LookupOrder RandomPrograms",
		calls: flawed{put: func(m *model, ctx context.Context, scheme string, entries []corpus.Entry) error {
			for _, e := range entries {
				m.mu.Lock()
				if t := m.find(e.Tenant, e.ID); t != nil {
					has := func(p corpus.Posting) bool {
						return slices.ContainsFunc(e.Postings, func(q corpus.Posting) bool { return p.Feature == q.Feature })
					}
					e.Postings = append(slices.DeleteFunc(slices.Clone(t.postings[scheme]), has), e.Postings...)
				}
				m.mu.Unlock()
				if err := m.Put(ctx, scheme, []corpus.Entry{e}); err != nil {
					return err
				}
			}
			return m.Put(ctx, scheme, nil)
		}},
	},
	{
		name: "takes the first of two texts of an id", laws: "PutSameIDTwice ExpireReplaced RandomPrograms",
		calls: flawed{put: func(m *model, ctx context.Context, scheme string, entries []corpus.Entry) error {
			entries = slices.Clone(entries)
			slices.Reverse(entries)
			return m.Put(ctx, scheme, entries)
		}},
	},
	{
		name: "loses the last text of a batch", laws: "PutAdds PutMany RandomPrograms",
		calls: flawed{put: func(m *model, ctx context.Context, scheme string, entries []corpus.Entry) error {
			return m.Put(ctx, scheme, entries[:max(len(entries)-1, min(len(entries), 1))])
		}},
	},
	{
		name: "loses postings of a text after the 10000th", laws: "PutMany",
		calls: changing(func(_ *model, e *corpus.Entry) { e.Postings = e.Postings[:min(10000, len(e.Postings))] }),
	},
	{
		name: "fails to put nothing", laws: "PutNothing",
		calls: flawed{put: func(m *model, ctx context.Context, scheme string, entries []corpus.Entry) error {
			if len(entries) == 0 {
				return corpus.ErrText
			}
			return m.Put(ctx, scheme, entries)
		}},
	},
	{
		name: "gives a text the number of the one it replaces", laws: "PutReplaces PutGivesNumbers NumbersRise IndexPassesOver RandomPrograms",
		calls: flawed{put: func(m *model, ctx context.Context, scheme string, entries []corpus.Entry) error {
			old := make(map[string]uint64)
			for _, e := range entries {
				if r, err := m.Get(ctx, e.Tenant, e.ID); err == nil {
					old[e.Tenant+"\x00"+e.ID] = r.Number
				}
			}
			err := m.Put(ctx, scheme, entries)
			m.mu.Lock()
			defer m.mu.Unlock()
			for _, t := range m.texts {
				if n := old[t.Tenant+"\x00"+t.ID]; n > 0 && err == nil {
					t.Number = n
				}
			}
			slices.SortFunc(m.texts, func(a, b *modelText) int { return int(a.Number) - int(b.Number) })
			return err
		}},
	},
	{
		name: "gives numbers again", laws: "PutGivesNumbers DeletedReturns RandomPrograms",
		calls: onePut(func(m *model, _ corpus.Entry) {
			m.mu.Lock()
			defer m.mu.Unlock()
			m.last = 0
			for _, t := range m.texts {
				m.last = max(m.last, t.Number)
			}
		}),
	},
	{
		name: "gives a text number 0", laws: "PutGivesNumbers",
		calls: onePut(func(m *model, _ corpus.Entry) {
			m.mu.Lock()
			defer m.mu.Unlock()
			if m.last == 1 {
				m.last = math.MaxUint64
			}
		}),
	},
	{
		name: "keeps the memory of entries", laws: "PutLeavesEntries",
		calls: flawed{put: func(m *model, ctx context.Context, scheme string, entries []corpus.Entry) error {
			err := m.Put(ctx, scheme, entries)
			m.mu.Lock()
			defer m.mu.Unlock()
			for _, e := range entries {
				if t := m.find(e.Tenant, e.ID); t != nil && err == nil {
					t.postings[scheme] = e.Postings
				}
			}
			return err
		}},
	},
	{
		name: "sorts the entries it is given", laws: "PutLeavesEntries",
		calls: flawed{put: func(m *model, ctx context.Context, scheme string, entries []corpus.Entry) error {
			slices.SortStableFunc(entries, func(a, b corpus.Entry) int { return strings.Compare(a.ID, b.ID) })
			return m.Put(ctx, scheme, entries)
		}},
	},
	{
		name: "cuts texts at NUL", laws: "KeepsTexts ReopenKeeps",
		calls: changing(func(_ *model, e *corpus.Entry) { e.Text.Text, _, _ = strings.Cut(e.Text.Text, "\x00") }),
	},
	{
		name: "makes texts UTF-8", laws: "KeepsTexts CrashKeeps",
		calls: changing(func(_ *model, e *corpus.Entry) { e.Text.Text = strings.ToValidUTF8(e.Text.Text, "?") }),
	},
	{
		name: "cuts texts at a megabyte", laws: "KeepsTexts",
		calls: changing(func(_ *model, e *corpus.Entry) { e.Text.Text = e.Text.Text[:min(len(e.Text.Text), 1<<20)] }),
	},
	{
		name: "does not return texts from Stale", laws: "KeepsTexts StaleExactly",
		calls: flawed{stale: func(m *model, ctx context.Context, scheme string) iter.Seq2[corpus.Record, error] {
			return func(yield func(corpus.Record, error) bool) {
				for r, err := range m.Stale(ctx, scheme) {
					r.Text.Text = ""
					if !yield(r, err) {
						return
					}
				}
			}
		}},
	},
	{
		name: "trims names", laws: "KeepsNames",
		calls: changing(func(_ *model, e *corpus.Entry) { e.Author = strings.TrimSpace(e.Author) }),
	},
	{
		name: "folds ids", laws: "KeepsNames DeleteUnknown",
		calls: flawed{
			get: func(m *model, ctx context.Context, tenant, id string) (corpus.Record, error) {
				m.mu.Lock()
				for _, t := range m.texts {
					if t.Tenant == tenant && strings.EqualFold(t.ID, id) {
						id = t.ID
						break
					}
				}
				m.mu.Unlock()
				return m.Get(ctx, tenant, id)
			},
		},
	},
	{
		name: "keeps times to the millisecond", laws: "KeepsTimes ExpireBoundary",
		calls: changing(func(_ *model, e *corpus.Entry) {
			e.Time, e.Expires = e.Time.Truncate(time.Millisecond), e.Expires.Truncate(time.Millisecond)
		}),
	},
	{
		name: "keeps times in 64 bits of nanoseconds", laws: "KeepsTimes ExpireBoundary",
		calls: changing(func(_ *model, e *corpus.Entry) {
			if !e.Expires.IsZero() {
				e.Expires = time.Unix(0, e.Expires.UnixNano()).UTC()
			}
		}),
	},
	{
		name: "takes 1970 for no time", laws: "KeepsTimes ExpireBoundary",
		calls: changing(func(_ *model, e *corpus.Entry) {
			if e.Expires.UnixMicro() == 0 {
				e.Expires = time.Time{}
			}
		}),
	},
}
