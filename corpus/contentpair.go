package corpus

import "github.com/palimpsest-go/palimpsest/shingle"

// pairsScheme names the rules of appendPairs. The schemes of the other families
// name the function words and the hash of a word.
const pairsScheme = "pairs/1"

// appendPairs appends the features of pairs of neighbouring content words: of each
// content word and the next one, in order, whatever function words, numbers and
// addresses are between them. The position is that of the first. Words must be
// classified.
//
// Pairs do not change with function words, or with inserted line numbers or times of
// day. Forms are hashed, not stems: a spinner keeps the inflection of the words that
// it exchanges, and does not change others. So stems find no more, while forms are
// rarer and match less often by chance. Time is linear.
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
// Stafford's variant 13 of the MurmurHash3 finaliser), because a feature keeps the
// high bits.
func pairHash(a, b uint64) uint64 {
	x := a*0xd6e8feb86659fd93 + b
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}
