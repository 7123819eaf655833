package synth

import (
	"strings"
	"unicode"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// resaidKinds are texts whose sentences were said again in other words, texts that have a
// subject in common and no sentence, and texts that have the words of a form. They serve to
// distinguish these from one another, and say nothing about whether a program exchanged
// words. Some exchanges are made like a spinner's. But most words that people choose are in
// no dictionary, so here most new words come from another text.
func resaidKinds() []kind {
	return []kind{
		{name: "re-said", label: "paraphrase", apart: true, weight: 2, oneWay: true, strengths: []float64{0.45, 0.6, 0.75, 0.9}, makers: []maker{
			raw("clauses", func(t *task) (string, string) { return t.resaid(restated.clauses) }),
			raw("merged", func(t *task) (string, string) { return t.resaid(restated.merged) }),
		}},
		{name: "halves", label: "same-topic", apart: true, makers: []maker{raw("in-two", inTwo), raw("by-turns", byTurns)}},
		{name: "by-form", label: "same-topic", apart: true, weight: 2, makers: []maker{raw("filled", filledForm), raw("stock-sentences", stockSentences)}},
	}
}

// Shares of the changes that are made to content words. The other changed words are
// exchanged for words of another text. Fewer names and numbers are changed, but some:
// people leave some out, and say "she" or "the town".
const (
	resaidDropped  = 0.25
	resaidSynonyms = 0.35
	resaidFacts    = 0.6
)

// resaid returns the text, and the text with a share of its content words and of its
// function words replaced and its sentences rebuilt. The strength is the share.
func (t *task) resaid(build func(restated) []string) (source, suspect string) {
	fresh := t.fresh()
	if fresh == nil || len(t.sentences) < 4 {
		return "", ""
	}
	if list := t.g.dictionaries[t.Language]; len(list) > 0 {
		newSpinner(t.draft, list[t.r.IntN(len(list))], Spinning{Rate: 0.5 * resaidSynonyms * t.strength, Free: true}, t.r).spin(stretch{0, len(t.words)})
	}
	functionChanger{t.revision}.swap(t.strength/2, false)
	functionChanger{t.revision}.mix(t.strength/2, false)
	for i := range t.words {
		share, dropped := 1-resaidSynonyms, resaidDropped
		if t.words[i].Class == shingle.Name || t.words[i].Class == shingle.Number {
			share, dropped = resaidFacts, 0.5
		}
		if !t.kept(i) || t.function(i) || t.joined(i) || t.r.Float64() >= t.strength*share {
			continue
		}
		if t.r.Float64() < dropped {
			t.drop(i, i+1)
			continue
		}
		t.set(i, recase(fresh[t.r.IntN(len(fresh))], t.word(i)))
	}
	text, _, _ := t.render(t.whole())
	again := NewText(Base{Language: t.Language, Body: text})
	sentences := make([]string, len(again.sentences))
	for k, s := range again.sentences {
		sentences[k] = strings.TrimSpace(excerpt(again, s))
	}
	return t.Body, strings.Join(build(restated{t, sentences}), " ")
}

// fresh returns the content words of a text that has nothing to do with this one; nil if
// no text has enough.
func (t *task) fresh() (words []string) {
	other := t.g.other(t.Text, t.r)
	if other == nil {
		return nil
	}
	for i := range other.words {
		if other.content(i) && !other.joined(i) {
			words = append(words, other.words[i].Form)
		}
	}
	if len(words) < 20 {
		return nil
	}
	return words
}

// restated are sentences to be built anew.
type restated struct {
	*task
	sentences []string
}

// clauses swaps clauses, splits sentences at commas, and leaves out one sentence in
// eight.
func (s restated) clauses() (out []string) {
	for _, x := range s.sentences {
		if s.r.IntN(8) == 0 && len(s.sentences) > 6 {
			continue
		}
		a, b, ok := clausesOf(x)
		end := strings.TrimRightFunc(b, unicode.IsPunct)
		switch stop := b[len(end):]; {
		case !ok:
			out = append(out, x)
		case s.r.IntN(2) == 0:
			out = append(out, capitalised(end)+", "+lowered(a[:1])+a[1:]+stop)
		case s.r.IntN(2) == 0:
			out = append(out, a+".", capitalised(b))
		default:
			out = append(out, x)
		}
	}
	return out
}

// merged makes one sentence of two in random places, and swaps neighbours.
func (s restated) merged() (out []string) {
	all := s.sentences
	for i := 0; i < len(all); i++ {
		switch k := s.r.IntN(4); {
		case i+1 == len(all) || k > 1:
			out = append(out, all[i])
		case k == 0:
			out = append(out, all[i+1], all[i])
			i++
		default:
			out = append(out, strings.TrimRightFunc(all[i], unicode.IsPunct)+", "+all[i+1])
			i++
		}
	}
	return out
}

// leastClause is the least number of words in a clause.
const leastClause = 4

// clausesOf returns the parts of a sentence before and after the first comma that has
// clauses on both sides. It starts in ASCII, so that its first letter can be made small.
func clausesOf(sentence string) (a, b string, ok bool) {
	for at := 0; ; {
		n := strings.Index(sentence[at:], ", ")
		if n < 0 || sentence == "" || sentence[0] >= 0x80 {
			return "", "", false
		}
		at += n
		a, b = sentence[:at], sentence[at+2:]
		if len(strings.Fields(a)) >= leastClause && len(strings.Fields(b)) >= leastClause {
			return a, b, true
		}
		at += 2
	}
}

// inTwo pairs the first half of a text with the second.
func inTwo(t *task) (source, suspect string) {
	k := len(t.sentences) / 2
	if k < 4 {
		return "", ""
	}
	return excerpt(t.Text, stretch{0, t.sentences[k].from}), excerpt(t.Text, stretch{t.sentences[k].from, len(t.words)})
}

// byTurns pairs every second sentence of a text with the others. The halves share the
// subject and its course.
func byTurns(t *task) (source, suspect string) {
	if len(t.sentences) < 8 {
		return "", ""
	}
	var sides [2][]string
	for k, s := range t.sentences {
		sides[k%2] = append(sides[k%2], strings.TrimSpace(excerpt(t.Text, s)))
	}
	return strings.Join(sides[0], " "), strings.Join(sides[1], " ")
}

// filledForm fills the text in as a form: a run of a quarter to a half of each sentence's
// words stays, and words of another text replace most of the others.
func filledForm(t *task) (source, suspect string) {
	fresh := t.fresh()
	if fresh == nil || len(t.sentences) < 4 {
		return "", ""
	}
	for _, s := range t.sentences {
		n := s.len()/4 + t.r.IntN(s.len()/4+1)
		from := s.from + t.r.IntN(s.len()-n+1)
		for i := s.from; i < s.to; i++ {
			if i >= from && i < from+n || t.joined(i) || t.r.IntN(5) == 0 {
				continue
			}
			t.set(i, recase(fresh[t.r.IntN(len(fresh))], t.word(i)))
		}
	}
	suspect, _, _ = t.render(t.whole())
	return t.Body, suspect
}

// stockSentences puts sentences of the text between those of two other texts on one
// subject, in like places, as writers who follow one form do. In the second text some of
// their words are replaced.
func stockSentences(t *task) (source, suspect string) {
	host, fresh := t.g.other(t.Text, t.r), t.fresh()
	if host == nil || fresh == nil || len(host.sentences) < 12 || len(t.sentences) < 4 {
		return "", ""
	}
	for i := range t.words {
		if !t.function(i) && !t.joined(i) && t.r.IntN(4) == 0 {
			t.set(i, recase(fresh[t.r.IntN(len(fresh))], t.word(i)))
		}
	}
	var sides [2][]string
	for k, s := range host.sentences {
		sides[k%2] = append(sides[k%2], strings.TrimSpace(excerpt(host, s)))
		if at := k / 6; k%6 == 5 && at < len(t.sentences) {
			stock := t.sentences[at]
			text, _, _ := t.render([]unit{t.unit(stock)})
			sides[0] = append(sides[0], strings.TrimSpace(excerpt(t.Text, stock)))
			sides[1] = append(sides[1], strings.TrimSpace(text))
		}
	}
	return strings.Join(sides[0], " "), strings.Join(sides[1], " ")
}
