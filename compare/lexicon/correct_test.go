package lexicon

import (
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// slipped returns a word with a slip: a letter put in, left out or exchanged, or two in the
// wrong order.
func slipped(word string, r *rand.Rand) string {
	b := []byte(word)
	i := 1 + r.IntN(len(b)-2)
	letter := byte('a' + r.IntN(26))
	switch r.IntN(4) {
	case 0:
		return string(slices.Insert(b, i, letter))
	case 1:
		return string(slices.Delete(b, i, i+1))
	case 2:
		b[i] = letter
	default:
		b[i], b[i+1] = b[i+1], b[i]
	}
	return string(b)
}

// TestCorrect: most words of texts with a slip are found again. The share is that of running
// words, of which many are short.
func TestCorrect(t *testing.T) {
	l, err := English()
	require.NoError(t, err)
	names, err := filepath.Glob("../../testdata/pairs/*.txtar")
	require.NoError(t, err)
	r := rand.New(rand.NewPCG(5, 6))
	right, wrong, none := 0, 0, 0
	for _, name := range names {
		a, err := txtar.ParseFile(name)
		require.NoError(t, err)
		text := string(a.Files[0].Data)
		if shingle.Guess(text) != shingle.English {
			continue
		}
		n := 0
		for w := range shingle.Words(text, shingle.English) {
			if _, ok := l.Rarity(w.Form); !ok || len(w.Form) < leastExchanged || w.Class == shingle.Name || n == 20 {
				continue
			}
			form := slipped(w.Form, r)
			if _, ok := l.Rarity(form); ok {
				continue
			}
			n++
			switch word := l.Correct(form); word {
			case w.Form:
				right++
			case "":
				none++
			default:
				wrong++
			}
		}
	}
	t.Logf("%d right, %d wrong, %d not found", right, wrong, none)
	require.Greater(t, right, 2000)
	require.Greater(t, 4*right, 3*(right+wrong+none))
	require.Equal(t, "council", l.Correct("coucnil"))
	require.Equal(t, "the", l.Correct("teh"))
	require.Equal(t, "market", l.Correct("rnarket"))
	require.Empty(t, l.Correct("xq"))
	require.Empty(t, l.Correct("Coucnil"), "no normal form")
	require.Empty(t, l.Correct("coucnil coucnil"))
}

// TestCorrectSlip: a form is corrected by the slip that is asked for and by no other.
func TestCorrectSlip(t *testing.T) {
	l, err := English()
	require.NoError(t, err)
	forms := [Slips]string{SlipOrder: "govenrment", SlipExtra: "govzernment", SlipMisread: "govemment", SlipKey: "fovernment", SlipMissing: "goverment", SlipExchanged: "gqvernment"}
	for slip, form := range forms {
		for other := range Slips {
			word, bits := l.CorrectSlip(form, other)
			if other == slip || other == SlipExchanged && slip == SlipKey {
				require.Equal(t, "government", word, "%s by %d", form, other)
				rarity, _ := l.Rarity("government")
				require.GreaterOrEqual(t, bits, rarity)
				require.LessOrEqual(t, bits, rarity+slipExtra)
			} else {
				require.NotEqual(t, "government", word, "%s by %d", form, other)
			}
		}
	}
	word, _ := l.CorrectSlip("th", SlipMissing)
	require.Empty(t, word, "too short")
	word, _ = l.CorrectSlip("wth", SlipMissing)
	require.Equal(t, "with", word, "a common word")
	require.Empty(t, l.Correct("wth"))
}

func BenchmarkCorrect(b *testing.B) {
	l, err := English()
	require.NoError(b, err)
	words := strings.Fields("coucnil goverment recieve wether thier adress occured seperate definately untill")
	for i := 0; b.Loop(); i++ {
		l.Correct(words[i%len(words)])
	}
}
