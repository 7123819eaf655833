package storetest

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// failedCallsChangeNothing tests that a failed Put has replaced nothing, added
// nothing and used up nothing visible.
func failedCallsChangeNothing(s *store) {
	held := []corpus.Entry{entry("t", "a", 1, 2), expiring(entry("t", "b", 2), dawn)}
	s.put(held...)
	a, b := s.get("t", "a"), s.get("t", "b")
	batch := []corpus.Entry{revised(entry("t", "a", 2, 3), "new"), entry("t", "c", 3), entry("u", "a", 1)}
	cancelled, cancel := context.WithCancel(s.ctx())
	cancel()
	assert.ErrorIs(s.t, s.Put(s.ctx(), second, batch), corpus.ErrScheme)
	assert.ErrorIs(s.t, s.Put(cancelled, first, batch), context.Canceled)
	assert.ErrorIs(s.t, s.Delete(s.ctx(), "t", "c"), corpus.ErrNotFound)
	assert.ErrorIs(s.t, s.Delete(cancelled, "t", "a"), context.Canceled)
	assert.ErrorIs(s.t, s.Index(cancelled, second, []corpus.Entry{of(a, 7), of(b, 7)}), context.Canceled)
	assert.ErrorIs(s.t, s.Adopt(s.ctx(), second), corpus.ErrBehind)
	_, err := s.Expire(cancelled, dawn)
	assert.ErrorIs(s.t, err, context.Canceled)

	s.has(first)
	s.holds("t", []uint64{3, 7}, held...)
	s.holds("u", []uint64{1, 2, 3})
	assert.Equal(s.t, a, s.get("t", "a"), "the number stays, too")
	s.sameRecords([]corpus.Record{a, b}, s.stale(second), "Stale")
}

// cancelledPuts cancels contexts during Put, at different moments. A batch whose
// Put returned no error is there. Any other batch is there with all its texts and
// postings, or not at all.
func cancelledPuts(s *store) {
	const size = 40
	r := rand.New(rand.NewPCG(5, 6))
	var usual time.Duration // how long a Put takes, by the last that was not cancelled
	for i := range fewer(60) {
		ctx, cancel := context.WithCancel(s.ctx())
		batch := entries(fmt.Sprint("t", i), "id", size, 1, 2)
		after := time.Hour
		if i%10 > 0 {
			after = time.Duration(r.Float64() * 1.5 * float64(usual))
		}
		timer := time.AfterFunc(after, cancel)
		begin := time.Now()
		err := s.Put(ctx, first, batch)
		timer.Stop()
		cancel()
		if err == nil {
			usual = time.Since(begin)
		} else {
			assert.ErrorIs(s.t, err, context.Canceled)
		}
		tenant := batch[0].Tenant
		if n := s.count(tenant); err == nil || n > 0 {
			s.holds(tenant, nil, batch...)
		} else {
			gone := []uint64{1}
			for f := range uint64(size) {
				gone = append(gone, 2+f)
			}
			s.holds(tenant, gone)
		}
	}
}

// readersSeeWholeBatches lets readers look for the feature that the texts of a
// batch share while such batches are put.
func readersSeeWholeBatches(s *store) {
	const size = 8
	batches := fewer(100)
	features := make([]uint64, batches)
	for i := range features {
		features[i] = uint64(i)
	}
	s.whileReading(func(r *store) bool {
		found, err := lookup(r.t, r, r.ctx(), first, "t", features, math.MaxInt32)
		ok := assert.NoError(r.t, err)
		for f, v := range found {
			ok = ok && assert.Len(r.t, v.places, size, "Lookup sees part of batch %d", f)
		}
		n, err := r.Count(r.ctx(), "t")
		return ok && assert.NoError(r.t, err) && assert.Zero(r.t, n%size, "Count sees part of a batch: %d texts", n)
	}, func() {
		for i := range batches {
			s.put(entries("t", fmt.Sprint(i, "/"), size, features[i], 1000)...)
		}
	})
}

// readersSeeReplaced lets readers look for a feature that some texts always have,
// while batches of these texts are replaced. The readers find the old or the new
// place of each text, and all places of the newest batch that they find.
func readersSeeReplaced(s *store) {
	const size = 8
	batch := func(generation int) []corpus.Entry {
		all := make([]corpus.Entry, size)
		for i := range all {
			all[i] = entry("t", fmt.Sprint(i))
			all[i].Postings = []corpus.Posting{{Feature: 1, Position: uint32(generation*size + i)}}
		}
		return all
	}
	s.put(batch(0)...)
	s.whileReading(func(r *store) bool {
		found, err := lookup(r.t, r, r.ctx(), first, "t", []uint64{1}, math.MaxInt32)
		if !assert.NoError(r.t, err) {
			return false
		}
		seen := make(map[uint32]int) // by generation
		texts := make(map[uint32]bool)
		newest := uint32(0)
		for _, p := range found[1].places {
			texts[p.Position%size] = true
			seen[p.Position/size]++
			newest = max(newest, p.Position/size)
		}
		r2, err := r.Get(r.ctx(), "t", "3")
		return assert.NoError(r.t, err, "a text that is replaced is always there") && assert.Equal(r.t, "text of 3", r2.Text.Text) &&
			assert.Len(r.t, texts, size, "texts found while they are replaced: %v", found[1].places) &&
			assert.Equal(r.t, size, seen[newest], "texts found of the newest batch: %v", found[1].places)
	}, func() {
		for i := range fewer(200) {
			s.put(batch(i + 1)...)
		}
	})
}

// whileReading calls read repeatedly in some goroutines, some of them with a peer,
// until write has returned or read returns false.
func (s *store) whileReading(read func(*store) bool, write func()) {
	s.t.Helper()
	var done atomic.Bool
	var readers sync.WaitGroup
	defer func() { // also if write ends the test
		done.Store(true)
		readers.Wait()
	}()
	for _, r := range slices.Repeat([]*store{s, s.peer()}, 2) {
		readers.Go(func() {
			for !done.Load() && read(r) {
			}
		})
	}
	write()
}
