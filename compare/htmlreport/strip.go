package htmlreport

import (
	"fmt"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare"
)

// The strip is drawn stripWidth wide, whatever the width of the page.
const (
	stripWidth = 1000.0
	barHeight  = 20.0
	bandHeight = 34.0

	// stripParts is the number of parts of a text in which exchanges are counted.
	stripParts = 200
)

// strip draws where in each text the passages lie: the source above, the suspect
// below, a band from one to the other for every passage, and darker where more
// was exchanged. Source and suspect are the lengths of the texts.
func strip(r *compare.Report, source, suspect int) markup {
	var b strings.Builder
	low := barHeight + bandHeight
	fmt.Fprintf(&b, `<svg viewBox="0 0 %g %g" preserveAspectRatio="none" aria-hidden="true">`, stripWidth, low+barHeight)
	for _, y := range []float64{0, low} {
		fmt.Fprintf(&b, `<rect class="bar" x="0" y="%g" width="%g" height="%g"></rect>`, y, stripWidth, barHeight)
	}
	for i, p := range r.Passages {
		s0, s1 := scaled(p.Source, source)
		t0, t1 := scaled(p.Suspect, suspect)
		fmt.Fprintf(&b, `<a href="#tp%d" tabindex="-1" class="v-%s"><title>passage %[1]d: %[2]s</title>`, i, p.Verdict)
		fmt.Fprintf(&b, `<polygon points="%.1f,%g %.1f,%[2]g %.1[4]f,%[5]g %.1[6]f,%[5]g"></polygon>`, s0, barHeight, s1, t1, low, t0)
		fmt.Fprintf(&b, `<rect x="%.1f" y="0" width="%.1f" height="%g"></rect>`, s0, s1-s0, barHeight)
		fmt.Fprintf(&b, `<rect x="%.1f" y="%g" width="%.1f" height="%g"></rect></a>`, t0, low, t1-t0, barHeight)
	}
	var inSource, inSuspect [stripParts]int
	for _, s := range r.Substitutions {
		inSource[part(s.Source.Start, source)] += s.Source.End - s.Source.Start
		inSuspect[part(s.Suspect.Start, suspect)] += s.Suspect.End - s.Suspect.Start
	}
	density(&b, inSource[:], source, 0)
	density(&b, inSuspect[:], suspect, low)
	b.WriteString("</svg>")
	return markup(b.String())
}

// scaled returns where a span is drawn, wide enough to be seen.
func scaled(s compare.Span, length int) (from, to float64) {
	const least = 2
	scale := stripWidth / float64(max(length, s.End, 1))
	from, to = float64(s.Start)*scale, float64(s.End)*scale
	if to-from < least {
		from = min(from, stripWidth-least)
		to = from + least
	}
	return from, to
}

// part returns the part of a text that a place is in.
func part(at, length int) int { return min(at*stripParts/max(length, 1), stripParts-1) }

// density draws the share of bytes exchanged in each part, in four tones.
func density(b *strings.Builder, bytes []int, length int, y float64) {
	const tones = 4
	width := stripWidth / stripParts
	for i, n := range bytes {
		if n == 0 {
			continue
		}
		tone := 1 + min(n*stripParts*2*tones/max(length, 1), tones-1)
		fmt.Fprintf(b, `<rect class="o o%d" x="%g" y="%g" width="%g" height="%g"></rect>`, tone, float64(i)*width, y+barHeight*0.7, width, barHeight*0.3)
	}
}
