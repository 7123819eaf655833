package lexicon

import (
	"fmt"
	"slices"
	"sync"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// With returns a lexicon that knows the pairs of both. The stronger tier counts,
// and a pair that is strong in one is no contrast, whatever the other says.
// Rarities are those of l, unless it has none. With lays a user's dictionary over
// that of a language. Neither lexicon is changed, and the filters are shared, not
// copied. The order of the two does not change the relation of a pair.
//
// Keys depend on the language. With panics if the languages differ, unless one of
// the lexicons is empty: compare Language first if they come from outside.
func (l *Lexicon) With(other *Lexicon) *Lexicon {
	switch {
	case other == nil || other.empty():
		return l
	case l.empty():
		return other
	case l.Language() != other.Language():
		panic(fmt.Sprintf("lexicon: With of a lexicon for %q and one for %q", l.Language(), other.Language()))
	}
	rarity := l.rarity
	if len(rarity) == 0 {
		rarity = other.rarity
	}
	return newLexicon(l.lang, slices.Concat(l.sources, other.sources),
		slices.Concat(l.probes, other.probes), slices.Concat(l.tables, other.tables), rarity)
}

// empty reports whether the lexicon knows nothing.
func (l *Lexicon) empty() bool { return len(l.tables) == 0 && len(l.rarity) == 0 }

// BuiltIn returns the built-in lexicon of a language: that of [English], and for
// all others an empty one of that language. The error is that of English.
func BuiltIn(lang shingle.Language) (*Lexicon, error) {
	if lang == shingle.English {
		return English()
	}
	return NewBuilder(lang).Lexicon(), nil
}

// An overlay keeps a lexicon together with the built-in one of its language.
type overlay struct {
	once sync.Once
	both *Lexicon
	err  error
}

// Complete returns the lexicon joined with the built-in one of its language by
// [Lexicon.With]: users who add a dictionary expect that words which are related
// without it stay related. It returns l for the built-in lexicon itself, for a
// lexicon that contains it, and after [Lexicon.Alone]. The result is made at the
// first call, which costs some hundred microseconds, and kept. The error is that of
// [BuiltIn].
func (l *Lexicon) Complete() (*Lexicon, error) {
	if l.overlay == nil {
		return l, nil
	}
	l.overlay.once.Do(func() {
		builtIn, err := BuiltIn(l.Language())
		if err != nil {
			l.overlay.err = err
			return
		}
		l.overlay.both = l
		if !l.contains(builtIn) {
			l.overlay.both = l.With(builtIn)
		}
	})
	return l.overlay.both, l.overlay.err
}

// contains reports whether all tables of another lexicon are among those of l.
func (l *Lexicon) contains(other *Lexicon) bool {
	for _, t := range other.tables {
		if !slices.ContainsFunc(l.tables, func(s table) bool { return s.filter == t.filter }) {
			return false
		}
	}
	return true
}

// Alone returns a lexicon with the same content that [Lexicon.Complete] returns
// unchanged. It serves to measure the value of a dictionary without the built-in
// one.
func (l *Lexicon) Alone() *Lexicon {
	alone := *l
	alone.overlay = nil
	return &alone
}
