package spinner

import (
	"cmp"
	"context"
	"math"
	"slices"
)

const (
	window   = 16 // holders of a mapping, before and after an account, that it is compared with
	partners = 64 // most accounts that an account chooses to be scored against; more may choose it
)

// A seeker finds which accounts are worth scoring against each other: those that share
// mappings, the rarer the better. If many accounts have a mapping, each is compared
// only with its neighbours, in an order that differs between mappings. So ten thousand
// accounts of one operation cost no more than others: they share many mappings, so
// each of them often meets others of its operation.
type seeker struct {
	sides   []*side
	holders [][]uint32 // accounts that have each mapping, in the order of that mapping
	worth   []float64  // of sharing each mapping, in nats

	least   float64   // least value of shared mappings
	sum     []float64 // value that the current account shares with each other one
	touched []uint32  // accounts that it shares something with
}

// newSeeker takes the score that a link needs, in nats. The least value of shared
// mappings is at most half of it: a score is hardly more than the value of all shared
// mappings, but if many accounts have a mapping only some of the pairs that share it are
// noticed.
func newSeeker(l *lot, ids []string, sides []*side, needed float64) *seeker {
	s := &seeker{sides: sides, least: min(5, needed/2), holders: make([][]uint32, len(l.named)), worth: make([]float64, len(l.named)), sum: make([]float64, len(sides))}
	for i := range s.worth {
		s.worth[i] = -math.Log(l.usualToOthers(uint32(i)).Share)
	}
	for i, p := range sides {
		for _, m := range p.mappings {
			s.holders[m] = append(s.holders[m], uint32(i))
		}
	}
	rank := make([]uint64, len(sides))
	for m, list := range s.holders {
		if len(list) <= 2*window+1 {
			continue // each is compared with all others
		}
		for _, i := range list {
			rank[i] = digest("holder", ids[i], uint64(m))
		}
		slices.SortFunc(list, func(a, b uint32) int { return cmp.Or(cmp.Compare(rank[a], rank[b]), cmp.Compare(a, b)) })
	}
	return s
}

// pairs returns the pairs of accounts to be scored, ascending, the smaller number of
// each first. The lists of holders are walked in the order of mappings, and values
// are summed in that order too.
func (s *seeker) pairs(ctx context.Context) ([]pairOf, error) {
	places := s.places()
	var out []pairOf
	for i := range s.sides {
		if i&255 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		for _, j := range s.partners(uint32(i), places[i]) {
			out = append(out, pairOf{min(uint32(i), j), max(uint32(i), j)})
		}
	}
	slices.SortFunc(out, pairOf.compare)
	return slices.Compact(out), nil
}

// A pairOf is two accounts by their numbers, the smaller one first.
type pairOf struct{ a, b uint32 }

func (p pairOf) compare(q pairOf) int { return cmp.Or(cmp.Compare(p.a, q.a), cmp.Compare(p.b, q.b)) }

// places returns the place of each account among the holders of each of its mappings.
func (s *seeker) places() [][]uint32 {
	out := make([][]uint32, len(s.sides))
	for i, p := range s.sides {
		out[i] = make([]uint32, 0, len(p.mappings))
	}
	for _, list := range s.holders {
		for place, i := range list {
			out[i] = append(out[i], uint32(place))
		}
	}
	return out
}

// partners returns the accounts that share the most with account i. place is its place
// among the holders of each of its mappings.
func (s *seeker) partners(i uint32, place []uint32) []uint32 {
	for n, m := range s.sides[i].mappings {
		list := s.holders[m]
		if len(list) <= 2*window+1 {
			for _, j := range list {
				s.meet(i, j, s.worth[m])
			}
			continue
		}
		for k := 1; k <= window; k++ {
			s.meet(i, list[(int(place[n])+k)%len(list)], s.worth[m])
			s.meet(i, list[(int(place[n])+len(list)-k)%len(list)], s.worth[m])
		}
	}
	best := make([]uint32, 0, len(s.touched))
	for _, j := range s.touched {
		if s.sum[j] >= s.least {
			best = append(best, j)
		}
	}
	slices.SortFunc(best, func(a, b uint32) int { return cmp.Or(cmp.Compare(s.sum[b], s.sum[a]), cmp.Compare(a, b)) })
	best = best[:min(len(best), partners)]
	for _, j := range s.touched {
		s.sum[j] = 0
	}
	s.touched = s.touched[:0]
	return best
}

func (s *seeker) meet(i, j uint32, worth float64) {
	if i == j {
		return
	}
	if s.sum[j] == 0 {
		s.touched = append(s.touched, j)
	}
	s.sum[j] += max(worth, 1e-9)
}
