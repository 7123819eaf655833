package layout

import (
	"regexp"
	"strconv"
	"strings"
)

// leastLines is how many lines must agree for what they begin with to be lay-out.
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

const clock = `(?:\d{1,3}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3})?`

var (
	// cueTime is a line of a subtitle file that says from when to when a cue is
	// shown (SubRip, WebVTT).
	cueTime = regexp.MustCompile(`^\s*` + clock + `\s*-->\s*` + clock + `.*$`)

	// lineTime is a time before a line of a transcript or a log.
	lineTime = regexp.MustCompile(`^\s*(?:[\[(<]\s*(?:\d{4}-\d\d-\d\d[T ])?` + clock + `Z?\s*[\])>]|\d{4}-\d\d-\d\d[T ]` + clock + `(?:Z|[+-]\d\d:?\d\d)?|` + clock + `)(?:\s*[-–|:])?(?:\s|$)`)

	// lineNumber is a number before a line, in brackets or with a mark behind it.
	lineNumber = regexp.MustCompile(`^\s*(?:[\[(]\s*(\d{1,6})\s*[\])]|#?(\d{1,6})\s*[.):|]?)(?:\s+|$)`)
)

// maxPrefix is how much of a line is looked at for what it begins with, in bytes.
const maxPrefix = 96

// lines returns what counts and times lines: cues of subtitles, clock times, line
// numbers, running heads.
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

// cues returns the times of subtitles with the numbers above them.
func cues(text string, all []line) (out []Span) {
	found := 0
	for i, l := range all {
		if !strings.Contains(l.head(text), "-->") || !cueTime.MatchString(l.head(text)) {
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

// clocks returns the times before lines, where a third of the lines and leastLines
// of them have one.
func clocks(text string, all []line) (out []Span) {
	for _, l := range all {
		if m := lineTime.FindString(l.head(text)); m != "" {
			out = append(out, trimmed(text, l.start, l.start+len(m), TimeCode))
		}
	}
	if len(out) < leastLines || 3*len(out) < len(all) {
		return nil
	}
	return out
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
}

// numbers returns the numbers before lines that count lines or items: leastLines in
// a row at least that grow by one step, from line to line. Years are none.
func numbers(text string, all []line) (out []Span) {
	var run []numbered
	flush := func() {
		if len(run) >= leastLines && !run[0].year {
			for _, r := range run {
				out = append(out, r.span)
			}
		}
		run = run[:0]
	}
	for _, l := range all {
		m := lineNumber.FindStringSubmatchIndex(l.head(text))
		if m == nil {
			continue // a line that goes on with the one before
		}
		from, to := m[2], m[3]
		if from < 0 {
			from, to = m[4], m[5]
		}
		digits := l.head(text)[from:to]
		n, err := strconv.Atoi(digits)
		if err != nil {
			continue
		}
		next := numbered{trimmed(text, l.start, l.start+m[1], LineNumber), n, len(digits) == 4 && n >= 1000 && n <= 2200}
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

// maxHead bounds the length of a running head in bytes.
const maxHead = 80

// heads returns the lines that recur with another number each time, which grows:
// the heads and feet of pages.
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

var numberRun = regexp.MustCompile(`\d+`)

// headShape returns what a line has beside its page number, and the number. A line
// that says "page", or is a number between dashes, or ends or begins with the only
// number of a line that has form feeds or bars around it, may be a head; others may
// be anything.
func headShape(s string) (shape string, n int, ok bool) {
	found := numberRun.FindAllString(s, 3)
	if len(found) == 0 || len(found) > 2 || len(found[0]) > 5 {
		return "", 0, false
	}
	shape = numberRun.ReplaceAllString(s, "#")
	bare := strings.Trim(shape, " \t\f-–—|·•[]()")
	paged := strings.Contains(strings.ToLower(shape), "page") || bare == "#" && bare != shape ||
		strings.ContainsAny(shape, "|·•\f") && (strings.HasPrefix(bare, "#") || strings.HasSuffix(bare, "#"))
	if !paged {
		return "", 0, false
	}
	page := found[0]
	if strings.HasSuffix(bare, "#") && !strings.Contains(shape, " of #") && !strings.Contains(shape, "#/#") {
		page = found[len(found)-1]
	}
	n, err := strconv.Atoi(page)
	return shape, n, err == nil
}
