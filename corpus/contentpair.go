package corpus

import "github.com/palimpsest-go/palimpsest/shingle"

// pairsScheme names the rules of appendPairs. What is a function word and what the
// hash of a word is, the schemes of the other families name.
const pairsScheme = "pairs/1"

// appendPairs appends the features of pairs of neighbouring content words: of each
// content word and the next one, in order, whatever function words, numbers and
// addresses stand between. The position is that of the first. Words must be
// classified.
//
// A change of function words leaves pairs as they are, and so does what is put in as
// line numbers or times of day. Forms are hashed, not stems: a spinner gives what it
// exchanges the inflection that was there, and leaves other words alone, so stems
// find no more, and of rarer features fewer are chance. Time is linear.
func appendPairs(run []feature, words []shingle.Word) []feature {
	last := -1
	for i := range words {
		if c := words[i].Class; c != shingle.Content && c != shingle.Name {
			continue
		}
		if last >= 0 {
			run = append(run, feature{pairHash(words[last].Hash, words[i].Hash), uint32(last)})
		}
		last = i
	}
	return run
}

// pairHash returns the hash of two words in order. It ends in an avalanche (David
// Stafford's variant 13 of the MurmurHash3 finaliser): of a feature the high bits
// are kept.
func pairHash(a, b uint64) uint64 {
	x := a*0xd6e8feb86659fd93 + b
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}
