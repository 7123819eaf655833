package compare

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestLine(t *testing.T) {
	for _, c := range []struct {
		report Report
		want   string
	}{
		{Report{Verdict: Identical, Confidence: 1, Calibrated: true}, "identical             a → b"},
		{Report{Verdict: Unrelated, Confidence: 0.999, Calibrated: true}, "unrelated       0.99  a → b"},
		{Report{
			Verdict: Spun, Confidence: 0.996, Coverage: Coverage{Suspect: 0.5},
			Passages: make([]Passage, 1), Substitutions: make([]Substitution, 1),
		}, "spun           ~0.99  a → b  (1 exchange, 50 % of the suspect)"},
	} {
		c.report.Source.Name, c.report.Suspect.Name = "a\x1b\n", "b"
		require.Equal(t, c.want, c.report.Line())
	}
	unnamed := Report{Verdict: Identical}
	require.Equal(t, "identical             source → suspect", unnamed.Line())
}

// TestDrift: it turns its sign with the direction of the comparison.
func TestDrift(t *testing.T) {
	source, suspect := news(t, "source"), news(t, "suspect")
	there, err := Texts(source, suspect)
	require.NoError(t, err)
	back, err := Texts(suspect, source)
	require.NoError(t, err)
	require.Greater(t, there.Drift(), 50.0)
	require.InDelta(t, there.Drift(), -back.Drift(), 1)
	same, err := Texts(source, source)
	require.NoError(t, err)
	require.Zero(t, same.Drift())
}
