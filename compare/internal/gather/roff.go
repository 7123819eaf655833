package main

import (
	"regexp"
	"strings"
)

// This file reduces manual pages to running text. groff would do it better, but
// its output differs by version and hyphenates, and it needs 50 ms a page.

// roffEscapes are the escape sequences of roff for characters.
var roffEscapes = strings.NewReplacer(
	`\\`, `\`, `\e`, `\`, `\-`, "-", `\&`, "", `\|`, "", `\^`, "", `\/`, "", `\,`, "", `\%`, "", `\:`, "", `\~`, " ", `\ `, " ", `\0`, " ", `\c`, "", `\t`, " ", `\'`, "´", "\\`", "`", `\.`, ".",
	`\(aq`, "'", `\(oq`, "‘", `\(cq`, "’", `\(lq`, "“", `\(rq`, "”", `\(dq`, `"`, `\(em`, "—", `\(en`, "–", `\(bu`, "•", `\(co`, "©", `\(rg`, "®", `\(hy`, "-", `\(ha`, "^", `\(ti`, "~", `\(ga`, "`",
	`\(Fo`, "«", `\(Fc`, "»", `\(ss`, "ß", `\(:a`, "ä", `\(:o`, "ö", `\(:u`, "ü", `\(:A`, "Ä", `\(:O`, "Ö", `\(:U`, "Ü", `\('e`, "é", "\\(`e", "è", "\\(`a", "à", `\(^e`, "ê", `\(,c`, "ç",
	`\*(lq`, "“", `\*(rq`, "”", `\*(Aq`, "'", `\*(dq`, `"`, `\*(C+`, "C++", `\*(--`, "—", `\[aq]`, "'", `\[dq]`, `"`, `\[lq]`, "“", `\[rq]`, "”", `\[oq]`, "‘", `\[cq]`, "’", `\[em]`, "—", `\[en]`, "–", `\[bu]`, "•", `\[ti]`, "~", `\[ha]`, "^", `\[rs]`, `\`, `\[u2010]`, "-", `\[u2026]`, "…",
)

// roffCodes matches the escape sequences for fonts, sizes, movements and
// strings, and comments.
var roffCodes = regexp.MustCompile(`\\f(\[[^\]]*\]|\(..|.)|\\s[-+]?\d+|\\[hvwlLoz]'[^']*'|\\m\[[^\]]*\]|\\"(?:.*)$|\\[*n](\[[^\]]*\]|\(..|.)|\\[{}]|\\[ud]`)

// roffText returns a line without escape sequences.
func roffText(line string) string {
	return roffEscapes.Replace(roffCodes.ReplaceAllString(line, ""))
}

// fonts are the macros that set their arguments in a font.
var fonts = map[string]bool{"B": true, "I": true, "BR": true, "BI": true, "IB": true, "IR": true, "RB": true, "RI": true, "SM": true, "SB": true}

// breaks are the macros that end a paragraph.
var breaks = map[string]bool{"PP": true, "P": true, "LP": true, "TP": true, "TQ": true, "IP": true, "HP": true, "sp": true, "br": false, "RS": true, "RE": true, "Pp": true, "It": true, "Bl": true, "El": true, "SH": true, "SS": true, "Sh": true, "Ss": true}

// blocksOf maps macros that open a part without running text to those that close it.
var blocksOf = map[string]string{"TS": "TE", "EX": "EE", "nf": "fi", "Bd": "Ed", "ig": ".", "de": ".", "EQ": "EN", "SY": "YS", "Vb": "Ve", "PS": "PE"}

// A roffReader gathers the paragraphs of a manual page.
type roffReader struct {
	blocks []string
	line   []string // of the paragraph at hand
	until  string   // macro that ends the part that is passed over; "" outside
	tag    bool     // the next line is the tag of a paragraph
	synop  bool     // in the section that shows the call
}

func (r *roffReader) flush() {
	if len(r.line) > 0 {
		r.blocks = append(r.blocks, strings.Join(strings.Fields(strings.Join(r.line, " ")), " "))
	}
	r.line = nil
}

// synopsis matches the headings of the section that shows the call, and of those
// that name authors and licences, in many languages: they are code or boilerplate.
var synopsis = regexp.MustCompile(`(?i)^(synops|s[iíy]n[oó]ps|übersicht|обзор|синтакс|använd|áttek|sinossi|sumário|overz|samenv|utilisation|bruk|авто?ры?$|oversikt|forfatter|opphav|upphov|författare|rapporter|reporting bugs|signaler|informar|сообщен|авторск|copyright|droits|derechos|upphovsr|opphavsr|fehler melden|author|auteur|autor|авторы|szerző|autore|auteur|see also|voir aussi|véase|ver también|siehe auch|vedere anche|veja também|ver também|см|смотрите|se även|se også|lásd|zie ook|colophon|colofon|kolofon|colophon|замечания|segnal|bugs rapport|rapporteren)`)

// readMan reads a manual page written with the man or the mdoc macros. Tables,
// examples, the synopsis and the closing sections that all pages share are left
// out.
func readMan(f file) []part {
	text := string(f.data)
	if strings.HasPrefix(text, ".so ") {
		return nil
	}
	var r roffReader
	for line := range strings.Lines(text) {
		r.read(strings.TrimRight(line, "\r\n"))
	}
	r.flush()
	return []part{{blocks: r.blocks}}
}

// read takes one line.
func (r *roffReader) read(line string) {
	macro, args := roffMacro(line)
	switch {
	case r.until != "":
		if macro == r.until {
			r.until = ""
		}
	case macro == "":
		r.text(line)
	case blocksOf[macro] != "":
		r.flush()
		r.until = blocksOf[macro]
	case macro == "SH" || macro == "Sh" || macro == "SS" || macro == "Ss":
		r.heading(macro, args)
	case fonts[macro]:
		if !strings.Contains(macro, "R") && len(macro) == 1 {
			r.text(strings.Join(args, " "))
		} else {
			r.text(strings.Join(args, ""))
		}
	case breaks[macro]:
		r.flush()
		if macro == "IP" && len(args) > 0 || macro == "It" {
			r.text(strings.Join(args[:min(len(args), 1)], ""))
			r.flush()
		}
		r.tag = macro == "TP" || macro == "TQ"
	case mdocText[macro] != "":
		r.text(mdoc(macro, args))
	}
}

func (r *roffReader) heading(macro string, args []string) {
	r.flush()
	title := roffText(strings.Join(args, " "))
	if macro == "SH" || macro == "Sh" {
		r.synop = synopsis.MatchString(title)
	}
	if !r.synop && title != "" {
		r.blocks = append(r.blocks, title)
	}
}

// text takes a line of text.
func (r *roffReader) text(line string) {
	if r.synop {
		return
	}
	if strings.TrimSpace(line) == "" {
		r.flush()
		return
	}
	r.line = append(r.line, roffText(line))
	if r.tag {
		r.tag = false
		r.flush()
	}
}

// roffMacro returns the macro and the arguments of a line, or "" for a line of
// text. Requests that the reader does not know come with their names.
func roffMacro(line string) (string, []string) {
	if line == ".." {
		return ".", nil
	}
	if line == "" || line[0] != '.' && line[0] != '\'' {
		return "", nil
	}
	rest := strings.TrimLeft(line[1:], " \t")
	if strings.HasPrefix(rest, `\"`) || rest == "" {
		return "comment", nil
	}
	name, rest, _ := strings.Cut(rest, " ")
	return name, roffArgs(rest)
}

// roffArgs splits arguments at spaces outside quotes.
func roffArgs(s string) []string {
	var out []string
	for s = strings.TrimLeft(s, " "); s != ""; s = strings.TrimLeft(s, " ") {
		if s[0] == '"' {
			a, rest, _ := strings.Cut(s[1:], `"`)
			out, s = append(out, a), rest
			continue
		}
		i := 0
		for i < len(s) && (s[i] != ' ' || i > 0 && s[i-1] == '\\') {
			i++
		}
		out, s = append(out, s[:i]), s[i:]
	}
	return out
}

// mdocText are the mdoc macros that stand for text, with what goes before their
// arguments; "." for nothing.
var mdocText = map[string]string{
	"Nm": ".", "Fl": "-", "Ar": ".", "Pa": ".", "Xr": ".", "Em": ".", "Sy": ".", "Li": ".", "Cm": ".", "Ic": ".", "Va": ".", "Dv": ".", "Ev": ".", "Er": ".", "Fn": ".", "Fa": ".", "Vt": ".", "Ql": ".", "Dq": ".", "Sq": ".", "Pq": ".", "Bq": ".",
	"Qq": ".", "Nd": ".", "Bx": "BSD", "Fx": "FreeBSD", "Nx": "NetBSD", "Ox": "OpenBSD", "Ux": "Unix", "At": "AT&T", "St": ".", "Tn": ".", "No": ".", "An": ".", "Ad": ".", "Ms": ".", "Op": ".", "Oo": ".", "Do": ".", "Qo": ".", "So": ".", "Sx": ".", "Lk": ".",
}

// mdoc returns the text of a line with mdoc macros: macros called inside it are
// left out, and punctuation follows the word before it.
func mdoc(macro string, args []string) string {
	words := args
	if lead := mdocText[macro]; lead != "." {
		words = append([]string{lead}, args...)
	}
	var b strings.Builder
	for _, w := range words {
		if mdocText[w] != "" || w == "Ns" || w == "Oc" || w == "Ap" || w == "Dc" || w == "Qc" || w == "Sc" {
			continue
		}
		if b.Len() > 0 && !(len(w) == 1 && strings.Contains(".,;:)!?", w)) {
			b.WriteByte(' ')
		}
		b.WriteString(w)
	}
	return b.String()
}
