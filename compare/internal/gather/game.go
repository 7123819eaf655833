package main

import (
	"regexp"
	"strings"
)

// speech matches speech, and the story between battles, in a scenario of the game
// Wesnoth.
var speech = regexp.MustCompile(`(?s)(?:message|story)\s*=\s*_\s*"((?:[^"]|"")*)"`)

// readWesnoth reads the story of a scenario.
func readWesnoth(f file) []part {
	var blocks []string
	for _, m := range speech.FindAllStringSubmatch(text(f), -1) {
		if s := m[1]; !strings.ContainsAny(s, "<$|{") {
			blocks = append(blocks, join(strings.ReplaceAll(s, `""`, `"`)))
		}
	}
	return []part{{blocks: blocks, long: true}}
}

// readCrawlQuotes reads the quotations of the game Crawl, with their line
// breaks, as one collection.
func readCrawlQuotes(f file) []part {
	var blocks []string
	for entry := range strings.SplitSeq(text(f), "%%%%") {
		_, body, _ := strings.Cut(strings.TrimSpace(entry), "\n")
		for _, s := range stanzas(body) {
			blocks = append(blocks, trimLines(s))
		}
	}
	return []part{{blocks: blocks, long: true}}
}

// hyper matches the marks of links, columns and examples in Vim's help.
var hyper = regexp.MustCompile(`(?m)[*|]([^*| \n]+)[*|]|~$|^[=-]{5,}$`)

// readVimHelp reads a chapter of Vim's manual.
func readVimHelp(f file) []part {
	var b strings.Builder
	code := false
	for line := range strings.Lines(text(f)) {
		switch {
		case code && (strings.TrimSpace(line) == "" || line[0] == '\t' || line[0] == ' '):
			b.WriteByte('\n')
		default:
			code = strings.HasSuffix(strings.TrimRight(line, "\n"), ">")
			if strings.HasSuffix(line, "~\n") {
				line = "\n" + line + "\n"
			}
			b.WriteString(strings.TrimSuffix(strings.TrimPrefix(line, "<"), ">\n"))
		}
	}
	return []part{{blocks: paragraphs(hyper.ReplaceAllString(b.String(), "$1")), long: true}}
}

// readBook reads a book in one page of HTML; parts are taken from it.
func readBook(f file) []part {
	parts := readHTML(f)
	for i := range parts {
		parts[i].long = true
	}
	return parts
}
