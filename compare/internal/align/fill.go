package align

import "slices"

// filler aligns the stretches between segments and beyond the ends of chains.
// It keeps its tables from one to the next.
type filler struct {
	costs
	cost []float32
	move []move
}

// A move is how a cell of the table is reached: by m words of a and n of b.
type move struct{ m, n int8 }

// moves are the ways to advance, in the order in which ties are broken.
var moves = func() (all []move) {
	all = append(all, move{1, 1})
	for k := int8(2); k <= MaxPhrase; k++ {
		all = append(all, move{1, k}, move{k, 1})
	}
	return append(all, move{1, 0}, move{0, 1})
}()

// between appends the steps for a[i:i+m] against b[j:j+n], of least cost. Time
// and memory are O(m·n); a chain leaves no gap of more than maxGap words.
func (f *filler) between(i, m, j, n int32, out []Step) []Step {
	switch {
	case m == 0 && n == 0:
		return out
	case m == 0:
		return append(out, Step{Op: Insert, A: i, B: j, N: n})
	case n == 0:
		return append(out, Step{Op: Delete, A: i, M: m, B: j})
	}
	if m == 1 && n == 1 { // most gaps: no table is needed
		apart := indel(&f.a.Words[i]) + indel(&f.b.Words[j])
		if o := f.offer(i, 1, j, 1); o.less(0) <= apart || f.settle(o, i, 1, j, 1) <= apart {
			return append(out, f.step(i, 1, j, 1))
		}
		return append(out, Step{Op: Insert, A: i, B: j, N: 1}, Step{Op: Delete, A: i, M: 1, B: j + 1})
	}
	f.table(i, m, j, n)
	from := len(out)
	w := n + 1
	for x, y := m, n; x > 0 || y > 0; {
		mv := f.move[x*w+y]
		x, y = x-int32(mv.m), y-int32(mv.n)
		out = append(out, f.step(i+x, int32(mv.m), j+y, int32(mv.n)))
	}
	slices.Reverse(out[from:])
	return out
}

// step returns the step that a move makes at a[i], b[j].
func (f *filler) step(i, m, j, n int32) Step {
	op := Substitute
	switch {
	case m == 0:
		op = Insert
	case n == 0:
		op = Delete
	case m == 1 && n == 1 && f.equal(i, j):
		op = Equal
	}
	return Step{Op: op, A: i, M: m, B: j, N: n}
}

// table computes the cheapest way to every cell.
func (f *filler) table(i, m, j, n int32) {
	w := n + 1
	size := int((m + 1) * w)
	f.cost = slices.Grow(f.cost[:0], size)[:size]
	f.move = slices.Grow(f.move[:0], size)[:size]
	f.cost[0] = 0
	for x := int32(0); x <= m; x++ {
		for y := int32(0); y <= n; y++ {
			if x == 0 && y == 0 {
				continue
			}
			best, how := float32(never), move{}
			limit := float32(never) // no dearer than deleting or inserting the last word
			if x > 0 {
				limit = f.cost[(x-1)*w+y] + indel(&f.a.Words[i+x-1])
			}
			if y > 0 {
				limit = min(limit, f.cost[x*w+y-1]+indel(&f.b.Words[j+y-1]))
			}
			for _, mv := range moves {
				u, v := x-int32(mv.m), y-int32(mv.n)
				if u < 0 || v < 0 {
					continue
				}
				base := f.cost[u*w+v]
				if base >= best || base+leastStep > limit {
					continue
				}
				o := f.offer(i+u, int32(mv.m), j+v, int32(mv.n))
				if least := base + o.least(); least >= best || least > limit {
					continue
				}
				if c := base + f.settle(o, i+u, int32(mv.m), j+v, int32(mv.n)); c < best {
					best, how = c, mv
				}
			}
			f.cost[x*w+y], f.move[x*w+y] = best, how
		}
	}
}

// offer returns the offer of a move at a[i], b[j].
func (f *filler) offer(i, m, j, n int32) offer {
	switch {
	case m == 0:
		return offer{cost: indel(&f.b.Words[j])}
	case n == 0:
		return offer{cost: indel(&f.a.Words[i])}
	case m == 1 && n == 1 && f.equal(i, j):
		return offer{cost: max(0, f.breaks(f.a.Words[i].Break, f.b.Words[j].Break))}
	}
	return f.exchanged(i, m, j, n)
}
