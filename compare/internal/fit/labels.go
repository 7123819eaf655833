package main

import (
	"maps"
	"slices"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare/internal/logistic"
	"github.com/palimpsest-go/palimpsest/compare/score"
)

// The classes of the two models, in the order of package compare.
var (
	classNames = []string{"none", "rewrite", "spun", "verbatim"}
	topicNames = []string{"unrelated", "same-topic"}
)

// topicSignals is how many of the signals, the last, the model of topics reads.
const topicSignals = 1

// rightClasses returns the classes that are right for a pair by its label:
// several where the label leaves it open, none where it says nothing.
func rightClasses(p *score.Pair) []string {
	switch p.Label {
	case "spun":
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
		switch p.Kind {
		case "template":
			return []string{"none"}
		case "partial-update", "made-template":
			return []string{"none", "verbatim"}
		}
		return []string{"verbatim"}
	}
	return nil
}

// rightTopic is rightClasses for the model of topics. Forms of one genre are of
// one topic or not, as one likes to see it.
func rightTopic(p *score.Pair) []string {
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

func weight(p *score.Pair) float64 {
	if strings.HasPrefix(p.Kind, "made-") {
		return madeWeight
	}
	return 1
}

// sample makes samples of pairs; nil where right names no class.
func sample(pairs []score.Pair, vectors [][]float64, right func(*score.Pair) []string) []*logistic.Sample {
	out := make([]*logistic.Sample, len(pairs))
	for i := range pairs {
		names := right(&pairs[i])
		if names == nil {
			continue
		}
		all := classNames
		if slices.Contains(topicNames, names[0]) {
			all = topicNames
		}
		s := &logistic.Sample{X: slices.Clone(vectors[i]), Class: make([]bool, len(all)), Weight: weight(&pairs[i])}
		for k, name := range all {
			s.Class[k] = slices.Contains(names, name)
		}
		out[i] = s
	}
	return out
}

// present returns the samples that are not nil.
func present(samples []*logistic.Sample) []logistic.Sample {
	var out []logistic.Sample
	for _, s := range samples {
		if s != nil {
			out = append(out, *s)
		}
	}
	return out
}

// count returns how many samples each class has, of those that are of one
// class for certain.
func count(samples []*logistic.Sample, classes int) []int {
	n := make([]int, classes)
	for _, s := range present(samples) {
		if k := slices.Index(s.Class, true); !slices.Contains(s.Class[k+1:], true) {
			n[k]++
		}
	}
	return n
}

// labels returns the labels and kinds of pairs with how many there are of
// each, in order.
func labels(pairs []score.Pair) []string {
	n := make(map[string]int)
	for _, p := range pairs {
		n[p.Label+" "+p.Kind]++
	}
	var out []string
	for _, label := range slices.Sorted(maps.Keys(n)) {
		out = append(out, strings.TrimSpace(label))
	}
	return out
}
