package lexicon

import (
	"cmp"
	"math"
	"slices"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// rarities hold how rare forms are, one number for each form: the upper 26 bits are
// those of its hash, in ascending order without repeats, and the lower 6 bits are
// the rarity in halves of a bit. The probability that a missing form is taken for a
// present one is the number of forms over 2^26, 1 in 900 for English.
type rarities []uint32

const (
	rarityMask = 1<<6 - 1
	maxRarity  = rarityMask / 2.0 // bits
	maxForms   = 1 << 24          // with a rarity, far above any lexicon
)

// Rarity returns how rare a word is, given as its normal form: -log2 of its share of
// the running words that the lexicon was counted on, in bits and steps of a half. In
// English it is about 5 for the, 11 for house, 15 for dwelling and 18 for abode. ok
// is false for words that the lexicon does not hold and in lexicons without counts,
// such as those of [ReadPairs] and [ReadMyThes]. A missing English form is looked up
// in American spelling. The cost is that of a hash and a binary search.
//
// Exchanges have a direction: a program that spins a text chooses rarer words, a
// person who simplifies one chooses commoner words. A missing word is best counted
// as 22 bits. The package comment says how well this separates the two.
func (l *Lexicon) Rarity(form string) (bits float64, ok bool) {
	if len(l.rarity) == 0 || form == "" {
		return 0, false
	}
	if bits, ok = l.rarity.find(form); ok || l.lang != shingle.English {
		return bits, ok
	}
	return l.rarity.find(american(form))
}

// find looks a form up.
func (r rarities) find(form string) (bits float64, ok bool) { return r.findBits(formBits(form)) }

// findBits looks up the form with the upper bits wanted.
func (r rarities) findBits(wanted uint32) (bits float64, ok bool) {
	// Hashes are spread evenly. So the place of one is known to within some hundred
	// places, and from what stands there to within some ten, which mostly are in one line
	// of the processor's cache. A binary search reads twice as many lines.
	i := r.step(0, int64(wanted))
	if i < len(r) {
		i = r.step(i, int64(wanted)-int64(r[i]))
	}
	for range near {
		switch {
		case i > 0 && r[i-1] >= wanted:
			i--
		case i < len(r) && r[i]&^rarityMask < wanted:
			i++
		default:
			return r.at(i, wanted)
		}
	}
	i, _ = slices.BinarySearchFunc(r, wanted, func(word, bits uint32) int { return cmp.Compare(word&^rarityMask, bits) })
	return r.at(i, wanted)
}

// near is how many places from where it is expected a form is looked for one by one.
const near = 64

// step returns the place that differs from place i by the number of forms expected among so
// many hashes.
func (r rarities) step(i int, hashes int64) int {
	return min(max(0, i+int(hashes*int64(len(r))>>32)), len(r))
}

// at returns the rarity at place i, if that is of the form with the upper bits wanted.
func (r rarities) at(i int, wanted uint32) (bits float64, ok bool) {
	if i == len(r) || r[i]&^rarityMask != wanted {
		return 0, false
	}
	return float64(r[i]&rarityMask) / 2, true
}

// Forms returns how many forms have a rarity.
func (l *Lexicon) Forms() int { return len(l.rarity) }

// formBits returns the upper bits of the hash of a form, in their place. The hash
// is that of keys, of the form instead of its stem.
func formBits(form string) uint32 { return uint32(hashOf(form)>>32) &^ rarityMask }

// newRarities packs rarities in bits. If the upper bits of two forms are equal, the
// commoner form counts, whatever their order. British spellings of present forms are
// left out: Rarity finds them through the American form, and spelling has no direction.
func newRarities(lang shingle.Language, bits map[string]float64) rarities {
	if len(bits) == 0 {
		return nil
	}
	r := make(rarities, 0, len(bits))
	for form, b := range bits {
		if lang == shingle.English {
			if other := american(form); other != form && has(bits, other) {
				continue
			}
		}
		b = math.Round(2 * min(max(b, 0), maxRarity))
		r = append(r, formBits(form)|uint32(b))
	}
	slices.Sort(r)
	return slices.CompactFunc(r, func(v, w uint32) bool { return v&^rarityMask == w&^rarityMask })
}

func has(bits map[string]float64, form string) bool {
	_, ok := bits[form]
	return ok
}
