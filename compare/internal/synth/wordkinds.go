package synth

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/compare/internal/synth/tables"
	"github.com/palimpsest-go/palimpsest/internal/synth/letters"
)

// words returns a maker that edits the letters of at least least words.
func words(name string, least int, editor func(string, *rand.Rand) string) maker {
	return edited(name, least, func(t *task) int {
		return t.each(func(_ int, word string) string { return editor(word, t.r) })
	})
}

// longer is words for words of four letters and more: those that people mistype,
// scanners break and spammers disguise.
func longer(name string, least int, editor func(string, *rand.Rand) string) maker {
	return edited(name, least, func(t *task) int {
		return t.each(func(_ int, word string) string {
			if utf8.RuneCountInString(word) < 4 {
				return word
			}
			return editor(word, t.r)
		})
	})
}

// masked is longer for content words, which moderators and censors mask.
func masked(name string, least int, editor func(string, *rand.Rand) string) maker {
	return edited(name, least, func(t *task) int {
		return t.each(func(i int, word string) string {
			if utf8.RuneCountInString(word) < 4 || !t.content(i) {
				return word
			}
			return editor(word, t.r)
		})
	})
}

// editors returns a maker for each editor.
func editors(make func(string, int, func(string, *rand.Rand) string) maker, least int, list []letters.Editor) []maker {
	out := []maker{}
	for _, e := range list {
		out = append(out, make(e.Name, least, e.Edit))
	}
	return out
}

// anyOf returns an editor that edits each word with an editor of the list.
func anyOf(list []letters.Editor) func(string, *rand.Rand) string {
	return func(word string, r *rand.Rand) string { return list[r.IntN(len(list))].Edit(word, r) }
}

const accented = "fr es ru sv no hu de it pt da"

func wordKinds() []kind {
	return []kind{
		{name: "accents", label: "near-duplicate", languages: accented, weight: 2, strengths: []float64{0.3, 0.6, 1, 1}, makers: []maker{
			words("strip", 3, letters.Strip), words("marks-only", 3, letters.StripMarks), words("one-letter", 3, letters.StripOne),
			words("postfix", 3, letters.Postfix).in("fr es hu de it pt sv"),
		}},
		{name: "marks", label: "near-duplicate", weight: 2, strengths: []float64{0.05, 0.15, 0.3, 0.6, 1}, makers: []maker{
			longer("one", 2, letters.Mark), longer("stress", 2, letters.MarkVowel), longer("each-letter", 2, letters.MarkAll),
		}},
		{name: "heaps", label: "near-duplicate", strengths: []float64{0.05, 0.15, 0.3, 1}, makers: []maker{
			longer("two", 2, letters.Heap(2)), longer("four", 2, letters.Heap(4)), longer("ten", 2, letters.Heap(10)),
		}},
		{name: "two-letters", label: "near-duplicate", languages: "sv no da de hu ru", strengths: []float64{0.3, 0.6, 1, 1}, makers: []maker{
			words("doubled", 3, letters.Double).in("sv no da de hu"), words("latin", 3, letters.Latin).in("ru"),
		}},
		{name: "masked", label: "near-duplicate", weight: 3, strengths: []float64{0.03, 0.06, 0.12, 0.25}, makers: append(
			editors(masked, 2, letters.Masks), edited("one-mask", 2, oneMask), edited("numbered", 2, numberedPersons), edited("runs", 2, maskedRuns),
		)},
		{name: "typos", label: "near-duplicate", weight: 3, strengths: []float64{0.05, 0.15, 0.3, 0.5}, makers: append(
			editors(longer, 2, letters.Typos), longer("mixed", 2, anyOf(letters.Typos)), longer("stretched", 2, letters.Stretch), edited("personal", 3, personalTypos),
		)},
		{name: "scanned", label: "near-duplicate", weight: 2, strengths: []float64{0.03, 0.1, 0.2, 0.4}, makers: []maker{
			words("misread", 2, letters.Misread), longer("specks", 2, letters.Speck), words("long-s-read", 2, letters.LongSRead).in("en fr es sv no hu de it pt nl da"),
			edited("scan", 2, func(t *task) int { return scan(t.draft, t.strength, t.r) }),
		}},
		{name: "old-spelling", label: "near-duplicate", weight: 2, strengths: []float64{0.2, 0.5, 1}, makers: []maker{
			edited("rules", 3, oldSpelling), words("long-s", 3, letters.LongS).in("en de fr it es"), edited("hasty-printer", 3, printer),
		}},
		{name: "ligatures", label: "near-duplicate", languages: "en fr es it pt de nl sv no da", strengths: []float64{0.5, 1}, makers: []maker{
			words("lost", 2, letters.LigatureLost), words("blank", 2, letters.LigatureBlank), words("kept", 2, letters.LigatureKept),
		}},
		{name: "broken-words", label: "near-duplicate", strengths: []float64{0.03, 0.08, 0.15}, makers: []maker{
			longer("line-end", 2, letters.BreakLine), longer("hyphen", 2, letters.BreakHyphen), longer("space", 2, letters.BreakSpace), edited("joined", 2, joinedWords),
		}},
		{name: "case", label: "near-duplicate", strengths: []float64{0.1, 0.5, 1}, makers: []maker{
			words("upper", 3, func(w string, _ *rand.Rand) string { return strings.ToUpper(w) }),
			words("lower", 3, func(w string, _ *rand.Rand) string { return strings.ToLower(w) }),
			words("title", 3, func(w string, _ *rand.Rand) string { return capitalised(w) }),
		}},
		{name: "mojibake", label: "near-duplicate", languages: accented, strengths: []float64{1}, makers: mojibakes()},
		{name: "contractions", label: "near-duplicate", weight: 2, strengths: []float64{0.5, 1}, makers: []maker{
			pairs("together", 2, func(l *tables.Language) tables.Pairs { return l.Contractions }, false, false),
			pairs("apart", 2, func(l *tables.Language) tables.Pairs { return l.Contractions }, true, false),
		}},
		{name: "region", label: "near-duplicate", strengths: []float64{0.6, 1}, makers: []maker{
			pairs("list", 1, func(l *tables.Language) tables.Pairs { return l.Region }, false, true),
			edited("rules", 1, func(t *task) int { return localise(t.draft, t.r.IntN(2) == 0) }).in("en"),
			words("swiss", 2, func(w string, _ *rand.Rand) string { return strings.ReplaceAll(w, "ß", "ss") }).in("de"),
		}},
	}
}

// disguiseKinds are verbatim copies in other characters.
func disguiseKinds() []kind {
	var out []kind
	for _, x := range []struct {
		name      string
		list      []letters.Editor
		languages string
	}{
		{"look-alikes", letters.LookAlikes, ""}, {"styled", letters.Styled, ""}, {"invisible", letters.Invisible, ""}, {"letters-apart", letters.Spaced, ""},
		{"leet", letters.Leet, ""}, {"unreadable", letters.Unreadable, ""}, {"escaped", letters.Escaped, ""},
	} {
		k := kind{name: x.name, label: "near-duplicate", languages: x.languages, strengths: []float64{0.1, 0.25, 0.5, 1}}
		if x.name == "unreadable" {
			k.strengths = []float64{0.05, 0.1, 0.25, 0.4} // with more, readers see another text
		}
		for _, e := range x.list {
			m := longer(e.Name, 2, e.Edit)
			switch {
			case e.Name == "latin-in-cyrillic":
				m.languages = "ru"
			case x.name == "look-alikes" || x.name == "styled" || x.name == "leet" || e.Name == "syllabics" || e.Name == "thai" || e.Name == "braille" || e.Name == "upside-down":
				m.languages = "en fr es sv no hu de it pt nl da"
			}
			k.makers = append(k.makers, m)
		}
		k.makers = append(k.makers, longer("mixed", 2, anyOf(x.list)))
		out = append(out, k)
	}
	return out
}

func mojibakes() []maker {
	out := editors(words, 3, letters.Mojibakes)
	for i := range out {
		switch out[i].name {
		case "utf8-as-cp1251", "cp1251-as-koi8", "cp1251-as-cp1252":
			out[i].languages = "ru"
		case "utf8-as-cp1252", "latin1-as-koi8", "twice":
			out[i].languages = "fr es sv no de it pt da"
		}
	}
	return out
}

// oneMask puts the same mask in place of all words that it masks.
func oneMask(t *task) int {
	mask := letters.MasksBare[t.r.IntN(len(letters.MasksBare))]
	return t.each(func(i int, word string) string {
		if !t.content(i) || utf8.RuneCountInString(word) < 4 {
			return word
		}
		return mask
	})
}

// numberedPersons puts numbered masks in place of names and some content words,
// with the same number for the same word.
func numberedPersons(t *task) int {
	form := []string{"[Person %]", "Person %", "[NAME%]", "P%", "<X%>", "Entity-%"}[t.r.IntN(6)]
	numbers := make(map[string]string)
	return t.each(func(i int, word string) string {
		if t.function(i) || utf8.RuneCountInString(word) < 4 {
			return word
		}
		if numbers[word] == "" {
			numbers[word] = strings.ReplaceAll(form, "%", strconv.Itoa(len(numbers)+1))
		}
		return numbers[word]
	})
}

// maskedRuns puts one mask in place of runs of two to five words.
func maskedRuns(t *task) int {
	mask := letters.MasksBare[t.r.IntN(len(letters.MasksBare))]
	n := 0
	for i := 0; i < len(t.words); i++ {
		to := i + 2 + t.r.IntN(4)
		if t.r.Float64() > t.strength/3 || to > len(t.words) || !t.runs(i, to) {
			continue
		}
		t.merge(i, to, mask, false)
		n += to - i
		i = to
	}
	return n
}

// runs reports whether the words from up to to have only white space between them.
func (t *Text) runs(from, to int) bool {
	for k := from + 1; k < to; k++ {
		if !t.plainSpace(k) {
			return false
		}
	}
	return true
}

// personalTypos makes the same mistake in a word wherever it occurs, like people
// who spell it so.
func personalTypos(t *task) int {
	wrong := make(map[string]string)
	return t.each(func(_ int, word string) string {
		if utf8.RuneCountInString(word) < 5 {
			return word
		}
		if wrong[word] == "" {
			wrong[word] = anyOf(letters.Typos)(word, t.r)
		}
		return wrong[word]
	})
}

// oldSpelling spells words by the rules of the language, each rule throughout
// the text or not at all.
func oldSpelling(t *task) int {
	var rules []tables.Rule
	for _, rule := range t.lists.Old {
		if t.r.Float64() < 0.3+0.7*t.strength {
			rules = append(rules, rule)
		}
	}
	return t.each(func(i int, word string) string {
		if t.words[i].Form == "" || utf8.RuneCountInString(word) < 3 {
			return word
		}
		for _, rule := range rules {
			word, _ = rule.Apply(word)
		}
		return word
	})
}

// printer sets u for v, i for j, double letters and a mute e in random places. It
// follows no rule of any one language.
func printer(t *task) int {
	slips := strings.NewReplacer("v", "u", "j", "i", "ö", "oͤ", "ü", "uͤ")
	return t.each(func(_ int, word string) string {
		c := []rune(word)
		if len(c) < 4 || !unicode.IsLetter(c[len(c)-1]) {
			return word
		}
		switch t.r.IntN(3) {
		case 0:
			return slips.Replace(word)
		case 1:
			return word + "e"
		}
		return word + string(c[len(c)-1])
	})
}

// joinedWords loses the space before words.
func joinedWords(t *task) int {
	n := 0
	for i := 1; i < len(t.words); i++ {
		if p := t.at(i, space); p.text == " " && t.r.Float64() < t.strength {
			p.text = ""
			n++
		}
	}
	return n
}
