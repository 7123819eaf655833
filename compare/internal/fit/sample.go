package main

import (
	"slices"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare/internal/additive"
	"github.com/palimpsest-go/palimpsest/compare/internal/features"
	"github.com/palimpsest-go/palimpsest/compare/internal/verdict"
)

// minExchanges is how many words must have been exchanged for a pair to count as an
// example of spun text. Editors also make a few exchanges in a long text.
const minExchanges = 8

// An answer is the answer of a pair to a question.
type answer int8

const (
	silent answer = iota
	yes
	no
)

// answerOf returns the answer of a pair to a question, by its label. If the label
// allows two verdicts, the pair is silent on the question between them.
func answerOf(q verdict.Question, r *features.Row) answer {
	if r.Words < 40 || r.Turned {
		return silent // judged without a model, or source and suspect are swapped
	}
	spun := r.Label == "spun"
	switch q {
	case verdict.SpunRelated, verdict.SpunPlain:
		if r.Related != (q == verdict.SpunRelated) || r.Language == "none" || slices.Contains(apart, r.Kind) {
			return silent
		}
		switch {
		case !spun:
			return no
		case r.Exchanges >= 0 && r.Exchanges < minExchanges:
			return silent
		}
		return yes
	}
	if spun {
		return silent
	}
	if q == verdict.SaidAgain {
		return again(r)
	}
	if slices.Contains(apart, r.Kind) {
		return silent
	}
	return derivation(q, r)
}

// apart are the kinds that are made only to separate reworded texts from texts on one
// topic. They answer no other question, because a text that a machine reworded may be
// spun.
var apart = []string{"made-re-said", "made-halves", "made-by-form"}

// again answers whether sentences were reworded.
func again(r *features.Row) answer {
	revised := strings.HasPrefix(r.Kind, "revised-")
	switch {
	case !verdict.Comparable((*verdict.Vector)(r.Signals)):
		return silent
	case r.Label == "paraphrase" || r.Label == "light-paraphrase" || revised && r.Label == "template-or-update":
		return yes // or the same page, in another version
	case r.Label == "unrelated" || r.Kind == "made-template":
		return no
	case r.Label == "same-topic" && !revised && (r.Language != "pt" || slices.Contains(apart, r.Kind)):
		return no // in Portuguese many are versions of one page, for Brazil and for Portugal
	}
	return silent
}

// derivation answers the questions about texts that are not spun.
func derivation(q verdict.Question, r *features.Row) answer {
	reused, verbatim, subject := silent, silent, silent
	switch r.Label {
	case "near-duplicate", "revision", "excerpt", "identical":
		reused, verbatim = yes, yes
	case "near-duplicate-or-excerpt":
		reused = yes
	case "light-paraphrase", "paraphrase":
		reused, verbatim = yes, no
	case "same-topic":
		reused, subject = no, yes
	case "unrelated":
		reused, subject = no, no
	case "template-or-update":
		switch r.Kind {
		case "template", "made-template":
			reused, verbatim = no, yes // shared text was not reworded
		case "made-refilled":
			verbatim = yes
		case "update", "correction", "expanded", "made-update":
			reused, verbatim = yes, yes
		}
	}
	if strings.HasPrefix(r.Kind, "translation") || strings.HasSuffix(r.Kind, "-languages") {
		subject = silent // one topic in other words
	}
	return [...]answer{verdict.Reuse: reused, verdict.Verbatim: verbatim, verdict.SameSubject: subject}[q]
}

// Weights of pairs. Pairs that a program made count less than those that people wrote;
// the weight of a spun pair that is measured twice is divided among its measurements.
const (
	realWeight = 1.5
	madeWeight = 0.5
)

func weight(r *features.Row) float64 {
	switch {
	case r.Label == "spun" && r.Variant != "" && r.Dictionary == "moby":
		return madeWeight * 0.1 // WordNet alone relates fewer words of Moby than any lexicon relates words of real spinners
	case r.Label == "spun" && r.Variant != "":
		return madeWeight * 0.7
	case r.Label == "spun" || strings.HasPrefix(r.Kind, "made-"):
		return madeWeight
	}
	return realWeight
}

// A subject is a row that answers a question.
type subject struct {
	row *features.Row
	x   []float64
	yes bool
	w   float64
}

// subjects returns the rows that answer a question, with the signals that its model
// reads.
func subjects(q verdict.Question, rows []features.Row) (out []subject) {
	ids := verdict.Columns(q)
	for i := range rows {
		r := &rows[i]
		a := answerOf(q, r)
		if a == silent {
			continue
		}
		x := make([]float64, len(ids))
		for k, id := range ids {
			x[k] = r.Signals[id]
		}
		out = append(out, subject{r, x, a == yes, weight(r)})
	}
	return out
}

// penalty is the weight of the squared rises, see additive.Settings.
const penalty = 3

// fitTo fits a model of a question to the subjects that keep accepts.
func fitTo(q verdict.Question, all []subject, keep func(*features.Row) bool) (*additive.Model, int, int) {
	s := &additive.Sample{}
	agree, deny := 0, 0
	for i := range all {
		if !keep(all[i].row) {
			continue
		}
		s.Rows, s.True, s.Weights = append(s.Rows, all[i].x), append(s.True, all[i].yes), append(s.Weights, all[i].w)
		if all[i].yes {
			agree++
		} else {
			deny++
		}
	}
	if q == verdict.Reuse || q == verdict.SameSubject {
		balance(s)
	}
	var directions []int
	for _, id := range verdict.Columns(q) {
		directions = append(directions, verdict.Direction(q, id))
	}
	return additive.Fit(s, additive.Settings{Directions: directions, Knots: 9, Penalty: penalty}), agree, deny
}

// balance gives both answers equal total weight. The share of pairs that say yes is a
// choice of the people who gathered them: only 113 of 4,974 pairs without reuse have
// different subjects, while nearly all pairs of texts do. Spun texts are not balanced,
// because a model that is too careful with them does less harm. Neither are texts taken
// over word for word, because most reuse is of that kind.
func balance(s *additive.Sample) {
	var total [2]float64
	for i, w := range s.Weights {
		total[side(s.True[i])] += w
	}
	if total[0] == 0 || total[1] == 0 {
		return
	}
	for i := range s.Weights {
		s.Weights[i] *= (total[0] + total[1]) / (2 * total[side(s.True[i])])
	}
}

func side(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
