package compare

import (
	"slices"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// Seeds are features that both texts have. There are three families, each for
// what the others miss: runs of words for copies, masked runs for text whose
// words were exchanged, rare words for what stands alone between exchanges.
const (
	seedRuns = iota
	seedMasks
	seedWords
	seedFamilies
)

const (
	runSize  = 3 // words
	maskSize = 6 // marks

	// maxRepeat bounds how often a feature may occur in either text to be a
	// seed. It keeps the number of matches linear: at most maxRepeat for each
	// feature of the suspect.
	maxRepeat = 8

	// maxRepeatWord is the same for single words, which are worth less.
	maxRepeatWord = 3
)

var maxRepeats = [seedFamilies]int32{maxRepeat, maxRepeat, maxRepeatWord}

// seedsOf returns the features of words, by family, in order.
func seedsOf(words []shingle.Word) (seeds [seedFamilies][]shingle.Feature) {
	for f, s := range map[int]shingle.Shingler{
		seedRuns:  {Family: shingle.Shingles, Size: runSize},
		seedMasks: {Family: shingle.Masked, Size: maskSize},
	} {
		seeds[f] = slices.AppendSeq(make([]shingle.Feature, 0, len(words)), s.Join(slices.Values(words)))
	}
	if len(words) < runSize {
		seeds[seedRuns] = nil // one short shingle of the whole text: not a run
	}
	rare := make([]shingle.Feature, 0, len(words)*2/3)
	for i, w := range words {
		if w.Class != shingle.Function {
			rare = append(rare, shingle.Feature{Hash: w.Hash, First: i, End: i + 1})
		}
	}
	seeds[seedWords] = rare
	return seeds
}

// A seedIndex finds the features of a text by hash.
type seedIndex [seedFamilies]featureTable

func newSeedIndex(seeds *[seedFamilies][]shingle.Feature) *seedIndex {
	var x seedIndex
	for f := range x {
		x[f] = newFeatureTable(seeds[f])
	}
	return &x
}

// A featureTable is a hash table with linear probing over the distinct hashes
// of a list of features. Features of one hash form a chain, first to last.
type featureTable struct {
	slots []featureSlot
	next  []int32 // next feature of the same hash, or -1
}

type featureSlot struct {
	hash  uint64
	first int32 // index of the first feature of that hash
	count int32 // 0 in an empty slot
}

func newFeatureTable(features []shingle.Feature) featureTable {
	size := 4
	for size < 2*len(features) {
		size *= 2
	}
	t := featureTable{slots: make([]featureSlot, size), next: make([]int32, len(features))}
	for i := len(features) - 1; i >= 0; i-- { // backwards, so that chains run forwards
		s := &t.slots[t.find(features[i].Hash)]
		if s.count == 0 {
			s.hash, s.first = features[i].Hash, -1
		}
		t.next[i] = s.first
		s.first = int32(i)
		s.count++
	}
	return t
}

// find returns the slot of hash, or the empty slot where it would be.
func (t *featureTable) find(hash uint64) int {
	mask := uint64(len(t.slots) - 1)
	// The hash of a word is not avalanched: multiply, and take high bits.
	for i := hash * 0x9e3779b97f4a7c15 >> 20 & mask; ; i = (i + 1) & mask {
		if s := &t.slots[i]; s.count == 0 || s.hash == hash {
			return int(i)
		}
	}
}

// matches calls emit for each pair of a feature of the table's text and one of
// features with the same hash, where that hash is rare enough in both. Pairs
// come in the order of features, then of the table's text.
func (t *featureTable) matches(features []shingle.Feature, limit int32, emit func(indexed, other int)) {
	if len(t.next) == 0 || len(features) == 0 {
		return
	}
	slot := make([]int32, len(features))
	count := make([]uint8, len(t.slots)) // occurrences among features, up to limit+1
	for i, f := range features {
		s := t.find(f.Hash)
		slot[i] = int32(s)
		if t.slots[s].count != 0 && int32(count[s]) <= limit {
			count[s]++
		}
	}
	for i, s := range slot {
		if slot := t.slots[s]; slot.count > 0 && slot.count <= limit && int32(count[s]) <= limit {
			for j := slot.first; j >= 0; j = t.next[j] {
				emit(int(j), i)
			}
		}
	}
}
