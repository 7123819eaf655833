package beam

import (
	"bytes"
	"fmt"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
)

func init() {
	register.Function2x2(edgeOf)
	register.Function3x0(bothWays)
	register.Function3x0(largeStar)
	register.Function3x0(smallStar)
	register.Function3x0(roles)
	beam.RegisterDoFn(&starFn{})
}

// edgeOf makes an edge of a pair, the greater end as the key.
func edgeOf(first turn, l link) (turn, turn) { return l.To, first }

// bothWays emits an edge from each of its ends.
func bothWays(a, b turn, emit func(turn, turn)) {
	emit(a, b)
	emit(b, a)
}

// distinct returns the values, each once, and the least of them and t.
func distinct(t turn, values func(*turn) bool) (out []turn, least turn) {
	met := make(map[string]bool)
	least = t
	for v := turn(nil); values(&v); {
		if met[string(v)] {
			continue
		}
		met[string(v)] = true
		out = append(out, v)
		if before(v, least) {
			least = v
		}
	}
	return out, least
}

// largeStar links the neighbours of t that are greater than it with the least of t and
// its neighbours.
func largeStar(t turn, neighbours func(*turn) bool, emit func(turn, turn)) {
	all, least := distinct(t, neighbours)
	for _, v := range all {
		if before(t, v) {
			emit(v, least)
		}
	}
}

// smallStar links t and its lesser neighbours, which are all that it is given, with the
// least of them.
func smallStar(t turn, lesser func(*turn) bool, emit func(turn, turn)) {
	all, least := distinct(t, lesser)
	emit(t, least)
	for _, v := range all {
		if !bytes.Equal(v, least) {
			emit(v, least)
		}
	}
}

// roles emits what an edge says of its ends: the centre of the greater one, and nothing
// for the centre itself.
func roles(t, centre turn, emit func(turn, turn)) {
	emit(t, centre)
	emit(centre, turn{})
}

// starFn fails unless a text is a centre, or is linked with one centre and is none
// itself. It emits nothing: what has its output as a side input runs after it.
type starFn struct{ Rounds int }

func (fn *starFn) ProcessElement(t turn, roles func(*turn) bool, _ func(bool)) error {
	var centre, v turn
	isCentre := false
	for roles(&v) {
		switch {
		case len(v) == 0:
			isCentre = true
		case centre == nil:
			centre = v
		case !bytes.Equal(centre, v):
			return fn.not(t)
		}
		if isCentre && centre != nil {
			return fn.not(t)
		}
	}
	return nil
}

func (fn *starFn) not(t turn) error {
	return fmt.Errorf("%w: %d, of the text %q among others; raise Settings.Rounds", ErrNotConverged, fn.Rounds, idOf(t))
}

// components returns the first text of the cluster for each text that is linked and is
// not the first. The last collection is empty, and there when the rounds sufficed.
//
// A round is a large-star and a small-star operation. Each keeps what is connected
// connected. When every text that is linked is a centre or has one centre, which is less
// than it, the stars are the components, and their centres the least texts of them.
func components(s beam.Scope, rounds int, links beam.PCollection) (centres, settled beam.PCollection) {
	s = s.Scope("Components")
	edges := beam.ParDo(s, edgeOf, links)
	for i := range rounds {
		s := s.Scope(fmt.Sprintf("Round%d", i+1))
		large := beam.ParDo(s, largeStar, beam.GroupByKey(s, beam.ParDo(s, bothWays, edges)))
		edges = beam.ParDo(s, smallStar, beam.GroupByKey(s, large))
	}
	byText := beam.GroupByKey(s, beam.ParDo(s, roles, edges))
	return edges, beam.ParDo(s, &starFn{Rounds: rounds}, byText)
}
