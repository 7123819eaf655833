package pebblestore

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/stretchr/testify/require"
)

// However many ids there are and in whatever order they come, in rounds that hold few of
// them: all are there in order, each once, and no more are held than twice the bound.
func TestLeastIDs(t *testing.T) {
	seed := rand.Uint64()
	t.Log("seed", seed)
	r := rand.New(rand.NewPCG(seed, 11))
	for range 300 {
		var ids []string
		for range r.IntN(300) {
			ids = append(ids, strings.Repeat(string(rune('a'+r.IntN(3))), r.IntN(30))+fmt.Sprint(r.IntN(200)))
		}
		if r.IntN(3) == 0 {
			slices.Sort(ids)
			slices.Reverse(ids) // each in turn is the least
		}
		most, after := 1+r.IntN(2000), []string{"", "5", "b"}[r.IntN(3)]
		want := slices.Compact(append([]string{}, slices.Sorted(slices.Values(ids))...))
		want = slices.DeleteFunc(want, func(id string) bool { return id <= after })
		got := []string{}
		for more := true; more; {
			l := leastIDs{after: after, most: most}
			if len(got) > 0 {
				l.after = got[len(got)-1]
			}
			held := 0
			for _, id := range ids {
				l.add([]byte(id))
				held = max(held, l.bytes)
			}
			require.LessOrEqual(t, held, max(2*most, stringBytes+64))
			l.cut()
			more = l.full
			require.True(t, !more || len(l.ids) > 0)
			got = append(got, l.ids...)
		}
		require.Equal(t, want, got)
	}
}

// List goes on past what it passes at a time, in one tenant alone, while texts are
// replaced: those that stay are listed once.
func TestListMany(t *testing.T) {
	if Raced { // .ci/run runs it without the race detector, too
		t.Skip("puts 60,000 texts, one batch after the other")
	}
	s, err := Open(t.TempDir(), small)
	require.NoError(t, err)
	ctx := t.Context()
	require.NoError(t, s.Adopt(ctx, "s"))
	const n = listScan + listScan/4
	var want []string
	for batch := range slices.Chunk(rand.Perm(n), 1000) {
		var es []corpus.Entry
		for _, i := range batch {
			for _, tenant := range []string{"a", "b", "c"} {
				e := corpus.Entry{Record: corpus.Record{Text: corpus.Text{Tenant: tenant, ID: fmt.Sprintf("%s%06d", tenant, i)}}}
				if es = append(es, e); tenant == "b" {
					want = append(want, e.ID)
				}
			}
		}
		require.NoError(t, s.Put(ctx, "s", es))
	}
	slices.Sort(want)
	var got []string
	for r, err := range s.List(ctx, "b", "") {
		require.NoError(t, err)
		if got = append(got, r.ID); len(got)%100 == 0 {
			require.NoError(t, s.Put(ctx, "s", []corpus.Entry{{Record: r}}))
		}
	}
	require.Equal(t, want, got)
	require.NoError(t, s.Close())
}
