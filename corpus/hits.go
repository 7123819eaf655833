package corpus

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// A hit is a feature that stands in the suspect and in a text of the corpus.
type hit struct {
	number   uint64
	diagonal int32   // position in the suspect less that in the text
	position uint32  // in the suspect
	weight   float32 // see weigh
}

// maxHits bounds the memory of a search, at 24 bytes a hit and as much again for a
// copy, and the time after the look-ups. Of a suspect with so many features that
// it might be exceeded the commoner ones are passed over, down to those that stand
// in leastCommon texts. If that does not do, hits beyond it are left out: of the
// last features that the store visits. Where these come in order they are spread
// over the whole suspect, being hashes.
const (
	maxHits     = 1 << 22
	leastCommon = 16
)

// hits looks up the probes for passages, and appends what it finds to hits, up to
// maxHits in all.
func (st *state) hits(ctx context.Context, store Store, tenant string, probes []probe, own uint64, hits []hit) ([]hit, error) {
	features, starts := distinct(probes)
	common := min(st.Common, max(leastCommon, maxHits/max(1, len(probes))))
	limit := common
	if own != 0 {
		limit++
	}
	err := store.Lookup(ctx, st.scheme, tenant, features, limit, func(i int, places []Place) {
		n := len(places)
		if _, ok := slices.BinarySearchFunc(places, own, compareNumber); ok {
			n--
		}
		if n == 0 || n > common {
			return
		}
		w := weigh(n, common)
		same := probes[starts[i]:starts[i+1]]
		for _, p := range same[:min(len(same), maxRecurrence)] {
			for _, at := range places {
				if at.Number == own {
					continue
				}
				if len(hits) == maxHits {
					return
				}
				hits = append(hits, hit{at.Number, int32(p.position) - int32(at.Position), p.position, w})
			}
		}
	})
	return hits, err
}

// compareNumber compares the text of a place with a number.
func compareNumber(p Place, number uint64) int { return cmp.Compare(p.Number, number) }

// A text of which there are many copies has no feature that is not common. So
// that it is found all the same bands may be this many times as common as other
// features: few texts that are not copies have two in common.
const commonWholes = 128

// wholes returns in how many bands texts agree with the suspect.
func (st *state) wholes(ctx context.Context, store Store, tenant string, bands []uint64) (map[uint64]int, error) {
	agree := make(map[uint64]int)
	err := store.Lookup(ctx, st.scheme, tenant, bands, st.Common*commonWholes, func(_ int, places []Place) {
		for _, at := range places {
			agree[at.Number]++
		}
	})
	return agree, err
}

// weigh returns what a feature is worth that stands in n texts: the fewer, the
// more it says, up to 1 for one that stands in a single text. It is the square of
// what falls with the logarithm of n: terms of a subject stand in some dozen texts, and
// without the square more than half of the honest texts compared have nothing else in
// common with the suspect.
func weigh(n, common int) float32 {
	w := float32(1 - math.Log(float64(n))/math.Log(float64(common)+1))
	return w * w
}
