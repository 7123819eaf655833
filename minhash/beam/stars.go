package beam

import (
	"bytes"
	"fmt"
	"strconv"

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

// starFn emits the id of a text, quoted, unless the text is a centre, or is linked with
// one centre and is none itself.
type starFn struct{}

func (fn *starFn) ProcessElement(t turn, roles func(*turn) bool, emit func(string)) {
	all, least := distinct(t, roles)
	// A centre says the empty turn of itself, which is the least.
	if len(all) > 1 || len(least) > 0 && !before(least, t) {
		emit(strconv.Quote(idOf(t)))
	}
}

// components returns the first text of the cluster for each text that is linked and is
// not the first. The last collection has the least id of those that the rounds did not
// suffice for, quoted, if there are any.
//
// A round is a large-star and a small-star operation. Each keeps what is connected
// connected. When every text that is linked is a centre or has one centre, which is less
// than it, the stars are the components, and their centres the least texts of them.
func components(s beam.Scope, rounds int, links beam.PCollection) (centres, unsettled beam.PCollection) {
	s = s.Scope("Components")
	edges := beam.ParDo(s, edgeOf, links)
	for i := range rounds {
		s := s.Scope(fmt.Sprintf("Round%d", i+1))
		large := beam.ParDo(s, largeStar, beam.GroupByKey(s, beam.ParDo(s, bothWays, edges)))
		edges = beam.ParDo(s, smallStar, beam.GroupByKey(s, large))
	}
	byText := beam.GroupByKey(s, beam.ParDo(s, roles, edges))
	return edges, beam.Combine(s, lesser, beam.ParDo(s, &starFn{}, byText))
}
