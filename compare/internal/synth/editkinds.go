package synth

import (
	"slices"
	"strings"
	"unicode"

	"github.com/palimpsest-go/palimpsest/compare/internal/synth/tables"
)

// editKinds are what copy-editors and sites do to whole texts.
func editKinds() []kind {
	return []kind{
		{name: "copy-edited", label: "near-duplicate", weight: 3, strengths: []float64{0.1, 0.3, 0.6}, makers: []maker{
			edited("phrases", 2, func(t *task) int { return copyEditor{t.draft, t.r}.edit(t.strength / 6) }).in("en"),
			edited("commas", 2, func(t *task) int { return punctuate(t, t.strength) }),
			edited("function-words", 2, func(t *task) int { return functionChanger{t.revision}.swap(t.strength/4, false) }),
			edited("merged", 1, func(t *task) int { return cutter{t.revision}.mergeSentences(t.strength) }),
			edited("articles", 2, func(t *task) int { return cutter{t.revision}.dropArticles(t.strength / 3) }).in("en fr es de it pt nl sv no da hu"),
		}},
		{name: "function-words", label: "light-paraphrase", weight: 2, strengths: []float64{0.1, 0.2, 0.3, 0.4}, makers: []maker{
			edited("table", 4, func(t *task) int { return functionChanger{t.revision}.swap(t.strength, false) }),
			edited("class", 4, func(t *task) int { return functionChanger{t.revision}.mix(t.strength, false) }),
		}},
		{name: "fillers", label: "near-duplicate", strengths: []float64{0.2, 0.5, 1}, makers: []maker{
			edited("markers", 2, func(t *task) int { return padder{t.revision}.addMarkers(t.lists.Markers, t.strength) }),
			edited("adverbs", 2, func(t *task) int { return padder{t.revision}.addAdverbs(t.strength / 8) }),
			edited("sentences", 1, func(t *task) int { return padder{t.revision}.addSentences(t.strength / 2) }),
		}},
		{name: "plain-language", label: "light-paraphrase", oneWay: true, strengths: []float64{0.5, 1}, makers: []maker{
			pairs("to-plain", 3, func(l *tables.Language) tables.Pairs { return l.Plain }, false, false),
			edited("with-phrases", 4, func(t *task) int {
				return t.substitute(table(t.lists.Plain, false)) + copyEditor{t.draft, t.r}.edit(0.03)
			}).in("en"),
		}},
		{name: "punctuation", label: "near-duplicate", strengths: []float64{1}, makers: []maker{
			edited("quotes", 1, quotes), edited("none", 5, noPunctuation), edited("dashes", 1, dashes),
		}},
		{name: "cut", label: "near-duplicate", makers: []maker{set("sentences", sentencesCut), set("truncated", truncated)}},
		{name: "added", label: "near-duplicate", makers: []maker{set("sentences", sentencesAdded), set("empty-sentences", func(t *task) []unit {
			if n := (padder{t.revision}).addSentences(0.3); n == 0 {
				return nil
			}
			return t.whole()
		})}},
		{name: "reordered", label: "near-duplicate", weight: 2, makers: []maker{set("one-moved", sentencesReordered), set("neighbours", neighboursSwapped)}},
		{name: "boilerplate", label: "near-duplicate", weight: 2, makers: []maker{set("frame", boilerplate), set("menu", menu)}},
		{name: "pasted", label: "near-duplicate-or-excerpt", makers: []maker{set("whole", pasted), set("sentence", sentencePasted)}},
		{name: "turned", label: "paraphrase", makers: []maker{raw("runs", turned)}},
	}
}

// neighboursSwapped swaps neighbouring sentences, all of them or some.
func neighboursSwapped(t *task) []unit {
	if len(t.sentences) < 4 {
		return nil
	}
	order := slices.Clone(t.sentences)
	every := 2 * (1 + t.r.IntN(2))
	for i := t.r.IntN(2); i+1 < len(order); i += every {
		order[i], order[i+1] = order[i+1], order[i]
	}
	return t.in(t.sentences, order)
}

// menu puts the names of a site's pages, its most read texts and a notice around
// a text.
func menu(t *task) []unit {
	if len(t.lists.Heads) == 0 || len(t.lists.Nouns) == 0 {
		return nil
	}
	var list strings.Builder
	for range 8 + t.r.IntN(25) {
		list.WriteString(capitalised(t.lists.Nouns[t.r.IntN(len(t.lists.Nouns))]))
		list.WriteString([]string{"\n", " | ", "\n• "}[t.r.IntN(3)])
	}
	foot := t.lists.Feet[t.r.IntN(len(t.lists.Feet))]
	return []unit{{foreign: t.lists.Heads[t.r.IntN(len(t.lists.Heads))] + "\n" + list.String() + "\n\n"}, t.unit(stretch{0, len(t.words)}), {foreign: "\n\n" + foot}}
}

// pasted repeats a text two to twelve times.
func pasted(t *task) []unit {
	var out []unit
	for k := range 2 + t.r.IntN(11) {
		if k > 0 {
			out = append(out, unit{foreign: []string{"\n\n", " ", "\n----\n"}[t.r.IntN(3)]})
		}
		out = append(out, t.unit(stretch{0, len(t.words)}))
	}
	return out
}

// sentencePasted repeats one sentence of a text twice to nine times in a row.
func sentencePasted(t *task) []unit {
	k := t.r.IntN(len(t.sentences))
	s := t.sentences[k]
	if 6*s.len() > len(t.words) {
		return nil
	}
	out := []unit{t.unit(stretch{0, s.to})}
	for range 2 + t.r.IntN(8) {
		out = append(out, unit{foreign: " "}, t.unit(s))
	}
	if s.to < len(t.words) {
		out = append(out, unit{foreign: " "}, t.unit(stretch{s.to, len(t.words)}))
	}
	return out
}

// turned makes a text that says the same in sentences with another structure: the
// words of each are in another order, and at most three stay together. It stands
// for thorough rewriting that leaves no passage to align.
func turned(t *task) (source, suspect string) {
	var b strings.Builder
	for _, s := range t.sentences {
		words := strings.Fields(excerpt(t.Text, s))
		var runs []string
		for len(words) > 0 {
			n := min(len(words), 1+t.r.IntN(3))
			runs = append(runs, strings.Join(words[:n], " "))
			words = words[n:]
		}
		t.r.Shuffle(len(runs), func(i, j int) { runs[i], runs[j] = runs[j], runs[i] })
		b.WriteString(strings.Join(runs, " "))
		b.WriteByte(' ')
	}
	return t.Body, strings.TrimFunc(b.String(), unicode.IsSpace)
}
