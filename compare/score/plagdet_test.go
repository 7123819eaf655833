package score

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare"
)

// detected returns the outcome of a pair whose texts are so many letters, with
// passages that are there and those reported.
func detected(n int, cases []Link, found ...Link) Outcome {
	text := strings.Repeat("é", n/2) // two bytes each: characters are half of bytes
	o := Outcome{Pair: Pair{Label: "spun", Source: text, Suspect: text, Passages: cases}, Report: &compare.Report{}}
	for _, l := range found {
		o.Report.Passages = append(o.Report.Passages, compare.Passage{Source: l.Source, Suspect: l.Suspect})
	}
	return o
}

// TestPlagdetByHand: two cases of 100 bytes on each side, 100 characters in all.
// The first has two detections, of 40 + 40 bytes wholly within it, and of 40 +
// 80, of which 40 + 40 are within. The second has none, and a third detection
// lies elsewhere in the suspect.
//
//	precision    (40/40 + 40/60 + 0/40) / 3 = 5/9
//	recall       (80/100 + 0) / 2 = 2/5
//	granularity  2 detections of 1 case = 2
//	plagdet      (2 · 5/9 · 2/5 / (43/45)) / log2(3) = 20/43 / log2(3)
//	micro        80/140 and 80/200
func TestPlagdetByHand(t *testing.T) {
	o := detected(1000,
		[]Link{link(0, 100, 200, 300), link(500, 600, 700, 800)},
		link(0, 40, 200, 240), link(60, 100, 260, 340), link(500, 540, 900, 940))
	p := MatchPassages([]Outcome{o})
	require.Equal(t, []int{1, 2, 3, 1}, []int{p.Pairs, p.Cases, p.Detections, p.Detected})
	require.InDelta(t, 5.0/9, p.Precision, 1e-12)
	require.InDelta(t, 2.0/5, p.Recall, 1e-12)
	require.Equal(t, 2.0, p.Granularity)
	require.InDelta(t, 20.0/43/math.Log2(3), p.Score(), 1e-12)
	require.InDelta(t, 80.0/140, p.MicroPrecision, 1e-12)
	require.InDelta(t, 80.0/200, p.MicroRecall, 1e-12)
}

func TestPlagdetEdges(t *testing.T) {
	one := link(0, 100, 0, 100)
	for _, c := range []struct {
		name string
		o    Outcome
		want float64
	}{
		{"perfect", detected(400, []Link{one}, one), 1},
		{"nothing there, nothing found", detected(400, []Link{}), 1},
		{"nothing there", detected(400, []Link{}, one), 0},
		{"nothing found", detected(400, []Link{one}), 0},
		{"in two pieces", detected(400, []Link{one}, link(0, 50, 0, 50), link(50, 100, 50, 100)), 1 / math.Log2(3)},
	} {
		p := MatchPassages([]Outcome{c.o})
		require.InDelta(t, c.want, p.Score(), 1e-12, c.name)
		require.InDelta(t, c.want, p.MicroScore(), 1e-12, c.name)
	}
	unknown := detected(400, nil, one)
	require.Equal(t, 0, MatchPassages([]Outcome{unknown}).Pairs)
}

// TestCases: without passages, runs of gold edits whose places rise in both
// texts make them.
func TestCases(t *testing.T) {
	p := Pair{Gold: []Link{link(70, 75, 40, 44), link(10, 12, 60, 64), link(50, 55, 20, 24), link(20, 22, 70, 72)}}
	cases, known := p.Cases()
	require.True(t, known)
	require.Equal(t, []Link{link(50, 75, 20, 44), link(10, 22, 60, 72)}, cases)
	p.Passages = []Link{link(5, 9, 8, 9), link(0, 3, 0, 4)}
	cases, _ = p.Cases()
	require.Equal(t, []Link{link(0, 3, 0, 4), link(5, 9, 8, 9)}, cases)
	_, known = (&Pair{}).Cases()
	require.False(t, known)
	cases, known = (&Pair{Gold: []Link{}}).Cases()
	require.True(t, known)
	require.Empty(t, cases)
}

// withPassages gives an outcome texts, passages that are there and passages
// that were found, at random.
func withPassages(r *rand.Rand, o *Outcome) {
	span := func() compare.Span {
		a, b := 2*r.IntN(30), 2*r.IntN(30)
		return compare.Span{Start: min(a, b), End: max(a, b) + 2}
	}
	o.Pair.Source, o.Pair.Suspect = strings.Repeat("é", 40), strings.Repeat("é", 40)
	o.Pair.Passages = []Link{}
	for range r.IntN(4) {
		o.Pair.Passages = append(o.Pair.Passages, Link{span(), span()})
	}
	for range r.IntN(4) {
		o.Report.Passages = append(o.Report.Passages, compare.Passage{Source: span(), Suspect: span()})
	}
}

// A charSet is characters by side and place.
type charSet map[[2]int]bool

// charsOf returns the characters of a link.
func charsOf(l Link) charSet {
	s := charSet{}
	for side, span := range []compare.Span{l.Source, l.Suspect} {
		for at := span.Start; at < span.End; at += 2 {
			s[[2]int{side, at}] = true
		}
	}
	return s
}

// commonChars returns the characters that two links share: none unless they meet on
// both sides.
func commonChars(a, b Link) charSet {
	s, sides := charSet{}, [2]bool{}
	in := charsOf(b)
	for c := range charsOf(a) {
		if in[c] {
			s[c], sides[c[0]] = true, true
		}
	}
	if !sides[0] || !sides[1] {
		return nil
	}
	return s
}

// TestPlagdetTwin holds the measures against their definition over sets of
// single characters.
func TestPlagdetTwin(t *testing.T) {
	const seed = 7
	r := rand.New(rand.NewPCG(seed, 0))
	for range 500 {
		var outcomes []Outcome
		var precision, recall, touches, cases, detections, hit float64
		var thereAll, foundAll, bothAll float64
		for range 1 + r.IntN(4) {
			o := Outcome{Report: &compare.Report{}}
			withPassages(r, &o)
			outcomes = append(outcomes, o)
			var found []Link
			for _, d := range o.Report.Passages {
				found = append(found, Link{d.Source, d.Suspect})
			}
			share := func(a Link, others []Link) (float64, int) {
				covered, n := charSet{}, 0
				for _, b := range others {
					m := commonChars(a, b)
					for c := range m {
						covered[c] = true
					}
					if m != nil {
						n++
					}
				}
				return float64(len(covered)) / float64(len(charsOf(a))), n
			}
			there, reported, both := charSet{}, charSet{}, charSet{}
			for _, d := range found {
				x, _ := share(d, o.Pair.Passages)
				precision += x
				detections++
				for c := range charsOf(d) {
					reported[c] = true
				}
			}
			for _, s := range o.Pair.Passages {
				x, n := share(s, found)
				recall += x
				cases++
				touches += float64(n)
				if n > 0 {
					hit++
				}
				for c := range charsOf(s) {
					there[c] = true
				}
				for _, d := range found {
					for c := range commonChars(s, d) {
						both[c] = true
					}
				}
			}
			thereAll, foundAll, bothAll = thereAll+float64(len(there)), foundAll+float64(len(reported)), bothAll+float64(len(both))
		}
		if cases == 0 || detections == 0 {
			continue // see TestPlagdetEdges
		}
		p := MatchPassages(outcomes)
		require.InDelta(t, precision/detections, p.Precision, 1e-9, "seed %d", seed)
		require.InDelta(t, recall/cases, p.Recall, 1e-9)
		require.InDelta(t, bothAll/foundAll, p.MicroPrecision, 1e-9)
		require.InDelta(t, bothAll/thereAll, p.MicroRecall, 1e-9)
		if hit > 0 {
			require.InDelta(t, touches/hit, p.Granularity, 1e-9)
		}
	}
}
