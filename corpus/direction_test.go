package corpus

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare"
)

// TestVictim: whoever wrote a text is not accused from the copies that others made of
// it, and nor is who copies it honestly: with times, without, trusted or not, by id, by
// author or by neither.
func TestVictim(t *testing.T) {
	day := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	for _, timed := range []bool{false, true} {
		for _, trust := range []bool{false, true} {
			for _, author := range []string{"", "ann"} {
				name := fmt.Sprintf("timed %v, trusted %v, author %q", timed, trust, author)
				c, err := New(t.Context(), NewStore(), Settings{TrustTimes: trust})
				require.NoError(t, err)
				hour := 0
				post := func(id, author, text string) *Answer {
					p := Text{ID: id, Author: author, Text: text}
					if timed {
						hour++
						p.Time = day.Add(time.Duration(hour) * time.Hour)
					}
					a, err := c.CheckAdd(t.Context(), p, nil)
					require.NoError(t, err)
					return a
				}
				accused := func(a *Answer) (ids []string) {
					for _, m := range a.Matches {
						if m.Report.Verdict == compare.Spun {
							ids = append(ids, m.Source.ID)
						}
					}
					return ids
				}
				require.Empty(t, accused(post("original", author, knownText)), name)
				require.Equal(t, []string{"original"}, accused(post("spun", "eve", spunText)), name)

				// The same text again, by its id and by another.
				require.Empty(t, accused(post("again", author, knownText)), name)
				a, err := c.Check(t.Context(), Text{ID: "original", Author: author, Text: knownText})
				require.NoError(t, err)
				require.Empty(t, accused(a), name)

				// An edited one, in the place of the first, and an honest copy.
				require.Empty(t, accused(post("original", author, "Revised in May.\n\n"+knownText)), name)
				honest := post("honest", "bob", "As ann wrote:\n\n"+knownText)
				require.Empty(t, accused(honest), name)
				require.NotEmpty(t, honest.Matches, name)

				// What is made from the spun copy is still said to be, and so is
				// what is spun again.
				copied := post("copied", "mallory", spunText)
				require.Equal(t, "spun", copied.Matches[0].Source.ID, name)
				require.Equal(t, compare.Identical, copied.Verdict, name)
				require.Contains(t, accused(copied), "original", name)
			}
		}
	}
}

// TestCleared says why a source is no evidence, and when it is.
func TestCleared(t *testing.T) {
	ctx := t.Context()
	c, err := New(ctx, NewStore(), Settings{})
	require.NoError(t, err)
	require.NoError(t, c.Add(ctx, Text{ID: "original", Author: "ann", Text: knownText}))
	_, err = c.CheckAdd(ctx, Text{ID: "spun", Author: "eve", Text: spunText}, nil)
	require.NoError(t, err)

	a, err := c.Check(ctx, Text{Author: "ann", Text: knownText})
	require.NoError(t, err)
	require.Empty(t, a.Matches)
	require.Len(t, a.Others, 1)
	require.Equal(t, "original", a.Others[0].Derived)
	require.True(t, a.Others[0].Cleared)
	require.Equal(t, compare.Unrelated, a.Verdict, "what is no evidence gives no verdict")

	// Who has half of the original only has not all that the copy shares with him.
	half := spunText[:len(spunText)/2] + knownText[len(knownText)/2:]
	a, err = c.Check(ctx, Text{Author: "bob", Text: half})
	require.NoError(t, err)
	require.ElementsMatch(t, []string{"original", "spun"}, named(a))
	require.Len(t, a.Matches, 2)

	// Without the original nobody knows who was first.
	require.NoError(t, c.Remove(ctx, "", "original"))
	a, err = c.Check(ctx, Text{Author: "ann", Text: knownText})
	require.NoError(t, err)
	require.Len(t, a.Matches, 1)
	require.Equal(t, OrderUnknown, a.Matches[0].Order)
	require.False(t, a.Matches[0].Cleared)
}

// TestRegistered: to have an id early says nothing of the text that replaces it later.
func TestRegistered(t *testing.T) {
	ctx := t.Context()
	c, err := New(ctx, NewStore(), Settings{})
	require.NoError(t, err)
	require.NoError(t, c.Add(ctx, Text{ID: "early", Text: foreign(200)}, Text{ID: "original", Text: knownText}))
	a, err := c.CheckAdd(ctx, Text{ID: "early", Text: spunText}, nil)
	require.NoError(t, err)
	require.Equal(t, []string{"original"}, named(a))
	require.Equal(t, SourceFirst, a.Matches[0].Order)
}

// TestChain: a copy of a copy is no evidence against who holds the first.
func TestChain(t *testing.T) {
	ctx := t.Context()
	c, err := New(ctx, NewStore(), Settings{})
	require.NoError(t, err)
	for i, text := range []string{knownText, "Seen elsewhere. " + knownText, "Seen elsewhere, yes. " + knownText, "Seen, yes. " + knownText} {
		_, err := c.CheckAdd(ctx, Text{ID: fmt.Sprint(i), Author: fmt.Sprint("author", i), Text: text}, nil)
		require.NoError(t, err)
	}
	a, err := c.Check(ctx, Text{Author: "author0", Text: knownText})
	require.NoError(t, err)
	require.Empty(t, a.Matches)
	require.Len(t, a.Others, 3)
}
