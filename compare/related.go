package compare

import (
	"fmt"

	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// maxKey is how many words of a phrase the lexicon knows.
const maxKey = 3

// lexiconFor returns the lexicon for texts in a language, or nil.
func (c Comparer) lexiconFor(lang shingle.Language) (*lexicon.Lexicon, error) {
	switch {
	case c.Lexicon != nil:
		if c.Lexicon.Language() != lang {
			return nil, nil
		}
		return c.Lexicon, nil
	case lang != shingle.English:
		return nil, nil
	}
	l, err := lexicon.English()
	if err != nil {
		return nil, fmt.Errorf("compare: %w", err)
	}
	return l, nil
}

// key returns the lexicon's key of words[i:i+n]: 0 if there are too many. The
// keys of words are made when first asked for, a microsecond each, and kept:
// most words of most texts are never exchanged.
func (t *Text) key(lex *lexicon.Lexicon, i, n int32) lexicon.Key {
	if n > maxKey {
		return 0
	}
	if n == 1 {
		return t.wordKey(lex, i)
	}
	var keys [maxKey]lexicon.Key
	for k := range n {
		keys[k] = t.wordKey(lex, i+k)
	}
	return lexicon.Join(keys[:n]...)
}

// wordKey returns the lexicon's key of words[i]. A lexicon of another language has
// other stems.
func (t *Text) wordKey(lex *lexicon.Lexicon, i int32) lexicon.Key {
	if lex.Language() != t.lang {
		return lex.Key(t.words[i].Form)
	}
	key := lexicon.Key(t.keys[i].Load())
	if key == 0 {
		key = lex.Key(t.words[i].Form)
		t.keys[i].Store(uint64(key))
	}
	return key
}

// tier returns how a[i:i+m] and b[j:j+n] are related.
func (p *pair) tier(i, m, j, n int32) lexicon.Tier {
	if p.lex == nil || m == 0 || n == 0 {
		return lexicon.None
	}
	return p.lex.Tier(p.a.key(p.lex, i, m), p.b.key(p.lex, j, n))
}

// relationOf names a tier in reports.
func relationOf(t lexicon.Tier) Relation {
	switch t {
	case lexicon.Strong:
		return RelationStrong
	case lexicon.Medium:
		return RelationMedium
	case lexicon.Weak:
		return RelationWeak
	}
	return RelationNone
}
