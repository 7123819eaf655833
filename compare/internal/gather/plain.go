package main

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// text returns the text of a file. A file that is not UTF-8 is read as Latin-1, the
// encoding of Debian's old files.
func text(f file) string {
	data := bytes.TrimPrefix(f.data, []byte("\ufeff"))
	if utf8.Valid(data) {
		return string(data)
	}
	latin, err := charmap.ISO8859_1.NewDecoder().Bytes(data)
	if err != nil {
		return ""
	}
	return string(latin)
}

// readPlain reads running text with hard line breaks and blank lines between
// paragraphs.
func readPlain(f file) []part {
	return []part{{blocks: paragraphs(text(f)), long: true}}
}

// readVerse reads verse and dialogue: line breaks stay.
func readVerse(f file) []part {
	var blocks []string
	for _, s := range stanzas(text(f)) {
		blocks = append(blocks, trimLines(s))
	}
	return []part{{blocks: blocks, long: true}}
}

// trimLines removes the indentation of lines.
func trimLines(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	return strings.Join(lines, "\n")
}

// readFortune reads cookies of the program fortune, split by lines of one
// percent sign. A cookie is one block; so a text is a collection of them, as on
// a page of quotations.
func readFortune(f file) []part {
	var blocks []string
	for cookie := range strings.SplitSeq(text(f), "\n%\n") {
		blocks = append(blocks, join(strings.ReplaceAll(cookie, "\n", " \n")))
	}
	return []part{{blocks: blocks, long: true}}
}

// readInfo reads the nodes of an Info file, a part each.
func readInfo(f file) []part {
	var out []part
	for node := range strings.SplitSeq(text(f), "\x1f\n") {
		head, body, ok := strings.Cut(node, "\n")
		_, name, found := strings.Cut(head, "Node: ")
		if !ok || !found {
			continue
		}
		name, _, _ = strings.Cut(name, ",")
		body, _, _ = strings.Cut(body, "\n* Menu:")
		out = append(out, part{name: name, blocks: paragraphs(noUnderlines(body))})
	}
	return out
}

// underline matches a line that underlines a heading.
var underline = regexp.MustCompile(`(?m)^[=\-*.~]{3,}$`)

func noUnderlines(s string) string { return underline.ReplaceAllString(s, "\n") }

// unpaged returns a text with a fixed page length without the feet and the heads
// of its pages. A paragraph that goes on after one is whole again.
func unpaged(s string) string {
	var out []string
	head := false // the line with the head is still to come
	for line := range strings.SplitSeq(s, "\n") {
		line = strings.TrimRight(strings.ReplaceAll(line, "\f", ""), " \r")
		switch {
		case strings.HasSuffix(line, "]") && strings.Contains(line, "[Page "):
			head = true
		case head && strings.HasPrefix(line, "RFC "):
		case head && line == "":
		default:
			if head && len(out) > 0 {
				out = joint(out)
			}
			head = false
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

// joint returns lines without the blank ones at the end if the last sentence is
// open, and with one blank line at the end if not.
func joint(lines []string) []string {
	for len(lines) > 0 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	if len(lines) > 0 && strings.ContainsAny(lines[len(lines)-1][len(lines[len(lines)-1])-1:], ".:!?") {
		lines = append(lines, "")
	}
	return lines
}

// heading matches a numbered heading of an RFC.
var heading = regexp.MustCompile(`^\s*(\d+\.)+\s+\S`)

// front matches the beginning of the text of an RFC, after its front matter.
var front = regexp.MustCompile(`(?im)^\s*(1\.?\s+introduction|abstract|introduction|overview|1\.\s+\w+)`)

// boilerplate matches paragraphs that thousands of RFCs share.
var boilerplate = regexp.MustCompile(`(?i)copyright|status of this memo|internet society|distribution of this|this document may not|IETF|RFC editor|internet standards track|BCP 14|key words "?must|internet-drafts?|request for comments`)

// readRFC reads an RFC, without page breaks, tables, drawings, the contents and
// the front matter.
func readRFC(f file) []part {
	body := unpaged(text(f))
	if at := front.FindStringIndex(body); at != nil {
		body = body[at[0]:]
	}
	var blocks []string
	for _, p := range paragraphs(body) {
		if !boilerplate.MatchString(p) && !strings.Contains(p, "....") && !strings.Contains(p, ". . .") && !strings.Contains(p, "+-") {
			blocks = append(blocks, heading.ReplaceAllStringFunc(p, func(s string) string { return s[len(s)-1:] }))
		}
	}
	return []part{{blocks: blocks, long: true}}
}

// readChangelog reads the entries of a changelog, several in a part: one entry
// is often a line.
func readChangelog(f file) []part {
	var out []part
	var blocks []string
	words := 0
	for _, p := range changes(text(f)) {
		blocks = append(blocks, p)
		if words += wordCount(p); words >= 250 {
			out = append(out, part{name: string(rune('a' + len(out))), blocks: blocks})
			blocks, words = nil, 0
		}
		if len(out) == 12 {
			break
		}
	}
	return out
}

// changes returns the items of a changelog without bullets, dates and addresses.
func changes(s string) []string {
	var out []string
	var item []string
	flush := func() {
		if t := join(strings.Join(item, "\n")); wordCount(t) > 3 && !strings.Contains(t, "@") {
			out = append(out, t)
		}
		item = nil
	}
	for line := range strings.Lines(s) {
		t := strings.TrimSpace(line)
		if t == "" || strings.HasPrefix(t, "--") || strings.HasPrefix(t, "[") || !strings.HasPrefix(line, " ") && !strings.HasPrefix(line, "\t") && !strings.HasPrefix(line, "*") && !strings.HasPrefix(line, "-") {
			flush()
			continue
		}
		if c := t[0]; c == '*' || c == '-' || c == '+' || c == 'o' && len(t) > 1 && t[1] == ' ' {
			flush()
			t = strings.TrimSpace(t[1:])
		}
		item = append(item, t)
	}
	flush()
	return out
}

// field matches the name of a field of a copyright file.
var field = regexp.MustCompile(`^[A-Z][A-Za-z-]+:`)

// readCopyright reads the copyright file of a package: licences as its
// maintainers wrote them down.
func readCopyright(f file) []part {
	var b strings.Builder
	for line := range strings.Lines(text(f)) {
		t := strings.TrimSpace(line)
		switch {
		case t == ".", field.MatchString(line), strings.HasPrefix(t, "#"):
			b.WriteByte('\n')
		case strings.Contains(t, "@"), strings.Contains(t, "(c)"), strings.Contains(t, "©"):
		default:
			b.WriteString(line)
		}
	}
	return []part{{blocks: paragraphs(b.String())}}
}
