package main

import (
	"regexp"
	"strings"
)

// fence matches the line that opens or closes a block of code in Markdown.
var fence = regexp.MustCompile("^ {0,3}(```|~~~)")

// marks are what Markdown and reStructuredText put into running text, with what
// takes their place.
var marks = []struct {
	re *regexp.Regexp
	to string
}{
	{regexp.MustCompile(`(?s)<!--.*?-->`), ""},
	{regexp.MustCompile(`!\[[^\]]*\](\([^)]*\)|\[[^\]]*\])`), ""},
	{regexp.MustCompile(`\[([^\]]*)\](\([^)]*\)|\[[^\]]*\])`), "$1"},
	{regexp.MustCompile("`([^`<]*?) *<[^>]*>`__?"), "$1"},
	{regexp.MustCompile(`:[a-z:]+:` + "`([^`]*)`"), "$1"},
	{regexp.MustCompile(`</?[A-Za-z][^>]*>`), ""},
	{regexp.MustCompile("[*]{1,3}([^*\n]+)[*]{1,3}"), "$1"},
	{regexp.MustCompile(`\b_+([^_\n]+)_+\b`), "$1"},
	{regexp.MustCompile("`+([^`\n]+)`+_?"), "$1"},
	{regexp.MustCompile(`(?m)^ *[-*+] +`), ""},
	{regexp.MustCompile(`(?m)^ {0,3}(#+|>) *`), ""},
	{regexp.MustCompile(`(?m)^\[[^\]]+\]:.*$`), ""},
	{regexp.MustCompile(`(?m)^ *\.\. .*$`), ""},
	{regexp.MustCompile(`(?m)^[=\-~^*#"]{3,} *$`), "\n"},
	{regexp.MustCompile(`https?://\S+`), ""},
}

// list matches the first line of an item of a list.
var list = regexp.MustCompile(`^ *([-*+]|\d+[.)]) `)

// readMarkdown reads Markdown and reStructuredText, without code, tables and
// images.
func readMarkdown(f file) []part {
	var b strings.Builder
	code := false
	for line := range strings.Lines(strings.ReplaceAll(string(f.data), "\r\n", "\n")) {
		switch {
		case fence.MatchString(line):
			code = !code
			b.WriteByte('\n')
		case code, strings.HasPrefix(line, "    ") && !list.MatchString(line), strings.HasPrefix(line, "\t"), strings.HasPrefix(strings.TrimSpace(line), "|"):
		case list.MatchString(line), strings.HasPrefix(line, "#"):
			b.WriteString("\n" + line)
			if strings.HasPrefix(line, "#") {
				b.WriteByte('\n')
			}
		default:
			b.WriteString(line)
		}
	}
	text := b.String()
	for _, m := range marks {
		text = m.re.ReplaceAllString(text, m.to)
	}
	return []part{{blocks: paragraphs(text)}}
}
