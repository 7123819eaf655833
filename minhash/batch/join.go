package batch

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"github.com/palimpsest-go/palimpsest/internal/radix"
)

// A join finds all pairs of a group at or above the threshold. It counts common
// elements of two sets without merging them:
//
//   - elements that are in one set only are left out; the number of those left bounds
//     what a set can have in common with another, which ends most groups of filled-in
//     forms;
//   - the most frequent elements are bits, so that a word of them is compared at once;
//   - the others are in an inverted index (ScanCount: Li, Lu, Lu, Efficient merging and
//     filtering algorithms for approximate string searches, ICDE 2008).
//
// A prefix filter (Bayardo, Ma, Srikant, Scaling up all pairs similarity search, WWW
// 2007) alone does not help where it is needed: sets just below the threshold differ in
// fewer elements than their prefixes have.
type join struct {
	threshold float64
	members   []joined
	items     []item // elements, ascending, each with its members
	spare     []item
	lists     []span     // of the items of an element that is not a bit
	of        [][]uint32 // lists by member
	rest      []uint32
	counts    []uint32
}

// A joined text is a member of the group.
type joined struct {
	number uint32
	size   int
	common int // elements that are in another set too
	bits   [joinWords]uint64
}

const (
	joinWords   = 8
	joinedBytes = 128 // of a member, with its counts and lists
)

// A span is a list within the items.
type span struct{ from, to int }

// load takes the sets of the members, in ascending order of size.
func (j *join) load(set func(dst []uint64, number uint32) ([]uint64, error)) error {
	j.items = j.items[:0]
	var elements []uint64
	for i := range j.members {
		m := &j.members[i]
		var err error
		if elements, err = set(elements, m.number); err != nil {
			return err
		}
		for _, x := range elements {
			j.items = append(j.items, item{Key: x, Value: uint64(i)})
		}
	}
	j.items, j.spare = radix.Sort(j.items, j.spare)
	j.index()
	return nil
}

// index distributes the elements to bits and lists.
func (j *join) index() {
	least, most := j.frequent()
	j.lists = j.lists[:0]
	j.of = slices.Grow(j.of[:0], len(j.members))[:len(j.members)]
	for i := range j.of {
		j.of[i] = j.of[i][:0]
	}
	bit := 0
	for from := 0; from < len(j.items); {
		to := j.end(from)
		n := to - from
		asBit := n > least || n == least && most > 0
		if n == least && asBit {
			most--
		}
		for _, x := range j.items[from:to] {
			m := &j.members[x.Value]
			switch {
			case n == 1:
				continue
			case asBit:
				m.bits[bit/64] |= 1 << (bit % 64)
			default:
				j.of[x.Value] = append(j.of[x.Value], uint32(len(j.lists)))
			}
			m.common++
		}
		switch {
		case n == 1:
		case asBit:
			bit++
		default:
			j.lists = append(j.lists, span{from, to})
		}
		from = to
	}
}

// end returns where the items of an element end.
func (j *join) end(from int) int {
	to := from + 1
	for to < len(j.items) && j.items[to].Key == j.items[from].Key {
		to++
	}
	return to
}

// frequent returns which elements are bits: those in more than least sets, and most of
// those in exactly least sets.
func (j *join) frequent() (least, most int) {
	counts := make([]int, len(j.members)+1) // elements by the number of sets they are in
	for from := 0; from < len(j.items); {
		to := j.end(from)
		counts[to-from]++
		from = to
	}
	room := 64 * joinWords
	for n := len(counts) - 1; n > 1; n-- {
		if counts[n] >= room {
			return n, room
		}
		room -= counts[n]
	}
	return 1, 0
}

// need returns the least number of elements that sets of two sizes share at the
// threshold, or one less.
func (j *join) need(a, b int) int {
	return int(math.Ceil(j.threshold/(1+j.threshold)*float64(a+b) - 1e-6))
}

// hopeful reports whether a member may be like another, by the number of elements that
// it shares with others.
func (j *join) hopeful(m *joined) bool {
	smallest := max(j.members[0].size, int(j.threshold*float64(m.size)))
	return m.common >= j.need(m.size, smallest)
}

// pairs calls yield with the pairs at or above the threshold, and returns how many pairs
// it counted. It may be called again.
func (j *join) pairs(yield func(a, b uint32, similarity float64) error) (compared int64, err error) {
	j.rest = slices.Grow(j.rest[:0], len(j.lists))[:len(j.lists)]
	for i, l := range j.lists {
		j.rest[i] = uint32(l.from)
	}
	j.counts = slices.Grow(j.counts[:0], len(j.members))[:len(j.members)]
	for i := range j.members {
		n, err := j.with(i, yield)
		compared += n
		if err != nil {
			return compared, err
		}
	}
	return compared, nil
}

// with makes the pairs of a member with those after it.
func (j *join) with(i int, yield func(a, b uint32, similarity float64) error) (compared int64, err error) {
	a := &j.members[i]
	hopeful := j.hopeful(a)
	if hopeful {
		clear(j.counts[i:])
	}
	for _, l := range j.of[i] {
		j.rest[l]++ // the first that is left is i itself
		if !hopeful {
			continue
		}
		for _, x := range j.items[j.rest[l]:j.lists[l].to] {
			j.counts[x.Value]++
		}
	}
	if !hopeful {
		return 0, nil
	}
	need, size := 0, -1
	for k := i + 1; k < len(j.members); k++ {
		b := &j.members[k]
		if b.size != size {
			if !may(a.size, b.size, j.threshold) {
				break
			}
			size, need = b.size, j.need(a.size, b.size)
		}
		if min(a.common, b.common) < need {
			continue
		}
		compared++
		n := int(j.counts[k])
		for w := range a.bits {
			n += bits.OnesCount64(a.bits[w] & b.bits[w])
		}
		if n < need || n == 0 {
			continue
		}
		similarity := float64(n) / float64(a.size+b.size-n)
		if similarity < j.threshold {
			continue
		}
		if err := yield(a.number, b.number, similarity); err != nil {
			return compared, err
		}
	}
	return compared, nil
}

// sortBySize brings the members into ascending order of size.
func (j *join) sortBySize() {
	slices.SortFunc(j.members, func(a, b joined) int {
		return cmp.Or(cmp.Compare(a.size, b.size), cmp.Compare(a.number, b.number))
	})
}
