package batch

import (
	"cmp"
	"slices"

	"github.com/palimpsest-go/palimpsest/minhash/internal/join"
)

// group verifies the pairs of a group.
func (v *verifier) group(numbers []uint32) error {
	j := &v.join
	j.Threshold = v.settings.Threshold
	j.Members = j.Members[:0]
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
		j.Members = append(j.Members, join.Member{Number: n, Size: e.size})
	}
	j.SortBySize()
	if join.Bytes(len(j.Members), elements) > v.settings.Memory/2 {
		return v.lead()
	}
	return v.joinAll()
}

// joinAll makes all pairs of the group, unless there are too many.
func (v *verifier) joinAll() error {
	j := &v.join
	err := j.Load(func(dst []uint64, number uint32) ([]uint64, error) {
		e, err := v.signed.entry(number)
		if err != nil {
			return nil, err
		}
		return v.signed.set(dst, e)
	})
	if err != nil {
		return err
	}
	compared, ok, err := j.AtMost(v.settings.Pairs, v.look, v.add)
	v.report.Compared += compared
	if err == nil && !ok {
		return v.lead()
	}
	return err
}

// lead compares the texts of the group, in their order, with earlier texts that are
// unlike each other.
func (v *verifier) lead() error {
	members := make([]uint32, len(v.join.Members))
	for i, m := range v.join.Members {
		members[i] = m.Number
	}
	if err := v.signed.order(members); err != nil {
		return err
	}
	n := int64(len(members))
	leaders := join.Leaders{Threshold: v.settings.Threshold, Room: v.settings.Memory / 4}
	for _, number := range members {
		e, err := v.signed.entry(number)
		if err != nil {
			return err
		}
		if v.a, err = v.signed.set(v.a, e); err != nil {
			return err
		}
		if err := leaders.Next(number, v.a, v.look, v.add); err != nil {
			return err
		}
	}
	v.report.Compared += leaders.Compared
	v.report.Passed += n*(n-1)/2 - leaders.Looked
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
