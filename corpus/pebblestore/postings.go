package pebblestore

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// An entry of a packed posting list: the low bits of a number, and the position
// that the feature has in that text, or that the text lost the feature.
type packed struct {
	low      uint32
	position uint32
	removed  bool
}

// appendPacked appends an entry: the difference between low and the one before,
// shifted by one, whose lowest bit marks a removal. If the entry is not a removal,
// the position follows. Both are varints.
func appendPacked(b []byte, before uint32, p packed) []byte {
	head := uint64(p.low-before) << 1
	if p.removed {
		return binary.AppendUvarint(b, head|1)
	}
	return binary.AppendUvarint(binary.AppendUvarint(b, head), uint64(p.position))
}

// nextPacked cuts the next entry off b.
func nextPacked(b []byte, before uint32) (p packed, rest []byte, err error) {
	head, n := binary.Uvarint(b)
	low := uint64(before) + head>>1
	if n <= 0 || low >= 1<<bucketBits {
		return p, nil, errPacked
	}
	p.low, p.removed, b = uint32(low), head&1 != 0, b[n:]
	if p.removed {
		return p, b, nil
	}
	position, n := binary.Uvarint(b)
	if n <= 0 || position>>32 != 0 {
		return p, nil, errPacked
	}
	p.position = uint32(position)
	return p, b[n:], nil
}

var errPacked = fmt.Errorf("%w: posting list", ErrDamaged)

// appendPlaces appends what a value of a posting's key says, as long as there
// are no more places than one above limit.
func appendPlaces(places []corpus.Place, bucket uint32, value []byte, limit int) ([]corpus.Place, error) {
	base := uint64(bucket) << bucketBits
	var p packed
	var err error
	for len(value) > 0 && len(places) <= limit {
		if p, value, err = nextPacked(value, p.low); err != nil {
			return places, err
		}
		if !p.removed {
			places = append(places, corpus.Place{Number: base | uint64(p.low), Position: p.position})
		}
	}
	return places, nil
}

// A posting on its way into a batch.
type posting struct {
	scheme, tenant uint32
	feature        uint64
	number         uint64
	position       uint32
	removed        bool
}

// compare orders postings as their keys are, and a removal before an addition:
// what a batch removes and adds is there.
func (p posting) compare(o posting) int {
	switch {
	case p.scheme != o.scheme:
		return cmp.Compare(p.scheme, o.scheme)
	case p.tenant != o.tenant:
		return cmp.Compare(p.tenant, o.tenant)
	case p.feature != o.feature:
		return cmp.Compare(p.feature, o.feature)
	case p.number != o.number:
		return cmp.Compare(p.number, o.number)
	case p.removed == o.removed:
		return 0
	case p.removed:
		return -1
	}
	return 1
}

func (p posting) key(key []byte) []byte {
	key = append(key, kindPosting)
	key = binary.BigEndian.AppendUint32(key, p.scheme)
	key = binary.BigEndian.AppendUint32(key, p.tenant)
	key = appendUint40(key, p.feature)
	return binary.BigEndian.AppendUint32(key, uint32(p.number>>bucketBits))
}

// byKey sorts postings and calls visit with those of each key in turn, one for
// each number. So a feature that many texts of a batch have is one change of one
// list.
func byKey(ps []posting, visit func(list []posting) error) error {
	slices.SortFunc(ps, posting.compare)
	n := 0
	for i, p := range ps {
		if i+1 < len(ps) && p.sameList(ps[i+1]) && p.number == ps[i+1].number {
			continue
		}
		ps[n] = p
		n++
	}
	for ps = ps[:n]; len(ps) > 0; {
		n := 1
		for n < len(ps) && ps[0].sameList(ps[n]) {
			n++
		}
		if err := visit(ps[:n]); err != nil {
			return err
		}
		ps = ps[n:]
	}
	return nil
}

func (p posting) sameList(o posting) bool {
	return p.number>>bucketBits == o.number>>bucketBits && p.feature == o.feature && p.tenant == o.tenant && p.scheme == o.scheme
}

func (p posting) low() uint32 { return uint32(p.number & (1<<bucketBits - 1)) }

// appendOperand appends what a change of a list is merged into it.
func appendOperand(b []byte, list []posting) []byte {
	before := uint32(0)
	for _, p := range list {
		b = appendPacked(b, before, packed{p.low(), p.position, p.removed})
		before = p.low()
	}
	return b
}

func anyRemoved(list []posting) bool {
	return slices.ContainsFunc(list, func(p posting) bool { return p.removed })
}

// emptied reports whether the change leaves nothing of a list.
func emptied(value []byte, change []posting) (bool, error) {
	if slices.ContainsFunc(change, func(p posting) bool { return !p.removed }) {
		return false, nil
	}
	var p packed
	var err error
	for len(value) > 0 {
		if p, value, err = nextPacked(value, p.low); err != nil {
			return false, err
		}
		for len(change) > 0 && change[0].low() < p.low {
			change = change[1:]
		}
		if !p.removed && (len(change) == 0 || change[0].low() != p.low) {
			return false, nil
		}
	}
	return true, nil
}
