package compare

import (
	"cmp"
	"context"
	"slices"

	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// A passage is a stretch of both texts whose words were aligned.
type passage struct {
	steps []step // in the order of both texts, without holes

	a, aEnd int32 // words of a
	b, bEnd int32 // words of b
}

// alignment is the outcome of aligning a pair. Passages are in the order of
// the suspect and do not overlap there.
type alignment struct {
	*pair
	flipped   bool // the suspect is a, not b
	passages  []passage
	learned   *exchangeSet // nil if these texts repeat no exchange
	taken     []bool       // words of the source that are equal in some passage; nil until known
	exchanges []finding    // the different exchanges; nil until marked
	counter   *counter     // nil until first used
}

// newPair orients two texts. The order depends on nothing but their words, so
// that the alignment of a source with a suspect is that of the suspect with the
// source, wherever one passage is all there is: see align.
func newPair(source, suspect *Text, lex *lexicon.Lexicon) (p *pair, flipped bool) {
	order := cmp.Or(
		cmp.Compare(len(source.words), len(suspect.words)),
		slices.CompareFunc(source.words, suspect.words, func(v, w shingle.Word) int {
			return cmp.Or(cmp.Compare(v.Hash, w.Hash), cmp.Compare(v.Break, w.Break), cmp.Compare(v.Class, w.Class))
		}),
	)
	if order > 0 {
		return &pair{suspect, source, lex}, true
	}
	return &pair{source, suspect, lex}, false
}

// align finds the passages that two texts share.
func align(ctx context.Context, source, suspect *Text, lex *lexicon.Lexicon) (*alignment, error) {
	al := &alignment{}
	al.pair, al.flipped = newPair(source, suspect, lex)
	f := filler{costs: costs{pair: al.pair}}
	if al.short(&f) {
		al.markExchanges()
		return al, nil
	}
	segs, err := al.segments(ctx)
	if err != nil {
		return nil, err
	}
	chains, err := al.chains(ctx, segs)
	if err != nil {
		return nil, err
	}
	if err := al.shape(ctx, al.choose(chains), &f); err != nil {
		return nil, err
	}
	if al.flipped && len(al.passages) == 1 && len(chains) > 1 {
		// Which chains give way to which depends on which text is the suspect.
		// Where one passage is left, it is that of the texts unflipped.
		passages, learned := al.passages, al.learned
		al.flipped, al.passages = false, nil
		err := al.shape(ctx, al.choose(chains), &f)
		al.flipped = true
		if err != nil {
			return nil, err
		}
		if len(al.passages) != 1 {
			al.passages, al.learned = passages, learned
		}
	}
	al.markExchanges()
	return al, ctx.Err()
}

// shape makes the passages of pieces.
func (al *alignment) shape(ctx context.Context, pieces [][]segment, f *filler) error {
	al.taken = nil
	al.learned = al.learn(pieces)
	f.learned = al.learned
	if err := al.realize(ctx, pieces, f); err != nil {
		return err
	}
	if pieces, cut := al.splitMoves(); cut {
		if err := al.realize(ctx, pieces, f); err != nil {
			return err
		}
	}
	al.trim(f)
	al.dropUnworthy()
	al.adopt(f)
	return nil
}

// short aligns texts too short for seeds, word by word, and reports whether
// that shows them to be one: then all of both is a passage.
func (al *alignment) short(f *filler) bool {
	m, n := int32(len(al.a.words)), int32(len(al.b.words))
	if min(m, n) == 0 || min(m, n) >= minWords || max(m, n) > 2*minWords {
		return false
	}
	al.passages = []passage{newPassage(joinSteps(f.between(0, m, 0, n, nil)))}
	if shortJudgement(equalIn(al.passages[0].steps), int(max(m, n))).verdict == Insufficient {
		al.passages = nil
	}
	return al.passages != nil
}

// equalIn returns how many words are equal in steps.
func equalIn(steps []step) (n int) {
	for _, s := range steps {
		if s.op == Equal {
			n += int(s.M)
		}
	}
	return n
}

// sides returns the source's and the suspect's part of a span of both texts.
func (al *alignment) sides(a, b int32) (source, suspect int32) {
	if al.flipped {
		return b, a
	}
	return a, b
}

// on returns where a segment lies in the suspect.
func (al *alignment) on(s segment) int32 {
	_, suspect := al.sides(s.A, s.B)
	return suspect
}

// minPiece is the least weight of a part of a chain that stands apart because
// a part of another chain lies between.
const minPiece = 3

// choose gives every word of the suspect to one chain at most, the best one
// first, and returns the parts of chains that remain, in the order of the
// suspect. A chain is cut where another lies inside one of its gaps: there a
// sentence was moved.
func (al *alignment) choose(chains []chain) [][]segment {
	_, suspect := al.texts()
	used := make([]bool, len(suspect.words))
	var all []owned
	for id, c := range chains {
		free := al.unused(c.segs, used)
		if al.weigh(free) < minChain {
			continue
		}
		for _, s := range free {
			mark(used[al.on(s) : al.on(s)+s.N])
			all = append(all, owned{s, id})
		}
	}
	slices.SortFunc(all, func(s, t owned) int { return cmp.Compare(al.on(s.segment), al.on(t.segment)) })
	// Parts too small to stand apart are left out first: they must not cut the
	// chain around them.
	keep := make([]owned, 0, len(all))
	for _, part := range parts(all) {
		if al.weigh(segmentsOf(part)) >= minPiece {
			keep = append(keep, part...)
		}
	}
	var pieces [][]segment
	for _, part := range parts(keep) {
		pieces = append(pieces, segmentsOf(part))
	}
	return pieces
}

// mark sets all of a list of words.
func mark(words []bool) {
	for i := range words {
		words[i] = true
	}
}

// owned is a segment that was given to a chain.
type owned struct {
	segment
	chain int
}

// parts cuts a list of segments where the chain changes, and where a chain has
// lost so much in between that its gap is no longer one.
func parts(all []owned) (parts [][]owned) {
	for from, to := 0, 0; from < len(all); from = to {
		for to = from + 1; to < len(all) && all[to].chain == all[from].chain; to++ {
			s, t := all[to-1], all[to]
			if max(t.A-s.endA(), t.B-s.endB()) > 2*maxGap {
				break
			}
		}
		parts = append(parts, all[from:to])
	}
	return parts
}

func segmentsOf(part []owned) []segment {
	segs := make([]segment, len(part))
	for i, s := range part {
		segs[i] = s.segment
	}
	return segs
}

// weigh returns the weight of all segments.
func (p *pair) weigh(segs []segment) (w float32) {
	for _, s := range segs {
		w += p.weight(s)
	}
	return w
}

// unused returns what of the segments lies on words of the suspect that are
// not used.
func (al *alignment) unused(segs []segment, used []bool) []segment {
	free := make([]segment, 0, len(segs))
	for _, s := range segs {
		from := int32(0)
		for k := int32(0); k <= s.N; k++ {
			if k < s.N && !used[al.on(s)+k] {
				continue
			}
			if k > from {
				free = append(free, segment{s.A + from, s.B + from, k - from})
			}
			from = k + 1
		}
	}
	return free
}

// texts returns the source and the suspect.
func (al *alignment) texts() (source, suspect *Text) {
	if al.flipped {
		return al.b, al.a
	}
	return al.a, al.b
}

// realize makes passages of pieces: it extends each at its ends, fills its
// gaps, and joins neighbours that have come close.
func (al *alignment) realize(ctx context.Context, pieces [][]segment, f *filler) error {
	al.passages = al.passages[:0]
	count := 0
	for i, segs := range pieces {
		// The suspect's words are free from the end of the passage before to
		// the first segment of the piece after; the source's all are.
		lowA, lowB, highA, highB := int32(0), int32(0), int32(len(al.a.words)), int32(len(al.b.words))
		low, high := &lowB, &highB
		if al.flipped {
			low, high = &lowA, &highA
		}
		if n := len(al.passages); n > 0 {
			_, *low = al.sides(al.passages[n-1].aEnd, al.passages[n-1].bEnd)
		}
		if i+1 < len(pieces) {
			*high = al.on(pieces[i+1][0])
		}
		first, last := segs[0], segs[len(segs)-1]
		steps := slices.Grow(f.back(first.A, lowA, first.B, lowB), 2*len(segs)) // most gaps are one step
		for k, s := range segs {
			if count++; count%256 == 1 && ctx.Err() != nil {
				return ctx.Err()
			}
			if k > 0 {
				t := segs[k-1]
				steps = f.between(t.endA(), s.A-t.endA(), t.endB(), s.B-t.endB(), steps)
			}
			steps = append(steps, step{op: Equal, A: s.A, M: s.N, B: s.B, N: s.N})
		}
		steps = append(steps, f.ahead(last.endA(), highA, last.endB(), highB)...)
		al.add(newPassage(joinSteps(steps)), f)
	}
	return nil
}

// newPassage makes a passage of steps, at least one.
func newPassage(steps []step) passage {
	first, last := steps[0], steps[len(steps)-1]
	return passage{steps: steps, a: first.A, aEnd: last.A + last.M, b: first.B, bEnd: last.B + last.N}
}

// joinSteps joins neighbouring steps of one kind. Exchanges stay apart.
func joinSteps(steps []step) []step {
	out := steps[:0]
	for _, s := range steps {
		if n := len(out); n > 0 && out[n-1].op == s.op && s.op != Substitute {
			out[n-1].M += s.M
			out[n-1].N += s.N
			continue
		}
		out = append(out, s)
	}
	return out
}

// add adds a passage, or joins it to the last one where little lies between
// them in either text.
func (al *alignment) add(p passage, f *filler) {
	if n := len(al.passages); n > 0 {
		q := &al.passages[n-1]
		da, db := p.a-q.aEnd, p.b-q.bEnd
		from, _ := al.sides(q.aEnd, q.bEnd)
		lack, _ := al.sides(da, db)
		if min(da, db) >= 0 && max(da, db) <= maxGap && !al.moved(from, lack) {
			seam := len(q.steps) - 1 // what is before has been joined
			steps := append(f.between(q.aEnd, da, q.bEnd, db, q.steps), p.steps...)
			*q = newPassage(steps[:seam+len(joinSteps(steps[seam:]))])
			return
		}
	}
	al.passages = append(al.passages, p)
}

// minMove is the least number of missing words that are looked for elsewhere.
const minMove = 3

// splitMoves cuts passages where words of the source that one of them lacks
// stand in another: they were not taken out but moved. It returns the segments
// of the parts, and whether any passage was cut. (What the suspect has more
// than the source is never in two passages.)
func (al *alignment) splitMoves() (pieces [][]segment, cut bool) {
	source, _ := al.texts()
	al.taken = make([]bool, len(source.words))
	for _, p := range al.passages {
		for i := range p.steps {
			if s := al.turned(&p.steps[i]); s.op == Equal {
				mark(al.taken[s.A : s.A+s.M])
			}
		}
	}
	if !slices.ContainsFunc(al.passages, al.lacksMoved) {
		return nil, false
	}
	for _, p := range al.passages {
		var piece []segment
		for i := range p.steps {
			s := &p.steps[i]
			t := al.turned(s)
			switch {
			case s.op == Equal:
				if n := len(piece); n > 0 && max(s.A-piece[n-1].endA(), s.B-piece[n-1].endB()) > 2*maxGap {
					// An extension led here. Its way is found again, a gap so
					// wide is not filled.
					pieces = append(pieces, piece)
					piece = nil
				}
				piece = append(piece, segment{s.A, s.B, s.M})
			case t.op == Delete && len(piece) > 0 && al.moved(t.A, t.M):
				pieces = append(pieces, piece)
				piece, cut = nil, true
			}
		}
		if len(piece) > 0 {
			pieces = append(pieces, piece)
		}
	}
	return pieces, cut
}

// lacksMoved reports whether a passage is to be cut: behind words that are equal
// it lacks words that stand in another.
func (al *alignment) lacksMoved(p passage) bool {
	begun := false
	for i := range p.steps {
		t := al.turned(&p.steps[i])
		begun = begun || t.op == Equal
		if t.op == Delete && begun && al.moved(t.A, t.M) {
			return true
		}
	}
	return false
}

// moved reports whether most of n words of the source, which a passage lacks,
// stand in another passage.
func (al *alignment) moved(i, n int32) bool {
	if n < minMove || al.taken == nil {
		return false
	}
	elsewhere := int32(0)
	for _, taken := range al.taken[i : i+n] {
		if taken {
			elsewhere++
		}
	}
	return 2*elsewhere >= n
}
