package compare

import (
	"context"
	"fmt"

	"github.com/palimpsest-go/palimpsest/compare/internal/align"
	"github.com/palimpsest-go/palimpsest/compare/internal/prepare"
	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// DefaultMaxBytes is the longest text that is compared when
// [Comparer.MaxBytes] is 0: about 2.7 million words of English. Comparing two
// texts of that length takes about 1.7 GB of memory, and up to 3.5 GB where
// words are of one letter.
const DefaultMaxBytes = 16 << 20

// A Comparer compares texts. The zero Comparer is ready to use. It is a plain
// value, comparable, and safe for concurrent use.
type Comparer struct {
	Language shingle.Language // of both texts; [shingle.Auto], the zero value, guesses
	MaxBytes int              // longest text accepted, in bytes; 0 means DefaultMaxBytes

	// ExcludeQuotations leaves quotations out of both texts: five to 250 words
	// between double quotation marks, where a verb of saying or a citation stands
	// nearby. Where the marks of a paragraph do not match, or characters that do
	// not show stand beside them, it leaves out nothing. Nor does it where more than
	// half of the words of a text are quoted: marks around a text would hide it.
	// Report.Kept has these quotations.
	ExcludeQuotations bool

	// Boilerplate is text that anybody may use: the clauses of a contract, a
	// licence, a form. What either text has in common with it, also edited or
	// with words exchanged, is left out. It is found as passages are, so it
	// should be prepared without exclusions of its own. Nil declares none.
	Boilerplate *Text

	// Lexicon says which words are related, beside what comes with the library for
	// its language, see [lexicon.Lexicon.Complete]. Nil stands for [lexicon.English]
	// where texts are English, and for none elsewhere; so does a lexicon of
	// another language than that of the texts. An empty one, new(lexicon.Lexicon),
	// relates nothing.
	Lexicon *lexicon.Lexicon
}

// Texts compares a suspect text with a source. It is Comparer{}.Texts.
func Texts(source, suspect string) (*Report, error) {
	return Comparer{}.Texts(source, suspect)
}

// Texts compares a suspect text with a source. The error wraps [ErrTooLong].
func (c Comparer) Texts(source, suspect string) (*Report, error) {
	src, err := c.Prepare(source)
	if err != nil {
		return nil, err
	}
	sus := src
	if suspect != source {
		if sus, err = c.Prepare(suspect); err != nil {
			return nil, err
		}
	}
	return c.Compare(context.Background(), src, sus)
}

// Compare compares prepared texts. It stops early with ctx.Err() when the
// context ends. The texts should have been prepared by the same Comparer: where
// their languages differ and one of them is unknown, that text is prepared
// again in the language of the other. Letters set apart that spell words of the
// other text are joined, which prepares a text that has such letters again as well.
func (c Comparer) Compare(ctx context.Context, source, suspect *Text) (*Report, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	a, b := source.prepared, suspect.prepared
	if c.Language == shingle.Auto && a.Language != b.Language {
		var err error
		switch shingle.None {
		case a.Language:
			a, err = c.read(ctx, a.Raw, b.Language)
		case b.Language:
			b, err = c.read(ctx, b.Raw, a.Language)
		}
		if err != nil {
			return nil, err
		}
	}
	if n := len(a.Words); n > 1 && n == len(b.Words) && align.Identical(a.Raw, b.Raw) {
		return identicalReport(a, b), nil
	}
	lex, err := c.lexiconFor(b.Language)
	if err != nil {
		return nil, err
	}
	a, b = prepare.Meet(a, b)
	al, err := align.Align(ctx, a, b, lex)
	if err != nil {
		return nil, err
	}
	r := reportOf(al)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return r, nil
}

// lexiconFor returns the lexicon for texts in a language, or nil.
func (c Comparer) lexiconFor(lang shingle.Language) (*lexicon.Lexicon, error) {
	switch {
	case c.Lexicon != nil:
		if c.Lexicon.Language() != lang {
			return nil, nil
		}
		l, err := c.Lexicon.Complete()
		if err != nil {
			return nil, fmt.Errorf("compare: %w", err)
		}
		return l, nil
	case lang != shingle.English:
		return nil, nil
	}
	l, err := lexicon.English()
	if err != nil {
		return nil, fmt.Errorf("compare: %w", err)
	}
	return l, nil
}
