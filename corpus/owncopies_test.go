package corpus

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A counting is a store that counts what is visited and read.
type counting struct {
	OthersStore
	places, heads int
}

func (c *counting) Lookup(ctx context.Context, scheme, tenant string, features []uint64, limit int, visit func(i int, places []Place, more bool)) error {
	return c.OthersStore.Lookup(ctx, scheme, tenant, features, limit, c.counted(visit))
}

func (c *counting) LookupOthers(ctx context.Context, scheme, tenant string, own Owner, features []uint64, limit int, visit func(i int, places []Place, more bool)) error {
	return c.OthersStore.LookupOthers(ctx, scheme, tenant, own, features, limit, c.counted(visit))
}

func (c *counting) counted(visit func(i int, places []Place, more bool)) func(i int, places []Place, more bool) {
	return func(i int, places []Place, more bool) {
		c.places += len(places)
		visit(i, places, more)
	}
}

func (c *counting) Heads(ctx context.Context, tenant string, numbers []uint64) ([]Record, error) {
	c.heads += len(numbers)
	return c.OthersStore.Heads(ctx, tenant, numbers)
}

// withCopies returns a corpus with so many copies of one author, or of one group, and the
// text of another author after half of them.
func withCopies(t testing.TB, store Store, n int) *Corpus {
	c, err := New(t.Context(), store, Settings{})
	require.NoError(t, err)
	own := make([]Text, 0, n)
	for i := range n {
		copied := Text{ID: fmt.Sprint(i), Author: "ann", Text: spunText}
		if i%3 == 2 {
			copied.Author, copied.Group = fmt.Sprint("pen name", i), "g"
		}
		own = append(own, copied)
	}
	require.NoError(t, c.Add(t.Context(), own[:n/2]...))
	require.NoError(t, c.Add(t.Context(), Text{ID: "source", Author: "bob", Text: knownText}))
	require.NoError(t, c.Add(t.Context(), own[n/2:]...))
	return c
}

// TestOwnCopies: among copies that the suspect's author has, and its group, the text of
// another is found, and a check visits and reads as much as without them and a little.
func TestOwnCopies(t *testing.T) {
	ctx := t.Context()
	suspect := Text{Author: "ann", Group: "g", Text: spunText}
	few := &counting{OthersStore: NewStore().(OthersStore)}
	c := withCopies(t, few, 2)
	a, err := c.Check(ctx, suspect)
	require.NoError(t, err)
	require.Equal(t, []string{"source"}, named(a))
	for _, n := range []int{600, 6000} {
		many := &counting{OthersStore: NewStore().(OthersStore)}
		c := withCopies(t, many, n)
		few.places, few.heads = 0, 0
		many.places, many.heads = 0, 0
		a, err := c.Check(ctx, suspect)
		require.NoError(t, err)
		assert.Equal(t, []string{"source"}, named(a), "%d copies", n)
		t.Logf("%d copies: %d places visited, %d heads read", n, many.places, many.heads)
		if n > 500 { // of Settings.Common on, only the oldest are visited for passages
			assert.Less(t, many.places, 10_000)
			assert.LessOrEqual(t, many.heads, 2*Oldest)
		}
		a, err = c.Check(ctx, Text{Author: "eve", Text: spunText})
		require.NoError(t, err)
		assert.Equal(t, "0", a.Matches[0].Source.ID)
		assert.True(t, a.Capped)
	}
}

// BenchmarkCopies checks a text with 64,000 copies by one author, or by the author's
// pen names in one group. The suspect is by that author or by another.
func BenchmarkCopies(b *testing.B) {
	c := withCopies(b, NewStore(), 64_000)
	for _, suspect := range []Text{{Author: "ann", Group: "g", Text: spunText}, {Author: "eve", Text: spunText}} {
		b.Run(suspect.Author, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, err := c.Check(b.Context(), suspect)
				require.NoError(b, err)
			}
		})
	}
}
