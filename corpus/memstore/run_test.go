package memstore

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// TestOthers: what LookupOthers visits is what Lookup visits less the owner's places, with
// runs of an author's and a group's texts in one segment, in several and in none, texts
// that were removed, and others between.
func TestOthers(t *testing.T) {
	ctx := t.Context()
	for seed := range uint64(30) {
		rng := rand.New(rand.NewPCG(seed, 13))
		m := new(Store)
		require.NoError(t, m.Adopt(ctx, "s"))
		owners := make(map[uint64]corpus.Owner)
		texts := 0
		names := []string{"", "a", "b"}
		for range 1 + rng.IntN(4) {
			for range rng.IntN(12) {
				own := corpus.Owner{Author: names[rng.IntN(3)], Group: names[rng.IntN(3)]}
				for range 1 + rng.IntN(4*runLen) {
					texts++
					e := corpus.Entry{Record: corpus.Record{Text: corpus.Text{ID: fmt.Sprint(texts), Author: own.Author, Group: own.Group}}}
					for f := range uint64(3) {
						if f == 0 || rng.IntN(40) > 0 {
							e.Postings = append(e.Postings, corpus.Posting{Feature: f, Position: rng.Uint32N(300)})
						}
					}
					require.NoError(t, m.Put(ctx, "s", []corpus.Entry{e}))
					owners[uint64(texts)] = own
				}
			}
			for n := 1; n <= texts; n++ {
				if rng.IntN(20) == 0 && m.Delete(ctx, "", fmt.Sprint(n)) == nil {
					delete(owners, uint64(n))
				}
			}
			if len(m.tenants) == 0 {
				continue
			}
			if data := m.tenants[""]; rng.IntN(2) == 0 {
				m.freeze(data.indexes["s"], data)
			} else if rng.IntN(2) == 0 {
				require.NoError(t, m.Compact(ctx))
			}
		}
		for range 20 {
			own := corpus.Owner{Author: names[rng.IntN(3)], Group: names[rng.IntN(3)]}
			all := make(map[int][]corpus.Place)
			require.NoError(t, m.Lookup(ctx, "s", "", []uint64{2, 0, 1}, 1<<30, func(i int, places []corpus.Place, _ bool) {
				for _, p := range places {
					if of := owners[p.Number]; (own.Author == "" || own.Author != of.Author) && (own.Group == "" || own.Group != of.Group) {
						all[i] = append(all[i], p)
					}
				}
			}))
			limit := 1 + rng.IntN(max(100, texts))
			more := make(map[int]bool)
			for i, places := range all {
				if more[i] = len(places) > limit; more[i] {
					all[i] = places[:min(limit, corpus.Oldest)]
				}
			}
			got := make(map[int][]corpus.Place)
			require.NoError(t, m.LookupOthers(ctx, "s", "", own, []uint64{2, 0, 1}, limit, func(i int, places []corpus.Place, over bool) {
				got[i] = slices.Clone(places)
				require.Equal(t, more[i], over, "seed %d, %+v, limit %d", seed, own, limit)
			}))
			require.Equal(t, all, got, "seed %d, %+v, limit %d", seed, own, limit)
		}
	}
}

// TestRunsCost: of what an owner has, in a row or with others' texts between, a look-up
// reads no more entries than go with the limit, however many there are.
func TestRunsCost(t *testing.T) {
	for _, kind := range []struct {
		name string
		of   func(n int) (author, group string)
		most int // entries looked at, for a limit of 100
		more bool
	}{
		{"all of one author", func(int) (string, string) { return "a", "" }, 1, false},
		{"all of one group, of many authors", func(n int) (string, string) { return fmt.Sprint(n), "g" }, 1, false},
		{"others' between", func(n int) (string, string) { return []string{"a", "b"}[n%2], "" }, 202, true},
		{"others' now and then", func(n int) (string, string) { return []string{"a", "b"}[n%100/99], "" }, 202, true},
		{"others' after every 30", func(n int) (string, string) { return []string{"a", "b"}[n%31/30], "" }, runLen*corpus.Oldest + 100, true},
		{"author's and group's in turns", func(n int) (string, string) { return []string{"a", fmt.Sprint(n)}[n%2], []string{"", "g"}[n%2] }, runLen * corpus.Oldest, true},
	} {
		const texts = 50_000
		data := newTenantData("", 0)
		h := newHashTable()
		for n := range texts {
			author, group := kind.of(n)
			h.add(data.add(storedText{id: fmt.Sprint(n), author: author, group: group}), []corpus.Posting{{Feature: 7}}, asIs)
		}
		s := h.segment(data)
		l := batchLookup{index: &postingIndex{by: 1, segments: []*segment{s}, table: newHashTable()}, tenant: data, limit: 100, own: corpus.Owner{Author: "a", Group: "g"}}
		over := false
		l.visit([]uint64{7}, func(_ int, _ []corpus.Place, more bool) { over = more })
		looked := l.counts[0] + l.passed[0]
		t.Logf("%s: %d entries looked at of %d", kind.name, looked, texts)
		require.LessOrEqual(t, looked, kind.most, kind.name)
		require.Equal(t, kind.more, over, kind.name)
	}
}
