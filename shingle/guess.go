package shingle

import (
	_ "embed"
	"iter"
	"math/bits"
	"strings"
	"sync"
)

//go:embed functionwords/rivals.txt
var rivalText string

const (
	// guessForms is the number of forms a guess looks at. Shares settle long
	// before that, and the bound makes the cost of a guess independent of the
	// length of the text.
	guessForms = 2000
	// guessHits is the number of function words below which a text is too short
	// to be told from a chance resemblance.
	guessHits = 4
	// guessShare is the share of function words that running text must reach.
	// Prose in the supported languages has 0.25 to 0.60 of them.
	guessShare = 0.17
	// guessLead is the factor by which the best language must lead the second.
	guessLead = 1.12

	// A text that is beyond doubt after so many forms, by so great a share and a
	// lead, is read no further. Of 214,756 manuals, pages and posts in English
	// that settled nine of ten, in six tenths of the time, and eight otherwise than
	// all of their forms did.
	guessEarly = 128
	earlyShare = 0.3
	earlyLead  = 2
)

// The bits of the two languages with rules, their places in Languages.
const (
	englishBit = iota
	frenchBit
)

// markers tells for a form in which languages it is a function word.
type markers struct {
	// forms maps a form to the set of its languages as bits. The bits up to
	// the number of supported languages stand for Languages in order, the bits
	// above for the rivals.
	forms *formTable[uint64]
	// count is the number of bits in use.
	count int
}

// loadMarkers joins the lists of the supported languages and of the rivals. It
// is built on the first guess.
var loadMarkers = sync.OnceValue(func() markers {
	var m markers
	forms := make(map[string]uint64, 4096)
	for _, l := range Languages() {
		for _, e := range l.words().held {
			if e.value && !isLoneConsonant(e.form) {
				forms[e.form] |= 1 << m.count
			}
		}
		m.count++
	}
	for line := range strings.Lines(rivalText) {
		switch line = strings.TrimSpace(line); {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			m.count++
		default:
			for word := range strings.FieldsSeq(line) {
				forms[word] |= 1 << (m.count - 1)
			}
		}
	}
	m.forms = newFormTable(forms)
	return m
})

// guessLanguage returns the supported language in which the forms are written,
// or None when they do not look like running text in one of them. It looks at
// the first 2,000 forms at most.
//
// A form counts for every language that has it as a function word, and the less
// the more languages share it. Besides the supported languages some thirty
// rivals compete, among them Danish, Portuguese and Ukrainian as well as program
// text, so that a text in one of them gives None rather than its nearest
// supported relative. The best language must lead the second clearly, and its
// function words must make up the share of the forms that prose has.
//
// The guess is known to fail in these ways. Pieces of about twenty words are
// taken for a relative now and then: Danish for Norwegian when no word such as
// af, blev, hvad, mig or nogle occurs (one in seventeen), Portuguese and Catalan
// for Spanish and Bulgarian, Serbian and Ukrainian for Russian (one in twenty-five to
// one in seventy). Whole documents in these languages give None. Languages without
// a list, such as Faroese, Asturian, Occitan or Scots, may give their nearest
// relative. A text in two languages in like measure gives either one or None, and
// one that begins with 128 words of a supported language gives that;
// headlines, tables, commands and texts under some ten words often give None.
func guessLanguage(forms iter.Seq[string]) Language {
	c := census{markers: loadMarkers()}
	for form := range forms {
		if c.total == guessForms {
			break
		}
		c.add(form)
		if c.total == guessEarly {
			if lang := c.language(earlyShare, earlyLead); lang != None {
				return lang
			}
		}
	}
	return c.language(guessShare, guessLead)
}

// A census counts the function words of languages.
type census struct {
	markers
	total  int         // forms
	hits   [64]int     // function words, by bit
	scores [64]float64 // the same, each divided by how many languages share it
}

func (c *census) add(form string) {
	c.total++
	set := c.lookup(form)
	if set == 0 {
		return
	}
	weight := 1 / float64(bits.OnesCount64(set))
	for ; set != 0; set &= set - 1 {
		bit := bits.TrailingZeros64(set)
		c.hits[bit]++
		c.scores[bit] += weight
	}
}

// language returns the supported language that has such a share of the forms and
// such a lead before the next, or None.
func (c *census) language(share, lead float64) Language {
	best, second := 0, 1
	if c.scores[second] > c.scores[best] {
		best, second = second, best
	}
	for i := 2; i < c.count; i++ {
		switch {
		case c.scores[i] > c.scores[best]:
			best, second = i, best
		case c.scores[i] > c.scores[second]:
			second = i
		}
	}
	languages := Languages()
	if best >= len(languages) || c.hits[best] < guessHits ||
		float64(c.hits[best]) < share*float64(c.total) ||
		c.scores[best] < lead*c.scores[second] {
		return None
	}
	return languages[best]
}

// isLoneConsonant reports whether word is a single ASCII consonant. The lists
// hold such fragments of elisions and contractions, but in a text they are
// mostly names of keys, variables and list items, and tell no language.
func isLoneConsonant(word string) bool {
	return len(word) == 1 && !strings.Contains("aeiouy", word)
}

// lookup returns the languages of a form. The rules for contractions and
// elisions apply to forms with an apostrophe, which no list can hold in full;
// they speak for English and French only when the whole is a function word.
func (m markers) lookup(form string) uint64 {
	if set, ok := m.forms.get(hashForm(form), form); ok {
		return set
	}
	if strings.IndexByte(form, '\'') > 0 {
		switch {
		case isEnglishContraction(form):
			return 1 << englishBit
		case isFrenchElision(form):
			return 1 << frenchBit
		}
	}
	return 0
}
