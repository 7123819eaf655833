package main

import (
	"context"
	"slices"

	"github.com/palimpsest-go/palimpsest/minhash"
)

// A result is what is decided about a text.
type result struct {
	cluster    int32   // the text that names the component
	of         int32   // the kept text that it is most similar to; itself, if kept
	similarity float64 // to that text
}

// judge decides about all texts.
func (c *collection) judge(ctx context.Context, bar *progress) ([]result, error) {
	results := make([]result, len(c.records))
	for i := range results {
		results[i] = result{int32(i), int32(i), 1}
	}
	components, err := c.components(ctx, bar)
	if err != nil {
		return nil, err
	}
	for _, ids := range components {
		members := make([]int32, len(ids))
		for i, id := range ids {
			members[i] = number(id)
		}
		slices.SortFunc(members, c.compare)
		k := keeper{collection: c, bar: bar, byKey: make(map[uint64][]int32)}
		if err := k.decide(ctx, members, results); err != nil {
			return nil, err
		}
		name := c.first(members, results)
		for _, i := range members {
			results[i].cluster = name
		}
	}
	return results, nil
}

// first returns the text that names a component: the first that is kept or, if
// those of -against leave none to keep, the first of the inputs. Texts of -against
// never name a component, because their ids may be those of other texts.
func (c *collection) first(members []int32, results []result) int32 {
	first := int32(-1)
	for _, i := range members {
		switch {
		case c.old(i):
		case results[i].of == i:
			return i
		case first < 0:
			first = i
		}
	}
	return max(first, 0) // all are of -against, and the result is not read
}

// A keeper goes through the texts of one component in order. It keeps a text
// unless one that it kept before shares a band with it and reaches the
// threshold. Texts are compared with kept ones only, so that very many copies
// of one take linear time.
type keeper struct {
	*collection
	bar   *progress
	kept  []int32            // in order
	byKey map[uint64][]int32 // by the key of a band, indices in kept

	signature minhash.Signature
	keys      []uint64
	near      []int32 // indices in kept
	set, have []uint64
	loaded    int32 // the text whose set is in have, plus one
}

// decide decides about the texts of a component, which are in order.
func (k *keeper) decide(ctx context.Context, members []int32, results []result) error {
	k.signature = make(minhash.Signature, k.signer.Config().Slots)
	for _, i := range members {
		if err := ctx.Err(); err != nil {
			return err
		}
		k.bar.add(1)
		floor := k.settings.threshold
		if k.old(i) {
			floor = 1 // all are kept, but of equal ones the first stands for all
		}
		r, err := k.nearest(i, floor)
		if err != nil {
			return err
		}
		if r.of == i {
			k.keep(i)
		}
		results[i] = r
	}
	return nil
}

// nearest compares a text with the kept ones that share a band with it. It returns
// the most similar of those that reach the floor, the first in order if there are
// several, or the text itself if none reaches it.
func (k *keeper) nearest(i int32, floor float64) (result, error) {
	if err := k.sets.signature(k.signature, k.records[i].at); err != nil {
		return result{}, err
	}
	k.keys = k.banding.AppendKeys(k.keys[:0], k.signature)
	k.near = k.near[:0]
	for _, key := range k.keys {
		k.near = append(k.near, k.byKey[key]...)
	}
	slices.Sort(k.near)
	best := result{of: i, similarity: 1}
	for n, index := range k.near {
		if n > 0 && index == k.near[n-1] {
			continue
		}
		other := k.kept[index]
		s, err := k.similarity(i, other, n == 0, floor)
		if err != nil {
			return result{}, err
		}
		if s >= floor && (best.of == i || s > best.similarity) {
			best = result{of: other, similarity: s}
		}
		if best.of != i && s == 1 {
			break // no kept text is more similar
		}
	}
	return best, nil
}

// similarity returns the similarity of a text to a kept one, or 0 if their sizes
// show that it is below the floor. The set of the text is read for the
// first of its comparisons.
func (k *keeper) similarity(i, other int32, first bool, floor float64) (s float64, err error) {
	if first {
		if k.set, err = k.collection.set(k.set, i); err != nil {
			return 0, err
		}
	}
	a, b := float64(k.records[i].size), float64(k.records[other].size)
	if min(a, b)/max(a, b) < floor {
		return 0, nil
	}
	if k.loaded != other+1 {
		if k.have, err = k.collection.set(k.have, other); err != nil {
			return 0, err
		}
		k.loaded = other + 1
	}
	return minhash.Jaccard(k.set, k.have), nil
}

// keep adds the text that nearest looked at last to the kept ones.
func (k *keeper) keep(i int32) {
	index := int32(len(k.kept))
	k.kept = append(k.kept, i)
	for _, key := range k.keys {
		k.byKey[key] = append(k.byKey[key], index)
	}
}
