package batch_test

import (
	"context"
	"fmt"
	"iter"
	"log"
	"os"
	"path/filepath"

	"github.com/palimpsest-go/palimpsest/minhash/batch"
)

// sets stands in for the texts of one input file and the hashes of their shingles.
func sets(ids []string, from []uint64) iter.Seq2[batch.Text, error] {
	return func(yield func(batch.Text, error) bool) {
		for i, id := range ids {
			var set []uint64
			for x := from[i]; x < from[i]+200; x++ {
				set = append(set, x)
			}
			if !yield(batch.Text{ID: id, Order: from[i], Set: set}, nil) {
				return
			}
		}
	}
}

// Two input files are deduplicated in stages. Each call could be a process of its
// own, on a machine of its own: what it needs is in its arguments, and in the files
// that these name.
func Example() {
	dir, err := os.MkdirTemp("", "batch")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	name := func(stage string, i int) string { return filepath.Join(dir, fmt.Sprintf("%s-%d", stage, i)) }

	ctx := context.Background()
	s := batch.Settings{Threshold: 0.8}
	s.Scheme = "integers"

	signed := []string{name("signed", 0), name("signed", 1)}
	inputs := []iter.Seq2[batch.Text, error]{
		sets([]string{"a", "b", "c"}, []uint64{0, 5, 9000}),
		sets([]string{"d", "e"}, []uint64{25, 9000}),
	}
	for i, texts := range inputs {
		if _, err := batch.Sign(ctx, s, fmt.Sprintf("input %d", i), texts, signed[i]); err != nil {
			log.Fatal(err)
		}
	}
	pairs := []string{name("pairs", 0), name("pairs", 1)}
	for i, out := range pairs {
		if _, err := batch.Pairs(ctx, s, batch.Shard{Index: i, Count: 2}, signed, out); err != nil {
			log.Fatal(err)
		}
	}
	verified := []string{name("verified", 0)}
	if _, err := batch.Verify(ctx, s, batch.Shard{}, signed, pairs, verified[0]); err != nil {
		log.Fatal(err)
	}
	result := name("result", 0)
	if _, err := batch.Components(ctx, s, signed, verified, result); err != nil {
		log.Fatal(err)
	}
	// Once more: the file is there, so that nothing is done.
	again, err := batch.Components(ctx, s, signed, verified, result)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("done before: %v; %d texts, %d pairs\n", again.Before, again.Texts, again.Pairs)

	for r, err := range batch.Results(signed, result) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%s  cluster %s  keep %-5v  of %s  %.3f\n", r.ID, r.Cluster, r.Keep, r.Of, r.Similarity)
	}
	// Output:
	// done before: true; 5 texts, 3 pairs
	// a  cluster a  keep true   of a  1.000
	// b  cluster a  keep false  of a  0.951
	// c  cluster c  keep true   of c  1.000
	// d  cluster a  keep true   of d  1.000
	// e  cluster c  keep false  of c  1.000
}
