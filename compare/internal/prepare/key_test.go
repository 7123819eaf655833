package prepare

import (
	"testing"

	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
	"github.com/stretchr/testify/require"
)

// TestKeysOfLanguage: the keys that a text keeps are those of its own language.
func TestKeysOfLanguage(t *testing.T) {
	english, err := lexicon.English()
	require.NoError(t, err)
	text := New("Les chevaux couraient", shingle.French)
	key := text.wordKey(english, 1)
	require.Equal(t, english.Key("chevaux"), key)
	require.Zero(t, text.keys[1].Load())
}
