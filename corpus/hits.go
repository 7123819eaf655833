package corpus

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// A hit is a feature that is in the suspect and in a text of the corpus.
type hit struct {
	number   uint64
	diagonal int32   // position in the suspect minus that in the text
	position uint32  // in the suspect
	weight   float32 // see weigh
	common   bool    // more texts have the feature than were looked at
}

// maxHits bounds the memory of a search, at 24 bytes a hit and as much again for a
// copy, and the time after the look-ups. If a suspect has so many features that the
// bound might be exceeded, its commoner features are skipped, down to those that
// are in leastCommon texts. If that is not enough, hits beyond the bound are left
// out: those of the last features that the store visits. If the store visits
// features in order, these are spread over the whole suspect, because features are
// hashes.
const (
	maxHits     = 1 << 22
	leastCommon = 16
)

// hits looks up the probes for passages, and appends the hits to hits, up to
// maxHits in all.
func (st *state) hits(ctx context.Context, store Store, tenant string, probes []probe, own uint64, hits []hit) ([]hit, error) {
	features, starts := distinct(probes)
	common := min(st.Common, max(leastCommon, maxHits/max(1, len(probes))))
	limit := common
	if own != 0 {
		limit++
	}
	err := store.Lookup(ctx, st.scheme, tenant, features, limit, func(i int, places []Place, more bool) {
		n := len(places)
		if _, ok := slices.BinarySearchFunc(places, own, compareNumber); ok {
			n--
		}
		w := float32(commonWeight)
		if n > common { // one too many, not counting the suspect itself
			places, more = places[:min(Oldest, common)], true
		} else if !more && n > 0 {
			w = weigh(n, common)
		}
		same := probes[starts[i]:starts[i+1]]
		for _, p := range same[:min(len(same), maxRecurrence)] {
			for _, at := range places {
				if at.Number == own {
					continue
				}
				if len(hits) == maxHits {
					return
				}
				hits = append(hits, hit{at.Number, int32(p.position) - int32(at.Position), p.position, w, more})
			}
		}
	})
	return hits, err
}

// compareNumber compares the text of a place with a number.
func compareNumber(p Place, number uint64) int { return cmp.Compare(p.Number, number) }

// All features of a text with many copies are common. So that such a text is found all the
// same, bands may be several times as common as other features before only the oldest texts
// count: few texts that are not copies have two bands in common. In a test with 800 texts
// that differ in a twentieth of their words, the text from which a suspect was made, with
// as many words changed again, was compared in 17 of 20 cases without a limit on bands, and
// in 15 with a limit of 160 texts (8 times a Common of 20); with more words changed, in
// either, as often. Among 64,000 copies a check of another author went through 1.5 million
// places. If the store cannot skip the texts of the suspect's own author and group, which
// may be many, these count too, and bands may be more common.
const (
	commonWholes = 8
	commonOwn    = 128
)

// wholes returns in how many bands texts agree with the suspect, and whether texts may
// be missing because not all texts with a band were visited.
func (st *state) wholes(ctx context.Context, store Store, suspect Text, bands []uint64) (agree map[uint64]agreement, cut bool, err error) {
	agree = make(map[uint64]agreement)
	visit := func(_ int, places []Place, more bool) {
		cut = cut || more && len(places) == 0
		for _, at := range places {
			a := agree[at.Number]
			agree[at.Number] = agreement{a.bands + 1, a.common || more}
		}
	}
	if others, ok := store.(OthersStore); ok {
		own := Owner{suspect.Author, suspect.Group}
		err = others.LookupOthers(ctx, st.scheme, suspect.Tenant, own, bands, st.Common*commonWholes, visit)
	} else {
		err = store.Lookup(ctx, st.scheme, suspect.Tenant, bands, st.Common*commonOwn, visit)
	}
	return agree, cut, err
}

// An agreement says in how many bands a text agrees with the suspect, and whether one
// of them is common.
type agreement struct {
	bands  int
	common bool
}

// commonWeight is the weight of a feature that more than Common texts have, for the
// oldest of them. A text with that many copies has no other features. It is more than
// the weight of features of nearly Common texts, because the oldest texts are few. Of
// twenty excerpts of sources that 600 texts hold (TestBuried), 6 are found with 0.05, 13
// with 0.1, and 14 with 0.2 and with 0.3. It costs something if many features are
// common: among 10,000 texts at a Common of 30 honest posts of 460 words have 1.5, 1.6,
// 1.7 and 1.9 candidates.
const commonWeight = 0.2

// weigh returns the weight of a feature that is in n texts: the fewer texts, the
// greater the weight, up to 1 for a single text. It is the square of a value that falls
// with the logarithm of n: terms of a subject are in some dozen texts, and without the
// square more than half of the honest texts compared have nothing else in common with
// the suspect.
func weigh(n, common int) float32 {
	w := float32(1 - math.Log(float64(n))/math.Log(float64(common)+1))
	return w * w
}
