package compare

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestTooShortLeft: what is excluded does not count as words there are.
func TestTooShortLeft(t *testing.T) {
	const form = "The form of the council says that whoever wants to mend a bridge has to ask for it in writing before the winter."
	declared, err := Comparer{}.Prepare(form)
	require.NoError(t, err)
	r, err := Comparer{Boilerplate: declared}.Texts(form+" It snowed twice.", form+" Nobody came.")
	require.NoError(t, err)
	require.Equal(t, Insufficient, r.Verdict)
	require.Equal(t, "the shorter text has 0 words left; 40 would do", r.Evidence[0].Text)
}
