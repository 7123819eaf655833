package corpus_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/memstore"
)

// TestOtherLanguage: a spun passage is found behind a long text in another language, where all
// of it is masked by the function words of that language.
func TestOtherLanguage(t *testing.T) {
	a, err := txtar.ParseFile(filepath.Join("../testdata/pairs", "news-spun-medium.txtar"))
	require.NoError(t, err)
	const french = "Le conseil de la ville s’est réuni jeudi pour parler du marché, et la plupart des habitants sont venus pour dire ce qu’ils pensent de la place et de ses arbres. "
	c, err := corpus.New(t.Context(), new(memstore.Store), corpus.Settings{})
	require.NoError(t, err)
	require.NoError(t, c.Add(t.Context(), corpus.Text{ID: "source", Text: string(a.Files[0].Data)}, corpus.Text{ID: "other", Text: strings.Repeat("Nothing of it is in this one. ", 20)}))
	answer, err := c.Check(t.Context(), corpus.Text{Text: strings.Repeat(french, 60) + "\n\n" + string(a.Files[1].Data)})
	require.NoError(t, err)
	require.Len(t, answer.Matches, 1)
	require.Equal(t, "source", answer.Matches[0].Source.ID)
	require.Equal(t, compare.Spun, answer.Verdict)
}
