package prepare

import (
	"cmp"
	"slices"

	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/internal/layout"
	"github.com/palimpsest-go/palimpsest/internal/plain"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// Broken words are mended one by one if the other text has them. But the other text does
// not have words that were exchanged before they were broken: in a spun text whose words
// are all broken, the exchanged words would stay in pieces. So if the other text shows for
// word after word that the text is broken, the whole text is read as plain text.

// Among mendedOf places in a row where the plain text differs, leastMended at least must
// have words of the other text. A text may hold only a passage of the other. Where most words
// were exchanged, leastShown suffice if the share of letters in words of the lexicon or the other
// text is greater by leastGain.
const (
	leastMended = 12
	mendedOf    = 48
	leastShown  = 5
	leastGain   = 0.02
)

// looksBroken reports whether a text may have many broken words, in the language of either
// text.
func (t *Text) looksBroken(other *Text) bool {
	if len(t.Excluded) > 0 || len(t.Kept) > 0 {
		return false
	}
	if layout.Turns(t.Raw) {
		return true
	}
	if lex := lexiconFor(other.Language); lex != nil {
		return plain.Broken(t.Raw, t.Words, lex)
	}
	return t.spaced || 8*len(t.candidates) >= len(t.Words) || slices.ContainsFunc(t.Words, func(w shingle.Word) bool {
		return glued(w) && w.Class != shingle.Other // as addresses are
	})
}

// mended returns the text as plain text if the other text shows that it is broken,
// otherwise met, the text with those words mended that could be mended one by one. Words
// that met has and the plain text has not stay as met has them.
func (t *Text) mended(met, other *Text) *Text {
	if !t.looksBroken(other) {
		return met
	}
	lang := other.Language
	if lang == shingle.None {
		lang = t.Language
	}
	p := plain.Of(t.Raw, t.Words, lexiconFor(lang))
	if p == nil {
		return met
	}
	if t.Language != lang && t.Language != shingle.None && shingle.Guess(p.Plain) != lang {
		return met // it may be what it looks like: a text in another language
	}
	words := shingle.AppendWords(nil, p.Plain, lang)
	p.Place(words)
	v := newVocabulary(other.Words)
	measure := v.readable
	if p.Guessed() {
		measure = v.share // the lexicon has all corrected words, right or wrong
	}
	if n := v.shown(t.Words, words); n < leastShown || n < leastMended && measure(words) < measure(t.Words)+leastGain {
		return met
	}
	var slips slipTable
	if p.Corrected {
		slips = v.slips()
	}
	if p.Shown() {
		// The words of met may be the same in an order in which nobody reads them, and have
		// other places.
		words = v.replaced(words, slips)
	} else if words = v.better(met.Words, words, slips); measure(words) < measure(met.Words) {
		return met
	}
	out := t.empty()
	out.Language, out.Words, out.Total = lang, words, len(words)
	if !p.Shown() {
		out.leaveOut(met.Words)
	}
	out.lowerNames()
	out.survey()
	return out
}

// leaveOut notes the words that were left out as lay-out: those between words of the text.
func (t *Text) leaveOut(words []shingle.Word) {
	shown := []byte(t.Shown)
	next, n := 0, len(t.Layout)
	for i := range words {
		w := &words[i]
		for next < len(t.Words) && t.Words[next].End <= w.Start {
			next++
		}
		if next < len(t.Words) && t.Words[next].Start < w.End {
			continue
		}
		t.Layout = append(t.Layout[:len(t.Layout):len(t.Layout)], layout.Span{Start: w.Start, End: w.End, Kind: layout.Inserted})
		for k := w.Start; k < w.End; k++ {
			shown[k] = ' '
		}
	}
	if len(t.Layout) == n {
		return
	}
	t.Shown = string(shown)
	slices.SortStableFunc(t.Layout, func(a, b layout.Span) int { return cmp.Compare(a.Start, b.Start) })
}

// shown returns how many of mendedOf places in a row at which the plain text differs from the
// given one have words of the vocabulary at most, up to leastMended.
func (v *vocabulary) shown(given, mended []shingle.Word) (most int) {
	var shown []bool // at each place that differs
	next, n := 0, 0
	for i := range mended {
		dropped := false
		for next < len(given) && given[next].Start < mended[i].Start {
			dropped = dropped || i == 0 || given[next].Start >= mended[i-1].End
			next++
		}
		if !dropped && next < len(given) && given[next].Start == mended[i].Start && given[next].Form == mended[i].Form {
			continue
		}
		_, ok := v.first(mended[i].Hash)
		shown = append(shown, ok)
		if ok {
			n++
		}
		if k := len(shown) - 1 - mendedOf; k >= 0 && shown[k] {
			n--
		}
		if most = max(most, n); most >= leastMended {
			break
		}
	}
	return most
}

// better returns, for each part of a text, the words of met if the vocabulary has them all
// and those of the plain text otherwise. A part is as short as the places of both allow. A
// word that may be one of the vocabulary with a slip is read as that one.
func (v *vocabulary) better(met, mended []shingle.Word, slips slipTable) []shingle.Word {
	var out []shingle.Word
	for i, k := 0, 0; i < len(met) || k < len(mended); {
		fromMet, fromMended := i, k
		end := 0
		for grows := true; grows; {
			grows = false
			for i < len(met) && (met[i].Start < end || end == 0 && (k == len(mended) || met[i].Start <= mended[k].Start)) {
				end, grows = max(end, met[i].End), true
				i++
			}
			for k < len(mended) && (mended[k].Start < end || end == 0) {
				end, grows = max(end, mended[k].End), true
				k++
			}
		}
		ours, theirs := met[fromMet:i], mended[fromMended:k]
		switch w, ok := v.slipped(ours, slips); {
		case len(ours) > 0 && v.hasAll(ours) && !apart(ours):
			out = append(out, ours...)
		case ok:
			out = append(out, w)
		default:
			out = append(out, theirs...)
		}
	}
	return out
}

// replaced returns words with words of the vocabulary in the place of those that may be these
// with a slip.
func (v *vocabulary) replaced(words []shingle.Word, slips slipTable) []shingle.Word {
	for i := range words {
		if w, ok := v.slipped(words[i:i+1], slips); ok {
			words[i] = w
		}
	}
	return words
}

// apart reports whether words are several and of a letter each.
func apart(words []shingle.Word) bool {
	return len(words) > 1 && !slices.ContainsFunc(words, func(w shingle.Word) bool { return len(w.Form) > 1 })
}

// share returns the share of words that the vocabulary has.
func (v *vocabulary) share(words []shingle.Word) float64 {
	n := 0
	for i := range words {
		if _, ok := v.first(words[i].Hash); ok {
			n++
		}
	}
	return float64(n) / float64(max(1, len(words)))
}

// readable returns the share of the letters of words that are in words which the vocabulary or
// the lexicon has. It counts letters because what stays run together would count as one word.
func (v *vocabulary) readable(words []shingle.Word) float64 {
	lex := lexiconFor(shingle.English)
	n, all := 0, 0
	for i := range words {
		form := words[i].Form
		all += len(form)
		if _, ok := v.first(words[i].Hash); ok || lex != nil && plain.Knows(lex, form) {
			n += len(form)
		}
	}
	return float64(n) / float64(max(1, all))
}

// lexiconFor returns the lexicon that broken words in a language are mended with, nil for
// other languages than English.
func lexiconFor(lang shingle.Language) plain.Lexicon {
	if lang != shingle.English {
		return nil
	}
	l, err := lexicon.English()
	if err != nil {
		return nil // words stay as they are
	}
	return l
}
