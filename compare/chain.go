package compare

import (
	"cmp"
	"context"
	"slices"
)

const (
	// maxGap is how many words of either text may lie between neighbours in a
	// chain. A longer stretch that has nothing in common ends the passage.
	maxGap = 40

	// maxSkew bounds how much longer a gap may be in one text than in the
	// other, beyond a quarter of the shorter side.
	maxSkew = 12

	// lookBack is how many segments before it a segment may be chained to.
	lookBack = 64
)

// A chain is a list of segments in the order of both texts, with its score.
type chain struct {
	segs  []segment
	score float32
}

// Word weights of a chain's score. A function word in common says less than
// another word.
const (
	weightFunction = 0.5
	weightOther    = 1
	costGap        = 0.01 // for a word of the longer side of a gap
	costSkew       = 0.08 // for a word by which its sides differ
)

// chains returns disjoint chains of segments, best first. Segments are sorted
// by B, then A; each is in one chain at most.
//
// It is the dynamic programme of Li, Minimap2 (2018): the best chain that ends
// in a segment extends the best of those that end in one of the lookBack
// segments before it. Time is O(len(segs) · lookBack). The O(k log k)
// algorithm over range trees was not taken: its gap costs must be linear, and
// with gaps bounded by maxGap it looks at about as many predecessors.
func (p *pair) chains(ctx context.Context, segs []segment) ([]chain, error) {
	best := make([]float32, len(segs)) // score of the best chain that ends here
	prev := make([]int32, len(segs))
	reach := make([]int32, len(segs)) // last word of b in any segment up to here
	top := make([]float32, len(segs)) // best of any chain that ends up to here
	near := newRecency(len(p.a.words))
	for i, s := range segs {
		if i%4096 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		w := p.weight(s)
		best[i], prev[i], reach[i] = w, -1, s.endB()
		if i > 0 {
			reach[i] = max(reach[i], reach[i-1])
		}
		from := max(0, i-lookBack)
		if !near.since(from, s.A-maxGap, s.endA()) {
			from = i // nothing before it is close in a: what agrees by chance mostly stands alone
		}
		near.note(i, s.endA())
		for j := i - 1; j >= from && reach[j] >= s.B-maxGap; j-- {
			if top[j]+w <= best[i] {
				break // none that is left, not even without a gap
			}
			if best[j]+w <= best[i] {
				continue
			}
			t := segs[j]
			overlap := max(t.endA()-s.A, t.endB()-s.B, 0)
			if t.A >= s.A || t.B >= s.B || overlap >= s.N {
				continue
			}
			da, db := s.A+overlap-t.endA(), s.B+overlap-t.endB()
			gap, skew := max(da, db), max(da-db, db-da)
			if gap > maxGap || skew > maxSkew+min(da, db)/4 {
				continue
			}
			score := best[j] + w*float32(s.N-overlap)/float32(s.N) - costGap*float32(gap) - costSkew*float32(skew)
			if score > best[i] {
				best[i], prev[i] = score, int32(j)
			}
		}
		top[i] = best[i]
		if i > 0 {
			top[i] = max(top[i], top[i-1])
		}
	}
	chains := takeChains(segs, best, prev)
	for i := range chains {
		chains[i].segs = p.verified(chains[i].segs)
	}
	return slices.DeleteFunc(chains, func(c chain) bool { return len(c.segs) == 0 }), nil
}

// A recency tells which parts of a text segments have ended in lately.
type recency []int32 // by part: index of the last segment that ended there, plus 1

const recencyPart = 1 << 6 // words

func newRecency(words int) recency { return make(recency, words/recencyPart+1) }

// note notes that segment i ends at a word.
func (r recency) note(i int, end int32) { r[end/recencyPart] = int32(i) + 1 }

// since reports whether segment i or a later one may have ended at a word in
// [from, to].
func (r recency) since(i int, from, to int32) bool {
	for k := max(0, from) / recencyPart; k <= to/recencyPart; k++ {
		if int(r[k]) > i {
			return true
		}
	}
	return false
}

// weight returns what the words of a segment add to a chain.
func (p *pair) weight(s segment) float32 {
	functions := p.a.functions[s.endA()] - p.a.functions[s.A]
	return weightFunction*float32(functions) + weightOther*float32(s.N-functions)
}

// minChain is the score from which a chain is worth looking at: about five
// words of running text.
const minChain = 3.5

// takeChains takes chains from the table, best end first, each back to where
// it meets one already taken.
func takeChains(segs []segment, best []float32, prev []int32) []chain {
	ends := make([]int32, 0, len(segs))
	for i := range segs {
		if best[i] >= minChain {
			ends = append(ends, int32(i))
		}
	}
	slices.SortFunc(ends, func(i, j int32) int {
		return cmp.Or(cmp.Compare(best[j], best[i]), cmp.Compare(i, j))
	})
	taken := make([]bool, len(segs))
	var out []chain
	for _, end := range ends {
		var c []segment
		i := end
		for ; i >= 0 && !taken[i]; i = prev[i] {
			taken[i] = true
			c = append(c, segs[i])
		}
		score := best[end]
		if i >= 0 {
			score -= best[i]
		}
		if len(c) == 0 || score < minChain {
			continue
		}
		slices.Reverse(c)
		out = append(out, chain{trimOverlaps(c), score})
	}
	slices.SortStableFunc(out, func(c, d chain) int { return cmp.Compare(d.score, c.score) })
	return out
}

// trimOverlaps shortens segments at their beginnings so that none shares a
// word with the one before it.
func trimOverlaps(c []segment) []segment {
	for i := 1; i < len(c); i++ {
		if over := max(c[i-1].endA()-c[i].A, c[i-1].endB()-c[i].B, 0); over > 0 {
			c[i].A, c[i].B, c[i].N = c[i].A+over, c[i].B+over, c[i].N-over
		}
	}
	return c
}
