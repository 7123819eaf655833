package main

import (
	"context"
	"sync/atomic"
)

// A gate bounds what requests take. So many bytes of bodies are in memory at a
// time; so many requests, whose body has been read, are worked on; and so many
// wait for that. A client that is slow with its body keeps nobody else from
// being worked on.
type gate struct {
	most   int64         // bytes of a body
	bodies atomic.Int64  // bytes of those inside
	places chan struct{} // of those that wait or are worked on
	slots  chan struct{} // of those that are worked on
}

// leastBody is what a body counts for at least, in bytes: a connection takes
// memory, too.
const leastBody = 64 << 10

// newGate returns a gate with room for the bodies of as many requests as may be
// worked on and wait, if all are as long as they may be.
func newGate(concurrency, queue int, most int64) *gate {
	return &gate{most: most, places: make(chan struct{}, concurrency+queue), slots: make(chan struct{}, concurrency)}
}

// admit makes room for a body of a length, -1 if it is not known. It returns a
// function that gives the room back, or false if there is none.
func (g *gate) admit(length int64) (leave func(), ok bool) {
	if length < 0 || length > g.most { // no more than that is read
		length = g.most
	}
	length = min(max(length, leastBody), g.most)
	for {
		old := g.bodies.Load()
		if old+length > int64(cap(g.places))*g.most {
			return nil, false
		}
		if g.bodies.CompareAndSwap(old, old+length) {
			return func() { g.bodies.Add(-length) }, true
		}
	}
}

// enter takes a place. It reports whether there was one.
func (g *gate) enter() bool {
	select {
	case g.places <- struct{}{}:
		return true
	default:
		return false
	}
}

// leave gives the place back.
func (g *gate) leave() { <-g.places }

// start waits for a slot. The error is that of the context.
func (g *gate) start(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case g.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// end gives the slot back.
func (g *gate) end() { <-g.slots }

// inside returns how many requests have a place, and how many of them are
// worked on.
func (g *gate) inside() (places, slots int) { return len(g.places), len(g.slots) }
