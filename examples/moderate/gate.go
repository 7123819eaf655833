package main

import "context"

// A gate lets a bounded number of requests be worked on at a time, and a bounded
// number wait for that.
type gate struct {
	places chan struct{} // of those inside: sending their body, waiting or worked on
	slots  chan struct{} // of those that are worked on
}

func newGate(concurrency, queue int) *gate {
	return &gate{make(chan struct{}, concurrency+queue), make(chan struct{}, concurrency)}
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
