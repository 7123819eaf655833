package corpus

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestBuried: who stores hundreds of texts that hold a source hides nothing, be they
// one author's or many authors'. The suspects are spun texts, and 80 words of each
// among 300 others.
func TestBuried(t *testing.T) {
	if testing.Short() {
		t.Skip("stores thousands of texts, one after the other")
	}
	ctx := t.Context()
	var victims []pair
	for _, p := range readPairs(t) {
		if words := len(strings.Fields(p.source)); strings.Contains(p.name, "-spun-") && words > 150 && words < 400 && len(victims) < 20 {
			victims = append(victims, p)
		}
	}
	require.Len(t, victims, 20)
	for _, attack := range []struct{ authors, common, copies int }{{1, 100, 130}, {1 << 20, 100, 130}, {1 << 20, 0, 600}} {
		c, err := New(ctx, NewStore(), Settings{Common: attack.common})
		require.NoError(t, err)
		for i, v := range victims {
			require.NoError(t, c.Add(ctx, Text{ID: fmt.Sprint("victim", i), Author: fmt.Sprint("victim", i), Text: v.source}))
		}
		before := sourcesFound(t, c, victims)
		bury(t, c, victims, attack.copies, attack.authors)
		after := sourcesFound(t, c, victims)
		t.Logf("%+v: whole %d → %d, embedded %d → %d of %d", attack, before[0], after[0], before[1], after[1], len(victims))
		assert.GreaterOrEqual(t, after[0], before[0]-1) // without the oldest places 9 of 20 and none were found
		assert.GreaterOrEqual(t, after[1], before[1]-5)
	}
}

// bury stores texts by so many authors, each of which holds the sources of five
// victims in any order with a note between, so many of each.
func bury(t *testing.T, c *Corpus, victims []pair, copies, authors int) {
	rng := rand.New(rand.NewPCG(9, 9))
	n := copies * len(victims) / 5
	for i := range n {
		var b strings.Builder
		for _, k := range rng.Perm(5) {
			fmt.Fprintf(&b, "%s\n\n%s\n\n", note(rng), victims[(5*i+k)%len(victims)].source)
		}
		require.NoError(t, c.Add(t.Context(), Text{ID: fmt.Sprint("grave", i), Author: fmt.Sprint("mallory", i%authors), Text: b.String()}))
	}
}

// note returns a note of words that nobody else has.
func note(rng *rand.Rand) string {
	joints := strings.Fields("of the with a under some for an about each near many in that behind")
	var b strings.Builder
	for range 10 + rng.IntN(30) {
		for range rng.IntN(3) {
			b.WriteString(joints[rng.IntN(len(joints))] + " ")
		}
		fmt.Fprintf(&b, "%c%c%c%c%c ", 'a'+rng.IntN(26), 'a'+rng.IntN(26), 'a'+rng.IntN(26), 'a'+rng.IntN(26), 'a'+rng.IntN(26))
	}
	return b.String()
}

// sourcesFound returns of how many victims the source is among those that are compared with
// mallory's spun copy, whole and embedded, and asserts that an answer says so where
// others were passed over.
func sourcesFound(t *testing.T, c *Corpus, victims []pair) (n [2]int) {
	for i, v := range victims {
		words := strings.Fields(v.suspect)
		part := strings.Join(words[len(words)/3:min(len(words), len(words)/3+80)], " ")
		for k, text := range []string{v.suspect, foreign(150) + part + " " + foreign(151)} {
			a, err := c.Check(t.Context(), Text{Author: "mallory0", Text: text})
			require.NoError(t, err)
			if slices.Contains(named(a), fmt.Sprint("victim", i)) {
				n[k]++
			}
		}
	}
	return n
}
