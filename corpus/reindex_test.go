package corpus

import (
	"cmp"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestReindex gives texts new postings while others are added, removed and
// checked.
func TestReindex(t *testing.T) {
	ctx := t.Context()
	m := new(Memory)
	c, err := New(ctx, m, Settings{})
	require.NoError(t, err)
	before := c.Scheme()
	// Different enough to tell them apart by numbers that stand in all sentences.
	variant := func(s string, i int) string { return strings.ReplaceAll(s, "three", fmt.Sprintf("%d", 1000+i)) }
	const texts = 600
	for i := range texts {
		require.NoError(t, c.Add(ctx, Text{ID: fmt.Sprint(i), Tenant: fmt.Sprint(i % 100), Text: variant(knownText, i)}))
	}
	stop := make(chan struct{})
	var group sync.WaitGroup
	work := func(f func(i int)) {
		group.Go(func() {
			for i := 0; ; i++ {
				select {
				case <-stop:
					return
				default:
					f(i)
					runtime.Gosched()
				}
			}
		})
	}
	work(func(i int) {
		a, err := c.Check(ctx, Text{Tenant: fmt.Sprint(i % 50), Text: spunText})
		if assert.NoError(t, err) {
			assert.NotEmpty(t, a.Matches)
		}
	})
	const added = 300 // there is no catching up with who adds as fast as another indexes
	work(func(i int) {
		if i >= added {
			return
		}
		assert.NoError(t, c.Add(ctx, Text{ID: fmt.Sprint("new ", i), Tenant: fmt.Sprint(i % 100), Text: variant(knownText, -i)}))
	})
	work(func(i int) {
		if i < texts && i%100 >= 50 {
			assert.NoError(t, c.Remove(ctx, fmt.Sprint(i%100), fmt.Sprint(i)))
		}
	})
	for _, window := range []int{2, 8, 4} {
		require.NoError(t, c.Reindex(ctx, Settings{Window: window}))
		require.Equal(t, window, c.Settings().Window)
	}
	close(stop)
	group.Wait()
	for i := range added { // those that there was no time for
		require.NoError(t, c.Add(ctx, Text{ID: fmt.Sprint("new ", i), Tenant: fmt.Sprint(i % 100), Text: variant(knownText, -i)}))
	}
	require.Equal(t, before, c.Scheme())
	_, err = New(ctx, m, Settings{})
	require.NoError(t, err)
	for i := range added {
		a, err := c.Check(ctx, Text{Tenant: fmt.Sprint(i % 100), Text: variant(spunText, -i)})
		require.NoError(t, err)
		require.NotEmpty(t, a.Matches)
	}
	for name, tenant := range m.tenants {
		require.Len(t, tenant.indexes, 1, "tenant %s keeps postings of other schemes", name)
	}
}

// TestReindexElsewhere: another process re-indexes the store of a corpus.
func TestReindexElsewhere(t *testing.T) {
	ctx := t.Context()
	m := new(Memory)
	c, err := New(ctx, m, Settings{})
	require.NoError(t, err)
	require.NoError(t, c.Add(ctx, Text{ID: "a", Text: knownText}))
	require.NoError(t, Reindex(ctx, m, Settings{Window: 2}))
	_, err = c.Check(ctx, Text{Text: spunText})
	require.ErrorIs(t, err, ErrScheme)
	require.ErrorIs(t, c.Add(ctx, Text{ID: "b"}), ErrScheme)
	c, err = New(ctx, m, Settings{Window: 2})
	require.NoError(t, err)
	a, err := c.Check(ctx, Text{Text: spunText})
	require.NoError(t, err)
	require.Len(t, a.Matches, 1)
}

// TestCheckAddTogether: of two like texts that come in at once one at least is
// told of the other.
func TestCheckAddTogether(t *testing.T) {
	ctx := t.Context()
	c, err := New(ctx, new(Memory), Settings{})
	require.NoError(t, err)
	for round := range 50 {
		tenant := fmt.Sprint(round)
		var told [2]int
		var group sync.WaitGroup
		for i, text := range []string{knownText, spunText} {
			group.Go(func() {
				a, err := c.CheckAdd(ctx, Text{ID: fmt.Sprint(i), Tenant: tenant, Text: text})
				if assert.NoError(t, err) {
					told[i] = len(a.Matches)
				}
			})
		}
		group.Wait()
		require.Positive(t, told[0]+told[1], "round %d", round)
	}
}

// TestCheckAdd: a text that is stored before it is checked, as CheckAdd has it, has
// the same matches.
func TestCheckAdd(t *testing.T) {
	ctx := t.Context()
	pairs := readPairs(t)
	c, twin := shelf(t, pairs, Settings{}), shelf(t, pairs, Settings{})
	for _, p := range pairs {
		text := Text{ID: "suspect of " + p.name, Text: foreign(100) + p.suspect[len(p.suspect)/3:]}
		got, err := c.CheckAdd(ctx, text)
		require.NoError(t, err)
		want, err := twin.Check(ctx, text)
		require.NoError(t, err)
		require.NoError(t, twin.Add(ctx, text))
		require.Equal(t, named(want), named(got), p.name)
		require.Equal(t, want.Verdict, got.Verdict)
		require.Equal(t, want.Confidence, got.Confidence)
	}
}

// TestMemoryMerges: the store gives the same answers when postings have become
// segments, and forgets what was removed.
func TestMemoryMerges(t *testing.T) {
	ctx := t.Context()
	m := new(Memory)
	require.NoError(t, m.Adopt(ctx, "s"))
	const texts, each = 9000, 300 // 2.7 million postings: five heads
	entry := func(i int) Entry {
		e := Entry{Record: Record{Text: Text{ID: fmt.Sprint(i)}}}
		for j := range uint64(each) {
			feature := (uint64(i)*each + j) * golden >> (64 - FeatureBits)
			if j%10 == 0 {
				feature = j // all have it
			}
			e.Postings = append(e.Postings, Posting{feature, uint32(j)})
		}
		slices.SortFunc(e.Postings, func(a, b Posting) int { return cmp.Compare(a.Feature, b.Feature) })
		return e
	}
	for i := range texts {
		require.NoError(t, m.Put(ctx, "s", []Entry{entry(i)}))
	}
	x := m.tenants[""].indexes["s"]
	require.Positive(t, len(x.segments))
	require.Less(t, len(x.segments), fanIn+1)
	for i := 0; i < texts; i += 3 {
		require.NoError(t, m.Delete(ctx, "", fmt.Sprint(i)))
	}
	verify := func() {
		for i := 0; i < texts; i += 17 {
			seen := 0
			for _, p := range entry(i).Postings[100:103] {
				require.NoError(t, m.Lookup(ctx, "s", "", []uint64{p.Feature}, 10, func(_ int, places []Place) {
					for _, at := range places {
						if at == (Place{uint64(i + 1), p.Position}) {
							seen++
						}
					}
				}))
			}
			require.Equal(t, i%3 == 0, seen == 0, "text %d", i)
			require.True(t, seen == 0 || seen == 3)
		}
		require.NoError(t, m.Lookup(ctx, "s", "", []uint64{10}, texts, func(_ int, places []Place) {
			require.Len(t, places, texts-texts/3)
		}))
	}
	verify()
	require.NoError(t, m.Compact(ctx))
	verify()
	require.Len(t, x.segments, 1)
	require.LessOrEqual(t, x.segments[0].n, (texts-texts/3)*each)
	require.Empty(t, x.head.entries)
}
