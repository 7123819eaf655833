package main

import (
	minhashlsh "github.com/ekzhu/minhash-lsh"
)

// ekzhu signs with github.com/ekzhu/minhash-lsh: go-minhash with FNV-1a, twice.
type ekzhu struct {
	cutter
	slots int
	width int // bytes of a slot that Sketch keeps, 4 or 8
	last  *minhashlsh.Minhash
}

const ekzhuSeed = 1

func (e *ekzhu) SignText(text string) {
	e.last = minhashlsh.NewMinhash(ekzhuSeed, e.slots)
	e.split(text)
	for i := range e.shingles() {
		e.last.Push(e.shingle(i))
	}
}

func (e *ekzhu) SignSet(s set) {
	e.last = minhashlsh.NewMinhash(ekzhuSeed, e.slots)
	for b := s.bytes; len(b) > 0; b = b[8:] {
		e.last.Push(b[:8])
	}
}

func (e *ekzhu) Sketch() sketch { return newMinima(e.last.Signature(), e.width) }
