package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"

	"github.com/palimpsest-go/palimpsest/minhash/batch"
)

// indexBytes returns about how many bytes an index of the texts takes in memory: for
// each text its signature, its bands and what joins them.
func (c *collection) indexBytes() int64 {
	return int64(len(c.records)) * int64(4*c.signer.Config().Slots+4*c.banding.Bands+64)
}

// judgeOnDisk decides about all texts as judge does, in the stages of package batch,
// with files in the directory for temporary files. It returns a note if pairs were
// skipped.
func (c *collection) judgeOnDisk(ctx context.Context) (results []result, notes []error, err error) {
	b, err := c.settings.batchSettings()
	if err != nil {
		return nil, nil, err
	}
	dir, err := os.MkdirTemp("", "dedup-")
	if err != nil {
		return nil, nil, err
	}
	defer os.RemoveAll(dir)
	at := func(name string) string { return filepath.Join(dir, name) }
	turns := c.turns()
	name := func(i int32) (string, uint64) { return numberID(i), uint64(turns[i]) }
	if _, err := batch.Sign(ctx, b, "", c.texts(name), at("signed")); err != nil {
		return nil, nil, err
	}
	signed := []string{at("signed")}
	if _, err := batch.Pairs(ctx, b, batch.Shard{}, signed, at("pairs")); err != nil {
		return nil, nil, err
	}
	if _, err := batch.Verify(ctx, b, batch.Shard{}, signed, []string{at("pairs")}, at("verified")); err != nil {
		return nil, nil, err
	}
	report, err := batch.Components(ctx, b, signed, []string{at("verified")}, at("result"))
	if err != nil {
		return nil, nil, err
	}
	for r, err := range batch.Results(signed, at("result")) {
		if err != nil {
			return nil, nil, err
		}
		results = append(results, result{number(r.Cluster), number(r.Of), r.Similarity})
	}
	return results, passed(report), nil
}

// turns returns the rank of each text in the order of keeping, from 0.
func (c *collection) turns() []uint32 {
	order := make([]int32, len(c.records))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, c.compare)
	turns := make([]uint32, len(order))
	for turn, i := range order {
		turns[i] = uint32(turn)
	}
	return turns
}
