package letters

import (
	"math/rand/v2"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

func rnd() *rand.Rand { return rand.New(rand.NewPCG(1, 1)) }

func TestEditors(t *testing.T) {
	for _, c := range []struct {
		edit       func(string, *rand.Rand) string
		word, want string
	}{
		{Strip, "Øl", "Ol"}, {Strip, "décidé", "decide"}, {Strip, "йод", "иод"}, {Strip, "őrült", "orult"}, {StripMarks, "øré", "øre"},
		{StripOne, "plain", "plain"}, {StripOne, "fé", "fe"},
		{Double, "Århus", "Aarhus"}, {Double, "Straße", "Strasse"}, {Double, "sjö", "sjoe"}, {Postfix, "été", "e'te'"}, {Latin, "Жук", "Zhuk"},
		{MarkVowel, "ship", "shíp"}, {LongS, "passes", "paſſes"}, {LongSRead, "sense", "fenfe"},
		{LigatureLost, "office", "oce"}, {LigatureBlank, "office", "o ce"}, {LigatureKept, "office", "oﬃce"}, {LigatureLost, "fi", "fi"},
		{Stretch, "b", "b"}, {Swap, "the", "the"}, {Swap, "noon", "nono"}, {BreakHyphen, "five", "five"},
		{Masks[0].Edit, "plane", "p****"}, {Masks[1].Edit, "плот", "п**т"}, {Masks[2].Edit, "damn", "d*mn"}, {Masks[4].Edit, "one", "███"},
		{Mojibakes[0].Edit, "né", "nÃ©"}, {Mojibakes[4].Edit, "né", "n\uFFFD"}, {Mojibakes[9].Edit, "мир", "ìèð"},
		{cyrillic, "ace", "асе"}, {Styled[0].Edit, "Ab", "Ａｂ"}, {reversed, "abc", "cba"},
	} {
		require.Equal(t, c.want, c.edit(c.word, rnd()), c.word)
	}
}

var reversed = Unreadable[1].Edit

// TestOneLetter: a slip changes the length of a word by one letter at most, and
// never its first letter.
func TestOneLetter(t *testing.T) {
	r := rnd()
	for _, e := range Typos[:4] {
		changed := 0
		for range 200 {
			for _, w := range []string{"library", "Straßen", "столица", "közlemény"} {
				out := e.Edit(w, r)
				require.InDelta(t, utf8.RuneCountInString(w), utf8.RuneCountInString(out), 1, e.Name)
				require.Equal(t, first(w), first(out), e.Name)
				if out != w {
					changed++
				}
			}
		}
		require.Greater(t, changed, 400, e.Name)
	}
}

// TestEveryEditor: every editor changes some word, leaves valid UTF-8, and does
// the same again from the same seed.
func TestEveryEditor(t *testing.T) {
	words := []string{"Musical", "glass", "été", "дерево", "Ölförbrukning", "officials", "ab", "x", "", "\xff"}
	groups := [][]Editor{Typos, Masks, LookAlikes, Styled, Invisible, Spaced, Leet, Unreadable, Escaped, Mojibakes, {
		{"strip", Strip}, {"marks", StripMarks}, {"one", StripOne}, {"double", Double}, {"postfix", Postfix}, {"latin", Latin}, {"mark", Mark}, {"vowel", MarkVowel},
		{"all", MarkAll}, {"heap", Heap(8)}, {"stretch", Stretch}, {"misread", Misread}, {"speck", Speck}, {"long", LongS}, {"read", LongSRead},
		{"lost", LigatureLost}, {"blank", LigatureBlank}, {"kept", LigatureKept}, {"line", BreakLine}, {"hyphen", BreakHyphen}, {"space", BreakSpace},
	}}
	for _, group := range groups {
		seen := map[string]bool{}
		for _, e := range group {
			require.False(t, seen[e.Name], e.Name)
			seen[e.Name] = true
			changed := false
			for _, w := range words {
				if w != "" {
					out := e.Edit(w, rnd())
					require.Equal(t, out, e.Edit(w, rnd()), e.Name)
					changed = changed || out != w && w != "\xff"
					require.True(t, utf8.ValidString(out) || !utf8.ValidString(w), "%s %q", e.Name, out)
				}
			}
			require.True(t, changed, e.Name)
		}
	}
}
