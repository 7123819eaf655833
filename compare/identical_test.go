package compare

import (
	"strings"
	"testing"

	"github.com/palimpsest-go/palimpsest/compare/internal/align"
	"github.com/palimpsest-go/palimpsest/compare/internal/testtext"
	"github.com/stretchr/testify/require"
)

func TestIdentical(t *testing.T) {
	const text = "Café naïve, she said.\nThe end is near."
	for _, c := range []struct {
		name, other string
		want        bool
	}{
		{"same", text, true},
		{"line ends", strings.ReplaceAll(text, "\n", "\r\n"), true},
		{"byte-order mark", "\ufeff" + text, true},
		{"decomposed", "Cafe\u0301 nai\u0308ve, she said.\nThe end is near.", true},
		{"white space", "\t Café naïve,\u00a0she  said.\n\n\u3000The end is\u2003near. \n", true},
		{"less a comma", "Café naïve she said.\nThe end is near.", false},
		{"case", "Café naïve, she said.\nThe End is near.", false},
		{"white space within a word", "Café naïve, she sa id.\nThe end is near.", false},
		{"white space gone", "Café naïve,she said.\nThe end is near.", false},
		{"cut", strings.TrimSuffix(text, " near."), false},
		{"longer", text + " Now", false},
		{"mark inside", "Café \ufeffnaïve, she said.\nThe end is near.", false},
		{"zero-width", "Café na\u200bïve, she said.\nThe end is near.", false},
		{"look-alike", "C\u0430fé naïve, she said.\nThe end is near.", false},
		{"full-width", "Café naïve, she said.\nThe \uff45nd is near.", false},
		{"quotation", "Café naïve, she said.\nThe end is near'.", false},
	} {
		require.Equal(t, c.want, align.Identical(text, c.other), c.name)
		require.Equal(t, c.want, align.Identical(c.other, text), c.name)
		r := compared(t, testtext.Pair{Source: text, Suspect: c.other})
		require.Equal(t, c.want, r.Verdict == Identical, c.name)
	}
	require.True(t, align.Identical("", " \n"))
	require.True(t, align.Identical("\ufeff", ""))
}
