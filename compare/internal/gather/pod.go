package main

import (
	"regexp"
	"strings"
)

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
