package main

import (
	"math/rand/v2"
	"strings"

	"github.com/palimpsest-go/palimpsest/internal/synth/letters"
)

// Padding in two other languages, written for this program.
const (
	french  = "Le marché ouvre à sept heures et ferme avant midi. Les marchands arrivent la nuit avec leurs camions et montent les étals sous la pluie. Une vieille dame achète toujours trois poires et un bouquet. Personne ne sait où elle habite, mais tout le monde la salue. "
	russian = "Старый мост закрыли на ремонт ещё весной. Рабочие приходят рано утром и уходят поздно вечером. Дети смотрят с берега, как меняют доски, и считают чаек. К зиме обещают открыть дорогу снова. "
)

// paddingEvasions put other text around, after or between the parts of the post.
func paddingEvasions() []evasion {
	add := func(name string, whole bool, change func(*post, float64, *rand.Rand) string) evasion {
		return evasion{family: "padding", name: name, whole: whole, change: change}
	}
	behind := func(text func(p *post) string) func(*post, float64, *rand.Rand) string {
		return func(p *post, _ float64, _ *rand.Rand) string { return p.body + "\n\n" + text(p) }
	}
	before := func(text func(p *post) string) func(*post, float64, *rand.Rand) string {
		return func(p *post, _ float64, _ *rand.Rand) string { return text(p) + "\n\n" + p.body }
	}
	repeated := func(text string, n int) func(*post) string {
		return func(*post) string { return strings.Repeat(text, n) }
	}
	foreign := func(n int) func(*post) string { return func(p *post) string { return p.others(n) } }
	return []evasion{
		add("foreign-behind-300", true, behind(foreign(300))), add("foreign-behind-3000", true, behind(foreign(3000))), add("foreign-before-300", true, before(foreign(300))),
		add("foreign-both-1000", true, func(p *post, _ float64, _ *rand.Rand) string {
			return p.others(1000) + "\n\n" + p.body + "\n\n" + p.others(1000)
		}),
		add("french-behind-300", true, behind(repeated(french, 6))), add("french-before-3000", true, before(repeated(french, 60))),
		add("russian-before-300", true, before(repeated(russian, 9))), add("russian-before-3000", true, before(repeated(russian, 90))),
		add("excerpt-embedded", true, func(p *post, _ float64, _ *rand.Rand) string {
			list := p.sentences()
			return p.others(200) + "\n\n" + joined(list[len(list)/4:len(list)/4+len(list)/2+1]) + "\n\n" + p.others(200)
		}),
		add("sentence-of-other-text", false, func(p *post, rate float64, r *rand.Rand) string {
			other := newPost(p.foreign, "").sentences()
			return eachSentence(func(s string, n int, _ *rand.Rand) string {
				return s + " " + strings.TrimSpace(other[n%len(other)].text)
			})(p, rate, r)
		}),
		add("paragraph-of-other-text", true, func(p *post, _ float64, _ *rand.Rand) string {
			var out []string
			list, other := p.sentences(), newPost(p.foreign, "").sentences()
			for i := 0; i < len(list); i += 4 {
				k := i % len(other)
				out = append(out, joined(list[i:min(i+4, len(list))]), joined(other[k:min(k+4, len(other))]))
			}
			return strings.Join(out, "\n\n")
		}),
		add("quoted-sentences", false, eachSentence(func(s string, _ int, _ *rand.Rand) string { return "“" + s + "” said Bob." })),
		add("quoted-by-six", true, func(p *post, _ float64, _ *rand.Rand) string {
			var out []string
			list := p.sentences()
			for i := 0; i < len(list); i += 6 {
				out = append(out, "“"+joined(list[i:min(i+6, len(list))])+"” (Smith 2020)")
			}
			return strings.Join(out, " ")
		}),
		add("quoted-whole", true, func(p *post, _ float64, _ *rand.Rand) string { return "“" + strings.TrimSpace(p.body) + "”" }),
		add("title-and-foot", true, func(p *post, _ float64, _ *rand.Rand) string {
			return "Ten things nobody told you\n\nBy our own staff\n\n" + p.body + "\n\nShare this. All rights reserved. Contact us. Terms and conditions."
		}),
		add("comments-behind", true, behind(func(*post) string { return strings.Join(chat, "\n") })),
		add("noise-behind", true, func(p *post, _ float64, r *rand.Rand) string {
			var b strings.Builder
			for range 300 {
				for range 3 + r.IntN(6) {
					b.WriteByte(byte('a' + r.IntN(26)))
				}
				b.WriteByte(' ')
			}
			return p.body + "\n\n" + b.String()
		}),
		add("words-behind", true, behind(func(p *post) string { return strings.Repeat(strings.Join(markers, " ")+" ", 20) })),
		add("disguised-half", true, func(p *post, _ float64, r *rand.Rand) string {
			list := p.sentences()
			first := newPost(joined(list[:len(list)/2]), "")
			return eachWord(named(letters.LookAlikes, "cyrillic").Edit, false)(first, 1, r) + " " + joined(list[len(list)/2:])
		}),
		add("two-disguises", false, func(p *post, rate float64, r *rand.Rand) string {
			once := eachWord(named(letters.Invisible, "zero-width-joiner").Edit, false)(p, rate, r)
			return eachWord(named(letters.LookAlikes, "cyrillic-one").Edit, false)(newPost(once, ""), rate, r)
		}),
	}
}

// others returns n words of a text that has nothing to do with the post. If the text is
// shorter, it is repeated.
func (p *post) others(n int) string {
	var out []string
	words := strings.Fields(p.foreign)
	for len(out) < n {
		out = append(out, words[:min(len(words), n-len(out))]...)
	}
	return strings.Join(out, " ")
}
