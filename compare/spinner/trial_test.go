package spinner

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare/spinner/internal/evidence"
)

// slowScore is score by the definition: words by name, each choice with each.
func slowScore(b *Background, p, q *Profile, commonSources bool) (score float64, words, setAside int) {
	model := evidence.Fitted()
	usual := func(w word, c choice, loose bool) evidence.Usual {
		agree, _ := b.agreement(w.language, model.Agreement)
		if loose {
			return model.Usual(b.counts(w, c.target), agree)
		}
		return model.Usual(b.formCounts(c.form(w), c.target), agree)
	}
	both, selfP, selfQ := model.Tally(), model.Tally(), model.Tally()
	count := func(t *evidence.Tally, w word, pairs [][2]choice) {
		strict := slices.DeleteFunc(slices.Clone(pairs), func(x [2]choice) bool { return x[0].from != x[1].from })
		loose := len(strict) == 0
		if !loose {
			pairs = strict
		}
		for _, x := range pairs {
			part := 1 / float64(len(pairs))
			if x[0].target == x[1].target {
				t.Agree(part, usual(w, x[0], loose), loose)
			} else {
				t.Differ(part, usual(w, x[0], loose), loose)
			}
		}
	}
	self := func(t *evidence.Tally, p *Profile) (familiar float64) {
		for _, w := range p.sorted() {
			var pairs [][2]choice
			for i, c := range p.words[w] {
				familiar += model.Familiar(b.counts(w, c.target)) / float64(len(p.words[w]))
				for _, d := range p.words[w][:i] {
					pairs = append(pairs, [2]choice{c, d})
				}
			}
			if len(pairs) > 0 {
				count(t, w, pairs)
			}
		}
		return familiar
	}
	copied := func(p *Profile, source uint64) bool {
		for _, list := range p.words {
			if slices.ContainsFunc(list, func(c choice) bool { return c.source == source }) {
				return true
			}
		}
		return false
	}
	for _, w := range p.sorted() {
		if q.words[w] == nil {
			continue
		}
		var pairs [][2]choice
		for _, c := range p.words[w] {
			for _, d := range q.words[w] {
				if commonSources || !copied(q, c.source) && !copied(p, d.source) {
					pairs = append(pairs, [2]choice{c, d})
				}
			}
		}
		if len(pairs) == 0 {
			setAside++
			continue
		}
		words++
		count(&both, w, pairs)
	}
	familiarP, familiarQ := self(&selfP, p), self(&selfQ, q)
	_, unknown := b.agreement("en", 0)
	return model.Score(&both, evidence.Account{Self: &selfP, Familiar: familiarP, Unknown: unknown}, evidence.Account{Self: &selfQ, Familiar: familiarQ, Unknown: unknown}), words, setAside
}

func TestScoreAgainstSlowTwin(t *testing.T) {
	m := maker{seeded(t, 3), 4}
	b := m.background(t, 10)
	seen := make(map[bool]int)
	for i := range 200 {
		p, q := m.profile(t, 1, 1+i%5, 10+i%40), m.profile(t, 1+i%2, 1+i%7, 10+i%40)
		for range i % 3 { // sources that both copied
			for _, x := range []*Profile{p, q} {
				_, err := x.Add(m.report(1, 20), string(rune('a'+i%3)))
				require.NoError(t, err)
			}
		}
		add(t, p, "forms", "manage", "run", "walks", "strolls")
		add(t, p, "two", "runs", "hurries", "walked", "paced", "walks", "treads")
		add(t, q, "three", "run", "sprints", "walks", "strolls", "walked", "paced")
		add(t, p, "four", "walked", "marched")
		add(t, q, "of words", "manages", "runs", "walk", "march")
		for _, common := range []bool{false, true} {
			got, err := Linker{Background: b, CommonSources: common}.Link(p, q)
			require.NoError(t, err)
			score, words, aside := slowScore(b, p, q, common)
			require.InDelta(t, score, got.Score, 1e-9*math.Max(1, math.Abs(score)))
			require.Equal(t, words, got.Words)
			require.Equal(t, aside, got.SetAside)
			seen[aside > 0]++
			other, err := Linker{Background: b, CommonSources: common}.Link(q, p)
			require.NoError(t, err)
			require.Equal(t, got, other, "the order of the two matters")
		}
	}
	require.Positive(t, seen[true], "nothing was ever set aside")
	require.Positive(t, seen[false])
}
