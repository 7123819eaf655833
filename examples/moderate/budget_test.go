package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/compare/score"
	"github.com/palimpsest-go/palimpsest/corpus"
)

// budgetPolicy writes a policy that blocks within a budget, and returns its name.
func budgetPolicy(t *testing.T, g score.Guarantee) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "policy.json")
	data, err := json.Marshal(corpus.Policy{Rules: []corpus.Rule{{Name: "budget", Action: corpus.Block, Guarantee: &g}}})
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(name, data, 0o666))
	return name
}

// TestBudget: a decision by a budget says what was promised, or why that does not hold.
func TestBudget(t *testing.T) {
	feed, err := os.ReadFile("../../testdata/feed/feed.jsonl")
	require.NoError(t, err)
	english, err := lexicon.English()
	require.NoError(t, err)
	g := score.Guarantee{
		Version: score.GuaranteeVersion, Verdict: compare.Spun, Threshold: 0.9, Budget: 0.01, Confidence: 0.95, Bound: 0.009971,
		Honest: 299, Wanted: 20, Found: 19, Date: "2026-11-29", Model: compare.Model, Lexica: []string{english.Version()},
	}
	spun := func(g score.Guarantee) result {
		status, stdout, stderr := runCommand(t, string(feed), "-policy", budgetPolicy(t, g))
		require.Equal(t, 0, status, stderr)
		for line := range strings.Lines(stdout) {
			var r result
			require.NoError(t, json.Unmarshal([]byte(line), &r))
			if r.Verdict == compare.Spun {
				return r
			}
			assert.NotContains(t, line, "guarantee", "the rule did not decide")
		}
		require.Fail(t, "nothing spun", stdout)
		return result{}
	}
	r := spun(g)
	assert.Equal(t, corpus.Block, r.Action)
	assert.Equal(t, &g, r.Guarantee)
	assert.Empty(t, r.NoGuarantee)

	g.Lexica = []string{"another"}
	r = spun(g)
	assert.Equal(t, corpus.Review, r.Action)
	assert.True(t, r.Softened)
	assert.Nil(t, r.Guarantee)
	assert.Contains(t, r.NoGuarantee, "it is for lexicon another, not ")

	g.Model = "another"
	status, stdout, stderr := runCommand(t, string(feed), "-policy", budgetPolicy(t, g))
	assert.Empty(t, stdout)
	requireError(t, status, stderr, "it is for model another, and this is "+compare.Model)
}
