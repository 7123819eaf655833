package minhash

import (
	"math/rand/v2"
	"strconv"
)

// seeded returns a source of random numbers that is the same in every run.
func seeded(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0)) }

// randomSet returns n elements that differ, as far as 64 bits go.
func randomSet(r *rand.Rand, n int) []uint64 {
	set := make([]uint64, n)
	for i := range set {
		set[i] = r.Uint64()
	}
	return set
}

// pairOf returns two sets of n elements that share so many.
func pairOf(r *rand.Rand, n, shared int) (a, b []uint64) {
	all := randomSet(r, 2*n-shared)
	return all[:n], all[n-shared:]
}

// sharedFor is the number of shared elements that makes two sets of n most
// nearly of similarity j.
func sharedFor(n int, j float64) int { return int(2*j*float64(n)/(1+j) + .5) }

// corpus returns sets of about 300 elements. Four in ten are variants of an earlier
// one, of all degrees, in random order.
func corpus(r *rand.Rand, texts int) [][]uint64 {
	bases := make([][]uint64, 0, texts)
	sets := make([][]uint64, 0, texts)
	for len(sets) < texts {
		if len(bases) > 0 && r.IntN(10) < 4 {
			base := bases[r.IntN(len(bases))]
			keep := 1 - .6*r.Float64()*r.Float64()
			variant := make([]uint64, len(base))
			for i, x := range base {
				if variant[i] = x; r.Float64() > keep {
					variant[i] = r.Uint64()
				}
			}
			sets = append(sets, variant)
			continue
		}
		base := randomSet(r, 200+r.IntN(200))
		bases = append(bases, base)
		sets = append(sets, base)
	}
	r.Shuffle(len(sets), func(i, j int) { sets[i], sets[j] = sets[j], sets[i] })
	return sets
}

func name(i int) string { return "text" + strconv.Itoa(i) }
