package storetest

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// reindexWhileBusy gives all texts postings of another scheme while others put,
// delete and look up, until the store adopts it. Then exactly the existing texts
// are found, under the new scheme. It does so to and fro, with one goroutine and
// with two, as two processes might.
func reindexWhileBusy(s *store) {
	const ids = 60
	from, to := first, second
	for round := range 4 {
		var busy sync.WaitGroup
		both := [...]*store{s, s.peer()}
		for w := range 4 {
			r := rand.New(rand.NewPCG(8, uint64(10*round+w)))
			busy.Go(func() { both[w%2].beBusy(r, w, ids, from, to) })
		}
		for range 1 + round%2 {
			busy.Go(func() { s.reindex(to) })
		}
		busy.Wait()
		s.scheme = to
		s.has(to)
		s.refuses(from)
		assert.Empty(s.t, s.stale(to))
		s.holdsReindexed(ids, 4, from, to)
		from, to = to, from
	}
}

// features returns the features of a text under a scheme: one that all texts have,
// and one of its own.
func features(scheme, id string) []uint64 {
	n := uint64(0)
	for _, b := range []byte(id) {
		n = n*257 + uint64(b)
	}
	if scheme == second {
		n += 1 << 20
	}
	return []uint64{1, 2 + n%(1<<40-2)}
}

// beBusy changes and looks for texts, under the scheme that the store has, until
// some time after the store has adopted another. Half of its calls use ids that no
// other writer has. It pauses so that the re-index can catch up, and stops after
// some thousand calls.
func (s *store) beBusy(r *rand.Rand, w, ids int, from, to string) {
	scheme := from
	for i, left := 0, 20; i < 3000 && left > 0; i++ {
		if scheme == to {
			left--
		}
		time.Sleep(50 * time.Microsecond)
		id := fmt.Sprint("id", r.IntN(ids))
		if i%2 == 0 {
			id = fmt.Sprint("own", w, "/", i%20)
		}
		for tries := 0; tries < 3; tries++ {
			err := s.busyCall(r.IntN(4), scheme, id)
			if !errors.Is(err, corpus.ErrScheme) {
				assert.NoError(s.t, err)
				break
			}
			if got, err := s.Scheme(s.ctx()); !assert.NoError(s.t, err) || !assert.Equal(s.t, to, got) {
				return
			}
			scheme = to
		}
	}
}

func (s *store) busyCall(call int, scheme, id string) error {
	switch call {
	case 0:
		if err := s.Delete(s.ctx(), "t", id); !errors.Is(err, corpus.ErrNotFound) {
			return err
		}
		return nil
	case 1:
		_, err := lookup(s.t, s, s.ctx(), scheme, "t", features(scheme, id), math.MaxInt32)
		return err
	}
	return s.Put(s.ctx(), scheme, []corpus.Entry{entry("t", id, features(scheme, id)...)})
}

// reindex indexes stale texts until the store adopts the scheme.
func (s *store) reindex(scheme string) {
	for {
		err := s.Adopt(s.ctx(), scheme)
		if !errors.Is(err, corpus.ErrBehind) {
			assert.NoError(s.t, err)
			return
		}
		var batch []corpus.Entry
		for r, err := range s.Stale(s.ctx(), scheme) {
			if !assert.NoError(s.t, err) {
				return
			}
			batch = append(batch, of(r, features(scheme, r.ID)...))
			if len(batch) == 16 {
				assert.NoError(s.t, s.Index(s.ctx(), scheme, batch))
				batch = batch[:0]
			}
		}
		if !assert.NoError(s.t, s.Index(s.ctx(), scheme, batch)) {
			return
		}
	}
}

// holdsReindexed asserts that the texts which beBusy may have left have their
// postings of the new scheme, and nothing else is found.
func (s *store) holdsReindexed(ids, busy int, from, to string) {
	s.t.Helper()
	var names []string
	for i := range ids {
		names = append(names, fmt.Sprint("id", i))
	}
	for w := range busy {
		for i := range 20 {
			names = append(names, fmt.Sprint("own", w, "/", i))
		}
	}
	var live []corpus.Entry
	var gone []uint64
	for _, id := range names {
		gone = append(gone, features(from, id)...)
		gone = append(gone, features(to, id)...)
		if _, err := s.Get(s.ctx(), "t", id); err == nil {
			live = append(live, entry("t", id, features(to, id)...))
		} else {
			require.ErrorIs(s.t, err, corpus.ErrNotFound)
		}
	}
	s.holds("t", gone, live...)
}
