package compare

import (
	"slices"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// Extension of a chain beyond its first and last segment, where words were
// exchanged up to the end of what was taken over. It is the X-drop rule of
// Zhang et al., A greedy algorithm for aligning DNA sequences (2000): go on
// while the score is within dropOff of the best so far, then go back to it.
const (
	dropOff = 2.5

	// extendWindow is how many words are looked at in one go. The window moves
	// on while the best end lies near its far side.
	extendWindow = 24

	gainSubstitute = 0.75        // what an exchange adds to a score before its cost
	mostGain       = weightOther // the most that a step adds to a score
	gainEnd        = 0.8         // for an end where sentences end in both texts
	gainTextEnd    = 1.8         // for the end of both texts
)

// ahead extends an alignment from a[i], b[j] forwards, no farther than a[:m],
// b[:n], and returns the steps.
func (f *filler) ahead(i, m, j, n int32) []step {
	var out []step
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
func (f *filler) back(i, m, j, n int32) []step {
	var out []step
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

// extend finds the best end within m words of a and n of b from a[i], b[j] on
// in the direction dir, and returns the steps there, nearest first, and
// whether that end is so far out that more may follow.
func (f *filler) extend(i, m, j, n, dir int32) (steps []step, far bool) {
	w := n + 1
	size := int((m + 1) * w)
	f.cost = slices.Grow(f.cost[:0], size)[:size] // scores, here
	f.move = slices.Grow(f.move[:0], size)[:size]
	top, topX, topY := float32(0), int32(0), int32(0)
	peak := float32(0) // best score without what an end adds
	for x := int32(0); x <= m; x++ {
		alive := false
		for y := int32(0); y <= n; y++ {
			best, how := float32(-never), move{}
			if x == 0 && y == 0 {
				best = 0
			}
			floor := peak - dropOff
			for _, mv := range moves {
				u, v := x-int32(mv.m), y-int32(mv.n)
				if u < 0 || v < 0 || f.cost[u*w+v] <= -never || f.cost[u*w+v]+mostGain < floor {
					continue
				}
				p, q, k, l := at(i, u, mv.m, dir), at(j, v, mv.n, dir), int32(mv.m), int32(mv.n)
				o := f.offer(p, k, q, l)
				base, gain := f.cost[u*w+v], f.gain(p, k, q, l)
				if most := base + (gain - o.least()); most <= best || most < floor {
					continue
				}
				if s := base + (gain - f.settle(o, p, k, q, l)); s > best {
					best, how = s, mv
				}
			}
			if best < floor {
				best = -never
			} else {
				alive = true
			}
			f.cost[x*w+y], f.move[x*w+y] = best, how
			peak = max(peak, best)
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
		mv := f.move[x*w+y]
		x, y = x-int32(mv.m), y-int32(mv.n)
		steps = append(steps, f.step(at(i, x, mv.m, dir), int32(mv.m), at(j, y, mv.n, dir), int32(mv.n)))
	}
	slices.Reverse(steps)
	return steps, max(topX, topY) > extendWindow*2/3
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
		if f.a.words[i].Class == shingle.Function {
			return weightFunction
		}
		return weightOther
	}
	return gainSubstitute
}

// gainAt returns what is gained by an end before a[i] and b[j].
func (f *filler) gainAt(i, j int32) float32 {
	m, n := int32(len(f.a.words)), int32(len(f.b.words))
	switch {
	case i == 0 && j == 0 || i == m && j == n:
		return gainTextEnd
	case endsBefore(f.a.words, i) && endsBefore(f.b.words, j):
		return gainEnd
	}
	return 0
}

func endsBefore(words []shingle.Word, i int32) bool {
	return int(i) == len(words) || words[i].Break >= shingle.Sentence
}
