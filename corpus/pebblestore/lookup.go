package pebblestore

import (
	"cmp"
	"context"
	"encoding/binary"
	"slices"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// Lookup implements corpus.Store. It reads the store as it was at one moment
// after the call began, and calls visit in order of the features. A feature that no
// text has costs a look into the Bloom filter of each level. A feature that many
// texts have costs at most limit+1 places, because lists are in order of number and
// the rest is not read.
func (s *Store) Lookup(ctx context.Context, scheme, tenant string, features []uint64, limit int, visit func(i int, places []corpus.Place, more bool)) error {
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
	var places []corpus.Place
	for n, i := range inOrder(features) {
		if n%64 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if features[i]>>corpus.FeatureBits != 0 {
			continue
		}
		places, err = r.places(appendUint40(prefix, features[i]), limit, places[:0])
		if err != nil {
			return err
		}
		switch n := len(places); {
		case n > limit:
			visit(i, places[:min(limit, corpus.Oldest)], true)
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

// inOrder returns the indexes of features in their order.
func inOrder(features []uint64) []int {
	order := make([]int, len(features))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(features[a], features[b]) })
	return order
}
