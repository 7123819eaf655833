package prepare

import (
	"github.com/palimpsest-go/palimpsest/internal/plain"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// A slipTable finds words whose forms differ by one slip: it has the forms of a vocabulary,
// and these without one letter (Garbe, SymSpell, 2012), with the places of their words.
type slipTable map[string]int32

// Only forms of leastSlipped to mostSlipped bytes may be misspelt words of the other text, and
// only the first mostSlips different words of it are looked at: a table of all words of a long
// text would take ten times its bytes.
const (
	leastSlipped = 4
	mostSlipped  = 24
	mostSlips    = 1 << 14
)

func (v *vocabulary) slips() slipTable {
	t := make(slipTable)
	add := func(form string, i int) {
		if _, ok := t[form]; !ok {
			t[form] = int32(i)
		}
	}
	n := 0
	for i := range v.words {
		form := v.words[i].Form
		if first, _ := v.first(v.words[i].Hash); int(first) != i || len(form) < leastSlipped || len(form) > mostSlipped {
			continue
		}
		if n++; n > mostSlips {
			break
		}
		add(form, i)
		for k := range len(form) {
			add(form[:k]+form[k+1:], i)
		}
	}
	return t
}

// find returns the place of a word from which a form differs by a letter put in, left out or
// exchanged, or by the order of two neighbours.
func (t slipTable) find(form string) (i int32, ok bool) {
	if len(form) < leastSlipped || len(form) > mostSlipped {
		return 0, false
	}
	i, ok = t[form]
	for k := 0; k < len(form) && !ok; k++ {
		i, ok = t[form[:k]+form[k+1:]]
	}
	return i, ok
}

// slipped returns the word of the vocabulary that a single word, which the lexicon does not have,
// is misspelt from. Without slips there is none.
func (v *vocabulary) slipped(words []shingle.Word, slips slipTable) (w shingle.Word, ok bool) {
	if len(words) != 1 || slips == nil {
		return w, false
	}
	m := &words[0]
	i, ok := slips.find(m.Form)
	if !ok {
		return w, false
	}
	if lex := lexiconFor(shingle.English); lex == nil || plain.Knows(lex, m.Form) {
		return w, false
	}
	w = v.words[i]
	w.Start, w.End, w.Break, w.Disguise = m.Start, m.End, m.Break, m.Disguise|shingle.Misspelt
	return w, true
}
