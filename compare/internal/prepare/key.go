package prepare

import "github.com/palimpsest-go/palimpsest/compare/lexicon"

// MaxKey is the most words of a phrase that a lexicon knows.
const MaxKey = 3

// Key returns the lexicon's key of Words[i:i+n]: 0 if n is more than MaxKey. The
// keys of words are made at the first use, a microsecond each, and kept: most words
// of most texts are never exchanged.
func (t *Text) Key(lex *lexicon.Lexicon, i, n int32) lexicon.Key {
	if n > MaxKey {
		return 0
	}
	if n == 1 {
		return t.wordKey(lex, i)
	}
	var keys [MaxKey]lexicon.Key
	for k := range n {
		keys[k] = t.wordKey(lex, i+k)
	}
	return lexicon.Join(keys[:n]...)
}

// wordKey returns the lexicon's key of Words[i]. A lexicon of another language
// has other stems.
func (t *Text) wordKey(lex *lexicon.Lexicon, i int32) lexicon.Key {
	if lex.Language() != t.Language {
		return lex.Key(t.Words[i].Form)
	}
	key := lexicon.Key(t.keys[i].Load())
	if key == 0 {
		key = lex.Key(t.Words[i].Form)
		t.keys[i].Store(uint64(key))
	}
	return key
}
