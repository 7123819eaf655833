package main

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
)

// readDescriptions reads the package descriptions of a distribution in one
// language, a part each.
func readDescriptions(f file) []part {
	var out []part
	for stanza := range strings.SplitSeq(string(f.data), "\n\n") {
		var name string
		var long []string
		for line := range strings.Lines(stanza) {
			line = strings.TrimRight(line, "\n")
			switch {
			case strings.HasPrefix(line, "Package: "):
				name = line[len("Package: "):]
			case strings.HasPrefix(line, "Description-"):
				if _, s, _ := strings.Cut(line, ": "); !strings.HasPrefix(line, "Description-md5") {
					long = append(long, s, "")
				}
			case strings.TrimSpace(line) == ".":
				long = append(long, "")
			case strings.HasPrefix(line, "  "): // a list or a figure
				long = append(long, "", strings.TrimLeft(strings.TrimSpace(line), "*-+o• "))
			default:
				long = append(long, strings.TrimSpace(line))
			}
		}
		out = append(out, part{name: name, blocks: paragraphs(strings.Join(long, "\n"))})
	}
	return out
}

// formula matches the mark of a formula in the Brown corpus.
var formula = regexp.MustCompile(`\b[AZ]f\b`)

// readBrown reads a text of the Brown corpus, words with tags, two blank lines
// between paragraphs.
func readBrown(f file) []part {
	var blocks []string
	for p := range strings.SplitSeq(strings.TrimSpace(text(f)), "\n\n\n") {
		if u := untagged(p); !formula.MatchString(u) {
			blocks = append(blocks, u)
		}
	}
	return []part{{blocks: blocks, long: true}}
}

// untagged returns running text for tagged words.
func untagged(p string) string {
	var b strings.Builder
	glue := true // no space before the next word
	for t := range strings.FieldsSeq(p) {
		i := strings.LastIndexByte(t, '/')
		if i < 0 {
			continue
		}
		w := t[:i]
		switch w {
		case "``":
			w = "“"
		case "''":
			w = "”"
		case "--":
			w = "—"
		case "!", "?", ";", ":", ",", ".": // some stand twice
			if strings.HasSuffix(b.String(), w) || strings.HasSuffix(b.String(), w+" ") {
				continue
			}
		}
		if !glue && !strings.ContainsAny(w[:1], ".,;:!?)'") && w != "”" {
			b.WriteByte(' ')
		}
		b.WriteString(w)
		glue = w == "“" || w == "("
	}
	s := b.String()
	if strings.Count(s, "“") != strings.Count(s, "”") {
		s = strings.NewReplacer("“", "", "”", "").Replace(s)
	}
	return s
}

// readQuran reads a chapter of a translation of the Quran, verses joined to
// paragraphs of five.
func readQuran(f file) []part {
	var chapter struct {
		Verses []struct{ Translation string }
	}
	if err := json.Unmarshal(f.data, &chapter); err != nil {
		return nil
	}
	var verses []string
	for _, v := range chapter.Verses {
		verses = append(verses, v.Translation)
	}
	return []part{{blocks: grouped(verses, 5), long: true}}
}

// grouped joins each n strings to one.
func grouped(list []string, n int) []string {
	var out []string
	for i := 0; i < len(list); i += n {
		out = append(out, strings.Join(strings.Fields(strings.Join(list[i:min(i+n, len(list))], " ")), " "))
	}
	return out
}

// readLicense reads a licence of the list of SPDX.
func readLicense(f file) []part {
	var l struct{ LicenseText string }
	if err := json.Unmarshal(f.data, &l); err != nil {
		return nil
	}
	return []part{{blocks: paragraphs(l.LicenseText)}}
}

// readCrawl reads descriptions of the game Crawl: entries between lines of
// percent signs, the name first. One part holds several.
func readCrawl(f file) []part {
	var out []part
	var blocks []string
	words := 0
	for entry := range strings.SplitSeq(text(f), "%%%%") {
		name, body, _ := strings.Cut(strings.TrimSpace(entry), "\n")
		if strings.HasPrefix(name, "#") || strings.Contains(body, "{{") || strings.ContainsAny(body, "@{}<>=_") {
			continue
		}
		blocks = append(blocks, paragraphs(body)...)
		if words += wordCount(body); words >= 300 {
			out = append(out, part{name: fmt.Sprint(len(out)), blocks: blocks})
			blocks, words = nil, 0
		}
	}
	return out
}

// readDict reads the articles of a dictionary of dictd. They are split where an
// article's first line stands at the margin, as the index is another file.
func readDict(f file) []part {
	var out []part
	var lines []string
	name := ""
	flush := func() {
		if name != "" && !strings.HasPrefix(name, "00") {
			out = append(out, part{name: name, blocks: paragraphs(strings.Join(lines, ""))})
		}
		lines = nil
	}
	for line := range strings.Lines(text(f)) {
		if line != "" && line[0] != ' ' && line[0] != '\n' && line[0] != '\t' {
			flush()
			name = strings.TrimSpace(line)
			continue
		}
		lines = append(lines, strings.NewReplacer("{", "", "}", "").Replace(line))
	}
	flush()
	return out
}
