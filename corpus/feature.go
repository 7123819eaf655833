package corpus

import (
	"fmt"
	"slices"

	"github.com/palimpsest-go/palimpsest/internal/radix"
	"github.com/palimpsest-go/palimpsest/minhash"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// The families of features by which texts are found.
const (
	// Only texts in languages without known function words have postings of word
	// shingles: they have no masks, and their pairs would be of any two words.
	wordShingles = iota
	// Masked shingles find texts in which only content words were exchanged.
	maskedShingles
	// Pairs of neighbouring content words find texts whose function words were changed
	// too.
	contentPairs
	families
)

// Masks say most if function words are unchanged, when half as many pairs survive;
// but pairs survive whatever happens to function words. Measured on 60,000 English
// texts of 313 words, with 60 spun words (48 % of the content words exchanged) among
// 400 others: how often the source was among the ten compared texts if 0, 20, 30 and
// 40 % of the function words were changed, and postings a text; windows are after the
// slash:
//
//	words/8, masks/4 (the first scheme)    .998  .890  .708  .531   188
//	the same, least score 0.8              .998  .930  .799  .660   188
//	masks/8, pairs/2, least score 0.8      .996  .949  .887  .850   182
//	masks/8, pairs/2, stems                .994  .938  .868  .844
//	masks/8, pairs/2, in either order      .996  .947  .890  .847
//	masks/8, pairs/2, numbers are content  .998  .947  .890  .850
//	masks/8, pairs/4, also of every other  .996  .941  .884  .880
//	with a least score of 0.5, diagonals 8 apart, positions 60:
//	masks/8, pairs/2, words of 8 letters/2 .998  .969  .934  .880   207
//	masks/12, pairs/1                      .998  .975  .940  .926   216
//	with worth and weigh as they are       .998  .961  .918  .908   216
//
// The last line, with a least score of 0.4, finds less than the line above, but compares
// an honest text of 460 words with 2.2 others on average, not with 4.6. Since then
// resembles decides which candidates are compared; its comment has the curve. Word shingles beside masks/12 and
// pairs/1 (words/12, masks/8) find .980, .959, .945 and take a third more bytes.
//
// These sizes distinguished spun texts best: masks of nine marks found less, masks
// of six found as much but with 2.4 times as many places to look at.
func (s Settings) shinglers() [contentPairs]shingle.Shingler {
	return [contentPairs]shingle.Shingler{
		wordShingles:   {Family: shingle.Shingles, Size: 3, Language: s.Language},
		maskedShingles: {Family: shingle.Masked, Size: 7, Language: s.Language},
	}
}

// Texts that agree in two bands are alike as a whole. If there are only bands, 40
// of them find .97 of the texts with a Jaccard similarity of 0.35, which half-spun
// texts have, and .99 at 0.4. Together with other postings 24 are enough: .81 at
// 0.35, .99 at 0.5.
func (s Settings) banding() minhash.Banding {
	if s.WholeTexts {
		return minhash.Banding{Bands: 40, Rows: 2}
	}
	return minhash.Banding{Bands: 24, Rows: 2}
}

const (
	shortText      = 100 // words; shorter texts have denser postings
	featureVersion = 2   // of everything here that decides which postings a text has
	wholeVersion   = 1   // the same for WholeTexts
	golden         = 0x9e3779b97f4a7c15
)

// scheme names everything that the postings of a text depend on.
func (s Settings) scheme() string {
	if s.WholeTexts {
		return fmt.Sprintf("corpus/%d whole %v; %s", wholeVersion, s.banding(), s.families())
	}
	return fmt.Sprintf("corpus/%d window=%d %v; %s%s; ", featureVersion, s.Window, s.banding(), s.families(), pairsScheme)
}

func (s Settings) families() string {
	var names string
	for _, f := range s.shinglers() {
		names += f.Scheme() + "; "
	}
	return names
}

// A reader makes the features of texts, one after the other. It is not safe for
// concurrent use.
type reader struct {
	settings Settings
	signer   *minhash.Signer

	words  []shingle.Word
	lang   shingle.Language // of the words
	listed bool             // the language has known function words
	runs   [families][]feature
	set    []uint64
	sign   minhash.Signature
	bands  []uint64
	sorted []radix.Item[uint64, uint32] // positions by feature
	spare  []radix.Item[uint64, uint32]
	hits   []hit // room for a search
}

// A feature is a hash of some words in a row; the first is at position.
type feature struct {
	hash     uint64
	position uint32
}

func newReader(s Settings) *reader {
	b := s.banding()
	signer, err := minhash.New(minhash.Config{Slots: b.Bands * b.Rows})
	if err != nil {
		panic(err) // its settings are constant
	}
	return &reader{settings: s, signer: signer}
}

// read takes the words of a text and makes its features.
func (r *reader) read(text string) {
	lang := r.settings.Language
	if lang == shingle.Auto {
		lang = shingle.Guess(text)
	}
	r.readIn(text, lang)
}

// readIn is read for a text in a known language.
func (r *reader) readIn(text string, lang shingle.Language) {
	r.lang = lang
	r.words = shingle.AppendWords(r.words[:0], text, lang)
	r.listed = lang != shingle.None
	r.set = r.set[:0]
	for i, f := range r.settings.shinglers() {
		f.Language = lang
		run := r.runs[i][:0]
		for x := range f.Join(slices.Values(r.words)) {
			h := x.Hash ^ uint64(i+1)*golden
			run = append(run, feature{h, uint32(x.First)})
			r.set = append(r.set, h)
		}
		r.runs[i] = run
	}
	r.runs[contentPairs] = r.runs[contentPairs][:0]
	if !r.settings.WholeTexts {
		r.runs[contentPairs] = appendPairs(r.runs[contentPairs], r.words)
	}
	r.bands = r.bands[:0]
	if len(r.set) > 0 {
		r.sign = r.signer.Sign(r.sign, r.set)
		r.bands = r.settings.banding().AppendKeys(r.bands, r.sign)
	}
}

// release forgets the text that was read, which its words keep alive.
func (r *reader) release() { clear(r.words) }

// postings returns the postings of the text that was read, in order of Feature.
// They have only the first place of a feature that recurs: a second one would find
// little more, and lists stay short.
func (r *reader) postings() []Posting {
	r.sorted = r.sorted[:0]
	add := func(hash uint64, position uint32) {
		r.sorted = append(r.sorted, radix.Item[uint64, uint32]{Key: reduce(hash), Value: position})
	}
	for _, key := range r.bands {
		add(key, 0)
	}
	if !r.settings.WholeTexts {
		for i := range r.runs {
			if r.posts(i) {
				winnow(r.runs[i], r.window(i), func(f feature) { add(f.hash, f.position) })
			}
		}
	}
	r.sorted, r.spare = radix.Sort(r.sorted, r.spare)
	distinct := slices.CompactFunc(r.sorted, func(a, b radix.Item[uint64, uint32]) bool { return a.Key == b.Key })
	postings := make([]Posting, len(distinct))
	for i, p := range distinct {
		postings[i] = Posting{Feature: p.Key, Position: p.Value}
	}
	return postings
}

// posts reports whether a family has postings of the text that was read. Without
// known function words, pairs would be of any two words, one pair for each word, and
// common ones, for instance of Chinese characters. With known function words, word
// shingles would find what pairs find.
func (r *reader) posts(family int) bool { return r.listed == (family != wordShingles) }

// window returns the length of the windows over a family's features.
func (r *reader) window(family int) int {
	w := r.settings.Window
	switch family {
	case wordShingles:
		w *= 2
	case maskedShingles:
		w *= 3
	case contentPairs:
		w = (w + 3) / 4
	}
	if len(r.words) < shortText {
		w = (w + 1) / 2
	}
	return w
}

// reduce cuts a hash to the bits of a feature.
func reduce(hash uint64) uint64 { return hash >> (64 - FeatureBits) }
