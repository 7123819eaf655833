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

// formatting matches the codes of POD that stand before an angle bracket.
var formatting = regexp.MustCompile(`[BICFSXZ]<([^<>]*)>`)

// podLink matches a link of POD.
var podLink = regexp.MustCompile(`L<(?:([^<>|]*)\|)?([^<>|]*)>`)

// readPOD reads the documentation of Perl, one part for each page.
func readPOD(f file) []part {
	var blocks []string
	for _, p := range stanzas(string(f.data)) {
		if strings.HasPrefix(p, " ") || strings.HasPrefix(p, "\t") {
			continue // code
		}
		if strings.HasPrefix(p, "=") {
			word, rest, _ := strings.Cut(p, " ")
			if !strings.HasPrefix(word, "=head") && word != "=item" {
				continue
			}
			p = strings.TrimLeft(rest, "*0123456789. ")
		}
		blocks = append(blocks, podText(join(p)))
	}
	return []part{{blocks: blocks, long: true}}
}

// podText removes the formatting codes of POD.
func podText(s string) string {
	s = strings.NewReplacer("E<lt>", "‹", "E<gt>", "›", "E<verbar>", "|", "E<sol>", "/").Replace(s)
	for range 4 { // codes stand inside one another
		s = podLink.ReplaceAllStringFunc(s, func(l string) string {
			m := podLink.FindStringSubmatch(l)
			if m[1] != "" {
				return m[1]
			}
			return strings.Trim(m[2], `/"`)
		})
		s = formatting.ReplaceAllString(s, "$1")
	}
	return s
}
