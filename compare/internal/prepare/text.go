package prepare

import (
	"slices"
	"strings"
	"sync/atomic"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/internal/layout"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// A Text is a text prepared for alignment with others. Its exported fields are
// read-only. It is safe for concurrent use. It keeps the string that it was made
// from and about 150 bytes for each word.
type Text struct {
	Raw      string
	Shown    string           // Raw with spaces in place of layout: as long as Raw
	Layout   []layout.Span    // parts of the text that are not content, in order
	Language shingle.Language // never Auto
	Mixed    bool             // only a part of the text is in Language
	Words    []shingle.Word   // without those excluded
	Total    int              // words, including excluded ones
	Excluded []Exclusion      // in order
	Kept     []Exclusion      // quotations that were to be excluded, in order, see Exclude

	Bracketed bool                 // Shown has brackets that are not round
	Endings   []uint8              // the inflection that each word shows, see Ending
	Fixed     []bool               // words that are their own marks in a masked feature
	Functions []int32              // how many function words are before each word, and in all
	Torn      []bool               // words after invalid bytes or an excluded part; nil if there are none
	Seeds     [SeedFamilies][]Seed // by family, in order

	spaced      bool // there are letters set apart that may spell words, see Respaced
	glued       bool // there are words that may be several run together, see Unglued
	unreadable  bool // some letter is unreadable
	stretched   int  // words that have a letter three times in a row
	pairLetters bool // there are words that may be spelled with two letters for one, see respelled

	table      [SeedFamilies]atomic.Pointer[SeedTable] // nil until first used, see Table
	beginnings atomic.Pointer[SeedTable]               // nil until first used, see Beginnings
	keys       []atomic.Uint64                         // of words in the lexicon; 0 until first used, see Key
	apart      []int32                                 // words after an excluded part
	candidates []shingle.Candidate                     // words that another text may have where this has others, see reread
}

// New prepares text in the given language. Time is linear in its length.
func New(text string, lang shingle.Language) *Text {
	t := &Text{Raw: text, Language: lang, Layout: layout.Find(text)}
	reading := layout.Read(text, t.Layout)
	t.Shown = reading.Shown
	t.Words = shingle.AppendWords(make([]shingle.Word, 0, len(text)/6+1), reading.Text, lang)
	if len(t.Layout) > 0 {
		places := reading.Places()
		for i := range t.Words {
			w := &t.Words[i]
			w.Start, w.End = places.Start(w.Start), places.End(w.End)
		}
	}
	t.Total = len(t.Words)
	t.lowerNames()
	t.candidates = candidates(reading)
	t.survey()
	return t
}

// empty returns a text of the same bytes without words.
func (t *Text) empty() *Text {
	return &Text{Raw: t.Raw, Shown: t.Shown, Layout: t.Layout, Language: t.Language, Mixed: t.Mixed, Total: t.Total, Excluded: t.Excluded, Kept: t.Kept, candidates: t.candidates}
}

// survey notes what alignment needs to know about the words.
func (t *Text) survey() {
	t.spaced = spellsLetters(t.Words)
	t.Bracketed = strings.IndexByte(t.Shown, '[') >= 0 || strings.IndexByte(t.Shown, '<') >= 0 || strings.IndexByte(t.Shown, '{') >= 0
	t.Seeds = seedsOf(t.Words)
	t.keys = make([]atomic.Uint64, len(t.Words))
	endings, fixed, functions := make([]uint8, len(t.Words)), make([]bool, len(t.Words)), make([]int32, len(t.Words)+1)
	t.Endings, t.Fixed, t.Functions = endings, fixed, functions
	n := int32(0)
	longest, disguises := 0, shingle.Disguises(0)
	for i := range t.Words {
		w := &t.Words[i]
		endings[i] = Ending(w.Form)
		fixed[i] = Fixed(w.Class)
		if w.Class == shingle.Function {
			n++
		}
		functions[i+1] = n
		longest = max(longest, len(w.Form))
		disguises |= w.Disguise
		if ordinary(w.Form) {
			continue // nearly all words
		}
		t.pairLetters = t.pairLetters || hasPairLetter(w.Form)
		if stretched(w.Form) {
			t.stretched++
		}
	}
	t.glued = longest >= leastGlued
	t.unreadable = disguises&shingle.Unreadable != 0
	invalid := !utf8.ValidString(t.Shown)
	if invalid || len(t.apart) > 0 {
		t.Torn = make([]bool, len(t.Words))
	}
	for i := 1; i < len(t.Words) && invalid; i++ {
		t.Torn[i] = !utf8.ValidString(t.Shown[t.Words[i-1].End:t.Words[i].Start])
	}
	for _, i := range t.apart {
		t.Torn[i] = true
	}
}

// TornIn reports whether invalid bytes or an excluded part are between
// Words[i:i+n].
func (t *Text) TornIn(i, n int32) bool {
	return t.Torn != nil && slices.Contains(t.Torn[i+1:i+n], true)
}

// Table returns the table of the text's seeds of a family, which is built at the
// first call. If two goroutines call it at once, both may build it.
func (t *Text) Table(family int) *SeedTable {
	x := t.table[family].Load()
	if x == nil {
		x = newSeedTable(t.Seeds[family])
		t.table[family].Store(x)
	}
	return x
}

// HasTable reports whether the table of a family has been built.
func (t *Text) HasTable(family int) bool { return t.table[family].Load() != nil }
