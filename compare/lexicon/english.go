package lexicon

import (
	_ "embed"
	"strings"
	"sync"
)

//go:generate go run ./internal/build -wordnet $PALIMPSEST_WORDNET -moby $PALIMPSEST_MOBY -vocab $PALIMPSEST_VOCAB -o en.lex

// The file is embedded as a string, which stays in the program's read-only pages: a
// program that never calls English does not pay for it.
//
//go:embed en.lex
var english string

var readEnglish = sync.OnceValues(func() (*Lexicon, error) { return Read(strings.NewReader(english)) })

// English returns the lexicon of English that comes with the package. The first
// call reads it, which takes some milliseconds; later calls return the same
// lexicon. The error is that of [Read]; it means that the program was built from
// parts that do not belong together.
func English() (*Lexicon, error) { return readEnglish() }
