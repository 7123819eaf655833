package layout

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// leastLines is how many lines must agree for their beginnings to be layout.
const leastLines = 3

// A line is the bytes start to end of a text, without the line end.
type line struct{ start, end int }

// linesOf returns the lines of a text that are not empty.
func linesOf(text string) (all []line) {
	start := 0
	for start < len(text) {
		end := strings.IndexByte(text[start:], '\n')
		if end < 0 {
			end = len(text) - start
		}
		if l := (line{start, start + end}); !isSpace(text[l.start:l.end]) {
			all = append(all, l)
		}
		start += end + 1
	}
	return all
}

// maxPrefix is how many bytes of a line are examined for such a beginning.
const maxPrefix = 96

// lines returns the layout at the beginnings of lines and lines that are layout:
// cues of subtitles, clock times, line numbers, running heads.
func lines(text string) (out []Span) {
	all := linesOf(text)
	if len(all) < leastLines {
		return nil
	}
	out = cues(text, all)
	if len(out) == 0 {
		out = append(out, clocks(text, all)...)
	}
	out = append(out, heads(text, all)...) // before numbers: a number alone in brackets is a head
	return append(out, numbers(text, all)...)
}

// head returns the beginning of a line.
func (l line) head(text string) string { return text[l.start:min(l.end, l.start+maxPrefix)] }

// maybeNumbered reports whether a line begins as one with a time or a number does.
func maybeNumbered(head string) bool {
	head = strings.TrimLeft(head, "\t\n\f\r ")
	return head != "" && (head[0] >= '0' && head[0] <= '9' || strings.IndexByte("[({<#", head[0]) >= 0)
}

// cues returns the times of subtitles with the numbers above them.
func cues(text string, all []line) (out []Span) {
	found := 0
	for i, l := range all {
		if !strings.Contains(l.head(text), "-->") || !cueTime(l.head(text)) {
			continue
		}
		found++
		from := l.start
		if i > 0 && isCount(text[all[i-1].start:all[i-1].end]) {
			from = all[i-1].start
		}
		out = append(out, trimmed(text, from, l.end, TimeCode))
	}
	if found == 0 {
		return nil
	}
	if first := all[0]; strings.HasPrefix(strings.TrimPrefix(text[first.start:first.end], "\ufeff"), "WEBVTT") {
		out = append(out, trimmed(text, first.start, first.end, TimeCode))
	}
	return out
}

// isCount reports whether a line is a number and nothing else.
func isCount(s string) bool {
	s = strings.Trim(s, " \t\r\ufeff")
	if s == "" || len(s) > 6 {
		return false
	}
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return true
}

// clocks returns the times before lines, if a third of the lines and at least
// leastLines of them have one.
func clocks(text string, all []line) (out []Span) {
	table := true
	for _, l := range all {
		if !maybeNumbered(l.head(text)) {
			continue
		}
		if end := lineTime(l.head(text)); end >= 0 {
			s := trimmed(text, l.start, l.start+end, TimeCode)
			table = table && timetable(text[s.Start:s.End])
			out = append(out, s)
		}
	}
	if len(out) < leastLines || 3*len(out) < len(all) || table {
		return nil
	}
	return out
}

// timetable reports whether a time may be part of a timetable or an agenda, where it
// is content: an hour of the day and a minute divisible by five, with nothing around.
// In a transcript people do not speak on such minutes only.
func timetable(s string) bool {
	hour, minute, ok := strings.Cut(s, ":")
	return ok && len(minute) == 2 && (minute[1] == '0' || minute[1] == '5') && strings.Trim(hour, "0") != "" && isDigit(hour[0])
}

// trimmed returns a span without the white space at its ends.
func trimmed(text string, start, end int, kind Kind) Span {
	for start < end && isSpace(text[start:start+1]) {
		start++
	}
	for end > start && isSpace(text[end-1:end]) {
		end--
	}
	return Span{start, end, kind, false}
}

// A numbered is a line that begins with a number.
type numbered struct {
	span Span
	n    int
	year bool // it may be a year
	few  bool // it may be the quantity of what follows
}

// numbers returns the numbers before lines that count lines or items: at least
// leastLines in a row that grow by the same step from line to line. Years do not
// count, and neither do quantities: a few short lines in small letters (2 eggs, 3
// carrots, 4 onions).
func numbers(text string, all []line) (out []Span) {
	var run []numbered
	flush := func() {
		few := len(run) < leastRecipe && !slices.ContainsFunc(run, func(r numbered) bool { return !r.few })
		if len(run) >= leastLines && !run[0].year && !few {
			for _, r := range run {
				out = append(out, r.span)
			}
		}
		run = run[:0]
	}
	for _, l := range all {
		next, ok := l.numbered(text)
		if !ok {
			continue // a line that continues the one before
		}
		n := next.n
		if k := len(run); k > 0 {
			step := n - run[k-1].n
			if step <= 0 || step > 10 || k > 1 && step != run[k-1].n-run[k-2].n {
				flush()
			}
		}
		run = append(run, next)
	}
	flush()
	return out
}

const (
	// leastRecipe is how many numbers in a row cannot be quantities: nobody needs 1,
	// 2, 3 … 8 of eight things.
	leastRecipe = 8

	// maxQuantity bounds the length of a line that names a quantity, in bytes.
	maxQuantity = 40
)

// numbered returns the number that a line begins with.
func (l line) numbered(text string) (out numbered, ok bool) {
	head := l.head(text)
	if !maybeNumbered(head) {
		return out, false
	}
	digits, end, ok := lineNumber(head)
	if !ok || isSum(head[end:]) {
		return out, false
	}
	n, err := strconv.Atoi(digits)
	if err != nil {
		return out, false
	}
	bare := strings.TrimSpace(head[:end]) == digits
	first, _ := utf8.DecodeRuneInString(head[end:])
	return numbered{
		span: trimmed(text, l.start, l.start+end, LineNumber),
		n:    n,
		year: len(digits) == 4 && n >= 1000 && n <= 2200,
		few:  bare && unicode.IsLower(first) && l.end-l.start <= maxQuantity,
	}, true
}

// maxHead bounds the length of a running head in bytes.
const maxHead = 80

// heads returns the lines that recur with a growing number: the heads and feet of
// pages.
func heads(text string, all []line) (out []Span) {
	type group struct {
		lines []line
		last  int
	}
	groups := make(map[string]*group)
	var order []*group
	for _, l := range all {
		s := strings.TrimSpace(text[l.start:l.end])
		if len(s) > maxHead {
			continue
		}
		shape, n, ok := headShape(s)
		if !ok {
			continue
		}
		g := groups[shape]
		if g == nil {
			g = &group{last: -1}
			groups[shape] = g
			order = append(order, g)
		}
		if n > g.last {
			g.lines = append(g.lines, l)
			g.last = n
		}
	}
	for _, g := range order {
		if len(g.lines) < leastLines {
			continue
		}
		for _, l := range g.lines {
			out = append(out, trimmed(text, l.start, l.end, RunningHead))
		}
	}
	return out
}

// pageWords are the words for a page in the languages of package shingle.
var pageWords = []string{"page", "seite", "página", "pagina", "sida", "side", "oldal", "страница", "стр", "pág", "pag"}

// saysPage reports whether one of the words of a line is that for a page. A regular
// expression for it took a twentieth of the time in which edited texts were prepared.
func saysPage(s string) bool {
	for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if slices.ContainsFunc(pageWords, func(page string) bool { return strings.EqualFold(word, page) }) {
			return true
		}
	}
	return false
}

// A digits is a run of digits s[start:end].
type digits struct{ start, end int }

// digitRuns returns the first and the last run of digits of s, and how many there are:
// 0 to 2, or 3 for more.
func digitRuns(s string) (first, last digits, n int) {
	for i := 0; n < 3; n++ {
		from := firstDigit(s[i:])
		if from < 0 {
			break
		}
		last.start = i + from
		for i = last.start; i < len(s) && isDigit(s[i]); {
			i++
		}
		last.end = i
		if n == 0 {
			first = last
		}
	}
	return first, last, n
}

// headShape returns a line without its page number, and the number. A line may be a
// head if it says "page", or is a number between dashes, or begins or ends with its
// only number and has form feeds or bars around it; other lines may be anything.
// Other numbers, such as that of all pages, stay in the shape.
func headShape(s string) (shape string, n int, ok bool) {
	page, last, runs := digitRuns(s)
	if runs == 0 || runs > 2 || page.end-page.start > 5 {
		return "", 0, false // most lines
	}
	if runs == 2 && strings.Trim(s[last.end:], headMarks) == "" && !counts(s[page.end:last.start]) {
		page = last
	}
	shape = s[:page.start] + "#" + s[page.end:]
	bare := strings.Trim(shape, headMarks)
	paged := bare == "#" && bare != shape ||
		strings.ContainsAny(shape, "|·•\f") && (strings.HasPrefix(bare, "#") || strings.HasSuffix(bare, "#")) || saysPage(shape)
	if !paged {
		return "", 0, false
	}
	n, err := strconv.Atoi(s[page.start:page.end])
	return shape, n, err == nil
}

// headMarks are the marks around the number of a page.
const headMarks = " \t\f-–—|·•[]()"

// counts reports whether the text between two numbers says that the second is the
// number of all pages.
func counts(between string) bool {
	switch strings.ToLower(strings.TrimSpace(between)) {
	case "of", "/", "von", "de", "sur", "di", "av", "af", "van", "из":
		return true
	}
	return false
}
