package compare

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare/internal/testtext"
	"github.com/palimpsest-go/palimpsest/compare/lexicon"
)

// found returns how many of the gold substitutions the report has, to the
// byte, and how many others.
func found(p testtext.Pair, r *Report) (right, others int) {
	gold := make(map[[4]int]bool)
	for _, g := range p.Gold {
		gold[g] = true
	}
	for _, s := range r.Substitutions {
		if gold[[4]int{s.Source.Start, s.Source.End, s.Suspect.Start, s.Suspect.End}] {
			right++
		} else {
			others++
		}
	}
	return right, others
}

// seeded runs a test under a few seeds.
func seeded(t *testing.T, name string, f func(t *testing.T, m *testtext.Maker)) {
	t.Helper()
	for seed := range uint64(8) {
		t.Run(fmt.Sprintf("%s/seed=%d", name, seed), func(t *testing.T) { f(t, testtext.NewMaker(seed)) })
	}
}

// compared returns the report on a testtext.Pair pair.
func compared(t *testing.T, p testtext.Pair) *Report {
	t.Helper()
	r, err := Comparer{Lexicon: new(lexicon.Lexicon)}.Texts(p.Source, p.Suspect)
	require.NoError(t, err)
	return r
}

// requireFound requires that a share of the gold substitutions was found, to
// the byte, and that as few others were.
func requireFound(t *testing.T, p testtext.Pair, r *Report, share float64) {
	t.Helper()
	right, others := found(p, r)
	require.NotEmpty(t, p.Gold)
	require.GreaterOrEqual(t, float64(right), share*float64(len(p.Gold)), "found of %d", len(p.Gold))
	require.LessOrEqual(t, float64(others), (1-share)*float64(len(p.Gold)), "others")
}

func TestExchanges(t *testing.T) {
	for _, share := range []float64{0.1, 0.3, 0.5} {
		seeded(t, fmt.Sprintf("share=%v", share), func(t *testing.T, m *testtext.Maker) {
			units := m.Sentences(30, 0)
			m.Exchange(units, share, 1, 1)
			p := testtext.Join(units, testtext.UpTo(30), testtext.UpTo(30))
			r := compared(t, p)
			requireFound(t, p, r, 1)
			if share > 0.1 {
				require.Equal(t, Spun, r.Verdict)
			} else {
				require.Greater(t, r.Probabilities[Spun], 0.5) // few words that no lexicon has
			}
			require.Len(t, r.Passages, 1)
			require.Empty(t, r.Edits)
			require.Equal(t, Coverage{1, 1}, r.Coverage)
		})
	}
}

// TestPhrases exchanges one word for several and several for one. Words of a
// sentence's beginning and end are left alone.
func TestPhrases(t *testing.T) {
	// An exchange that outweighs the few words before it cuts them off.
	const share = 0.95
	for _, n := range []struct{ from, to int }{{1, 2}, {1, 3}, {2, 1}, {3, 1}, {1, 4}, {4, 1}} {
		seeded(t, fmt.Sprintf("from=%d/to=%d", n.from, n.to), func(t *testing.T, m *testtext.Maker) {
			units := m.Sentences(30, 0)
			m.Exchange(units, 0.3, n.from, n.to)
			p := testtext.Join(units, testtext.UpTo(30), testtext.UpTo(30))
			r := compared(t, p)
			requireFound(t, p, r, share)
			for _, s := range r.Substitutions {
				require.Equal(t, KindPhrase, s.Kind)
			}
		})
	}
}

// TestMoved exchanges words and changes the order of sentences. Some exchanges
// in shuffled text are missed: at an end of a sentence nothing on the other
// side holds them, and function words that agree by chance may cut a short
// sentence into parts too small to stand.
func TestMoved(t *testing.T) {
	seeded(t, "shuffled", func(t *testing.T, m *testtext.Maker) {
		units := m.Sentences(24, 0)
		m.Exchange(units, 0.3, 1, 1)
		p := testtext.Join(units, testtext.UpTo(24), m.Perm(24))
		requireFound(t, p, compared(t, p), 0.85)
	})
	seeded(t, "first-to-end", func(t *testing.T, m *testtext.Maker) {
		units := m.Sentences(12, 0)
		m.Exchange(units[2:], 0.2, 1, 1)
		p := testtext.Join(units, testtext.UpTo(12), append(testtext.UpTo(12)[2:], 0, 1))
		r := compared(t, p)
		requireFound(t, p, r, 1)
		require.Len(t, r.Passages, 2)
		require.Equal(t, Coverage{1, 1}, r.Coverage)
	})
}

// wantPassages requires passages of these bytes: start and end in the source,
// start and end in the suspect.
func wantPassages(t *testing.T, r *Report, want ...[4]int) {
	t.Helper()
	var got [][4]int
	for _, p := range r.Passages {
		got = append(got, [4]int{p.Source.Start, p.Source.End, p.Suspect.Start, p.Suspect.End})
	}
	require.Equal(t, want, got)
}

// extent returns the bytes of the units from the i-th to the j-th of a text.
func extent(units []testtext.Unit, which []int, i, j int, side func(testtext.Alteration) string) (start, end int) {
	before, _, _ := testtext.Render(units, which[:i], side)
	upto, _, _ := testtext.Render(units, which[:j+1], side)
	return len(before), len(upto) - len(". ")
}

// TestForeignText puts passages of the source into text that has nothing but
// function words in common with it.
func TestForeignText(t *testing.T) {
	for name, which := range map[string]struct {
		source, suspect []int
		passages        [][4]int // first and last unit in the order of source, of suspect
	}{
		"one":     {testtext.UpTo(20), []int{20, 21, 22, 23, 24, 5, 6, 7, 8, 25, 26, 27, 28, 29}, [][4]int{{5, 8, 5, 8}}},
		"two":     {testtext.UpTo(20), []int{20, 21, 22, 2, 3, 4, 23, 24, 25, 14, 15, 16, 17, 26, 27}, [][4]int{{2, 4, 3, 5}, {14, 17, 9, 12}}},
		"crossed": {testtext.UpTo(20), []int{14, 15, 16, 17, 23, 24, 25, 2, 3, 4, 26, 27}, [][4]int{{14, 17, 0, 3}, {2, 4, 7, 9}}},
		"twice":   {testtext.UpTo(20), []int{20, 8, 9, 10, 11, 21, 22, 23, 24, 8, 9, 10, 11, 25}, [][4]int{{8, 11, 1, 4}, {8, 11, 9, 12}}},
		"whole":   {testtext.UpTo(6), []int{20, 21, 22, 23, 24, 0, 1, 2, 3, 4, 5, 25, 26, 27, 28, 29}, [][4]int{{0, 5, 5, 10}}},
		"excerpt": {testtext.UpTo(20), []int{7, 8, 9, 10}, [][4]int{{7, 10, 0, 3}}},
	} {
		for _, share := range []float64{0, 0.2} {
			seeded(t, fmt.Sprintf("%s/share=%v", name, share), func(t *testing.T, m *testtext.Maker) {
				units := append(m.Sentences(20, 0), m.Sentences(10, 2)...)
				m.Exchange(units[:20], share, 1, 1)
				p := testtext.Join(units, which.source, which.suspect)
				r := compared(t, p)
				var want [][4]int
				for _, q := range which.passages {
					a, aEnd := extent(units, which.source, q[0], q[1], testtext.OfSource)
					b, bEnd := extent(units, which.suspect, q[2], q[3], testtext.OfSuspect)
					want = append(want, [4]int{a, aEnd, b, bEnd})
				}
				wantPassages(t, r, want...)
				if share > 0 {
					requireFound(t, p, r, 1)
				} else {
					require.Empty(t, r.Substitutions)
					require.Empty(t, r.Edits)
				}
			})
		}
	}
}

func TestEdits(t *testing.T) {
	seeded(t, "share=0.1", func(t *testing.T, m *testtext.Maker) {
		units := m.Sentences(30, 0)
		m.Edit(units, 0.1)
		p := testtext.Join(units, testtext.UpTo(30), testtext.UpTo(30))
		r := compared(t, p)
		require.Equal(t, NearDuplicate, r.Verdict)
		require.Len(t, r.Passages, 1)
		require.Empty(t, r.Substitutions)
		var got, want []string
		for _, e := range r.Edits {
			got = append(got, e.Op+" "+p.Source[e.Source.Start:e.Source.End]+p.Suspect[e.Suspect.Start:e.Suspect.End])
		}
		for _, u := range units {
			for _, c := range u {
				switch "" {
				case c.Source:
					want = append(want, "insert "+c.Suspect)
				case c.Suspect:
					want = append(want, "delete "+c.Source)
				}
			}
		}
		require.Equal(t, want, got)
	})
}

// TestPunctuation exchanges nothing: what differs is no word.
func TestPunctuation(t *testing.T) {
	m := testtext.NewMaker(1)
	p := testtext.Join(m.Sentences(10, 0), testtext.UpTo(10), testtext.UpTo(10))
	p.Suspect = strings.NewReplacer(". ", "!\n", " the ", ", the ").Replace(strings.ToUpper(p.Suspect))
	r := compared(t, p)
	require.Equal(t, NearDuplicate, r.Verdict)
	require.Empty(t, r.Substitutions)
	require.Empty(t, r.Edits)
}

// TestShort aligns texts that are too short for the model word by word.
func TestShort(t *testing.T) {
	for _, c := range []struct {
		source, suspect string
		want            Verdict
	}{
		{"", "", Insufficient},
		{"word", "word", Insufficient},
		{"two words", "two words", Identical},
		{"two words", "two words!", NearDuplicate},
		{"two words", "Two Words", NearDuplicate},
		{"two words", "one word", Insufficient},
		{"the bridge was shut at ten", "the bridge was shut at eleven", NearDuplicate},
		{"the bridge was shut at ten", "a road may be open by noon", Insufficient},
	} {
		r := compared(t, testtext.Pair{Source: c.source, Suspect: c.suspect})
		require.Equal(t, c.want, r.Verdict, "%q, %q", c.source, c.suspect)
	}
}
