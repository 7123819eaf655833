package compare

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

var (
	// ErrTooLong is wrapped by the error for a text of more bytes than
	// [Comparer.MaxBytes] allows.
	ErrTooLong = errors.New("compare: text too long")

	// ErrVerdict is wrapped by the error for a name that is no verdict.
	ErrVerdict = errors.New("compare: unknown verdict")
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
	// not show stand beside them, it leaves out nothing.
	ExcludeQuotations bool

	// Boilerplate is text that anybody may use: the clauses of a contract, a
	// licence, a form. What either text has in common with it, also edited or
	// with words exchanged, is left out. It is found as passages are, so it
	// should be prepared without exclusions of its own. Nil declares none.
	Boilerplate *Text

	// Lexicon says which words are related. Nil stands for [lexicon.English]
	// where texts are English, and for none elsewhere; so does a lexicon of
	// another language than that of the texts. An empty one, new(lexicon.Lexicon),
	// relates nothing.
	Lexicon *lexicon.Lexicon
}

// A Text is a text made ready to be compared with several others. It is
// immutable and safe for concurrent use. It keeps the string it was made from
// and about 150 bytes for each word.
type Text struct {
	text      string
	lang      shingle.Language // never Auto
	words     []shingle.Word   // without those excluded
	total     int              // words with those excluded
	ends      []uint8          // the inflection that each word shows, see ending
	spaced    bool             // letters stand apart that may spell words, see respaced
	fixed     []bool           // words that are marks of their own in a masked feature
	functions []int32          // how many function words stand before each word, and in all
	torn      []bool           // words that invalid bytes or an excluded part stand before; nil if there are none
	seeds     [seedFamilies][]seed
	table     [seedFamilies]atomic.Pointer[seedTable] // nil until first used, see indexed
	begin     atomic.Pointer[seedTable]               // nil until first used, see beginnings
	keys      []atomic.Uint64                         // of words in the lexicon; 0 until first used, see key

	candidates []shingle.Candidate // words that another text may have where this has others, see reread

	excluded []Exclusion // in order
	apart    []int32     // words that an excluded part stands before
}

// Prepare makes text ready to be compared. The error wraps [ErrTooLong].
func (c Comparer) Prepare(text string) (*Text, error) {
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
	return c.read(text, lang)
}

// read returns the text in the given language without what c excludes.
func (c Comparer) read(text string, lang shingle.Language) (*Text, error) {
	return c.without(newText(text, lang))
}

// newText prepares text in the given language.
func newText(text string, lang shingle.Language) *Text {
	t := &Text{text: text, lang: lang}
	t.words = shingle.AppendWords(make([]shingle.Word, 0, len(text)/6+1), text, lang)
	t.total = len(t.words)
	t.candidates = candidates(text)
	t.survey()
	return t
}

// survey notes what alignment needs to know of the words.
func (t *Text) survey() {
	t.spaced = spellsLetters(t.words)
	t.seeds = seedsOf(t.words)
	t.keys = make([]atomic.Uint64, len(t.words))
	t.ends = make([]uint8, len(t.words))
	t.fixed = make([]bool, len(t.words))
	t.functions = make([]int32, len(t.words)+1)
	for i := range t.words {
		w := &t.words[i]
		t.ends[i] = ending(w.Form)
		t.fixed[i] = fixed(w.Class)
		t.functions[i+1] = t.functions[i]
		if w.Class == shingle.Function {
			t.functions[i+1]++
		}
	}
	invalid := !utf8.ValidString(t.text)
	if invalid || len(t.apart) > 0 {
		t.torn = make([]bool, len(t.words))
	}
	for i := 1; i < len(t.words) && invalid; i++ {
		t.torn[i] = !utf8.ValidString(t.text[t.words[i-1].End:t.words[i].Start])
	}
	for _, i := range t.apart {
		t.torn[i] = true
	}
}

// tornIn reports whether invalid bytes part words[i:i+n].
func (t *Text) tornIn(i, n int32) bool {
	return t.torn != nil && slices.Contains(t.torn[i+1:i+n], true)
}

// indexed returns the table of the text's seeds of a family, which is built when
// first asked for. Of two goroutines that ask at once both may build it.
func (t *Text) indexed(family int) *seedTable {
	x := t.table[family].Load()
	if x == nil {
		x = newSeedTable(t.seeds[family])
		t.table[family].Store(x)
	}
	return x
}

// Len returns the number of words, those excluded included.
func (t *Text) Len() int { return t.total }

// Language returns the language that the words were classified by.
func (t *Text) Language() shingle.Language { return t.lang }

// document returns what a report says of the text.
func (t *Text) document() Document {
	return Document{Bytes: len(t.text), Words: t.total, SHA256: digest(t.text)}
}

// digest returns the SHA-256 of text, which it reads in parts: all of it as bytes
// would be a copy.
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
