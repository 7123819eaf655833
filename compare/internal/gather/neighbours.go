package main

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
)

// Pairs are looked for among texts whose cosine lies between these. Below the
// first, texts hardly look alike; above the second they are copies.
const (
	minCosine = 0.3
	maxCosine = 0.985
)

// A neighbour is a pair of texts by their numbers, a < b.
type neighbour struct {
	a, b   int
	cosine float64
}

// An entry is one word of a text with its weight.
type entry struct {
	word   int
	weight float64
}

// vectors returns the tf-idf vectors of texts, (1 + ln tf) ln(n/df), of length
// one, words in order.
func vectors(texts []string) (out [][]entry, words int) {
	ids := map[string]int{}
	df := []int{}
	counts := make([]map[int]int, len(texts))
	for i, t := range texts {
		counts[i] = map[int]int{}
		for w := range strings.FieldsFuncSeq(strings.ToLower(t), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) }) {
			id, ok := ids[w]
			if !ok {
				id = len(df)
				ids[w] = id
				df = append(df, 0)
			}
			if counts[i][id]++; counts[i][id] == 1 {
				df[id]++
			}
		}
	}
	out = make([][]entry, len(texts))
	for i, c := range counts {
		for id, n := range c {
			out[i] = append(out[i], entry{id, (1 + math.Log(float64(n))) * math.Log(float64(len(texts)+1)/float64(df[id]))})
		}
		slices.SortFunc(out[i], func(a, b entry) int { return cmp.Compare(a.word, b.word) })
		norm := 0.0
		for _, e := range out[i] {
			norm += e.weight * e.weight
		}
		for j := range out[i] {
			out[i][j].weight /= math.Sqrt(norm)
		}
	}
	return out, len(df)
}

// near is how many neighbours of a text are looked at. With the nearest alone most
// texts stay single, as many texts have the same nearest neighbour.
const near = 4

// nearest returns for each text the near texts most like it whose cosines are in
// bounds; each pair once, in order of a and b. It compares each text with all
// that share a word: quadratic in their number.
func nearest(texts []string) []neighbour {
	vecs, words := vectors(texts)
	index := make([][]entry, words) // word: text, not word
	for i, v := range vecs {
		for _, e := range v {
			index[e.word] = append(index[e.word], entry{i, e.weight})
		}
	}
	found := map[[2]int]float64{}
	cosines := make([]float64, len(texts))
	for i, v := range vecs {
		clear(cosines)
		for _, e := range v {
			for _, other := range index[e.word] {
				cosines[other.word] += e.weight * other.weight
			}
		}
		var best []neighbour
		for j, c := range cosines {
			if j == i || c < minCosine || c >= maxCosine || len(best) == near && c <= best[near-1].cosine {
				continue
			}
			best = append(best[:min(len(best), near-1)], neighbour{min(i, j), max(i, j), c})
			slices.SortStableFunc(best, func(x, y neighbour) int { return cmp.Compare(y.cosine, x.cosine) })
		}
		for _, n := range best {
			found[[2]int{n.a, n.b}] = n.cosine
		}
	}
	var out []neighbour
	for k, c := range found {
		out = append(out, neighbour{k[0], k[1], c})
	}
	slices.SortFunc(out, func(x, y neighbour) int { return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) })
	return out
}

// cosine returns the cosine of two texts by counts of words alone, for pairs
// outside a collection.
func cosine(a, b string) float64 {
	v, _ := vectors([]string{a, b, ""})
	sum := 0.0
	for i, j := 0, 0; i < len(v[0]) && j < len(v[1]); {
		switch c := cmp.Compare(v[0][i].word, v[1][j].word); {
		case c < 0:
			i++
		case c > 0:
			j++
		default:
			sum += v[0][i].weight * v[1][j].weight
			i, j = i+1, j+1
		}
	}
	return sum
}

// shared returns the share of the sequences of five words of the shorter text
// that the longer one holds.
func shared(a, b string) float64 {
	x, y := fives(a), fives(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	n := 0
	for w := range x {
		if y[w] {
			n++
		}
	}
	return float64(n) / float64(max(1, len(x)))
}

func fives(s string) map[string]bool {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) })
	out := map[string]bool{}
	for i := 0; i+5 <= len(words); i++ {
		out[strings.Join(words[i:i+5], " ")] = true
	}
	return out
}
