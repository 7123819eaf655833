package spinner

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare"
)

func TestAddCountsASourceOnce(t *testing.T) {
	var p Profile
	require.Equal(t, 2, add(t, &p, "one", "big", "large", "boat", "vessel"))
	for range 10 {
		require.Zero(t, add(t, &p, "one", "big", "large", "boats", "vessels"))
	}
	require.Equal(t, 1, add(t, &p, "two", "big", "large"))
	require.Equal(t, 3, p.Exchanges())
	require.Equal(t, 2, p.Words())
	require.Equal(t, 2, p.Sources())
	require.False(t, p.Full())
	require.Equal(t, []Mapping{{"en", "big", "large", 2}, {"en", "boat", "vessel", 1}}, slices.Collect(p.Mappings()))
}

// If a word has several targets in one source, one is taken, whatever the order.
func TestAddTakesOneTarget(t *testing.T) {
	targets := []string{"large", "huge", "vast", "great"}
	var want []byte
	for i := range targets {
		var p Profile
		for k := range targets {
			add(t, &p, "one", "big", targets[(i+k)%len(targets)])
		}
		require.Equal(t, 1, p.Exchanges())
		if want == nil {
			want = encoded(t, &p)
		}
		require.Equal(t, want, encoded(t, &p))
	}
}

// Which target is taken depends on the source: accounts that have several options for a
// word must not agree because the same one always wins.
func TestTargetsOfSourcesAreIndependent(t *testing.T) {
	seen := make(map[string]int)
	for i := range 100 {
		var p Profile
		add(t, &p, fmt.Sprint(i), "big", "large", "Big", "huge")
		for m := range p.Mappings() {
			seen[m.Target]++
		}
	}
	require.InDelta(t, 50, seen["large"], 20, "%v", seen)
	require.InDelta(t, 50, seen["huge"], 20, "%v", seen)
}

func TestAddTakesWhatDictionariesMake(t *testing.T) {
	takes := map[compare.Kind]bool{compare.KindSynonym: true, compare.KindPhrase: true, compare.KindImpossible: true, compare.KindOther: true}
	for _, k := range []compare.Kind{
		compare.KindSynonym, compare.KindPhrase, compare.KindImpossible, compare.KindFunction, compare.KindEntity, compare.KindNumber, compare.KindRespelt,
		compare.KindMasked, compare.KindUnreadable, compare.KindVariant, compare.KindInflected, compare.KindPerson, compare.KindOther,
	} {
		r := reportOf("big", "large")
		r.Substitutions[0].Kind = k
		n, err := new(Profile).Add(r, "one")
		require.NoError(t, err)
		require.Equal(t, takes[k], n == 1, k)
	}
}

// Honest posts change nothing: only spun reports and their spun passages count.
func TestAddPassesOver(t *testing.T) {
	var p Profile
	for v := compare.Insufficient; v <= compare.Identical; v++ {
		r := reportOf("big", "large")
		r.Verdict = v
		n, err := p.Add(r, "one")
		require.NoError(t, err)
		require.Equal(t, v == compare.Spun, n == 1, v)
		p = Profile{}
	}
	for v := compare.Insufficient; v <= compare.Identical; v++ {
		r := reportOf("big", "large")
		r.Passages = []compare.Passage{{Verdict: v}}
		n, err := new(Profile).Add(r, "one")
		require.NoError(t, err)
		require.Equal(t, v == compare.Spun || v == compare.Insufficient, n == 1, v)
	}
	require.Zero(t, add(t, &p, "one", "big", "bigger"), "one stem")
	require.Zero(t, add(t, &p, "one", "big", strings.Repeat("x", MaxBytes+1)))
	require.Equal(t, 1, add(t, &p, "one", "big", strings.Repeat("x", MaxBytes)))
}

func TestAddNamesTheSource(t *testing.T) {
	r := reportOf("big", "large")
	_, err := new(Profile).Add(r, "")
	require.ErrorIs(t, err, ErrSource)
	r.Source.SHA256 = "abc"
	var p, q Profile
	_, err = p.Add(r, "")
	require.NoError(t, err)
	_, err = q.Add(r, "abc")
	require.NoError(t, err)
	require.Equal(t, encoded(t, &p), encoded(t, &q))
}

// A profile does not depend on the order of reports, nor on whether they were added to it
// or to others that were merged, full or not.
func TestProfileOrder(t *testing.T) {
	r := seeded(t, 1)
	type report struct {
		source string
		words  []string
	}
	var all []report
	for i := range 60 {
		x := report{source: fmt.Sprint("source ", i%40)}
		for range 120 {
			w := r.IntN(2 * MaxWords)
			if i%2 == 0 {
				w = r.IntN(5) // more sources than are kept
			}
			x.words = append(x.words, fmt.Sprintf("w%07dx", w), fmt.Sprintf("t%dx", r.IntN(3)))
		}
		all = append(all, x)
	}
	var p Profile
	for _, x := range all {
		add(t, &p, x.source, x.words...)
	}
	require.True(t, p.Full())
	want := encoded(t, &p)
	for range 5 {
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		parts := make([]Profile, 3)
		for i, x := range all {
			add(t, &parts[i%3], x.source, x.words...)
		}
		var q Profile
		for i := range parts {
			before := encoded(t, &parts[i])
			q.Merge(&parts[i])
			require.Equal(t, before, encoded(t, &parts[i]), "Merge changed what it merged")
		}
		q.Merge(&q)
		require.Equal(t, want, encoded(t, &q))
	}
}

// A profile is bounded, and says that it left something out; two full ones hold the same
// words.
func TestProfileIsBounded(t *testing.T) {
	flood := func(from, to int) *Profile {
		p := new(Profile)
		var words []string
		for i := from; i < to; i++ {
			words = append(words, fmt.Sprintf("w%07dx", i), "target")
		}
		add(t, p, "one", words...)
		return p
	}
	p, q := flood(0, 3*MaxWords), flood(MaxWords, 4*MaxWords)
	require.Equal(t, MaxWords, p.Words())
	require.True(t, p.Full())
	require.Equal(t, MaxWords, q.Words())
	both := 0
	for w := range p.words {
		if _, ok := q.words[w]; ok {
			both++
		}
	}
	require.Greater(t, both, MaxWords/2, "coordinated samples of 3/4 of the same words")

	var s Profile
	for i := range MaxSources {
		add(t, &s, fmt.Sprint(i), "big", "large")
	}
	require.False(t, s.Full())
	require.Zero(t, add(t, &s, "one more", "big", "large"))
	require.True(t, s.Full())
	require.Equal(t, MaxSources, s.Exchanges())
}

// That something was left out is not forgotten when profiles are merged or kept.
func TestFullStays(t *testing.T) {
	var p, q, r Profile
	for i := range MaxSources + 1 {
		add(t, &p, fmt.Sprint(i), "big", "large")
	}
	require.True(t, p.Full())
	q.Merge(&p)
	require.True(t, q.Full())
	require.NoError(t, r.UnmarshalBinary(encoded(t, &p)))
	require.True(t, r.Full())
}
