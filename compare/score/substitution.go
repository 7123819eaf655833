package score

import (
	"io"
	"slices"
	"sort"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// Substitutions compares the substitutions found with the gold ones.
type Substitutions struct {
	Pairs   int
	Strict  Score // right if both spans are those of a gold one, to the byte
	Overlap Score // right if both spans overlap those of a gold one, see [MatchSubstitutions]
	Multi   Score // Overlap for those with more than one word on the side of the suspect
	Exact   Rate  // how many of the spans found slice to the texts reported; it must be 1
}

func (s *Substitutions) add(t Substitutions) {
	s.Pairs += t.Pairs
	s.Strict.add(t.Strict)
	s.Overlap.add(t.Overlap)
	s.Multi.add(t.Multi)
	s.Exact.Count += t.Exact.Count
	s.Exact.Of += t.Exact.Of
}

// MatchSubstitutions adds up the substitutions of all pairs whose gold is known.
// Words are those of package shingle. A substitution and a gold one overlap if on
// both sides their common words are at least half of all words of the two. Each
// gold one counts once.
func MatchSubstitutions(outcomes []Outcome) Substitutions {
	var all Substitutions
	for i := range outcomes {
		if outcomes[i].Pair.Gold != nil {
			m, _ := matchPair(&outcomes[i], outcomes[i].found())
			all.add(m)
		}
	}
	return all
}

// A match says how well a substitution that was found fits the gold ones.
type match uint8

const (
	matchNone    match = iota
	matchOverlap       // both spans overlap those of a gold one
	matchStrict        // both spans are those of a gold one
)

// matchPair matches the substitutions that were found in one pair, in time linear
// in its texts except for sorting, and returns how each of them fits. Neither the
// found nor the gold ones overlap among themselves in the suspect, so each can be
// half of at most two others, and taking them in order loses no match. If two have
// equal spans, neither overlaps a third.
func matchPair(o *Outcome, found []compare.Substitution) (Substitutions, []match) {
	p, matches := &o.Pair, make([]match, len(found))
	gold := ordered(p.Gold)
	m := Substitutions{Pairs: 1, Exact: Rate{exact(o), len(found)}}
	m.Strict = Score{Rate{0, len(found)}, Rate{0, len(gold)}}
	m.Overlap = m.Strict
	source, suspect := newRuler(p.Source, o.Report.Language), newRuler(p.Suspect, o.Report.Language)
	multi := func(l Link) bool { return suspect.words(l.Suspect).len() > 1 }
	next := 0 // the first gold one that is not matched yet
	for _, l := range gold {
		if multi(l) {
			m.Multi.Recall.Of++
		}
	}
	for i := range found {
		f := linkOf(&found[i])
		manyFound := multi(f)
		if manyFound {
			m.Multi.Precision.Of++
		}
		for next < len(gold) && gold[next].Suspect.End <= f.Suspect.Start && gold[next].Suspect != f.Suspect {
			next++
		}
		for k := next; k < len(gold) && gold[k].Suspect.Start <= f.Suspect.End; k++ {
			g := gold[k]
			if g != f && (source.overlap(g.Source, f.Source) < 0.5 || suspect.overlap(g.Suspect, f.Suspect) < 0.5) {
				continue
			}
			next = k + 1
			matches[i] = matchOverlap
			m.Overlap.add(Score{Rate{1, 0}, Rate{1, 0}})
			if g == f {
				matches[i] = matchStrict
				m.Strict.add(Score{Rate{1, 0}, Rate{1, 0}})
			}
			if manyFound {
				m.Multi.Precision.Count++
			}
			if multi(g) {
				m.Multi.Recall.Count++
			}
			break
		}
	}
	return m, matches
}

// linkOf returns a substitution as a link.
func linkOf(s *compare.Substitution) Link { return Link{s.Source.Span, s.Suspect.Span} }

// found returns the substitutions of the report in the order of the suspect.
func (o *Outcome) found() []compare.Substitution {
	return slices.SortedStableFunc(slices.Values(o.Report.Substitutions), func(a, b compare.Substitution) int {
		return bySuspect(linkOf(&a), linkOf(&b))
	})
}

// exact counts substitutions whose spans slice to the texts that they report.
func exact(o *Outcome) int {
	n := 0
	holds := func(q compare.Quote, text string) bool {
		return within(q.Span, text) && text[q.Start:q.End] == q.Text
	}
	for _, s := range o.Report.Substitutions {
		if holds(s.Source, o.Pair.Source) && holds(s.Suspect, o.Pair.Suspect) {
			n++
		}
	}
	return n
}

// A ruler counts words of a text.
type ruler []shingle.Word

func newRuler(text string, lang shingle.Language) ruler {
	return slices.Collect(shingle.Words(text, lang))
}

// A stretch is words[from:to] of a text.
type stretch struct{ from, to int }

func (s stretch) len() int { return max(0, s.to-s.from) }

// words returns the words that have a byte in the span.
func (r ruler) words(s compare.Span) stretch {
	from := sort.Search(len(r), func(i int) bool { return r[i].End > s.Start })
	to := sort.Search(len(r), func(i int) bool { return r[i].Start >= s.End })
	return stretch{from, to}
}

// overlap returns the share of the words in either span that are in both; 0 if
// neither has a word.
func (r ruler) overlap(s, t compare.Span) float64 {
	a, b := r.words(s), r.words(t)
	common := stretch{max(a.from, b.from), min(a.to, b.to)}.len()
	if common == 0 {
		return 0
	}
	return float64(common) / float64(a.len()+b.len()-common)
}

// WriteSubstitutions writes a table of substitutions: for all pairs whose gold is
// known, and for groups of these by each of the keys. It writes nothing if there
// are no such pairs.
func WriteSubstitutions(w io.Writer, outcomes []Outcome, keys ...func(*Pair) string) error {
	t := newTable("substitutions")
	t.head("pairs", "gold", "found", "strict P", "R", "F1", "overlap P", "R", "F1", "multi-word", "P", "R", "F1", "exact")
	row := func(name string, part []Outcome) {
		s := MatchSubstitutions(part)
		if s.Pairs == 0 {
			return
		}
		t.row(name)
		t.count(s.Pairs)
		t.count(s.Strict.Recall.Of)
		t.count(s.Strict.Precision.Of)
		t.score(s.Strict)
		t.score(s.Overlap)
		t.count(s.Multi.Recall.Of)
		t.score(s.Multi)
		t.value(s.Exact.Value())
	}
	row("all", outcomes)
	return t.writeParts(w, outcomes, keys, row)
}
