package shingle

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestDoubledStems checks that inflected forms of short verbs with a double
// consonant have the stem of the verb, and that others keep theirs.
func TestDoubledStems(t *testing.T) {
	for _, verb := range []string{"add", "err", "egg", "ebb", "ell", "eff", "off", "odd", "arr", "opp", "att"} {
		for _, ending := range []string{"ed", "ing"} {
			if doubled(verb+ending) != "" {
				require.Equal(t, English.Stem(verb), English.Stem(verb+ending), "%s%s", verb, ending)
			}
		}
	}
	for form, want := range map[string]string{
		"added": "add", "adding": "add", "adds": "add", "erred": "err", "erring": "err", "errs": "err", "egged": "egg", "egging": "egg",
		"ebbed": "ebb", "ebbing": "ebb", "ebbs": "ebb", "planned": "plan", "planning": "plan", "padded": "pad", "begged": "beg", "aced": "ace",
		"inning": "inning", "eating": "eat", "aided": "aid",
	} {
		require.Equal(t, want, English.Stem(form), form)
	}
}
