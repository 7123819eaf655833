package compare

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"math"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/compare/internal/align"
	"github.com/palimpsest-go/palimpsest/compare/internal/prepare"
	"github.com/palimpsest-go/palimpsest/compare/internal/testtext"
	"github.com/palimpsest-go/palimpsest/compare/internal/verdict"
	"github.com/palimpsest-go/palimpsest/shingle"
	"github.com/stretchr/testify/require"
)

func FuzzReport(f *testing.F) {
	testtext.AddPairs(f, pairFiles(f)...)
	f.Fuzz(func(t *testing.T, source, suspect string) { checkReport(t, source, suspect) })
}

func FuzzScript(f *testing.F) {
	testtext.AddScripts(f)
	f.Fuzz(func(t *testing.T, script []byte) {
		for _, few := range []bool{true, false} {
			source, suspect := testtext.Scripted(script, few)
			checkReport(t, source, suspect)
		}
	})
}

// pairFiles returns the files of the pairs that every command is tested with.
func pairFiles(tb testing.TB) []string {
	files, err := filepath.Glob("../testdata/pairs/*.txtar")
	require.NoError(tb, err)
	require.NotEmpty(tb, files)
	return files
}

// prepared returns two texts made ready.
func prepared(t testing.TB, source, suspect string) (a, b *Text) {
	a, err := Comparer{}.Prepare(source)
	require.NoError(t, err)
	b, err = Comparer{}.Prepare(suspect)
	require.NoError(t, err)
	return a, b
}

// equalWords reports whether word i of a and word j of b are equal.
func equalWords(a, b *prepare.Text, i, j int) bool { return a.Words[i].Equal(&b.Words[j]) }

// checkReport compares two texts and checks what must hold of any report.
func checkReport(t *testing.T, source, suspect string) {
	r, err := Texts(source, suspect)
	require.NoError(t, err)
	whole, other := prepared(t, source, suspect)
	a, b := whole.prepared, other.prepared
	if r.Verdict != Identical {
		a, b = prepare.Meet(a, b)
	}
	require.Equal(t, len(source), r.Source.Bytes)
	require.Equal(t, len(suspect), r.Suspect.Bytes)
	require.Equal(t, a.Total, r.Source.Words)
	require.Equal(t, b.Total, r.Suspect.Words)
	checkProbabilities(t, r)
	checkSteps(t, r, a, b)
	checkPassages(t, r, a, b)
	checkSubstitutions(t, r, a, b)
	for _, e := range r.Edits {
		checkSpan(t, a, e.Source, -1)
		checkSpan(t, b, e.Suspect, -1)
	}
	for i, d := range r.Disguises {
		text := map[string]string{"source": source, "suspect": suspect}[d.In]
		require.True(t, 0 <= d.Start && d.Start < d.End && d.End <= len(text), "%+v", d)
		require.True(t, utf8.ValidString(text[d.Start:d.End]), "%+v: %q", d, text[d.Start:d.End])
		if i > 0 && r.Disguises[i-1].In == d.In {
			require.LessOrEqual(t, r.Disguises[i-1].Start, d.Start)
		}
	}
	checkWritten(t, r)
}

func checkProbabilities(t *testing.T, r *Report) {
	sum := 0.0
	for v, p := range r.Probabilities {
		require.True(t, 0 <= p && p <= 1, "%v: %v", v, p)
		sum += p
	}
	require.InDelta(t, 1, sum, 0.0005)
	require.Equal(t, r.Probabilities[r.Verdict], r.Confidence)
	for _, share := range []float64{r.Coverage.Source, r.Coverage.Suspect} {
		require.True(t, 0 <= share && share <= 1, "%v", share)
	}
	for name, v := range r.Signals() {
		require.False(t, math.IsNaN(v) || math.IsInf(v, 0), name)
	}
}

// checkSpan checks that a span has n words of a text, begins and ends with
// them, and is where they would stand if n is 0; any number if n is -1. It
// returns the words.
func checkSpan(t *testing.T, text *prepare.Text, s Span, n int) (first, end int) {
	require.True(t, 0 <= s.Start && s.Start <= s.End && s.End <= len(text.Raw), "%+v", s)
	if s.Start == s.End {
		require.LessOrEqual(t, n, 0)
		if s.Start > 0 {
			_, ok := slices.BinarySearchFunc(text.Words, s.Start, byEnd)
			require.True(t, ok, "%+v is behind no word", s)
		}
		return 0, 0
	}
	first, ok := slices.BinarySearchFunc(text.Words, s.Start, byStart)
	require.True(t, ok, "%+v begins in a word", s)
	last, ok := slices.BinarySearchFunc(text.Words, s.End, byEnd)
	require.True(t, ok, "%+v ends in a word", s)
	if n >= 0 {
		require.Equal(t, n, last+1-first)
	}
	return first, last + 1
}

func byStart(w shingle.Word, at int) int { return cmp.Compare(w.Start, at) }
func byEnd(w shingle.Word, at int) int   { return cmp.Compare(w.End, at) }

// checkSteps checks that every word of the suspect lies in exactly one step and
// that equal words are equal.
func checkSteps(t *testing.T, r *Report, a, b *prepare.Text) {
	next := 0
	for s := range r.Steps() {
		i, _ := checkSpan(t, a, s.Source, s.SourceWords)
		j, end := checkSpan(t, b, s.Suspect, s.SuspectWords)
		if s.SuspectWords > 0 {
			require.Equal(t, next, j)
			next = end
		}
		require.Equal(t, s.Op == Outside, s.Passage == -1)
		switch s.Op {
		case Equal:
			require.Equal(t, s.SuspectWords, s.SourceWords)
			for k := range s.SourceWords {
				require.True(t, equalWords(a, b, i+k, j+k))
			}
		case Substitute:
			require.True(t, min(s.SourceWords, s.SuspectWords) == 1 && max(s.SourceWords, s.SuspectWords) <= align.MaxPhrase)
		case Insert, Outside:
			require.True(t, s.SourceWords == 0 && s.SuspectWords > 0)
		case Delete:
			require.True(t, s.SourceWords > 0 && s.SuspectWords == 0)
		}
	}
	require.Equal(t, b.Total, next)
}

// checkPassages checks that passages are disjoint in the suspect and are what
// their steps make them.
func checkPassages(t *testing.T, r *Report, a, b *prepare.Text) {
	var steps []Step
	for s := range r.Steps() {
		if s.Op != Outside {
			steps = append(steps, s)
		}
	}
	require.False(t, r.Verdict == Spun && r.Language == shingle.None)
	end := 0
	for id, p := range r.Passages {
		require.Equal(t, id, p.ID)
		require.GreaterOrEqual(t, p.Suspect.Start, end)
		end = p.Suspect.End
		checkSpan(t, a, p.Source, -1)
		checkSpan(t, b, p.Suspect, p.Words)
		words, equal, substituted := 0, 0, 0
		for len(steps) > 0 && steps[0].Passage == id {
			words += steps[0].SuspectWords
			switch steps[0].Op {
			case Equal:
				equal += steps[0].SuspectWords
			case Substitute:
				substituted += steps[0].SuspectWords
			}
			steps = steps[1:]
		}
		require.Equal(t, p.Words, words)
		require.Equal(t, share(equal, words), p.Equal)
		require.Equal(t, share(substituted, words), p.Substituted)
		require.False(t, p.Verdict == Spun && r.Verdict != Spun, "%v in a text that is %v", p.Verdict, r.Verdict)
		if first, last := checkSpan(t, a, p.Source, -1); words == b.Total && last-first == a.Total {
			require.Equal(t, [2]any{r.Verdict, r.Confidence}, [2]any{p.Verdict, p.Confidence}, "of the same words")
		}
	}
	require.Empty(t, steps, "of no passage")
}

// checkSubstitutions checks order, texts and ends of substitutions.
func checkSubstitutions(t *testing.T, r *Report, a, b *prepare.Text) {
	start := 0
	for _, s := range r.Substitutions {
		require.GreaterOrEqual(t, s.Suspect.Start, start)
		start = s.Suspect.End
		i, iEnd := checkSpan(t, a, s.Source.Span, -1)
		j, jEnd := checkSpan(t, b, s.Suspect.Span, -1)
		require.Equal(t, a.Raw[s.Source.Start:s.Source.End], s.Source.Text)
		require.Equal(t, b.Raw[s.Suspect.Start:s.Suspect.End], s.Suspect.Text)
		require.False(t, equalWords(a, b, i, j), "%+v begins with equal words", s)
		require.False(t, equalWords(a, b, iEnd-1, jEnd-1), "%+v ends with equal words", s)
	}
}

// share returns n/of as reports give it.
func share(n, of int) float64 { return verdict.Round(float64(n) / float64(max(of, 1))) }

// public returns the report without what JSON leaves out.
func public(r *Report) *Report {
	c := *r
	c.steps, c.signals, c.digests = nil, nil, [2]string{}
	return &c
}

// checkWritten checks that JSON loses nothing and that text has no characters
// that could do harm in a terminal.
func checkWritten(t *testing.T, r *Report) {
	data, err := json.Marshal(r)
	require.NoError(t, err)
	var back Report
	require.NoError(t, json.Unmarshal(data, &back))
	require.Equal(t, public(r), &back)

	var b bytes.Buffer
	require.NoError(t, r.WriteText(&b, Style{}))
	require.True(t, utf8.Valid(b.Bytes()))
	for _, c := range b.String() {
		require.False(t, c != '\n' && unicode.IsControl(c) || unicode.Is(unicode.Bidi_Control, c), "%q", c)
	}
}

func FuzzSelf(f *testing.F) {
	for _, s := range testtext.OwnTexts {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := Texts(text, text)
		require.NoError(t, err)
		want := Identical
		if r.Source.Words < 2 {
			want = Insufficient
		}
		require.Equal(t, want, r.Verdict)
		require.Equal(t, 1.0, r.Confidence)
		checkReport(t, text, text)
	})
}

func FuzzMirror(f *testing.F) {
	testtext.AddScripts(f)
	f.Fuzz(func(t *testing.T, script []byte) {
		for _, few := range []bool{true, false} {
			source, suspect := testtext.Scripted(script, few)
			checkMirror(t, source, suspect)
		}
	})
}

// checkMirror checks that swapping the texts mirrors the equal words, where one
// chain or one passage is all there is both ways, and no passage has words of
// the source that another has. Passages lie apart in the suspect only: what it
// has twice is found twice, and once when it is the source. It returns the number
// of passages.
func checkMirror(t *testing.T, source, suspect string) (passages int) {
	whole, other := prepared(t, source, suspect)
	a, b := prepare.Meet(whole.prepared, other.prepared)
	chains, err := align.Chains(t.Context(), a, b)
	require.NoError(t, err)
	r, err := Texts(source, suspect)
	require.NoError(t, err)
	s, err := Texts(suspect, source)
	require.NoError(t, err)
	if chains > 1 && (len(r.Passages) != 1 || len(s.Passages) != 1) || repeats(r) || repeats(s) {
		return 0
	}
	if (r.Verdict == Paraphrase) != (s.Verdict == Paraphrase) {
		return 0 // sentences said again are passages of the one alone
	}
	require.Len(t, s.Passages, len(r.Passages))
	require.Equal(t, r.Coverage, Coverage{s.Coverage.Suspect, s.Coverage.Source})
	equal := func(r *Report, swap bool) (spans [][2]Span) {
		for s := range r.Steps() {
			if s.Op == Equal {
				if swap {
					s.Source, s.Suspect = s.Suspect, s.Source
				}
				spans = append(spans, [2]Span{s.Source, s.Suspect})
			}
		}
		slices.SortFunc(spans, func(x, y [2]Span) int { return cmp.Compare(x[0].Start, y[0].Start) })
		return spans
	}
	require.Equal(t, equal(r, false), equal(s, true))
	return len(r.Passages)
}

// repeats reports whether two passages share words of the source.
func repeats(r *Report) bool {
	for i, p := range r.Passages {
		for _, q := range r.Passages[:i] {
			if p.Source.Start < q.Source.End && q.Source.Start < p.Source.End {
				return true
			}
		}
	}
	return false
}

func FuzzPrepared(f *testing.F) {
	testtext.AddScripts(f)
	f.Fuzz(func(t *testing.T, script []byte) {
		source, suspect := testtext.Scripted(script, true)
		checkPrepared(t, source, suspect)
	})
}

// indexAll makes the tables of a text that are otherwise made when asked for.
func indexAll(t *Text) {
	for family := range prepare.SeedFamilies {
		t.prepared.Table(family)
	}
	t.prepared.Beginnings()
}

// checkPrepared checks that a report depends on nothing but the texts: not on
// how often, in which order, or by how many goroutines they were compared.
func checkPrepared(t *testing.T, source, suspect string) {
	want, err := Texts(source, suspect)
	require.NoError(t, err)
	again, err := Texts(source, suspect)
	require.NoError(t, err)
	require.Equal(t, want, again)

	ctx := context.Background()
	for _, first := range []string{"source", "suspect", "both"} {
		a, b := prepared(t, source, suspect)
		if first != "suspect" {
			indexAll(a)
		}
		if first != "source" {
			indexAll(b)
		}
		for range 2 {
			r, err := Comparer{}.Compare(ctx, a, b)
			require.NoError(t, err)
			require.Equal(t, want, r, "indexed first: %s", first)
		}
	}

	a, b := prepared(t, source, suspect)
	var reports [4]*Report
	var wg sync.WaitGroup
	for i := range reports {
		wg.Go(func() {
			if i%2 == 1 { // the other way round, at the same time
				_, _ = Comparer{}.Compare(ctx, b, a)
			}
			reports[i], _ = Comparer{}.Compare(ctx, a, b)
		})
	}
	wg.Wait()
	for _, r := range reports {
		require.Equal(t, want, r)
	}
}
