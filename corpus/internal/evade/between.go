package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"
)

// gapEvasions put something between words.
func gapEvasions() []evasion {
	var out []evasion
	add := func(name string, list ...string) {
		out = append(out, evasion{family: "gap", name: name, change: eachGap(fixed(list...))})
	}
	add("no-break", "\u00a0")
	add("thin", "\u2009")
	add("ideographic", "\u3000")
	add("ogham", "\u1680")
	add("braille-blank", "\u2800")
	add("hangul-filler", "\u3164")
	add("low-line", "_")
	add("zero-width-only", "\u200b")
	add("zero-width", "\u200b \u200b")
	add("hyphen", "-")
	add("no-break-hyphen", "\u2011")
	add("middle-dot", "·")
	add("slash", "/")
	add("bar", " | ")
	add("plus", "+")
	add("stop", ".")
	add("tabs", "\t")
	add("many-spaces", "     ")
	add("lines", "\n")
	add("paragraphs", "\n\n")
	add("emoji", " 😀 ", " 🔥 ", " 👍 ", " ✅ ", " ❤️ ", " 👩‍👩‍👧 ")
	add("emoji-for-space", "😀", "🔥", "👏")
	add("stars", " * ")
	add("dashes", " — ")
	add("commas", ", ")
	add("dots", "... ")
	add("nothing", "")
	add("letter", "x")
	add("break-tag", "<br>")
	add("comment", " <!-- x --> ", "<!----> ")
	add("no-break-reference", "&nbsp;")
	add("direction-marks", " \u200e", "\u200f ")
	add("hidden-words", ` <span style="display:none">lorem ipsum</span> `)
	add("digits", " 1 ", " 27 ", " 404 ")
	add("letters", " x ", " q ", " z ")
	return append(out, evasion{family: "gap", name: "camel-case", change: func(p *post, rate float64, r *rand.Rand) string {
		var places []place
		for i, k := range p.tokens.Tokens[1:] {
			if from := p.tokens.Tokens[i].End; p.body[from:k.Start] == " " && p.body[k.Start] < 0x80 {
				places = append(places, place{from, k.Start + 1, strings.ToUpper(p.body[k.Start : k.Start+1])})
			}
		}
		return p.some(places, rate, r)
	}})
}

// markers are words that add no meaning.
var markers = strings.Fields("really actually basically honestly literally simply obviously frankly certainly surely perhaps indeed quite rather somewhat")

// chat is what people put between sentences.
var chat = []string{
	"Let us think about that for a moment.", "You may well ask why.", "This is worth knowing.", "So far, so good.", "There is more to come.",
	"That much is clear.", "Now comes the best part.", "I could go on about this for hours.", "Nobody should be surprised.", "Take a deep breath.",
	"Read that again if you like.", "Well, there you have it.", "It is what it is.", "Let that sink in.", "Follow us for more.",
}

// fillers puts a word without meaning after every n-th word, at a share of these
// places.
func fillers(n int) func(*post, float64, *rand.Rand) string {
	return putIn(n, func(_ int, r *rand.Rand) string { return " " + markers[r.IntN(len(markers))] })
}

// putIn puts text after every n-th word, at a share of these places.
func putIn(n int, text func(k int, r *rand.Rand) string) func(*post, float64, *rand.Rand) string {
	return func(p *post, rate float64, r *rand.Rand) string {
		var places []place
		for i := n - 1; i < len(p.words); i += n {
			end := p.words[i].End
			places = append(places, place{end, end, text(i, r)})
		}
		return p.some(places, rate, r)
	}
}

// fillerEvasions put words or sentences in.
func fillerEvasions() []evasion {
	words := func(name string, n int, list ...string) evasion {
		draw := fixed(list...)
		return evasion{family: "filler", name: name, change: putIn(n, func(_ int, r *rand.Rand) string { return draw(r) })}
	}
	behind := func(name string, list ...string) evasion {
		draw := fixed(list...)
		return evasion{family: "filler", name: name, change: eachSentence(func(s string, _ int, r *rand.Rand) string { return s + " " + draw(r) })}
	}
	return []evasion{
		{family: "filler", name: "word-10", change: fillers(10)}, {family: "filler", name: "word-6", change: fillers(6)}, {family: "filler", name: "word-3", change: fillers(3)},
		behind("sentence", chat...), behind("hashtags", "#news #today", "#follow #like", "#trending"), behind("addresses", "https://example.org/more", "www.example.com"),
		behind("mentions", "@editor", "@news_desk"), behind("notes", "[citation needed]", "(source: internet)", "[sic]"), behind("advert", "ADVERTISEMENT", "[Read more]", "Subscribe now!"),
		behind("emoji", "😂😂😂", "🎉", "🙏🙏"), behind("questions", "Right?", "You know?", "Okay?"),
		{family: "filler", name: "openers", change: eachSentence(func(s string, _ int, r *rand.Rand) string {
			return fixed("To be fair, ", "In any case, ", "As it happens, ", "Needless to say, ", "By the way, ")(r) + lowered(s)
		})},
		words("parentheses-8", 8, " (sic)", " (!)", " (note)"), words("interjections-6", 6, ", uh,", ", you know,", ", like,"), words("numbers-5", 5, " 12", " 7", " 99"),
		words("letters-4", 4, " x", " j", " w"), words("nonsense-5", 5, " blorf", " quazzle", " vintrop", " snelk"), words("thing-6", 6, " apple", " window", " river", " seven"),
		{family: "filler", name: "repeated-word-5", change: func(p *post, rate float64, r *rand.Rand) string {
			return putIn(5, func(k int, _ *rand.Rand) string { return " " + p.body[p.words[k].Start:p.words[k].End] })(p, rate, r)
		}},
		{family: "filler", name: "counter-9", change: putIn(9, func(k int, _ *rand.Rand) string { return fmt.Sprintf(" %d", k) })},
	}
}

// lowered returns s with a small letter at its start.
func lowered(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[n:]
}
