package layout

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// wrapped returns splices that wrap about every k-th token in open and close.
func wrapped(every int, pair func(r *rand.Rand) (open, close string)) func(*Text, *rand.Rand) []Splice {
	return func(t *Text, r *rand.Rand) []Splice {
		var out []Splice
		for i := r.IntN(every); i < len(t.Tokens); i += every + r.IntN(2) {
			a, b := pair(r)
			out = append(out, t.before(i, a), t.after(i, b))
		}
		return out
	}
}

func pick(list ...string) func(*rand.Rand) string {
	return func(r *rand.Rand) string { return list[r.IntN(len(list))] }
}

func html(r *rand.Rand) (string, string) {
	switch r.IntN(4) {
	case 0:
		return fmt.Sprintf(`<span class="c%d">`, r.IntN(40)), "</span>"
	case 1:
		return fmt.Sprintf(`<a href="https://example.org/%d">`, r.IntN(900)), "</a>"
	case 2:
		return `<span style="color: #333">`, "</span>"
	}
	tag := pick("b", "i", "em", "strong", "u", "mark", "font")(r)
	return "<" + tag + ">", "</" + tag + ">"
}

func bbcode(r *rand.Rand) (string, string) {
	switch r.IntN(4) {
	case 0:
		return fmt.Sprintf("[url=http://example.org/p%d]", r.IntN(900)), "[/url]"
	case 1:
		return "[color=" + pick("red", "blue", "#333333")(r) + "]", "[/color]"
	}
	tag := pick("b", "i", "u", "s", "quote", "code")(r)
	return "[" + tag + "]", "[/" + tag + "]"
}

func tags() []Layout {
	markdown := func(r *rand.Rand) (string, string) {
		if r.IntN(4) == 0 {
			return "[", fmt.Sprintf("](https://example.org/%d)", r.IntN(900))
		}
		m := pick("**", "*", "_", "`", "~~")(r)
		return m, m
	}
	wiki := func(r *rand.Rand) (string, string) {
		if r.IntN(2) == 0 {
			return "[[", "]]"
		}
		return "'''", "'''"
	}
	return []Layout{
		{"html", "second", wrapped(2, html)}, {"html", "third", wrapped(3, html)}, {"html", "seventh", wrapped(7, html)},
		{"html", "blocks", func(t *Text, r *rand.Rand) []Splice {
			return t.lines(t.sentences(), pick("</p>\n", "<br>\n", "</p>")(r), func(int) string { return "<p>" })
		}},
		{"html", "mid-word", func(t *Text, r *rand.Rand) []Splice {
			var out []Splice
			for i, k := range t.Tokens {
				if !k.Fixed && k.End-k.Start > 3 && t.Body[k.Start] < 0x80 && t.Body[k.Start+1] < 0x80 && r.IntN(4) == 0 {
					out = append(out, t.before(i, "<b>"), Splice{k.Start + 1, k.Start + 1, "</b>"})
				}
			}
			return out
		}},
		{"bbcode", "third", wrapped(3, bbcode)}, {"bbcode", "seventh", wrapped(7, bbcode)}, {"bbcode", "thirteenth", wrapped(13, bbcode)},
		{"markdown", "fifth", wrapped(5, markdown)}, {"markdown", "wiki", wrapped(8, wiki)},
		{"markdown", "headings", func(t *Text, r *rand.Rand) []Splice {
			return t.lines(t.sentences(), "\n\n", func(int) string { return pick("# ", "## ", "* ", "- ", "1. ", "")(r) })
		}},
	}
}

// clock returns a time of day or of a film, in the form given by kind.
func clock(kind string, seconds int) string {
	h, m, s := seconds/3600, seconds/60%60, seconds%60
	switch kind {
	case "srt":
		return fmt.Sprintf("%02d:%02d:%02d,%03d", h, m, s, seconds*37%1000)
	case "vtt":
		return fmt.Sprintf("%02d:%02d:%02d.%03d", h, m, s, seconds*37%1000)
	case "iso":
		return fmt.Sprintf("2026-%02d-%02dT%02d:%02d:%02dZ", 1+seconds%12, 1+seconds%28, h%24, m, s)
	case "short":
		return fmt.Sprintf("%d:%02d", m, s)
	}
	return fmt.Sprintf("%02d:%02d", h%24, m)
}

func times() []Layout {
	timed := func(name, sep string, lead func(r *rand.Rand, n, from, to int) string, width func(*rand.Rand) int) Layout {
		return Layout{"time-code", name, func(t *Text, r *rand.Rand) []Splice {
			at, step := r.IntN(40000), 2+r.IntN(5)
			return t.lines(t.starts(width(r)), sep, func(n int) string {
				from := at + n*step
				return lead(r, n, from, from+step-1)
			})
		}}
	}
	narrow := func(r *rand.Rand) int { return 30 + r.IntN(15) }
	wide := func(r *rand.Rand) int { return 50 + r.IntN(50) }
	return []Layout{
		timed("srt", "\n\n", func(_ *rand.Rand, n, a, b int) string {
			return fmt.Sprintf("%d\n%s --> %s\n", n+1, clock("srt", a), clock("srt", b))
		}, narrow),
		timed("vtt", "\n\n", func(_ *rand.Rand, _, a, b int) string { return clock("vtt", a) + " --> " + clock("vtt", b) + "\n" }, narrow),
		timed("clock", "\n", func(_ *rand.Rand, _, a, _ int) string { return "[" + clock("", a*30) + "] " }, wide),
		timed("minutes", "\n", func(_ *rand.Rand, _, a, _ int) string { return clock("short", a) + " " }, wide),
		timed("log", "\n", func(r *rand.Rand, _, a, _ int) string { return clock("iso", a) + pick(" INFO ", " ", " DEBUG ")(r) }, wide),
		timed("chat", "\n", func(r *rand.Rand, _, a, _ int) string {
			return "[" + clock("", a*30) + "] " + pick("Anna", "Ben", "Cleo")(r) + ": "
		}, wide),
		timed("parentheses", "\n", func(_ *rand.Rand, _, a, _ int) string { return "(" + clock("short", a) + ")\n" }, wide),
	}
}

func numbers() []Layout {
	numbered := func(name, sep, form string, sentences bool) Layout {
		return Layout{"number", name, func(t *Text, r *rand.Rand) []Splice {
			starts, from := t.starts(45+r.IntN(40)), 1+r.IntN(60)*r.IntN(2)
			if sentences {
				starts = t.sentences()
			}
			return t.lines(starts, sep, func(n int) string { return fmt.Sprintf(form, from+n) })
		}}
	}
	return []Layout{
		numbered("lines", "\n", "%d ", false), numbered("lines-wide", "\n", "%4d  ", false), numbered("lines-colon", "\n", "%d: ", false),
		numbered("lines-semicolon", "\n", "%d;", false), numbered("verses", " ", "%d ", true), numbered("verse-marks", " ", "[%d] ", true),
		numbered("paragraphs", "\n", "%d. ", true), numbered("list", "\n", "(%d) ", true),
		{"number", "chapter", func(t *Text, r *rand.Rand) []Splice {
			chapter := 1 + r.IntN(50)
			return t.lines(t.sentences(), "\n", func(n int) string { return fmt.Sprintf("%d:%d ", chapter, n+1) })
		}},
		{"number", "fifth-line", func(t *Text, r *rand.Rand) []Splice {
			return t.lines(t.starts(50+r.IntN(30)), "\n", func(n int) string {
				if (n+1)%5 == 0 {
					return fmt.Sprintf("%d   ", n+1)
				}
				return ""
			})
		}},
	}
}

// authors are those of citations by name. They are invented.
var authors = []string{"Smith", "Okafor", "Lindqvist", "Marchetti", "Tanaka", "Dubois", "Kowalczyk", "Rahman", "Petersen", "Varga"}

func citations() []Layout {
	cited := func(name string, mark func(r *rand.Rand, n int) string) Layout {
		return Layout{"citation", name, func(t *Text, r *rand.Rand) []Splice {
			var out []Splice
			n, every := 0, 1+r.IntN(3)
			for i, k := range t.Tokens {
				last := t.Body[k.End-1]
				if (k.Ends || last == ',' || last == ';') && r.IntN(every) == 0 {
					n++
					out = append(out, t.after(i, mark(r, n)))
				}
			}
			return out
		}}
	}
	return []Layout{
		cited("bracket", func(_ *rand.Rand, n int) string { return fmt.Sprintf("[%d]", n) }),
		cited("brackets", func(r *rand.Rand, n int) string { return fmt.Sprintf(" [%d, %d]", n, n+1+r.IntN(9)) }),
		cited("several", func(r *rand.Rand, n int) string { return fmt.Sprintf("[%d][%d][%d]", n, n+1, n+2+r.IntN(3)) }),
		cited("superscript", func(_ *rand.Rand, n int) string {
			return strings.Map(func(c rune) rune { return []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")[c-'0'] }, fmt.Sprint(n))
		}),
		cited("author", func(r *rand.Rand, _ int) string {
			return fmt.Sprintf(" (%s %d)", authors[r.IntN(len(authors))], 1985+r.IntN(40))
		}),
		cited("author-page", func(r *rand.Rand, _ int) string {
			return fmt.Sprintf(" (%s et al., %d, p. %d)", authors[r.IntN(len(authors))], 1985+r.IntN(40), 1+r.IntN(300))
		}),
		cited("footnote", func(_ *rand.Rand, n int) string { return fmt.Sprintf("(%d)", n) }),
		cited("needed", func(r *rand.Rand, n int) string {
			return pick("[citation needed]", "[edit]", fmt.Sprintf("[note %d]", n))(r)
		}),
	}
}

func signs() []Layout {
	line := func(kind, name, lead string, width int) Layout {
		return Layout{kind, name, func(t *Text, _ *rand.Rand) []Splice {
			return t.lines(t.starts(width), "\n", func(int) string { return lead })
		}}
	}
	listed := func(name string, lead func(n int) string) Layout {
		return Layout{"bullet", name, func(t *Text, _ *rand.Rand) []Splice { return t.lines(t.sentences(), "\n", lead) }}
	}
	return []Layout{
		line("quote-mark", "mail", "> ", 68), line("quote-mark", "mail-twice", ">> ", 60), line("quote-mark", "bar", "| ", 72), line("quote-mark", "comment", "// ", 70), line("quote-mark", "hash", "# ", 70),
		line("lines", "wrapped", "", 72), line("lines", "narrow", "", 34), line("lines", "indented", "    ", 60),
		listed("dots", func(int) string { return "• " }), listed("dashes", func(int) string { return "- " }), listed("stars", func(int) string { return "* " }),
		listed("letters", func(n int) string { return string(rune('a'+n%26)) + ") " }),
		listed("keycaps", func(n int) string { return string(rune('0'+n%10)) + "\ufe0f\u20e3 " }),
		{"bullet", "emoji", func(t *Text, r *rand.Rand) []Splice {
			var out []Splice
			for i := range t.Tokens {
				if r.IntN(5) == 0 {
					out = append(out, t.after(i, " "+pick("😀", "🔥", "👍", "1️⃣", "✅", "❤️")(r)))
				}
			}
			return out
		}},
		{"running-head", "pages", func(t *Text, r *rand.Rand) []Splice { return pages(t, r, "\n\n%d\n\n%s\n\n") }},
		{"running-head", "feet", func(t *Text, r *rand.Rand) []Splice { return pages(t, r, "\n\n- %d -\n\f\n%s\n\n") }},
		{"running-head", "numbered", func(t *Text, r *rand.Rand) []Splice { return pages(t, r, "\n\nPage %d of 90\n%s\n\n") }},
	}
}

// pages breaks a text into short pages with a number and the same title on each.
func pages(t *Text, r *rand.Rand, form string) []Splice {
	title := pick("ANNUAL REPORT", "Chapter Four", "Journal of Applied Studies, vol. 12", "DRAFT – NOT FOR QUOTATION", "The Long Way Home")(r)
	starts, page, per := t.starts(60+r.IntN(20)), 1+r.IntN(80), 5+r.IntN(10)
	var out []Splice
	for n, i := range starts {
		switch {
		case i == 0:
		case n%per == 0:
			page++
			out = append(out, t.gap(i, fmt.Sprintf(form, page, title)))
		default:
			out = append(out, t.gap(i, "\n"))
		}
	}
	return out
}
