package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/internal/labelled"
	"github.com/stretchr/testify/require"
)

// substitution returns the one between two words of a pair.
func substitution(p *labelled.Pair, source, suspect string) compare.Substitution {
	quote := func(text, words string) compare.Quote {
		at := strings.Index(text, words)
		return compare.Quote{Span: compare.Span{Start: at, End: at + len(words)}, Text: words}
	}
	return compare.Substitution{Source: quote(p.Source, source), Suspect: quote(p.Suspect, suspect)}
}

// gold adds to the substitutions of a pair that are wanted.
func gold(p *labelled.Pair, source, suspect string) {
	s := substitution(p, source, suspect)
	p.Gold = append(p.Gold, [4]int{s.Source.Start, s.Source.End, s.Suspect.Start, s.Suspect.End})
}

func TestMatchGold(t *testing.T) {
	p := &labelled.Pair{Source: "one small boat went under", Suspect: "one tiny little vessel went down"}
	gold(p, "small", "tiny little")
	gold(p, "boat", "vessel")
	gold(p, "under", "down")
	for _, c := range []struct {
		name  string
		found [][2]string
		want  match
	}{
		{"none", nil, match{gold: 3, multi: 1}},
		{"all", [][2]string{{"small", "tiny little"}, {"boat", "vessel"}, {"under", "down"}}, match{found: 3, gold: 3, strict: 3, overlap: 3, multi: 1, multiHit: 1, exact: 3}},
		{"part of a phrase, more than half", [][2]string{{"small", "little"}}, match{found: 1, gold: 3, overlap: 1, multi: 1, multiHit: 1, exact: 1}},
		{"part of a phrase, less than half", [][2]string{{"small", "tiny"}}, match{found: 1, gold: 3, multi: 1, exact: 1}},
		{"right on one side", [][2]string{{"boat", "down"}}, match{found: 1, gold: 3, multi: 1, exact: 1}},
		{"each counts once", [][2]string{{"boat", "vessel"}, {"boat", "vessel"}}, match{found: 2, gold: 3, strict: 1, overlap: 1, multi: 1, exact: 2}},
		{"more", [][2]string{{"one", "one"}}, match{found: 1, gold: 3, multi: 1, exact: 1}},
	} {
		r := &compare.Report{}
		for _, f := range c.found {
			r.Substitutions = append(r.Substitutions, substitution(p, f[0], f[1]))
		}
		require.Equal(t, c.want, matchGold(p, r), c.name)
	}
	r := &compare.Report{Substitutions: []compare.Substitution{substitution(p, "boat", "vessel")}}
	r.Substitutions[0].Suspect.Text = "ship"
	require.Zero(t, matchGold(p, r).exact)
}

// TestMatchGoldExact: of a substitution that overlaps one wanted and is
// another, the other is taken, whatever their order.
func TestMatchGoldExact(t *testing.T) {
	p := &labelled.Pair{Source: "small boat", Suspect: "tiny vessel", Gold: [][4]int{{0, 10, 0, 11}, {0, 5, 0, 9}}}
	r := &compare.Report{Substitutions: []compare.Substitution{{
		Source: compare.Quote{Span: compare.Span{Start: 0, End: 5}}, Suspect: compare.Quote{Span: compare.Span{Start: 0, End: 9}},
	}}}
	require.Equal(t, 1, matchGold(p, r).strict)
}

func TestRates(t *testing.T) {
	require.Equal(t, 1.0, f1(0, 0, 0))
	require.Equal(t, 0.5, f1(1, 2, 2))
	require.Equal(t, 0.0, f1(0, 3, 0))
	require.Equal(t, 1.0, rate(0, 0))
	require.Equal(t, 0.25, rate(1, 4))
	require.Equal(t, 1.0, overlap(2, 5, 2, 5))
	require.Equal(t, 0.5, overlap(0, 2, 0, 4))
	require.Equal(t, 0.0, overlap(0, 2, 2, 4))
	require.Equal(t, 0.0, overlap(0, 2, 3, 4))
}

func TestWilson(t *testing.T) {
	for _, c := range []struct {
		k, n      int
		low, high float64 // as tables have them
	}{
		{0, 10, 0, 0.2775}, {10, 10, 0.7225, 1}, {5, 10, 0.2366, 0.7634}, {1, 100, 0.0018, 0.0545}, {0, 59, 0, 0.0611}, {81, 263, 0.2553, 0.3662},
	} {
		low, high := wilson(c.k, c.n)
		require.InDelta(t, c.low, low, 5e-5, "%d of %d", c.k, c.n)
		require.InDelta(t, c.high, high, 5e-5, "%d of %d", c.k, c.n)
	}
}

func TestPrint(t *testing.T) {
	pairs := []labelled.Pair{
		{ID: "1", Label: "spun", Kind: "free", Source: "small boat", Suspect: "tiny boat", Gold: [][4]int{{0, 5, 0, 4}}, Dictionary: "d"},
		{ID: "2", Label: "unrelated", Source: "", Suspect: ""},
	}
	reports, err := labelled.Compare(pairs)
	require.NoError(t, err)
	var b bytes.Buffer
	printVerdicts(&b, pairs, reports)
	require.Contains(t, b.String(), "0 of 1 right, 0.0–79.3 %")
	require.Contains(t, b.String(), "0 of 1 false, 0.0–79.3 %")
	b.Reset()
	printSubstitutions(&b, pairs, reports)
	require.Contains(t, b.String(), "dictionary d")
	b.Reset()
	printSubstitutions(&b, pairs[1:], reports[1:])
	require.Empty(t, b.String())
}
