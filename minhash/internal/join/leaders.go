package join

import (
	"slices"

	"github.com/palimpsest-go/palimpsest/minhash"
)

// leaders is the greatest number of sets of a group with which the others are
// compared, if not all pairs are.
const leaders = 64

// Leaders compares the sets of a group, in the given order, with earlier sets that are
// unlike each other: at most 64, which fit into Room.
type Leaders struct {
	Threshold float64
	Room      int64 // bytes for the sets of leaders
	// Compared counts the pairs whose sets were counted.
	Compared int64
	// Looked counts the pairs that were looked at, even if only by the sizes of the
	// sets.
	Looked int64

	led []leader
}

type leader struct {
	number uint32
	set    []uint64
}

// Next calls yield with those pairs of the next set and a leader that are at or
// above the threshold. If there are none and there is room, the set becomes a
// leader. The set may change afterwards. It calls look before each pair.
func (l *Leaders) Next(number uint32, set []uint64, look func() error, yield func(a, b uint32, similarity float64) error) error {
	alone := true
	for _, first := range l.led {
		if err := look(); err != nil {
			return err
		}
		l.Looked++
		if !May(len(first.set), len(set), l.Threshold) {
			continue
		}
		l.Compared++
		s := minhash.Jaccard(first.set, set)
		if s < l.Threshold {
			continue
		}
		alone = false
		if err := yield(first.number, number, s); err != nil {
			return err
		}
	}
	if bytes := 8 * int64(len(set)); alone && len(l.led) < leaders && bytes <= l.Room {
		l.Room -= bytes
		l.led = append(l.led, leader{number, slices.Clone(set)})
	}
	return nil
}
