package compare_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// TestStrangeWords: words that are in no dictionary do not come from a spinner, whoever put them
// in, and however many.
func TestStrangeWords(t *testing.T) {
	archive, err := txtar.ParseFile("../testdata/pairs/news-spun-medium.txtar")
	require.NoError(t, err)
	source := string(archive.Files[0].Data)
	for name, strange := range map[string]func(r *rand.Rand, word string) string{
		"invented": func(r *rand.Rand, _ string) string { return invented(r) },
		"rotated": func(_ *rand.Rand, word string) string {
			return strings.Map(func(c rune) rune {
				if 'a' <= c && c <= 'z' {
					return 'a' + (c-'a'+13)%26
				}
				return c
			}, word)
		},
		"Georgian": func(_ *rand.Rand, word string) string {
			return strings.Map(func(c rune) rune {
				if 'a' <= c && c <= 'z' {
					return 'ა' + (c-'a')*7%26
				}
				return c
			}, word)
		},
	} {
		for _, rate := range []float64{0.1, 0.2, 0.3, 0.5} {
			for seed := range uint64(8) {
				suspect := withWords(source, rate, rand.New(rand.NewPCG(seed, 1)), strange)
				r, err := compare.Texts(source, suspect)
				require.NoError(t, err)
				require.NotEqual(t, compare.Spun, r.Verdict, "%s words at %.1f, seed %d", name, rate, seed)
			}
		}
	}
}

// TestStrangeFillers: a spun text stays spun if words that mean nothing are put between its
// words, also more of them than were exchanged.
func TestStrangeFillers(t *testing.T) {
	archive, err := txtar.ParseFile("../testdata/pairs/news-spun-medium.txtar")
	require.NoError(t, err)
	source := string(archive.Files[0].Data)
	spun, err := compare.Texts(source, string(archive.Files[1].Data))
	require.NoError(t, err)
	for _, of := range []int{1, 2} {
		var b strings.Builder
		done := 0
		for i, s := range spun.Substitutions {
			if i%of == 0 {
				b.WriteString(source[done:s.Source.Start] + s.Suspect.Text)
				done = s.Source.End
			}
		}
		words := strings.Fields(b.String() + source[done:])
		for seed := range uint64(8) {
			filled := slices.Clone(words)
			r := rand.New(rand.NewPCG(seed, 2))
			for i := 5; i < len(filled); i += 5 {
				filled[i] += " " + invented(r)
			}
			report, err := compare.Texts(source, strings.Join(filled, " "))
			require.NoError(t, err)
			require.Equal(t, compare.Spun, report.Verdict, "one exchange of %d, seed %d", of, seed)
		}
	}
}

// withWords replaces a part of the content words of a text that begin with a small letter, each
// always by the same.
func withWords(text string, rate float64, r *rand.Rand, by func(r *rand.Rand, word string) string) string {
	var b strings.Builder
	put := make(map[string]string)
	done := 0
	for w := range shingle.Words(text, shingle.English) {
		word := text[w.Start:w.End]
		if w.Class == shingle.Function || word[0] < 'a' || word[0] > 'z' {
			continue
		}
		if _, ok := put[word]; !ok {
			put[word] = word
			if r.Float64() < rate {
				put[word] = by(r, word)
			}
		}
		b.WriteString(text[done:w.Start] + put[word])
		done = w.End
	}
	return b.String() + text[done:]
}

// invented returns a word of three syllables that means nothing.
func invented(r *rand.Rand) string {
	var b strings.Builder
	for range 3 {
		b.WriteByte("bdfgklmnprstvz"[r.IntN(14)])
		b.WriteByte("aeiou"[r.IntN(5)])
	}
	return b.String() + "x"
}
