package htmlreport

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/internal/wording"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// WriteSources writes one HTML page about a suspect and all its sources, in the order
// given: the suspect with the passages of each source under its own colour and number,
// what was exchanged in them, and a table of the sources with links to the pages of the
// reports. If passages of several sources overlap, the page shows the words under the
// first of these sources. It shows only the exchanged words of the sources. If the
// reports leave out a part of the suspect, the page marks it with the reason.
//
// The error wraps [compare.ErrOtherText] if a report is about another suspect; then
// nothing is written. Like a page of [Write] the page needs nothing else, not even a
// script. Time is linear in the length of the suspect and of the lists of the reports,
// and in the number of passages times that of the sources.
func WriteSources(w io.Writer, suspect string, entries []Entry) error {
	digest := sha256.Sum256([]byte(suspect))
	for i, e := range entries {
		if e.Report.Suspect.SHA256 != hex.EncodeToString(digest[:]) {
			return fmt.Errorf("htmlreport: report %d: %w: its suspect has the digest %s", i, compare.ErrOtherText, e.Report.Suspect.SHA256)
		}
	}
	p, err := newSources(suspect, entries)
	if err != nil {
		return fmt.Errorf("htmlreport: %w", err)
	}
	buffered := &writer{bufio.NewWriterSize(w, 1<<16)}
	p.write(buffered)
	if err := buffered.Flush(); err != nil {
		return fmt.Errorf("htmlreport: write sources: %w", err)
	}
	return nil
}

// sourcesPage is what the template sources.tmpl is filled with, by the function in sourceswritten.go.
type sourcesPage struct {
	Policy      string
	Style       markup
	Name, Lang  string
	Title       string
	Covered     string // share of the words of the suspect that are in a passage
	Words       int
	Sources     []sourceRow
	Strip, Text markup
	Excluded    []exclusionRow
}

// A sourceRow is a source in the table.
type sourceRow struct {
	Entry
	Number     int
	Color      string // class
	Confidence string
	Exchanges  int
}

// An exclusionRow says how many places of the suspect were left out for one reason.
type exclusionRow struct {
	Reason string
	Places int
}

// colors is the number of colours in which sources are shown; their numbers distinguish
// sources of one colour.
const colors = 6

func newSources(suspect string, entries []Entry) (*sourcesPage, error) {
	a, err := assets()
	if err != nil {
		return nil, err
	}
	p := &sourcesPage{Policy: a.policy, Style: a.style, Title: wording.Plural(len(entries), "source"), Lang: "und"}
	var pieces []piece
	reuse := 0
	for i, e := range entries {
		if e.Report.Verdict.Reuse() {
			reuse++
		}
		p.Sources = append(p.Sources, sourceRow{e, i + 1, colorOf(i), index{}.Confidence(e.Report), len(e.Report.Substitutions)})
		pieces = claim(pieces, passagesIn(e.Report), i)
	}
	if reuse != len(entries) {
		p.Title = fmt.Sprintf("%d of %s", reuse, wording.Plural(len(entries), "source"))
	}
	excluded := exclusions(entries)
	if len(entries) > 0 {
		r := entries[0].Report
		p.Name, p.Words = shown(r.Suspect.Name), r.Suspect.Words
		if r.Language != shingle.None && r.Language != shingle.Auto {
			p.Lang = r.Language.String()
		}
		_, words := pageWords(r, "", suspect)
		p.Covered = wording.Percent(covered(words, pieces))
		p.Excluded = exclusionRows(excluded)
	}
	p.Strip = sourcesStrip(entries, pieces, len(suspect))
	p.Text = sourcesText(entries, pieces, excluded, suspect)
	return p, nil
}

func colorOf(source int) string { return "c" + strconv.Itoa(source%colors) }

// Percent returns a share in per cent.
func (*sourcesPage) Percent(share float64) string { return wording.Percent(share) }

// A piece is a part of the suspect that is shown under one source.
type piece struct {
	compare.Span
	source, passage int
}

// passagesIn returns the places in the suspect of the passages of a report, in order.
func passagesIn(r *compare.Report) []piece {
	out := make([]piece, len(r.Passages))
	for i, p := range r.Passages {
		out[i] = piece{Span: p.Suspect, passage: p.ID}
	}
	slices.SortFunc(out, func(a, b piece) int { return cmp.Compare(a.Start, b.Start) })
	return out
}

// claim adds to pieces the parts that the passages of a source cover and no piece covers
// yet. Pieces are in order and do not overlap.
func claim(pieces, passages []piece, source int) []piece {
	var fresh []piece
	end := 0 // of the passages of this source so far
	for _, p := range passages {
		at := max(p.Start, end)
		i, _ := slices.BinarySearchFunc(pieces, at, func(q piece, at int) int { return cmp.Compare(q.End, at+1) })
		for ; at < p.End; i++ {
			stop := p.End
			if i < len(pieces) {
				stop = min(stop, pieces[i].Start)
			}
			if at < stop {
				fresh = append(fresh, piece{compare.Span{Start: at, End: stop}, source, p.passage})
			}
			if i == len(pieces) {
				break
			}
			at = max(at, pieces[i].End)
		}
		end = max(end, p.End)
	}
	pieces = append(pieces, fresh...)
	slices.SortFunc(pieces, func(a, b piece) int { return cmp.Compare(a.Start, b.Start) })
	return pieces
}

// covered returns the share of words that begin in a piece.
func covered(words []pageWord, pieces []piece) float64 {
	n := 0
	for _, p := range pieces {
		from, to := within(words, p.Span)
		n += to - from
	}
	return float64(n) / float64(max(len(words), 1))
}

// exclusions returns what the reports left out of the suspect, each place once, in order.
func exclusions(entries []Entry) []compare.Exclusion {
	var out []compare.Exclusion
	for _, e := range entries {
		for _, x := range e.Report.Excluded {
			if x.In == suspectSide.name {
				out = append(out, x)
			}
		}
	}
	slices.SortFunc(out, func(a, b compare.Exclusion) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), strings.Compare(a.Reason, b.Reason))
	})
	return slices.Compact(out)
}

// exclusionRows counts exclusions by reason, in the order of the first.
func exclusionRows(excluded []compare.Exclusion) (rows []exclusionRow) {
	for _, x := range excluded {
		reason := shown(x.Reason)
		i := slices.IndexFunc(rows, func(r exclusionRow) bool { return r.Reason == reason })
		if i < 0 {
			i = len(rows)
			rows = append(rows, exclusionRow{Reason: reason})
		}
		rows[i].Places++
	}
	return rows
}

// sourcesText returns the suspect with what is said of it marked in it.
func sourcesText(entries []Entry, pieces []piece, excluded []compare.Exclusion, suspect string) markup {
	var p pane
	for _, q := range pieces {
		number := strconv.Itoa(q.source + 1)
		label := escaped(fmt.Sprintf("source %s: %s", number, entries[q.source].Report.Verdict))
		p.covers[layerPassage] = append(p.covers[layerPassage], cover{q.Span,
			fmt.Sprintf(`<span class="p %s" title="%s">`, colorOf(q.source), label),
			fmt.Sprintf(`<span class="p %s">`, colorOf(q.source)), "</span>"})
		p.points = append(p.points, point{q.Start, fmt.Sprintf(`<i class="g" data-n="%s"></i>`, number)})
	}
	for i, e := range entries {
		d := newPairs(e.Report)
		for _, c := range turned(alterations(e.Report, d, nil)) {
			if c.tag != "a" || !owned(pieces, c.own, i) {
				continue
			}
			p.covers[layerChange] = append(p.covers[layerChange], cover{c.own,
				fmt.Sprintf(`<span class="%s" title="source %d: %s">`, c.class, i+1, escaped(c.title)),
				fmt.Sprintf(`<span class="%s">`, c.class), "</span>"})
		}
	}
	for _, x := range excluded {
		p.covers[layerExcluded] = append(p.covers[layerExcluded], cover{x.Span,
			fmt.Sprintf(`<span class="x" title="left out: %s">`, escaped(shown(x.Reason))), `<span class="x">`, "</span>"})
	}
	return p.render(suspect)
}

// owned reports whether a span is in a piece of a source.
func owned(pieces []piece, s compare.Span, source int) bool {
	i, _ := slices.BinarySearchFunc(pieces, s.Start, func(p piece, at int) int { return cmp.Compare(p.End, at+1) })
	return i < len(pieces) && pieces[i].source == source && pieces[i].Start <= s.Start && s.End <= pieces[i].End
}

// mostRows is the most sources that the strip shows, a row for each.
const mostRows = 24

// sourcesStrip draws where in the suspect the passages of each source lie, a row for each,
// fainter where the words are shown under another one.
func sourcesStrip(entries []Entry, pieces []piece, length int) markup {
	const row, bar = 14.0, 10.0
	entries = entries[:min(len(entries), mostRows)]
	var b strings.Builder
	fmt.Fprintf(&b, `<svg viewBox="0 0 %g %g" preserveAspectRatio="none" height="%d" aria-hidden="true">`, stripWidth, row*float64(len(entries)), int(row)*len(entries))
	for i, e := range entries {
		y := row * float64(i)
		fmt.Fprintf(&b, `<rect class="bar" x="0" y="%g" width="%g" height="%g"></rect>`, y, stripWidth, bar)
		for _, p := range e.Report.Passages {
			from, to := scaled(p.Suspect, length)
			fmt.Fprintf(&b, `<rect class="%s faint" x="%.1f" y="%g" width="%.1f" height="%g"></rect>`, colorOf(i), from, y, to-from, bar)
		}
	}
	for _, p := range pieces {
		if p.source < len(entries) {
			from, to := scaled(p.Span, length)
			fmt.Fprintf(&b, `<rect class="%s" x="%.1f" y="%g" width="%.1f" height="%g"></rect>`, colorOf(p.source), from, row*float64(p.source), to-from, bar)
		}
	}
	b.WriteString("</svg>")
	return markup(b.String())
}
