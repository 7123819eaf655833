package compare

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/palimpsest-go/palimpsest/compare/internal/align"
	"github.com/palimpsest-go/palimpsest/compare/internal/prepare"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// ErrTooLong is wrapped by the error for a text with more bytes than
// [Comparer.MaxBytes] allows.
var ErrTooLong = errors.New("compare: text too long")

// A Text is a text prepared for comparison with several others. It is immutable and
// safe for concurrent use. It keeps the string that it was made from and about 150
// bytes for each word.
type Text struct{ prepared *prepare.Text }

// Len returns the number of words, including excluded ones.
func (t *Text) Len() int { return t.prepared.Total }

// Language returns the language by which the words were classified.
func (t *Text) Language() shingle.Language { return t.prepared.Language }

// String returns the text as it was given to Prepare.
func (t *Text) String() string { return t.prepared.Raw }

// Excluded returns what was left out of the text, in order: quotations and declared
// boilerplate.
func (t *Text) Excluded() []Exclusion { return appendExclusions(nil, "", t.prepared.Excluded) }

// Prepare prepares text for comparison. The error wraps [ErrTooLong].
func (c Comparer) Prepare(text string) (*Text, error) {
	return c.PrepareContext(context.Background(), text)
}

// PrepareContext is Prepare with a context. It stops early with ctx.Err() when the
// context ends, which matters if [Comparer.Boilerplate] is long, because the text
// is aligned with it.
func (c Comparer) PrepareContext(ctx context.Context, text string) (*Text, error) {
	limit := c.MaxBytes
	if limit == 0 {
		limit = DefaultMaxBytes
	}
	if len(text) > limit {
		return nil, fmt.Errorf("%w: %d bytes, limit %d", ErrTooLong, len(text), limit)
	}
	lang := c.Language
	if lang == shingle.Auto {
		lang = shingle.Guess(text)
	}
	t, err := c.read(ctx, text, lang)
	if err != nil {
		return nil, err
	}
	return &Text{t}, nil
}

// read returns the text in the given language without what c excludes.
func (c Comparer) read(ctx context.Context, text string, lang shingle.Language) (*prepare.Text, error) {
	t := prepare.New(text, lang)
	var quoted, declared []prepare.Part
	if c.ExcludeQuotations {
		quoted = prepare.Quotations(t)
	}
	if c.Boilerplate != nil {
		var err error
		if declared, err = c.boilerplate(ctx, t); err != nil {
			return nil, err
		}
	}
	return t.Exclude(quoted, declared), nil
}

// boilerplate returns the parts of a text that are in the declared boilerplate too,
// even if edited or with words exchanged.
func (c Comparer) boilerplate(ctx context.Context, t *prepare.Text) (parts []prepare.Part, err error) {
	lex, err := c.lexiconFor(t.Language)
	if err != nil {
		return nil, err
	}
	declared := c.Boilerplate.prepared
	if declared.Language != t.Language {
		declared = prepare.New(declared.Raw, t.Language)
	}
	al, err := align.Align(ctx, declared, t, lex)
	if err != nil {
		return nil, err
	}
	for _, p := range al.Passages {
		parts = append(parts, prepare.Part{From: p.B, To: p.BEnd, Reason: ReasonBoilerplate})
	}
	return parts, nil
}

// document returns what a report says about a text.
func document(t *prepare.Text) Document {
	return Document{Bytes: len(t.Raw), Words: t.Total, SHA256: digest(t.Raw)}
}

// digest returns the SHA-256 of text. It reads text in parts, because all of it as
// bytes would be a copy.
func digest(text string) string {
	h := sha256.New()
	var part [1 << 10]byte
	for len(text) > 0 {
		n := copy(part[:], text)
		h.Write(part[:n])
		text = text[n:]
	}
	return hex.EncodeToString(h.Sum(nil))
}
