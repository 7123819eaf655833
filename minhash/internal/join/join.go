// Package join finds the similar sets of a group. [batch.Verify] and the pipeline of
// package beam use it for a large bucket.
//
// [batch.Verify]: https://pkg.go.dev/github.com/palimpsest-go/palimpsest/minhash/batch#Verify
package join

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"github.com/palimpsest-go/palimpsest/internal/radix"
)

// A Join finds all pairs of a group at or above the threshold. It counts common
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
type Join struct {
	Threshold float64
	Members   []Member // with sets that are not empty
	items     []item   // elements, ascending, each with its members
	spare     []item
	lists     []span     // of the items of an element that is not a bit
	of        [][]uint32 // lists by member
	rest      []uint32
	counts    []uint32
}

// A Member is a set of the group.
type Member struct {
	Number uint32 // the caller's number of the set
	Size   int    // elements
	common int    // elements that are in another set too
	bits   [joinWords]uint64
}

const (
	joinWords   = 8
	itemBytes   = 16
	memberBytes = 128 // of a member, with its counts and lists
)

type item = radix.Item[uint64, uint64]

// May reports whether sets of two sizes can reach a similarity.
func May(a, b int, threshold float64) bool {
	return a > 0 && b > 0 && float64(min(a, b)) >= threshold*float64(max(a, b))*(1-1e-9)
}

// Bytes returns how much memory a group takes with so many members, and so many
// elements in all their sets: each element takes two items while they are sorted, and
// a number of four bytes in a list.
func Bytes(members int, elements int64) int64 {
	return elements*(2*itemBytes+4) + int64(members)*memberBytes
}

// A span is a list within the items.
type span struct{ from, to int }

// Load takes the sets of the members, in ascending order of size: [Join.SortBySize].
func (j *Join) Load(set func(dst []uint64, number uint32) ([]uint64, error)) error {
	j.items = j.items[:0]
	var elements []uint64
	for i := range j.Members {
		m := &j.Members[i]
		var err error
		if elements, err = set(elements, m.Number); err != nil {
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
func (j *Join) index() {
	least, most := j.frequent()
	j.lists = j.lists[:0]
	j.of = slices.Grow(j.of[:0], len(j.Members))[:len(j.Members)]
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
			m := &j.Members[x.Value]
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
func (j *Join) end(from int) int {
	to := from + 1
	for to < len(j.items) && j.items[to].Key == j.items[from].Key {
		to++
	}
	return to
}

// frequent returns which elements are bits: those in more than least sets, and most of
// those in exactly least sets.
func (j *Join) frequent() (least, most int) {
	counts := make([]int, len(j.Members)+1) // elements by the number of sets they are in
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
func (j *Join) need(a, b int) int {
	return int(math.Ceil(j.Threshold/(1+j.Threshold)*float64(a+b) - 1e-6))
}

// hopeful reports whether a member may be like another, by the number of elements that
// it shares with others.
func (j *Join) hopeful(m *Member) bool {
	smallest := max(j.Members[0].Size, int(j.Threshold*float64(m.Size)))
	return m.common >= j.need(m.Size, smallest)
}

// Pairs calls yield with the pairs at or above the threshold, and returns how many pairs
// it counted. It may be called again.
func (j *Join) Pairs(yield func(a, b uint32, similarity float64) error) (compared int64, err error) {
	j.rest = slices.Grow(j.rest[:0], len(j.lists))[:len(j.lists)]
	for i, l := range j.lists {
		j.rest[i] = uint32(l.from)
	}
	j.counts = slices.Grow(j.counts[:0], len(j.Members))[:len(j.Members)]
	for i := range j.Members {
		n, err := j.with(i, yield)
		compared += n
		if err != nil {
			return compared, err
		}
	}
	return compared, nil
}

// with makes the pairs of a member with those after it.
func (j *Join) with(i int, yield func(a, b uint32, similarity float64) error) (compared int64, err error) {
	a := &j.Members[i]
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
	for k := i + 1; k < len(j.Members); k++ {
		b := &j.Members[k]
		if b.Size != size {
			if !May(a.Size, b.Size, j.Threshold) {
				break
			}
			size, need = b.Size, j.need(a.Size, b.Size)
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
		similarity := float64(n) / float64(a.Size+b.Size-n)
		if similarity < j.Threshold {
			continue
		}
		if err := yield(a.Number, b.Number, similarity); err != nil {
			return compared, err
		}
	}
	return compared, nil
}

// AtMost does the same as Pairs if there are at most so many pairs. If there are more, it
// reports false and yields none. It counts twice if the number of members alone does not
// decide this. It calls look before each pair.
func (j *Join) AtMost(most int, look func() error, yield func(a, b uint32, similarity float64) error) (compared int64, ok bool, err error) {
	if n := int64(len(j.Members)); n*(n-1)/2 > int64(most) {
		left := most
		compared, err = j.Pairs(func(uint32, uint32, float64) error {
			if left--; left < 0 {
				return errTooMany
			}
			return look()
		})
		if err == errTooMany {
			return compared, false, nil
		}
		if err != nil || left == most { // none
			return compared, true, err
		}
	}
	again, err := j.Pairs(func(a, b uint32, similarity float64) error {
		if err := look(); err != nil {
			return err
		}
		return yield(a, b, similarity)
	})
	return compared + again, true, err
}

type tooMany struct{}

func (tooMany) Error() string { return "too many pairs" }

var errTooMany error = tooMany{}

// SortBySize brings the members into ascending order of size.
func (j *Join) SortBySize() {
	slices.SortFunc(j.Members, func(a, b Member) int {
		return cmp.Or(cmp.Compare(a.Size, b.Size), cmp.Compare(a.Number, b.Number))
	})
}
