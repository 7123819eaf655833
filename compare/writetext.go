package compare

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/compare/internal/wording"
)

// A Style says how a report is written as text. The zero Style is plain and 80
// columns wide.
type Style struct {
	Color bool // mark up with ANSI escape sequences
	Width int  // columns; 0 means 80, and less than 40 means 40

	// Limit is how many rows of each list are shown: 0 means 24 exchanges and 12 rows of
	// the other lists, less than 0 all of them. The other rows are counted.
	Limit int

	// Next is a sentence for the reader below the reasons: what to do with the report.
	Next string
}

// rows returns how many of n rows of a list are shown, if usual rows are shown by
// default.
func (s Style) rows(n, usual int) int {
	switch {
	case s.Limit < 0:
		return n
	case s.Limit > 0:
		usual = s.Limit
	}
	return min(n, usual)
}

// Escape sequences of ECMA-48 that every terminal knows.
const (
	bold  = "\x1b[1m"
	faint = "\x1b[2m"
	plain = "\x1b[0m"
)

// maxPairs is how many of the exchanged pairs a text shows by default.
const maxPairs = 24

// maxShown is how many passages, parts left out, and disguises a text shows by default.
const maxShown = 12

// WriteText writes the report for people: the verdict and its confidence, the
// reasons, the coverage, what was exchanged and where. Control characters of the
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
	t.layout(r)
	t.disguises(r)
	return t.Flush()
}

// Line returns the report in one line for a list of reports: the verdict in its own
// column; its confidence, rounded down, after ~ if it is not calibrated; the names, or
// source and suspect if there are none; and how much was found. Control characters of
// names are not shown.
func (r *Report) Line() string {
	sure := fmt.Sprintf("%.2f", wording.Down(r.Confidence))
	switch {
	case r.Verdict == Identical || r.Verdict == Insufficient:
		sure = ""
	case !r.Calibrated:
		sure = "~" + sure
	}
	line := fmt.Sprintf("%-14s %5s  %s → %s", r.Verdict, sure,
		wording.Visible(cmp.Or(r.Source.Name, "source")), wording.Visible(cmp.Or(r.Suspect.Name, "suspect")))
	if len(r.Passages) > 0 {
		line += fmt.Sprintf("  (%s, %s of the suspect)", wording.Plural(len(r.Substitutions), "exchange"), wording.Percent(r.Coverage.Suspect))
	}
	return line
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
	fmt.Fprintf(t, "%s, %s\n", t.em(bold, r.Verdict.String()), r.Sureness())
	if len(r.Evidence) > 0 && r.Evidence[0].For != nil {
		t.wrapped("", "", r.why())
	}
	if doubt := r.Doubt(); doubt != "" {
		t.wrapped("", "", doubt)
	}
	if t.Next != "" {
		t.wrapped("", "", t.Next)
	}
	fmt.Fprintln(t)
	t.side("source: ", r.Source, r.Coverage.Source)
	t.side("suspect:", r.Suspect, r.Coverage.Suspect)
}

// Sureness says how sure the verdict is, in a few words: "certain", or its
// confidence, rounded down so that 0.996 is not certain.
func (r *Report) Sureness() string {
	switch {
	case r.Verdict == Identical || r.Verdict == Insufficient:
		return "certain"
	case !r.Calibrated:
		return fmt.Sprintf("confidence %.2f (not calibrated)", wording.Down(r.Confidence))
	}
	return fmt.Sprintf("confidence %.2f", wording.Down(r.Confidence))
}

// Doubt returns what a reader should know before relying on the verdict, in English:
// that a near-duplicate has all words of the other text and only marks or characters
// differ, that the texts are probably spun although the verdict is another, and why
// the confidence is not calibrated. It is empty if there is nothing to say.
func (r *Report) Doubt() string {
	var parts []string
	if r.Verdict == NearDuplicate && r.wordForWord() {
		parts = append(parts, "All words are the same, in the same order; the texts differ in marks, characters or lay-out alone.")
	}
	if p := r.Probabilities[Spun]; r.Verdict != Spun && p >= 0.5 {
		parts = append(parts, fmt.Sprintf("That the text is spun is more probable than not (%.2f), but not sure enough to say so.", wording.Down(p)))
	}
	if !r.Calibrated && r.Uncalibrated != "" && r.Sureness() != "certain" {
		parts = append(parts, "The confidence is not calibrated: "+r.Uncalibrated+".")
	}
	return strings.Join(parts, " ")
}

// wordForWord reports whether the texts are one passage without a change and nothing
// else.
func (r *Report) wordForWord() bool {
	return len(r.Passages) == 1 && len(r.Substitutions)+len(r.Edits)+len(r.Excluded) == 0 && r.Coverage == Coverage{1, 1} &&
		r.Source.Repeats+r.Suspect.Repeats == 0
}

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
		name = " " + wording.Visible(name) + ","
	}
	again := ""
	if d.Repeats > 0 {
		again = fmt.Sprintf(" or the same again (%s)", wording.Plural(d.Repeats, "word"))
	}
	fmt.Fprintf(t, "%s%s %s, %s in passages%s\n", role, name, wording.Plural(d.Words, "word"), wording.Percent(covered), again)
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
	all, _ := r.Pairs()
	slices.SortStableFunc(all, func(a, b Pair) int { return cmp.Compare(b.Count, a.Count) })
	fmt.Fprintf(t, "\n%s: %s\n", t.em(bold, "Exchanged"), exchanges(len(r.Substitutions), len(all)))
	shown := t.rows(len(all), maxPairs)
	for _, p := range all[:shown] {
		fmt.Fprintf(t, "%5d  %s → %s  %s\n", p.Count, p.Source, p.Suspect, t.em(faint, string(p.Kind)))
	}
	t.more(len(all) - shown)
}

// more counts the rows of a list that are not shown.
func (t *textWriter) more(n int) {
	if n > 0 {
		fmt.Fprintf(t, "       and %d more\n", n)
	}
}

// exchanges says how many exchanges there are and how many of them differ.
func exchanges(n, different int) string {
	switch {
	case n == 1:
		return "1"
	case n == different:
		return fmt.Sprintf("%d, all different", n)
	}
	return fmt.Sprintf("%d, %s", n, wording.Plural(different, "different pair"))
}

func (t *textWriter) passages(r *Report) {
	if len(r.Passages) == 0 {
		return
	}
	fmt.Fprintf(t, "\n%s: %d (bytes of source → bytes of suspect)\n", t.em(bold, "Passages"), len(r.Passages))
	shown := t.rows(len(r.Passages), maxShown)
	for _, p := range r.Passages[:shown] {
		fmt.Fprintf(t, "%5d  %d–%d → %d–%d  %s, %s, %s equal, %s exchanged\n", p.ID,
			p.Source.Start, p.Source.End, p.Suspect.Start, p.Suspect.End,
			p.Verdict, wording.Plural(p.Words, "word"), wording.Percent(p.Equal), wording.Percent(p.Substituted))
	}
	t.more(len(r.Passages) - shown)
}

func (t *textWriter) exclusions(r *Report) {
	t.parts("Left out", r.Excluded)
	t.parts("Not left out, as more than half of the text is quoted", r.Kept)
}

// parts writes parts of the texts under a heading, or nothing if there are none.
func (t *textWriter) parts(heading string, parts []Exclusion) {
	if len(parts) == 0 {
		return
	}
	fmt.Fprintf(t, "\n%s: %d\n", t.em(bold, heading), len(parts))
	shown := t.rows(len(parts), maxShown)
	for _, e := range parts[:shown] {
		fmt.Fprintf(t, "       %s %d–%d  %s\n", e.In, e.Start, e.End, e.Reason)
	}
	t.more(len(parts) - shown)
}

// layout writes how much layout of which kind there is.
func (t *textWriter) layout(r *Report) {
	if len(r.Layout) == 0 {
		return
	}
	fmt.Fprintf(t, "\n%s: %d\n", t.em(bold, "Read as lay-out"), len(r.Layout))
	counts := make(map[[2]string]int)
	var order [][2]string
	for _, l := range r.Layout {
		key := [2]string{l.In, l.Kind}
		if counts[key]++; counts[key] == 1 {
			order = append(order, key)
		}
	}
	for _, key := range order {
		fmt.Fprintf(t, "       %s  %s, %s\n", key[0], key[1], wording.Plural(counts[key], "place"))
	}
}

func (t *textWriter) disguises(r *Report) {
	var all []Disguise
	for _, d := range r.Disguises {
		if !d.Benign {
			all = append(all, d)
		}
	}
	if len(all) == 0 {
		return
	}
	fmt.Fprintf(t, "\n%s: %d\n", t.em(bold, "Disguised characters"), len(all))
	shown := t.rows(len(all), maxShown)
	for _, d := range all[:shown] {
		fmt.Fprintf(t, "       %s %d–%d  %s\n", d.In, d.Start, d.End, d.Kind)
	}
	t.more(len(all) - shown)
}

// wrapped writes text broken at spaces, the first line after first and the others
// after rest.
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
		line += wording.Visible(word)
		used += n
		empty = false
	}
	fmt.Fprintln(t, line)
}
