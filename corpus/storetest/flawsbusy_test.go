package storetest

import (
	"context"
	"iter"
	"maps"
	"runtime"
	"slices"

	"github.com/palimpsest-go/palimpsest/corpus"
)

var busyFlaws = []flaw{
	{
		name: "puts the first text before it sees that it cannot", laws: "FailedCallsChangeNothing EndedContext",
		calls: flawed{put: func(m *model, ctx context.Context, scheme string, entries []corpus.Entry) error {
			if ctx.Err() != nil && len(entries) > 0 {
				_ = m.Put(context.WithoutCancel(ctx), scheme, entries[:1])
			}
			return m.Put(ctx, scheme, entries)
		}},
	},
	{
		name: "puts texts one by one", laws: "CancelledPuts ReadersSeeWholeBatches ReadersSeeReplaced",
		calls: onePut(func(*model, corpus.Entry) { pause() }),
	},
	{
		name: "deletes a text before it puts it anew", laws: "ReadersSeeReplaced",
		calls: flawed{put: func(m *model, ctx context.Context, scheme string, entries []corpus.Entry) error {
			for _, e := range entries {
				_ = m.Delete(ctx, e.Tenant, e.ID)
			}
			pause()
			return m.Put(ctx, scheme, entries)
		}},
	},
	{
		name: "looks for the text to replace too early", laws: "WritersAtOnce SameTextAtOnce",
		calls: flawed{put: func(m *model, ctx context.Context, scheme string, entries []corpus.Entry) error {
			var old []*modelText
			m.mu.Lock()
			for _, e := range entries {
				old = append(old, m.find(e.Tenant, e.ID))
			}
			m.mu.Unlock()
			pause()
			m.mu.Lock()
			defer m.mu.Unlock()
			m.remove(func(t *modelText) bool { return slices.Contains(old, t) })
			for _, e := range entries {
				m.last++
				e.Number = m.last
				m.texts = append(m.texts, &modelText{e.Record, map[string][]corpus.Posting{scheme: e.Postings}})
			}
			return m.usableUnder(ctx, scheme)
		}},
	},
	{
		name: "takes the next number too early", laws: "SameTextAtOnce",
		calls: flawed{put: func(m *model, ctx context.Context, scheme string, entries []corpus.Entry) error {
			m.mu.Lock()
			last := m.last
			m.mu.Unlock()
			pause()
			m.mu.Lock()
			m.last = last
			m.mu.Unlock()
			runtime.Gosched()
			return m.Put(ctx, scheme, entries)
		}},
	},
}

var endFlaws = []flaw{
	{
		name: "can be read when it is closed", laws: "Closed PeersAgree",
		calls: flawed{count: func(m *model, ctx context.Context, tenant string) (int, error) {
			return (&model{contents: m.contents}).Count(ctx, tenant)
		}},
	},
	{
		name: "has no stale records when it is closed", laws: "Closed EndedContext",
		calls: yielding(func(yield func(corpus.Record, error) bool, r corpus.Record, err error) bool {
			return err == nil && yield(r, nil)
		}),
	},
	{
		name: "goes on after an error", laws: "Closed EndedContext ContextEndsMeanwhile",
		calls: yielding(func(yield func(corpus.Record, error) bool, r corpus.Record, err error) bool {
			return yield(r, err) && (err == nil || yield(r, err))
		}),
	},
	{
		name: "does not look at the context", laws: "EndedContext FailedCallsChangeNothing",
		calls: flawed{delete: func(m *model, ctx context.Context, tenant, id string) error {
			return m.Delete(context.WithoutCancel(ctx), tenant, id)
		}},
	},
	{
		name: "returns no error when the context ends", laws: "ContextEndsMeanwhile",
		calls: flawed{lookup: func(m *model, ctx context.Context, scheme, tenant string, features []uint64, limit int, visit visitor) error {
			if err := m.Lookup(ctx, scheme, tenant, features, limit, visit); err == nil || ctx.Err() == nil {
				return err
			}
			return nil
		}},
	},
	{
		name: "loses the last text when it is opened again", laws: "ReopenKeeps CrashKeeps CrashWhileBusy RandomPrograms",
		reopen: loseLast, crash: loseLast,
	},
	{
		name: "brings removed texts back when it is opened again", laws: "ReopenKeeps CrashKeeps",
		calls: flawed{delete: func(m *model, ctx context.Context, tenant, id string) error {
			m.mu.Lock()
			defer m.mu.Unlock()
			t := m.find(tenant, id)
			if t == nil {
				return corpus.ErrNotFound
			}
			t.Tenant += "\x00"
			return nil
		}},
		reopen: resurrect, crash: resurrect,
	},
	{
		name: "forgets the scheme when it is opened again", laws: "ReopenKeeps ReopenKeepsSchemes CrashKeeps RandomPrograms",
		reopen: func(m *model) { m.scheme = "" }, crash: func(m *model) { m.scheme = "" },
	},
	{
		name: "forgets what it was indexing when it is opened again", laws: "ReopenKeepsSchemes RandomPrograms",
		reopen: func(m *model) {
			for _, t := range m.texts {
				maps.DeleteFunc(t.postings, func(scheme string, _ []corpus.Posting) bool { return scheme != m.scheme })
			}
		},
	},
	{
		name: "counts numbers from the greatest when it is opened again", laws: "ReopenKeepsNumbers",
		reopen: greatest, crash: greatest,
	},
	{
		name: "keeps half of a batch through a crash", laws: "CrashWhileBusy",
		crash: func(m *model) {
			if n := len(m.texts); n > 2 && m.texts[n-1].Tenant == m.texts[n-2].Tenant {
				m.texts = m.texts[:n-2]
			}
		},
	},
	{
		name: "loses a batch in a crash", laws: "CrashWhileBusy",
		crash: func(m *model) { m.texts = m.texts[:max(0, len(m.texts)-200)] },
	},
	{
		name: "does not see what a peer does", laws: "PeersAgree",
		peer: func(m *model) *model {
			m.mu.Lock()
			defer m.mu.Unlock()
			return &model{contents: &contents{scheme: m.scheme, last: m.last, texts: m.texts}}
		},
	},
}

// yielding returns a Stale that calls yield for each record as f does.
func yielding(f func(yield func(corpus.Record, error) bool, r corpus.Record, err error) bool) flawed {
	return flawed{stale: func(m *model, ctx context.Context, scheme string) iter.Seq2[corpus.Record, error] {
		return func(yield func(corpus.Record, error) bool) {
			for r, err := range m.Stale(ctx, scheme) {
				if !f(yield, r, err) {
					return
				}
			}
		}
	}}
}

func loseLast(m *model) { m.texts = m.texts[:max(0, len(m.texts)-1)] }

func resurrect(m *model) {
	for _, t := range m.texts {
		if n := len(t.Tenant); n > 0 && t.Tenant[n-1] == 0 {
			t.Tenant = t.Tenant[:n-1]
		}
	}
}

func greatest(m *model) {
	m.last = 0
	for _, t := range m.texts {
		m.last = max(m.last, t.Number)
	}
}
