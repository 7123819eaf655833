package compare

import (
	"context"

	"github.com/palimpsest-go/palimpsest/shingle"
)

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
	sus, err := c.Prepare(suspect)
	if err != nil {
		return nil, err
	}
	return c.Compare(context.Background(), src, sus)
}

// Compare compares prepared texts. It stops early with ctx.Err() when the
// context ends. The texts should have been prepared by the same Comparer: where
// their languages differ and one of them is unknown, that text is prepared
// anew in the language of the other. Letters set apart that spell words of the
// other text are joined, which prepares a text that has such letters anew as well.
func (c Comparer) Compare(ctx context.Context, source, suspect *Text) (*Report, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if c.Language == shingle.Auto && source.lang != suspect.lang {
		var err error
		switch shingle.None {
		case source.lang:
			source, err = c.read(source.text, suspect.lang)
		case suspect.lang:
			suspect, err = c.read(suspect.text, source.lang)
		}
		if err != nil {
			return nil, err
		}
	}
	if n := len(source.words); n > 1 && n == len(suspect.words) && identical(source.text, suspect.text) {
		return identicalReport(source, suspect), nil
	}
	lex, err := c.lexiconFor(suspect.lang)
	if err != nil {
		return nil, err
	}
	source, suspect = meet(source, suspect)
	al, err := align(ctx, source, suspect, lex)
	if err != nil {
		return nil, err
	}
	r := al.report()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return r, nil
}
