package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// sentenceEvasions move, merge and split sentences.
func sentenceEvasions() []evasion {
	return []evasion{
		{family: "sentence", name: "shuffled", change: shuffled},
		{family: "sentence", name: "neighbours-swapped", change: swapped},
		{family: "sentence", name: "reversed-order", whole: true, change: inOrder(func(s []place, _ *rand.Rand) { slices.Reverse(s) })},
		{family: "sentence", name: "halves-swapped", whole: true, change: inOrder(func(s []place, _ *rand.Rand) {
			copy(s, slices.Concat(s[len(s)/2:], s[:len(s)/2]))
		})},
		{family: "sentence", name: "odd-then-even", whole: true, change: inOrder(func(s []place, _ *rand.Rand) {
			var odd, even []place
			for i, x := range s {
				if i%2 == 0 {
					even = append(even, x)
				} else {
					odd = append(odd, x)
				}
			}
			copy(s, slices.Concat(odd, even))
		})},
		{family: "sentence", name: "paragraphs-shuffled", whole: true, change: paragraphsShuffled},
		{family: "sentence", name: "merged", change: eachSentence(func(s string, _ int, _ *rand.Rand) string {
			return strings.TrimRight(s, ".") + ", and"
		})},
		{family: "sentence", name: "joined-semicolon", change: eachSentence(func(s string, _ int, _ *rand.Rand) string { return strings.TrimRight(s, ".") + ";" })},
		{family: "sentence", name: "split", change: func(p *post, rate float64, r *rand.Rand) string { return commas(p, ". ", rate, r) }},
		{family: "sentence", name: "split-lines", change: func(p *post, rate float64, r *rand.Rand) string { return commas(p, "\n\n", rate, r) }},
		{family: "sentence", name: "commas-out", change: func(p *post, rate float64, r *rand.Rand) string { return commas(p, " ", rate, r) }},
		{family: "sentence", name: "listed", change: eachSentence(func(s string, n int, _ *rand.Rand) string { return fmt.Sprintf("\n%d. %s", n+1, s) })},
		{family: "sentence", name: "every-third-dropped", whole: true, change: func(p *post, _ float64, _ *rand.Rand) string { return kept(p, func(i, _ int) bool { return i%3 != 2 }) }},
		{family: "sentence", name: "every-second-dropped", whole: true, change: func(p *post, _ float64, _ *rand.Rand) string { return kept(p, func(i, _ int) bool { return i%2 == 0 }) }},
		{family: "sentence", name: "first-third-dropped", whole: true, change: func(p *post, _ float64, _ *rand.Rand) string { return kept(p, func(i, n int) bool { return i >= n/3 }) }},
		{family: "sentence", name: "second-half-dropped", whole: true, change: func(p *post, _ float64, _ *rand.Rand) string { return kept(p, func(i, n int) bool { return 2*i < n }) }},
		{family: "sentence", name: "repeated", whole: true, change: func(p *post, _ float64, _ *rand.Rand) string { return p.body + "\n\n" + p.body }},
		{family: "sentence", name: "each-twice", change: eachSentence(func(s string, _ int, _ *rand.Rand) string { return s + " " + s })},
		{family: "sentence", name: "in-questions", change: eachSentence(func(s string, _ int, _ *rand.Rand) string {
			return "Did you know that " + strings.TrimRight(lowered(s), ".") + "?"
		})},
		{family: "sentence", name: "no-marks", whole: true, change: func(p *post, _ float64, _ *rand.Rand) string {
			return strings.NewReplacer(".", "", ",", "", ";", "", ":", "", "!", "", "?", "").Replace(p.body)
		}},
	}
}

// shuffled moves a share of the sentences to each other's places.
func shuffled(p *post, rate float64, r *rand.Rand) string {
	list := p.sentences()
	chosen := r.Perm(len(list))[:int(rate*float64(len(list))+0.999)]
	to := slices.Clone(chosen)
	r.Shuffle(len(to), func(i, j int) { to[i], to[j] = to[j], to[i] })
	texts := make([]string, len(list))
	for i, s := range list {
		texts[i] = strings.TrimSpace(s.text)
	}
	out := slices.Clone(texts)
	for k := range chosen {
		out[to[k]] = texts[chosen[k]]
	}
	return strings.Join(out, " ")
}

// swapped changes the places of neighbouring sentences.
func swapped(p *post, rate float64, r *rand.Rand) string {
	return inOrder(func(s []place, r *rand.Rand) {
		for i := 1; i < len(s); i += 2 {
			if r.Float64() < rate {
				s[i-1], s[i] = s[i], s[i-1]
			}
		}
	})(p, 1, r)
}

// inOrder puts the sentences of a text in another order.
func inOrder(order func([]place, *rand.Rand)) func(*post, float64, *rand.Rand) string {
	return func(p *post, _ float64, r *rand.Rand) string {
		list := p.sentences()
		order(list, r)
		return joined(list)
	}
}

func joined(list []place) string {
	texts := make([]string, len(list))
	for i, s := range list {
		texts[i] = strings.TrimSpace(s.text)
	}
	return strings.Join(texts, " ")
}

// kept returns the sentences for which keep returns true. keep gets the number of a
// sentence and how many there are.
func kept(p *post, keep func(i, n int) bool) string {
	var out []place
	list := p.sentences()
	for i, s := range list {
		if keep(i, len(list)) {
			out = append(out, s)
		}
	}
	return joined(out)
}

func paragraphsShuffled(p *post, _ float64, r *rand.Rand) string {
	list := strings.Split(strings.TrimSpace(p.body), "\n\n")
	r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return strings.Join(list, "\n\n")
}

// commas puts other text in place of a share of the commas and the spaces behind them.
func commas(p *post, by string, rate float64, r *rand.Rand) string {
	var places []place
	for i := 0; i+1 < len(p.body); i++ {
		if p.body[i] == ',' && p.body[i+1] == ' ' {
			places = append(places, place{i, i + 2, by})
		}
	}
	return p.some(places, rate, r)
}
