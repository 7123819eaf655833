package corpus

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestList: the texts of a tenant come in order of id, from after one on, with all that
// is known of them but the texts, and may be removed meanwhile.
func TestList(t *testing.T) {
	ctx := t.Context()
	c, err := New(ctx, NewStore(), Settings{})
	require.NoError(t, err)
	require.NoError(t, c.Add(ctx,
		Text{ID: "b", Tenant: "north", Author: "bo", Group: "g", Text: knownText}, Text{ID: "B", Tenant: "north", Text: foreign(1)},
		Text{ID: "a", Tenant: "north", Text: foreign(2)}, Text{ID: "c", Tenant: "south", Text: foreign(3)}))
	_, err = c.CheckAdd(ctx, Text{ID: "d", Tenant: "north", Text: spunText}, nil)
	require.NoError(t, err)
	ids := func(tenant, after string) (all []string) {
		for r, err := range c.List(ctx, tenant, after) {
			require.NoError(t, err)
			require.Empty(t, r.Text.Text)
			if r.ID == "b" {
				require.Equal(t, []string{"bo", "g", ""}, []string{r.Author, r.Group, r.Derived})
			}
			if r.ID == "d" {
				require.Equal(t, "b", r.Derived)
			}
			all = append(all, r.ID)
		}
		return all
	}
	require.Equal(t, []string{"B", "a", "b", "d"}, ids("north", ""))
	require.Equal(t, []string{"b", "d"}, ids("north", "a"))
	require.Equal(t, []string{"c"}, ids("south", ""))
	require.Empty(t, ids("west", ""))
	for _, bad := range [][2]string{{"\x00", ""}, {"north", "\xff"}} {
		n := 0
		for _, err := range c.List(ctx, bad[0], bad[1]) {
			require.ErrorIs(t, err, ErrText)
			n++
		}
		require.Equal(t, 1, n)
	}
	for r, err := range c.List(ctx, "north", "") {
		require.NoError(t, err)
		require.NoError(t, c.Remove(ctx, "north", r.ID))
	}
	require.Empty(t, ids("north", ""))
}
