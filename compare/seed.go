package compare

import "github.com/palimpsest-go/palimpsest/shingle"

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

// A seed is a hash of what words[first:end] have in common with their like.
type seed struct {
	hash       uint64
	first, end int32
}

// seedsOf returns the seeds of words, by family, in order. Runs and masks are
// the features of [shingle.Shingles] and [shingle.Masked] under other hashes:
// [shingle.Shingler.Join] takes words by value from an iterator, and took twice as
// long.
func seedsOf(words []shingle.Word) [seedFamilies][]seed {
	return [seedFamilies][]seed{seedRuns: runsOf(words), seedMasks: masksOf(words), seedWords: contentsOf(words)}
}

// runsOf returns a seed for each runSize words that follow one another.
func runsOf(words []shingle.Word) []seed {
	if len(words) < runSize {
		return nil
	}
	out := make([]seed, len(words)-runSize+1)
	for i := range out {
		out[i] = seed{phraseHash(words[i : i+runSize]), int32(i), int32(i + runSize)}
	}
	return out
}

// masksOf returns a seed for each maskSize marks that follow one another: a
// function word or a number is a mark of its own, and any other words together
// are one common mark.
func masksOf(words []shingle.Word) []seed {
	const masked = 0x2a2a2a2a2a2a2a2a
	marks := make([]seed, 0, len(words))
	inMask := false
	for i := range words {
		w := &words[i]
		switch {
		case fixed(w.Class):
			marks = append(marks, seed{w.Hash, int32(i), int32(i + 1)})
		case inMask:
			marks[len(marks)-1].end++
		default:
			marks = append(marks, seed{masked, int32(i), int32(i + 1)})
		}
		inMask = !fixed(w.Class)
	}
	if len(marks) < maskSize {
		return nil
	}
	runs := marks[:len(marks)-maskSize+1] // each takes the place of its first mark
	for i := range runs {
		run := marks[i : i+maskSize]
		var h uint64
		for _, m := range run {
			h = h*phraseBy + m.hash
		}
		runs[i] = seed{h, run[0].first, run[maskSize-1].end}
	}
	return runs
}

// contentsOf returns a seed for each word that is no function word.
func contentsOf(words []shingle.Word) []seed {
	out := make([]seed, 0, len(words)*2/3)
	for i := range words {
		if w := &words[i]; w.Class != shingle.Function {
			out = append(out, seed{w.Hash, int32(i), int32(i + 1)})
		}
	}
	return out
}
