package corpus

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// proposals returns what is proposed to a tenant.
func proposals(t *testing.T, c *Corpus, tenant string, owners int) (all []Proposal) {
	for p, err := range c.Propose(t.Context(), tenant, owners) {
		require.NoError(t, err)
		all = append(all, p)
	}
	return all
}

// TestPropose: a footer that pages of many authors have, some in other words, is
// proposed once, from its first page, until it is declared. The pages of one author, or
// the revisions of one text, propose nothing.
func TestPropose(t *testing.T) {
	ctx := t.Context()
	c, err := New(ctx, NewStore(), Settings{})
	require.NoError(t, err)
	for i := range 40 {
		end := footer
		if i%3 == 2 {
			end = spunFooter
		}
		rng := rand.New(rand.NewPCG(2, uint64(i)))
		text := note(rng) + note(rng) + "\n\n" + end
		require.NoError(t, c.Add(ctx,
			Text{ID: fmt.Sprintf("page %02d", 39-i), Tenant: "many", Author: fmt.Sprint(i % 12), Text: text},
			Text{ID: fmt.Sprintf("page %02d", i), Tenant: "one author", Author: "ann", Text: text},
			Text{ID: fmt.Sprintf("page %02d", i), Tenant: "one group", Group: "g", Text: text},
			Text{ID: fmt.Sprintf("page %02d", i), Tenant: "nobody", Text: text},
			Text{ID: fmt.Sprintf("page %02d", i), Tenant: "no footer", Text: note(rng) + note(rng) + note(rng)},
		))
	}
	for tenant, least := range map[string]int{"many": 10, "nobody": 30} {
		all := proposals(t, c, tenant, least)
		require.Len(t, all, 1, tenant)
		p := all[0]
		first := map[string]string{"many": "page 39", "nobody": "page 00"}[tenant]
		require.Equal(t, first, p.ID)
		text, err := c.Get(ctx, tenant, p.ID)
		require.NoError(t, err)
		require.Equal(t, text.Text[p.Start:p.End], p.Text)
		assert.Greater(t, len(p.Text), len(footer)*17/20) // of its ends a few words may be missing
		assert.True(t, strings.Contains(p.Text, "Visitors may walk through the gardens"))
		assert.GreaterOrEqual(t, p.Owners, least)
		assert.GreaterOrEqual(t, p.Texts, 26)
		require.NoError(t, c.DeclareBoilerplate(ctx, tenant, "footer", p.Text))
		require.Empty(t, proposals(t, c, tenant, least), tenant)
	}
	for tenant, least := range map[string]int{"one author": 2, "one group": 2, "without texts": 2, "no footer": 2} {
		require.Empty(t, proposals(t, c, tenant, least), tenant)
	}
}

func TestProposeRefused(t *testing.T) {
	c, err := New(t.Context(), NewStore(), Settings{})
	require.NoError(t, err)
	whole, err := New(t.Context(), NewStore(), Settings{WholeTexts: true})
	require.NoError(t, err)
	for _, bad := range []struct {
		c      *Corpus
		tenant string
		owners int
		want   error
	}{{c, "", 1, ErrSettings}, {c, "", 1025, ErrSettings}, {c, "\x00", 5, ErrText}, {whole, "", 5, ErrSettings}} {
		n := 0
		for _, err := range bad.c.Propose(t.Context(), bad.tenant, bad.owners) {
			require.ErrorIs(t, err, bad.want)
			n++
		}
		require.Equal(t, 1, n)
	}
}
