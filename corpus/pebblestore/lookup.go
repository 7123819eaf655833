package pebblestore

import (
	"cmp"
	"context"
	"encoding/binary"
	"iter"
	"math"
	"slices"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// Lookup implements corpus.Store. It reads the store as it was at one moment
// after the call began, and calls visit in order of the features. A feature that no
// text has costs a look into the Bloom filter of each level. A feature that many
// texts have costs at most limit+1 places, because lists are in order of number and
// the rest is not read.
func (s *Store) Lookup(ctx context.Context, scheme, tenant string, features []uint64, limit int, visit func(i int, places []corpus.Place, more bool)) error {
	return s.eachFeature(ctx, scheme, tenant, features, limit, func(r *reader, _ uint32) (placesOf, func(), error) {
		return func(prefix []byte, places []corpus.Place) ([]corpus.Place, bool, error) {
			places, err := r.places(prefix, limit, places)
			return places, len(places) > limit, err
		}, func() {}, nil
	}, visit)
}

// placesOf appends the places of the feature that prefix ends with, one above a limit at
// most, and reports whether there may be more than the limit.
type placesOf func(prefix []byte, places []corpus.Place) ([]corpus.Place, bool, error)

// eachFeature visits the places of features as open says, which is called with a reader of
// the postings and the number of the tenant, and returns what to call at the end.
func (s *Store) eachFeature(ctx context.Context, scheme, tenant string, features []uint64, limit int,
	open func(r *reader, tenant uint32) (placesOf, func(), error), visit func(i int, places []corpus.Place, more bool)) error {
	if err := s.enter(ctx); err != nil {
		return err
	}
	defer s.leave()
	number, err := s.tenant(tenant)
	if err != nil {
		return err
	}
	r, prefix, err := s.postingsOf(scheme, number)
	if err != nil {
		return err
	}
	defer r.close()
	if number == 0 || limit <= 0 {
		return nil
	}
	read, done, err := open(r, number)
	if err != nil {
		return err
	}
	defer done()
	var places []corpus.Place
	for n, i := range inOrder(features) {
		if n%64 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if features[i]>>corpus.FeatureBits != 0 {
			continue
		}
		var more bool
		places, more, err = read(appendUint40(prefix, features[i]), places[:0])
		switch n := len(places); {
		case err != nil:
			return err
		case n > limit || more:
			visit(i, places[:min(n, limit, corpus.Oldest)], true)
		case n > 0:
			visit(i, places, false)
		}
	}
	return nil
}

// postingsOf returns a reader of the postings of a tenant, and the beginning of
// their keys.
func (s *Store) postingsOf(scheme string, tenant uint32) (*reader, []byte, error) {
	s.schemes.RLock()
	defer s.schemes.RUnlock()
	number, err := s.schemes.current(scheme)
	if err != nil {
		return nil, nil, err
	}
	prefix := keyOf(kindPosting, number, tenant)
	r, err := s.readIn(prefix, keyOf(kindPosting, number, tenant+1))
	return r, prefix, err
}

// places appends the places of the feature that prefix ends with, no more than
// one above limit.
func (r *reader) places(prefix []byte, limit int, places []corpus.Place) ([]corpus.Place, error) {
	for ok := r.it.SeekPrefixGE(prefix); ok && len(places) <= limit; ok = r.it.Next() {
		value, err := r.it.ValueAndErr()
		if err != nil {
			return nil, engineError("lookup", err)
		}
		bucket := binary.BigEndian.Uint32(r.it.Key()[featurePrefix:])
		if places, err = appendPlaces(places, bucket, value, limit); err != nil {
			return nil, err
		}
	}
	return places, engineError("lookup", r.it.Error())
}

// eachPlace returns an iterator over the places of the feature that prefix ends with.
func (r *reader) eachPlace(prefix []byte) iter.Seq2[corpus.Place, error] {
	return func(yield func(corpus.Place, error) bool) {
		var places []corpus.Place // of one bucket
		for ok := r.it.SeekPrefixGE(prefix); ok; ok = r.it.Next() {
			value, err := r.it.ValueAndErr()
			if err != nil {
				yield(corpus.Place{}, engineError("lookup", err))
				return
			}
			bucket := binary.BigEndian.Uint32(r.it.Key()[featurePrefix:])
			if places, err = appendPlaces(places[:0], bucket, value, math.MaxInt); err != nil {
				yield(corpus.Place{}, err)
				return
			}
			for _, at := range places {
				if !yield(at, nil) {
					return
				}
			}
		}
		if err := r.it.Error(); err != nil {
			yield(corpus.Place{}, engineError("lookup", err))
		}
	}
}

// inOrder returns the indexes of features in their order.
func inOrder(features []uint64) []int {
	order := make([]int, len(features))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(features[a], features[b]) })
	return order
}
