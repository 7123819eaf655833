package score

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/lexicon"
)

// Lexica maps the [Pair].Dictionary of pairs to the lexicon for them; the lexicon
// for "" is for all other pairs. It serves to compare pairs that were spun with a
// dictionary by a lexicon without it:
//
//	outcomes, err := score.RunEach(ctx, pairs, lexica.Comparer(compare.Comparer{}), 0)
//
// Lexica is a [flag.Value] for values of the form FILE or DICTIONARY=FILE. Make it
// with Lexica{} or make, because Set panics if it is nil.
type Lexica map[string]*lexicon.Lexicon

// Comparer returns a function that returns c with the lexicon for a pair, and c
// unchanged if there is none. The function does not depend on earlier pairs, and is
// safe for concurrent use.
func (l Lexica) Comparer(c compare.Comparer) func(*Pair) compare.Comparer {
	return func(p *Pair) compare.Comparer {
		c := c // the pair's own
		lex, ok := l[p.Dictionary]
		if !ok {
			lex, ok = l[""]
		}
		if ok {
			c.Lexicon = lex
		}
		return c
	}
}

// String returns the names of the dictionaries.
func (l Lexica) String() string { return strings.Join(slices.Sorted(maps.Keys(l)), ",") }

// Set reads a lexicon from a file, FILE or DICTIONARY=FILE. Errors name the file
// and leave l unchanged.
func (l Lexica) Set(value string) error {
	name, file, named := strings.Cut(value, "=")
	if !named {
		name, file = "", value
	}
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	lex, err := lexicon.Read(f)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	l[name] = lex
	return nil
}
