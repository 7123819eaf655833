package beam

import (
	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/palimpsest-go/palimpsest/minhash"
)

func init() {
	beam.RegisterDoFn(&loadFn{})
	beam.RegisterDoFn(&pairFn{})
	beam.RegisterDoFn(&distinctFn{})
	register.Emitter2[turn, link]()
	register.Iter1[signed]()
	register.Iter1[turn]()
	register.Iter1[link]()
}

// loadFn sends the set of a text to the texts that it is to be compared with, once to
// each, and to the groups that it is in.
type loadFn struct{}

func (*loadFn) ProcessElement(t turn, firsts func(*signed) bool, others func(*turn) bool, groups func(*[]byte) bool,
	toText func(turn, signed), toGroup func([]byte, signed)) {
	var text signed
	if !firsts(&text) {
		return
	}
	// The same candidate may come from each band, and so may a group.
	all, _ := distinct(t, others)
	for _, other := range all {
		toText(other, text)
	}
	names, _ := distinct(nil, groups)
	for _, name := range names {
		toGroup(name, text)
	}
}

// pairFn counts what the sets of candidates have in common, and emits the pairs at or
// above the threshold, by the name of the pair.
type pairFn struct{ Threshold float64 }

func (fn *pairFn) ProcessElement(_ turn, firsts, before func(*signed) bool, emit func([]byte, link)) {
	var text, other signed
	if !firsts(&text) {
		return
	}
	for before(&other) {
		if s := minhash.Jaccard(other.Set, text.Set); s >= fn.Threshold {
			emit(namePair(other.Turn, text.Turn), link{text.Turn, s})
		}
	}
}

// namePair returns the name of a pair, from which [firstOf] has the first text.
func namePair(first, second turn) []byte { return append(appendTurn(nil, first), second...) }

func firstOf(pair []byte) turn {
	first, _, _ := cutTurn(pair)
	return first
}

// distinctFn emits a pair once, by its first text: it may be of a bucket and of groups.
type distinctFn struct{}

func (*distinctFn) ProcessElement(pair []byte, links func(*link) bool, emit func(turn, link)) {
	var l link
	if links(&l) {
		emit(firstOf(pair), l)
	}
}

// verify returns the pairs of classes at or above the threshold, by the first text, and
// what was passed over.
func verify(s beam.Scope, settings Settings, firsts, pairs, groups beam.PCollection) (links, skipped beam.PCollection) {
	s = s.Scope("Verify")
	toText, toGroup := beam.ParDo2(s, &loadFn{}, beam.CoGroupByKey(s, firsts, pairs, groups))
	ofPairs := beam.ParDo(s, &pairFn{Threshold: settings.Threshold}, beam.CoGroupByKey(s, firsts, toText))
	ofGroups, skipped := beam.ParDo2(s, &groupFn{Threshold: settings.Threshold, Pairs: settings.Pairs, Memory: settings.Memory}, beam.GroupByKey(s, toGroup))
	all := beam.Flatten(s, ofPairs, ofGroups)
	return beam.ParDo(s, &distinctFn{}, beam.GroupByKey(s, all)), skipped
}
