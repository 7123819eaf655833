package align

import (
	"math/bits"
	"slices"
)

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

// exchanges are the moves that take words of both texts.
var exchanges = moves[:2*MaxPhrase-1]

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
		apart := indel(f.a.Words[i].Class) + indel(f.b.Words[j].Class)
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
	f.look()
	w := n + 1
	size := int((m + 1) * w)
	f.cost = slices.Grow(f.cost[:0], size)[:size]
	f.move = slices.Grow(f.move[:0], size)[:size]
	f.cost[0] = 0
	for y := range n {
		f.cost[y+1], f.move[y+1] = f.cost[y]+indel(f.sides[1].words[j+y].class), move{0, 1}
	}
	for x := int32(1); x <= m; x++ {
		f.cost[x*w], f.move[x*w] = f.cost[(x-1)*w]+indel(f.sides[0].words[i+x-1].class), move{1, 0}
		for y := int32(1); y <= n; y++ {
			f.cell(i, x, j, y, w)
		}
	}
}

// cell computes the cheapest way to cell x, y of the table for a[i:], b[j:] with w cells in
// a row; x and y are not 0.
func (f *filler) cell(i, x, j, y, w int32) {
	at := x*w + y
	v, u := &f.sides[0].words[i+x-1], &f.sides[1].words[j+y-1]
	without, within := f.cost[at-w]+indel(v.class), f.cost[at-1]+indel(u.class)
	limit := min(without, within) // no dearer than deleting or inserting the last word
	best := way{cost: never, move: len(exchanges)}
	if v.hash == u.hash && f.equal(i+x-1, j+y-1) {
		if base := f.cost[at-w-1]; base+leastStep <= limit {
			best.take(way{base + max(0, f.breaks(v.brk, u.brk)), 0}, limit)
		}
	} else {
		best = f.exchange(i, x, j, y, w, limit)
	}
	f.cost[at], f.move[at] = best.cost, move{}
	if best.move < len(exchanges) {
		f.move[at] = exchanges[best.move]
	}
	if without < f.cost[at] {
		f.cost[at], f.move[at] = without, move{1, 0}
	}
	if within < f.cost[at] {
		f.cost[at], f.move[at] = within, move{0, 1}
	}
}

// A way leads to a cell by one of exchanges.
type way struct {
	cost float32
	move int
}

// take takes the other way if it costs less, or as much by an earlier move, and not more than
// the limit.
func (v *way) take(other way, limit float32) {
	if other.cost <= limit && other.before(*v) {
		*v = other
	}
}

func (v way) before(other way) bool {
	return v.cost < other.cost || v.cost == other.cost && v.move < other.move
}

// exchange returns the cheapest exchange that leads to a cell. First it finds the cheapest one
// for words that are not related. Then it asks the lexicon about that one, and about those
// that would be cheaper for related words: asking about one after the other takes half as many
// questions again.
func (f *filler) exchange(i, x, j, y, w int32, limit float32) way {
	var asks [2*MaxPhrase - 1]offer
	asked := 0 // moves, as bits
	best := way{never, len(exchanges)}
	for k := range exchanges {
		m, n := int32(exchanges[k].m), int32(exchanges[k].n)
		if m > x || n > y {
			continue
		}
		base := f.cost[(x-m)*w+y-n]
		if base+leastStep > limit {
			continue
		}
		o := f.unlike(i+x-m, m, j+y-n, n)
		if o.asks && base+o.least() <= limit {
			asks[k] = o
			asked |= 1 << k
		}
		best.take(way{base + o.less(0), k}, limit)
	}
	ask := func(k int) {
		asked &^= 1 << k
		m, n := int32(exchanges[k].m), int32(exchanges[k].n)
		base := f.cost[(x-m)*w+y-n]
		if !(way{base + asks[k].least(), k}).before(best) {
			return
		}
		enough := func(cost float32) bool {
			return base+cost <= limit && (best.move == k || way{base + cost, k}.before(best))
		}
		best.take(way{base + f.settleFor(asks[k], i+x-m, m, j+y-n, n, enough), k}, limit)
	}
	if best.move < len(exchanges) && asked>>best.move&1 != 0 {
		ask(best.move)
	}
	for asked != 0 {
		ask(bits.TrailingZeros(uint(asked)))
	}
	return best
}

// offer returns the offer of a move at a[i], b[j].
func (f *filler) offer(i, m, j, n int32) offer {
	f.look()
	switch {
	case m == 0:
		return offer{cost: indel(f.sides[1].words[j].class)}
	case n == 0:
		return offer{cost: indel(f.sides[0].words[i].class)}
	}
	if f.same(i+m-1, j+n-1) {
		if m+n > 2 {
			return offer{cost: never}
		}
		return offer{cost: max(0, f.breaks(f.sides[0].words[i].brk, f.sides[1].words[j].brk))}
	}
	return f.unlike(i, m, j, n)
}
