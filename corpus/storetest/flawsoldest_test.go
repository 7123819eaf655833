package storetest

import (
	"cmp"
	"context"
	"slices"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// byRecord returns a Lookup that takes the places of a feature that has too many in the
// order of their records, and visits them in the order of numbers.
func byRecord(order func(a, b corpus.Record) int) flawed {
	return knowing(func(m *model, tenant string, limit int, places []corpus.Place) visited {
		m.mu.Lock()
		defer m.mu.Unlock()
		records := make(map[uint64]corpus.Record)
		for _, t := range m.texts {
			if t.Tenant == tenant {
				records[t.Number] = t.Record
			}
		}
		places = slices.Clone(places)
		slices.SortStableFunc(places, func(a, b corpus.Place) int { return order(records[a.Number], records[b.Number]) })
		v := upTo(limit, places)
		slices.SortFunc(v.places, byNumber)
		return v
	})
}

// buried returns a store whose Lookup also finds places of texts that were deleted or
// have expired; change gets those and those of texts that are there.
func buried(change func(limit int, all, live []corpus.Place) visited) flawed {
	f := unburied(all)
	withDead := f.lookup
	f.lookup = func(m *model, ctx context.Context, scheme, tenant string, features []uint64, limit int, visit visitor) error {
		const most = 1 << 30
		found := make([][]corpus.Place, len(features))
		err := withDead(m, ctx, scheme, tenant, features, most, func(i int, places []corpus.Place, _ bool) { found[i] = places })
		m.mu.Lock()
		there := make(map[uint64]bool)
		for _, t := range m.texts {
			there[t.Number] = t.Tenant == tenant
		}
		m.mu.Unlock()
		for i, all := range found {
			live := slices.DeleteFunc(slices.Clone(all), func(p corpus.Place) bool { return !there[p.Number] })
			if v := change(limit, all, live); len(v.places) > 0 {
				visit(i, v.places, v.more)
			}
		}
		return err
	}
	return f
}

// oldestFlaws are about features that have more places than the limit of a Lookup.
var oldestFlaws = []flaw{
	{
		name: "visits the latest places of a common feature", laws: "LookupOldest RandomPrograms",
		calls: seeing(func(limit int, places []corpus.Place) visited {
			if len(places) > limit {
				return visited{places[len(places)-min(limit, corpus.Oldest):], true}
			}
			return visited{places, false}
		}),
	},
	{
		name: "does not visit a common feature", laws: "LookupOldest LookupLimit RandomPrograms",
		calls: seeing(func(limit int, places []corpus.Place) visited {
			if len(places) > limit {
				return visited{}
			}
			return visited{places, false}
		}),
	},
	{
		name: "says more of a feature that has as many places as the limit", laws: "LookupOldest RandomPrograms",
		calls: seeing(func(limit int, places []corpus.Place) visited {
			v := upTo(limit, places)
			v.more = len(places) >= limit
			return v
		}),
	},
	{
		name: "says more only where it visits fewer than the limit", laws: "LookupOldest RandomPrograms",
		calls: seeing(func(limit int, places []corpus.Place) visited {
			v := upTo(limit, places)
			v.more = v.more && len(v.places) < limit
			return v
		}),
	},
	{
		name: "visits as many places as the limit of a common feature", laws: "LookupOldest",
		calls: seeing(func(limit int, places []corpus.Place) visited {
			return visited{places[:min(limit, len(places))], len(places) > limit}
		}),
	},
	{
		name: "visits no more than the oldest places of any feature", laws: "LookupOldest LookupOrder",
		calls: seeing(func(limit int, places []corpus.Place) visited { return upTo(min(limit, corpus.Oldest), places) }),
	},
	{
		name: "says more of all features if one has more", laws: "LookupOldest RandomPrograms",
		calls: flawed{lookup: func(m *model, ctx context.Context, scheme, tenant string, features []uint64, limit int, visit visitor) error {
			more := false
			if err := m.Lookup(ctx, scheme, tenant, features, limit, func(_ int, _ []corpus.Place, one bool) { more = more || one }); err != nil {
				return err
			}
			return m.Lookup(ctx, scheme, tenant, features, limit, func(i int, places []corpus.Place, _ bool) { visit(i, places, more) })
		}},
	},
	{
		name: "takes for the oldest those of the least ids", laws: "LookupOldest RandomPrograms",
		calls: byRecord(byID),
	},
	{
		name: "takes for the oldest those of the earliest times", laws: "LookupOldest",
		calls: byRecord(func(a, b corpus.Record) int { return a.Time.Compare(b.Time) }),
	},
	{
		name: "takes for the oldest those of the least last bytes of numbers", laws: "LookupOldest",
		calls: byRecord(func(a, b corpus.Record) int { return cmp.Compare(a.Number%256, b.Number%256) }),
	},
	{
		name: "leaves removed places out after it has taken the oldest", laws: "LookupOldest RandomPrograms",
		calls: buried(func(limit int, all, live []corpus.Place) visited {
			v := upTo(limit, all)
			v.places = slices.DeleteFunc(slices.Clone(v.places), func(p corpus.Place) bool { return !slices.Contains(live, p) })
			return v
		}),
	},
	{
		name: "counts removed places", laws: "LookupOldest RandomPrograms",
		calls: buried(func(limit int, all, live []corpus.Place) visited {
			return visited{live[:min(limit, corpus.Oldest, len(live))], len(all) > limit}
		}),
	},
}
