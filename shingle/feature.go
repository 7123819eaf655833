package shingle

import (
	"fmt"
	"iter"
)

// A Family is a kind of feature. It decides which part of a run of words is hashed,
// and so which changes to a text the hash survives.
type Family uint8

const (
	// Shingles are runs of Size consecutive words. A text of one word to
	// Size-1 words has one shingle, all of its words.
	Shingles Family = iota

	// Masked shingles are runs of Size consecutive marks, where a function word
	// or a number is its own mark and every other run of words is one common
	// mark. Texts of fewer marks have no features, because such a short mask says
	// nothing.
	Masked

	// FunctionWords are runs of Size consecutive function words, with all other
	// words left out. Texts with fewer have none.
	FunctionWords
)

var familyNames = [...]string{"words", "masked", "function"}

// defaultSizes are the sizes that distinguished texts best in their family: 3-word
// shingles still survive light edits, masked 6-grams rank spun copies first, and
// function-word 8-grams are rare enough to filter with.
var defaultSizes = [...]int{3, 6, 8}

// A Shingler cuts texts into features of one kind. The zero Shingler makes
// shingles of three words and is ready to use. A Shingler is a plain value:
// comparable, and safe for concurrent use. Its methods panic if Family is not one
// of the three.
type Shingler struct {
	Family   Family
	Size     int      // words or marks in a feature; 0, or less, means 3, 6 or 8 by family
	Language Language // of function words and stems; [Auto] is guessed for each text
	Stem     bool     // hash stems in place of normal forms
}

// A Feature is the hash of a run of words, equal for runs that its family takes for
// equal. The run is words[First:End] of the words that it was made from.
type Feature struct {
	Hash       uint64
	First, End int
}

// Scheme names everything that the hashes depend on: family, size, language, stems,
// hash function, rules for normal forms, and the version of Unicode, for
// properties, for normal forms and for segmentation. Hashes may be compared only if
// their schemes are equal. The scheme and the hashes do not depend on the compiler:
// a character that Unicode 15.0 does not assign is never a letter.
func (s Shingler) Scheme() string {
	stem := "none"
	if s.Stem {
		stem = s.Language.stemScheme()
	}
	return fmt.Sprintf("%s/%d lang=%s stem=%s hash=%s form=%s unicode=%s,%s,%s",
		familyNames[s.Family], s.size(), s.languageScheme(), stem, hashVersion, formVersion, pinnedUnicode, pinnedUnicode, segmentVersion)
}

// formVersion names this package's own rules, besides those of Unicode, for words,
// their normal forms and function words. The first version had no name. The second
// reads character references. The third hashes forms without marks, decides
// look-alikes by the letters around a word, and drops characters that no renderer
// shows.
const formVersion = "3"

// segmentVersion names the version of the module that segments words beyond ASCII.
// The module does not state the Unicode version of its tables.
const segmentVersion = "uax29-2.7.0"

func (s Shingler) size() int {
	if s.Size > 0 {
		return s.Size
	}
	return defaultSizes[s.Family]
}

// Features returns an iterator over the features of text, in order and with
// repeats. First and End count the words that [Words] yields.
func (s Shingler) Features(text string) iter.Seq[Feature] {
	if s.Language == Auto && (s.Family != Shingles || s.Stem) {
		s.Language = Guess(text)
	}
	return s.Join(Words(text, s.wordLanguage()))
}

// wordLanguage returns the language to classify words by. It is [None] if classes
// make no difference, which saves looking them up.
func (s Shingler) wordLanguage() Language {
	if s.Family == Shingles {
		return None
	}
	return s.Language
}

// Join returns an iterator over the features of a sequence of words. For families
// other than [Shingles] the words must be classified, by [Words] or in the same
// way; then Language only chooses the stems. If Stem is set, Language must be the
// language of the words: Join has no text to guess it from, and with [Auto] the
// hashes are those of forms, not those that [Shingler.Features] makes under the
// same [Shingler.Scheme]. Memory is linear in Size or in the number of words,
// whichever is less.
func (s Shingler) Join(words iter.Seq[Word]) iter.Seq[Feature] {
	return func(yield func(Feature) bool) {
		w := newWindow(s.size(), yield)
		next := 0
		inMask := false // the last mark was that of masked words
		for word := range words {
			i := next
			next++
			h := word.Hash
			fixed := word.Class == Function || word.Class == Number && s.Family == Masked
			switch {
			case s.Family == Shingles, fixed:
				if s.Stem {
					h = hashWord(s.Language.Stem(word.Form))
				}
			case s.Family == FunctionWords:
				continue
			case inMask:
				w.grow(i + 1)
				continue
			default:
				h = maskHash
			}
			inMask = s.Family == Masked && !fixed
			if !w.push(h, i) {
				return
			}
		}
		w.finish(s.Family == Shingles)
	}
}

// maskHash stands for a run of words that are not distinguished.
const maskHash = 0x2a2a2a2a2a2a2a2a

// A window rolls over the hashes of consecutive marks and yields a feature for
// each full run. It is one mark behind, because the last mark may still grow.
type window struct {
	size  int
	yield func(Feature) bool
	ring  []mark // at most size of the last marks
	at    int    // place of the oldest in ring, and of the next mark once there are size
	sum   uint64 // Σ ring hash · shingleBy^(age), modulo 2^64
	drop  uint64 // shingleBy^len(ring)
}

type mark struct {
	hash       uint64
	first, end int
}

// newWindow returns an empty window. Its ring grows with the marks, because size
// may be far greater than their number.
func newWindow(size int, yield func(Feature) bool) *window {
	return &window{size: size, yield: yield, ring: make([]mark, 0, min(size, 16)), drop: 1}
}

// push adds the mark of word i. It reports whether to continue.
func (w *window) push(hash uint64, i int) bool {
	m := mark{hash, i, i + 1}
	if len(w.ring) < w.size {
		w.ring = append(w.ring, m)
		w.sum = w.sum*shingleBy + hash
		w.drop *= shingleBy
		return true
	}
	if !w.emit() {
		return false
	}
	oldest := &w.ring[w.at]
	w.sum = w.sum*shingleBy + hash - oldest.hash*w.drop
	*oldest = m
	if w.at++; w.at == w.size {
		w.at = 0
	}
	return true
}

// newest returns the last mark.
func (w *window) newest() *mark {
	if w.at == 0 {
		return &w.ring[len(w.ring)-1]
	}
	return &w.ring[w.at-1]
}

// grow lets the last mark reach to word end.
func (w *window) grow(end int) { w.newest().end = end }

// emit yields the feature of the marks in the window.
func (w *window) emit() bool {
	return w.yield(Feature{
		Hash:  avalanche(w.sum + uint64(len(w.ring))*hashSeed),
		First: w.ring[w.at].first,
		End:   w.newest().end,
	})
}

// finish yields the last feature. If there are fewer marks than a full run and
// short is set, it yields one feature of all of them.
func (w *window) finish(short bool) {
	if n := len(w.ring); n == w.size || short && n > 0 {
		w.emit()
	}
}
