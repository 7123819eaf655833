package compare

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare/internal/testtext"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// FuzzExclusions checks that words are excluded or kept, each once and in
// order, and that no step has an excluded part within it.
func FuzzExclusions(f *testing.F) {
	f.Add(`He said: "one two three four five six" and left.`, "He left.", "one two three four")
	f.Add("«a b c d e f» said «", "\xff said “a b c d e” said", "")
	f.Fuzz(func(t *testing.T, source, suspect, template string) {
		if len(source)+len(suspect)+len(template) > 4096 {
			t.Skip("long")
		}
		declared, err := Comparer{}.Prepare(template)
		require.NoError(t, err)
		c := Comparer{ExcludeQuotations: true, Boilerplate: declared}
		src, err := c.Prepare(source)
		require.NoError(t, err)
		sus, err := c.Prepare(suspect)
		require.NoError(t, err)
		r, err := c.Compare(context.Background(), src, sus)
		require.NoError(t, err)
		for _, e := range r.Excluded {
			text := source
			if e.In == "suspect" {
				text = suspect
			}
			require.True(t, 0 <= e.Start && e.Start < e.End && e.End <= len(text))
			for s := range r.Steps() {
				span := s.Suspect
				if e.In == "source" {
					span = s.Source
				}
				require.False(t, span.Start < e.End && e.Start < span.End, "step %v over excluded %v", s, e)
			}
		}
		kept := 0
		for s := range r.Steps() {
			kept += s.SuspectWords
		}
		left := 0
		for _, e := range r.Excluded {
			if e.In == "suspect" {
				for range shingle.Words(suspect[e.Start:e.End], r.Language) {
					left++
				}
			}
		}
		if r.Verdict != Identical && r.Language != shingle.None {
			require.Equal(t, r.Suspect.Words, kept+left)
		}
	})
}

// TestMostlyQuoted: marks around a text, with somebody's name behind, hide nothing of
// it, and the report says so; a quotation of a part is left out as ever.
func TestMostlyQuoted(t *testing.T) {
	w := testtext.NewWriter(7)
	c := Comparer{ExcludeQuotations: true}
	for _, words := range []int{150, 600} {
		source := w.Text(words)
		spun := strings.Fields(w.Spun(source))
		var quoted strings.Builder
		for part := range slices.Chunk(spun, 70) {
			quoted.WriteString("“" + strings.Join(part, " ") + "” (Smith 2020). ")
		}
		suspect := quoted.String()
		r, err := c.Texts(source, suspect)
		require.NoError(t, err)
		plain, err := Texts(source, suspect)
		require.NoError(t, err)
		require.True(t, plain.Verdict.Reuse())
		require.Equal(t, plain.Verdict, r.Verdict)
		require.Empty(t, r.Excluded)
		require.NotEmpty(t, r.Kept)
		for _, k := range r.Kept {
			require.Equal(t, "suspect", k.In)
			require.Equal(t, ReasonQuotation, k.Reason)
		}
		require.NoError(t, r.Check(source, suspect))
		alone := Report{Kept: r.Kept}
		require.NoError(t, alone.checkSpans(0, len(suspect)))
		require.ErrorIs(t, alone.checkSpans(0, r.Kept[len(r.Kept)-1].End-1), ErrOtherText)
		var b strings.Builder
		require.NoError(t, r.WriteText(&b, Style{}))
		require.Contains(t, b.String(), "Not left out, as more than half of the text is quoted")

		suspect += w.Text(2 * words)
		r, err = c.Texts(source, suspect)
		require.NoError(t, err)
		require.Empty(t, r.Kept)
		require.NotEmpty(t, r.Excluded)
	}
}

func TestBoilerplate(t *testing.T) {
	const clause = "This agreement is governed by the laws of the country in which the seller has its seat, and the courts of that " +
		"place decide on every dispute that arises from it, unless the buyer is a private person. "
	const source = "The seller delivers forty sacks of rye flour to the mill in Harlow every second Monday. " + clause
	const suspect = "Both sides keep the plans of the new engine secret for nine years after the work has ended. " + clause

	plain, err := Texts(source, suspect)
	require.NoError(t, err)
	require.True(t, plain.Verdict.Reuse(), "the clause is reuse unless it is declared")
	require.Empty(t, plain.Excluded)

	declared, err := Comparer{}.Prepare(clause)
	require.NoError(t, err)
	edited := strings.NewReplacer("every dispute", "any dispute", "seat", "head office", "private person", "consumer").Replace(suspect)
	for _, s := range []string{suspect, edited} {
		r, err := Comparer{Boilerplate: declared}.Texts(source, s)
		require.NoError(t, err)
		require.False(t, r.Verdict.Reuse(), "%s", r.Verdict)
		require.Len(t, r.Excluded, 2)
		require.Equal(t, ReasonBoilerplate, r.Excluded[0].Reason)
		require.Equal(t, "source", r.Excluded[0].In)
		require.Contains(t, source[r.Excluded[0].Start:r.Excluded[0].End], "courts of that place")
		require.Contains(t, s[r.Excluded[1].Start:r.Excluded[1].End], "courts of that place")
	}
}

// TestPrepareContext: a text is aligned with boilerplate under the caller's context.
func TestPrepareContext(t *testing.T) {
	w := testtext.NewWriter(2)
	form := w.Text(4000)
	declared, err := Comparer{}.Prepare(form)
	require.NoError(t, err)
	c := Comparer{Boilerplate: declared}
	ctx, cancel := context.WithCancel(t.Context())
	text, err := c.PrepareContext(ctx, w.Spun(form))
	require.NoError(t, err)
	require.NotEmpty(t, text.prepared.Excluded)
	cancel()
	_, err = c.PrepareContext(ctx, w.Spun(form))
	require.ErrorIs(t, err, context.Canceled)
}
