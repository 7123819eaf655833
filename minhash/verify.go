package minhash

import (
	"context"
	"fmt"
	"math"
)

// A probe is the query of a comparison: a set from outside, or a text of the index.
type probe struct {
	signature Signature
	size      int
	set       []uint64 // ascending; nil until it is loaded, if it is the set of text
	given     []uint64 // the set from outside, as it came
	text      uint32   // noText from outside
}

const noText = math.MaxUint32

func (v View) probe(text uint32) probe {
	return probe{
		signature: v.table.signature(text),
		size:      v.table.size(text),
		set:       v.table.elements(text),
		text:      text,
	}
}

// judge scores a text against a probe and reports whether it reaches the floor.
// The cheapest test that can reject comes first: sizes, the estimate with a margin,
// finally the sets. If the measure is symmetric, the answer is the same whichever
// of two texts is the probe.
func (v View) judge(ctx context.Context, w *scratch, p *probe, text uint32, s Search) (Match, bool, error) {
	t := v.table
	size := t.size(text)
	m := Match{ID: t.id(text)}
	if p.size == 0 || size == 0 {
		m.Exact = true
		return m, false, nil
	}
	// The least similarity that can have a score of Floor, and the number of
	// shared elements that it takes.
	least := s.Floor
	if s.By == ByContainment {
		least = similarityAt(s.Floor, p.size, size)
	}
	want := int(math.Ceil(least/(1+least)*float64(p.size+size) - 1e-6))
	if want > min(p.size, size) {
		return m, false, nil
	}
	k := float64(t.settings.Slots)
	estimate := float64(equalSlots(p.signature, t.signature(text))) / k
	exact := t.settings.Sets && p.set != nil || s.Load != nil
	if !exact {
		m.Similarity = estimate
		m.Containment, m.Contained = Containment(estimate, p.size, size)
		m.Score = m.score(s.By)
		return m, m.Score > 0 && m.Score >= s.Floor, nil
	}
	if estimate < least-margin*math.Sqrt(least*(1-least)/k) {
		return m, false, nil
	}
	have, err := v.sets(ctx, w, p, text, s.Load)
	if err != nil {
		return m, false, err
	}
	n := shared(p.set, have, want)
	if n < want {
		return m, false, nil
	}
	m.Similarity = jaccard(n, p.size, size)
	m.Containment = float64(n) / float64(p.size)
	m.Contained = float64(n) / float64(size)
	m.Exact = true
	m.Score = m.score(s.By)
	return m, m.Score > 0 && m.Score >= s.Floor, nil
}

func (m Match) score(by Measure) float64 {
	if by == ByContainment {
		return m.Containment
	}
	return m.Similarity
}

// sets returns the set of a text and ensures that the probe has its own set.
func (v View) sets(ctx context.Context, w *scratch, p *probe, text uint32, load Loader) ([]uint64, error) {
	if p.set == nil {
		set, err := v.load(ctx, p.text, load)
		if err != nil {
			return nil, err
		}
		// A copy, because the loader may reuse its memory for the next set.
		w.set = append(w.set[:0], set...)
		if p.set = w.ascendingIn(&w.set, w.set); len(p.set) != p.size {
			return nil, v.changed(p.text, len(p.set))
		}
	}
	if v.table.settings.Sets {
		return v.table.elements(text), nil
	}
	set, err := v.load(ctx, text, load)
	if err != nil {
		return nil, err
	}
	if set = w.ascendingIn(&w.loaded, set); len(set) != v.table.size(text) {
		return nil, v.changed(text, len(set))
	}
	return set, nil
}

func (v View) load(ctx context.Context, text uint32, load Loader) ([]uint64, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	set, err := load(ctx, v.table.id(text))
	if err != nil {
		return nil, fmt.Errorf("minhash: loading the set of %q: %w", v.table.id(text), err)
	}
	return set, nil
}

func (v View) changed(text uint32, size int) error {
	return fmt.Errorf("%w: loaded %d elements for %q, which was added with %d",
		ErrMismatch, size, v.table.id(text), v.table.size(text))
}

func notFound(id string) error { return fmt.Errorf("%w: %q", ErrNotFound, id) }
