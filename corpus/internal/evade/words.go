package main

import (
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/palimpsest-go/palimpsest/internal/synth/letters"
)

// letterEvasions change the letters of words.
func letterEvasions() []evasion {
	var out []evasion
	for _, f := range []struct {
		family string
		lists  [][]letters.Editor
	}{
		{"invisible", [][]letters.Editor{letters.Invisible, letters.FurtherInvisible}},
		{"look-alike", [][]letters.Editor{letters.LookAlikes, letters.FurtherLookAlikes}},
		{"styled", [][]letters.Editor{letters.Styled, letters.FurtherStyled}},
		{"spaced", [][]letters.Editor{letters.Spaced, letters.FurtherSpaced}},
		{"leet", [][]letters.Editor{letters.Leet, letters.FurtherLeet}},
		{"marks", [][]letters.Editor{{
			{Name: "one", Edit: letters.Mark}, {Name: "stress", Edit: letters.MarkVowel}, {Name: "each-letter", Edit: letters.MarkAll},
			{Name: "two", Edit: letters.Heap(2)}, {Name: "four", Edit: letters.Heap(4)}, {Name: "ten", Edit: letters.Heap(10)},
		}, letters.FurtherMarks}},
		{"escaped", [][]letters.Editor{letters.Escaped, letters.FurtherEscaped}},
		{"inserted", [][]letters.Editor{letters.Inserted}},
		{"case", [][]letters.Editor{letters.Case}},
		{"spelt", [][]letters.Editor{letters.Spelt}},
		{"unreadable", [][]letters.Editor{letters.Unreadable}},
	} {
		for _, e := range slices.Concat(f.lists...) {
			if e.Name == "latin-in-cyrillic" {
				continue // for Russian
			}
			out = append(out, evasion{family: f.family, name: e.Name, garbled: garbles[f.family+"/"+e.Name], change: eachWord(e.Edit, false)})
		}
	}
	return out
}

// garbles are disguises of letters that people cannot read, or only letter by letter. Each
// has the share of words at and above which people do not read a text. A quarter of the
// words suffices if nothing readable is left of a word.
var garbles = map[string]float64{
	"unreadable/reversed": 1, "unreadable/syllabics": 1, "unreadable/upside-down": 1, "look-alike/cherokee": 1, "look-alike/tifinagh": 1,
	"look-alike/georgian": 1, "leet/drawn": 1, "leet/all-digits": 1, "leet/currency": 1, "spelt/pig-latin": 1, "spelt/vowels-out": 1, "spelt/scrambled": 1,
	"unreadable/thai": 0.25, "unreadable/braille": 0.25, "unreadable/spelt-references": 0.25,
	"escaped/thrice": 0.25, "escaped/byte": 0.25, "escaped/percent": 0.25, "escaped/quoted-printable": 0.25, "escaped/octal": 0.25,
}

// functionWordEvasions change the words that a spinner leaves. They come from the
// report on attacks of November 2026.
func functionWordEvasions() []evasion {
	list := []letters.Editor{
		named(letters.Invisible, "c1"), named(letters.Invisible, "c0"), named(letters.Invisible, "music"), named(letters.Invisible, "delete"), named(letters.Invisible, "comment"),
		named(letters.Invisible, "zero-width-space"), named(letters.LookAlikes, "cyrillic"), named(letters.LookAlikes, "armenian"), named(letters.LookAlikes, "rare"),
		named(letters.Escaped, "decimal"), named(letters.Escaped, "twice"), named(letters.FurtherEscaped, "thrice"), {Name: "one-mark", Edit: letters.Mark},
		named(letters.Leet, "digits"), {Name: "doubled-letter", Edit: letters.Repeat}, named(letters.FurtherSpaced, "apostrophe"), named(letters.Spaced, "middle-dot"),
		named(letters.Spaced, "hyphen"), named(letters.Invisible, "braille-blank"), named(letters.FurtherInvisible, "object"), named(letters.Spaced, "hair-space"),
	}
	var out []evasion
	for _, e := range list {
		out = append(out, evasion{family: "function-words", name: e.Name, change: eachWord(e.Edit, true)})
	}
	return append(out,
		evasion{family: "function-words", name: "articles-out", change: wordsOut("the a an")},
		evasion{family: "function-words", name: "exchanged", change: eachWord(exchanged, true)},
		evasion{family: "function-words", name: "exchanged-fillers", change: func(p *post, rate float64, r *rand.Rand) string {
			body := eachWord(exchanged, true)(p, rate/2, r)
			return fillers(6)(newPost(body, p.foreign), rate, r)
		}},
		evasion{family: "function-words", name: "articles-out-fillers", change: func(p *post, rate float64, r *rand.Rand) string {
			body := wordsOut("the a an")(p, rate, r)
			return fillers(6)(newPost(body, p.foreign), rate, r)
		}},
		evasion{family: "function-words", name: "exchanged-fillers-shuffled", change: func(p *post, rate float64, r *rand.Rand) string {
			body := eachWord(exchanged, true)(p, rate/2, r)
			body = fillers(6)(newPost(body, p.foreign), rate, r)
			return shuffled(newPost(body, p.foreign), 1, r)
		}},
		evasion{family: "function-words", name: "contracted", change: contracted},
	)
}

// named returns the editor with a name.
func named(list []letters.Editor, name string) letters.Editor {
	i := slices.IndexFunc(list, func(e letters.Editor) bool { return e.Name == name })
	return list[i]
}

// others are function words that serve nearly as well.
var others = map[string]string{
	"the": "this", "a": "one", "an": "one", "of": "from", "in": "within", "and": "plus", "to": "towards", "is": "remains", "was": "became", "for": "towards",
	"with": "alongside", "on": "upon", "at": "near", "by": "through", "that": "which", "it": "this", "as": "like", "but": "yet", "from": "out of", "has": "holds",
	"had": "held", "not": "never", "be": "become", "are": "remain", "were": "became", "his": "the", "her": "the", "they": "those", "their": "the", "this": "that",
}

func exchanged(word string, _ *rand.Rand) string {
	to, ok := others[strings.ToLower(word)]
	if !ok {
		return word
	}
	if word[0] < 'a' {
		return strings.ToUpper(to[:1]) + to[1:]
	}
	return to
}

// wordsOut leaves out a share of the words of a list, with the space behind them.
func wordsOut(list string) func(*post, float64, *rand.Rand) string {
	out := strings.Fields(list)
	return func(p *post, rate float64, r *rand.Rand) string {
		var places []place
		for i, w := range p.words {
			if slices.Contains(out, strings.ToLower(p.body[w.Start:w.End])) && i+1 < len(p.words) && p.body[w.End:p.words[i+1].Start] == " " {
				places = append(places, place{w.Start, p.words[i+1].Start, ""})
			}
		}
		return p.some(places, rate, r)
	}
}

// contracted writes two words as one: it is, it's.
func contracted(p *post, rate float64, r *rand.Rand) string {
	from := strings.Fields("it is, that is, do not, does not, did not, is not, was not, will not, cannot, are not, you are, they are, we are, I am, you will, they will, we will, have not, has not, should not")
	to := strings.Fields("it's, that's, don't, doesn't, didn't, isn't, wasn't, won't, can't, aren't, you're, they're, we're, I'm, you'll, they'll, we'll, haven't, hasn't, shouldn't")
	pairs := strings.Split(strings.Join(from, " "), ", ")
	var list []string
	for i, long := range pairs {
		if r.Float64() < rate {
			list = append(list, " "+long+" ", " "+strings.TrimSuffix(to[i], ",")+" ")
		}
	}
	return strings.NewReplacer(list...).Replace(p.body)
}
