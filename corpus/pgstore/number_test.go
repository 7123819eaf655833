package pgstore

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// entriesOf returns texts of these ids.
func entriesOf(ids ...string) []corpus.Entry {
	es := make([]corpus.Entry, len(ids))
	for i, id := range ids {
		es[i] = text("", id, corpus.Posting{Feature: 1})
	}
	return es
}

func numberOf(t testing.TB, s *Store, id string) uint64 {
	t.Helper()
	r, err := s.Get(context.Background(), "", id)
	require.NoError(t, err)
	return r.Number
}

// The numbers of one Put are in the order of its entries, not of their ids, by
// INSERT and by COPY.
func TestNumbersInOrder(t *testing.T) {
	ctx := context.Background()
	s := newStore(t, Settings{})
	for _, postings := range []int{1, bulk} {
		es := entriesOf("m", "z", "a", "k", "b")
		for i := 1; i < postings; i++ {
			es[0].Postings = append(es[0].Postings, corpus.Posting{Feature: uint64(i + 1)})
		}
		require.NoError(t, s.Put(ctx, "s", es))
		last := uint64(0)
		for _, e := range es {
			n := numberOf(t, s, e.ID)
			assert.Greater(t, n, last, e.ID)
			last = n
		}
	}
}

// Many writers in two processes: what is put after a Put has returned has a greater
// number than the texts of that one, and a text that replaces another than that.
func TestNumbersRiseAtOnce(t *testing.T) {
	ctx := context.Background()
	a := newStore(t, Settings{})
	b, err := Open(ctx, newPool(t, 20), a.settings)
	require.NoError(t, err)
	var mu sync.Mutex
	var greatest uint64 // of the texts whose Put has returned
	var wg sync.WaitGroup
	for w := range 8 {
		s := []*Store{a, b}[w%2]
		wg.Go(func() {
			for i := range 40 {
				mu.Lock()
				before := greatest
				mu.Unlock()
				own := fmt.Sprintf("own %d %d", w, i)
				if !assert.NoError(t, s.Put(ctx, "s", entriesOf(own, "shared"))) {
					return
				}
				n := numberOf(t, s, own)
				assert.Greater(t, n, before)
				mu.Lock()
				greatest = max(greatest, n)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	whole(t, a, 8*40+1, 1)
	assert.Less(t, query[int](t, a, "SELECT coalesce(max(replaced), 0)::int FROM palimpsest.texts"), int(numberOf(t, a, "shared")))
}

// A Put that waits for another of its text takes a number after that one's, though
// it asked for one before.
func TestNumberAfterReplaced(t *testing.T) {
	ctx := context.Background()
	s := newStore(t, Settings{})
	require.NoError(t, s.Put(ctx, "s", entriesOf("a")))
	other, err := s.pool.Begin(ctx)
	require.NoError(t, err)
	_, err = other.Exec(ctx, s.sql("SELECT FROM palimpsest.texts WHERE id = 'a' FOR UPDATE"))
	require.NoError(t, err)
	done := make(chan error, 1)
	go func() { done <- s.Put(ctx, "s", entriesOf("a")) }()
	waiting(t, s, "WITH given%")
	// As a Put that began later and was faster.
	late := query[int64](t, s, "SELECT nextval($1::text::regclass)", s.sequence())
	for _, table := range []string{"texts", "bodies", "postings_1"} {
		_, err = other.Exec(ctx, s.sql("UPDATE palimpsest."+table+" SET number = $1"), late)
		require.NoError(t, err)
	}
	require.NoError(t, other.Commit(ctx))
	require.NoError(t, <-done)
	assert.Greater(t, numberOf(t, s, "a"), uint64(late))
	whole(t, s, 1, 1)
}

// The last number is given, and then no more, of texts as of tenants.
func TestNumbersUsedUp(t *testing.T) {
	ctx := context.Background()
	s := newStore(t, Settings{})
	_, err := s.pool.Exec(ctx, "SELECT setval($1::text::regclass, $2, false)", s.sequence(), int64(maxNumber))
	require.NoError(t, err)
	require.NoError(t, s.Put(ctx, "s", entriesOf("last")))
	assert.EqualValues(t, maxNumber, numberOf(t, s, "last"))
	require.ErrorIs(t, s.Put(ctx, "s", entriesOf("more")), corpus.ErrFull)
	whole(t, s, 1, 1)
	_, err = s.pool.Exec(ctx, s.sql("ALTER TABLE palimpsest.tenants ALTER COLUMN tenant RESTART WITH 8388607"))
	require.NoError(t, err)
	require.NoError(t, s.PutNote(ctx, "last", corpus.Note{Name: "a"}))
	require.ErrorIs(t, s.PutNote(ctx, "more", corpus.Note{Name: "a"}), corpus.ErrFull)
}
