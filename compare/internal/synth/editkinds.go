package synth

import (
	"slices"
	"strings"
	"unicode"

	"github.com/palimpsest-go/palimpsest/compare/internal/synth/tables"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// editKinds are what copy-editors and sites do to whole texts.
func editKinds() []kind {
	return []kind{
		{name: "copy-edited", label: "near-duplicate", weight: 3, strengths: []float64{0.1, 0.3, 0.6}, makers: []maker{
			edited("phrases", 2, func(t *task) int { return t.copyEdit(t.strength/6, t.r) }).in("en"),
			edited("commas", 2, func(t *task) int { return t.punctuate(t.strength) }),
			edited("function-words", 2, func(t *task) int { return t.swapFunctions(t.strength/4, false) }),
			edited("merged", 1, func(t *task) int { return t.mergeSentences(t.strength) }),
			edited("articles", 2, func(t *task) int { return t.dropArticles(t.strength / 3) }).in("en fr es de it pt nl sv no da hu"),
		}},
		{name: "function-words", label: "light-paraphrase", weight: 2, strengths: []float64{0.1, 0.2, 0.3, 0.4}, makers: []maker{
			edited("table", 4, func(t *task) int { return t.swapFunctions(t.strength, false) }),
			edited("class", 4, func(t *task) int { return t.mixFunctions(t.strength, false) }),
		}},
		{name: "fillers", label: "near-duplicate", strengths: []float64{0.2, 0.5, 1}, makers: []maker{
			edited("markers", 2, func(t *task) int { return t.addMarkers(t.lists.Markers, t.strength) }),
			edited("adverbs", 2, func(t *task) int { return t.addAdverbs(t.strength / 8) }),
			edited("sentences", 1, func(t *task) int { return t.addSentences(t.strength / 2) }),
		}},
		{name: "plain-language", label: "light-paraphrase", oneWay: true, strengths: []float64{0.5, 1}, makers: []maker{
			pairs("to-plain", 3, func(l *tables.Language) tables.Pairs { return l.Plain }, false, false),
			edited("with-phrases", 4, func(t *task) int {
				return t.substitute(table(t.lists.Plain, false)) + t.copyEdit(0.03, t.r)
			}).in("en"),
		}},
		{name: "punctuation", label: "near-duplicate", strengths: []float64{1}, makers: []maker{
			edited("quotes", 1, func(t *task) int { return t.quotes() }), edited("none", 5, noPunctuation), edited("dashes", 1, dashes),
		}},
		{name: "cut", label: "near-duplicate", makers: []maker{set("sentences", sentencesCut), set("truncated", truncated)}},
		{name: "added", label: "near-duplicate", makers: []maker{set("sentences", sentencesAdded), set("empty-sentences", func(t *task) []unit {
			if t.addSentences(0.3) == 0 {
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

// quotes changes the style of quotation marks and apostrophes and returns 1 where
// there are any.
func (t *task) quotes() int {
	if strings.ContainsAny(t.Body, "«»") {
		marks := [][]string{{"«", "“", "»", "”"}, {"«", "„", "»", "“"}, {"«", `"`, "»", `"`}}[t.r.IntN(3)]
		for i := range t.pieces {
			t.pieces[i].text = strings.NewReplacer(marks...).Replace(t.pieces[i].text)
		}
		return 1
	}
	if !strings.ContainsAny(t.Body, `'"’‘“”`) {
		return 0
	}
	t.requote()
	return 1
}

// noPunctuation leaves out all marks between words but hyphens.
func noPunctuation(t *task) int {
	n := 0
	for i := range t.words {
		for _, part := range []int{closing, opening} {
			if p := t.at(i, part); strings.Trim(p.text, "-'’ ") != "" && !t.joined(i) {
				p.text = ""
				n++
			}
		}
	}
	return n
}

// dashes puts dashes for commas.
func dashes(t *task) int {
	n := 0
	for i := 1; i < len(t.words); i++ {
		if p := t.at(i, closing); p.text == "," && t.at(i, space).text == " " {
			p.text = " –"
			n++
		}
	}
	return n
}

// punctuate takes the share of commas away and puts semicolons or dashes for
// others.
func (t *task) punctuate(share float64) int {
	n := 0
	for i := 1; i < len(t.words); i++ {
		p := t.at(i, closing)
		if p.text != "," || t.at(i, space).text == "" || t.r.Float64() >= share {
			continue
		}
		p.text = []string{"", "", ";", " –"}[t.r.IntN(4)]
		n++
	}
	return n
}

// mergeSentences joins the share of sentences to the one before, by a comma and
// the word for and.
func (t *task) mergeSentences(share float64) int {
	if len(t.lists.And) == 0 {
		return 0
	}
	n := 0
	for _, s := range t.sentences[min(1, len(t.sentences)):] {
		stop := t.at(s.from, closing)
		if stop.text != "." || !t.inside(s.from) || t.words[s.from].Break != shingle.Sentence || !t.kept(s.from) || !t.kept(s.from-1) || t.r.Float64() >= share {
			continue
		}
		stop.text = ","
		if t.r.IntN(3) == 0 {
			stop.text = ";"
		} else {
			t.insert(s.from, t.lists.And[0]+" ")
		}
		if t.function(s.from) || t.words[s.from].Class == shingle.Content && t.Language != "de" {
			t.set(s.from, lowered(t.word(s.from)))
		}
		n++
	}
	return n
}

// dropArticles leaves out the share of articles.
func (t *task) dropArticles(share float64) int {
	n := 0
	for i, w := range t.words {
		if i+1 < len(t.words) && slices.Contains(t.lists.Articles, w.Form) && !t.joined(i) && t.inside(i) && t.kept(i) && t.plainSpace(i+1) && t.r.Float64() < share {
			t.drop(i, i+1)
			n++
		}
	}
	return n
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

// turned makes a text that says the same in sentences built otherwise: the words
// of each in another order, three at most together. It stands for thorough
// rewriting that leaves no passage to align.
func turned(t *task) (source, suspect string) {
	var b strings.Builder
	for _, s := range t.sentences {
		words := strings.Fields(t.slice(s))
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
