package align

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/palimpsest-go/palimpsest/compare/internal/prepare"
	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
	"github.com/stretchr/testify/require"
)

// randomText returns n words of few, with marks between them.
func randomText(r *rand.Rand, n int) string {
	words := []string{"the", "of", "to", "not", "bridge", "river", "rose", "closing", "closed", "Harlow", "12", "state", "states"}
	marks := []string{" ", " ", " ", ", ", ". ", "-"}
	var b strings.Builder
	for range n {
		b.WriteString(words[r.IntN(len(words))] + marks[r.IntN(len(marks))])
	}
	return b.String()
}

// english returns two texts as words of English.
func english(a, b string) *pair {
	return &pair{a: prepare.New(a, shingle.English), b: prepare.New(b, shingle.English)}
}

// exchangesOf returns a set of exchanges.
func exchangesOf(all ...Exchange) *ExchangeSet {
	set := NewExchangeSet()
	for _, x := range all {
		set.Add(x)
	}
	return set
}

// mustSegments returns the segments of a pair.
func mustSegments(t testing.TB, p *pair) []segment {
	segs, err := p.segments(context.Background())
	require.NoError(t, err)
	return segs
}

// price returns the cost of a move at a[i], b[j].
func (f *filler) price(i, m, j, n int32) float32 {
	return f.settle(f.offer(i, m, j, n), i, m, j, n)
}

// cheapest is the slow twin of filler.between: it tries every way and returns
// the least cost of a[i:] against b[j:].
func cheapest(f *filler, i, j int32, known map[[2]int32]float32) float32 {
	m, n := int32(len(f.a.Words)), int32(len(f.b.Words))
	if i == m && j == n {
		return 0
	}
	if c, ok := known[[2]int32{i, j}]; ok {
		return c
	}
	best := float32(math.Inf(1))
	try := func(di, dj int32) {
		if i+di <= m && j+dj <= n {
			best = min(best, f.price(i, di, j, dj)+cheapest(f, i+di, j+dj, known))
		}
	}
	try(1, 0)
	try(0, 1)
	for k := int32(1); k <= MaxPhrase; k++ {
		try(1, k)
		try(k, 1)
	}
	known[[2]int32{i, j}] = best
	return best
}

func TestBetween(t *testing.T) {
	for seed := range uint64(300) {
		t.Run(fmt.Sprintf("seed=%d", seed), func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, 2))
			p := english(randomText(r, r.IntN(14)), randomText(r, r.IntN(14)))
			f := &filler{costs: costs{pair: p}}
			if seed%3 == 0 && len(p.a.Words) > 1 && len(p.b.Words) > 0 {
				f.learned = exchangesOf(p.exchangeOf(0, 1, 0, 1), p.exchangeOf(0, 2, 0, 1))
			}
			m, n := int32(len(p.a.Words)), int32(len(p.b.Words))
			i, j, sum := int32(0), int32(0), float32(0)
			for _, s := range f.between(0, m, 0, n, nil) {
				require.Equal(t, [2]int32{i, j}, [2]int32{s.A, s.B})
				if s.Op == Insert || s.Op == Delete {
					for k := range s.M {
						sum += f.price(s.A+k, 1, s.B, 0)
					}
					for k := range s.N {
						sum += f.price(s.A, 0, s.B+k, 1)
					}
				} else {
					sum += f.price(s.A, s.M, s.B, s.N)
				}
				require.Equal(t, s.Op == Equal, s.M == 1 && s.N == 1 && p.equal(s.A, s.B))
				i, j = i+s.M, j+s.N
			}
			require.Equal(t, [2]int32{m, n}, [2]int32{i, j})
			require.InDelta(t, cheapest(f, 0, 0, map[[2]int32]float32{}), sum, 1e-4)
		})
	}
}

// inOrder compares segments by B, then A.
func inOrder(s, t segment) int { return cmp.Or(cmp.Compare(s.B, t.B), cmp.Compare(s.A, t.A)) }

// matchesOf returns segments as matches.
func matchesOf(segs []segment) []match {
	out := make([]match, len(segs))
	for i, s := range segs {
		out[i] = newMatch(s.A, s.B, s.N)
	}
	return out
}

// TestSorted compares with sorting by comparison, for places of few bits and of
// many.
func TestSorted(t *testing.T) {
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 5))
		segs := make([]segment, r.IntN(300))
		for i := range segs {
			segs[i] = segment{r.Int32N(1 << r.IntN(31)), r.Int32N(1 << r.IntN(31)), int32(i)}
		}
		want := slices.Clone(segs)
		slices.SortStableFunc(want, inOrder)
		require.Equal(t, matchesOf(want), sorted(matchesOf(segs)), "seed=%d", seed)
	}
}

func TestMergeDiagonals(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 3))
		var segs []segment
		on := make(map[[2]int32]bool)
		for range r.IntN(30) {
			s := segment{r.Int32N(20), r.Int32N(20), 1 + r.Int32N(6)}
			segs = append(segs, s)
			for k := range s.N {
				on[[2]int32{s.A + k, s.B + k}] = true
			}
		}
		// Slowly: a segment begins where there is no pair before it.
		var want []segment
		for p := range on {
			if on[[2]int32{p[0] - 1, p[1] - 1}] {
				continue
			}
			n := int32(1)
			for on[[2]int32{p[0] + n, p[1] + n}] {
				n++
			}
			want = append(want, segment{p[0], p[1], n})
		}
		slices.SortFunc(want, inOrder)
		require.Equal(t, want, slices.Concat([]segment(nil), mergeDiagonals(sorted(matchesOf(segs)), 26, 26)), "seed=%d", seed)
	}
}

func TestDropShadowed(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 4))
		var segs []segment
		for range r.IntN(20) {
			segs = append(segs, segment{r.Int32N(30), r.Int32N(30), 1 + r.Int32N(1+r.Int32N(20))})
		}
		long := func(k int32, begin func(segment) int32) (n int32) {
			for _, s := range segs {
				if begin(s) <= k && k < begin(s)+s.N {
					n = max(n, s.N)
				}
			}
			return n
		}
		var want []segment
		for _, s := range segs {
			shadowed := true
			for k := range s.N {
				shadowed = shadowed &&
					long(s.A+k, func(s segment) int32 { return s.A }) >= shadow*s.N &&
					long(s.B+k, func(s segment) int32 { return s.B }) >= shadow*s.N
			}
			if !shadowed {
				want = append(want, s)
			}
		}
		require.ElementsMatch(t, want, dropShadowed(slices.Clone(segs), 60, 60), "seed=%d", seed)
	}
}

func TestTakeChains(t *testing.T) {
	links := []link{
		{segment: segment{0, 0, 5}, best: 5, prev: -1},
		{segment: segment{6, 6, 5}, best: 10, prev: 0},
		{segment: segment{8, 20, 6}, best: 10.5, prev: 0},
		{segment: segment{40, 12, 5}, best: 4, prev: -1},
		{segment: segment{60, 60, 1}, best: 1, prev: -1},
		{segment: segment{15, 30, 4}, best: 14, prev: 2},
	}
	// The best end is the last; its chain takes the first two segments of the
	// other, of which a chain of less score remains. One is too weak.
	require.Equal(t, []chain{
		{[]segment{{0, 0, 5}, {8, 20, 6}, {15, 30, 4}}, 14},
		{[]segment{{6, 6, 5}}, 5},
		{[]segment{{40, 12, 5}}, 4},
	}, takeChains(links))
	require.Empty(t, takeChains(nil))
}

// TestChains holds chains against the slow twin that looks back at all
// segments: with no more than lookBack of them the best score is the same.
func TestChains(t *testing.T) {
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 5))
		words := []int{60, 600}[seed%2] // one part of a linker, and several
		p := english(randomText(r, words), randomText(r, words))
		segs := mustSegments(t, p)
		segs = segs[:min(len(segs), lookBack)]
		chains, err := p.chains(context.Background(), slices.Clone(segs))
		require.NoError(t, err)
		top := float32(0)
		for i := range segs {
			top = max(top, bestChain(p, segs, i))
		}
		if top < minChain {
			require.Empty(t, chains)
			continue
		}
		require.InDelta(t, top, chains[0].score, 1e-4, "seed=%d", seed)
		used := make(map[segment]bool)
		for _, c := range chains {
			for k, s := range c.segs {
				require.Positive(t, s.N)
				require.False(t, used[s])
				used[s] = true
				if k > 0 {
					require.GreaterOrEqual(t, s.A, c.segs[k-1].endA())
					require.GreaterOrEqual(t, s.B, c.segs[k-1].endB())
				}
			}
		}
		require.True(t, slices.IsSortedFunc(chains, func(c, d chain) int { return cmp.Compare(d.score, c.score) }))
	}
}

// TestVerified lets words of two texts collide: chains leave them out.
func TestVerified(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 9))
	text := randomText(r, 100)
	p := english(text, text)
	whole := []segment{{0, 0, 100}}
	require.Equal(t, whole, p.verified(whole))
	for _, k := range []int{0, 41, 42, 99} {
		p.b.Words[k].Form += "x"
	}
	require.Equal(t, []segment{{1, 1, 40}, {43, 43, 56}}, p.verified(whole))
	chains, err := p.chains(t.Context(), mustSegments(t, p))
	require.NoError(t, err)
	require.Equal(t, []segment{{1, 1, 40}, {43, 43, 56}}, chains[0].segs)
	for i := range p.b.Words {
		p.b.Words[i].Form = "y"
	}
	chains, err = p.chains(t.Context(), whole)
	require.NoError(t, err)
	require.Empty(t, chains)
}

// bestChain returns the score of the best chain that ends in segs[i].
func bestChain(p *pair, segs []segment, i int) float32 {
	s := segs[i]
	best := p.weight(s)
	for j, t := range segs[:i] {
		over := max(t.endA()-s.A, t.endB()-s.B, 0)
		da, db := s.A+over-t.endA(), s.B+over-t.endB()
		if t.A >= s.A || t.B >= s.B || over >= s.N || max(da, db) > maxGap || max(da-db, db-da) > maxSkew+min(da, db)/4 {
			continue
		}
		gain := p.weight(s)*float32(s.N-over)/float32(s.N) - costGap*float32(max(da, db)) - costSkew*float32(max(da-db, db-da))
		best = max(best, bestChain(p, segs, j)+gain)
	}
	return best
}

// stepOf returns the step a[i:i+m] against b[j:j+n].
func stepOf(op Op, i, m, j, n int32) Step { return Step{Op: op, A: i, M: m, B: j, N: n} }

// aligned returns an alignment of two texts with one passage of the steps.
func aligned(p *pair, steps ...Step) *aligner {
	return &aligner{pair: p, passages: []Passage{newPassage(steps)}}
}

func TestTrim(t *testing.T) {
	// Twelve words, then twelve others in each text, then twelve words again.
	head, foot := "bofa kalo nabo fola kano lofa bako nola fabo kola bano lako ", "lona koba fano bola kafo nalo boka lano kofa nako bala foko "
	p := english(head+strings.Repeat("vuzi ", 12)+foot, head+strings.Repeat("the ", 12)+foot)
	f := &filler{costs: costs{pair: p}}
	al := aligned(p, Step{Op: Equal, A: 0, M: 12, B: 0, N: 12}, Step{Op: Delete, A: 12, M: 12, B: 12, N: 0}, Step{Op: Insert, A: 24, M: 0, B: 12, N: 12}, Step{Op: Equal, A: 24, M: 12, B: 24, N: 12})
	al.trim(f)
	require.Len(t, al.passages, 1, "an insertion and a deletion cost no more than maxIndelLoss each")

	steps := []Step{{Op: Equal, A: 0, M: 12, B: 0, N: 12}}
	for k := range int32(12) { // function words for others, the dearest exchange
		steps = append(steps, stepOf(Substitute, 12+k, 1, 12+k, 1))
	}
	al = aligned(p, append(steps, Step{Op: Equal, A: 24, M: 12, B: 24, N: 12})...)
	al.trim(f)
	require.Equal(t, []Passage{newPassage(steps[:1]), newPassage([]Step{{Op: Equal, A: 24, M: 12, B: 24, N: 12}})}, al.passages)

	al = aligned(p, steps[1:]...)
	al.trim(f)
	require.Empty(t, al.passages)
}

func TestVariant(t *testing.T) {
	for _, c := range []struct {
		v, w string
		want bool
	}{
		{"colour", "color", true}, {"grey", "gray", true}, {"organise", "organize", true}, {"ct", "cent", true},
		{"dlrs", "dollars", true}, {"bridging", "bridges", true}, {"closing", "closed", false}, {"walk", "walks", true}, {"theatre", "theater", true},
		{"big", "bag", false}, {"help", "yelp", false}, {"small", "little", false}, {"tree", "treatment", false}, {"", "a", false},
	} {
		require.Equal(t, c.want, Variant(c.v, c.w), "%s, %s", c.v, c.w)
		require.Equal(t, c.want, Variant(c.w, c.v), "%s, %s", c.w, c.v)
	}
}

func TestSubstitutePrices(t *testing.T) {
	p := english("the bridge seven closing website 12", "a road eight walking web site the \xff 9")
	c := costs{pair: p}
	// Words: the bridge seven closing website 12 | a road eight walking web site the 9.
	for _, x := range []struct {
		name       string
		i, m, j, n int32
		want       float64
	}{
		{"function words, both at the beginning", 0, 1, 0, 1, costFunctions - gainBreak},
		{"content words", 1, 1, 1, 1, costSubstitute},
		{"function word for content word", 0, 1, 1, 1, costMixed + costSentence},
		{"content words that end alike", 3, 1, 3, 1, costSubstitute - gainEnding},
		{"written apart", 4, 1, 4, 2, costVariant},
		{"one for two", 1, 1, 1, 2, costSubstitute + costPhrase + costMore},
		{"equal words", 0, 1, 6, 1, never},
		{"beginning with equal words", 0, 1, 6, 2, never},
		{"invalid bytes between the words", 1, 1, 6, 2, never},
	} {
		require.InDelta(t, x.want, c.substitute(x.i, x.m, x.j, x.n), 1e-5, x.name)
	}
	require.InDelta(t, costNumbers, substituteClass(shingle.Number, shingle.Number), 1e-5)
	require.InDelta(t, costNumberWord, substituteClass(shingle.Content, shingle.Number), 1e-5)
	c.learned = exchangesOf(p.exchangeOf(1, 1, 1, 1), p.exchangeOf(1, 1, 6, 2))
	require.InDelta(t, costLearned, c.substitute(1, 1, 1, 1), 1e-5)
	require.InDelta(t, costSubstitute-gainEnding, c.substitute(3, 1, 3, 1), 1e-5, "not learned")
	require.InDelta(t, never, c.substitute(1, 1, 6, 2), 1e-5)
}

// TestEndings holds the endings against each other in every pair.
func TestEndings(t *testing.T) {
	for _, c := range []struct {
		v, w string
		want float32
	}{
		{"walking", "running", -gainEnding}, {"walked", "ran", gainEnding / 2}, {"ran", "sat", 0},
		{"boxes", "cats", gainEnding / 2}, {"cats", "dogs", -gainEnding}, {"walking", "walked", gainEnding / 2}, {"", "", 0},
	} {
		require.Equal(t, c.want, endings(prepare.Ending(c.v), prepare.Ending(c.w)), "%s, %s", c.v, c.w)
		require.Equal(t, c.want, endings(prepare.Ending(c.w), prepare.Ending(c.v)), "%s, %s", c.w, c.v)
	}
}

// TestExtend extends from a point in the middle: what was built to correspond
// is found, what follows is not.
func TestExtend(t *testing.T) {
	for seed := range uint64(8) {
		r := rand.New(rand.NewPCG(seed, 7))
		var a, b strings.Builder
		sentence := func(in *strings.Builder, alphabet string) {
			functions := []string{"at", "by", "this"}
			if in == &b {
				functions = []string{"had", "from", "which"} // none agrees by chance
			}
			for range 12 {
				in.WriteString(functions[r.IntN(3)] + " " + invented(r, alphabet) + " ")
			}
			in.WriteString(". ")
		}
		// 24 words of the source alone, or 2 × 24 of the suspect, then 96 in common
		// where three content words in ten are exchanged, then 24 of the suspect alone.
		sentence(&a, "mwxe")
		sentence(&b, "rstu")
		sentence(&b, "rstu")
		for k := range 48 {
			function, content := []string{"the", "of", "to", "with"}[r.IntN(4)], invented(r, "bfklao")
			if k%12 == 0 && k > 0 {
				a.WriteString(". ")
				b.WriteString(". ")
			}
			a.WriteString(function + " " + content + " ")
			if k != 24 && r.IntN(10) < 3 {
				content = invented(r, "pvzciu")
			}
			b.WriteString(function + " " + content + " ")
		}
		a.WriteString(". ")
		b.WriteString(". ")
		sentence(&b, "ghyu")
		p := english(a.String(), b.String())
		f := &filler{costs: costs{pair: p}}
		i, j := int32(24+48), int32(48+48)
		steps := append(f.back(i, 0, j, 0), f.ahead(i, int32(len(p.a.Words)), j, int32(len(p.b.Words)))...)
		q := newPassage(joinSteps(steps))
		require.Equal(t, [4]int32{24, 24 + 96, 48, 48 + 96}, [4]int32{q.A, q.AEnd, q.B, q.BEnd}, "seed=%d", seed)
	}
}

// invented returns a word of the letters of an alphabet.
func invented(r *rand.Rand, alphabet string) string {
	var b strings.Builder
	for range 6 + r.IntN(4) {
		b.WriteByte(alphabet[r.IntN(len(alphabet))])
	}
	return b.String()
}

func TestExchangeSet(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 13))
	set, numbers := NewExchangeSet(), make(map[Exchange]int32)
	for range 2000 {
		x := Exchange{r.Uint64N(40), r.Uint64N(40)}
		want, known := numbers[x]
		require.Equal(t, known, set.has(x))
		if !known {
			want = int32(len(numbers))
			numbers[x] = want
		}
		got, isNew := set.Add(x)
		require.Equal(t, want, got)
		require.Equal(t, !known, isNew)
	}
}

// TestOfferLeast checks that an offer never promises more than it keeps.
func TestOfferLeast(t *testing.T) {
	for seed := range uint64(50) {
		r := rand.New(rand.NewPCG(seed, 14))
		p := english(randomText(r, 12), randomText(r, 12))
		lex, err := lexicon.English()
		require.NoError(t, err)
		p.lex = lex
		f := filler{costs: costs{pair: p}}
		for i := range int32(8) {
			for j := range int32(8) {
				for _, mv := range moves {
					m, n := int32(mv.m), int32(mv.n)
					o := f.offer(i, m, j, n)
					require.LessOrEqual(t, o.least(), f.settle(o, i, m, j, n))
					require.LessOrEqual(t, f.settle(o, i, m, j, n), o.less(0))
				}
			}
		}
	}
}
