package main

import (
	"context"
	"fmt"
	"strconv"

	minhashlsh "github.com/ekzhu/minhash-lsh"
	"github.com/palimpsest-go/palimpsest/minhash"
)

const lshThreshold = 0.8

// An index finds texts like one of its own. Both signatures and ids are made
// beforehand.
type index interface {
	// Build makes a new index and adds all texts.
	Build()
	// Query finds texts like one that is in the index and keeps the result.
	Query(text int)
	// Found returns the ids that the last query found, perhaps with that of the
	// text itself.
	Found() []string
	Banding() string
	// Drop lets go of the index.
	Drop()
}

// A library of texts is what indexes are built from.
type library struct {
	ids    []string
	number map[string]int
	sets   [][]uint64
	ours   []minhash.Signature
	ekzhu  [][]uint64
}

func newLibrary(sets [][]uint64) *library {
	l := &library{number: map[string]int{}, sets: sets}
	o, e := newOurs(benchSlots, 0, false), &ekzhu{slots: benchSlots}
	for i, x := range sets {
		l.ids = append(l.ids, "text"+strconv.Itoa(i))
		l.number[l.ids[i]] = i
		s := newSet(x)
		o.SignSet(s)
		e.SignSet(s)
		l.ours = append(l.ours, minhash.Signature(o.Sketch().(slots32)))
		l.ekzhu = append(l.ekzhu, e.last.Signature())
	}
	return l
}

// oursIndex is a minhash.Index. It verifies if sets are kept or load is true.
type oursIndex struct {
	*library
	settings   minhash.Settings
	grow, load bool

	x    *minhash.Index
	view minhash.View
	last []minhash.Match
}

// If the index keeps sets, Build adds these, so that its time includes signing and
// sorting. Otherwise it adds signatures. Its time also includes the allocation.
func (o *oursIndex) Build() {
	x, err := minhash.NewIndex(o.settings)
	must(err)
	if o.grow {
		x.Grow(len(o.ids))
	}
	for i, id := range o.ids {
		if o.settings.Sets {
			must(x.Add(id, o.sets[i]))
		} else {
			must(x.AddSignature(id, o.ours[i], len(o.sets[i])))
		}
	}
	o.x, o.view = x, x.View()
}

func (o *oursIndex) Query(text int) {
	var err error
	switch ctx := context.Background(); {
	case o.settings.Sets:
		o.last, err = o.view.QueryID(ctx, o.ids[text], minhash.Search{Floor: lshThreshold})
	case o.load:
		o.last, err = o.view.QueryID(ctx, o.ids[text], minhash.Search{Floor: lshThreshold, Load: o.set})
	default:
		o.last, err = o.view.QuerySignature(ctx, o.ours[text], len(o.sets[text]), minhash.Search{})
	}
	must(err)
}

func (o *oursIndex) set(_ context.Context, id string) ([]uint64, error) {
	return o.sets[o.number[id]], nil
}

func (o *oursIndex) Found() []string {
	var ids []string
	for _, m := range o.last {
		ids = append(ids, m.ID)
	}
	return ids
}

func (o *oursIndex) Drop() { o.x, o.view, o.last = nil, minhash.View{}, nil }

func (o *oursIndex) Banding() string { return o.x.Settings().Banding.String() }

// ekzhuIndex is a MinhashLSH with its default of 32-bit values. It chooses the
// bands itself from the threshold, keeps no signatures and does not verify.
type ekzhuIndex struct {
	*library
	threshold float64

	x    *minhashlsh.MinhashLSH
	last []any
}

// Build adds all and sorts once, which is the cheapest way to use it.
func (e *ekzhuIndex) Build() {
	e.x = minhashlsh.NewMinhashLSH(benchSlots, e.threshold)
	for i, id := range e.ids {
		e.x.Add(id, e.ekzhu[i])
	}
	e.x.Index()
}

func (e *ekzhuIndex) Query(text int) { e.last = e.x.Query(e.ekzhu[text]) }

func (e *ekzhuIndex) Found() []string {
	var ids []string
	for _, id := range e.last {
		ids = append(ids, id.(string))
	}
	return ids
}

func (e *ekzhuIndex) Drop() { e.x, e.last = nil, nil }

func (e *ekzhuIndex) Banding() string {
	rows, bands := e.x.Params()
	return fmt.Sprintf("%dx%d", bands, rows)
}

// thresholdFor returns a threshold at which MinhashLSH chooses so many bands and
// rows, or 0 if there is none. The library takes them in no other way.
func thresholdFor(bands, rows int) float64 {
	for t := 0.5; t < 1; t += 0.01 {
		if k, l := minhashlsh.NewMinhashLSH(benchSlots, t).Params(); k == rows && l == bands {
			return t
		}
	}
	return 0
}

// must panics on an error, since these calls with these texts cannot fail.
func must(err error) {
	if err != nil {
		panic(err)
	}
}
