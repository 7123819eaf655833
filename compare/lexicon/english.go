package lexicon

import (
	_ "embed"
	"strings"
	"sync"
)

//go:generate go run ./internal/build -wordnet $PALIMPSEST_WORDNET -moby $PALIMPSEST_MOBY -vocab $PALIMPSEST_VOCAB -o en.lex

// The file is embedded as a string, which stays in the pages of the program
// that are only read: a program that never calls English does not pay for it.
//
//go:embed en.lex
var english string

var readEnglish = sync.OnceValues(func() (*Lexicon, error) { return Read(strings.NewReader(english)) })

// English returns the lexicon of English that comes with the package. The first
// call reads it, which takes some milliseconds; later ones return the same. The
// error is that of [Read], and a sign that the program was built of parts that
// do not belong together.
func English() (*Lexicon, error) { return readEnglish() }
