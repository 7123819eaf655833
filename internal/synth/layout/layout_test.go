package layout

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const sample = "The old mill stood by the river, half a mile from town. Nobody had used it for years; the wheel was gone.\n\n" +
	"Some people said that it was haunted. Others wanted to turn it into a museum, with a café and a small shop! In the end the council bought it, and the roof was mended before winter came."

// TestLayouts: every lay-out puts something in, keeps all that is not white
// space in order, and leaves fixed spans whole, where start and end say.
func TestLayouts(t *testing.T) {
	fixed := [][2]int{}
	for _, w := range []string{"old mill", "half a mile", "it", "café", "came"} {
		i := strings.Index(sample, w)
		fixed = append(fixed, [2]int{i, i + len(w)})
	}
	seen := map[string]bool{}
	for _, l := range All() {
		require.False(t, seen[l.Kind+l.Name], l.Name)
		seen[l.Kind+l.Name] = true
		for seed := range uint64(20) {
			text := NewText(sample, fixed)
			splices := l.Make(text, rand.New(rand.NewPCG(seed, 0)))
			require.Equal(t, splices, l.Make(text, rand.New(rand.NewPCG(seed, 0))))
			at := 0
			for _, s := range splices {
				require.True(t, at <= s.Start && s.Start <= s.End && s.End <= len(sample), "%s %v", l.Name, s)
				require.Empty(t, strings.TrimSpace(sample[s.Start:s.End]), l.Name)
				at = s.End
			}
			out, start, end := Apply(sample, splices)
			require.NotEqual(t, sample, out, l.Name)
			for _, f := range fixed {
				require.Equal(t, sample[f[0]:f[1]], out[start(f[0]):end(f[1])], l.Name)
			}
			i := 0
			for _, w := range strings.Fields(sample) {
				if l.Name == "mid-word" {
					break
				}
				k := strings.Index(out[i:], w)
				require.GreaterOrEqual(t, k, 0, "%s: %s", l.Name, w)
				i += k + len(w)
			}
		}
	}
	require.Greater(t, len(seen), 40)
}

func TestApply(t *testing.T) {
	out, start, end := Apply("ab cd", []Splice{{0, 0, "<"}, {2, 2, ">"}, {2, 3, "\n"}, {3, 3, "["}})
	require.Equal(t, "<ab>\n[cd", out)
	require.Equal(t, "ab", out[start(0):end(2)])
	require.Equal(t, "cd", out[start(3):end(5)])
	out, start, end = Apply("", nil)
	require.Equal(t, "", out)
	require.Zero(t, start(0)+end(0))
}

func TestEmpty(t *testing.T) {
	for _, body := range []string{"", " \n", "x", "a\n\nb", "é."} {
		for _, l := range All() {
			Apply(body, l.Make(NewText(body, nil), rand.New(rand.NewPCG(1, 0))))
		}
	}
}

// TestEveryLine: where a mark stands before lines, it stands before each.
func TestEveryLine(t *testing.T) {
	body := "One two three four five six\nseven eight.\n\nNine ten eleven twelve thirteen fourteen fifteen."
	for _, l := range All() {
		if l.Kind != "quote-mark" {
			continue
		}
		out, _, _ := Apply(body, l.Make(NewText(body, nil), rand.New(rand.NewPCG(1, 0))))
		first, _, _ := strings.Cut(out, " ")
		for line := range strings.Lines(out) {
			require.True(t, strings.HasPrefix(line, first+" "), "%s: %q", l.Name, line)
		}
	}
}
