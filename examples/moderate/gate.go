package main

import (
	"sync/atomic"
	"time"
)

// A gate bounds the memory of bodies. Each body counts with what was read of it,
// not with its announced length: a client that announces a long body and sends
// nothing takes the room of a short one. One client may use only a part of the
// room, so that others find some.
type gate struct {
	room   int64        // bytes
	bodies atomic.Int64 // bytes of those inside
}

const (
	// leastBody is what a body counts at least, in bytes, and the step by which it
	// grows: a connection takes memory too.
	leastBody = 64 << 10

	// clientParts is the number of parts of the room. A client may fill one part.
	clientParts = 4
)

// A body is one that is inside.
type body struct {
	gate    *gate
	payers  []*account
	entered int   // of payers
	held    int64 // bytes
	read    int64 // bytes
}

// admit lets a body in, and counts it on the accounts of its client and its token;
// the first account pays for its memory. The error wraps the problem to report.
func (g *gate) admit(payers []*account) (*body, error) {
	b := &body{gate: g, payers: payers}
	for _, p := range payers {
		if err := p.enter(); err != nil {
			b.leave()
			return nil, err
		}
		b.entered++
	}
	if err := b.grow(leastBody); err != nil {
		b.leave()
		return nil, err
	}
	return b, nil
}

// grow makes room for n bytes more.
func (b *body) grow(n int64) error {
	full := &limitError{"bodies", tooManyRequests("too much is under way; try again in a second", 1)}
	if !b.payers[0].hold(n, max(b.gate.room/clientParts, leastBody)) {
		return full
	}
	if b.gate.bodies.Add(n) > b.gate.room {
		b.gate.bodies.Add(-n)
		b.payers[0].hold(-n, 0)
		return full
	}
	b.held += n
	return nil
}

// take counts n bytes that were read now.
func (b *body) take(now time.Time, n int) error {
	for _, p := range b.payers {
		if err := p.read(now, n); err != nil {
			return err
		}
	}
	for b.read += int64(n); b.held < b.read; {
		if err := b.grow(leastBody); err != nil {
			return err
		}
	}
	return nil
}

// leave gives back all room of the body.
func (b *body) leave() {
	if b.held > 0 {
		b.gate.bodies.Add(-b.held)
		b.payers[0].hold(-b.held, 0)
	}
	for _, p := range b.payers[:b.entered] {
		p.leave()
	}
}
