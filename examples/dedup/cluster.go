package main

import (
	"cmp"
	"context"
	"encoding/binary"
	"math"
	"slices"

	"github.com/palimpsest-go/palimpsest/minhash"
)

// recall is the least probability that a pair right at the threshold is found.
const recall = 0.999

// plan returns the signatures and bands to find pairs with: the fewest slots for
// which bands have two rows, and as many rows as the recall allows. Bands of one
// row compare nearly everything with everything, and are left for thresholds at
// which nothing else finds enough. With 5-word shingles unlike texts share
// hardly anything, and more slots, that is more rows, would save nothing.
//
//	threshold  slots  bands × rows  bytes of signature and bands in memory
//	      0.9    128         16 × 8       0.7 K
//	      0.8    128         25 × 5       0.7 K
//	      0.5    128         64 × 2       1.0 K
//	      0.3    256        128 × 2       2.0 K
//	      0.1    128        128 × 1       1.5 K
func plan(threshold float64) (slots int, b minhash.Banding, err error) {
	threshold = min(threshold, math.Nextafter(1, 0))
	for slots = 128; slots <= 1024; slots *= 2 {
		if b, err = minhash.Plan(slots, threshold, recall); err == nil && b.Rows >= 2 {
			return slots, b, nil
		}
	}
	for slots = 128; slots <= 1024; slots *= 2 {
		if b, err = minhash.Plan(slots, threshold, recall); err == nil {
			return slots, b, nil
		}
	}
	return 0, b, err
}

// A result is what is said of a text.
type result struct {
	kept       int32 // index of the text to keep
	similarity float64
}

// judge clusters the texts and returns the result of each.
func (c *collection) judge(ctx context.Context, bar *progress) ([]result, error) {
	results := make([]result, len(c.records))
	for i := range results {
		results[i] = result{int32(i), 1}
	}
	clusters, err := c.clusters(ctx, bar)
	if err != nil {
		return nil, err
	}
	var keptSet, set []uint64
	for _, members := range clusters {
		kept := c.kept(members)
		if keptSet, err = c.set(keptSet, kept); err != nil {
			return nil, err
		}
		for _, id := range members {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			i := number(id)
			if i == kept {
				continue
			}
			if set, err = c.set(set, i); err != nil {
				return nil, err
			}
			bar.add(1)
			results[i] = result{kept, minhash.Jaccard(keptSet, set)}
		}
	}
	return results, nil
}

// clusters returns the clusters of more than one text. The index knows a text
// by its number.
func (c *collection) clusters(ctx context.Context, bar *progress) ([][]string, error) {
	x, err := minhash.NewIndex(minhash.Settings{Config: c.signer.Config(), Banding: c.banding})
	if err != nil {
		return nil, err
	}
	x.Grow(len(c.records))
	signature := make(minhash.Signature, c.signer.Config().Slots)
	for i, r := range c.records {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if r.size == 0 {
			continue // like nothing
		}
		if err := c.sets.signature(signature, r.at); err != nil {
			return nil, err
		}
		if err := x.AddSignature(numberID(int32(i)), signature, int(r.size)); err != nil {
			return nil, err
		}
	}
	// Keeping sets that were loaded lately in memory was tried: 3,000 filled-in
	// forms, nearly alike each to each, took 5 s in place of 9, and nothing else
	// was faster.
	var set []uint64
	return x.View().Clusters(ctx, c.settings.threshold, func(_ context.Context, id string) ([]uint64, error) {
		bar.add(1)
		var err error
		set, err = c.set(set, number(id))
		return set, err
	})
}

// kept returns the number of the text to keep: most words, then the first id.
func (c *collection) kept(members []string) int32 {
	return number(slices.MinFunc(members, func(a, b string) int {
		x, y := &c.records[number(a)], &c.records[number(b)]
		return cmp.Or(cmp.Compare(y.words, x.words), cmp.Compare(x.id, y.id))
	}))
}

// set reads the set of a text into dst, as far as it has room.
func (c *collection) set(dst []uint64, i int32) ([]uint64, error) {
	r := &c.records[i]
	return c.sets.set(dst, r.at, c.signer.Config().Slots, int(r.size))
}

// numberID returns the id of a text in the index. Order is that of numbers.
func numberID(i int32) string {
	return string(binary.BigEndian.AppendUint32(nil, uint32(i)))
}

func number(id string) int32 { return int32(binary.BigEndian.Uint32([]byte(id))) }
