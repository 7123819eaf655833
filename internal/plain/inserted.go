package plain

import (
	"strings"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// noise reports whether a word is a number or a letter that is no word of English.
func noise(w *shingle.Word) bool {
	return w.Class == shingle.Number || len(w.Form) == 1 && w.Form != "a" && w.Form != "i" && w.Form != "o"
}

// insertions leaves out numbers and letters that stand between all words of a text, mostly one
// between two, so that at least two words in five are such, if the rest is running text in a
// language. In a table or a list of results the rest is none.
func (m *mender) insertions() {
	var out []edit
	var rest strings.Builder
	side := 0 // those beside another
	for i := range m.words {
		w := &m.words[i]
		switch {
		case !noise(w):
			rest.WriteString(m.text[w.Start:w.End] + " ")
		case i > 0 && noise(&m.words[i-1]):
			side++
			fallthrough
		default:
			out = append(out, edit{start: w.Start, end: w.End})
		}
	}
	if len(out) < leastEscapes || 5*len(out) < 2*len(m.words) || 5*side > len(out) {
		return // few, letters set apart, or a table
	}
	if shingle.Guess(rest.String()) != shingle.None {
		m.edits = append(m.edits, out...)
	}
}
