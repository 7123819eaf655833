package corpus

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare"
)

// found returns a match as a Check may find it.
func found(v compare.Verdict, confidence, suspect float64, o Order, group string) Match {
	return Match{
		Source: Text{ID: "source", Group: group},
		Order:  o,
		Report: &compare.Report{
			Verdict: v, Confidence: confidence, Calibrated: true,
			Coverage: compare.Coverage{Source: 0.5, Suspect: suspect},
		},
	}
}

func uncalibrated(m Match) Match {
	r := *m.Report
	r.Calibrated = false
	m.Report = &r
	return m
}

// maybe returns the match with this P(spun).
func maybe(p float64, m Match) Match {
	r := *m.Report
	r.Probabilities = map[compare.Verdict]float64{r.Verdict: 1 - p, compare.Spun: p}
	m.Report = &r
	return m
}

func TestDefaultRules(t *testing.T) {
	for _, c := range []struct {
		match Match
		want  Decision
	}{
		{found(compare.Identical, 1, 1, OrderUnknown, ""), Decision{Action: Review, Rule: "copy"}},
		{found(compare.NearDuplicate, 0.9, 1, SourceFirst, ""), Decision{Action: Review, Rule: "copy"}},
		{found(compare.Spun, 0.95, 0.1, SourceFirst, ""), Decision{Action: Review, Rule: "spun"}},
		{found(compare.Spun, 0.89, 1, SourceFirst, ""), Decision{Action: Allow}},
		{found(compare.Spun, 0.99, 1, SuspectFirst, ""), Decision{Action: Allow}},
		{found(compare.Excerpt, 0.99, 0.34, SourceFirst, ""), Decision{Action: Review, Rule: "excerpt"}},
		{found(compare.Excerpt, 0.99, 0.33, SourceFirst, ""), Decision{Action: Allow}},
		{found(compare.Paraphrase, 0.99, 1, SourceFirst, ""), Decision{Action: Allow}},
		{maybe(0.85, found(compare.Paraphrase, 0.1, 1, SourceFirst, "")), Decision{Action: Review, Rule: "maybe spun"}},
		{maybe(0.9, found(compare.Paraphrase, 0.1, 1, OrderUnknown, "")), Decision{Action: Review, Rule: "maybe spun"}},
		{maybe(0.9, found(compare.Paraphrase, 0.1, 1, SuspectFirst, "")), Decision{Action: Allow}},
		{maybe(0.8499, found(compare.Paraphrase, 0.1, 1, SourceFirst, "")), Decision{Action: Allow}},
		{maybe(0.9, found(compare.Excerpt, 0.1, 0.3, SourceFirst, "")), Decision{Action: Allow}},
		{uncalibrated(found(compare.Identical, 1, 1, SourceFirst, "")), Decision{Action: Review, Rule: "copy"}},
	} {
		assert.Equal(t, c.want, Policy{}.Decide(&Answer{Matches: []Match{c.match}}, Text{}), "%+v", c.match.Report)
		shadow := Decision{Action: Allow, Rule: c.want.Rule, Would: c.want.Action}
		assert.Equal(t, shadow, Policy{Shadow: true}.Decide(&Answer{Matches: []Match{c.match}}, Text{}))
	}
	assert.Equal(t, Decision{Action: Allow, Match: -1}, Policy{}.Decide(&Answer{}, Text{}))
	assert.NoError(t, Policy{Rules: DefaultRules()}.Validate())
	odd := Rule{Name: "odd", Action: Review, Probabilities: map[compare.Verdict]float64{compare.Unrelated: 0.5}}
	assert.ErrorContains(t, Policy{Rules: []Rule{odd}}.Validate(), "probability of unrelated")
}

func TestDecide(t *testing.T) {
	spun, spunOurs := found(compare.Spun, 0.98, 0.4, SourceFirst, ""), found(compare.Spun, 0.98, 0.6, SourceFirst, "ours")
	excerpt := found(compare.Excerpt, 0.8, 0.5, OrderUnknown, "")
	policy := Policy{Rules: []Rule{
		{Name: "ours", Action: Allow, Groups: []string{"ours"}},
		{Name: "staff", Action: Allow, Tenants: []string{"staff"}},
		{Name: "spun", Action: Block, Verdicts: []compare.Verdict{compare.Spun}},
		{Name: "any", Action: Review, Confidence: 0.5},
	}}
	for _, c := range []struct {
		name    string
		matches []Match
		tenant  string
		want    Decision
	}{
		{"the severest of several", []Match{excerpt, spunOurs, spun}, "", Decision{Action: Block, Rule: "spun", Match: 2}},
		{"an exempt source hides no other", []Match{spunOurs, excerpt}, "", Decision{Action: Review, Rule: "any", Match: 1}},
		{"all exempt", []Match{spunOurs}, "", Decision{Action: Allow, Rule: "ours"}},
		{"an exempt tenant", []Match{spun, excerpt}, "staff", Decision{Action: Allow, Rule: "staff"}},
		{"never blocked by guess", []Match{uncalibrated(spun)}, "", Decision{Action: Review, Rule: "spun", Softened: true}},
		{"of equals the earlier rule", []Match{excerpt, uncalibrated(spun)}, "", Decision{Action: Review, Rule: "spun", Match: 1, Softened: true}},
		{"of equals the better match", []Match{excerpt, excerpt}, "", Decision{Action: Review, Rule: "any"}},
		{"no match", nil, "", Decision{Action: Allow, Match: -1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, policy.Decide(&Answer{Matches: c.matches}, Text{Tenant: c.tenant}))
		})
	}
	t.Run("default", func(t *testing.T) {
		p := Policy{Rules: []Rule{}, Default: Review}
		assert.Equal(t, Decision{Action: Review, Match: -1}, p.Decide(&Answer{}, Text{}))
		assert.Equal(t, Decision{Action: Review}, p.Decide(&Answer{Matches: []Match{spun}}, Text{}))
		p.Default = Block // not valid: only rules block
		assert.Equal(t, Review, p.Decide(&Answer{Matches: []Match{spun}}, Text{}).Action)
		p.Rules = []Rule{{Name: "typing error", Action: "blokc"}}
		assert.Equal(t, Review, p.Decide(&Answer{Matches: []Match{spun}}, Text{}).Action)
	})
}

// TestDecideLaws compares Decide with what each match alone is decided to be.
func TestDecideLaws(t *testing.T) {
	seed := rand.Uint64()
	t.Log("seed", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	orders := []Order{SourceFirst, SuspectFirst, OrderUnknown}
	match := func() Match {
		v := compare.Paraphrase + compare.Verdict(random.IntN(5))
		m := found(v, random.Float64(), random.Float64(), orders[random.IntN(3)], []string{"", "a", "b"}[random.IntN(3)])
		m.Report.Calibrated = random.IntN(2) == 0
		return maybe(random.Float64(), m)
	}
	rule := func(i int) Rule {
		r := Rule{Name: string(rune('a' + i)), Action: actions[random.IntN(3)], Confidence: random.Float64() / 2}
		if random.IntN(2) == 0 {
			r.Verdicts = []compare.Verdict{compare.Spun, compare.Excerpt}
		}
		if random.IntN(3) == 0 {
			r.Orders = orders[:1+random.IntN(2)]
		}
		if random.IntN(3) == 0 {
			r.Groups = []string{"a"}
		}
		if random.IntN(4) == 0 {
			r.Probabilities = map[compare.Verdict]float64{compare.Spun: random.Float64()}
		}
		return r
	}
	for range 3000 {
		p := Policy{Rules: []Rule{}, Default: actions[random.IntN(2)]}
		for i := range random.IntN(5) {
			p.Rules = append(p.Rules, rule(i))
		}
		require.NoError(t, p.Validate())
		answer := &Answer{}
		for range random.IntN(5) {
			answer.Matches = append(answer.Matches, match())
		}
		got := p.Decide(answer, Text{})
		worst := p.Default
		for i, m := range answer.Matches {
			alone := p.Decide(&Answer{Matches: []Match{m}}, Text{})
			if i == 0 || severity(alone.Action) > severity(worst) {
				worst = alone.Action
			}
			if got.Match == i {
				alone.Match = i
				require.Equal(t, alone, got)
			}
			if alone.Action == Block {
				require.True(t, m.Report.Calibrated)
			}
		}
		require.Equal(t, worst, got.Action)
		require.Equal(t, len(answer.Matches) == 0, got.Match == -1)
		require.Equal(t, got.Rule == "", got.Match == -1 || !slices.ContainsFunc(p.Rules, func(r Rule) bool {
			return r.fits(&answer.Matches[got.Match], Text{})
		}))
		p.Shadow = true
		shadow := p.Decide(answer, Text{})
		require.Equal(t, Allow, shadow.Action)
		require.Equal(t, got.Action, shadow.Would)
	}
}

func TestReadPolicy(t *testing.T) {
	p, err := ReadPolicy(strings.NewReader(`{"rules": [
		{"name": "spun", "action": "block", "verdicts": ["spun", "near-duplicate"], "confidence": 0.97, "coverage": {"suspect": 0.5},
		 "orders": ["source-first"], "groups": ["g"], "tenants": ["t", ""]}], "default": "review", "shadow": true}` + "\n"))
	require.NoError(t, err)
	assert.Equal(t, Policy{
		Rules: []Rule{{
			Name: "spun", Action: Block, Verdicts: []compare.Verdict{compare.Spun, compare.NearDuplicate}, Confidence: 0.97,
			Coverage: compare.Coverage{Suspect: 0.5}, Orders: []Order{SourceFirst}, Groups: []string{"g"}, Tenants: []string{"t", ""},
		}},
		Default: Review, Shadow: true,
	}, p)
	p, err = ReadPolicy(strings.NewReader(`{}`))
	require.NoError(t, err)
	assert.Equal(t, Policy{}, p)
	p, err = ReadPolicy(strings.NewReader(`{"rules": []}`))
	require.NoError(t, err)
	assert.NotNil(t, p.Rules)
}

// TestReadPolicyWritten: a policy is read as it is written.
func TestReadPolicyWritten(t *testing.T) {
	all := Rule{
		Name: "all", Action: Block, Verdicts: []compare.Verdict{compare.Spun}, Confidence: 0.5,
		Coverage: compare.Coverage{Source: 0.1, Suspect: 0.2}, Orders: []Order{SourceFirst}, Groups: []string{""}, Tenants: []string{"t"},
		Probabilities: map[compare.Verdict]float64{
			compare.Spun: 0.5, compare.Paraphrase: 0.1, compare.Excerpt: 0, compare.NearDuplicate: 1, compare.Identical: 0.2,
		},
		Guarantee: promised(),
	}
	for _, want := range []Policy{{}, {Rules: []Rule{}}, {Rules: DefaultRules()}, {Rules: []Rule{all}, Default: Review, Shadow: true}} {
		data, err := json.Marshal(want)
		require.NoError(t, err)
		got, err := ReadPolicy(bytes.NewReader(data))
		require.NoError(t, err, "%s", data)
		assert.Equal(t, want, got)
	}
}

func TestReadPolicyErrors(t *testing.T) {
	for _, c := range []struct{ json, want string }{
		{``, "not a JSON object"},
		{`[]`, "not a JSON object"},
		{`{"rules": [`, "ends too early"},
		{`{} {}`, "more after the object, at byte 2"},
		{`{"rulez": []}`, `unknown field "rulez"`},
		{`{"default": "block"}`, `default "block"`},
		{`{"rules": [{"name": "a", "action": "allow"}, {"name": "b", "verdict": "spun"}]}`, `rule 2, "b": json: unknown field "verdict"`},
		{`{"rules": [{"name": "a", "action": "allow", "verdicts": ["span"]}]}`, `rule 1, "a": compare: unknown verdict: "span"`},
		{`{"rules": [{"name": "a", "action": "allow", "verdicts": ["same-topic"]}]}`, `rule 1, "a": verdict "same-topic"`},
		{`{"rules": [{"action": "allow"}]}`, "rule 1: no name"},
		{`{"rules": [null]}`, "rule 1: not a JSON object"},
		{`{"rules": [{"name": "a"}]}`, `rule 1, "a": action ""`},
		{`{"rules": [{"name": "a", "action": "ban"}]}`, `rule 1, "a": action "ban"`},
		{`{"rules": [{"name": "a", "action": "allow", "orders": ["first"]}]}`, `rule 1, "a": order "first"`},
		{`{"rules": [{"name": "a", "action": "allow", "confidence": 90}]}`, `rule 1, "a": confidence 90`},
		{`{"rules": [{"name": "a", "action": "allow", "coverage": {"suspect": -1}}]}`, `rule 1, "a": coverage of the suspect -1`},
		{`{"rules": [{"name": "a", "action": "allow", "coverage": {"text": 1}}]}`, `rule 1, "a": json: unknown field "text"`},
		{`{"rules": [{"name": "a", "action": "allow", "probabilities": {"spun": 1.5}}]}`, `rule 1, "a": probability of spun 1.5`},
		{`{"rules": [{"name": "a", "action": "allow", "probabilities": {"unrelated": 0.5}}]}`, `unrelated`},
		{`{"rules": [{"name": "a", "action": "allow", "probabilities": {"span": 0.5}}]}`, `compare: unknown verdict: "span"`},
		{`{"rules": [{"name": "a", "action": "allow", "probabilities": {"spun": 0.5, "spun": 0.1}}]}`, `field "spun" stands twice`},
		{`{"rules": [{"name": "a", "action": "allow"}, {"name": "a", "action": "block"}]}`, `rule 2, "a": an earlier rule`},
		{`{"rules": [{"name": "a", "action": "block", "action": "allow"}]}`, `rule 1, "a": field "action" stands twice`},
		{`{"rules": [{"name": "a", "action": "block", "Action": "allow"}]}`, `rule 1, "a": unknown field "Action"`},
		{`{"rules": [{"name": "a", "action": "allow", "coverage": {"suspect": 1, "Suspect": 0}}]}`, `rule 1, "a": unknown field "Suspect"`},
		{`{"rules": [{"name": "a", "action": "allow", "coverage": {"suspect": 1, "suspect": 0}}]}`, `rule 1, "a": field "suspect" stands twice`},
		{`{"rules": [{"name": "a", "action": "allow", "groups": [null]}]}`, `rule 1, "a": null in a list`},
		{`{"rules": [{"name": "a", "action": "allow", "tenants": ["t", null ]}]}`, `rule 1, "a": null in a list`},
		{`{"rules": [{"name": "a", "action": "block"}], "rules": []}`, `field "rules" stands twice`},
		{`{"rules": [], "RULES": [{"name": "a", "action": "block"}]}`, `unknown field "RULES"`},
		{`{"ſhadow": true}`, `unknown field "ſhadow"`},
		{`{"default": "review", "d\u0065fault": "allow"}`, `field "default" stands twice`},
		{strings.Repeat(" ", maxPolicy+1), "more than"},
	} {
		_, err := ReadPolicy(strings.NewReader(c.json))
		assert.ErrorIs(t, err, ErrPolicy, c.json)
		assert.ErrorContains(t, err, c.want)
	}
}
