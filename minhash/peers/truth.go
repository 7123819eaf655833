package main

import (
	"cmp"
	"math"
	"slices"
)

// A pair is two texts and the exact Jaccard similarity of their sets.
type pair struct {
	a, b int
	j    float64
}

// ascending sorts a set in place and returns it without repeats.
func ascending(set []uint64) []uint64 {
	slices.Sort(set)
	return slices.Compact(set)
}

// jaccard returns the exact similarity of two sets that ascend without repeats.
// It is not minhash.Jaccard, so that this project's code does not judge itself.
func jaccard(a, b []uint64) float64 {
	common := 0
	for i, k := 0, 0; i < len(a) && k < len(b); {
		switch cmp.Compare(a[i], b[k]) {
		case 0:
			common, i, k = common+1, i+1, k+1
		case -1:
			i++
		default:
			k++
		}
	}
	if common == 0 {
		return 0
	}
	return float64(common) / float64(len(a)+len(b)-common)
}

// allPairs returns all pairs of sets with at least the similarity floor, which
// is above 0. Two such sets have one of the n-⌈floor·n⌉+1 rarest elements of
// each in common (Chaudhuri, Ganti, Kaushik, ICDE 2006; Bayardo, Ma, Srikant,
// WWW 2007), so that few pairs need to be compared and none is lost.
func allPairs(sets [][]uint64, floor float64) []pair {
	frequency := map[uint64]int{}
	for _, set := range sets {
		for _, x := range set {
			frequency[x]++
		}
	}
	var pairs []pair
	earlier := map[uint64][]int{}
	for i, set := range sets {
		rare := slices.SortedFunc(slices.Values(set), func(x, y uint64) int {
			return cmp.Or(cmp.Compare(frequency[x], frequency[y]), cmp.Compare(x, y))
		})
		compared := map[int]bool{}
		for _, x := range rare[:min(len(rare), len(rare)-int(math.Ceil(floor*float64(len(rare))))+1)] {
			if frequency[x] == 1 {
				continue
			}
			for _, k := range earlier[x] {
				if compared[k] {
					continue
				}
				compared[k] = true
				if j := jaccard(sets[k], set); j >= floor {
					pairs = append(pairs, pair{k, i, j})
				}
			}
			earlier[x] = append(earlier[x], i)
		}
	}
	return pairs
}

// spread returns at most n of the pairs: from each twentieth of the similarities
// from 0 to 1 an equal share, or all pairs if there are fewer.
func spread(pairs []pair, n int) []pair {
	const bins = 20
	var taken [bins]int
	var out []pair
	for _, p := range pairs {
		bin := min(int(p.j*bins), bins-1)
		if taken[bin] < (n+bins-1)/bins {
			taken[bin]++
			out = append(out, p)
		}
	}
	return out
}
