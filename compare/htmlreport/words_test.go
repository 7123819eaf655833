package htmlreport

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/internal/prepare"
	"github.com/palimpsest-go/palimpsest/compare/internal/testtext"
	"github.com/palimpsest-go/palimpsest/shingle"
	"github.com/stretchr/testify/require"
)

// wrapped returns a text with its words on lines of so many.
func wrapped(text string, words int) string {
	var b strings.Builder
	for i, w := range strings.Fields(text) {
		if i > 0 {
			b.WriteString([]string{" ", "\n"}[min(1, i%words/(words-1))])
		}
		b.WriteString(w)
	}
	return b.String()
}

// checkWords checks what the page counts and where it anchors the panes against
// an obvious way to do it.
func checkWords(t testing.TB, r *compare.Report, source, suspect string) (anchors int) {
	a, b := pageWords(r, source, suspect)
	excluded := 0
	for _, e := range r.Excluded {
		text := source
		if e.In == "suspect" {
			text = suspect
		}
		for _, w := range prepare.New(text, shingle.None).Words {
			if e.Start <= w.Start && w.Start < e.End {
				excluded++
			}
		}
	}
	require.Equal(t, r.Source.Words+r.Suspect.Words-excluded, len(a)+len(b))

	got := occurrences(r, a)
	for i, s := range r.Substitutions {
		at := slices.IndexFunc(a, func(w pageWord) bool { return w.Span == s.Source.Span })
		n := 0
		for _, p := range r.Passages {
			for _, w := range a {
				if at >= 0 && p.Source.Start <= w.Start && w.End <= p.Source.End && w.form == a[at].form {
					n++
				}
			}
		}
		require.Equal(t, n, got[i], "substitution %d: %s", i, s.Source.Text)
	}

	steps := slices.Collect(r.Steps())
	places := anchorsOf(r, a, b)
	for _, place := range places {
		i := slices.IndexFunc(a, func(w pageWord) bool { return w.Start == place.source })
		j := slices.IndexFunc(b, func(w pageWord) bool { return w.Start == place.suspect })
		require.GreaterOrEqual(t, min(i, j), 0, "an anchor stands before a word")
		require.Equal(t, a[i].form, b[j].form)
		require.True(t, slices.ContainsFunc(steps, func(s compare.Step) bool {
			return s.Op == compare.Equal && s.Source.Start <= place.source && place.source < s.Source.End && s.Suspect.Start <= place.suspect && place.suspect < s.Suspect.End
		}), "anchor %v stands in no equal step", place)
	}
	return len(places)
}

func TestPageWords(t *testing.T) {
	seeds := uint64(12)
	if testing.Short() {
		seeds = 2
	}
	for seed := range seeds {
		t.Run(fmt.Sprintf("seed=%d", seed), func(t *testing.T) {
			w := testtext.NewWriter(seed)
			first, second := w.Text(400), w.Text(400)
			said := ` "we never saw such a queue in our lives," said the baker. `
			source := first + said + second
			for _, suspect := range []string{
				w.Spun(source), second + said + w.Spun(first), w.Edited(source), first + "\xff" + second, w.Spun(first) + w.Spun(first), w.Text(300), wrapped(source, 7),
			} {
				r, err := compare.Comparer{ExcludeQuotations: true}.Texts(source, suspect)
				require.NoError(t, err)
				checkWords(t, r, source, suspect)
			}
			r, err := compare.Texts(source, source+" Amen.")
			require.NoError(t, err)
			require.Equal(t, (r.Source.Words-1)/anchorEvery, checkWords(t, r, source, source+" Amen."))
		})
	}
}

func TestTimes(t *testing.T) {
	require.Equal(t, "once", times(1, 0))
	require.Equal(t, "once", times(1, 1))
	require.Equal(t, "1 of 3 times", times(1, 3))
	require.Equal(t, "14 of 14 times", times(14, 14))
	require.Equal(t, "2 times", times(2, 0), "a phrase")
}

func TestOthers(t *testing.T) {
	r := &compare.Report{Verdict: compare.Spun, Probabilities: map[compare.Verdict]float64{compare.Spun: 0.8, compare.SameTopic: 0.02, compare.Paraphrase: 0.15, compare.Excerpt: 0.02, compare.Unrelated: 0.009}}
	require.Equal(t, "paraphrase 0.15, same-topic 0.02, excerpt 0.02", others(r))
}
