package beam

import (
	"encoding/binary"
	"errors"
	"math"
	"reflect"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
)

// The values that go from stage to stage. Their coders are their own: the default one
// writes the name of each field, and a set would be five times as long in JSON.
type (
	// A signed text is one with its set, which ascends.
	signed struct {
		Turn turn
		Set  []uint64
	}
	// A sized text is one with the number of elements in its set.
	sized struct {
		Turn turn
		Size int
	}
	// A link leads to a text that is so similar.
	link struct {
		To         turn
		Similarity float64
	}
	// A part is a piece of a cluster: the class of text A if Kind is partClass, its
	// copy B if it is partCopy, and its pair with class B if it is partPair.
	part struct {
		Kind       byte
		A, B       turn
		Similarity float64
	}
)

const (
	partClass = iota
	partCopy
	partPair
)

func init() {
	beam.RegisterCoder(reflect.TypeFor[signed](), encodeSigned, decodeSigned)
	beam.RegisterCoder(reflect.TypeFor[sized](), encodeSized, decodeSized)
	beam.RegisterCoder(reflect.TypeFor[link](), encodeLink, decodeLink)
	beam.RegisterCoder(reflect.TypeFor[part](), encodePart, decodePart)
	for _, t := range []reflect.Type{
		reflect.TypeFor[signed](), reflect.TypeFor[sized](), reflect.TypeFor[link](), reflect.TypeFor[part](),
		reflect.TypeFor[Pair](), reflect.TypeFor[Cluster](), reflect.TypeFor[Skipped](),
	} {
		beam.RegisterType(t)
	}
}

// errValue says that the bytes of a value are none.
var errValue = errors.New("minhash/beam: damaged value")

func encodeSigned(v signed) []byte {
	b := make([]byte, 0, binary.MaxVarintLen64+len(v.Turn)+8*len(v.Set))
	b = appendTurn(b, v.Turn)
	for _, x := range v.Set {
		b = binary.LittleEndian.AppendUint64(b, x)
	}
	return b
}

func decodeSigned(b []byte) (v signed, err error) {
	if v.Turn, b, err = cutTurn(b); err != nil || len(b)%8 != 0 {
		return v, errValue
	}
	v.Set = make([]uint64, len(b)/8)
	for i := range v.Set {
		v.Set[i] = binary.LittleEndian.Uint64(b[8*i:])
	}
	return v, nil
}

func encodeSized(v sized) []byte {
	return binary.AppendUvarint(appendTurn(nil, v.Turn), uint64(v.Size))
}

func decodeSized(b []byte) (v sized, err error) {
	if v.Turn, b, err = cutTurn(b); err != nil {
		return v, err
	}
	size, n := binary.Uvarint(b)
	if n <= 0 || n != len(b) {
		return v, errValue
	}
	v.Size = int(size)
	return v, nil
}

func encodeLink(v link) []byte { return appendFloat(appendTurn(nil, v.To), v.Similarity) }

func decodeLink(b []byte) (v link, err error) {
	if v.To, b, err = cutTurn(b); err != nil {
		return v, err
	}
	v.Similarity, err = float(b)
	return v, err
}

func encodePart(v part) []byte {
	b := appendTurn(appendTurn([]byte{v.Kind}, v.A), v.B)
	return appendFloat(b, v.Similarity)
}

func decodePart(b []byte) (v part, err error) {
	if len(b) == 0 {
		return v, errValue
	}
	v.Kind = b[0]
	if v.A, b, err = cutTurn(b[1:]); err != nil {
		return v, err
	}
	if v.B, b, err = cutTurn(b); err != nil {
		return v, err
	}
	v.Similarity, err = float(b)
	return v, err
}

func appendTurn(b []byte, t turn) []byte {
	return append(binary.AppendUvarint(b, uint64(len(t))), t...)
}

// cutTurn returns a copy of the turn that b begins with, and what follows. Runners use
// the bytes that they decode from again.
func cutTurn(b []byte) (t turn, rest []byte, err error) {
	size, n := binary.Uvarint(b)
	if n <= 0 || size > uint64(len(b)-n) {
		return nil, nil, errValue
	}
	b = b[n:]
	return append(turn(nil), b[:size]...), b[size:], nil
}

func appendFloat(b []byte, f float64) []byte {
	return binary.LittleEndian.AppendUint64(b, math.Float64bits(f))
}

func float(b []byte) (float64, error) {
	if len(b) != 8 {
		return 0, errValue
	}
	return math.Float64frombits(binary.LittleEndian.Uint64(b)), nil
}
