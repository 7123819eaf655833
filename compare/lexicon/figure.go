package lexicon

import (
	"slices"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// Figures reports whether two sides of an exchange, given as the normal forms of
// their words, are two numbers, two months or two weekdays: three and five, first
// and 2nd, June and July, the French mars and avril. Exchanging them changes a fact and
// not its wording, although thesauri relate many of them. [Closed] decides whether they
// are the same. In English, numbers of several words are read; in other languages a
// side must be in the [Sets] of the language, and forms of one number (un, une) do not
// count as two.
func Figures(lang shingle.Language, source, suspect []string) bool {
	switch {
	case len(source) == 0 || len(suspect) == 0:
		return false
	case lang != shingle.English:
		return setLists.of(lang).figures(source, suspect)
	}
	kind := figureOf(source)
	return kind != noFigure && kind == figureOf(suspect)
}

// figures reports whether two phrases are in sets of one kind of figure, and are not
// forms of one member.
func (s *sets) figures(v, w []string) bool {
	kind, same := s.sharedFigure(v, w)
	return kind != noFigure && (!same || slices.Equal(v, w))
}

// sameFigure reports whether one phrase is the other in digits.
func (s *sets) sameFigure(v, w []string) bool {
	if inDigits(v) == inDigits(w) {
		return false
	}
	kind, same := s.sharedFigure(v, w)
	return kind == figureNumber && same
}

// inDigits reports whether a phrase is a number in digits.
func inDigits(words []string) bool {
	return len(words) == 1 && words[0][0] >= '0' && words[0][0] <= '9'
}

// sharedFigure returns the kind of figure that two phrases both are, and whether they
// are the same member of a set. A phrase may be of two kinds, like the French sept.
func (s *sets) sharedFigure(v, w []string) (kind figure, same bool) {
	others := s.places(w)
	for _, p := range s.places(v) {
		for _, q := range others {
			if k := s.figureAt(p); k != noFigure && k == s.figureAt(q) {
				kind, same = k, same || p == q
			}
		}
	}
	return kind, same
}

// figureAt returns the kind of figure of the members of a set.
func (s *sets) figureAt(p place) figure {
	switch s.rows[p.row].Name {
	case "month":
		return figureMonth
	case "weekday", "weekday in short":
		return figureWeekday
	case "number", "round number", "ordinal", "fraction":
		return figureNumber
	}
	return noFigure
}

type figure uint8

const (
	noFigure figure = iota
	figureMonth
	figureWeekday
	figureNumber
)

func figureOf(words []string) figure {
	if len(words) == 1 {
		switch ProperSense(words[0]) {
		case Month:
			return figureMonth
		case Weekday:
			return figureWeekday
		}
	}
	if _, ok := readNumber(words); ok {
		return figureNumber
	}
	return noFigure
}
