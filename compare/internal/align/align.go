package align

import (
	"cmp"
	"context"
	"slices"

	"github.com/palimpsest-go/palimpsest/compare/internal/prepare"
	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// MinWords is how many words the shorter text must have to be aligned by seeds,
// unless it is mostly the same as the other text. The sample on which the model of
// verdicts was fitted had no shorter texts.
const MinWords = 40

// An Alignment is the outcome of aligning a source with a suspect. In its
// passages side A is the source and side B the suspect.
type Alignment struct {
	Source, Suspect *prepare.Text
	Lexicon         *lexicon.Lexicon // nil if no words are known to be related
	Passages        []Passage        // in the order of the suspect, where they do not overlap

	Repetitive bool // runs that are too frequent to follow to all of their places were followed to some

	learned *ExchangeSet // nil if these texts repeat no exchange
}

// A Passage is a stretch of both texts whose words were aligned: A to AEnd of the
// source and B to BEnd of the suspect, half-open, in words.
type Passage struct {
	Steps []Step // in the order of both texts, without holes

	A, AEnd int32
	B, BEnd int32
}

// Align finds the passages that two texts share. lex may be nil. It stops early
// with ctx.Err() when the context ends. Time is linear in the words of both texts,
// except for sorting chains.
func Align(ctx context.Context, source, suspect *prepare.Text, lex *lexicon.Lexicon) (*Alignment, error) {
	al := &aligner{}
	al.pair, al.flipped = newPair(source, suspect, lex)
	if err := al.align(ctx); err != nil {
		return nil, err
	}
	al.turn()
	return &Alignment{source, suspect, lex, al.passages, al.repeated > 0, al.learned}, nil
}

// Chains returns how many chains of equal words two texts share, before any is
// dropped for another. If there is one chain, the alignment does not depend on
// which text is the source.
func Chains(ctx context.Context, source, suspect *prepare.Text) (int, error) {
	p, _ := newPair(source, suspect, nil)
	segs, err := p.segments(ctx)
	if err != nil {
		return 0, err
	}
	chains, err := p.chains(ctx, segs)
	return len(chains), err
}

// Learned reports whether these texts make the exchange of a step more than once,
// in gaps that leave no choice.
func (al *Alignment) Learned(s *Step) bool {
	return al.learned != nil && al.learned.has(ExchangeOf(al.Source, al.Suspect, s))
}

// An aligner aligns two texts. It works on a pair whose order depends on the texts
// alone; passages are in the order of the suspect and do not overlap there.
type aligner struct {
	*pair
	flipped  bool // the suspect is a, not b
	passages []Passage
	learned  *ExchangeSet // nil if these texts repeat no exchange
	taken    []bool       // words of the source that are equal in some passage; nil until known

	scored     map[[2]sentence]pairing // see scores; nil until needed
	scoredWith *ExchangeSet
}

// newPair orients two texts. The order depends only on their words. So if there is
// a single passage, the alignment of a source with a suspect is that of the suspect
// with the source: see align.
func newPair(source, suspect *prepare.Text, lex *lexicon.Lexicon) (p *pair, flipped bool) {
	order := cmp.Or(
		cmp.Compare(len(source.Words), len(suspect.Words)),
		slices.CompareFunc(source.Words, suspect.Words, func(v, w shingle.Word) int {
			return cmp.Or(cmp.Compare(v.Hash, w.Hash), cmp.Compare(v.Break, w.Break), cmp.Compare(v.Class, w.Class))
		}),
	)
	if order > 0 {
		return &pair{a: suspect, b: source, lex: lex}, true
	}
	return &pair{a: source, b: suspect, lex: lex}, false
}

// align finds the passages of the pair.
func (al *aligner) align(ctx context.Context) error {
	f := filler{costs: costs{pair: al.pair}}
	if al.short(&f) {
		return nil
	}
	segs, err := al.segments(ctx)
	if err != nil {
		return err
	}
	chains, err := al.chains(ctx, segs)
	if err != nil {
		return err
	}
	if err := al.shape(ctx, al.choose(chains), &f); err != nil {
		return err
	}
	if al.flipped && len(al.passages) == 1 && len(chains) > 1 {
		if err := al.reshape(ctx, chains, &f); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// reshape shapes the single passage of a flipped pair like that of the unflipped
// pair. Which chains are dropped for others depends on which text is the suspect.
// If one passage is left, its shape must not depend on that.
func (al *aligner) reshape(ctx context.Context, chains []chain, f *filler) error {
	passages, learned := al.passages, al.learned
	al.flipped, al.passages = false, nil
	err := al.shape(ctx, al.choose(chains), f)
	al.flipped = true
	if len(al.passages) != 1 {
		al.passages, al.learned = passages, learned
	}
	return err
}

// shape makes the passages of pieces.
func (al *aligner) shape(ctx context.Context, pieces [][]segment, f *filler) error {
	al.taken = nil
	al.learned = al.learn(pieces)
	f.learned = al.learned
	if err := al.fill(ctx, pieces, f); err != nil {
		return err
	}
	if pieces, cut := al.splitMoves(); cut {
		if err := al.fill(ctx, pieces, f); err != nil {
			return err
		}
	}
	al.trim(f)
	al.dropWeak()
	al.addMoved(f)
	return nil
}

// short aligns texts too short for seeds, word by word, and reports whether that
// shows them to be the same: then all of both is one passage.
func (al *aligner) short(f *filler) bool {
	m, n := int32(len(al.a.Words)), int32(len(al.b.Words))
	if min(m, n) == 0 || min(m, n) >= MinWords || max(m, n) > 2*MinWords {
		return false
	}
	al.passages = []Passage{newPassage(joinSteps(f.between(0, m, 0, n, nil)))}
	if !MostlyEqual(equalIn(al.passages[0].Steps), int(max(m, n))) {
		al.passages = nil
	}
	return al.passages != nil
}

// shortEqual is the share of the words of the longer text that must be equal in
// texts of fewer than MinWords words to make a passage of both.
const shortEqual = 0.8

// MostlyEqual reports whether two texts with that many equal words are the same
// text; words is the number of words of the longer one. A single word is not
// enough.
func MostlyEqual(equal, words int) bool {
	return words >= 2 && float64(equal) >= shortEqual*float64(words)
}

// equalIn returns how many words are equal in steps.
func equalIn(steps []Step) (n int) {
	for _, s := range steps {
		if s.Op == Equal {
			n += int(s.M)
		}
	}
	return n
}

// sides returns the source's and the suspect's part of a span of both texts.
func (al *aligner) sides(a, b int32) (source, suspect int32) {
	if al.flipped {
		return b, a
	}
	return a, b
}

// on returns the place of a segment in the suspect.
func (al *aligner) on(s segment) int32 {
	_, suspect := al.sides(s.A, s.B)
	return suspect
}

// texts returns the source and the suspect.
func (al *aligner) texts() (source, suspect *prepare.Text) {
	if al.flipped {
		return al.b, al.a
	}
	return al.a, al.b
}

// turn turns the results to source and suspect: side A becomes the source and side
// B the suspect. Later code need not ask which text is which.
func (al *aligner) turn() {
	if !al.flipped {
		return
	}
	for i := range al.passages {
		p := &al.passages[i]
		p.A, p.AEnd, p.B, p.BEnd = p.B, p.BEnd, p.A, p.AEnd
		for k := range p.Steps {
			p.Steps[k] = p.Steps[k].turned()
		}
	}
	al.learned = al.learned.turned()
}
