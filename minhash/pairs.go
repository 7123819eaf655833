package minhash

import (
	"cmp"
	"context"
	"iter"
	"slices"
)

// A Pair is two similar texts, A before B in the order of bytes.
type Pair struct {
	A, B string
	// Similarity is the Jaccard similarity, 0 to 1.
	Similarity float64
	// AInB is the share of the elements of A that B contains, BInA the reverse.
	AInB, BInA float64
	// Exact says that these were counted, not estimated.
	Exact bool
}

// Pairs yields all pairs of texts with at least the similarity floor that share
// a band, each once, ordered by A and then by B. They are verified like the matches
// of a [Search]. An error, of the kinds that [View.Query] returns, is the last
// thing yielded.
//
// The cost is that of a query for each text, and of a verification for each
// pair of candidates: many texts that are all alike make very many pairs, for
// which [View.Clusters] is better.
func (v View) Pairs(ctx context.Context, floor float64, load Loader) iter.Seq2[Pair, error] {
	s := Search{Floor: floor, Load: load}
	return func(yield func(Pair, error) bool) {
		if err := s.valid(); err != nil {
			yield(Pair{}, err)
			return
		}
		order := v.byID()
		rank := make([]uint32, v.came)
		for i, text := range order {
			rank[text] = uint32(i)
		}
		var w scratch
		var looks int
		for i, text := range order {
			if i&1023 == 1023 && ctx.Err() != nil {
				yield(Pair{}, ctx.Err())
				return
			}
			p := v.probe(text)
			w.texts = v.candidates(w.texts[:0], p.signature)
			later := slices.DeleteFunc(w.texts, func(other uint32) bool { return rank[other] <= rank[text] })
			slices.SortFunc(later, func(a, b uint32) int { return cmp.Compare(rank[a], rank[b]) })
			for _, other := range later {
				if looks++; looks%1024 == 0 && ctx.Err() != nil {
					yield(Pair{}, ctx.Err())
					return
				}
				m, ok, err := v.judge(ctx, &w, &p, other, s)
				if err != nil {
					yield(Pair{}, err)
					return
				}
				if ok && !yield(v.pair(text, m), nil) {
					return
				}
			}
		}
	}
}

func (v View) pair(text uint32, m Match) Pair {
	return Pair{
		A: v.table.id(text), B: m.ID,
		Similarity: m.Similarity, AInB: m.Containment, BInA: m.Contained, Exact: m.Exact,
	}
}
