package batch

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// forms returns n sets that have common elements and own ones, some of which are of a
// vocabulary, as forms filled in.
func forms(r *rand.Rand, n, common, own, vocabulary int) []Text {
	var texts []Text
	for i := range n {
		t := Text{ID: fmt.Sprintf("form %06d", i), Order: uint64(i % 7)}
		for e := range common {
			t.Set = append(t.Set, mix(uint64(e)))
		}
		for range own {
			e := r.Uint64()
			if vocabulary > 0 {
				e = mix(1<<32 + e%uint64(vocabulary))
			}
			t.Set = append(t.Set, e)
		}
		texts = append(texts, t)
	}
	return texts
}

// TestForms: forms just below the threshold. What each has of its own ends the matter,
// before any two are compared. 196 of 248 elements are common: 0.79.
func TestForms(t *testing.T) {
	n := unlessRace(5000, 200)
	texts := forms(rand.New(rand.NewPCG(1, 5)), n, 196, 26, 0)
	w := newWork(t.TempDir(), 1, 1, 1)
	report, err := w.run(t.Context(), Settings{}, texts)
	require.NoError(t, err)
	require.Zero(t, report.Pairs)
	require.Zero(t, report.Passed, "solved exactly")
	require.EqualValues(t, n, report.Kept)
	t.Logf("%d forms: %d pairs compared", n, report.Compared)
	require.Less(t, report.Compared, int64(10*n), "of %d", n*(n-1)/2)
}

// TestFormsOfVocabulary: forms that share some of what they are filled in with. All of
// them must be compared, by bits and lists; a few are alike. The twin agrees.
func TestFormsOfVocabulary(t *testing.T) {
	texts := forms(rand.New(rand.NewPCG(2, 5)), unlessRace(300, 100), 90, 13, 60)
	s := Settings{Bucket: 8}
	w := newWork(t.TempDir(), 2, 2, 2)
	report, err := w.run(t.Context(), s, texts)
	require.NoError(t, err)
	require.NotZero(t, report.Pairs)
	require.Zero(t, report.Passed)
	got, _ := w.results(t)
	require.Equal(t, twin(t, s, texts), got)
}

// TestEqualTexts: copies cost by their number. The last is one of another set, so that
// some of the copies go where it goes.
func TestEqualTexts(t *testing.T) {
	n := unlessRace(100_000, 5000)
	texts := forms(rand.New(rand.NewPCG(3, 5)), 1, 100, 0, 0)
	for i := range n {
		c := texts[0]
		c.ID = fmt.Sprintf("copy %06d", i)
		texts = append(texts, c)
	}
	w := newWork(t.TempDir(), 2, 2, 2)
	report, err := w.run(t.Context(), Settings{}, texts)
	require.NoError(t, err)
	require.EqualValues(t, n, report.Pairs)
	require.EqualValues(t, n, report.Compared)
	require.EqualValues(t, 1, report.Kept)
	_, all := w.results(t)
	for _, r := range all {
		require.Equal(t, "copy 000000", r.Cluster)
		require.Equal(t, "copy 000000", r.Of)
		require.EqualValues(t, 1, r.Similarity)
	}
}

// TestTooMany: more pairs in a bucket than the setting allows. The report says so, what is
// written is true, and here nothing is lost, as one text is like all.
func TestTooMany(t *testing.T) {
	n := unlessRace(400, 120)
	texts := forms(rand.New(rand.NewPCG(4, 5)), n, 200, 4, 0)
	for _, s := range []Settings{{Pairs: 200}, {Memory: 1}} {
		w := newWork(t.TempDir(), 1, 1, 1)
		report, err := w.run(t.Context(), s, texts)
		require.NoError(t, err)
		require.Positive(t, report.Passed)
		require.Less(t, report.Compared, int64(30*(n+200)), "of %d in each of 25 bands", n*(n-1)/2)
		got, _ := w.results(t)
		require.Equal(t, twin(t, s, texts), got)
	}
	// Without the limit, all are compared.
	w := newWork(t.TempDir(), 1, 1, 1)
	report, err := w.run(t.Context(), Settings{}, texts)
	require.NoError(t, err)
	require.Zero(t, report.Passed)
	require.EqualValues(t, n*(n-1)/2, report.Pairs)
	got, _ := w.results(t)
	require.Equal(t, twin(t, Settings{}, texts), got)
}
