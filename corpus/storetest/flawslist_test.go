package storetest

import (
	"context"
	"errors"
	"iter"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// listing returns a List that yields what f returns of all records of all tenants, which
// are in order of id and have no texts.
func listing(f func(tenant, after string, all []corpus.Record) []corpus.Record) flawed {
	return flawed{list: func(m *model, ctx context.Context, tenant, after string) iter.Seq2[corpus.Record, error] {
		return func(yield func(corpus.Record, error) bool) {
			m.mu.Lock()
			err := m.usable(ctx)
			all := recordsOf(m)
			m.mu.Unlock()
			for _, r := range f(tenant, after, all) {
				if err == nil {
					err = ctx.Err()
				}
				if err != nil || !yield(r, nil) {
					break
				}
			}
			if err != nil {
				yield(corpus.Record{}, err)
			}
		}
	}}
}

// recordsOf returns all records of a model, whose lock is held, in order of id and
// without texts.
func recordsOf(m *model) []corpus.Record {
	var all []corpus.Record
	for _, t := range m.texts {
		all = append(all, t.Record)
	}
	all = headsOf(all)
	slices.SortStableFunc(all, byID)
	return all
}

// only returns those records of a tenant that keep is true of.
func only(all []corpus.Record, tenant string, keep func(corpus.Record) bool) []corpus.Record {
	return slices.DeleteFunc(all, func(r corpus.Record) bool { return r.Tenant != tenant || !keep(r) })
}

// relisting returns a List that changes the records that it should yield.
func relisting(f func(all []corpus.Record) []corpus.Record) flawed {
	return listing(func(tenant, after string, all []corpus.Record) []corpus.Record {
		return f(only(all, tenant, func(r corpus.Record) bool { return r.ID > after }))
	})
}

// stepping returns a List that asks for the next record each time, given the one before,
// of those of a tenant that are there, in order of id.
func stepping(next func(there []corpus.Record, before *corpus.Record, step int, after string) (corpus.Record, bool)) flawed {
	return flawed{list: func(m *model, ctx context.Context, tenant, after string) iter.Seq2[corpus.Record, error] {
		return func(yield func(corpus.Record, error) bool) {
			var before *corpus.Record
			for step := 0; ; step++ {
				m.mu.Lock()
				err := m.usable(ctx)
				there := only(recordsOf(m), tenant, func(corpus.Record) bool { return true })
				m.mu.Unlock()
				if err != nil {
					yield(corpus.Record{}, err)
					return
				}
				r, ok := next(there, before, step, after)
				if !ok || !yield(r, nil) {
					return
				}
				before = &r
			}
		}
	}}
}

// following returns the first record whose id is greater.
func following(there []corpus.Record, after string) (corpus.Record, bool) {
	i := slices.IndexFunc(there, func(r corpus.Record) bool { return r.ID > after })
	if i < 0 {
		return corpus.Record{}, false
	}
	return there[i], true
}

var listFlaws = []flaw{
	{
		name: "lists texts with what they say", laws: "ListAfter DeleteRemoves RandomPrograms",
		calls: flawed{list: func(m *model, ctx context.Context, tenant, after string) iter.Seq2[corpus.Record, error] {
			return func(yield func(corpus.Record, error) bool) {
				for r, err := range m.List(ctx, tenant, after) {
					if whole, e := m.Get(ctx, tenant, r.ID); e == nil {
						r = whole
					}
					if !yield(r, err) {
						return
					}
				}
			}
		}},
	},
	{
		name: "lists the texts of all tenants", laws: "ListAfter TenantsApart RandomPrograms",
		calls: listing(func(_, after string, all []corpus.Record) []corpus.Record {
			return slices.DeleteFunc(all, func(r corpus.Record) bool { return r.ID <= after })
		}),
	},
	{
		name: "lists the texts of tenants whose names begin alike", laws: "TenantsApart RandomPrograms",
		calls: listing(func(tenant, after string, all []corpus.Record) []corpus.Record {
			return slices.DeleteFunc(all, func(r corpus.Record) bool { return r.ID <= after || !strings.HasPrefix(r.Tenant, tenant) })
		}),
	},
	{
		name: "lists the text after which it should begin", laws: "ListAfter RandomPrograms",
		calls: listing(func(tenant, after string, all []corpus.Record) []corpus.Record {
			return only(all, tenant, func(r corpus.Record) bool { return r.ID >= after })
		}),
	},
	{
		name: "lists nothing after an id that is not there", laws: "ListAfter RandomPrograms",
		calls: listing(func(tenant, after string, all []corpus.Record) []corpus.Record {
			all = only(all, tenant, func(corpus.Record) bool { return true })
			i := slices.IndexFunc(all, func(r corpus.Record) bool { return r.ID == after })
			if i < 0 && after != "" {
				return nil
			}
			return all[i+1:]
		}),
	},
	{
		name: "lists only what was put after the text after which it begins", laws: "ListAfter RandomPrograms",
		calls: listing(func(tenant, after string, all []corpus.Record) []corpus.Record {
			number := uint64(0)
			for _, r := range all {
				if r.Tenant == tenant && r.ID == after {
					number = r.Number
				}
			}
			return only(all, tenant, func(r corpus.Record) bool { return r.ID > after && r.Number > number })
		}),
	},
	{
		name: "lists in the order of a collation", laws: "ListAfter",
		calls: relisting(func(all []corpus.Record) []corpus.Record {
			slices.SortStableFunc(all, func(a, b corpus.Record) int { return strings.Compare(strings.ToLower(a.ID), strings.ToLower(b.ID)) })
			return all
		}),
	},
	{
		name: "lists what comes after in a collation", laws: "ListAfter",
		calls: listing(func(tenant, after string, all []corpus.Record) []corpus.Record {
			return only(all, tenant, func(r corpus.Record) bool { return strings.ToLower(r.ID) > strings.ToLower(after) })
		}),
	},
	{
		name: "lists in order of UTF-16", laws: "ListAfter",
		calls: relisting(func(all []corpus.Record) []corpus.Record {
			utf16 := strings.NewReplacer("\uffff", "\U0010ffff", "\U0010ffff", "\uffff")
			slices.SortStableFunc(all, func(a, b corpus.Record) int { return strings.Compare(utf16.Replace(a.ID), utf16.Replace(b.ID)) })
			return all
		}),
	},
	{
		name: "lists in the order in which texts came", laws: "ListAfter RandomPrograms",
		calls: relisting(func(all []corpus.Record) []corpus.Record {
			slices.SortFunc(all, func(a, b corpus.Record) int { return int(a.Number) - int(b.Number) })
			return all
		}),
	},
	{
		name: "lists a hundred texts at most", laws: "ListAfter ListWhileChanging",
		calls: relisting(func(all []corpus.Record) []corpus.Record { return all[:min(len(all), 100)] }),
	},
	{
		name: "leaves out the first text of a page of fifty", laws: "ListAfter ListWhileChanging",
		calls: relisting(func(all []corpus.Record) []corpus.Record {
			if len(all) > 50 {
				return slices.Delete(all, 50, 51)
			}
			return all
		}),
	},
	{
		name: "fails to list after a string that no text can have for an id", laws: "ListAfter",
		calls: flawed{list: func(m *model, ctx context.Context, tenant, after string) iter.Seq2[corpus.Record, error] {
			if strings.Contains(after, "\x00") || !utf8.ValidString(after) {
				return func(yield func(corpus.Record, error) bool) {
					yield(corpus.Record{}, errors.New("invalid byte sequence"))
				}
			}
			return m.List(ctx, tenant, after)
		}},
	},
	{
		name: "cuts a string after which it lists at NUL", laws: "ListAfter",
		calls: listing(func(tenant, after string, all []corpus.Record) []corpus.Record {
			after, _, cut := strings.Cut(after, "\x00")
			return only(all, tenant, func(r corpus.Record) bool { return r.ID > after || cut && r.ID == after })
		}),
	},
	{
		name: "lists texts without their times", laws: "KeepsTimes ExpireBoundary RandomPrograms",
		calls: relisting(func(all []corpus.Record) []corpus.Record {
			for i := range all {
				all[i].Time, all[i].Expires = time.Time{}, time.Time{}
			}
			return all
		}),
	},
	{
		name: "lists by place", laws: "ListWhileChanging",
		calls: stepping(func(there []corpus.Record, _ *corpus.Record, step int, after string) (corpus.Record, bool) {
			there = slices.DeleteFunc(there, func(r corpus.Record) bool { return r.ID <= after })
			if step >= len(there) {
				return corpus.Record{}, false
			}
			return there[step], true
		}),
	},
	{
		name: "ends its list at a text that is gone", laws: "ListWhileChanging",
		calls: stepping(func(there []corpus.Record, before *corpus.Record, _ int, after string) (corpus.Record, bool) {
			if before != nil {
				after = before.ID
				if !slices.ContainsFunc(there, func(r corpus.Record) bool { return r.ID == after }) {
					return corpus.Record{}, false
				}
			}
			return following(there, after)
		}),
	},
	{
		name: "lists a text again that was replaced meanwhile", laws: "ListWhileChanging",
		calls: stepping(func(there []corpus.Record, before *corpus.Record, _ int, after string) (corpus.Record, bool) {
			if before != nil {
				after = before.ID
				i := slices.IndexFunc(there, func(r corpus.Record) bool { return r.ID == after })
				if i >= 0 && there[i].Number != before.Number {
					return there[i], true
				}
			}
			return following(there, after)
		}),
	},
	{
		name: "walks its list by number", laws: "ListWhileChanging ListAfter",
		calls: stepping(func(there []corpus.Record, before *corpus.Record, _ int, after string) (corpus.Record, bool) {
			last := uint64(0)
			if before != nil {
				last = before.Number
			}
			there = slices.DeleteFunc(there, func(r corpus.Record) bool { return r.ID <= after || r.Number <= last })
			if len(there) == 0 {
				return corpus.Record{}, false
			}
			return slices.MinFunc(there, func(a, b corpus.Record) int { return int(a.Number) - int(b.Number) }), true
		}),
	},
	{
		name: "begins its list again with what came before its place", laws: "ListWhileChanging",
		calls: stepping(func(there []corpus.Record, before *corpus.Record, _ int, after string) (corpus.Record, bool) {
			if before == nil {
				return following(there, after)
			}
			if r, ok := following(there, before.ID); ok {
				return r, true
			}
			return following(there, after)
		}),
	},
	{
		name: "has nothing to list when it is closed", laws: "Closed EndedContext",
		calls: yieldingList(func(yield func(corpus.Record, error) bool, r corpus.Record, err error) bool {
			return err == nil && yield(r, nil)
		}),
	},
	{
		name: "goes on with its list after an error", laws: "Closed EndedContext ContextEndsMeanwhile",
		calls: yieldingList(func(yield func(corpus.Record, error) bool, r corpus.Record, err error) bool {
			return yield(r, err) && (err == nil || yield(r, err))
		}),
	},
	{
		name: "ends its list without an error when the context ends", laws: "ContextEndsMeanwhile EndedContext",
		calls: yieldingList(func(yield func(corpus.Record, error) bool, r corpus.Record, err error) bool {
			return !errors.Is(err, context.Canceled) && yield(r, err)
		}),
	},
}

// yieldingList returns a List that calls yield for each record as f does.
func yieldingList(f func(yield func(corpus.Record, error) bool, r corpus.Record, err error) bool) flawed {
	return flawed{list: func(m *model, ctx context.Context, tenant, after string) iter.Seq2[corpus.Record, error] {
		return func(yield func(corpus.Record, error) bool) {
			for r, err := range m.List(ctx, tenant, after) {
				if !f(yield, r, err) {
					return
				}
			}
		}
	}}
}
