package main

import (
	"maps"
	"slices"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare/internal/logistic"
	"github.com/palimpsest-go/palimpsest/compare/internal/verdict"
)

// The classes of the two models.
var (
	classNames = verdict.Classes[:]
	topicNames = verdict.Topics[:]
)

// minExchanges is how many words must have been exchanged for a pair to teach
// what spun text looks like. A few exchanges in a long text are what editors
// make: with such pairs in the sample, sentences of a form that two texts share
// are called spun when their terms differ.
const minExchanges = 6

// rightClasses returns the classes that are right for a pair by its label:
// several where the label leaves it open, none where it says nothing.
func rightClasses(p *example) []string {
	switch p.Label {
	case "spun":
		if p.Exchanges >= 0 && p.Exchanges < minExchanges {
			return nil
		}
		return []string{"spun"}
	case "near-duplicate", "revision", "excerpt":
		return []string{"verbatim"}
	case "near-duplicate-or-excerpt":
		return []string{"verbatim", "rewrite"}
	case "light-paraphrase", "paraphrase":
		return []string{"rewrite"}
	case "same-topic", "unrelated":
		return []string{"none"}
	case "template-or-update":
		switch {
		case p.Kind == "template":
			return []string{"none"}
		case strings.Contains(p.Kind, "partial") || strings.Contains(p.Kind, "template"):
			return []string{"none", "verbatim"}
		}
		return []string{"verbatim"}
	}
	return nil
}

// rightTopic is rightClasses for the model of topics. Forms of one genre are of
// one topic or not, as one likes to see it.
func rightTopic(p *example) []string {
	if p.Kind == "made-genre" {
		return nil
	}
	switch p.Label {
	case "same-topic", "unrelated":
		return []string{p.Label}
	}
	return nil
}

// madeWeight is what a pair that a program made counts, beside 1 for one that
// people wrote: together about as much. With equal weights the many made pairs
// decide where few human ones are, and rewrites by people are called spun.
const madeWeight = 0.25

// rewriteWeight is what a rewrite by a person counts: they are few, and to call
// one spun is the worst of mistakes.
const rewriteWeight = 2

func weight(p *example) float64 {
	switch {
	case strings.HasPrefix(p.Kind, "made-"):
		return madeWeight
	case p.Label == "light-paraphrase" || p.Label == "paraphrase":
		return rewriteWeight
	}
	return 1
}

// A subject is an example as a sample to fit on and to test on.
type subject struct {
	logistic.Sample
	blind, shipped []float64 // nil if there are none
}

// samples makes subjects of examples; nil where right names no class.
func samples(examples []example, right func(*example) []string) []*subject {
	out := make([]*subject, len(examples))
	for i := range examples {
		e := &examples[i]
		names := right(e)
		if names == nil {
			continue
		}
		all := classNames
		if slices.Contains(topicNames, names[0]) {
			all = topicNames
		}
		s := &subject{Sample: logistic.Sample{X: e.Signals, Class: make([]bool, len(all)), Weight: weight(e)}, blind: e.Blind, shipped: e.Shipped}
		for k, name := range all {
			s.Class[k] = slices.Contains(names, name)
		}
		out[i] = s
	}
	return out
}

// narrow leaves only the given signals.
func (s *subject) narrow(ids []verdict.ID) {
	if s == nil {
		return
	}
	x := make([]float64, len(ids))
	for i, id := range ids {
		x[i] = s.X[id]
	}
	s.X, s.blind, s.shipped = x, nil, nil
}

// training returns the samples to fit on that subjects make, those that are not
// nil.
func training(subjects []*subject) []logistic.Sample {
	var out []logistic.Sample
	for _, s := range subjects {
		if s == nil {
			continue
		}
		sample := s.Sample
		if s.blind != nil {
			blind, shipped := sample, sample
			blind.X, shipped.X = s.blind, s.shipped
			blind.Weight *= blindWeight
			shipped.Weight *= shippedWeight
			sample.Weight *= 1 - blindWeight - shippedWeight
			out = append(out, blind, shipped)
		}
		out = append(out, sample)
	}
	return out
}

// count returns how many samples each class has, of those that are of one
// class for certain.
func count(subjects []*subject, classes int) []int {
	n := make([]int, classes)
	for _, s := range subjects {
		if s == nil {
			continue
		}
		if k := slices.Index(s.Class, true); !slices.Contains(s.Class[k+1:], true) {
			n[k]++
		}
	}
	return n
}

// labels returns the labels and kinds of pairs with how many there are of
// each, in order.
func labels(examples []example) []string {
	n := make(map[string]int)
	for _, p := range examples {
		n[p.Label+" "+p.Kind]++
	}
	var out []string
	for _, label := range slices.Sorted(maps.Keys(n)) {
		out = append(out, strings.TrimSpace(label))
	}
	return out
}
