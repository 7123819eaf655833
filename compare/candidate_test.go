package compare

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/shingle"
)

const swedishText = "Både båten på ön och får är där för att åka över sjön i går. Kommunen beslutade på tisdagen att stänga den gamla " +
	"badplatsen vid slutet av sommaren, efter att ingenjörer varnat för att taket kan rasa under tung snö. Ungefär trehundra " +
	"människor använder anläggningen varje vecka, bland dem två skolor och en förening för barn. Vi har prövat alla möjligheter " +
	"och det finns helt enkelt inga pengar kvar, säger ordföranden. Invånarna fyllde salen och ropade under debatten."

const englishText = "The council voted on Tuesday to close the old swimming pool at the end of the summer, after engineers warned that " +
	"the roof could collapse under heavy snow. About three hundred people use the pool every week, among them two schools and a " +
	"club for children. We have looked at every option and there is simply no money left to repair it, said the leader."

// TestReread checks that a copy stays one however its words are written.
func TestReread(t *testing.T) {
	replace := func(pairs ...string) func(string) string { return strings.NewReplacer(pairs...).Replace }
	inside := func(s, with string) string { // with behind the second letter of each longer word
		words := strings.Fields(s)
		for i, w := range words {
			if len(w) > 3 {
				words[i] = w[:2] + with + w[2:]
			}
		}
		return strings.Join(words, " ")
	}
	for _, c := range []struct {
		name, text string
		write      func(string) string
		kind       shingle.Disguises
	}{
		{"accents stripped", swedishText, shingle.Fold, 0},
		{"letters written as two", swedishText, replace("å", "aa", "ä", "ae", "ö", "oe"), 0},
		{"lost letters", swedishText, replace("å", "\ufffd", "ä", "\ufffd", "ö", "\ufffd"), shingle.Unreadable},
		{"letters lost to question marks", swedishText, replace("å", "?", "ä", "?", "ö", "?"), shingle.Unreadable},
		{"digits", englishText, replace("o", "0", "e", "3", "a", "4"), shingle.Leet},
		{"signs", englishText, replace("s", "$", "e", "€", "a", "@"), shingle.Leet},
		{"no-break spaces", englishText, func(s string) string { return inside(s, "\u00a0") }, shingle.Spaced},
		{"hair spaces", englishText, func(s string) string { return inside(s, "\u200a") }, shingle.Spaced},
		{"masks", englishText, replace("ou", "*u", "ee", "e*"), shingle.Unreadable},
		{"control characters", englishText, func(s string) string { return inside(s, "\x01") }, shingle.Unrendered},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, swap := range []bool{false, true} {
				source, suspect, in := c.text, c.write(c.text), "suspect"
				if swap {
					source, suspect, in = suspect, source, "source"
				}
				checkReport(t, source, suspect)
				r, err := Texts(source, suspect)
				require.NoError(t, err)
				require.Equal(t, NearDuplicate, r.Verdict)
				listed := c.kind == 0
				for _, d := range r.Disguises {
					require.Equal(t, in, d.In)
					listed = listed || strings.Contains(d.Kind, c.kind.String())
				}
				require.True(t, listed)
			}
		})
	}
}
