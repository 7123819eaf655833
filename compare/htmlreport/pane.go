package htmlreport

import (
	"cmp"
	"slices"

	"github.com/palimpsest-go/palimpsest/compare"
)

// A cover is a part of a text with the markup around it. If another cover begins or
// ends within it, it is closed and opened again.
type cover struct {
	compare.Span
	open, again, shut string
}

// A point is markup without text.
type point struct {
	at     int
	markup string
}

// Layers of a pane, the outermost first. The covers of one are in order and
// do not overlap.
const (
	layerPassage = iota
	layerExcluded
	layerChange
	layerDisguise

	layers = iota
)

// A pane is one of the two texts with all its marks.
type pane struct {
	covers   [layers][]cover
	points   []point
	withheld []compare.Span // parts of the text that are not shown, in order
}

// disjoint returns the covers in order, without those that are empty or begin
// within an earlier one.
func disjoint(covers []cover) []cover {
	slices.SortStableFunc(covers, func(c, d cover) int { return cmp.Compare(c.Start, d.Start) })
	end := 0
	return slices.DeleteFunc(covers, func(c cover) bool {
		if c.Start < end || c.Start == c.End {
			return true
		}
		end = c.End
		return false
	})
}

// render returns the pane of a text. Every cover is opened once, and again
// where an outer one begins or ends within it or a point stands: the length
// of the pane is linear in that of the text, the covers and the points.
func (p *pane) render(text string) markup {
	for i := range p.covers {
		p.covers[i] = disjoint(p.covers[i])
	}
	slices.SortStableFunc(p.points, func(x, y point) int { return cmp.Compare(x.at, y.at) })
	s := sweep{pane: p, visibleWriter: newVisibleWriter(text, p.withheld)}
	at := 0
	for {
		next := s.next(len(text))
		s.write(at, next)
		if at = next; at == len(text) {
			break
		}
		s.turn(at)
	}
	s.turn(at)
	return markup(s.String())
}

// A sweep goes through a text from front to back.
type sweep struct {
	*pane
	*visibleWriter
	current [layers]int  // index of the cover that is open, or comes next
	opened  [layers]bool // whether it is
}

// next returns where the next cover begins or ends or the next point is.
func (s *sweep) next(end int) int {
	for layer, covers := range s.covers {
		i := s.current[layer]
		switch {
		case s.opened[layer]:
			end = min(end, covers[i].End)
		case i < len(covers):
			end = min(end, covers[i].Start)
		}
	}
	if len(s.points) > 0 {
		end = min(end, s.points[0].at)
	}
	return end
}

// turn ends the covers that end at a place, writes its points and begins the
// covers that begin there.
func (s *sweep) turn(at int) {
	outer := s.outermost(at)
	var continued [layers]bool
	for layer := layers - 1; layer >= outer; layer-- {
		if !s.opened[layer] {
			continue
		}
		c := s.covers[layer][s.current[layer]]
		s.WriteString(c.shut)
		s.opened[layer] = false
		if continued[layer] = c.End > at; !continued[layer] {
			s.current[layer]++
		}
	}
	for len(s.points) > 0 && s.points[0].at == at {
		s.WriteString(s.points[0].markup)
		s.points = s.points[1:]
	}
	for layer := outer; layer < layers; layer++ {
		i := s.current[layer]
		if i == len(s.covers[layer]) || s.covers[layer][i].Start > at {
			continue
		}
		s.opened[layer] = true
		if continued[layer] {
			s.WriteString(s.covers[layer][i].again)
		} else {
			s.WriteString(s.covers[layer][i].open)
		}
	}
}

// outermost returns the outermost layer that changes at a place. Some points are
// links, and a link must not be within another one.
func (s *sweep) outermost(at int) int {
	for layer, covers := range s.covers {
		i := s.current[layer]
		if i < len(covers) && (s.opened[layer] && covers[i].End == at || !s.opened[layer] && covers[i].Start == at) {
			return layer
		}
		if layer == layerExcluded && len(s.points) > 0 && s.points[0].at == at {
			return layer
		}
	}
	return layers
}
