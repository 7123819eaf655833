package pgstore

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/pgstore/pgtest"
)

// An attempt is a Put of texts that may have failed.
type attempt struct {
	entries []corpus.Entry
	acked   bool
	unknown bool
	err     error
}

// Writers put texts, one by one and by the hundred, new and in place of others,
// while the server is killed and started again. What was acknowledged is there
// whole, what was not whole or not at all, and nothing else is.
// PALIMPSEST_FAULT_ROUNDS sets the number of rounds.
func TestServerKilled(t *testing.T) {
	rounds := 3
	if v := os.Getenv("PALIMPSEST_FAULT_ROUNDS"); v != "" {
		var err error
		rounds, err = strconv.Atoi(v)
		require.NoError(t, err)
	}
	url(t)
	own := pgtest.Start(t) // the other tests keep theirs
	seed := rand.Uint64()
	t.Logf("seed %d, %d rounds", seed, rounds)
	rng := rand.New(rand.NewPCG(seed, 0))
	s, err := Connect(context.Background(), own.URL()+" pool_max_conns=12", Settings{Window: time.Hour})
	require.NoError(t, err)
	defer s.Close()
	s.clock = longAgo
	require.NoError(t, s.Adopt(context.Background(), "s"))
	acked, failed, unknown, came := 0, 0, 0, 0
	for round := range rounds {
		stop := make(chan struct{})
		writers := make([][]attempt, 8)
		var wg sync.WaitGroup
		for w := range writers {
			wg.Go(func() { writers[w] = putUntil(s, stop, seed, round, w) })
		}
		var noted []string // what the note may be: what was acknowledged last, and what is unknown since
		tenant := fmt.Sprint("noted ", round)
		wg.Go(func() { noted = noteUntil(s, stop, tenant) })
		time.Sleep(time.Duration(300+rng.IntN(1700)) * time.Millisecond)
		end := own.Kill
		if round%2 == 1 {
			end = own.Stop
		}
		require.NoError(t, end())
		close(stop)
		wg.Wait()
		require.NoError(t, own.Restart())
		s.pool.Reset() // those lost cost a call each, else
		texts := 0
		for _, attempts := range writers {
			n, c := checkAttempts(t, s, attempts)
			texts, came = texts+n, came+c
			for _, a := range attempts {
				switch {
				case a.acked:
					acked += len(a.entries)
				case a.unknown:
					unknown += len(a.entries)
				default:
					failed += len(a.entries)
				}
			}
		}
		if notes := notesOf(t, s, tenant); len(notes) > 0 {
			assert.Contains(t, noted, notes[0].Value, "the note that was put last")
		} else {
			assert.Contains(t, noted, "", "a note was acknowledged")
		}
		// The tables hold nothing beyond that.
		whole(t, s, texts, 140)
		require.False(t, t.Failed(), "round %d", round)
		// On with an empty store, whose windows are made anew under fire.
		for _, attempts := range writers {
			for _, a := range attempts {
				for _, e := range a.entries {
					if err := s.Delete(context.Background(), "", e.ID); err != nil {
						require.ErrorIs(t, err, corpus.ErrNotFound)
					}
				}
			}
		}
		_, err := s.Expire(context.Background(), time.Now().Add(1e6*time.Hour))
		require.NoError(t, err)
	}
	t.Logf("%d texts acknowledged, %d refused, %d of unknown fate of which %d are there", acked, failed, unknown, came)
}

// putUntil puts texts until the server is gone.
func putUntil(s *Store, stop <-chan struct{}, seed uint64, round, w int) []attempt {
	rng := rand.New(rand.NewPCG(seed, uint64(round*100+w)))
	var attempts []attempt
	for i := 0; ; i++ {
		select {
		case <-stop:
			return attempts
		default:
		}
		n := 1
		if i%10 == 5 {
			n = 50 // by COPY
		}
		a := attempt{entries: make([]corpus.Entry, n)}
		for j := range a.entries {
			// The ids are the writer's own, and some recur again and again.
			e := text("", fmt.Sprintf("%d-%d-%d", round, w, rng.IntN(200)))
			if j > 0 {
				e.ID = fmt.Sprintf("%d-%d-%d-%d", round, w, i, j)
			}
			e.Text.Text = fmt.Sprint(e.ID, i, rng.Uint64())
			base := rng.Uint64N(1 << 39)
			for k := range 140 {
				e.Postings = append(e.Postings, corpus.Posting{Feature: base + uint64(k), Position: uint32(i)})
			}
			if i%3 == 0 {
				e.Expires = time.Unix(int64(rng.IntN(20)*3600), 0).UTC()
			}
			a.entries[j] = e
		}
		err := s.Put(context.Background(), "s", a.entries)
		a.acked, a.unknown, a.err = err == nil, errors.Is(err, corpus.ErrUnknown), err
		attempts = append(attempts, a)
		if err != nil {
			time.Sleep(5 * time.Millisecond)
		}
	}
}

// noteUntil puts a note again and again until the server is gone, and returns what it
// may be then, "" for none.
func noteUntil(s *Store, stop <-chan struct{}, tenant string) []string {
	may := []string{""}
	for i := 1; ; i++ {
		select {
		case <-stop:
			return may
		default:
		}
		note := corpus.Note{Name: "note", Value: fmt.Sprint(i)}
		switch err := s.PutNote(context.Background(), tenant, note); {
		case err == nil:
			may = []string{note.Value}
		case errors.Is(err, corpus.ErrUnknown):
			may = append(may, note.Value)
		default:
			time.Sleep(5 * time.Millisecond)
		}
	}
}

// history returns what became of the texts that were put under an id.
func history(attempts []attempt, id string) string {
	var b strings.Builder
	for _, a := range attempts {
		for _, e := range a.entries {
			if e.ID == id {
				fmt.Fprintf(&b, "\n%q %v: %v", e.Text.Text, e.Expires, a.err)
			}
		}
	}
	return b.String()
}

// checkAttempts checks what the store has of one writer's texts, and returns
// how many they are and how many of them are of unknown fate.
func checkAttempts(t *testing.T, s *Store, attempts []attempt) (n, came int) {
	t.Helper()
	fates := fatesOf(attempts)
	present := make(map[*corpus.Entry]bool)
	for id, fate := range fates {
		r, err := s.Get(context.Background(), "", id)
		if errors.Is(err, corpus.ErrNotFound) {
			assert.False(t, fate.must, "%s was acknowledged", id)
			continue
		}
		if !assert.NoError(t, err) {
			return n, came
		}
		n++
		found, unknown := fate.find(r.Text)
		if found == nil {
			t.Errorf("%s is not what was put last: %q, put as follows:%s", id, r.Text.Text, history(attempts, id))
			continue
		}
		present[found] = true
		if unknown {
			came++
		}
		checkFound(t, s, r.Number, found.Postings)
	}
	checkWhole(t, attempts, present)
	return n, came
}

// A fate says what a store may have under an id. What a writer put last counts, and
// what failed may not have come to be, unless the outcome is unknown.
type fate struct {
	must bool // the store has one of these
	may  []possible
}

// A possible is an entry that a store may have.
type possible struct {
	entry   *corpus.Entry
	unknown bool // whether it was put
}

// find returns the entry of a text, nil if there is none.
func (f *fate) find(text corpus.Text) (found *corpus.Entry, unknown bool) {
	for _, p := range f.may {
		if p.entry.Text == text {
			found, unknown = p.entry, p.unknown
		}
	}
	return found, unknown
}

// fatesOf returns the fates of all ids that a writer has tried to put.
func fatesOf(attempts []attempt) map[string]*fate {
	fates := make(map[string]*fate)
	for i := range attempts {
		a := &attempts[i]
		for j := range a.entries {
			e := &a.entries[j]
			f := fates[e.ID]
			if f == nil {
				f = new(fate)
				fates[e.ID] = f
			}
			if a.acked {
				f.may, f.must = nil, true
			}
			if a.acked || a.unknown {
				f.may = append(f.may, possible{e, a.unknown})
			}
		}
	}
	return fates
}

// checkFound checks that a text is found by its postings.
func checkFound(t *testing.T, s *Store, number uint64, postings []corpus.Posting) {
	t.Helper()
	var features []uint64
	for _, p := range postings {
		features = append(features, p.Feature)
	}
	places := lookupAll(t, s, "", features, 1000)
	for i, p := range postings {
		assert.Contains(t, places[i], corpus.Place{Number: number, Position: p.Position})
	}
}

// checkWhole checks that a Put of many is there whole or not at all.
func checkWhole(t *testing.T, attempts []attempt, present map[*corpus.Entry]bool) {
	t.Helper()
	for i := range attempts {
		if a := &attempts[i]; len(a.entries) > 1 {
			have := 0
			for j := 1; j < len(a.entries); j++ {
				if present[&a.entries[j]] {
					have++
				}
			}
			assert.Contains(t, []int{0, len(a.entries) - 1}, have, "part of a Put")
		}
	}
}
