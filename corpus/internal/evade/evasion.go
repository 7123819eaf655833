package main

import (
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/palimpsest-go/palimpsest/internal/synth/layout"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// An evasion is a change that leaves a text the same for readers, and is made so that
// a program finds nothing.
type evasion struct {
	family, name string

	// Garbled is the rate at and above which people can no longer read the text, at
	// least without a program. It is 0 if they always can. A row at such a rate is
	// measured but has no bound.
	garbled float64

	// Whole means that there is no rate: the whole text is changed.
	whole bool

	// Change returns the text changed at the share of places that rate says, 0 to 1.
	// It draws from r only.
	change func(p *post, rate float64, r *rand.Rand) string
}

// rates are the shares of places that are changed: words, gaps or sentences.
var rates = []float64{0.25, 1}

// ratesOf returns the rates that an evasion is measured at.
func (e evasion) ratesOf() []float64 {
	if e.whole {
		return rates[len(rates)-1:]
	}
	return rates
}

func (e evasion) id() string { return e.family + "/" + e.name }

// A post is a text to change, and the means to change it.
type post struct {
	body    string
	words   []shingle.Word
	tokens  *layout.Text
	foreign string // a text that has nothing to do with it
}

func newPost(body, foreign string) *post {
	return &post{body: body, words: slices.Collect(shingle.Words(body, shingle.Auto)), tokens: layout.NewText(body, nil), foreign: foreign}
}

// evade returns the changed text. The names and the number alone determine what is
// drawn, so that a row does not depend on which other rows are measured.
func (e evasion) evade(body, foreign string, rate float64, number int) string {
	h := fnv.New64a()
	h.Write([]byte(e.id()))
	return e.change(newPost(body, foreign), rate, rand.New(rand.NewPCG(h.Sum64(), uint64(number))))
}

// A place is a stretch of a text, half-open in bytes, and its replacement.
type place struct {
	start, end int
	text       string
}

// some returns the text with a share of the places changed. rate is the share; the
// number is rounded up. The places are in order and do not overlap.
func (p *post) some(places []place, rate float64, r *rand.Rand) string {
	n := int(rate*float64(len(places)) + 0.999)
	chosen := r.Perm(len(places))[:n]
	slices.Sort(chosen)
	var b strings.Builder
	at := 0
	for _, k := range chosen {
		b.WriteString(p.body[at:places[k].start])
		b.WriteString(places[k].text)
		at = places[k].end
	}
	b.WriteString(p.body[at:])
	return b.String()
}

// eachWord changes a share of the words that edit can change. If functions is set, it
// changes function words only.
func eachWord(edit func(string, *rand.Rand) string, functions bool) func(*post, float64, *rand.Rand) string {
	return func(p *post, rate float64, r *rand.Rand) string {
		var places []place
		for _, w := range p.words {
			if functions && w.Class != shingle.Function {
				continue
			}
			word := p.body[w.Start:w.End]
			if text := edit(word, r); text != word {
				places = append(places, place{w.Start, w.End, text})
			}
		}
		return p.some(places, rate, r)
	}
}

// eachGap puts other text in place of a share of the spaces between words.
func eachGap(gap func(r *rand.Rand) string) func(*post, float64, *rand.Rand) string {
	return func(p *post, rate float64, r *rand.Rand) string {
		var places []place
		for i, k := range p.tokens.Tokens[1:] {
			if from := p.tokens.Tokens[i].End; p.body[from:k.Start] == " " {
				places = append(places, place{from, k.Start, gap(r)})
			}
		}
		return p.some(places, rate, r)
	}
}

// sentences returns the sentences of a text with the white space after them.
func (p *post) sentences() []place {
	var out []place
	for i, k := range p.tokens.Tokens {
		if i == 0 || p.tokens.Tokens[i-1].Ends || k.Paragraph {
			if n := len(out); n > 0 {
				out[n-1].end = k.Start
				out[n-1].text = p.body[out[n-1].start:k.Start]
			}
			out = append(out, place{start: k.Start, end: len(p.body), text: p.body[k.Start:]})
		}
	}
	return out
}

// eachSentence changes a share of the sentences.
func eachSentence(edit func(sentence string, n int, r *rand.Rand) string) func(*post, float64, *rand.Rand) string {
	return func(p *post, rate float64, r *rand.Rand) string {
		list := p.sentences()
		for i := range list {
			text := strings.TrimSpace(list[i].text)
			gap := list[i].text[len(strings.TrimRight(list[i].text, " \n\t")):]
			list[i].text = edit(text, i, r) + gap
		}
		return p.some(list, rate, r)
	}
}

// fixed returns a function that returns one of the strings.
func fixed(list ...string) func(*rand.Rand) string {
	return func(r *rand.Rand) string { return list[r.IntN(len(list))] }
}

// all returns every evasion, in the order of the table.
func all() []evasion {
	return slices.Concat(
		letterEvasions(), functionWordEvasions(), gapEvasions(), fillerEvasions(), sentenceEvasions(), paddingEvasions(), layoutEvasions(), encodedEvasions(),
	)
}
