package main

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"math/rand/v2"
	"mime/quotedprintable"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/palimpsest-go/palimpsest/internal/synth/layout"
	"github.com/palimpsest-go/palimpsest/internal/synth/letters"
)

// layoutEvasions put in lay-out without meaning.
func layoutEvasions() []evasion {
	var out []evasion
	for _, l := range layout.All() {
		out = append(out, evasion{family: "layout", name: l.Kind + "-" + l.Name, whole: true, change: func(p *post, _ float64, r *rand.Rand) string {
			body, _, _ := layout.Apply(p.body, l.Make(p.tokens, r))
			return body
		}})
	}
	add := func(name string, change func(p *post, _ float64, r *rand.Rand) string) {
		out = append(out, evasion{family: "layout", name: name, whole: true, change: change})
	}
	add("csv", func(p *post, _ float64, _ *rand.Rand) string { return strings.ReplaceAll(p.body, " ", ",") })
	add("table-cells", eachGap(fixed("</td><td>")))
	add("markdown-table", eachGap(fixed(" | ")))
	add("code-comment", func(p *post, _ float64, _ *rand.Rand) string {
		return "/* " + strings.ReplaceAll(p.body, "\n", "\n * ") + " */"
	})
	add("narrow-column", func(p *post, _ float64, _ *rand.Rand) string { return wrapped(p.body, 20) })
	add("hyphenated-lines", hyphenated)
	add("subtitle-html", func(p *post, _ float64, _ *rand.Rand) string {
		return `<font color="#ffffff">` + strings.ReplaceAll(wrapped(p.body, 36), "\n", "</font>\n<font color=\"#ffffff\">") + "</font>"
	})
	add("diff", func(p *post, _ float64, _ *rand.Rand) string {
		return "+" + strings.ReplaceAll(wrapped(p.body, 60), "\n", "\n+")
	})
	add("hex-line-numbers", func(p *post, _ float64, _ *rand.Rand) string {
		lines := strings.Split(wrapped(p.body, 50), "\n")
		for i := range lines {
			lines[i] = fmt.Sprintf("%08x  %s", i*50, lines[i])
		}
		return strings.Join(lines, "\n")
	})
	add("letters-before-lines", func(p *post, _ float64, _ *rand.Rand) string {
		lines := strings.Split(wrapped(p.body, 50), "\n")
		for i := range lines {
			lines[i] = string(rune('A'+i%26)) + ": " + lines[i]
		}
		return strings.Join(lines, "\n")
	})
	return out
}

// wrapped breaks a text into lines of at most width bytes.
func wrapped(body string, width int) string {
	var b strings.Builder
	n := 0
	for _, w := range strings.Fields(body) {
		if n > 0 && n+len(w) > width {
			b.WriteByte('\n')
			n = 0
		} else if n > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w)
		n += len(w) + 1
	}
	return b.String()
}

// hyphenated breaks a text into lines of 40 characters, and divides long words at the
// ends of lines with hyphens.
func hyphenated(p *post, _ float64, _ *rand.Rand) string {
	var b strings.Builder
	n := 0
	for _, w := range strings.Fields(p.body) {
		c := []rune(w)
		if k := 40 - n; n+len(c) > 40 && len(c) > 6 && k > 2 && k < len(c)-2 && unicode.IsLetter(c[k-1]) && unicode.IsLetter(c[k]) {
			b.WriteString(string(c[:k]) + "-\n" + string(c[k:]) + " ")
			n = len(c) - k + 1
			continue
		}
		if n+len(c) > 40 {
			b.WriteByte('\n')
			n = 0
		}
		b.WriteString(w + " ")
		n += len(c) + 1
	}
	return b.String()
}

// encodedEvasions write a whole text in another way.
func encodedEvasions() []evasion {
	var out []evasion
	add := func(name string, unread bool, change func(string) string) {
		garbled := 0.
		if unread {
			garbled = 1
		}
		out = append(out, evasion{family: "encoded", name: name, garbled: garbled, whole: true, change: func(p *post, _ float64, _ *rand.Rand) string { return change(p.body) }})
	}
	for _, e := range letters.Mojibakes {
		if !strings.HasPrefix(e.Name, "cp1251") && e.Name != "latin1-as-koi8" {
			add("mojibake-"+e.Name, false, func(s string) string { return e.Edit(s, nil) })
		}
	}
	add("mojibake-of-accents", false, func(s string) string {
		return letters.Mojibakes[0].Edit(strings.NewReplacer("a", "á", "e", "é", "o", "ö").Replace(s), nil)
	})
	add("percent-spaces", false, func(s string) string { return strings.ReplaceAll(s, " ", "%20") })
	add("percent-all", true, func(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") })
	add("query", false, url.QueryEscape)
	add("path", false, url.PathEscape)
	add("percent-twice", true, func(s string) string { return url.PathEscape(url.PathEscape(s)) })
	add("html", false, html.EscapeString)
	add("json", false, func(s string) string { b, _ := json.Marshal(s); return string(b) })
	add("json-twice", false, func(s string) string { b, _ := json.Marshal(s); b, _ = json.Marshal(string(b)); return string(b) })
	add("quoted-printable", false, func(s string) string {
		var b strings.Builder
		w := quotedprintable.NewWriter(&b)
		_, _ = w.Write([]byte(s)) // a Builder takes everything
		_ = w.Close()
		return b.String()
	})
	add("rtf", false, func(s string) string { return `{\rtf1\ansi ` + strings.ReplaceAll(s, "\n", "\\par\n") + "}" })
	add("base64", true, func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) })
	add("hex", true, func(s string) string { return hex.EncodeToString([]byte(s)) })
	add("rot13", true, func(s string) string { return strings.Map(rot13, s) })
	add("binary", true, func(s string) string {
		var b strings.Builder
		for _, c := range []byte(s) {
			fmt.Fprintf(&b, "%08b ", c)
		}
		return b.String()
	})
	add("reversed", true, func(s string) string { c := []rune(s); slices.Reverse(c); return string(c) })
	add("words-reversed", true, func(s string) string { w := strings.Fields(s); slices.Reverse(w); return strings.Join(w, " ") })
	line := func(before, after string) func(string) string {
		return func(s string) string {
			lines := strings.Split(wrapped(s, 60), "\n")
			for i, l := range lines {
				c := []rune(l)
				slices.Reverse(c)
				lines[i] = before + string(c) + after
			}
			return strings.Join(lines, "\n")
		}
	}
	add("override-lines", false, line("\u202e", "\u202c"))
	add("override-lines-open", false, line("\u202e", ""))
	add("isolate-override-lines", false, line("\u2067\u202e", "\u202c\u2069"))
	add("bdo-lines", false, line(`<bdo dir="rtl">`, "</bdo>"))
	add("embedded-right-to-left", false, func(s string) string { return "\u202b" + s + "\u202c" })
	add("upside-down-whole", true, func(s string) string {
		c := []rune(named(letters.Unreadable, "upside-down").Edit(s, nil))
		return string(c)
	})
	add("page", false, func(s string) string {
		return "<!DOCTYPE html><html><head><title>x</title><style>p{margin:0}</style></head><body><p>" + strings.ReplaceAll(html.EscapeString(s), "\n\n", "</p><p>") + "</p></body></html>"
	})
	return out
}

// rot13 moves a letter by half of the alphabet.
func rot13(c rune) rune {
	switch {
	case 'a' <= c && c <= 'z':
		return 'a' + (c-'a'+13)%26
	case 'A' <= c && c <= 'Z':
		return 'A' + (c-'A'+13)%26
	}
	return c
}
