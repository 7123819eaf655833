package align

import (
	"slices"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// The least weight of the equal words of a passage, and their least share of the
// words of its longer side. Texts on one subject share names and set phrases of up
// to seven words. If the texts are mostly the same, less is needed: then a short
// passage is a moved sentence.
const (
	minPassage      = 10
	minPassageMoved = 3.5
	minEqual        = 0.3
	minCommon       = 8   // equal words, if the texts are not mostly the same: fewer are a set phrase
	mostlyOne       = 0.5 // of the words of the shorter text, in passages of half of minPassage
)

// dropWeak removes the passages that have too little in common.
func (al *aligner) dropWeak() {
	least := float32(minPassage)
	if al.mostlyOne() {
		least = minPassageMoved
	}
	al.passages = slices.DeleteFunc(al.passages, func(p Passage) bool {
		return al.equalWeight(p) < least || least == minPassage && equalIn(p.Steps) < minCommon
	})
}

// mostlyOne reports whether the texts are mostly the same.
func (al *aligner) mostlyOne() bool {
	var inPassages int32
	for _, p := range al.passages {
		if al.equalWeight(p) >= minPassage/2 {
			inPassages += min(p.AEnd-p.A, p.BEnd-p.B)
		}
	}
	return float64(inPassages) >= mostlyOne*float64(min(len(al.a.Words), len(al.b.Words)))
}

// equalWeight returns the weight of the equal words of a passage, or 0 if they are
// too small a part of it. The words of a name count as one.
func (p *pair) equalWeight(q Passage) float32 {
	var weight float32
	equal := int32(0)
	for _, s := range q.Steps {
		if s.Op != Equal {
			continue
		}
		equal += s.M
		words := p.a.Words[s.A : s.A+s.M]
		for k := range words {
			if words[k].Class == shingle.Function || k == 0 || !partOfName(&words[k-1], &words[k]) {
				weight += weightOf(words[k].Class)
			}
		}
	}
	if float32(equal) < minEqual*float32(max(q.AEnd-q.A, q.BEnd-q.B)) {
		return 0
	}
	return weight
}

// partOfName reports whether w continues the name that v belongs to: both are
// capitalised, or a hyphen joins them.
func partOfName(v, w *shingle.Word) bool {
	return w.Class == shingle.Name && v.Class == shingle.Name || w.Break == shingle.Joined && v.Class != shingle.Function
}
