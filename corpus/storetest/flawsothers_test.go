package storetest

import (
	"context"

	"github.com/palimpsest-go/palimpsest/corpus"
)

func (f flawed) LookupOthers(ctx context.Context, scheme, tenant string, own corpus.Owner, features []uint64, limit int, visit func(i int, places []corpus.Place, more bool)) error {
	if f.others == nil {
		return f.model.LookupOthers(ctx, scheme, tenant, own, features, limit, visit)
	}
	return f.others(f.model, ctx, scheme, tenant, own, features, limit, visit)
}

// owning returns a store whose LookupOthers takes other texts for an owner's.
func owning(owns func(t corpus.Text, own corpus.Owner) bool) flawed {
	return flawed{others: func(m *model, ctx context.Context, scheme, tenant string, own corpus.Owner, features []uint64, limit int, visit visitor) error {
		return m.lookup(ctx, scheme, tenant, features, limit, visit, func(t corpus.Text) bool { return !owns(t, own) })
	}}
}

// othersFlaws are about whose places LookupOthers passes over.
var othersFlaws = []flaw{
	{
		name: "passes over no place of an owner", laws: "LookupOthers",
		calls: owning(func(corpus.Text, corpus.Owner) bool { return false }),
	},
	{
		name: "passes over places of the author only", laws: "LookupOthers",
		calls: owning(func(t corpus.Text, own corpus.Owner) bool { return owned(t, corpus.Owner{Author: own.Author}) }),
	},
	{
		name: "passes over places of the group only", laws: "LookupOthers",
		calls: owning(func(t corpus.Text, own corpus.Owner) bool { return owned(t, corpus.Owner{Group: own.Group}) }),
	},
	{
		name: "passes over places of both author and group", laws: "LookupOthers",
		calls: owning(func(t corpus.Text, own corpus.Owner) bool {
			return owned(t, corpus.Owner{Author: own.Author}) && owned(t, corpus.Owner{Group: own.Group})
		}),
	},
	{
		name: "passes over places of no author", laws: "LookupOthers",
		calls: owning(func(t corpus.Text, own corpus.Owner) bool {
			return own != (corpus.Owner{}) && t.Author == own.Author || owned(t, own)
		}),
	},
	{
		name: "takes authors for groups", laws: "LookupOthers",
		calls: owning(func(t corpus.Text, own corpus.Owner) bool {
			return owned(t, own) || own.Author != "" && t.Group == own.Author
		}),
	},
	{
		name: "passes over a thousand places of an owner at most", laws: "LookupOthersMany",
		calls: flawed{others: func(m *model, ctx context.Context, scheme, tenant string, own corpus.Owner, features []uint64, limit int, visit visitor) error {
			passed := 0
			return m.lookup(ctx, scheme, tenant, features, limit, visit, func(t corpus.Text) bool {
				if owned(t, own) {
					passed++
					return false
				}
				return passed < 1000
			})
		}},
	},
	{
		name: "counts the places of an owner", laws: "LookupOthers",
		calls: flawed{others: func(m *model, ctx context.Context, scheme, tenant string, own corpus.Owner, features []uint64, limit int, visit visitor) error {
			more := make(map[int]bool)
			if err := m.Lookup(ctx, scheme, tenant, features, limit, func(i int, _ []corpus.Place, over bool) { more[i] = over }); err != nil {
				return err
			}
			return m.LookupOthers(ctx, scheme, tenant, own, features, limit, func(i int, places []corpus.Place, _ bool) {
				if more[i] {
					places = places[:min(len(places), limit, corpus.Oldest)]
				}
				visit(i, places, more[i])
			})
		}},
	},
}
