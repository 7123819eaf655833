package corpus

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// footer is what 40 pages have at their end; spunFooter says it in other words.
const (
	footer = `This page belongs to the Valley Garden Society, which was founded by six neighbours who wanted to share their tools.
Visitors may walk through the gardens on any day from the first of April to the last of October, provided that they close
the gates behind them and leave the fruit where it hangs. Whoever wishes to help is asked to write to the treasurer, who
keeps the list of tasks and will answer within a week.`
	spunFooter = `This page belongs to the Valley Garden Club, which was established by six neighbours who wished to share their implements.
Guests may stroll through the gardens on any day from the first of April to the last of October, provided that they shut
the gates behind them and leave the fruit where it dangles. Whoever desires to assist is asked to write to the cashier, who
maintains the list of chores and will reply within a week.`
)

// declare declares the footer.
func declare(t *testing.T, c *Corpus, tenant string) {
	require.NoError(t, c.DeclareBoilerplate(t.Context(), tenant, "footer", footer))
}

// TestDeclaredBoilerplate: pages that share a footer, also one in other words, match
// nothing once it is declared, and a page that was copied does.
func TestDeclaredBoilerplate(t *testing.T) {
	ctx := t.Context()
	c, err := New(ctx, NewStore(), Settings{})
	require.NoError(t, err)
	page := func(i int, end string) string {
		rng := rand.New(rand.NewPCG(1, uint64(i)))
		return note(rng) + note(rng) + note(rng) + "\n\n" + end
	}
	for i := range 120 {
		end := footer
		if i%2 > 0 {
			end = spunFooter
		}
		require.NoError(t, c.Add(ctx, Text{ID: fmt.Sprint(i), Text: page(i, end)}))
	}
	require.NoError(t, c.Add(ctx, Text{ID: "known", Text: knownText + "\n\n" + footer}))
	for _, end := range []string{footer, spunFooter} {
		a, err := c.Check(ctx, Text{Text: page(200, end)})
		require.NoError(t, err)
		require.NotEmpty(t, a.Matches)
		require.Empty(t, a.Excluded)
	}
	declare(t, c, "")
	for _, end := range []string{footer, spunFooter} {
		for i := 200; i < 320; i++ {
			text := page(i, end)
			a, err := c.Check(ctx, Text{Text: text})
			require.NoError(t, err)
			require.Empty(t, a.Matches)
			require.NotEmpty(t, a.Excluded)
			require.Equal(t, compare.ReasonBoilerplate, a.Excluded[0].Reason)
			require.Greater(t, a.Excluded[0].End-a.Excluded[0].Start, len(end)*9/10)
		}
		a, err := c.Check(ctx, Text{Text: spunText + "\n\n" + end})
		require.NoError(t, err)
		require.Len(t, a.Matches, 1) // the others have the footer alone
		require.Equal(t, "known", a.Matches[0].Source.ID)
		require.Equal(t, compare.Spun, a.Verdict)
	}
	require.NoError(t, c.WithdrawBoilerplate(ctx, "", "footer"))
	a, err := c.Check(ctx, Text{Text: page(200, footer)})
	require.NoError(t, err)
	require.NotEmpty(t, a.Matches)
}

// TestReuseBesideBoilerplate: what is declared hides no reuse beside it: the sources of all
// pairs are found as without a footer.
func TestReuseBesideBoilerplate(t *testing.T) {
	ctx := t.Context()
	var pairs []pair
	for _, p := range readPairs(t) {
		if strings.Contains(p.name, "-spun-") && shingle.Guess(p.source) == shingle.English {
			pairs = append(pairs, p)
		}
	}
	plain := shelf(t, pairs, Settings{})
	c, err := New(ctx, NewStore(), Settings{})
	require.NoError(t, err)
	declare(t, c, "")
	for _, p := range pairs {
		require.NoError(t, c.Add(ctx, Text{ID: p.name, Text: p.source + "\n\n" + footer}))
	}
	matched := func(c *Corpus, text, id string) bool {
		a, err := c.Check(ctx, Text{Text: text})
		require.NoError(t, err)
		return slices.ContainsFunc(a.Matches, func(m Match) bool { return m.Source.ID == id })
	}
	without, with := 0, 0
	for _, p := range pairs {
		if matched(plain, p.suspect, p.name) {
			without++
		}
		if matched(c, p.suspect+"\n\n"+spunFooter, p.name) {
			with++
		}
	}
	t.Logf("matched without a footer %d, beside one that is declared %d, of %d", without, with, len(pairs))
	require.Greater(t, without, 50)
	require.GreaterOrEqual(t, with, without-without/100)
}

// TestBoilerplateOfTenants: what one tenant declares is nothing to another, beside what
// the settings declare for all.
func TestBoilerplateOfTenants(t *testing.T) {
	ctx := t.Context()
	for _, all := range []string{"", "Printed on paper that was made from the straw of our own fields, without any bleach or wood, by hand and in winter."} {
		s := Settings{}
		if all != "" {
			shared, err := compare.Comparer{}.Prepare(all)
			require.NoError(t, err)
			s.Comparer.Boilerplate = shared
		}
		c, err := New(ctx, NewStore(), s)
		require.NoError(t, err)
		declare(t, c, "ours")
		for tenant, want := range map[string]bool{"ours": true, "theirs": false} {
			a, err := c.Check(ctx, Text{Tenant: tenant, Text: foreign(50) + "\n\n" + footer + "\n\n" + all})
			require.NoError(t, err)
			holds := func(text string) bool {
				return slices.ContainsFunc(a.Excluded, func(e compare.Exclusion) bool { return e.End-e.Start > len(text)/2 })
			}
			require.Equal(t, want, holds(footer), "%s, %q", tenant, all)
			require.Equal(t, all != "" || want, len(a.Excluded) > 0, "%s, %q", tenant, all)
		}
		var names []string
		for note, err := range c.Boilerplate(ctx, "ours") {
			require.NoError(t, err)
			names = append(names, note.Name)
			require.Equal(t, footer, note.Value)
		}
		require.Equal(t, []string{"footer"}, names)
	}
}

// TestBoilerplateRefused: what cannot be declared is refused, and changes nothing.
func TestBoilerplateRefused(t *testing.T) {
	ctx := t.Context()
	c, err := New(ctx, NewStore(), Settings{Comparer: compare.Comparer{MaxBytes: 1000}})
	require.NoError(t, err)
	declare(t, c, "")
	for _, bad := range []struct{ tenant, name, text string }{
		{"", "", footer}, {"", "a\x00", footer}, {"a\x00", "a", footer}, {"", strings.Repeat("a", 501), footer},
		{"", "empty", " ... "}, {"", "long", strings.Repeat("word ", 300)}, {"", "second", footer + footer},
	} {
		require.ErrorIs(t, c.DeclareBoilerplate(ctx, bad.tenant, bad.name, bad.text), ErrText, "%.20q %.20q", bad.name, bad.text)
	}
	require.ErrorIs(t, c.WithdrawBoilerplate(ctx, "", "other"), ErrNotFound)
	require.ErrorIs(t, c.WithdrawBoilerplate(ctx, "a\x00", "footer"), ErrNotFound)
	require.NoError(t, c.DeclareBoilerplate(ctx, "", "footer", footer+" Twice."))
	require.NoError(t, c.DeclareBoilerplate(ctx, "", strings.Repeat("a", 500), "Two words."))
	n := 0
	for range c.Boilerplate(ctx, "") {
		n++
	}
	require.Equal(t, 2, n)
	for range c.Boilerplate(ctx, "a\x00") {
		t.Fatal("no tenant of that name has any")
	}
}
