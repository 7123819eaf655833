package prepare

import (
	"strings"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// stretch is how many bytes of a text a language is guessed from, some hundred words.
const stretch = 700

// Speaks reports whether some hundred words in a row of a text are in a language. A text in
// several languages may have a passage of a source in one of them. Time is linear.
func Speaks(text string, lang shingle.Language) bool {
	for len(text) > 0 {
		n := min(len(text), stretch)
		if k := strings.IndexAny(text[n:], " \n"); k >= 0 {
			n += k
		} else {
			n = len(text)
		}
		if shingle.Guess(text[:n]) == lang {
			return true
		}
		text = text[n:]
	}
	return false
}
