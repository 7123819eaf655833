package storetest

import (
	"context"
	"math"
	"slices"
	"sync"
	"time"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// seeing returns a Lookup that changes what is visited, given all places of a feature;
// it does not visit a feature without places.
func seeing(change func(limit int, places []corpus.Place) visited) flawed {
	return knowing(func(_ *model, _ string, limit int, places []corpus.Place) visited { return change(limit, places) })
}

// knowing returns a Lookup that changes what is visited, given all places of a feature
// and the model and tenant that have them.
func knowing(change func(m *model, tenant string, limit int, places []corpus.Place) visited) flawed {
	return flawed{lookup: func(m *model, ctx context.Context, scheme, tenant string, features []uint64, limit int, visit visitor) error {
		found := make([]visited, len(features))
		err := m.Lookup(ctx, scheme, tenant, features, math.MaxInt, func(i int, places []corpus.Place, _ bool) { found[i].places = places })
		for i, v := range found {
			if len(v.places) == 0 {
				continue
			}
			if v = change(m, tenant, limit, v.places); len(v.places) > 0 {
				visit(i, v.places, v.more)
			}
		}
		return err
	}}
}

// asking returns a Lookup that looks for other features, whose indexes it does
// not change.
func asking(change func(features []uint64) []uint64) flawed {
	return flawed{lookup: func(m *model, ctx context.Context, scheme, tenant string, features []uint64, limit int, visit visitor) error {
		return m.Lookup(ctx, scheme, tenant, change(slices.Clone(features)), limit, visit)
	}}
}

var lookupFlaws = []flaw{
	{
		name: "forgets the limit", laws: "LookupLimit LookupNothing RandomPrograms",
		calls: seeing(func(_ int, places []corpus.Place) visited { return visited{places, false} }),
	},
	{
		name: "cuts features that it looks for to 40 bits", laws: "FeaturesOfTooManyBits",
		calls: flawed{lookup: func(m *model, ctx context.Context, scheme, tenant string, features []uint64, limit int, visit visitor) error {
			for i, f := range features {
				one := []uint64{f % (1 << corpus.FeatureBits)}
				if err := m.Lookup(ctx, scheme, tenant, one, limit, func(_ int, places []corpus.Place, more bool) { visit(i, places, more) }); err != nil {
					return err
				}
			}
			return nil
		}},
	},
	{
		name: "cuts features to 40 bits", laws: "FeaturesOfTooManyBits",
		calls: changing(func(_ *model, e *corpus.Entry) {
			e.Postings = slices.Clone(e.Postings)
			for i := range e.Postings {
				e.Postings[i].Feature %= 1 << corpus.FeatureBits
			}
		}),
	},
	{
		name: "takes one place less than limit", laws: "LookupLimit RandomPrograms",
		calls: seeing(func(limit int, places []corpus.Place) visited { return upTo(max(limit-1, 0), places) }),
	},
	{
		name: "takes one place more than limit", laws: "LookupLimit RandomPrograms",
		calls: seeing(func(limit int, places []corpus.Place) visited {
			if limit == math.MaxInt {
				return visited{places, false}
			}
			return upTo(limit+1, places)
		}),
	},
	{
		name: "cuts places at the limit", laws: "LookupOldest RandomPrograms",
		calls: seeing(func(limit int, places []corpus.Place) visited {
			return visited{places[:min(limit, len(places))], false}
		}),
	},
	{
		name: "adds one to the greatest limit", laws: "LookupLimit",
		calls: seeing(func(limit int, places []corpus.Place) visited {
			if limit+1 > len(places) {
				return visited{places, false}
			}
			return visited{places[:min(limit, corpus.Oldest, len(places))], true}
		}),
	},
	{
		name: "does not order places", laws: "LookupOrder LookupExtremes PutMany RandomPrograms",
		calls: seeing(func(limit int, places []corpus.Place) visited {
			slices.Reverse(places)
			return upTo(limit, places)
		}),
	},
	{
		name: "orders places by the last byte of numbers", laws: "LookupOrder",
		calls: seeing(func(limit int, places []corpus.Place) visited {
			slices.SortFunc(places, func(a, b corpus.Place) int { return int(a.Number%256) - int(b.Number%256) })
			return upTo(limit, places)
		}),
	},
	{
		name: "sorts the features for itself", laws: "LookupIndexes RandomPrograms",
		calls: asking(func(features []uint64) []uint64 {
			slices.Sort(features)
			return features
		}),
	},
	{
		name: "sorts the features it is given", laws: "LookupIndexes",
		calls: flawed{lookup: func(m *model, ctx context.Context, scheme, tenant string, features []uint64, limit int, visit visitor) error {
			slices.Sort(features)
			return m.Lookup(ctx, scheme, tenant, features, limit, visit)
		}},
	},
	{
		name: "looks for a thousand features", laws: "LookupIndexes LookupOneCallAtATime",
		calls: asking(func(features []uint64) []uint64 { return features[:min(len(features), 1000)] }),
	},
	{
		name: "visits features without places", laws: "LookupNothing",
		calls: flawed{lookup: func(m *model, ctx context.Context, scheme, tenant string, features []uint64, limit int, visit visitor) error {
			if err := m.Lookup(ctx, scheme, tenant, features, limit, visit); err != nil || len(features) == 0 {
				return err
			}
			visit(0, nil, false)
			return nil
		}},
	},
	{
		name: "knows features by 32 bits", laws: "LookupExtremes",
		calls: flawed{lookup: func(m *model, ctx context.Context, scheme, tenant string, features []uint64, limit int, visit visitor) error {
			low := slices.Clone(features)
			for i := range low {
				if low[i]>>32 == 1<<8-1 {
					low[i] = low[i] << 32 >> 32
				}
			}
			return m.Lookup(ctx, scheme, tenant, low, limit, visit)
		}},
	},
	{
		name: "keeps positions in 31 bits", laws: "LookupExtremes",
		calls: changing(func(_ *model, e *corpus.Entry) {
			e.Postings = slices.Clone(e.Postings)
			for i := range e.Postings {
				e.Postings[i].Position &= math.MaxInt32
			}
		}),
	},
	{
		name: "keeps no feature 0", laws: "LookupExtremes RandomPrograms",
		calls: changing(func(_ *model, e *corpus.Entry) {
			e.Postings = slices.DeleteFunc(slices.Clone(e.Postings), func(p corpus.Posting) bool { return p.Feature == 0 })
		}),
	},
	{
		name: "visits in goroutines", laws: "LookupOneCallAtATime",
		calls: flawed{lookup: func(m *model, ctx context.Context, scheme, tenant string, features []uint64, limit int, visit visitor) error {
			var visits sync.WaitGroup
			defer visits.Wait()
			return m.Lookup(ctx, scheme, tenant, features, limit, func(i int, places []corpus.Place, more bool) {
				visits.Go(func() { visit(i, places, more) })
			})
		}},
	},
	{
		name: "finds what other tenants have", laws: "TenantsApart DeleteRemoves ExpireRemoves RandomPrograms",
		calls: flawed{lookup: func(m *model, ctx context.Context, scheme, _ string, features []uint64, limit int, visit visitor) error {
			m.mu.Lock()
			mixed := &model{contents: &contents{scheme: m.scheme}}
			for _, t := range m.texts {
				copied := *t
				copied.Tenant = ""
				mixed.texts = append(mixed.texts, &copied)
			}
			m.mu.Unlock()
			return mixed.Lookup(ctx, scheme, "", features, limit, visit)
		}},
	},
}

// at returns an Expire that takes another time for now.
func at(change func(time.Time) time.Time) flawed {
	return flawed{expire: func(m *model, ctx context.Context, now time.Time) (int, error) {
		return m.Expire(ctx, change(now))
	}}
}

// expireIf returns an Expire that removes only some of the texts that it should.
func expireIf(also func(m *model, t *modelText) bool) flawed {
	return flawed{expire: func(m *model, ctx context.Context, now time.Time) (int, error) {
		m.mu.Lock()
		defer m.mu.Unlock()
		if err := m.usable(ctx); err != nil {
			return 0, err
		}
		return m.remove(func(t *modelText) bool {
			return !t.Expires.IsZero() && !t.Expires.After(now) && also(m, t)
		}), nil
	}}
}

var expireFlaws = []flaw{
	{
		name: "lets a text live a moment longer", laws: "ExpireBoundary ExpireRemoves ExpireReplaced RandomPrograms",
		calls: at(func(now time.Time) time.Time { return now.Add(-time.Nanosecond) }),
	},
	{
		name: "rounds the time of expiry", laws: "ExpireBoundary",
		calls: at(func(now time.Time) time.Time { return now.Round(time.Microsecond) }),
	},
	{
		name: "takes now for UTC", laws: "ExpireBoundary",
		calls: at(func(now time.Time) time.Time {
			_, offset := now.Zone()
			return now.Add(time.Duration(offset) * time.Second)
		}),
	},
	{
		name: "removes texts that never expire", laws: "ExpireBoundary ExpireRemoves ExpireReplaced ExpireMany RandomPrograms",
		calls: flawed{expire: func(m *model, ctx context.Context, now time.Time) (int, error) {
			m.mu.Lock()
			defer m.mu.Unlock()
			return m.remove(func(t *modelText) bool { return !t.Expires.After(now) }), m.usable(ctx)
		}},
	},
	{
		name: "expires one tenant at a time", laws: "ExpireRemoves ExpireMany RandomPrograms",
		calls: expireIf(func(m *model, t *modelText) bool { return t.Tenant == m.texts[0].Tenant }),
	},
	{
		name: "expires a thousand texts at most", laws: "ExpireMany",
		calls: expireIf(func() func(m *model, t *modelText) bool {
			n := 0
			return func(*model, *modelText) bool { n++; return n <= 1000 }
		}()),
	},
	{
		name: "does not count what expires", laws: "ExpireBoundary ExpireRemoves ExpireMany PeersAgree RandomPrograms",
		calls: flawed{expire: func(m *model, ctx context.Context, now time.Time) (int, error) {
			_, err := m.Expire(ctx, now)
			return 0, err
		}},
	},
	{
		name: "expires texts by the time of those they replaced", laws: "ExpireReplaced RandomPrograms",
		calls: func() flawed {
			var mu sync.Mutex
			soonest := make(map[string]time.Time)
			name := func(t corpus.Text) string { return t.Tenant + "\x00" + t.ID }
			f := onePut(func(_ *model, e corpus.Entry) {
				mu.Lock()
				defer mu.Unlock()
				have := soonest[name(e.Text)]
				if !e.Expires.IsZero() && (have.IsZero() || e.Expires.Before(have)) {
					soonest[name(e.Text)] = e.Expires
				}
			})
			f.expire = func(m *model, ctx context.Context, now time.Time) (int, error) {
				m.mu.Lock()
				defer m.mu.Unlock()
				mu.Lock()
				defer mu.Unlock()
				return m.remove(func(t *modelText) bool {
					at := soonest[name(t.Text)]
					return !at.IsZero() && !at.After(now)
				}), m.usable(ctx)
			}
			return f
		}(),
	},
}
