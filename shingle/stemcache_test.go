package shingle

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestStemCacheGrows asks for the stems of more words than the cache holds, each of
// them twice in a row and some again and again, while it grows to its bound.
func TestStemCacheGrows(t *testing.T) {
	var c stemCache
	c.use(English)
	ask := func(form string) {
		t.Helper()
		require.Equal(t, hashForm(English.Stem(form)), c.hash(hashForm(form), []byte(form)), form)
	}
	for i := range 3 * maxStems {
		form := fmt.Sprintf("w%xings", i)
		ask(form)
		if i%16 == 0 {
			ask(form)
			ask("walking")
		}
	}
	require.Len(t, c.entries, maxStems)

	c.use(French)
	require.Len(t, c.entries, minStems, "another language begins anew")
	c.use(French)
	for range 4 * minStems {
		c.hash(hashForm("maisons"), []byte("maisons"))
	}
	require.Len(t, c.entries, minStems, "one word needs no room")
}
