package synth

import (
	"math/rand/v2"
	"strings"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// textKinds put two texts together: passages of one in another, in the same
// language or in another, and texts that have nothing to do with each other.
func textKinds() []kind {
	return []kind{
		{name: "quoted", label: "excerpt", weight: 3, makers: []maker{
			set("inside", quoted), set("in-long", quotedInLong), set("two-passages", twoPassages), set("at-end", quotedAtEnd),
		}},
		{name: "quoted-abroad", label: "excerpt", weight: 3, makers: []maker{
			set("any-language", quotedAbroad), set("other-script", quotedInScript),
		}},
		{name: "half-translated", label: "excerpt", weight: 2, makers: []maker{set("second-half", halfTranslated), set("by-turns", translatedByTurns)}},
		{name: "two-languages", label: "unrelated", weight: 2, makers: []maker{raw("whole", twoLanguages)}},
		{name: "two-languages-names", label: "same-topic", weight: 2, makers: []maker{{name: "names-carried", make: namesCarried}}},
		{name: "two-quoting", label: "excerpt", makers: []maker{raw("same-quotation", sameQuotation)}},
		{name: "texts", label: "unrelated", weight: 2, makers: []maker{raw("two", twoTexts)}},
	}
}

// twoTexts pairs two texts that have nothing in common.
func twoTexts(t *task) (source, suspect string) {
	if u := t.g.other(t.Text, t.r); u != nil {
		return t.Body, u.Body
	}
	return "", ""
}

// long joins texts in a language that have nothing to do with t until they have so
// many words. It returns nil if there are too few.
func (g *Generator) long(t *Text, language string, least int, r *rand.Rand) *Text {
	var b strings.Builder
	n := 0
	for range 25 {
		u := g.textIn(language, r)
		if u == nil || u.Group == t.Group || u.Language == t.Language && !strange(t, u) {
			continue
		}
		b.WriteString(strings.TrimSpace(u.Body))
		b.WriteString("\n\n")
		if n += u.Words(); n >= least {
			return NewText(Base{Group: u.Group, Language: language, Body: strings.TrimSpace(b.String())})
		}
	}
	return nil
}

// length draws the number of words of a host. Short hosts are as frequent as long ones.
func length(r *rand.Rand) int {
	return []int{300, 600, 1000, 2000, 4000}[r.IntN(5)] * (60 + r.IntN(41)) / 100
}

// quotedInLong quotes 50 to 300 words in a text of up to 4,000.
func quotedInLong(t *task) []unit {
	s := t.passage(50, 300, t.r)
	host := t.g.long(t.Text, t.Language, length(t.r), t.r)
	if s.len() == 0 || host == nil {
		return nil
	}
	return within(host, t.r, []unit{t.unit(s)})
}

// twoPassages quotes two passages in one text.
func twoPassages(t *task) []unit {
	a, b, host := t.passage(50, 120, t.r), t.passage(50, 120, t.r), t.g.other(t.Text, t.r)
	if a.len() == 0 || b.len() == 0 || host == nil || len(host.sentences) < 4 || a.from < b.to && b.from < a.to {
		return nil
	}
	if b.from < a.from {
		a, b = b, a
	}
	first := 1 + t.r.IntN(len(host.sentences)-2)
	second := first + 1 + t.r.IntN(len(host.sentences)-first-1)
	x, y := host.sentences[first].from, host.sentences[second].from
	return []unit{
		{foreign: excerpt(host, stretch{0, x}) + "\n\n"}, t.unit(a), {foreign: "\n\n" + excerpt(host, stretch{x, y}) + "\n\n"},
		t.unit(b), {foreign: "\n\n" + excerpt(host, stretch{y, len(host.words)})},
	}
}

// quotedAtEnd puts a passage after a text, as mail does.
func quotedAtEnd(t *task) []unit {
	s, host := t.passage(50, 250, t.r), t.g.other(t.Text, t.r)
	if s.len() == 0 || host == nil {
		return nil
	}
	return []unit{{foreign: strings.TrimSpace(host.Body) + "\n\n-- \n"}, t.unit(s)}
}

// abroad draws a language that differs from that of t and that the generator has
// texts in. If script is set, it also has another script. The result is empty if
// there is none.
func (t *task) abroad(script bool) string {
	var list []string
	for _, l := range t.g.languages {
		if l != t.Language && (!script || (l == "ru") != (t.Language == "ru")) {
			list = append(list, l)
		}
	}
	if len(list) == 0 {
		return ""
	}
	return list[t.r.IntN(len(list))]
}

// quotedAbroad quotes a passage in a text of another language.
func quotedAbroad(t *task) []unit { return quotedIn(t, t.abroad(false)) }

// quotedInScript quotes it in a text of another script: a Latin passage in a text
// of Russian, or of Greek, Ukrainian, Bulgarian or Serbian, or the other way
// round.
func quotedInScript(t *task) []unit {
	if t.Language == "ru" || t.r.IntN(2) == 0 {
		if l := t.abroad(true); l != "" {
			return quotedIn(t, l)
		}
	}
	if t.Language == "ru" {
		return nil
	}
	s := t.passage(50, 300, t.r)
	if s.len() == 0 {
		return nil
	}
	return within(NewText(Base{Language: "none", Body: scriptHost(t.r)}), t.r, []unit{t.unit(s)})
}

func quotedIn(t *task, language string) []unit {
	s := t.passage(50, 300, t.r)
	if s.len() == 0 || language == "" {
		return nil
	}
	host := t.g.textIn(language, t.r)
	if t.r.IntN(3) == 0 {
		host = t.g.long(t.Text, language, length(t.r)/2, t.r)
	}
	if host == nil {
		return nil
	}
	return within(host, t.r, []unit{t.unit(s)})
}

// scriptHost returns texts in languages that have no base texts.
func scriptHost(r *rand.Rand) string {
	lines := read("hosts.txt")
	language, _, _ := strings.Cut(lines[r.IntN(len(lines))], ":")
	var list []string
	for _, line := range lines {
		if l, text, _ := strings.Cut(line, ":"); l == language {
			list = append(list, strings.TrimSpace(text))
		}
	}
	r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return strings.Join(list, "\n\n")
}

// halfTranslated keeps the first half of a text; a text of another language
// stands for the translation of the rest.
func halfTranslated(t *task) []unit {
	k := len(t.sentences) / 2
	u := t.g.textIn(t.abroad(false), t.r)
	if k == 0 || u == nil || t.sentences[k].from < 50 {
		return nil
	}
	first := unit{foreign: "\n\n" + strings.TrimSpace(u.Body)}
	if t.r.IntN(2) == 0 {
		return []unit{{foreign: strings.TrimSpace(u.Body) + "\n\n"}, t.unit(stretch{0, t.sentences[k].from})}
	}
	return []unit{t.unit(stretch{0, t.sentences[k].from}), first}
}

// translatedByTurns leaves out every second paragraph of the text, and puts
// paragraphs of a text in another language in between.
func translatedByTurns(t *task) []unit {
	u := t.g.textIn(t.abroad(false), t.r)
	if u == nil || len(t.paragraphs) < 3 || len(u.paragraphs) < 2 {
		return nil
	}
	var out []unit
	longest := 0
	for i, p := range t.paragraphs {
		if i > 0 {
			out = append(out, unit{foreign: "\n\n"})
		}
		if i%2 == 0 {
			longest = max(longest, p.len())
			out = append(out, t.unit(p))
		} else {
			out = append(out, unit{foreign: excerpt(u, u.paragraphs[i/2%len(u.paragraphs)])})
		}
	}
	if longest < 50 {
		return nil
	}
	return out
}

// twoLanguages pairs texts of two languages.
func twoLanguages(t *task) (source, suspect string) {
	if u := t.g.textIn(t.abroad(false), t.r); u != nil {
		return t.Body, u.Body
	}
	return "", ""
}

// namesCarried pairs texts of two languages and gives the second the names and
// numbers of the first, in order, as translations have them.
func namesCarried(t *task) (Pair, bool) {
	u := t.g.textIn(t.abroad(false), t.r)
	if u == nil {
		return Pair{}, false
	}
	var names, numbers []string
	for i, w := range t.words {
		switch {
		case w.Class == shingle.Name && t.Language != "de":
			names = append(names, t.word(i))
		case w.Class == shingle.Number:
			numbers = append(numbers, t.word(i))
		}
	}
	d := newDraft(u)
	n, m := 0, 0
	for i, w := range u.words {
		switch {
		case w.Class == shingle.Name && u.Language != "de" && n < len(names):
			d.set(i, names[n])
			n++
		case w.Class == shingle.Number && m < len(numbers):
			d.set(i, numbers[m])
			m++
		}
	}
	p := Pair{Source: t.Body}
	p.Suspect, _, _ = d.render(d.whole())
	return p, n+m >= 5
}

// sameQuotation puts one passage into two texts: both in another language, or both
// in its own.
func sameQuotation(t *task) (source, suspect string) {
	s := t.passage(50, 200, t.r)
	language := t.abroad(false)
	if t.r.IntN(2) == 0 {
		language = t.Language
	}
	a, b := t.g.textIn(language, t.r), t.g.textIn(language, t.r)
	if s.len() == 0 || a == nil || b == nil || a.Group == b.Group || a.Group == t.Group || b.Group == t.Group || !strange(a, b) {
		return "", ""
	}
	x, y := within(a, t.r, []unit{t.unit(s)}), within(b, t.r, []unit{t.unit(s)})
	if x == nil || y == nil {
		return "", ""
	}
	source, _, _ = t.render(x)
	suspect, _, _ = t.render(y)
	return source, suspect
}
