package corpus

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/score"
)

// promised returns a guarantee of the model in use.
func promised() *score.Guarantee {
	return &score.Guarantee{
		Version: score.GuaranteeVersion, Verdict: compare.Spun, Threshold: 0.9, Budget: 0.01, Confidence: 0.95, Bound: 0.009971,
		Honest: 299, Wanted: 20, Found: 19, Sources: 30, Date: "2026-11-29", Model: compare.Model, Lexica: []string{"en"},
	}
}

// by returns the match with a report that this model and lexicon made.
func by(model, lexicon string, m Match) Match {
	m.Report.Provenance = compare.Provenance{Model: model, Lexicon: lexicon}
	return m
}

// TestDecideGuarantee: a rule with a guarantee goes by the probability, names the guarantee
// in its decision, and never blocks what that does not cover.
func TestDecideGuarantee(t *testing.T) {
	p := Policy{Rules: []Rule{{Name: "budget", Action: Block, Guarantee: promised()}}}
	require.NoError(t, p.Validate())
	covered := Decision{Action: Block, Rule: "budget", Guarantee: promised()}
	for _, c := range []struct {
		name  string
		match Match
		want  Decision
	}{
		{"at the threshold", by(compare.Model, "en", maybe(0.9, found(compare.Spun, 0.9, 1, SourceFirst, ""))), covered},
		{"whatever the verdict", by(compare.Model, "en", maybe(0.94, found(compare.Paraphrase, 0.06, 1, SourceFirst, ""))), covered},
		{"below", by(compare.Model, "en", maybe(0.8999, found(compare.Spun, 0.9, 1, SourceFirst, ""))), Decision{Action: Allow}},
		{"another model", by("old", "en", maybe(0.9, found(compare.Spun, 0.9, 1, SourceFirst, ""))), Decision{
			Action: Review, Rule: "budget", Softened: true,
			NoGuarantee: "score: not covered by the guarantee: it is for model " + compare.Model + ", not old",
		}},
		{"another lexicon", by(compare.Model, "none", maybe(0.9, found(compare.Spun, 0.9, 1, SourceFirst, ""))), Decision{
			Action: Review, Rule: "budget", Softened: true,
			NoGuarantee: "score: not covered by the guarantee: it is for lexicon en, not none",
		}},
		{"not calibrated", by(compare.Model, "en", maybe(0.9, uncalibrated(found(compare.Spun, 0.9, 1, SourceFirst, "")))), Decision{
			Action: Review, Rule: "budget", Softened: true, Guarantee: promised(),
		}},
	} {
		assert.Equal(t, c.want, p.Decide(&Answer{Matches: []Match{c.match}}, Text{}), c.name)
	}
	// Other conditions take texts away.
	p.Rules[0].Orders = []Order{SourceFirst}
	later := by(compare.Model, "en", maybe(0.99, found(compare.Spun, 0.9, 1, SuspectFirst, "")))
	assert.Equal(t, Decision{Action: Allow}, p.Decide(&Answer{Matches: []Match{later}}, Text{}))
	p.Rules[0].Action = Review
	other := by("old", "en", maybe(0.9, found(compare.Spun, 0.9, 1, SourceFirst, "")))
	d := p.Decide(&Answer{Matches: []Match{other}}, Text{})
	assert.Equal(t, Review, d.Action)
	assert.False(t, d.Softened, "there was nothing to soften")
	assert.NotEmpty(t, d.NoGuarantee)
}

// TestGuaranteeRefused: a policy with a guarantee of another model, or one that its counts
// do not bear, is refused when it is read.
func TestGuaranteeRefused(t *testing.T) {
	for _, c := range []struct {
		spoil func(*score.Guarantee)
		is    error
		want  string
	}{
		{func(g *score.Guarantee) { g.Model = "old" }, score.ErrOtherModel, `rule 1, "budget": score: not covered by the guarantee: it is for model old, and this is ` + compare.Model},
		{func(g *score.Guarantee) { g.Model = "" }, score.ErrGuarantee, "no model"},
		{func(g *score.Guarantee) { g.Honest = 200 }, score.ErrGuarantee, "0 wrong of 200"},
		{func(g *score.Guarantee) { g.Version = 2 }, score.ErrGuarantee, "version 2"},
		{func(g *score.Guarantee) { g.Date = "" }, score.ErrGuarantee, "date"},
	} {
		g := promised()
		c.spoil(g)
		p := Policy{Rules: []Rule{{Name: "budget", Action: Block, Guarantee: g}}}
		data, err := json.Marshal(p)
		require.NoError(t, err)
		_, err = ReadPolicy(bytes.NewReader(data))
		for _, err := range []error{err, p.Validate()} {
			require.ErrorIs(t, err, ErrPolicy)
			require.ErrorIs(t, err, c.is)
			require.ErrorContains(t, err, c.want)
		}
	}
	for _, bad := range []struct{ guarantee, want string }{
		{`{}`, "version 0"},
		{`{"version": 1, "risk": 1}`, `unknown field "risk"`},
		{`{"version": 1, "version": 1}`, `field "version" stands twice`},
		{`{"Version": 1}`, `unknown field "Version"`},
		{`7`, "json:"},
	} {
		_, err := ReadPolicy(strings.NewReader(`{"rules": [{"name": "budget", "action": "block", "guarantee": ` + bad.guarantee + `}]}`))
		require.ErrorIs(t, err, ErrPolicy, bad.guarantee)
		require.ErrorContains(t, err, bad.want)
	}
}

func TestDecisionString(t *testing.T) {
	for want, d := range map[string]Decision{
		"allow by default":                             {Action: Allow, Match: -1},
		`review by rule "spun"`:                        {Action: Review, Rule: "spun"},
		`review by rule "spun", softened from block`:   {Action: Review, Rule: "spun", Softened: true},
		`allow (in shadow of block) by rule "spun"`:    {Action: Allow, Would: Block, Rule: "spun"},
		`review by rule "b": it is for model a, not b`: {Action: Review, Rule: "b", NoGuarantee: "it is for model a, not b"},
		`block by rule "b": P(spun) ≥ 0.9 flags at most 1 % of honest texts (confidence 95 %; 0 of 299 labelled 2026-11-29; model ` +
			compare.Model + `)`: {Action: Block, Rule: "b", Guarantee: promised()},
	} {
		assert.Equal(t, want, d.String())
	}
}

// TestModel: the model that policies are held to is that of reports.
func TestModel(t *testing.T) {
	r, err := compare.Texts("a text", "another text")
	require.NoError(t, err)
	require.Equal(t, compare.Model, r.Provenance.Model)
}
