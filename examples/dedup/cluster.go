package main

import (
	"context"
	"encoding/binary"

	"github.com/palimpsest-go/palimpsest/minhash"
)

// components returns the connected components, of more than one text, of the
// pairs that share a band and reach the threshold. The index knows a text by
// its number.
func (c *collection) components(ctx context.Context, bar *progress) ([][]string, error) {
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
	// Keeping recently loaded sets in memory was tried: 3,000 filled-in forms, all
	// nearly alike, took 5 s instead of 9, and nothing else was faster.
	var set []uint64
	return x.View().Clusters(ctx, c.settings.threshold, func(_ context.Context, id string) ([]uint64, error) {
		bar.add(1)
		var err error
		set, err = c.set(set, number(id))
		return set, err
	})
}

// set reads the set of a text into dst, as far as dst has room.
func (c *collection) set(dst []uint64, i int32) ([]uint64, error) {
	r := &c.records[i]
	return c.sets.set(dst, r.at, c.signer.Config().Slots, int(r.size))
}

// numberID returns the id of a text in the index. Ids are in the order of numbers.
func numberID(i int32) string {
	return string(binary.BigEndian.AppendUint32(nil, uint32(i)))
}

func number(id string) int32 { return int32(binary.BigEndian.Uint32([]byte(id))) }
