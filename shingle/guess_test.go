package shingle

import (
	"iter"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"
)

// plainForms yields the lower-cased words of a sample, cut at every rune that
// is neither a letter, a digit nor an apostrophe.
func plainForms(text string) iter.Seq[string] {
	text = strings.ToLower(strings.ReplaceAll(text, "’", "'"))
	return strings.FieldsFuncSeq(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '\''
	})
}

// guessCase is a text and the guess it must give.
type guessCase struct {
	name string
	want Language
	text string
}

func TestGuessLanguage(t *testing.T) {
	for _, samples := range [][]guessCase{supportedSamples(t), foreignSamples(), otherSamples()} {
		for _, sample := range samples {
			t.Run(sample.want.String()+" "+sample.name, func(t *testing.T) {
				require.Equal(t, sample.want, guessLanguage(plainForms(sample.text)))
			})
		}
	}
}

// TestGuessLanguageWindows cuts the samples of the supported languages into
// pieces of fifteen words. A piece may be too poor to be guessed, but it must
// not be taken for another language.
func TestGuessLanguageWindows(t *testing.T) {
	pieces, right := 0, 0
	for _, sample := range supportedSamples(t) {
		for piece := range slices.Chunk(slices.Collect(plainForms(sample.text)), 15) {
			if len(piece) < 15 {
				continue
			}
			pieces++
			switch got := guessLanguage(slices.Values(piece)); got {
			case sample.want:
				right++
			case None:
			default:
				t.Errorf("%s: %v guessed as %s", sample.name, piece, got)
			}
		}
	}
	t.Logf("%d of %d pieces of 15 words guessed", right, pieces)
	require.GreaterOrEqual(t, right*100, pieces*90)
}

// TestGuessLanguageForeignWindows cuts the foreign samples into pieces of
// twenty words. None of them may be taken for English.
func TestGuessLanguageForeignWindows(t *testing.T) {
	pieces, wrong := 0, 0
	for _, sample := range append(foreignSamples(), otherSamples()...) {
		if sample.want != None {
			continue
		}
		for piece := range slices.Chunk(slices.Collect(plainForms(sample.text)), 20) {
			pieces++
			got := guessLanguage(slices.Values(piece))
			require.NotEqual(t, English, got, "%s: %v", sample.name, piece)
			if got != None {
				wrong++
				t.Logf("%s: %v guessed as %s", sample.name, piece, got)
			}
		}
	}
	t.Logf("%d of %d foreign pieces of 20 words guessed as a supported language", wrong, pieces)
	require.LessOrEqual(t, wrong*100, pieces*5)
}

func TestGuessLanguageIsBounded(t *testing.T) {
	read := 0
	endless := func(words ...string) func(yield func(string) bool) {
		read = 0
		return func(yield func(string) bool) {
			for yield(words[read%len(words)]) {
				read++
			}
		}
	}
	require.Equal(t, English, guessLanguage(endless("the")))
	require.Equal(t, guessEarly-1, read)
	require.Equal(t, English, guessLanguage(endless("the", "harbour", "kitchen", "mountain", "window")))
	require.Equal(t, guessForms, read)
}

func TestGuessLanguageEmpty(t *testing.T) {
	require.Equal(t, None, guessLanguage(slices.Values([]string(nil))))
	require.Equal(t, None, guessLanguage(slices.Values([]string{"", "the", "the"})))
}

func TestMarkersFitTheirBits(t *testing.T) {
	m := loadMarkers()
	require.Less(t, len(Languages())+20, len(m.codes))
	require.LessOrEqual(t, len(m.codes)+maxOwn, 64)
	for i, l := range Languages() {
		require.Equal(t, l.String(), m.codes[i])
	}
	for i, code := range m.codes {
		require.NotContains(t, m.codes[:i], code, "%s is a supported language or a rival: take one of them out of the table or of functionwords/rivals.txt", code)
	}
}

func BenchmarkGuessLanguage(b *testing.B) {
	forms := slices.Collect(plainForms(strings.Repeat(supportedSamples(b)[0].text+" ", 40)))[:2000]
	loadMarkers()
	for b.Loop() {
		guessLanguage(slices.Values(forms))
	}
}
