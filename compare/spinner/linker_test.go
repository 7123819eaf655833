package spinner

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestLink(t *testing.T) {
	m := maker{seeded(t, 4), 6}
	b := m.background(t, 30)
	for i := range 20 {
		l := Linker{Background: b}
		same, err := l.Link(m.profile(t, i, 3, 60), m.profile(t, i, 3, 60))
		require.NoError(t, err)
		require.Equal(t, Linked, same.Outcome, "%+v", same)
		require.GreaterOrEqual(t, same.Probability, DefaultConfidence)
		require.GreaterOrEqual(t, same.Score, same.Needed)
		require.NotEmpty(t, same.Shared)
		for k := 1; k < len(same.Shared); k++ {
			require.LessOrEqual(t, same.Shared[k-1].Share, same.Shared[k].Share)
		}
		apart, err := l.Link(m.profile(t, i, 3, 60), m.profile(t, i+100, 3, 60))
		require.NoError(t, err)
		require.Equal(t, Apart, apart.Outcome, "%+v", apart)
		require.Less(t, apart.Probability, 1e-3)
	}
}

// Accounts that share their words and sources, and nothing else, are not linked.
func TestSameSourcesOtherSpinners(t *testing.T) {
	for _, common := range []bool{false, true} {
		m := maker{seeded(t, 5), 6}
		l := Linker{Background: m.background(t, 30), CommonSources: common}
		var p, q Profile
		for i := range 10 {
			seed := uint64(i)
			for s, x := range map[int]*Profile{1: &p, 2: &q} {
				_, err := x.Add(maker{seeded(t, seed), 6}.report(s, 60), string(rune('a'+i)))
				require.NoError(t, err)
			}
		}
		got, err := l.Link(&p, &q)
		require.NoError(t, err)
		require.NotEqual(t, Linked, got.Outcome)
		if common {
			require.Equal(t, Apart, got.Outcome)
			require.Zero(t, got.SetAside)
		} else {
			require.Equal(t, Insufficient, got.Outcome)
			require.Equal(t, p.Words(), got.SetAside)
			require.Contains(t, got.Reason, "sources that both copied")
		}
	}
}

// Who copies the spun texts of another has all of his exchanges, and is not linked.
func TestCopierOfSpunTexts(t *testing.T) {
	m := maker{seeded(t, 6), 6}
	l := Linker{Background: m.background(t, 30)}
	p := m.profile(t, 1, 5, 60)
	var q Profile
	q.Merge(p)
	got, err := l.Link(p, &q)
	require.NoError(t, err)
	require.Equal(t, Insufficient, got.Outcome)
	require.Zero(t, got.Words)
	l.CommonSources = true
	got, err = l.Link(p, &q)
	require.NoError(t, err)
	require.Equal(t, Linked, got.Outcome)
}

// A background of a public dictionary says that agreeing on its only target is nothing.
func TestPublicDictionary(t *testing.T) {
	var p, q Profile
	var b Background
	for i := range 30 {
		add(t, &p, "one", name(i), name(i)+"target")
		add(t, &q, "two", name(i), name(i)+"target")
		b.AddEntry(reportOf().Language, name(i), name(i)+"target", name(i), name(i)+"target", "")
	}
	without, err := Linker{}.Link(&p, &q)
	require.NoError(t, err)
	require.Equal(t, Linked, without.Outcome)
	for range 20 { // that many accounts have the public dictionary
		b.Add(&p)
	}
	with, err := Linker{Background: &b}.Link(&p, &q)
	require.NoError(t, err)
	require.NotEqual(t, Linked, with.Outcome)
	require.Equal(t, 20, b.Spinners())
	require.Equal(t, 21, b.words[word{"en", name(0)}].all)
}

func TestInsufficient(t *testing.T) {
	for n := range 2 * FewestWords {
		var p, q Profile
		for i := range n {
			add(t, &p, "one", name(i), name(i)+"target")
			add(t, &q, "two", name(i), name(i)+"target")
		}
		got, err := Linker{Prior: .9, Confidence: .91}.Link(&p, &q)
		require.NoError(t, err)
		require.Equal(t, n, got.Words)
		if n < FewestWords {
			require.Equal(t, Insufficient, got.Outcome)
			require.Contains(t, got.Reason, "needed: 5")
			continue
		}
		require.Equal(t, Linked, got.Outcome)
		require.Empty(t, got.Reason)

		// Words enough, but nothing that they could say would be enough.
		got, err = Linker{Prior: 1e-12, Confidence: .99}.Link(&p, &q)
		require.NoError(t, err)
		require.Equal(t, Insufficient, got.Outcome)
		require.Contains(t, got.Reason, "if they agreed on all")
	}
}

// Ten posts of one source are no more than one, and honest posts change nothing.
func TestRepeatsAndHonestPosts(t *testing.T) {
	m := maker{seeded(t, 7), 6}
	l := Linker{Background: m.background(t, 30)}
	p, q := m.profile(t, 1, 1, 60), m.profile(t, 1, 3, 60)
	r := m.report(1, 60)
	_, err := p.Add(r, "source")
	require.NoError(t, err)
	want, err := l.Link(p, q)
	require.NoError(t, err)
	for range 10 {
		_, err := p.Add(r, "source")
		require.NoError(t, err)
		honest := m.report(99, 60)
		honest.Verdict = 0
		_, err = p.Add(honest, "another")
		require.NoError(t, err)
	}
	got, err := l.Link(p, q)
	require.NoError(t, err)
	require.Equal(t, want, got)
}

func TestSettings(t *testing.T) {
	for _, l := range []Linker{{Prior: -.1}, {Prior: 1}, {Prior: math.NaN()}, {Confidence: 1}, {Confidence: -1}, {Confidence: math.Inf(1)}} {
		_, err := l.Link(new(Profile), new(Profile))
		require.ErrorIs(t, err, ErrSettings, "%+v", l)
		_, err = l.Cluster(t.Context(), nil)
		require.ErrorIs(t, err, ErrSettings, "%+v", l)
	}
}

func TestOutcomeNames(t *testing.T) {
	for o, want := range map[Outcome]string{Insufficient: "insufficient", Apart: "apart", Linked: "linked", 9: "Outcome(9)"} {
		require.Equal(t, want, o.String())
		text, err := o.MarshalText()
		require.NoError(t, err)
		require.Equal(t, want, string(text))
	}
}
