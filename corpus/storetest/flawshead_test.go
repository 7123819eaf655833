package storetest

import (
	"context"
	"slices"
	"time"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// heading returns a Heads that changes the heads which it should return.
func heading(change func(r *corpus.Record)) flawed {
	return flawed{heads: func(m *model, ctx context.Context, tenant string, numbers []uint64) ([]corpus.Record, error) {
		heads, err := m.Heads(ctx, tenant, numbers)
		for i := range heads {
			change(&heads[i])
		}
		return heads, err
	}}
}

// headsUnburied returns a store that keeps the heads of texts that go.
func headsUnburied() flawed {
	g := new(graveyard)
	f := flawed{
		put: func(m *model, ctx context.Context, scheme string, entries []corpus.Entry) (err error) {
			g.bury(m, func() { err = m.Put(ctx, scheme, entries) }, all)
			return err
		},
		delete: func(m *model, ctx context.Context, tenant, id string) (err error) {
			g.bury(m, func() { err = m.Delete(ctx, tenant, id) }, all)
			return err
		},
		expire: func(m *model, ctx context.Context, now time.Time) (n int, err error) {
			g.bury(m, func() { n, err = m.Expire(ctx, now) }, all)
			return n, err
		},
	}
	f.heads = func(m *model, ctx context.Context, tenant string, numbers []uint64) ([]corpus.Record, error) {
		m.mu.Lock()
		defer m.mu.Unlock()
		g.Lock()
		defer g.Unlock()
		both := &model{contents: &contents{texts: slices.Concat(m.texts, g.texts[m.contents])}, closed: m.closed}
		return both.Heads(ctx, tenant, numbers)
	}
	return f
}

var headFlaws = []flaw{
	{
		name: "returns texts from Heads", laws: "RecordsThere PutAdds RandomPrograms",
		calls: flawed{heads: func(m *model, ctx context.Context, tenant string, numbers []uint64) ([]corpus.Record, error) {
			return m.Records(ctx, tenant, numbers)
		}},
	},
	{
		name: "returns heads of other tenants", laws: "RecordsThere TenantsApart RandomPrograms",
		calls: flawed{heads: func(m *model, ctx context.Context, _ string, numbers []uint64) ([]corpus.Record, error) {
			m.mu.Lock()
			defer m.mu.Unlock()
			heads := slices.DeleteFunc(recordsOf(m), func(r corpus.Record) bool { return !slices.Contains(numbers, r.Number) })
			return heads, m.usable(ctx)
		}},
	},
	{
		name: "returns heads of texts that are gone", laws: "DeleteRemoves PutReplaces RecordsThere ExpireRemoves RandomPrograms",
		calls: headsUnburied(),
	},
	{
		name: "returns heads of a hundred numbers at most", laws: "RecordsThere",
		calls: flawed{heads: func(m *model, ctx context.Context, tenant string, numbers []uint64) ([]corpus.Record, error) {
			return m.Heads(ctx, tenant, numbers[:min(len(numbers), 100)])
		}},
	},
	{
		name: "returns heads without authors", laws: "KeepsNames",
		calls: heading(func(r *corpus.Record) { r.Author = "" }),
	},
	{
		name: "returns heads when it is closed", laws: "Closed",
		calls: flawed{heads: func(m *model, ctx context.Context, tenant string, numbers []uint64) ([]corpus.Record, error) {
			return (&model{contents: m.contents}).Heads(ctx, tenant, numbers)
		}},
	},
}
