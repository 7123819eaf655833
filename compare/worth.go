package compare

import (
	"slices"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// A passage must have at least so much weight of equal words, and they must be
// at least that share of the words of its longer side. Texts on one subject
// share names and set phrases of up to seven words. Where the texts are for
// the most part one, less is needed: then a short passage is a sentence moved.
const (
	minPassage      = 10
	minPassageMoved = 3.5
	minEqual        = 0.3
	mostlyOne       = 0.5 // of the words of the shorter text, in passages of half of minPassage
)

// dropUnworthy takes out the passages that have not enough in common.
func (al *alignment) dropUnworthy() {
	least := float32(minPassage)
	if al.mostlyOne() {
		least = minPassageMoved
	}
	al.passages = slices.DeleteFunc(al.passages, func(p passage) bool { return al.worth(p) < least })
}

// mostlyOne reports whether the texts are for the most part one.
func (al *alignment) mostlyOne() bool {
	var inPassages int32
	for _, p := range al.passages {
		if al.worth(p) >= minPassage/2 {
			inPassages += min(p.aEnd-p.a, p.bEnd-p.b)
		}
	}
	return float64(inPassages) >= mostlyOne*float64(min(len(al.a.words), len(al.b.words)))
}

// worth returns the weight of the equal words of a passage, or 0 if they are
// too small a part of it. The words of a name count as one.
func (al *alignment) worth(p passage) float32 {
	var weight float32
	equal := int32(0)
	for _, s := range p.steps {
		if s.op != Equal {
			continue
		}
		equal += s.M
		words := al.a.words[s.A : s.A+s.M]
		for k := range words {
			switch {
			case words[k].Class == shingle.Function:
				weight += weightFunction
			case k > 0 && partOfName(&words[k-1], &words[k]):
			default:
				weight += weightOther
			}
		}
	}
	if float32(equal) < minEqual*float32(max(p.aEnd-p.a, p.bEnd-p.b)) {
		return 0
	}
	return weight
}

// partOfName reports whether w goes on with the name that v is a word of: both
// are capitalised, or a hyphen binds them.
func partOfName(v, w *shingle.Word) bool {
	return w.Class == shingle.Name && v.Class == shingle.Name || w.Break == shingle.Joined && v.Class != shingle.Function
}
