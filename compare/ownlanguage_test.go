package compare

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare/internal/prepare"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// TestOwnLanguage: texts are compared in a language of the caller's own as in one
// that package shingle supports: its words are classed, and its verbs of saying
// attribute quotations.
func TestOwnLanguage(t *testing.T) {
	own, err := shingle.NewLanguage(shingle.LanguageSettings{
		Code: "cy", FunctionWords: "yr y a mae oedd ar yn at o i wedi", Sayings: "meddai",
	})
	require.NoError(t, err)
	const source = `Meddai'r maer ddoe wrth y wasg: meddai "mae y bont newydd yn barod a mae y ffordd ar agor" yn y dref.`
	c := Comparer{Language: own}
	text, err := c.Prepare(source)
	require.NoError(t, err)
	require.Equal(t, own, text.Language())
	require.Len(t, prepare.Quotations(text.prepared), 1)
	none, err := Comparer{Language: shingle.None}.Prepare(source)
	require.NoError(t, err)
	require.Empty(t, prepare.Quotations(none.prepared))

	r, err := c.Texts(strings.Repeat(source+"\n\n", 4), strings.Repeat(source+"\n\n", 4)+"Oedd.")
	require.NoError(t, err)
	require.Equal(t, own, r.Language)
	require.False(t, r.Calibrated)
	data, err := json.Marshal(r)
	require.NoError(t, err)
	require.Contains(t, string(data), `"language":"cy"`)
}
