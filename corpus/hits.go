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
	common   bool    // more texts have the feature than were looked at
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
	err := store.Lookup(ctx, st.scheme, tenant, features, limit, func(i int, places []Place, more bool) {
		n := len(places)
		if _, ok := slices.BinarySearchFunc(places, own, compareNumber); ok {
			n--
		}
		w := float32(commonWeight)
		if n > common { // without the suspect itself one too many
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

// A text of which there are many copies has no feature that is not common. So
// that it is found all the same bands may be so many times as common as other
// features, before only the oldest texts count: few texts that are not copies have
// two in common. Of 800 texts that differ in a twentieth of their words, the one that a
// suspect was made from, with as many words changed again, was compared 17 times of 20 with
// bands that all may have, and 15 times where 160 may (a Common of 20, so that it is 8
// times); with more words changed, here or there, as often. Among 64,000 copies a check of
// another author went through 1.5 million places. Where the store cannot pass over the texts of the suspect's own author
// and group, which may be many, they are among them, and bands may be more common.
const (
	commonWholes = 8
	commonOwn    = 128
)

// wholes returns in how many bands texts agree with the suspect, and whether texts may
// be missing because nothing is said of who has a band.
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

// commonWeight is what a feature is worth that more than Common texts have, for the
// oldest of them. So many copies of a text leave it with no other features. It is more
// than features of nearly Common texts are worth, as the oldest texts are few. Of twenty
// excerpts of sources that 600 texts hold (TestBuried) 6 are found with 0.05, 13 with
// 0.1, 14 with 0.2 and with 0.3. What it costs shows where much is common: among 10,000
// texts at a Common of 30 honest posts of 460 words have 1.5, 1.6, 1.7 and 1.9
// candidates.
const commonWeight = 0.2

// weigh returns what a feature is worth that stands in n texts: the fewer, the
// more it says, up to 1 for one that stands in a single text. It is the square of
// what falls with the logarithm of n: terms of a subject stand in some dozen texts, and
// without the square more than half of the honest texts compared have nothing else in
// common with the suspect.
func weigh(n, common int) float32 {
	w := float32(1 - math.Log(float64(n))/math.Log(float64(common)+1))
	return w * w
}
