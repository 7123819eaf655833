package minhash

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// A Measure is what a match is scored by.
type Measure uint8

const (
	// BySimilarity ranks by Jaccard similarity.
	BySimilarity Measure = iota
	// ByContainment ranks by the share of the query's elements that the match
	// contains: for finding excerpts. Bands find a text less often the more it
	// contains besides the query; [PlanContainment] chooses bands for a ratio of
	// sizes.
	ByContainment
)

// A Loader returns the set of a text of the index, in any order, to verify a match
// if sets are not kept. The set is neither changed nor kept, so a text is loaded
// again for each possible match. An error, or a set whose size is not the size that
// was added, ends the search.
type Loader func(ctx context.Context, id string) ([]uint64, error)

// A Search says which matches to return. The zero Search returns every text
// that shares a band and an element with the query.
type Search struct {
	// Floor is the least score of a match, 0 to 1, by the measure By.
	Floor float64
	// Limit is the greatest number of matches; the best are returned. 0 means
	// all.
	Limit int
	// By is the measure of scores.
	By Measure
	// Exhaustive compares with every signature instead of using the bands, 0.1 to
	// 0.2 µs a text at 128 slots. Then a match can only be lost because candidates
	// are skipped whose estimate is more than four standard errors below the floor.
	Exhaustive bool
	// Load verifies matches if the index does not keep sets. Without either, scores
	// are estimates, and the floor applies to the estimates.
	Load Loader
}

// Candidates are verified unless their estimate is more than margin standard errors
// below the floor. A candidate at the floor is lost once in 30,000 times.
const margin = 4

// A Match is a text that is similar to the query.
type Match struct {
	ID string
	// Score is Similarity or Containment, depending on Search.By.
	Score float64
	// Similarity is the Jaccard similarity, 0 to 1.
	Similarity float64
	// Containment is the share of the query's elements that the text contains,
	// and Contained the share of the text's that the query contains, 0 to 1.
	Containment, Contained float64
	// Exact reports whether these were counted, not estimated.
	Exact bool
}

// Query returns the texts similar to a set, best first; equal scores are in the
// order of ids. The elements of the set may be in any order and repeat. The empty
// set has no matches.
//
// The error wraps [ErrConfig] if the search is out of range, the error of Load, or
// that of ctx, which is checked once per loaded candidate and once in 4096
// comparisons. A verified query that finds little takes 2 to 4 µs besides signing.
func (v View) Query(ctx context.Context, set []uint64, s Search) ([]Match, error) {
	w := v.index.scratch.Get().(*scratch)
	defer v.index.scratch.Put(w)
	w.signature = v.index.signer.Sign(w.signature, set)
	return v.query(ctx, w, probe{signature: w.signature, given: set, text: noText}, s)
}

// QueryID is Query with the set of a text of the index; the text is not among its
// own matches. If sets are not kept, the set is loaded when something is to be
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
// [ErrMismatch] if the number of slots differs, or [ErrConfig].
func (v View) QuerySignature(ctx context.Context, sig Signature, size int, s Search) ([]Match, error) {
	if err := v.index.check(sig, size); err != nil {
		return nil, err
	}
	s.Load = nil
	w := v.index.scratch.Get().(*scratch)
	defer v.index.scratch.Put(w)
	return v.query(ctx, w, probe{signature: sig, size: size, text: noText}, s)
}

// Compare scores two texts of the view, with the first as the query. The scores are
// exact if sets are kept or load is not nil. The error wraps [ErrNotFound], the
// error of load, or [ErrMismatch].
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
