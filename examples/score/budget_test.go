package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/corpus"
)

// readPolicy reads what -policy wrote.
func readPolicy(t *testing.T, name string) corpus.Policy {
	t.Helper()
	f, err := os.Open(name)
	require.NoError(t, err)
	defer f.Close()
	p, err := corpus.ReadPolicy(f)
	require.NoError(t, err)
	return p
}

// TestBudget: a threshold for the five honest and three spun pairs of testdata.
func TestBudget(t *testing.T) {
	name := filepath.Join(t.TempDir(), "policy.json")
	status, stdout, stderr := runCommand(t, nil, "-budget", "0.5", "-policy", name, "-date", "2026-11-29", pairs)
	require.Zero(t, status, stderr)
	require.Empty(t, stderr)
	for _, s := range []string{
		"P(spun) ≥ 0.0001  flagged", "\nhonest                  0      5  0.000", "\nspun                    3      3  1.000",
		"At most 50 % of honest texts are flagged, at a confidence of 95 % (exact bound: 45.08 %).",
		"labelled 2026-11-29", "held against 5 sources", "model " + compare.Model, "Label a new sample",
	} {
		require.Contains(t, stdout, s)
	}
	require.NotContains(t, stdout, "wanted \\ given", "the tables are left out")

	rules := readPolicy(t, name).Rules
	require.Len(t, rules, 3)
	assert.Equal(t, []string{"spun within budget", "copy", "excerpt"}, []string{rules[0].Name, rules[1].Name, rules[2].Name})
	g := rules[0].Guarantee
	require.NotNil(t, g)
	assert.Equal(t, []any{0.5, 0.95, 0.0001, 5, 0, 3, 3, "2026-11-29"},
		[]any{g.Budget, g.Confidence, g.Threshold, g.Honest, g.Wrong, g.Wanted, g.Found, g.Date})

	status, _, _ = runCommand(t, nil, "-budget", "0.5", "-policy", name, "-date", "2026-11-29", pairs)
	require.Equal(t, 2, status, "the file exists")
	second := filepath.Join(t.TempDir(), "second.json")
	status, _, stderr = runCommand(t, nil, "-budget", "0.6", "-confidence", "0.8", "-action", "block", "-policy", second, "-date", "2026-11-30", pairs)
	require.Zero(t, status, stderr)
	p := readPolicy(t, second)
	require.Equal(t, corpus.Block, p.Rules[0].Action)
	require.Equal(t, 0.8, p.Rules[0].Guarantee.Confidence)
	require.Equal(t, corpus.DefaultRules(), p.Rules[1:], "what is not blocked is looked at as ever")
}

// TestBudgetVerdict: a budget may be one for another verdict.
func TestBudgetVerdict(t *testing.T) {
	name := filepath.Join(t.TempDir(), "policy.json")
	status, stdout, stderr := runCommand(t, nil,
		"-verdict", "near-duplicate", "-budget", "0.4", "-policy", name, "-date", "2026-11-29", pairs)
	require.Zero(t, status, stderr)
	require.Contains(t, stdout, "P(near-duplicate) ≥ ")
	require.Contains(t, stdout, "\nnear-duplicate ")
	rules := readPolicy(t, name).Rules
	require.Equal(t, []string{"near-duplicate within budget", "spun", "excerpt", "maybe spun"},
		[]string{rules[0].Name, rules[1].Name, rules[2].Name, rules[3].Name})
}

func TestBudgetTooFew(t *testing.T) {
	name := filepath.Join(t.TempDir(), "policy.json")
	status, stdout, stderr := runCommand(t, nil, "-budget", "0.001", "-policy", name, "-date", "2026-11-29", pairs)
	require.Equal(t, 1, status)
	require.Empty(t, stderr)
	require.Equal(t, "too few honest labels: 5, and a budget of 0.1 % takes 2995 at a confidence of 95 %: needs 2990 more, with probabilities below 1\n", stdout)
	require.NoFileExists(t, name)

	status, stdout, stderr = runCommand(t, strings.NewReader(""), "-budget", "0.001", "-")
	require.Equal(t, 1, status, stderr)
	require.Contains(t, stdout, "needs 2995 more")
}

func TestBudgetErrors(t *testing.T) {
	edited := filepath.Join(t.TempDir(), "edited.json")
	require.NoError(t, os.WriteFile(edited, []byte("{}"), 0o666))
	for _, c := range []struct{ args, want string }{
		{"-budget 0", "-budget must be above 0 and below 1, not 0"},
		{"-budget 1", "-budget must be"},
		{"-budget NaN", "-budget must be"},
		{"-budget -0.1", "-budget must be"},
		{"-budget 1e-12", "bad budget"},
		{"-budget x", "-budget"},
		{"-budget 0.5 -confidence 1", "-confidence must be"},
		{"-budget 0.5 -confidence 0", "-confidence must be from 0.5"},
		{"-budget 0.5 -verdict same-topic", "-verdict same-topic"},
		{"-budget 0.5 -threshold 0.9", "only one of them"},
		{"-budget 0.5 -date 2026-11-29", "-date is for -policy"},
		{"-budget 0.5 -action block", "-action is for -policy"},
		{"-budget 0.5 -policy p.json", `-policy needs the -date`},
		{"-budget 0.5 -policy p.json -date 29.11.2026", `not "29.11.2026"`},
		{"-budget 0.5 -policy p.json -date 2026-11-29 -action allow", `not "allow"`},
		{"-budget 0.5 -policy no/such/p.json -date 2026-11-29", "no such file"},
		{"-budget 0.5 -policy " + edited + " -date 2026-11-29", "exists"},
		{"-confidence 0.9", "-confidence is for -budget"},
		{"-policy p.json", "-policy is for -budget"},
		{"-date 2026-11-29", "-date is for -budget"},
		{"-action block", "-action is for -budget"},
	} {
		status, stdout, stderr := runCommand(t, nil, append(strings.Fields(c.args), pairs)...)
		requireError(t, status, stdout, stderr, c.want)
	}
}
