package prepare

import "github.com/palimpsest-go/palimpsest/shingle"

// Seeds are features that both texts have. There are three families, each for what
// the others miss: runs of words for copies, masked runs for text whose words were
// exchanged, rare words for single words between exchanges.
const (
	SeedRuns = iota
	SeedMasks
	SeedWords
	SeedFamilies
)

const (
	RunSize  = 3 // words
	MaskSize = 6 // marks

	// maxRepeat bounds how often a feature may occur in either text to be a
	// seed. It keeps the number of matches linear: at most maxRepeat for each
	// feature of the suspect.
	maxRepeat = 8

	// maxRepeatWord is the same for single words, which are weaker evidence.
	maxRepeatWord = 3
)

var MaxRepeats = [SeedFamilies]int32{maxRepeat, maxRepeat, maxRepeatWord}

// A Seed is a hash of Words[First:End], equal for runs of words that its family takes
// for equal.
type Seed struct {
	Hash       uint64
	First, End int32
}

// seedsOf returns the seeds of words, by family, in order. Runs and masks are
// the features of [shingle.Shingles] and [shingle.Masked] under other hashes:
// [shingle.Shingler.Join] takes words by value from an iterator, and took twice as
// long.
func seedsOf(words []shingle.Word) [SeedFamilies][]Seed {
	return [SeedFamilies][]Seed{SeedRuns: runsOf(words), SeedMasks: masksOf(words), SeedWords: contentsOf(words)}
}

// powers of PhraseMultiplier, by which the first part of a hash of as many parts is
// multiplied.
const (
	runPower  = PhraseMultiplier * PhraseMultiplier % (1 << 64)
	maskPower = runPower * runPower % (1 << 64) * PhraseMultiplier % (1 << 64)
)

// runsOf returns a seed for each RunSize consecutive words, with the PhraseHash of these.
// Each hash is made of the one before, which takes half of the instructions.
func runsOf(words []shingle.Word) []Seed {
	if len(words) < RunSize {
		return nil
	}
	out := make([]Seed, len(words)-RunSize+1)
	h := PhraseHash(words[:RunSize-1])
	for i := range out {
		h = h*PhraseMultiplier + words[i+RunSize-1].Hash
		out[i] = Seed{h, int32(i), int32(i + RunSize)}
		h -= words[i].Hash * runPower
	}
	return out
}

// masksOf returns a seed for each MaskSize consecutive marks: a function word or a
// number is its own mark, and a run of other words is one common mark. Hashes are made as
// in runsOf.
func masksOf(words []shingle.Word) []Seed {
	const masked = 0x2a2a2a2a2a2a2a2a
	marks := make([]Seed, len(words))
	n := 0
	inMask := false
	for i := range words {
		w := &words[i]
		switch {
		case Fixed(w.Class):
			marks[n] = Seed{w.Hash, int32(i), int32(i + 1)}
			n++
			inMask = false
		case inMask:
			marks[n-1].End++
		default:
			marks[n] = Seed{masked, int32(i), int32(i + 1)}
			n++
			inMask = true
		}
	}
	if n < MaskSize {
		return nil
	}
	var h uint64
	for _, m := range marks[:MaskSize-1] {
		h = h*PhraseMultiplier + m.Hash
	}
	runs := marks[:n-MaskSize+1] // each takes the place of its first mark
	for i := range runs {
		first, last := runs[i], marks[i+MaskSize-1]
		h = h*PhraseMultiplier + last.Hash
		runs[i] = Seed{h, first.First, last.End}
		h -= first.Hash * maskPower
	}
	return runs
}

// contentsOf returns a seed for each word that is no function word.
func contentsOf(words []shingle.Word) []Seed {
	out := make([]Seed, 0, len(words)*2/3)
	for i := range words {
		if w := &words[i]; w.Class != shingle.Function {
			out = append(out, Seed{w.Hash, int32(i), int32(i + 1)})
		}
	}
	return out
}

// Fixed reports whether words of the class are their own marks in a masked feature.
func Fixed(c shingle.Class) bool { return c == shingle.Function || c == shingle.Number }
