package compare

import (
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	disguise "github.com/palimpsest-go/palimpsest/internal/synth/letters"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// spunPair returns the texts of a spun pair of testdata.
func spunPair(t *testing.T) (source, suspect string) {
	a, err := txtar.ParseFile(filepath.Join("../testdata/pairs", "news-spun-medium.txtar"))
	require.NoError(t, err)
	return string(a.Files[0].Data), string(a.Files[1].Data)
}

// everyWord returns a text with each of its words edited.
func everyWord(text string, edit func(string, *rand.Rand) string) string {
	r := rand.New(rand.NewPCG(7, 8))
	var b strings.Builder
	at := 0
	for w := range shingle.Words(text, shingle.English) {
		b.WriteString(text[at:w.Start])
		b.WriteString(edit(text[w.Start:w.End], r))
		at = w.End
	}
	return b.String() + text[at:]
}

// TestMended: a spun text stays spun if all its words are misspelt, torn or written in other
// letters afterwards, and a copy stays a copy. The words that were exchanged are not in the
// source, and still read.
func TestMended(t *testing.T) {
	source, suspect := spunPair(t)
	for name, edit := range map[string]func(string, *rand.Rand) string{
		"letters swapped": disguise.Swap, "letters doubled": disguise.Repeat, "one mark a word": disguise.Mark,
		"torn by a space": disguise.BreakSpace, "torn at line ends": disguise.BreakLine,
	} {
		r, err := Texts(source, everyWord(suspect, edit))
		require.NoError(t, err)
		require.Equal(t, Spun, r.Verdict, "%s: %v", name, r.Confidence)
		r, err = Texts(source, everyWord(source, edit))
		require.NoError(t, err)
		require.Equal(t, NearDuplicate, r.Verdict, name)
		for _, d := range r.Disguises {
			require.True(t, d.Kind != "misspelt" || d.Benign, "people misspell words")
		}
	}
}

// TestInserted: numbers between all words are lay-out, and the report lists them.
func TestInserted(t *testing.T) {
	source, suspect := spunPair(t)
	n := 0
	numbered := everyWord(suspect, func(w string, r *rand.Rand) string { n++; return w + " " + []string{"7", "31", "404"}[n%3] })
	r, err := Texts(source, numbered)
	require.NoError(t, err)
	require.Equal(t, Spun, r.Verdict)
	listed := 0
	for _, l := range r.Layout {
		if l.In == "suspect" && l.Kind == "inserted" {
			require.Regexp(t, `^(7|31|404)( (7|31|404))*$`, numbered[l.Start:l.End])
			listed++
		}
	}
	require.Greater(t, listed, n*3/4)

	table := strings.Repeat("Smith 12 Jones 14 Weiss 9 Moreau 31 ", 12)
	r, err = Texts(table, strings.ReplaceAll(table, "31", "32"))
	require.NoError(t, err)
	require.Empty(t, r.Layout, "a table is content")
	require.NotEmpty(t, r.Substitutions)
}

// TestPassageInOtherLanguage: a passage is read in its language whatever the rest of the text
// is in.
func TestPassageInOtherLanguage(t *testing.T) {
	source, suspect := spunPair(t)
	const french = "Le conseil de la ville s’est réuni jeudi pour parler du marché, et la plupart des habitants sont venus pour dire ce qu’ils pensent de la place et de ses arbres. "
	for name, text := range map[string]string{
		"behind": strings.Repeat(french, 40) + "\n\n" + suspect,
		"before": suspect + "\n\n" + strings.Repeat(french, 40),
	} {
		r, err := Texts(source, text)
		require.NoError(t, err)
		require.Equal(t, Spun, r.Verdict, name)
		require.Equal(t, shingle.English, r.Language, name)
		require.False(t, r.Calibrated && name == "behind", "the text as a whole is in another language")
	}
	r, err := Texts(source, strings.Repeat(french, 40))
	require.NoError(t, err)
	require.Equal(t, Unrelated, r.Verdict)
}

// TestOtherLanguageStays: a text in another language is not read as broken English, although the
// lexicon has few of its words and corrects some of them to words of the source.
func TestOtherLanguageStays(t *testing.T) {
	names, err := filepath.Glob("../testdata/pairs/*.txtar")
	require.NoError(t, err)
	var english, others []string
	for _, name := range names {
		a, err := txtar.ParseFile(name)
		require.NoError(t, err)
		text := string(a.Files[0].Data)
		switch lang := shingle.Guess(text); {
		case lang == shingle.English && len(english) < 12:
			english = append(english, text)
		case lang != shingle.English && lang != shingle.None:
			others = append(others, text)
		}
	}
	require.Greater(t, len(others), 20)
	if testing.Short() {
		english = english[:2]
	}
	for _, text := range others {
		for _, source := range english {
			r, err := Texts(source, text)
			require.NoError(t, err)
			require.Equal(t, shingle.Guess(text).String(), r.Language.String())
			require.NotEqual(t, Spun, r.Verdict)
			for _, d := range r.Disguises {
				require.NotEqual(t, "misspelt", d.Kind)
			}
		}
	}
}
