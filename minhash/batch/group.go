package batch

import (
	"cmp"
	"slices"

	"github.com/palimpsest-go/palimpsest/minhash"
)

// leaders is the greatest number of texts of a group with which the others are
// compared, if not all pairs are.
const leaders = 64

// group verifies the pairs of a group.
func (v *verifier) group(numbers []uint32) error {
	j := &v.join
	j.threshold = v.settings.Threshold
	j.members = j.members[:0]
	var elements int64
	for _, n := range numbers {
		e, err := v.signed.entry(n)
		if err != nil {
			return err
		}
		if e.size == 0 {
			continue
		}
		if e.size < 0 || e.size > maxSet {
			return e.in.wrong(e.set, "a set of %d elements", uint32(e.size))
		}
		elements += int64(e.size)
		j.members = append(j.members, joined{number: n, size: e.size})
	}
	j.sortBySize()
	// Each element takes two items while they are sorted, and a number of four bytes in
	// a list.
	if elements*(2*itemBytes+4)+int64(len(j.members))*joinedBytes > v.settings.Memory/2 {
		return v.lead()
	}
	return v.joinAll()
}

// joinAll makes all pairs of the group, unless there are too many.
func (v *verifier) joinAll() error {
	j := &v.join
	err := j.load(func(dst []uint64, number uint32) ([]uint64, error) {
		e, err := v.signed.entry(number)
		if err != nil {
			return nil, err
		}
		return v.signed.set(dst, e)
	})
	if err != nil {
		return err
	}
	if n := int64(len(j.members)); n*(n-1)/2 > int64(v.settings.Pairs) {
		most := v.settings.Pairs
		compared, err := j.pairs(func(uint32, uint32, float64) error {
			if most--; most < 0 {
				return errTooMany
			}
			return v.look()
		})
		v.report.Compared += compared
		if err == errTooMany {
			return v.lead()
		}
		if err != nil || most == v.settings.Pairs { // none
			return err
		}
	}
	compared, err := j.pairs(func(a, b uint32, similarity float64) error {
		if err := v.look(); err != nil {
			return err
		}
		return v.add(a, b, similarity)
	})
	v.report.Compared += compared
	return err
}

type tooMany struct{}

func (tooMany) Error() string { return "too many pairs" }

var errTooMany error = tooMany{}

// lead compares the texts of the group, in their order, with earlier texts that are
// unlike each other.
func (v *verifier) lead() error {
	members := make([]uint32, len(v.join.members))
	for i, m := range v.join.members {
		members[i] = m.number
	}
	if err := v.signed.order(members); err != nil {
		return err
	}
	n := int64(len(members))
	v.report.Passed += n * (n - 1) / 2
	type leader struct {
		number uint32
		set    []uint64
	}
	var led []leader
	room := v.settings.Memory / 4 // for their sets
	for _, number := range members {
		e, err := v.signed.entry(number)
		if err != nil {
			return err
		}
		if v.a, err = v.signed.set(v.a, e); err != nil {
			return err
		}
		alone := true
		for _, l := range led {
			if err := v.look(); err != nil {
				return err
			}
			v.report.Passed--
			if !may(len(l.set), len(v.a), v.settings.Threshold) {
				continue
			}
			v.report.Compared++
			s := minhash.Jaccard(l.set, v.a)
			alone = alone && s < v.settings.Threshold
			if err := v.add(l.number, number, s); err != nil {
				return err
			}
		}
		if bytes := 8 * int64(len(v.a)); alone && len(led) < leaders && bytes <= room {
			room -= bytes
			led = append(led, leader{number, slices.Clone(v.a)})
		}
	}
	return nil
}

// order sorts texts into the order in which Components takes them.
func (g *signed) order(numbers []uint32) error {
	type turn struct {
		order  uint64
		id     string
		number uint32
	}
	turns := make([]turn, len(numbers))
	for i, n := range numbers {
		e, err := g.entry(n)
		if err != nil {
			return err
		}
		turns[i] = turn{order: e.order, number: n}
		if turns[i].id, err = g.id(n); err != nil {
			return err
		}
	}
	slices.SortFunc(turns, func(a, b turn) int {
		return cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.id, b.id), cmp.Compare(a.number, b.number))
	})
	for i, t := range turns {
		numbers[i] = t.number
	}
	return nil
}
