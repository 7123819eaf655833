package synth

import (
	"slices"

	"github.com/palimpsest-go/palimpsest/internal/synth/layout"
)

// layoutKinds are verbatim copies with lay-out put in, a kind for each kind of
// lay-out and a maker for each way of setting it. Only moving line breaks makes an
// identical text.
func layoutKinds() []kind {
	var out []kind
	for _, l := range layout.All() {
		k := slices.IndexFunc(out, func(k kind) bool { return k.name == l.Kind })
		if k < 0 {
			k = len(out)
			out = append(out, kind{name: l.Kind, label: "near-duplicate"})
			if l.Kind == "lines" {
				out[k].label = "identical"
			}
		}
		out[k].makers = append(out[k].makers, maker{name: l.Name, make: func(t *task) (Pair, bool) {
			suspect, _, _ := layout.Apply(t.Body, l.Make(layout.NewText(t.Body, nil), t.r))
			return Pair{Source: t.Body, Suspect: suspect}, true
		}})
	}
	return out
}

// setOut puts lay-out into a pair: into the suspect, into the source (like
// citations that a spinner dropped), or into both. It adapts gold and passages.
func (p *Pair) setOut(l layout.Layout, side string, t *task) {
	if side != "source" {
		p.Suspect = p.spliced(p.Suspect, l, 2, t)
	}
	if side != "suspect" {
		p.Source = p.spliced(p.Source, l, 0, t)
	}
	p.Layout = l.Kind + " " + l.Name + " " + side
}

// spliced returns the text of a side with lay-out in it; the places of that side
// begin at index first of spans.
func (p *Pair) spliced(body string, l layout.Layout, first int, t *task) string {
	var fixed [][2]int
	for _, g := range p.Gold {
		fixed = append(fixed, [2]int{g[first], g[first+1]})
	}
	out, start, end := layout.Apply(body, l.Make(layout.NewText(body, fixed), t.r))
	for _, spans := range [][][4]int{p.Gold, p.Passages} {
		for i := range spans {
			spans[i][first], spans[i][first+1] = start(spans[i][first]), end(spans[i][first+1])
		}
	}
	return out
}
