package minhash

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// A Measure says what makes a match.
type Measure uint8

const (
	// BySimilarity ranks by Jaccard similarity.
	BySimilarity Measure = iota
	// ByContainment ranks by the share of the query's elements that the match
	// contains: for finding excerpts. Bands find a text the less, the more it
	// has besides; [PlanContainment] chooses them for a ratio of sizes.
	ByContainment
)

// A Loader returns the set of a text that the index holds, in any order, to
// verify a match where sets are not kept. The set is neither changed nor kept: a
// text is asked for again for each match that it may be. An error, or a set that
// is not of the size it had when it was added, ends the search.
type Loader func(ctx context.Context, id string) ([]uint64, error)

// A Search says which matches to return. The zero Search returns every text
// that shares a band and an element with the query.
type Search struct {
	// Floor is the least score of a match, 0 to 1, by the measure asked for.
	Floor float64
	// Limit is the greatest number of matches; the best are returned. 0 means
	// all.
	Limit int
	// By is the measure that scores are by.
	By Measure
	// Exhaustive compares with every signature instead of asking the bands, 0.1
	// to 0.2 µs a text at 128 slots. Then all that a match can be lost to is the
	// margin below.
	Exhaustive bool
	// Load verifies matches if the index does not keep sets. Without either,
	// scores are estimates and so is what is above the floor.
	Load Loader
}

// Candidates are verified unless their estimate lies so many standard errors
// below the floor. A candidate at the floor is lost once in 30,000 times.
const margin = 4

// A Match is a text that is like the query.
type Match struct {
	ID string
	// Score is Similarity or Containment, whichever was asked for.
	Score float64
	// Similarity is the Jaccard similarity, 0 to 1.
	Similarity float64
	// Containment is the share of the query's elements that the text contains,
	// and Contained the share of the text's that the query contains, 0 to 1.
	Containment, Contained float64
	// Exact reports whether these were counted, not estimated.
	Exact bool
}

// Query returns the texts like a set, best first and those with equal scores in
// the order of their ids. The set's elements may stand in any order and repeat.
// The empty set has no matches.
//
// The error wraps [ErrConfig] if the search is out of range, what Load
// returned, or that of ctx, which is asked once per candidate loaded and once
// in 4096 compared. A verified query that finds little takes 2 to 4 µs besides
// signing.
func (v View) Query(ctx context.Context, set []uint64, s Search) ([]Match, error) {
	w := v.index.scratch.Get().(*scratch)
	defer v.index.scratch.Put(w)
	w.signature = v.index.signer.Sign(w.signature, set)
	return v.query(ctx, w, probe{signature: w.signature, given: set, text: noText}, s)
}

// QueryID is Query with the set of a text of the index, which is not among its
// own matches. If sets are not kept it is loaded, when something is to be
// verified. The error may also wrap [ErrNotFound].
func (v View) QueryID(ctx context.Context, id string, s Search) ([]Match, error) {
	text, err := v.find(id)
	if err != nil {
		return nil, err
	}
	w := v.index.scratch.Get().(*scratch)
	defer v.index.scratch.Put(w)
	return v.query(ctx, w, v.probe(text), s)
}

// QuerySignature is Query by signature and number of distinct elements. The
// matches are not verified: their scores are estimates. The error wraps
// [ErrMismatch] if the number of slots is another, or [ErrConfig].
func (v View) QuerySignature(ctx context.Context, sig Signature, size int, s Search) ([]Match, error) {
	if err := v.index.check(sig, size); err != nil {
		return nil, err
	}
	s.Load = nil
	w := v.index.scratch.Get().(*scratch)
	defer v.index.scratch.Put(w)
	return v.query(ctx, w, probe{signature: sig, size: size, text: noText}, s)
}

// Compare scores two texts of the view: what part of the first the second
// contains, and so on. The scores are exact if sets are kept or load is not
// nil. The error wraps [ErrNotFound], what load returned, or [ErrMismatch].
func (v View) Compare(ctx context.Context, a, b string, load Loader) (Match, error) {
	p, err := v.find(a)
	if err != nil {
		return Match{}, err
	}
	q, err := v.find(b)
	if err != nil {
		return Match{}, err
	}
	w := v.index.scratch.Get().(*scratch)
	defer v.index.scratch.Put(w)
	probe := v.probe(p)
	m, _, err := v.judge(ctx, w, &probe, q, Search{Load: load})
	return m, err
}

func (s Search) valid() error {
	if !(s.Floor >= 0 && s.Floor <= 1) {
		return fmt.Errorf("%w: floor %v, want 0 to 1", ErrConfig, s.Floor)
	}
	if s.Limit < 0 {
		return fmt.Errorf("%w: limit %d", ErrConfig, s.Limit)
	}
	if s.By > ByContainment {
		return fmt.Errorf("%w: measure %d", ErrConfig, s.By)
	}
	return nil
}

// query finds and verifies the matches of one probe.
func (v View) query(ctx context.Context, w *scratch, p probe, s Search) ([]Match, error) {
	if err := s.valid(); err != nil {
		return nil, err
	}
	if p.signature.Empty() {
		return nil, nil
	}
	if s.Exhaustive {
		w.texts = w.texts[:0]
		for text := range v.came {
			if v.alive(text) {
				w.texts = append(w.texts, text)
			}
		}
	} else {
		w.texts = v.candidates(w.texts[:0], p.signature)
	}
	if p.given != nil && len(w.texts) > 0 {
		p.set = w.ascending(p.given)
		p.size = len(p.set)
	}
	var matches []Match
	for i, text := range w.texts {
		if i&4095 == 4095 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if text == p.text {
			continue
		}
		m, ok, err := v.judge(ctx, w, &p, text, s)
		if err != nil {
			return nil, err
		}
		if ok {
			matches = append(matches, m)
		}
	}
	slices.SortFunc(matches, byScore)
	if s.Limit > 0 && len(matches) > s.Limit {
		matches = slices.Clip(matches[:s.Limit])
	}
	return matches, nil
}

// byScore orders matches best first, then by id.
func byScore(a, b Match) int {
	return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.ID, b.ID))
}
