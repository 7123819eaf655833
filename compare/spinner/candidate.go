package spinner

import (
	"cmp"
	"context"
	"math"
	"slices"
)

const (
	window   = 16 // holders of a mapping, before and after an account, that it is compared with
	doubtful = 16 // accounts that it chooses although few shared mappings were noticed
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

	least   float64   // least value of shared mappings that were noticed
	fewest  float64   // the same for the first few partners
	sum     []float64 // value that the current account shares with each other one
	touched []uint32  // accounts that it shares something with
}

// newSeeker takes the score that a link needs, in nats. The least value of shared
// mappings is at most half of it: a score is hardly more than the value of all shared
// mappings, but if many accounts have a mapping only some of the pairs that share it are
// noticed.
func newSeeker(l *lot, ids []string, sides []*side, needed float64) *seeker {
	s := &seeker{sides: sides, least: min(5, needed/2), fewest: min(2, needed/2), holders: make([][]uint32, len(l.named)), worth: make([]float64, len(l.named)), sum: make([]float64, len(sides))}
	for i := range s.worth {
		s.worth[i] = -math.Log(l.usualToOthers(uint32(i)).Share)
	}
	for i, p := range sides {
		for _, m := range p.mappings {
			s.holders[m] = append(s.holders[m], uint32(i))
		}
	}
	s.order(ids)
	return s
}

// sketched is how many mappings of an account decide its place among the holders of one.
const sketched = 64

// A place is what an account is ordered by among the holders of a mapping: the two smallest
// hashes of its mappings, with a hash function for each list, and then a hash of its ID. Two
// accounts have the same smallest hash as often as they share mappings (Broder, On the
// resemblance and containment of documents, 1997). So those of one dictionary are often
// neighbours, though thousands of others have the mapping too.
type place struct{ first, second, id uint64 }

func (p place) compare(q place) int {
	return cmp.Or(cmp.Compare(p.first, q.first), cmp.Compare(p.second, q.second), cmp.Compare(p.id, q.id))
}

// order orders the holders of the mappings that many have.
func (s *seeker) order(ids []string) {
	sketches := make([][]uint32, len(s.sides))
	for i, p := range s.sides {
		sketch := slices.Clone(p.mappings)
		slices.SortFunc(sketch, func(a, b uint32) int { return cmp.Compare(mix(uint64(a)), mix(uint64(b))) })
		sketches[i] = sketch[:min(sketched, len(sketch))]
	}
	at := make([]place, len(s.sides))
	for m, list := range s.holders {
		if len(list) <= 2*window+1 {
			continue // each is compared with all others
		}
		by := mix(uint64(m) + 1<<32)
		for _, i := range list {
			p := place{math.MaxUint64, math.MaxUint64, digest("holder", ids[i], uint64(m))}
			for _, n := range sketches[i] {
				switch h := mix(uint64(n) ^ by); {
				case h < p.first:
					p.first, p.second = h, p.first
				case h < p.second:
					p.second = h
				}
			}
			at[i] = p
		}
		slices.SortFunc(list, func(a, b uint32) int { return cmp.Or(at[a].compare(at[b]), cmp.Compare(a, b)) })
	}
}

// mix mixes the bits of a number (Steele, Lea, Flood, Fast splittable pseudorandom number
// generators, OOPSLA 2014).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
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
		if s.sum[j] >= s.fewest {
			best = append(best, j)
		}
	}
	slices.SortFunc(best, func(a, b uint32) int { return cmp.Or(cmp.Compare(s.sum[b], s.sum[a]), cmp.Compare(a, b)) })
	best = best[:min(len(best), partners)]
	for len(best) > doubtful && s.sum[best[len(best)-1]] < s.least {
		best = best[:len(best)-1]
	}
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
