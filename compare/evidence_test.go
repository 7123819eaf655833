package compare

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

func TestPercent(t *testing.T) {
	for share, want := range map[float64]string{
		0: "0 %", 0.0001: "less than 1 %", 0.01: "1 %", 0.555: "56 %", 0.99: "99 %", 0.9999: "more than 99 %", 1: "100 %",
	} {
		require.Equal(t, want, percent(share))
	}
}

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

// TestKeysOfLanguage: the keys that a text keeps are those of its own language.
func TestKeysOfLanguage(t *testing.T) {
	english, err := lexicon.English()
	require.NoError(t, err)
	text := newText("Les chevaux couraient", shingle.French)
	key := text.wordKey(english, 1)
	require.Equal(t, english.Key("chevaux"), key)
	require.Zero(t, text.keys[1].Load())
}
