package compare

import (
	"slices"

	"github.com/palimpsest-go/palimpsest/compare/internal/align"
	"github.com/palimpsest-go/palimpsest/compare/internal/change"
	"github.com/palimpsest-go/palimpsest/compare/internal/prepare"
	"github.com/palimpsest-go/palimpsest/compare/internal/verdict"
	"github.com/palimpsest-go/palimpsest/internal/layout"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// libraryVersion is recorded in reports. It is changed with each release.
const libraryVersion = "v0.1.0-dev"

// newReport returns a report without a verdict on two texts.
func newReport(source, suspect *prepare.Text) *Report {
	a, b := document(source), document(suspect)
	return &Report{
		Version:       2,
		Source:        a,
		Suspect:       b,
		digests:       [2]string{a.SHA256, b.SHA256},
		Language:      suspect.Language,
		Passages:      []Passage{},
		Substitutions: []Substitution{},
		Edits:         []Edit{},
		Layout:        append(layouts("source", source), layouts("suspect", suspect)...),
		Excluded:      appendExclusions(appendExclusions([]Exclusion{}, "source", source.Excluded), "suspect", suspect.Excluded),
		Kept:          appendExclusions(appendExclusions(nil, "source", source.Kept), "suspect", suspect.Kept),
		Disguises:     append(disguises("source", source), disguises("suspect", suspect)...),
		Evidence:      []Evidence{},
		Provenance: Provenance{
			Library: libraryVersion,
			Scheme:  shingle.Shingler{Family: shingle.Masked, Size: prepare.MaskSize, Language: suspect.Language}.Scheme(),
			Model:   verdict.ModelName,
			Lexicon: "none",
		},
	}
}

// appendExclusions appends parts of a text as reports list them.
func appendExclusions(out []Exclusion, in string, parts []prepare.Exclusion) []Exclusion {
	for _, e := range parts {
		out = append(out, Exclusion{in, e.Reason, Span(e.Span)})
	}
	return out
}

// layouts returns the layout in a text, with neighbours of one kind joined.
func layouts(in string, t *prepare.Text) []Layout {
	out := []Layout{}
	for _, l := range layout.Runs(t.Raw, t.Layout) {
		out = append(out, Layout{in, string(l.Kind), Span{l.Start, l.End}})
	}
	return out
}

// disguises returns the places of a text where characters hide words, in order.
func disguises(in string, t *prepare.Text) []Disguise {
	out := []Disguise{}
	for _, d := range t.Disguises() {
		out = append(out, Disguise{in, Span(d.Span), d.Kind, d.Benign})
	}
	return out
}

// set sets the verdict.
func (r *Report) set(j verdict.Judgement) {
	r.Verdict, r.Confidence = Verdict(j.Verdict), verdict.Round(j.Confidence)
	r.Probabilities = make(map[Verdict]float64, len(j.Probabilities))
	for v, p := range j.Probabilities {
		r.Probabilities[Verdict(v)] = verdict.Round(p)
	}
}

// reportOf judges an alignment.
func reportOf(al *align.Alignment) *Report {
	r := newReport(al.Source, al.Suspect)
	if al.Lexicon != nil {
		r.Provenance.Lexicon = al.Lexicon.Version()
	}
	o := verdict.Of(change.Of(al))
	changes := o.Changes
	r.set(o.Judgement)
	r.Calibrated, r.Uncalibrated = o.Calibrated, o.Why
	r.Coverage = Coverage(o.Coverage)
	r.Source.Repeats, r.Suspect.Repeats = o.Repeats[0], o.Repeats[1]
	r.Evidence = evidenceOf(o)
	r.signals = &o.Signals
	r.steps = stepsOf(changes)
	size := 0
	for i := range changes.Passages {
		size += changes.Passages[i].Substitutions()
	}
	r.Substitutions = slices.Grow(r.Substitutions, size)
	for id := range changes.Passages {
		r.passage(id, changes, &o.Passages[id])
	}
	return r
}

// passage adds a passage with its substitutions and edits.
func (r *Report) passage(id int, c *change.Changes, o *verdict.PassageOutcome) {
	p := &c.Passages[id]
	r.Passages = append(r.Passages, Passage{
		ID: id, Verdict: Verdict(o.Verdict), Confidence: verdict.Round(o.Confidence),
		Source: span(c.Source, p.A, p.AEnd-p.A), Suspect: span(c.Suspect, p.B, p.BEnd-p.B),
		Words: int(p.BEnd - p.B), Equal: o.Equal, Substituted: o.Substituted,
	})
	for i := range p.Steps {
		s := &p.Steps[i]
		switch s.Op {
		case align.Substitute:
			r.Substitutions = append(r.Substitutions, Substitution{
				Passage: id,
				Source:  quote(c.Source, s.A, s.M), Suspect: quote(c.Suspect, s.B, s.N),
				Kind: Kind(s.Kind.String()), Relation: Relation(c.Relation(s)),
			})
		case align.Insert, align.Delete:
			for part := range c.Whole(s.Step) {
				r.Edits = append(r.Edits, Edit{
					Passage: id, Op: Op(part.Op).String(), Filler: s.Op == align.Insert && s.Kind == change.Filler,
					Source: span(c.Source, part.A, part.M), Suspect: span(c.Suspect, part.B, part.N),
				})
			}
		}
	}
}

// quote returns Words[i:i+n] of a text, n > 0.
func quote(t *prepare.Text, i, n int32) Quote { return Quote{span(t, i, n), t.Slice(i, n)} }

// identicalReport returns the report on two identical texts of at least two words.
func identicalReport(source, suspect *prepare.Text) *Report {
	r := newReport(source, suspect)
	r.set(verdict.Certain(verdict.Identical))
	r.Calibrated = true
	n := len(suspect.Words)
	r.Coverage = Coverage{1, 1}
	a, b := span(source, 0, int32(n)), span(suspect, 0, int32(n))
	r.Passages = []Passage{{Verdict: Identical, Confidence: 1, Source: a, Suspect: b, Words: n, Equal: 1}}
	r.steps = []Step{{Op: Equal, Source: a, Suspect: b, SourceWords: n, SuspectWords: n}}
	v := Identical
	r.Evidence = []Evidence{{Code: CodeCanonicallyEquivalent, For: &v, Value: 1, Count: n, Of: n,
		Text: "all words and marks of both texts are the same, in the same order"}}
	return r
}
