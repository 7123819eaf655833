package spinner

import (
	"cmp"
	"maps"
	"slices"
)

// A Shared mapping is one that several accounts have.
type Shared struct {
	Mapping          // Sources counts those of all accounts
	Accounts int     // that have it
	Share    float64 // of unrelated spinners that take the target, as estimated, 0 to 1
}

// rarestFirst orders shared mappings.
func rarestFirst(a, b Shared) int { return cmp.Compare(a.Share, b.Share) }

// shared returns the mappings that two sides or more have, in their order. It takes time
// in proportion to the sides.
func (l *lot) shared(sides ...*side) []Shared {
	count := make(map[uint32]int)
	for _, s := range sides {
		for _, m := range s.mappings {
			count[m]++
		}
	}
	maps.DeleteFunc(count, func(_ uint32, n int) bool { return n < 2 })
	numbers := slices.Sorted(maps.Keys(count))
	out := make([]Shared, len(numbers))
	at := make(map[uint32]*Shared, len(numbers))
	for i, m := range numbers {
		out[i] = Shared{Mapping: Mapping{Language: l.named[m].language}, Accounts: count[m], Share: l.usual[m].Share}
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

// take counts a source, and shows its words if they come before those of the others.
func (s *Shared) take(c taken) {
	s.Sources++
	if s.Word == "" || c.from < s.Word || c.from == s.Word && c.to < s.Target {
		s.Word, s.Target = c.from, c.to
	}
}
