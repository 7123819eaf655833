package spinner

import (
	"cmp"
	"slices"
)

// A Shared is a mapping that several accounts have.
type Shared struct {
	Mapping          // Sources counts the sources of all accounts
	Accounts int     // that have it
	Share    float64 // of unrelated spinners that take the target, as estimated, 0 to 1
}

// rarestFirst orders shared mappings.
func rarestFirst(a, b Shared) int { return cmp.Compare(a.Share, b.Share) }

// shared returns the mappings that two or more sides have, in their order. It takes time
// in proportion to the sides.
func (l *lot) shared(sides ...*side) []Shared {
	numbers, count := held(sides)
	if len(numbers) == 0 {
		return nil
	}
	out := make([]Shared, len(numbers))
	at := make(map[uint32]*Shared, len(numbers))
	for i, m := range numbers {
		out[i] = Shared{Mapping: Mapping{Language: l.named[m].language}, Accounts: count[i], Share: l.usualToOthers(m).Share}
		at[m] = &out[i]
	}
	for _, s := range sides {
		for _, w := range s.words {
			for _, c := range w.choices {
				if x := at[c.mapping]; x != nil {
					x.take(c)
				}
			}
		}
	}
	return out
}

// take counts a source, and shows its words if they come first in order.
func (s *Shared) take(c taken) {
	s.Sources++
	if s.Word == "" || c.from < s.Word || c.from == s.Word && c.to < s.Target {
		s.Word, s.Target = c.from, c.to
	}
}

// held returns the mappings that two or more sides have, ascending, and how many have
// each.
func held(sides []*side) (numbers []uint32, count []int) {
	if len(sides) == 2 {
		numbers = common(sides[0].mappings, sides[1].mappings)
		return numbers, slices.Repeat([]int{2}, len(numbers))
	}
	var all []uint32
	for _, s := range sides {
		all = append(all, s.mappings...)
	}
	slices.Sort(all)
	for from, to := 0, 0; from < len(all); from = to {
		for to = from; to < len(all) && all[to] == all[from]; to++ {
		}
		if to-from > 1 {
			numbers, count = append(numbers, all[from]), append(count, to-from)
		}
	}
	return numbers, count
}
