package lexicon

import "github.com/palimpsest-go/palimpsest/shingle"

// Figures reports whether two sides of an exchange, given as the normal forms of
// their words, are two numbers, two months or two weekdays: three and five, first
// and 2nd, June and July. Whoever exchanged them changed a fact and not its
// wording, though thesauri relate many of them. Whether they are the same [Closed]
// tells. English alone has such words; in other languages the answer is false.
func Figures(lang shingle.Language, source, suspect []string) bool {
	if lang != shingle.English || len(source) == 0 || len(suspect) == 0 {
		return false
	}
	kind := figureOf(source)
	return kind != noFigure && kind == figureOf(suspect)
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
