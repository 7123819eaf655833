package change

import (
	"github.com/palimpsest-go/palimpsest/compare/internal/prepare"
	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// A side is what is known about the words on one side of an exchange.
type side struct {
	first lexicon.Word // its first word
	stems uint64       // a hash of the stems of all

	rare  float64 // rarity of the rarest word in bits, without function words
	rated bool    // there is such a word, and the lexicon has all
	known bool    // the lexicon has all of them; false if the lexicon has no counts
}

// side returns what is known about words of a language.
func (c *Changes) side(words []shingle.Word, lang shingle.Language) (s side) {
	s.known = c.Lexicon != nil
	for i := range words {
		w := c.word(lang, words[i].Form)
		if i == 0 {
			s.first = w
		}
		for k := range len(w.Stem) {
			s.stems = (s.stems ^ uint64(w.Stem[k])) * 0x100000001b3 // as FNV-1a
		}
		s.stems = s.stems*prepare.PhraseMultiplier + 1
		if s.known && words[i].Class != shingle.Function {
			s.rate(c.rarity(lang, words[i].Form, &w))
		}
	}
	return s
}

// rate notes how rare a word is, and whether the lexicon has it.
func (s *side) rate(bits float64, ok bool) {
	s.rare, s.rated, s.known = max(s.rare, bits), ok, ok
	if !ok {
		s.rare = 0
	}
}

// rarity returns how rare a word of a language is by the lexicon, which may be for
// another language.
func (c *Changes) rarity(lang shingle.Language, form string, w *lexicon.Word) (bits float64, ok bool) {
	if c.Lexicon.Language() != lang {
		return c.Lexicon.Rarity(form)
	}
	return w.Rarity, w.Rated
}

// A formOf is a form of a language.
type formOf struct {
	lang shingle.Language
	form string
}

// word returns what is known about a word of a language. A lexicon caches that for the
// words of its language. Without a lexicon it is cached while the texts are compared,
// because a word is needed in every exchange that it belongs to, and a stem costs a
// microsecond.
func (c *Changes) word(lang shingle.Language, form string) lexicon.Word {
	if c.Lexicon != nil && c.Lexicon.Language() == lang {
		return c.Lexicon.Word(form)
	}
	key := formOf{lang, form}
	w, ok := c.words[key]
	if !ok {
		w = lexicon.WordOf(lang, form)
		if c.words == nil {
			c.words = make(map[formOf]lexicon.Word)
		}
		c.words[key] = w
	}
	return w
}
