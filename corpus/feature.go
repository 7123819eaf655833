package corpus

import (
	"fmt"
	"slices"

	"github.com/palimpsest-go/palimpsest/internal/radix"
	"github.com/palimpsest-go/palimpsest/minhash"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// A family is one of the kinds of features that texts are found by.
type family struct {
	shingle.Shingler
	sparse int // windows are this many times Settings.Window
}

// Masked shingles find texts whose words were exchanged, word shingles those
// whose words were kept; the former need twice the density, as half as many
// survive. Measured on 35,000 texts, with 60 spun words among 400 others:
// function-word 8-grams beside them found no more at the same number of
// postings (.988 against .989 of sources among the first ten), masks of nine
// found less (.979), masks of six as much at 2.4 times the places to look at.
var families = [...]family{
	{shingle.Shingler{Family: shingle.Shingles, Size: 3}, 2},
	{shingle.Shingler{Family: shingle.Masked, Size: 7}, 1},
}

// Texts that agree in two bands are like each other as a whole. Where that is
// all to go by, 40 bands find .97 of the texts of Jaccard similarity 0.35, which
// is how alike half-spun texts are, and .99 at 0.4. Beside other postings 24 will
// do: .81 at 0.35, .99 at 0.5.
func (s Settings) banding() minhash.Banding {
	if s.WholeTexts {
		return minhash.Banding{Bands: 40, Rows: 2}
	}
	return minhash.Banding{Bands: 24, Rows: 2}
}

const (
	shortText      = 100 // words; shorter texts have denser postings
	featureVersion = 1   // of all below that decides what postings a text has
	golden         = 0x9e3779b97f4a7c15
)

// scheme names all that the postings of a text depend on.
func (s Settings) scheme() string {
	if s.WholeTexts {
		return fmt.Sprintf("corpus/%d whole %v; %s", featureVersion, s.banding(), s.shinglers())
	}
	return fmt.Sprintf("corpus/%d window=%d %v; %s", featureVersion, s.Window, s.banding(), s.shinglers())
}

func (s Settings) shinglers() string {
	var names string
	for _, f := range families {
		f.Language = s.Language
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
	runs   [len(families)][]feature
	set    []uint64
	sign   minhash.Signature
	bands  []uint64
	sorted []radix.Item[uint64, uint32] // positions by feature
	spare  []radix.Item[uint64, uint32]
	hits   []hit // room for a search
}

// A feature is a hash of some words in a row, the first of which is at
// position.
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
	r.words = shingle.AppendWords(r.words[:0], text, lang)
	r.set = r.set[:0]
	for i, f := range families {
		f.Language = lang
		run := r.runs[i][:0]
		for x := range f.Join(slices.Values(r.words)) {
			h := x.Hash ^ uint64(i+1)*golden
			run = append(run, feature{h, uint32(x.First)})
			r.set = append(r.set, h)
		}
		r.runs[i] = run
	}
	r.bands = r.bands[:0]
	if len(r.set) > 0 {
		r.sign = r.signer.Sign(r.sign, r.set)
		r.bands = r.settings.banding().AppendKeys(r.bands, r.sign)
	}
}

// release forgets the text that was read, which its words keep alive.
func (r *reader) release() { clear(r.words) }

// postings returns the postings of the text that was read, in order of Feature. Of
// a feature that recurs they have the first place: a second one would find little
// more, and lists stay short.
func (r *reader) postings() []Posting {
	r.sorted = r.sorted[:0]
	add := func(hash uint64, position uint32) {
		r.sorted = append(r.sorted, radix.Item[uint64, uint32]{Key: reduce(hash), Value: position})
	}
	for _, key := range r.bands {
		add(key, 0)
	}
	if !r.settings.WholeTexts {
		for i := range families {
			winnow(r.runs[i], r.window(i), func(f feature) { add(f.hash, f.position) })
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

// window returns the length of the windows over a family's features.
func (r *reader) window(family int) int {
	w := r.settings.Window * families[family].sparse
	if len(r.words) < shortText {
		w = (w + 1) / 2
	}
	return w
}

// reduce cuts a hash to the bits of a feature.
func reduce(hash uint64) uint64 { return hash >> (64 - FeatureBits) }
