package main

import (
	"slices"

	"github.com/palimpsest-go/palimpsest/compare/lexicon"
)

// minOverlap is the share that two Moby entries must have in common for a pair of
// their heads to be medium.
const minOverlap = 0.05

// relate adds all pairs to the builder. The order of maps does not influence the
// result: the strongest tier of a pair counts.
func relate(b *lexicon.Builder, wn *wordNet, moby *thesaurus) {
	for i := range wn.synsets {
		s := &wn.synsets[i]
		within(b, s, int32(i), wn.senses)
		for _, p := range s.pointers {
			if int(p) > i {
				across(b, s.entries, wn.synsets[p].entries, moby)
			}
		}
	}
	for _, p := range wn.irregular {
		b.Add(lexicon.Strong, p[0], p[1])
	}
	near := make(map[entry][]int32)
	nearOf := func(e entry) []int32 {
		n, ok := near[e]
		if !ok {
			n = wn.near(e)
			near[e] = n
		}
		return n
	}
	for head, items := range moby.under {
		for e := range items {
			t := lexicon.Weak
			if moby.overlap(head, e) >= minOverlap || meet(nearOf(head), nearOf(e)) {
				t = lexicon.Medium
			}
			b.Add(t, head, e)
		}
	}
}

// within adds the pairs of a synset. A pair that contrasts is only medium if the
// sense is a side sense of either word: a king and a queen are both somebody who
// excels.
func within(b *lexicon.Builder, s *synset, number int32, senses senses) {
	for i, x := range s.entries {
		for _, y := range s.entries[:i] {
			t := lexicon.Strong
			if b.Relation(x, y).Contrast && min(senses.share(x, number), senses.share(y, number)) < fairShare {
				t = lexicon.Medium
			}
			b.Add(t, x, y)
		}
		for _, y := range s.rare {
			b.Add(lexicon.Strong, x, y)
		}
	}
}

// across adds the pairs between two synsets that a pointer joins. A pair that
// contrasts, such as man and woman, is not strong even if both thesauri have it.
func across(b *lexicon.Builder, xs, ys []entry, moby *thesaurus) {
	for _, x := range xs {
		for _, y := range ys {
			t := lexicon.Medium
			if moby.links(x, y) && !b.Relation(x, y).Contrast {
				t = lexicon.Strong
			}
			b.Add(t, x, y)
		}
	}
}

// meet reports whether two ascending lists have a number in common. It searches the
// longer list, which pays if that is much longer.
func meet(a, b []int32) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	for _, n := range a {
		i, ok := slices.BinarySearch(b, n)
		if ok {
			return true
		}
		b = b[i:]
	}
	return false
}
