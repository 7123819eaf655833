package lexicon

import "math/bits"

// Tiers sets tiers[i] to Tier(a, bs[i]) for every i. It takes half the time of as many
// calls of Tier, or less: these mostly wait for memory, and here the reads for several
// pairs overlap.
func (l *Lexicon) Tiers(tiers []Tier, a Key, bs []Key) {
	for len(bs) > 0 {
		n := min(len(bs), pairsAtOnce)
		l.tiersOf(tiers[:n], a, bs[:n])
		tiers, bs = tiers[n:], bs[n:]
	}
}

// pairsAtOnce is how many pairs are looked up together.
const pairsAtOnce = 64

// tiersOf is Tiers for at most pairsAtOnce keys.
func (l *Lexicon) tiersOf(tiers []Tier, a Key, bs []Key) {
	var pairs [pairsAtOnce]pairPlace
	var perhaps [pairsAtOnce]uint8
	left := 0
	for i, b := range bs {
		tiers[i] = None
		h := pairHash(a, b)
		pairs[left] = pairPlace{h, avalanche(h) | 1, i}
		if a != 0 && b != 0 && a != b {
			left++
		}
	}
	for i := range l.tables {
		t := &l.tables[i]
		if t.tier == None {
			continue
		}
		words, m := t.filter.BitSet().Words(), uint64(t.filter.Cap())
		second := uint64(1)
		if t.filter.K() < 2 {
			second = 0
		}
		n := 0
		for k := range pairs[:left] { // as in table.perhaps
			p := &pairs[k]
			x, _ := bits.Mul64(p.hash, m)
			y, _ := bits.Mul64(p.hash+second*p.step, m)
			perhaps[n%pairsAtOnce] = uint8(k)
			n += int(words[x>>6] >> (x & 63) & (words[y>>6] >> (y & 63)) & 1)
		}
		for _, k := range perhaps[:n] {
			if p := &pairs[k%pairsAtOnce]; tiers[p.at] == None && t.has(p.hash, p.step) {
				tiers[p.at] = t.tier
			}
		}
	}
}

// A pairPlace is a pair in a list, with the numbers that its bits in a table follow from.
type pairPlace struct {
	hash, step uint64
	at         int
}
