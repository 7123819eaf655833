package main

import (
	"fmt"

	"github.com/palimpsest-go/palimpsest/minhash"
	"github.com/palimpsest-go/palimpsest/minhash/batch"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// A set returns sets of texts, made again.
type sets struct {
	*generator
	shingle.Hasher
}

func (s *sets) set(i int) []uint64 {
	text, _ := s.make(i)
	return minhash.Ascending(s.AppendHashes(nil, text))
}

// check makes the texts again and compares the result with what is planted: how many
// similar copies are in one cluster with their originals, and whether each reported
// similarity is right.
func (r run) check() error {
	s := &sets{newGenerator(r.pile), shingle.Hasher{Shingler: shingler}}
	cluster := make([]int, 0, r.texts)
	number := func(id string) (n int) {
		fmt.Sscanf(id, "t%d", &n)
		return n
	}
	var dropped, below, wrong int
	kept := make([]bool, 0, r.texts)
	ofs := make([]int, 0, r.texts)
	for res, err := range batch.Results(r.names("signed"), r.result()) {
		if err != nil {
			return err
		}
		i := len(cluster)
		cluster = append(cluster, number(res.Cluster))
		kept = append(kept, res.Keep)
		of := number(res.Of)
		ofs = append(ofs, of)
		if res.Keep {
			continue
		}
		dropped++
		j := minhash.Jaccard(s.set(i), s.set(of))
		if j < threshold {
			below++
		}
		if j != res.Similarity {
			wrong++
		}
	}
	var unkept, alike, found int
	for i, of := range ofs {
		if !kept[of] {
			unkept++
		}
		_, parent := r.random(i)
		if parent < 0 || minhash.Jaccard(s.set(i), s.set(parent)) < threshold {
			continue
		}
		alike++
		if cluster[i] == cluster[parent] {
			found++
		}
	}
	fmt.Printf("%d dropped: %d below the threshold, %d with a wrong similarity, %d for a text not kept\n", dropped, below, wrong, unkept)
	fmt.Printf("%d copies at %v and above of what they were made from: %d in one cluster with it, recall %.5f\n",
		alike, threshold, found, float64(found)/float64(alike))
	return nil
}
