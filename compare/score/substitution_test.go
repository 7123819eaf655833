package score

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// between returns the link between words of two texts.
func between(source, suspect, a, b string) Link {
	i, j := strings.Index(source, a), strings.Index(suspect, b)
	return link(i, i+len(a), j, j+len(b))
}

// report returns a report with these substitutions.
func report(p *Pair, found []Link) *compare.Report {
	r := &compare.Report{}
	for _, l := range found {
		r.Substitutions = append(r.Substitutions, compare.Substitution{
			Source:  compare.Quote{Span: l.Source, Text: p.Source[l.Source.Start:l.Source.End]},
			Suspect: compare.Quote{Span: l.Suspect, Text: p.Suspect[l.Suspect.Start:l.Suspect.End]},
		})
	}
	return r
}

func TestMatchSubstitutions(t *testing.T) {
	const source, suspect = "one small boat went under", "one tiny little vessel went down"
	gold := []Link{
		between(source, suspect, "under", "down"), // any order will do
		between(source, suspect, "small", "tiny little"),
		between(source, suspect, "boat", "vessel"),
	}
	for _, c := range []struct {
		name                                string
		found                               [][2]string
		strict, overlap, multi, multiOfGold int // right
		multiFound                          int
	}{
		{"none", nil, 0, 0, 0, 0, 0},
		{"all", [][2]string{{"small", "tiny little"}, {"boat", "vessel"}, {"under", "down"}}, 3, 3, 1, 1, 1},
		{"half of a phrase, the longer word", [][2]string{{"small", "little"}}, 0, 1, 0, 1, 0},
		{"half of a phrase, the shorter word", [][2]string{{"small", "tiny"}}, 0, 1, 0, 1, 0},
		{"a third", [][2]string{{"small", "tiny little vessel went"}}, 0, 1, 1, 1, 1},
		{"less than half", [][2]string{{"small", "tiny little vessel went down"}}, 0, 0, 0, 0, 1},
		{"right on one side", [][2]string{{"boat", "down"}}, 0, 0, 0, 0, 0},
		{"each counts once", [][2]string{{"boat", "vessel"}, {"boat", "vessel"}}, 1, 1, 0, 0, 0},
		{"more", [][2]string{{"one", "one"}}, 0, 0, 0, 0, 0},
	} {
		p := Pair{Source: source, Suspect: suspect, Gold: gold}
		var found []Link
		for _, f := range c.found {
			found = append(found, between(source, suspect, f[0], f[1]))
		}
		n := len(found)
		require.Equal(t, Substitutions{
			Pairs:   1,
			Strict:  Score{Rate{c.strict, n}, Rate{c.strict, 3}},
			Overlap: Score{Rate{c.overlap, n}, Rate{c.overlap, 3}},
			Multi:   Score{Rate{c.multi, c.multiFound}, Rate{c.multiOfGold, 1}},
			Exact:   Rate{n, n},
		}, MatchSubstitutions([]Outcome{{p, report(&p, found)}}), c.name)
	}
	p := Pair{Source: source, Suspect: suspect, Gold: gold}
	r := report(&p, gold[:2])
	r.Substitutions[0].Suspect.Text = "ship"
	r.Substitutions[1].Source.End = 999
	require.Equal(t, Rate{0, 2}, MatchSubstitutions([]Outcome{{p, r}}).Exact)
	p.Gold = nil
	require.Equal(t, Substitutions{}, MatchSubstitutions([]Outcome{{p, r}}))
}

// TestMatchSubstitutionsTwin holds the matches against the most that any
// assignment has, found by trying all.
func TestMatchSubstitutionsTwin(t *testing.T) {
	const seed = 6
	r := rand.New(rand.NewPCG(seed, 0))
	const words = 12
	text := strings.Repeat("word ", words)
	span := func(from, to int) compare.Span { return compare.Span{Start: 5 * from, End: 5*to - 1} }
	// links cuts the suspect into some of its stretches of words, each linked
	// to a stretch of the source.
	links := func() (out []Link) {
		for at := r.IntN(2); at < words; {
			end := min(words, at+1+r.IntN(3))
			from := max(0, min(words-1, at+r.IntN(3)-1))
			out = append(out, Link{span(from, min(words, from+1+r.IntN(2))), span(at, end)})
			at = end + r.IntN(2)
		}
		return out
	}
	iou := func(a, b compare.Span) float64 {
		common, either := 0, 0
		for w := range words {
			in := func(s compare.Span) bool { return s.Start <= 5*w && 5*w < s.End }
			if in(a) && in(b) {
				common++
			}
			if in(a) || in(b) {
				either++
			}
		}
		return float64(common) / float64(either)
	}
	var most func(found, gold []Link) int
	most = func(found, gold []Link) int {
		if len(found) == 0 {
			return 0
		}
		best := most(found[1:], gold)
		for k, g := range gold {
			if iou(g.Source, found[0].Source) >= 0.5 && iou(g.Suspect, found[0].Suspect) >= 0.5 {
				best = max(best, 1+most(found[1:], slices.Delete(slices.Clone(gold), k, k+1)))
			}
		}
		return best
	}
	matched := 0
	for range 2000 {
		p := Pair{Source: text, Suspect: text, Gold: links()}
		found := links()
		strict := 0
		for _, f := range found {
			if slices.Contains(p.Gold, f) {
				strict++
			}
		}
		s := MatchSubstitutions([]Outcome{{p, report(&p, found)}})
		require.Equal(t, most(found, p.Gold), s.Overlap.Recall.Count, "seed %d: %v %v", seed, found, p.Gold)
		require.Equal(t, s.Overlap.Recall.Count, s.Overlap.Precision.Count)
		require.Equal(t, strict, s.Strict.Recall.Count)
		matched += s.Overlap.Recall.Count

		s = MatchSubstitutions([]Outcome{{p, report(&p, p.Gold)}})
		require.Equal(t, 1.0, s.Strict.F1())
		require.Equal(t, 1.0, s.Overlap.F1())
	}
	require.Greater(t, matched, 2000)
}

func TestRuler(t *testing.T) {
	r := newRuler("a bb, ccc", shingle.English)
	span := func(a, b int) compare.Span { return compare.Span{Start: a, End: b} }
	require.Equal(t, 1.0, r.overlap(span(2, 4), span(2, 5)))
	require.Equal(t, 0.5, r.overlap(span(0, 4), span(3, 5)))
	require.Zero(t, r.overlap(span(0, 1), span(2, 4)))
	require.Zero(t, r.overlap(span(4, 6), span(4, 6)), "no words")
	require.Zero(t, r.overlap(span(2, 2), span(2, 4)))
}
