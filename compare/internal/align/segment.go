package align

import (
	"context"
	"slices"

	"github.com/palimpsest-go/palimpsest/compare/internal/prepare"
	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/internal/radix"
)

// A segment is a run of words that two texts have in common: a[A+i] and
// b[B+i] are equal for 0 ≤ i < N. Seeds become segments, and chains consist of
// them. The content of the texts alone decides which is a and which is b, so that
// an alignment does not depend on which of them is the suspect.
type segment struct {
	A, B, N int32
}

func (s segment) endA() int32 { return s.A + s.N }
func (s segment) endB() int32 { return s.B + s.N }

// pair is two texts under comparison.
type pair struct {
	a, b *prepare.Text
	lex  *lexicon.Lexicon // nil if no words are known to be related

	repeated int // matches of runs that are too frequent to be seeds
}

// equal reports whether word i of a and word j of b are equal. It compares hashes
// first, because that is fast, and then forms, so that nobody can make words
// collide.
func (p *pair) equal(i, j int32) bool {
	v, w := &p.a.Words[i], &p.b.Words[j]
	return v.Equal(w)
}

// segments returns the seeds of the pair, joined where they touch on one diagonal,
// in the order of b, then a. Only hashes decide that their words are equal:
// comparing all words would take a twelfth of the time of comparing texts of
// 100,000 words. See [pair.verified].
func (p *pair) segments(ctx context.Context) ([]segment, error) {
	s := seedMatches{pair: p, found: make([]match, 0, min(len(p.a.Words), len(p.b.Words))/2)}
	s.ends()
	for f := range prepare.SeedFamilies {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		s.family(f)
	}
	m, n := len(p.a.Words), len(p.b.Words)
	s.repeats()
	p.repeated = s.repeated
	return dropShadowed(mergeDiagonals(sorted(s.found), m, n), m, n), ctx.Err()
}

// repeats adds matches of runs that are too frequent to be seeds, each at a bounded
// number of places, if the other matches leave half of the shorter text without a
// match: a text that was pasted nine times has no rare runs.
func (s *seedMatches) repeats() {
	words := int32(0)
	for i := range s.found {
		words += s.found[i].Value.N
	}
	if 2*words > int32(min(len(s.a.Words), len(s.b.Words))) {
		return
	}
	const f = prepare.SeedRuns
	s.a.Table(f).Frequent(s.b.Seeds[f], prepare.MaxRepeats[f], func(i, j int) {
		fa, fb := s.a.Seeds[f][i], s.b.Seeds[f][j]
		s.add(fa.First, fb.First, fa.End-fa.First)
		s.repeated++
	})
}

// A match is a segment that is sorted by where it begins in b.
type match = radix.Item[uint32, stretch]

// A stretch is words[A:A+N] of a.
type stretch struct{ A, N int32 }

func newMatch(a, b, n int32) match { return match{Key: uint32(b), Value: stretch{a, n}} }

// sorted returns matches by B, then A. Sorting by comparison took 20 % of comparing
// spun texts of 1000 to 64,000 words. Few matches begin with the same word, so an
// insertion sort is enough for A.
func sorted(found []match) []match {
	found, _ = radix.Sort(found, nil)
	for i := 1; i < len(found); i++ {
		for k := i; k > 0 && found[k].Key == found[k-1].Key && found[k].Value.A < found[k-1].Value.A; k-- {
			found[k], found[k-1] = found[k-1], found[k]
		}
	}
	return found
}

// seedMatches collects the matches of seeds.
type seedMatches struct {
	*pair
	found    []match
	repeated int
}

// ends adds the common beginning and the common end of the texts, if they are
// longer than a run. Texts that repeat themselves have no rare features and are
// aligned by their ends alone.
func (s *seedMatches) ends() {
	m, n := int32(len(s.a.Words)), int32(len(s.b.Words))
	var head, tail int32
	for head < min(m, n) && s.equal(head, head) {
		head++
	}
	for tail < min(m, n)-head && s.equal(m-1-tail, n-1-tail) {
		tail++
	}
	if head > prepare.RunSize {
		s.found = append(s.found, newMatch(0, 0, head))
	}
	if tail > prepare.RunSize {
		s.found = append(s.found, newMatch(m-tail, n-tail, tail))
	}
}

// family adds the matches of one family of features. The features of one text are
// looked up in the table of the other. If only one text has a table already, that
// is used; the matches are the same.
func (s *seedMatches) family(f int) {
	from, in := s.b, s.a
	swapped := !s.a.HasTable(f) && s.b.HasTable(f)
	if swapped {
		from, in = in, from
	}
	// In a run of matches that advance together only the first needs all its words
	// added, the others one each. The matches of the previous feature show such
	// runs.
	var before, now []int32
	last := -1
	in.Table(f).Matches(from.Seeds[f], prepare.MaxRepeats[f], func(i, j int) {
		if j != last {
			before, now = now, before[:0]
			if j != last+1 {
				before = before[:0]
			}
			last = j
		}
		goesOn := slices.Contains(before, int32(i)-1)
		now = append(now, int32(i))
		fi, fj := in.Seeds[f][i], from.Seeds[f][j]
		if swapped {
			fi, fj = fj, fi
		}
		s.match(f, fi, fj, goesOn)
	})
}

// match adds the words that the equal features fa of a and fb of b have in
// common, or only those of the last mark if goesOn.
func (s *seedMatches) match(f int, fa, fb prepare.Seed, goesOn bool) {
	switch {
	case f == prepare.SeedMasks:
		s.mask(fa, fb, goesOn)
	case f == prepare.SeedRuns && goesOn:
		s.add(fa.End-1, fb.End-1, 1)
	default:
		s.add(fa.First, fb.First, fa.End-fa.First)
	}
}

// mask adds the words that two equal masked features have in common: their
// function words and numbers. With lastOnly it looks at the last mark alone.
func (s *seedMatches) mask(fa, fb prepare.Seed, lastOnly bool) {
	a, b := fa.First, fb.First
	if lastOnly {
		a, b = fa.End-1, fb.End-1
	}
	for {
		for a < fa.End && !s.a.Fixed[a] {
			a++
		}
		for b < fb.End && !s.b.Fixed[b] {
			b++
		}
		if a == fa.End || b == fb.End {
			return
		}
		s.add(a, b, 1)
		a, b = a+1, b+1
	}
}

// add adds a segment of words that are equal by their hashes.
func (s *seedMatches) add(a, b, n int32) {
	if len(s.found) > 0 {
		l := &s.found[len(s.found)-1]
		if l.Value.A+l.Value.N == a && int32(l.Key)+l.Value.N == b {
			l.Value.N += n
			return
		}
	}
	s.found = append(s.found, newMatch(a, b, n))
}

// verified returns the parts of the segments whose words are really equal: so
// nobody can make words collide in chains.
func (p *pair) verified(segs []segment) []segment {
	if !slices.ContainsFunc(segs, func(s segment) bool { return p.equalUpTo(s) < s.N }) {
		return segs
	}
	var out []segment
	for _, s := range segs {
		for s.N > 0 {
			n := p.equalUpTo(s)
			if n > 0 {
				out = append(out, segment{s.A, s.B, n})
			}
			n = min(n+1, s.N) // the one that is not equal is left out
			s = segment{s.A + n, s.B + n, s.N - n}
		}
	}
	return out
}

// equalUpTo returns how many words of a segment are equal before one that is not.
func (p *pair) equalUpTo(s segment) int32 {
	for k := range s.N {
		if !p.equal(s.A+k, s.B+k) {
			return k
		}
	}
	return s.N
}

// mergeDiagonals returns matches as segments, those that touch or overlap on one
// diagonal joined, of texts of m and n words. They are sorted by B, then A, and stay
// so.
func mergeDiagonals(matches []match, m, n int) []segment {
	last := make([]int32, m+n) // by diagonal: index of the last segment on it, plus 1
	out := make([]segment, 0, len(matches)/2)
	for i := range matches {
		s := segment{matches[i].Value.A, int32(matches[i].Key), matches[i].Value.N}
		k := &last[int(s.A)-int(s.B)+n-1]
		if *k > 0 {
			if l := &out[*k-1]; s.B <= l.endB() {
				l.N = max(l.N, s.endB()-l.B)
				continue
			}
		}
		out = append(out, s)
		*k = int32(len(out))
	}
	return out
}

// shadow is how many times longer than another a segment must be to shadow it.
const shadow = 4

// dropShadowed removes segments that are, on both sides, within segments much
// longer than they are: repetitions inside copied text, which would crowd out the
// predecessors that a chain looks back at.
func dropShadowed(segs []segment, m, n int) []segment {
	if len(segs) < 2 {
		return segs
	}
	longA, longB := make([]int32, m), make([]int32, n) // longest segment over each word
	for _, s := range segs {
		if s.N < shadow {
			continue // casts no shadow: nothing is shorter by that factor
		}
		for k := range s.N {
			longA[s.A+k] = max(longA[s.A+k], s.N)
			longB[s.B+k] = max(longB[s.B+k], s.N)
		}
	}
	return slices.DeleteFunc(segs, func(s segment) bool {
		limit := s.N * shadow
		for k := range s.N {
			if longA[s.A+k] < limit || longB[s.B+k] < limit {
				return false
			}
		}
		return true
	})
}
