package tables

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestEveryLanguage: each of the twelve languages has what the generators draw
// from, and every pair has two sides.
func TestEveryLanguage(t *testing.T) {
	require.Equal(t, []string{"da", "de", "en", "es", "fr", "hu", "it", "nl", "no", "pt", "ru", "sv"}, Codes())
	for _, code := range Codes() {
		l := Of(code)
		require.Greater(t, len(l.Classes), 6, code)
		require.Greater(t, len(l.Swaps), 20, code)
		require.Len(t, l.Figures, 21, code)
		require.Len(t, l.Months, 12, code)
		require.Len(t, l.Weekdays, 7, code)
		require.Equal(t, l.Weekdays, l.Dates(strings.ToUpper(l.Weekdays[0])))
		for name, list := range map[string][]string{"markers": l.Markers, "openers": l.Openers, "fillers": l.Fillers, "sentences": l.Sentences, "frames": l.Frames, "heads": l.Heads, "feet": l.Feet, "nouns": l.Nouns} {
			require.NotEmpty(t, list, "%s %s", code, name)
			for _, x := range list {
				require.NotEmpty(t, strings.Trim(x, ", "), "%s %s", code, name)
			}
		}
		for name, p := range map[string]Pairs{"gender": l.Gender, "third": l.Third, "tense": l.Tense, "contraction": l.Contractions, "region": l.Region, "plain": l.Plain} {
			require.NotEmpty(t, p, "%s %s", code, name)
		}
		for _, p := range []Pairs{l.Gender, l.Neutral, l.Third, l.Address, l.Tense, l.Contractions, l.Region, l.Plain, l.Humanize} {
			for _, x := range p {
				require.NotEmpty(t, x.From, code)
				require.NotEmpty(t, x.To, "%s %s", code, x.From)
			}
		}
		for _, x := range l.Terms {
			require.Greater(t, len(x), 1, "%s %v", code, x)
		}
		for _, set := range l.Sets {
			require.Greater(t, len(set), 1, code)
		}
		for _, f := range l.Frames {
			require.Contains(t, f, "{}", code)
		}
	}
	require.Nil(t, Of("xx"))
}

// TestNoiseIndependent: the classes are no copy of the swaps. Less than a third
// of what a swap puts is a word of the same class.
func TestNoiseIndependent(t *testing.T) {
	for _, code := range Codes() {
		l := Of(code)
		same, all := 0, 0
		for from, list := range l.Swaps {
			for _, to := range list {
				all++
				for _, class := range l.Classes {
					if contains(class, from) && contains(class, to) {
						same++
						break
					}
				}
			}
		}
		require.Less(t, 3*same, all, "%s: %d of %d", code, same, all)
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func TestParse(t *testing.T) {
	_, err := parse("xx", "article: a\nnothing: b")
	require.ErrorContains(t, err, "xx.txt:2")
	l, err := parse("xx", "# remark\n\nold: ^f>ph s$>z a>b\nswap: in/at_the\nswap: in/on\ngender: he/she")
	require.NoError(t, err)
	require.Equal(t, []string{"at the", "on"}, l.Swaps["in"])
	require.Equal(t, map[string]string{"he": "she", "she": "he"}, l.Gender.Map(true))
	require.Equal(t, Pairs{{"she", "he"}}, l.Gender.Back())
	for _, c := range [][3]string{{"fas", "phas", "true"}, {"s", "s", ""}, {"ras", "raz", "true"}, {"ab", "ab", ""}, {"bab", "bbb", "true"}} {
		got, done := c[0], false
		for _, r := range l.Old {
			if got, done = r.Apply(c[0]); done {
				break
			}
		}
		require.Equal(t, c[1], got)
		require.Equal(t, c[2] != "", done, c[0])
	}
}
