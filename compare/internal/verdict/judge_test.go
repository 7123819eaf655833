package verdict

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare/internal/change"
)

// spunSignals returns signals of an English text that may be spun by definition.
func spunSignals() Vector {
	return Vector{Decisions: math.Log1p(20), Related: 0.9, Rarer: 1, Longer: 0.1}
}

// TestPossible checks what a text must show to be called spun, whatever its probability.
func TestPossible(t *testing.T) {
	for _, c := range []struct {
		name  string
		set   func(*Vector)
		with  bool // a lexicon
		plain bool // none
	}{
		{"as it is", func(*Vector) {}, true, true},
		{"four exchanges", func(s *Vector) { s[Decisions] = math.Log1p(4) }, true, true},
		{"three exchanges", func(s *Vector) { s[Decisions] = math.Log1p(3) }, false, false},
		{"few related", func(s *Vector) { s[Related] = 0.25 }, false, true},
		{"few related, and an impossible one", func(s *Vector) { s[Related], s[Impossible] = 0.25, math.Log1p(1) }, true, true},
		{"easier words, most related", func(s *Vector) { s[Rarer], s[Longer], s[Related] = -1.5, -0.3, 0.7 }, false, true},
		{"easier words, all related", func(s *Vector) { s[Rarer], s[Longer] = -1.5, -0.3 }, true, true},
		{"commoner words, as long", func(s *Vector) { s[Rarer], s[Longer], s[Related] = -1.5, 0, 0.7 }, true, true},
		{"shorter words, as rare", func(s *Vector) { s[Rarer], s[Longer], s[Related] = 0, -0.3, 0.7 }, true, true},
	} {
		s := spunSignals()
		c.set(&s)
		require.Equal(t, c.with, Possible(SpunRelated, &s), c.name)
		require.Equal(t, c.plain, Possible(SpunPlain, &s), c.name)
	}
}

// TestLeastSpun: changed numbers raise the bar where no lexicon speaks, and there alone.
func TestLeastSpun(t *testing.T) {
	s := spunSignals()
	require.Equal(t, LeastSpun(SpunRelated, &s), LeastSpun(SpunPlain, &s))
	with := LeastSpun(SpunRelated, &s)
	s[Numbers] = math.Log1p(1)
	require.Equal(t, with, LeastSpun(SpunRelated, &s))
	require.Greater(t, LeastSpun(SpunPlain, &s), with)
}

// TestRelationsFor: five related exchanges of twenty never stand for a spinner, eighteen do.
func TestRelationsFor(t *testing.T) {
	for _, related := range []int{5, 18} {
		var m Measures
		tally := Tally{related: related, known: 20, balance: float64(related), contents: 60, exchanged: 20, functions: 60, equalFunctions: 60}
		tally.decisions[change.Synonym], tally.steps[change.Synonym] = 20, 20
		m.All, m.Densest = tally, tally
		o := &Outcome{Judgement: Judgement{Verdict: Spun}, question: SpunRelated, Signals: m.vector()}
		stands := slices.ContainsFunc(o.modelEvidence(&m), func(e Evidence) bool { return e.Code == CodeRelations && !e.Against })
		require.Equal(t, related == 18, stands, "%d of 20", related)
	}
}
