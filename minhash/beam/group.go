package beam

import (
	"bytes"
	"slices"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/palimpsest-go/palimpsest/minhash/internal/join"
)

func init() {
	beam.RegisterDoFn(&groupFn{})
	register.Emitter1[Skipped]()
	register.Emitter2[[]byte, link]()
}

// groupFn verifies the pairs of a large bucket.
type groupFn struct {
	Threshold float64
	Pairs     int
	Memory    int64
}

func (fn *groupFn) ProcessElement(_ []byte, texts func(*signed) bool, emit func([]byte, link), skip func(Skipped)) error {
	g := group{fn: fn, emit: emit}
	for t := (signed{}); texts(&t); {
		g.texts = append(g.texts, t)
	}
	slices.SortFunc(g.texts, func(a, b signed) int { return bytes.Compare(a.Turn, b.Turn) })
	return g.verify(skip)
}

// A group is a large bucket under way.
type group struct {
	fn    *groupFn
	texts []signed // ascending; a text has its place in them as its number
	emit  func([]byte, link)
}

func (g *group) verify(skip func(Skipped)) error {
	elements := int64(0)
	for _, t := range g.texts {
		elements += int64(len(t.Set))
	}
	if join.Bytes(len(g.texts), elements) <= g.fn.Memory/2 {
		if ok, err := g.joinAll(); ok || err != nil {
			return err
		}
	}
	passed, err := g.lead()
	if err == nil && passed > 0 {
		skip(Skipped{First: idOf(g.texts[0].Turn), Texts: int64(len(g.texts)), Pairs: passed})
	}
	return err
}

// look is called before each pair, and could end the work. Runners end it by themselves.
func look() error { return nil }

// pair emits a pair of two numbers.
func (g *group) pair(a, b uint32, similarity float64) error {
	first, second := g.texts[min(a, b)].Turn, g.texts[max(a, b)].Turn
	g.emit(namePair(first, second), link{second, similarity})
	return nil
}

// joinAll makes all pairs, or reports false if they are too many.
func (g *group) joinAll() (bool, error) {
	j := join.Join{Threshold: g.fn.Threshold}
	for n, t := range g.texts {
		j.Members = append(j.Members, join.Member{Number: uint32(n), Size: len(t.Set)})
	}
	j.SortBySize()
	err := j.Load(func(_ []uint64, n uint32) ([]uint64, error) { return g.texts[n].Set, nil })
	if err != nil {
		return false, err
	}
	_, ok, err := j.AtMost(g.fn.Pairs, look, g.pair)
	return ok, err
}

// lead compares the texts, in their order, with those before them that are unlike each
// other. It returns how many pairs it passed over.
func (g *group) lead() (passed int64, err error) {
	l := join.Leaders{Threshold: g.fn.Threshold, Room: g.fn.Memory / 4}
	for i, t := range g.texts {
		if err := l.Next(uint32(i), t.Set, look, g.pair); err != nil {
			return 0, err
		}
	}
	n := int64(len(g.texts))
	return n*(n-1)/2 - l.Looked, nil
}
