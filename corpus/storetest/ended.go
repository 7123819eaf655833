package storetest

import (
	"context"
	"fmt"
	"iter"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// calls makes each call of a store once, with arguments that change something, and
// returns the errors by name. Tenant "t" must have a text "a".
func calls(ctx context.Context, s corpus.Store, a corpus.Record) map[string]error {
	errs := make(map[string]error)
	_, errs["Scheme"] = s.Scheme(ctx)
	errs["Put"] = s.Put(ctx, first, []corpus.Entry{entry("t", "a", 5), entry("t", "new", 5)})
	errs["Delete"] = s.Delete(ctx, "t", "a")
	_, errs["Get"] = s.Get(ctx, "t", "a")
	_, errs["Records"] = s.Records(ctx, "t", []uint64{a.Number})
	errs["Lookup"] = s.Lookup(ctx, first, "t", []uint64{1}, 5, func(int, []corpus.Place, bool) {})
	_, errs["Heads"] = s.Heads(ctx, "t", []uint64{a.Number})
	errs["PutNote"] = s.PutNote(ctx, "t", corpus.Note{Name: "note", Value: "new"})
	errs["DeleteNote"] = s.DeleteNote(ctx, "t", "held")
	errs["Notes"] = walk(s.Notes(ctx, "t"))
	errs["List"] = walk(s.List(ctx, "t", ""))
	errs["Stale"] = walk(s.Stale(ctx, second))
	if o, ok := s.(corpus.OthersStore); ok {
		errs["LookupOthers"] = o.LookupOthers(ctx, first, "t", corpus.Owner{Author: "x"}, []uint64{1}, 5, func(int, []corpus.Place, bool) {})
	}
	errs["Index"] = s.Index(ctx, second, []corpus.Entry{of(a, 5)})
	errs["Adopt"] = s.Adopt(ctx, third)
	_, errs["Expire"] = s.Expire(ctx, dawn)
	_, errs["Count"] = s.Count(ctx, "t")
	return errs
}

// walk returns the error with which an iterator ends, or nil. It returns a
// different error if the iterator goes on after an error.
func walk[T any](all iter.Seq2[T, error]) error {
	var failed error
	for _, err := range all {
		if failed != nil {
			return fmt.Errorf("results or errors come after the error %v", failed)
		}
		failed = err
	}
	return failed
}

// closed tests that every call returns an error that says that the store is closed.
func closed(s *store) {
	s.put(entry("t", "a", 1), expiring(entry("t", "b", 1), dawn))
	a := s.get("t", "a")
	require.NoError(s.t, s.Close())
	s.closed = true
	for call, err := range calls(s.ctx(), s.Store, a) {
		assert.ErrorIs(s.t, err, corpus.ErrClosed, call)
	}
	_ = s.Close() // does no harm, whatever it returns
}

// endedContext tests that calls with a context that has ended return its error
// and change nothing.
func endedContext(s *store) {
	held := []corpus.Entry{entry("t", "a", 1), expiring(entry("t", "b", 1), dawn)}
	s.put(held...)
	s.putNote("t", "held", "value")
	a := s.get("t", "a")
	cancelled, cancel := context.WithCancel(s.ctx())
	cancel()
	late, cancel := context.WithDeadline(s.ctx(), time.Unix(0, 0))
	defer cancel()
	for _, ctx := range []context.Context{cancelled, late} {
		for call, err := range calls(ctx, s.Store, a) {
			assert.ErrorIs(s.t, err, ctx.Err(), call)
		}
		s.has(first)
		s.holds("t", []uint64{5}, held...)
		assert.Len(s.t, s.stale(second), 2, "Index changed nothing")
		assert.Equal(s.t, []corpus.Note{{Name: "held", Value: "value"}}, s.notes("t"))
	}
}

// contextEndsMeanwhile tests that calls which have begun end with the context's
// error, or do everything that they must.
func contextEndsMeanwhile(s *store) {
	n := fewer(1000)
	many := entries("t", "id", n, 1, 10)
	s.put(many...)
	ctx, cancel := context.WithCancel(s.ctx())
	defer cancel()
	var features []uint64
	for i := range n {
		features = append(features, 10+uint64(i))
	}
	visited := 0
	err := s.Lookup(ctx, s.scheme, "t", features, 5, func(int, []corpus.Place, bool) { cancel(); visited++ })
	s.endedOrAll(err, visited, n)

	endsMeanwhile(s, n, func(ctx context.Context) iter.Seq2[corpus.Record, error] { return s.Stale(ctx, second) })
	endsMeanwhile(s, n, func(ctx context.Context) iter.Seq2[corpus.Record, error] { return s.List(ctx, "t", "") })
	for i := range 50 {
		s.putNote("t", fmt.Sprint(i), "value")
	}
	endsMeanwhile(s, 50, func(ctx context.Context) iter.Seq2[corpus.Note, error] { return s.Notes(ctx, "t") })
	s.holds("t", nil, many...)
}

// endsMeanwhile asserts that an iterator over n results ends correctly if its
// context is cancelled at the first one.
func endsMeanwhile[T any](s *store, n int, begin func(context.Context) iter.Seq2[T, error]) {
	s.t.Helper()
	ctx, cancel := context.WithCancel(s.ctx())
	defer cancel()
	visited := 0
	err := walk(func(yield func(T, error) bool) {
		for r, err := range begin(ctx) {
			if err == nil {
				visited++
			}
			cancel()
			if !yield(r, err) {
				return
			}
		}
	})
	s.endedOrAll(err, visited, n)
}

// endedOrAll asserts that a call whose context was cancelled has returned
// context.Canceled, or has visited all.
func (s *store) endedOrAll(err error, visited, all int) {
	s.t.Helper()
	if err == nil {
		assert.Equal(s.t, all, visited, "the call returned no error")
		return
	}
	assert.ErrorIs(s.t, err, context.Canceled)
}
