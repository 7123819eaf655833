package align

import (
	"slices"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// Extension of a chain beyond its first and last segment, where words were
// exchanged up to the ends of the copied text. It is the X-drop rule of Zhang et
// al., A greedy algorithm for aligning DNA sequences (2000): continue while the
// score is within dropOff of the best so far, then go back to the best.
const (
	dropOff = 2.5

	// extendWindow is how many words are looked at in one step. The window moves on
	// while the best end is near its far side.
	extendWindow = 24

	gainSubstitute = 0.75        // what an exchange adds to a score before its cost
	mostGain       = weightOther // the most that a step adds to a score
	gainEnd        = 0.8         // for an end where sentences end in both texts
	gainTextEnd    = 1.8         // for the end of both texts
)

// ahead extends an alignment from a[i], b[j] forwards, no farther than a[:m],
// b[:n], and returns the steps.
func (f *filler) ahead(i, m, j, n int32) []Step {
	var out []Step
	for {
		steps, far := f.extend(i, min(m-i, extendWindow), j, min(n-j, extendWindow), 1)
		out = append(out, steps...)
		for _, s := range steps {
			i, j = i+s.M, j+s.N
		}
		if !far {
			return out
		}
	}
}

// back extends an alignment from a[i], b[j] backwards, no farther than a[m:],
// b[n:], and returns the steps in the order of the texts.
func (f *filler) back(i, m, j, n int32) []Step {
	var out []Step
	for {
		steps, far := f.extend(i, min(i-m, extendWindow), j, min(j-n, extendWindow), -1)
		out = append(out, steps...)
		for _, s := range steps {
			i, j = i-s.M, j-s.N
		}
		if !far {
			slices.Reverse(out)
			return out
		}
	}
}

// extend finds the best end within m words of a and n of b from a[i], b[j] on in
// the direction dir. It returns the steps to that end, nearest first, and whether
// the end is so far out that more may follow.
func (f *filler) extend(i, m, j, n, dir int32) (steps []Step, far bool) {
	e := extension{filler: f, i: i, j: j, dir: dir, w: n + 1}
	size := int((m + 1) * e.w)
	f.cost = slices.Grow(f.cost[:0], size)[:size] // scores, here
	f.move = slices.Grow(f.move[:0], size)[:size]
	top, topX, topY := float32(0), int32(0), int32(0)
	for x := int32(0); x <= m; x++ {
		alive := false
		for y := int32(0); y <= n; y++ {
			best := e.cell(x, y)
			alive = alive || best > -never
			if best > -never && (x > 0 || y > 0) {
				end := best
				end += f.gainAt(at(i, x, 0, dir), at(j, y, 0, dir))
				if end > top {
					top, topX, topY = end, x, y
				}
			}
		}
		if !alive {
			break
		}
	}
	for x, y := topX, topY; x > 0 || y > 0; {
		mv := f.move[x*e.w+y]
		x, y = x-int32(mv.m), y-int32(mv.n)
		steps = append(steps, f.step(at(i, x, mv.m, dir), int32(mv.m), at(j, y, mv.n, dir), int32(mv.n)))
	}
	slices.Reverse(steps)
	return steps, max(topX, topY) > extendWindow*2/3
}

// An extension is the table of one call of extend: cell x, y holds the score of
// the best way to x words of a and y of b from a[i], b[j] on.
type extension struct {
	*filler
	i, j, dir int32
	w         int32   // cells in a row
	peak      float32 // best score so far, without what an end adds
}

// cell scores a cell and returns its score: -never if all ways have fallen too far
// below the peak.
func (e *extension) cell(x, y int32) float32 {
	best, how := float32(-never), move{}
	if x == 0 && y == 0 {
		best = 0
	}
	floor := e.peak - dropOff
	for _, mv := range moves {
		u, v := x-int32(mv.m), y-int32(mv.n)
		if u < 0 || v < 0 {
			continue
		}
		base := e.cost[u*e.w+v]
		if base <= -never || base+mostGain < floor {
			continue
		}
		p, q, k, l := at(e.i, u, mv.m, e.dir), at(e.j, v, mv.n, e.dir), int32(mv.m), int32(mv.n)
		o, gain := e.offer(p, k, q, l), e.gain(p, k, q, l)
		if most := base + (gain - o.least()); most <= best || most < floor {
			continue
		}
		score := func(cost float32) float32 { return base + (gain - cost) }
		enough := func(cost float32) bool { s := score(cost); return s > best && s >= floor }
		if s := score(e.settleFor(o, p, k, q, l, enough)); s > best {
			best, how = s, mv
		}
	}
	if best < floor {
		best = -never
	}
	e.cost[x*e.w+y], e.move[x*e.w+y] = best, how
	e.peak = max(e.peak, best)
	return best
}

// at returns the beginning of the k words that follow the first u words from
// position i on in the direction dir.
func at(i, u int32, k int8, dir int32) int32 {
	if dir > 0 {
		return i + u
	}
	return i - u - int32(k)
}

// gain returns what a move adds to the score of an extension before its price.
func (f *filler) gain(i, m, j, n int32) float32 {
	switch {
	case m == 0 || n == 0:
		return 0
	case m == 1 && n == 1 && f.equal(i, j):
		return weightOf(f.a.Words[i].Class)
	}
	return gainSubstitute
}

// gainAt returns what is gained by an end before a[i] and b[j].
func (f *filler) gainAt(i, j int32) float32 {
	m, n := int32(len(f.a.Words)), int32(len(f.b.Words))
	switch {
	case i == 0 && j == 0 || i == m && j == n:
		return gainTextEnd
	case endsBefore(f.a.Words, i) && endsBefore(f.b.Words, j):
		return gainEnd
	}
	return 0
}

func endsBefore(words []shingle.Word, i int32) bool {
	return int(i) == len(words) || words[i].Break >= shingle.Sentence
}
