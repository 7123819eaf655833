package main

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Shares of a block's characters below which it is a table, code, an address or a
// rule, and no prose.
const (
	leastLetters = 0.7  // letters and spaces
	leastPlain   = 0.93 // letters, spaces and the marks of sentences
)

// clean returns the blocks that are prose or a heading. Runs of more than
// maxShort short blocks are menus or lists of names and are left out, and so is
// a block that stands there twice.
func clean(blocks []string) []string {
	const maxShort = 4
	seen := map[string]bool{}
	var out []string
	short := 0
	for _, b := range blocks {
		b = strings.TrimSpace(strings.ToValidUTF8(b, ""))
		if !isProse(b) || seen[b] || strings.HasPrefix(b, "# ") {
			continue
		}
		seen[b] = true
		if wordCount(b) < 5 && !strings.ContainsAny(b, ".!?") {
			short++
		} else {
			if short > maxShort {
				out = out[:len(out)-short]
			}
			short = 0
		}
		out = append(out, b)
	}
	return out[:len(out)-short]
}

// isProse reports whether a block is mostly letters, spaces and marks of sentences.
func isProse(b string) bool {
	good, all := 0, 0
	for _, r := range b {
		all++
		if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsSpace(r) || strings.ContainsRune(".,;:!?'’\"“”«»()-–—", r) {
			good++
		}
	}
	return all > 1 && float64(good) >= leastPlain*float64(all) && letters(b) >= leastLetters
}

// letters returns the share of letters and spaces.
func letters(b string) float64 {
	good := 0
	for _, r := range b {
		if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsSpace(r) {
			good++
		}
	}
	return float64(good) / float64(max(1, utf8.RuneCountInString(b)))
}

// wordCount returns how many words a text has, runs without white space that
// hold a letter.
func wordCount(s string) int {
	n := 0
	for w := range strings.FieldsSeq(s) {
		if strings.IndexFunc(w, unicode.IsLetter) >= 0 {
			n++
		}
	}
	return n
}

// broken matches a word that a line break cuts: a letter, a hyphen, the break
// and a small letter.
var broken = regexp.MustCompile(`(\pL\pL)[-‐]\n[ \t]*(\p{Ll}\p{Ll})`)

// paragraphs splits text at blank lines, joins the lines of each part and the
// words that line breaks cut, and leaves tables out.
func paragraphs(text string) []string {
	var out []string
	for _, p := range stanzas(text) {
		if table(p) {
			continue
		}
		out = append(out, join(p))
	}
	return out
}

// join makes one line of the lines of a paragraph.
func join(p string) string {
	p = broken.ReplaceAllString(p, "$1$2")
	return strings.Join(strings.Fields(p), " ")
}

// stanzas splits text at blank lines and keeps the line breaks of each part.
func stanzas(text string) []string {
	var out []string
	var lines []string
	flush := func() {
		if len(lines) > 0 {
			out = append(out, strings.Join(lines, "\n"))
		}
		lines = nil
	}
	for line := range strings.Lines(strings.ReplaceAll(text, "\r\n", "\n")) {
		line = strings.TrimRightFunc(line, unicode.IsSpace)
		if strings.TrimSpace(line) == "" {
			flush()
			continue
		}
		lines = append(lines, line)
	}
	flush()
	return out
}

// table reports whether at least a third of the lines have a wide gap inside:
// columns, code with comments, drawings.
func table(p string) bool {
	gaps, lines := 0, 0
	for line := range strings.Lines(p) {
		lines++
		line = strings.TrimSpace(line)
		if strings.Contains(strings.ReplaceAll(line, ".  ", ". "), "   ") || strings.ContainsAny(line, "|\t") {
			gaps++
		}
	}
	return 3*gaps >= lines
}

// english are words that hardly occur in other languages.
var english = map[string]bool{"the": true, "of": true, "and": true, "that": true, "this": true, "with": true, "you": true, "which": true, "are": true, "is": true}

// foreign reports whether a text that should be in another language holds
// English passages: pages are often translated in part.
func foreign(text string) bool {
	n, all := 0, 0
	for w := range strings.FieldsSeq(text) {
		all++
		if english[w] {
			n++
		}
	}
	return 50*n > all
}
