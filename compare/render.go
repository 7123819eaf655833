package compare

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Style says how a report is shown as text. The zero Style is plain and 80
// columns wide.
type Style struct {
	Color bool // mark up with ANSI escape sequences
	Width int  // columns; 0 means 80, and less than 40 is taken as 40
}

// Escape sequences of ECMA-48 that every terminal knows.
const (
	bold  = "\x1b[1m"
	faint = "\x1b[2m"
	plain = "\x1b[0m"
)

// maxPairs is how many of the exchanged pairs a text shows.
const maxPairs = 24

// maxShown is how many passages, parts left out, and disguises a text shows.
const maxShown = 12

// WriteText writes the report for people: the verdict and its confidence, why,
// how much is covered, what was exchanged, where. Control characters of the
// compared texts are not written.
func (r *Report) WriteText(w io.Writer, style Style) error {
	if style.Width == 0 {
		style.Width = 80
	}
	style.Width = max(style.Width, 40)
	t := textWriter{Writer: bufio.NewWriter(w), Style: style}
	t.head(r)
	t.evidence(r)
	t.pairs(r)
	t.passages(r)
	t.exclusions(r)
	t.disguises(r)
	return t.Flush()
}

// A textWriter writes the parts of a report. Write errors surface in Flush.
type textWriter struct {
	*bufio.Writer
	Style
}

// em returns s marked up if the style has colour.
func (t *textWriter) em(mark, s string) string {
	if !t.Color {
		return s
	}
	return mark + s + plain
}

func (t *textWriter) head(r *Report) {
	fmt.Fprintf(t, "%s, %s\n", t.em(bold, r.Verdict.String()), confidence(r))
	if len(r.Evidence) > 0 && r.Evidence[0].For != nil {
		t.wrapped("", "", r.why())
	}
	fmt.Fprintln(t)
	t.side("source: ", r.Source, r.Coverage.Source)
	t.side("suspect:", r.Suspect, r.Coverage.Suspect)
}

// confidence says how sure the verdict is.
func confidence(r *Report) string {
	switch {
	case r.Verdict == Identical || r.Verdict == Insufficient:
		return "certain"
	case !r.Calibrated:
		return fmt.Sprintf("confidence %.2f (not calibrated)", down(r.Confidence))
	}
	return fmt.Sprintf("confidence %.2f", down(r.Confidence))
}

// down returns p rounded down to two decimals: 0.996 is not certain.
func down(p float64) float64 { return math.Floor(p*100) / 100 }

// why returns one sentence of the strongest evidence for the verdict.
func (r *Report) why() string {
	var parts []string
	for _, e := range r.Evidence {
		if e.For != nil && len(parts) < 3 && (e.Code != "mapping" || len(parts) == 0) {
			parts = append(parts, e.Text)
		}
	}
	s := strings.Join(parts, "; ")
	first, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[n:] + "."
}

func (t *textWriter) side(role string, d Document, covered float64) {
	name := d.Name
	if name != "" {
		name = " " + visible(name) + ","
	}
	fmt.Fprintf(t, "%s%s %s, %s in passages\n", role, name, plural(d.Words, "word"), percent(covered))
}

func (t *textWriter) evidence(r *Report) {
	for _, part := range []struct {
		title string
		of    func(Evidence) *Verdict
	}{
		{"For ", func(e Evidence) *Verdict { return e.For }},
		{"Against ", func(e Evidence) *Verdict { return e.Against }},
	} {
		titled := false
		for _, e := range r.Evidence {
			v := part.of(e)
			if v == nil {
				continue
			}
			if !titled {
				fmt.Fprintf(t, "\n%s\n", t.em(bold, part.title+v.String()))
				titled = true
			}
			t.wrapped("  - ", "    ", e.Text)
		}
	}
}

func (t *textWriter) pairs(r *Report) {
	if len(r.Substitutions) == 0 {
		return
	}
	all := newDictionary(r).pairs
	slices.SortStableFunc(all, func(a, b entry) int { return cmp.Compare(b.count, a.count) })
	fmt.Fprintf(t, "\n%s: %d, %s\n", t.em(bold, "Exchanged"), len(r.Substitutions), plural(len(all), "different pair"))
	for _, p := range all[:min(len(all), maxPairs)] {
		fmt.Fprintf(t, "%5d  %s → %s  %s\n", p.count, p.source, p.suspect, t.em(faint, string(p.kind)))
	}
	if more := len(all) - maxPairs; more > 0 {
		fmt.Fprintf(t, "       and %d more\n", more)
	}
}

func (t *textWriter) passages(r *Report) {
	if len(r.Passages) == 0 {
		return
	}
	fmt.Fprintf(t, "\n%s: %d (bytes of source → bytes of suspect)\n", t.em(bold, "Passages"), len(r.Passages))
	for _, p := range r.Passages[:min(len(r.Passages), maxShown)] {
		fmt.Fprintf(t, "%5d  %d–%d → %d–%d  %s, %s, %s equal, %s exchanged\n", p.ID,
			p.Source.Start, p.Source.End, p.Suspect.Start, p.Suspect.End,
			p.Verdict, plural(p.Words, "word"), percent(p.Equal), percent(p.Substituted))
	}
	if more := len(r.Passages) - maxShown; more > 0 {
		fmt.Fprintf(t, "       and %d more\n", more)
	}
}

func (t *textWriter) exclusions(r *Report) {
	if len(r.Excluded) == 0 {
		return
	}
	fmt.Fprintf(t, "\n%s: %d\n", t.em(bold, "Left out"), len(r.Excluded))
	for _, e := range r.Excluded[:min(len(r.Excluded), maxShown)] {
		fmt.Fprintf(t, "       %s %d–%d  %s\n", e.In, e.Start, e.End, e.Reason)
	}
	if more := len(r.Excluded) - maxShown; more > 0 {
		fmt.Fprintf(t, "       and %d more\n", more)
	}
}

func (t *textWriter) disguises(r *Report) {
	var shown []Disguise
	for _, d := range r.Disguises {
		if !d.Benign {
			shown = append(shown, d)
		}
	}
	if len(shown) == 0 {
		return
	}
	fmt.Fprintf(t, "\n%s: %d\n", t.em(bold, "Disguised characters"), len(shown))
	for _, d := range shown[:min(len(shown), maxShown)] {
		fmt.Fprintf(t, "       %s %d–%d  %s\n", d.In, d.Start, d.End, d.Kind)
	}
	if more := len(shown) - maxShown; more > 0 {
		fmt.Fprintf(t, "       and %d more\n", more)
	}
}

// wrapped writes text broken at spaces, the first line behind first and the
// others behind rest.
func (t *textWriter) wrapped(first, rest, text string) {
	line := first
	used := utf8.RuneCountInString(line)
	empty := true
	for word := range strings.FieldsSeq(text) {
		n := utf8.RuneCountInString(word)
		if !empty && used+1+n > t.Width {
			fmt.Fprintln(t, line)
			line, used, empty = rest, utf8.RuneCountInString(rest), true
		}
		if !empty {
			line += " "
			used++
		}
		line += visible(word)
		used += n
		empty = false
	}
	fmt.Fprintln(t, line)
}

// oneLine returns s with white space collapsed and control characters taken
// out.
func oneLine(s string) string { return visible(strings.Join(strings.Fields(s), " ")) }

// visible returns s without characters that could move the cursor, start an
// escape sequence or turn the direction of writing.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == utf8.RuneError {
			return -1
		}
		return r
	}, s)
}
