package align

import (
	"cmp"
	"context"
	"slices"

	"github.com/palimpsest-go/palimpsest/shingle"
)

const (
	// maxGap is the most words of either text between neighbours in a chain. A
	// longer stretch with nothing in common ends the passage.
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

// Word weights of a chain's score. A common function word counts less than another
// word.
const (
	weightFunction = 0.5
	weightOther    = 1
	costGap        = 0.01 // for a word of the longer side of a gap
	costSkew       = 0.08 // for a word by which its sides differ
)

// weightOf returns the weight of an equal word of a class.
func weightOf(c shingle.Class) float32 {
	if c == shingle.Function {
		return weightFunction
	}
	return weightOther
}

// chains returns disjoint chains of segments, best first. Segments are sorted
// by B, then A; each is in one chain at most.
//
// It is the dynamic programme of Li, Minimap2 (2018): the best chain that ends
// in a segment extends the best of those that end in one of the lookBack
// segments before it. Time is O(len(segs) · lookBack). The O(k log k) algorithm
// over range trees is not used, because its gap costs must be linear, and with gaps
// bounded by maxGap it looks at about as many predecessors.
func (p *pair) chains(ctx context.Context, segs []segment) ([]chain, error) {
	l := newLinker(p, segs)
	for i := range segs {
		if i%4096 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		l.link(int32(i))
	}
	chains := takeChains(l.links)
	for i := range chains {
		chains[i].segs = p.verified(chains[i].segs)
	}
	return slices.DeleteFunc(chains, func(c chain) bool { return len(c.segs) == 0 }), nil
}

// A link is a segment with what is known about the chains that end in it. All of it
// is read together; it is half a cache line long.
type link struct {
	segment
	best  float32 // score of the best of them
	prev  int32   // the segment before this one in that, or -1
	reach int32   // last word of b in any segment up to here
	top   float32 // best of any chain that ends up to here
	next  int32   // the last segment before this one that ended in the same part of a, plus 1
}

// A linker finds for each segment the one that it is chained to. An earlier segment
// can only be that one if it ends near where the segment begins in a. Looking at
// all of lookBack took three times as long, because most segments of long texts
// agree by chance and are chained to none.
type linker struct {
	*pair
	links []link
	last  []int32 // by part of a: the last segment that ended there, plus 1
}

// A linkerPart is how many words of a are one part.
const linkerPart = 1 << 6

func newLinker(p *pair, segs []segment) *linker {
	l := &linker{p, make([]link, len(segs)), make([]int32, len(p.a.Words)/linkerPart+1)}
	for i, s := range segs {
		l.links[i].segment = s
	}
	return l
}

// link chains segment i to one before it, or begins a chain.
func (l *linker) link(i int32) {
	s := &l.links[i]
	w := l.weight(s.segment)
	s.best, s.prev = w, -1
	for part := max(0, s.A-maxGap) / linkerPart; part <= (s.endA()-1)/linkerPart; part++ {
		for k := l.last[part]; k > max(0, i-lookBack); {
			t := &l.links[k-1]
			if t.reach < s.B-maxGap || t.top+w < s.best {
				break // so it is with all that are left
			}
			// Among equals the nearest counts.
			if score := t.score(s.segment, w); score > s.best || score == s.best && k-1 > s.prev && s.prev >= 0 {
				s.best, s.prev = score, k-1
			}
			k = t.next
		}
	}
	s.top, s.reach = s.best, s.endB()
	if i > 0 {
		s.top, s.reach = max(s.top, l.links[i-1].top), max(s.reach, l.links[i-1].reach)
	}
	end := &l.last[s.endA()/linkerPart]
	s.next, *end = *end, i+1
}

// score returns the score of the best chain to t followed by s, of weight w; 0 if
// that is impossible.
func (t *link) score(s segment, w float32) float32 {
	overlap := max(t.endA()-s.A, t.endB()-s.B, 0)
	if t.A >= s.A || t.B >= s.B || overlap >= s.N {
		return 0
	}
	da, db := s.A+overlap-t.endA(), s.B+overlap-t.endB()
	gap, skew := max(da, db), max(da-db, db-da)
	if gap > maxGap || skew > maxSkew+min(da, db)/4 {
		return 0
	}
	return t.best + w*float32(s.N-overlap)/float32(s.N) - costGap*float32(gap) - costSkew*float32(skew)
}

// weight returns what the words of a segment add to a chain.
func (p *pair) weight(s segment) float32 {
	functions := p.a.Functions[s.endA()] - p.a.Functions[s.A]
	return weightFunction*float32(functions) + weightOther*float32(s.N-functions)
}

// minChain is the least score of a chain worth looking at: about five words of
// running text.
const minChain = 3.5

// takeChains takes chains from the table, best end first, each back to where
// it meets one already taken.
func takeChains(links []link) []chain {
	ends := make([]int32, 0, len(links))
	for i := range links {
		if links[i].best >= minChain {
			ends = append(ends, int32(i))
		}
	}
	slices.SortFunc(ends, func(i, j int32) int {
		return cmp.Or(cmp.Compare(links[j].best, links[i].best), cmp.Compare(i, j))
	})
	taken := make([]bool, len(links))
	var out []chain
	for _, end := range ends {
		var c []segment
		i := end
		for ; i >= 0 && !taken[i]; i = links[i].prev {
			taken[i] = true
			c = append(c, links[i].segment)
		}
		score := links[end].best
		if i >= 0 {
			score -= links[i].best
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
