package beam

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
)

func init() {
	beam.RegisterDoFn(&partFn{})
	beam.RegisterDoFn(&keepFn{})
	beam.RegisterDoFn(&aloneFn{})
	register.Function2x2(present)
	register.Emitter1[Cluster]()
	register.Emitter2[turn, part]()
	register.Iter1[part]()
	register.Iter1[string]()
}

// present drops the set of a text.
func present(t turn, _ signed) (turn, bool) { return t, true }

// partFn sends a class, its copies and its pairs to the cluster.
type partFn struct{}

func (*partFn) ProcessElement(t turn, _ func(*bool) bool, centres func(*turn) bool, links func(*link) bool,
	copies func(*turn) bool, emit func(turn, part)) {
	cluster := t
	centres(&cluster)
	emit(cluster, part{Kind: partClass, A: t})
	for l := (link{}); links(&l); {
		emit(cluster, part{Kind: partPair, A: t, B: l.To, Similarity: l.Similarity})
	}
	for c := turn(nil); copies(&c); {
		emit(cluster, part{Kind: partCopy, A: t, B: c})
	}
}

// faults returns an error if the texts are not to have clusters. It is asked by whoever
// emits them, because a runner may go on for a while after another worker has failed.
func faults(rounds int, twice, unsettled func(*string) bool) error {
	if err := fault(twice); err != nil {
		return err
	}
	var id string
	if unsettled(&id) {
		return fmt.Errorf("%w: %d, of the text %s among others; raise Settings.Rounds", ErrNotConverged, rounds, id)
	}
	return nil
}

func fault(twice func(*string) bool) error {
	var id string
	if twice(&id) {
		return fmt.Errorf("%w: %s", ErrDuplicate, id)
	}
	return nil
}

// aloneFn emits the cluster of a text without words.
type aloneFn struct{ Rounds int }

func (fn *aloneFn) ProcessElement(t turn, twice, unsettled func(*string) bool, emit func(Cluster)) error {
	if err := faults(fn.Rounds, twice, unsettled); err != nil {
		return err
	}
	id := idOf(t)
	emit(Cluster{ID: id, Cluster: id, Keep: true, Of: id, Similarity: 1})
	return nil
}

// keepFn decides which texts of a cluster to keep.
type keepFn struct{ Rounds int }

func (fn *keepFn) ProcessElement(first turn, parts func(*part) bool, twice, unsettled func(*string) bool, emit func(Cluster)) error {
	if err := faults(fn.Rounds, twice, unsettled); err != nil {
		return err
	}
	c := cluster{id: idOf(first), emit: emit}
	c.gather(parts)
	c.decide()
	for i := range c.classes {
		c.assign(i)
	}
	return nil
}

// A cluster is one under way.
type cluster struct {
	id      string
	emit    func(Cluster)
	classes []class // ascending
}

// A class is texts of equal sets.
type class struct {
	first      turn
	copies     []turn
	neighbours []neighbour
	dropped    bool
}

// A neighbour is a class that makes a pair with another.
type neighbour struct {
	class      int
	similarity float64
}

// gather takes the parts of the cluster, which come in any order.
func (c *cluster) gather(parts func(*part) bool) {
	var rest []part
	for p := (part{}); parts(&p); {
		if p.Kind == partClass {
			c.classes = append(c.classes, class{first: p.A})
		} else {
			rest = append(rest, p)
		}
	}
	slices.SortFunc(c.classes, func(a, b class) int { return bytes.Compare(a.first, b.first) })
	for _, p := range rest {
		a := c.find(p.A)
		if p.Kind == partCopy {
			c.classes[a].copies = append(c.classes[a].copies, p.B)
			continue
		}
		b := c.find(p.B)
		c.classes[a].neighbours = append(c.classes[a].neighbours, neighbour{b, p.Similarity})
		c.classes[b].neighbours = append(c.classes[b].neighbours, neighbour{a, p.Similarity})
	}
	for i := range c.classes {
		slices.SortFunc(c.classes[i].copies, bytes.Compare)
		slices.SortFunc(c.classes[i].neighbours, func(a, b neighbour) int { return a.class - b.class })
	}
}

func (c *cluster) find(t turn) int {
	i, _ := slices.BinarySearchFunc(c.classes, t, func(x class, t turn) int { return bytes.Compare(x.first, t) })
	return i
}

// decide drops the classes that make a pair with one that comes before and is kept.
func (c *cluster) decide() {
	for i := range c.classes {
		for _, n := range c.classes[i].neighbours {
			if n.class < i && !c.classes[n.class].dropped {
				c.classes[i].dropped = true
			}
		}
	}
}

// assign emits the texts of a class. Those of a class that is kept are dropped for its
// first text. One of another is dropped for the most similar of the neighbours that were
// kept before it had its turn, for the first of several.
func (c *cluster) assign(i int) {
	x := &c.classes[i]
	id := idOf(x.first)
	if !x.dropped {
		c.emit(Cluster{ID: id, Cluster: c.id, Keep: true, Of: id, Similarity: 1})
		for _, t := range x.copies {
			c.emit(Cluster{ID: idOf(t), Cluster: c.id, Of: id, Similarity: 1})
		}
		return
	}
	kept := slices.DeleteFunc(slices.Clone(x.neighbours), func(n neighbour) bool { return c.classes[n.class].dropped })
	best := neighbour{}
	for _, t := range append([]turn{x.first}, x.copies...) {
		for len(kept) > 0 && before(c.classes[kept[0].class].first, t) {
			if kept[0].similarity > best.similarity {
				best = kept[0]
			}
			kept = kept[1:]
		}
		c.emit(Cluster{ID: idOf(t), Cluster: c.id, Of: idOf(c.classes[best.class].first), Similarity: best.similarity})
	}
}

// keep returns what becomes of each text.
func keep(s beam.Scope, rounds int, firsts, centres, links, copies, alone, twice, unsettled beam.PCollection) beam.PCollection {
	s = s.Scope("Keep")
	byClass := beam.CoGroupByKey(s, beam.ParDo(s, present, firsts), centres, links, copies)
	parts := beam.GroupByKey(s, beam.ParDo(s, &partFn{}, byClass))
	side := []beam.Option{beam.SideInput{Input: twice}, beam.SideInput{Input: unsettled}}
	return beam.Flatten(s, beam.ParDo(s, &keepFn{rounds}, parts, side...), beam.ParDo(s, &aloneFn{rounds}, alone, side...))
}
