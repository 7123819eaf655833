package storetest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// writers is how many goroutines write at once.
const writers = 32

// atOnce runs f in many goroutines, every second one with a peer, and waits. They
// may assert but must not end the test.
func (s *store) atOnce(f func(writer int, s *store)) {
	both := [...]*store{s, s.peer()}
	var all sync.WaitGroup
	for w := range writers {
		all.Go(func() { f(w, both[w%2]) })
	}
	all.Wait()
}

// writersAtOnce lets goroutines put and delete texts with few ids. Whatever the
// order was, each id then has no text, or one text that somebody put last, with
// exactly its postings.
func writersAtOnce(s *store) {
	const ids = 10
	var mu sync.Mutex
	put := make(map[string]corpus.Entry) // by content
	s.atOnce(func(w int, s *store) {
		r := rand.New(rand.NewPCG(7, uint64(w)))
		for i := range fewer(20) {
			if r.IntN(4) == 0 {
				if err := s.Delete(s.ctx(), "t", fmt.Sprint(r.IntN(ids))); err != nil {
					assert.ErrorIs(s.t, err, corpus.ErrNotFound)
				}
				continue
			}
			var batch []corpus.Entry
			for range 1 + r.IntN(3) {
				e := entry("t", fmt.Sprint(r.IntN(ids)), 1, uint64(1000+w*100+i), 2+r.Uint64N(8))
				e.Text.Text = fmt.Sprint("by ", w, " at ", i, " the ", len(batch))
				batch = append(batch, e)
			}
			mu.Lock()
			for _, e := range batch {
				put[e.Text.Text] = e
			}
			mu.Unlock()
			assert.NoError(s.t, s.Put(s.ctx(), first, batch))
		}
	})
	s.isSomeOf(ids, put)
}

// isSomeOf asserts that each text in the store was put and has exactly its
// postings, and that nothing else is found.
func (s *store) isSomeOf(ids int, put map[string]corpus.Entry) {
	s.t.Helper()
	var live []corpus.Entry
	for i := range ids {
		r, err := s.Get(s.ctx(), "t", fmt.Sprint(i))
		if errors.Is(err, corpus.ErrNotFound) {
			continue
		}
		require.NoError(s.t, err)
		e, ok := put[r.Text.Text]
		if assert.True(s.t, ok && e.ID == r.ID, "nobody put %q as %q", r.Text.Text, r.ID) {
			live = append(live, e)
		}
	}
	var all []uint64
	for _, e := range put {
		for _, p := range e.Postings {
			all = append(all, p.Feature)
		}
	}
	slices.Sort(all)
	s.holds("t", slices.Compact(all), live...)
}

// sameTextAtOnce lets all goroutines put the same text and the same note. Each is there
// once. As every goroutine put it, the numbers that they may see all differ.
func sameTextAtOnce(s *store) {
	const shared = 20 // notes: each is new only once, and two goroutines must put it at that moment
	a := entry("t", "a", 1, 2)
	var mu sync.Mutex
	numbers := make(map[uint64]bool)
	s.atOnce(func(w int, s *store) {
		own := entry("t", fmt.Sprint("own", w), 3)
		if !assert.NoError(s.t, s.Put(s.ctx(), first, []corpus.Entry{a, own})) {
			return
		}
		for k := range shared {
			assert.NoError(s.t, s.PutNote(s.ctx(), "t", corpus.Note{Name: fmt.Sprint("a", k), Value: own.ID}))
		}
		assert.NoError(s.t, s.PutNote(s.ctx(), "t", corpus.Note{Name: own.ID, Value: own.ID}))
		r, err := s.Get(s.ctx(), "t", own.ID)
		assert.NoError(s.t, err)
		mu.Lock()
		defer mu.Unlock()
		assert.False(s.t, numbers[r.Number], "number %d was given twice", r.Number)
		numbers[r.Number] = true
	})
	assert.False(s.t, numbers[s.get("t", "a").Number])
	want := []corpus.Entry{a}
	for w := range writers {
		want = append(want, entry("t", fmt.Sprint("own", w), 3))
	}
	s.holds("t", nil, want...)
	notes := s.notes("t")
	if !assert.Len(s.t, notes, shared+writers) {
		return
	}
	for _, n := range notes[:shared] {
		assert.Contains(s.t, notes, corpus.Note{Name: n.Value, Value: n.Value}, "a note that all have put")
	}
}
