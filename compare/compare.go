package compare

import (
	"context"
	"fmt"

	"github.com/palimpsest-go/palimpsest/compare/internal/align"
	"github.com/palimpsest-go/palimpsest/compare/internal/prepare"
	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// DefaultMaxBytes is the length of the longest text that is compared if
// [Comparer.MaxBytes] is 0: about 2.7 million words of English. Comparing two texts
// of that length takes about 1.7 GB of memory, and up to 3.5 GB if words have one
// letter.
const DefaultMaxBytes = 16 << 20

// A Comparer compares texts. The zero Comparer is ready to use. It is a plain
// value, comparable, and safe for concurrent use.
type Comparer struct {
	Language shingle.Language // of both texts; [shingle.Auto], the zero value, guesses
	MaxBytes int              // longest text accepted, in bytes; 0 means DefaultMaxBytes

	// ExcludeQuotations leaves quotations out of both texts: five to 250 words
	// between double quotation marks, with a verb of saying or a citation nearby. It
	// leaves out nothing in a paragraph whose marks do not match or have invisible
	// characters beside them. It also leaves out nothing if more than half of the
	// words of a text are quoted, because otherwise marks around a text would hide
	// it. Report.Kept then has these quotations.
	ExcludeQuotations bool

	// Boilerplate is text that anybody may use: the clauses of a contract, a
	// licence, a form. What either text has in common with it is left out, even if
	// it was edited or words in it were exchanged. It is found in the same way as
	// passages, so prepare it without exclusions. Nil declares none.
	Boilerplate *Text

	// Lexicon says which words are related, in addition to the built-in lexicon of
	// its language, see [lexicon.Lexicon.Complete]. Nil means [lexicon.English] if
	// the texts are English, and no lexicon otherwise; so does a lexicon of a
	// language other than that of the texts. An empty one, new(lexicon.Lexicon),
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

// Compare compares prepared texts. It stops early with ctx.Err() when the context
// ends. The texts should have been prepared by the same Comparer. If one text has an
// unknown language, or holds a passage in the language of the other, it is prepared again
// in the language of the other. Letters
// set apart that spell words of the other text are joined; a text with such letters
// is prepared again too.
func (c Comparer) Compare(ctx context.Context, source, suspect *Text) (*Report, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	a, b := source.prepared, suspect.prepared
	if c.Language == shingle.Auto && a.Language != b.Language {
		var err error
		switch {
		case a.Language == shingle.None:
			a, err = c.read(ctx, a.Raw, b.Language)
		case b.Language == shingle.None:
			b, err = c.read(ctx, b.Raw, a.Language)
		case prepare.Speaks(b.Raw, a.Language):
			b, err = c.read(ctx, b.Raw, a.Language)
			mixed(b, err)
		case prepare.Speaks(a.Raw, b.Language):
			a, err = c.read(ctx, a.Raw, b.Language)
			mixed(a, err)
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

// mixed notes that a text is in several languages.
func mixed(t *prepare.Text, err error) {
	if err == nil {
		t.Mixed = true
	}
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
