package corpus

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare"
)

// TestReindex gives texts new postings while others are added, removed and
// checked.
func TestReindex(t *testing.T) {
	ctx := t.Context()
	m := NewStore()
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
	unindexed := func(scheme string) (n int) {
		for _, err := range m.Stale(ctx, scheme) {
			require.NoError(t, err)
			n++
		}
		return n
	}
	all := unindexed("a scheme that no text was indexed under")
	require.GreaterOrEqual(t, all, texts/2+added)
	for _, window := range []int{2, 8} {
		old, err := newState(Settings{Window: window})
		require.NoError(t, err)
		require.Equal(t, all, unindexed(old.scheme), "postings of window %d are kept", window)
	}
}

// TestReindexElsewhere: another process re-indexes the store of a corpus.
func TestReindexElsewhere(t *testing.T) {
	ctx := t.Context()
	m := NewStore()
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
	c, err := New(ctx, NewStore(), Settings{})
	require.NoError(t, err)
	for round := range 50 {
		tenant := fmt.Sprint(round)
		var told [2]int
		var group sync.WaitGroup
		for i, text := range []string{knownText, spunText} {
			group.Go(func() {
				a, err := c.CheckAdd(ctx, Text{ID: fmt.Sprint(i), Tenant: tenant, Text: text}, nil)
				if assert.NoError(t, err) {
					told[i] = len(a.Matches)
				}
			})
		}
		group.Wait()
		require.Positive(t, told[0]+told[1], "round %d", round)
	}
}

// TestCheckAdd: a text that is stored when it is checked meets the texts that it meets
// without; some of these are cleared, being derived from what it derives from as well.
func TestCheckAdd(t *testing.T) {
	ctx := t.Context()
	pairs := readPairs(t)
	c, twin := shelf(t, pairs, Settings{}), shelf(t, pairs, Settings{})
	for i, p := range pairs {
		if testing.Short() && i%5 > 0 {
			continue
		}
		text := Text{ID: "suspect of " + p.name, Text: foreign(100+i) + p.suspect[len(p.suspect)/3:]}
		got, err := c.CheckAdd(ctx, text, nil)
		require.NoError(t, err)
		require.True(t, got.Stored)
		want, err := twin.Check(ctx, text)
		require.NoError(t, err)
		require.False(t, want.Stored)
		require.NoError(t, twin.Add(ctx, text))
		require.ElementsMatch(t, named(want), named(got), p.name)
		require.Equal(t, len(want.Matches) == 0, len(got.Matches) == 0, p.name)
		if len(want.Matches) == len(got.Matches) {
			require.Equal(t, want.Verdict, got.Verdict, p.name)
			require.Equal(t, want.Confidence, got.Confidence, p.name)
		}
		r, err := c.store.Get(ctx, "", text.ID)
		require.NoError(t, err)
		require.Equal(t, got.source(), r.Derived)
	}
}

// TestCheckAddKeeps: what is not to be kept changes nothing.
func TestCheckAddKeeps(t *testing.T) {
	ctx := t.Context()
	c, err := New(ctx, NewStore(), Settings{})
	require.NoError(t, err)
	require.NoError(t, c.Add(ctx, Text{ID: "source", Text: knownText}, Text{ID: "post", Text: foreign(200)}))
	asked := 0
	refuse := func(a *Answer) bool {
		asked++
		return a.Verdict != compare.Spun
	}
	a, err := c.CheckAdd(ctx, Text{ID: "post", Text: spunText}, refuse)
	require.NoError(t, err)
	require.Equal(t, []string{"source"}, named(a))
	require.False(t, a.Stored)
	post, err := c.Get(ctx, "", "post")
	require.NoError(t, err)
	require.Equal(t, foreign(200), post.Text)
	a, err = c.CheckAdd(ctx, Text{ID: "other", Text: foreign(201)}, refuse)
	require.NoError(t, err)
	require.True(t, a.Stored)
	require.Equal(t, 2, asked)
	_, err = c.CheckAdd(ctx, Text{ID: ""}, nil)
	require.ErrorIs(t, err, ErrText)
}

// A late store gets a text between the first look of a check and the text's own Put.
type late struct {
	Store
	text Entry
}

func (l *late) Put(ctx context.Context, scheme string, entries []Entry) error {
	if l.text.ID != "" {
		if err := l.Store.Put(ctx, scheme, []Entry{l.text}); err != nil {
			return err
		}
		l.text = Entry{}
	}
	return l.Store.Put(ctx, scheme, entries)
}

// TestCheckAddMeanwhile: the answer for a text names one that was stored during the
// check.
func TestCheckAddMeanwhile(t *testing.T) {
	ctx := t.Context()
	store := &late{Store: NewStore()}
	c, err := New(ctx, store, Settings{})
	require.NoError(t, err)
	store.text, err = c.state.Load().entry(Text{ID: "twin", Text: knownText})
	require.NoError(t, err)
	a, err := c.CheckAdd(ctx, Text{ID: "post", Text: spunText}, nil)
	require.NoError(t, err)
	require.True(t, a.Stored)
	require.Equal(t, []string{"twin"}, named(a))
	require.Equal(t, compare.Spun, a.Verdict)
}
