package change

import (
	"math/rand/v2"
	"slices"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// slowDistance is the slow twin of distance: it tries every way of reading b as a with
// slips, from the front.
func slowDistance(a, b []rune) int {
	if len(a) == 0 || len(b) == 0 {
		return 2 * (len(a) + len(b))
	}
	cost := 2
	if a[0] == b[0] {
		cost = 0
	}
	best := min(cost+slowDistance(a[1:], b[1:]), 2+slowDistance(a[1:], b), 2+slowDistance(a, b[1:]))
	if len(a) > 1 && len(b) > 1 && a[0] == b[1] && a[1] == b[0] {
		best = min(best, 2+slowDistance(a[2:], b[2:]))
	}
	begins := func(letters []rune, s string) bool {
		return len(letters) >= len(s) && slices.Equal(letters[:len(s)], []rune(s))
	}
	for _, c := range confusions {
		for _, xy := range [][2]string{{c.a, c.b}, {c.b, c.a}} {
			if begins(a, xy[0]) && begins(b, xy[1]) {
				best = min(best, 1+slowDistance(a[len(xy[0]):], b[len(xy[1]):]))
			}
		}
	}
	return best
}

// TestDistance holds the distance of words against its slow twin.
func TestDistance(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	letters := []rune("rnmcldfsaé1")
	word := func() []rune {
		w := make([]rune, r.IntN(6))
		for i := range w {
			w[i] = letters[r.IntN(len(letters))]
		}
		return w
	}
	for range 3000 {
		a, b := word(), word()
		want := slowDistance(a, b)
		require.LessOrEqual(t, leastDistance(string(a), string(b)), want, "%q and %q", string(a), string(b))
		require.Equal(t, want, distance(a, b, 4*maxMisspelt), "%q and %q", string(a), string(b))
		for limit := range 6 {
			require.Equal(t, want <= limit, distance(a, b, limit) <= limit, "%q and %q, limit %d", string(a), string(b), limit)
		}
	}
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"library", "library", 0}, {"library", "lirbary", 2}, {"library", "libary", 2}, {"library", "librrary", 2}, {"library", "libraty", 2},
		{"modern", "modem", 1}, {"said", "faid", 1}, {"close", "dose", 1}, {"vvater", "water", 1}, {"ab", "ba", 2}, {"", "ab", 4},
	} {
		require.Equal(t, c.want, distance([]rune(c.a), []rune(c.b), 4*maxMisspelt), "%s and %s", c.a, c.b)
	}
}

func TestLikeSpelling(t *testing.T) {
	for _, pair := range [][2]string{
		{"library", "lirbary"}, {"library", "libary"}, {"library", "librrary"}, {"modern", "modem"}, {"das", "dsa"}, {"könyvtárat", "könyvátrat"},
		{"правительство", "правительсво"}, {"success", "fuccefs"}, {"government", "govemment"}, {"straße", "strabe"}, {"burn", "bum"},
	} {
		require.True(t, likeSpelling(pair[0], pair[1]), "%s and %s", pair[0], pair[1])
	}
	for _, pair := range [][2]string{
		{"library", "archive"}, {"house", "horror"}, {"big", "fat"}, {"of", "on"}, {"a", "b"}, {"miller", "blank"}, {"директор", "картофель"},
		{"purchase", "bought"}, {"mill", "millstone"}, {"cat", "catastrophe"},
	} {
		require.False(t, likeSpelling(pair[0], pair[1]), "%s and %s", pair[0], pair[1])
	}
}

// slips returns all that one slip makes of a word: a letter left out, doubled, wrong or
// swapped with its neighbour.
func slips(word []rune) (out []string) {
	for i := range word {
		out = append(out, string(slices.Delete(slices.Clone(word), i, i+1)), string(slices.Insert(slices.Clone(word), i, word[i])))
		wrong := slices.Clone(word)
		wrong[i] = 'q'
		out = append(out, string(wrong))
		if i > 0 {
			swapped := slices.Clone(word)
			swapped[i-1], swapped[i] = swapped[i], swapped[i-1]
			out = append(out, string(swapped))
		}
	}
	return out
}

// TestSlips: one slip leaves any word of three letters or more like itself.
func TestSlips(t *testing.T) {
	for _, word := range []string{"ink", "mill", "water", "library", "könyvtárat", "правительство", "λιμάνι", "miejscowość"} {
		for _, slip := range slips([]rune(word)) {
			require.True(t, likeSpelling(word, slip), "%s and %s", word, slip)
		}
	}
}

func FuzzLikeSpelling(f *testing.F) {
	f.Add("library", "lirbary")
	f.Add("modern", "modem")
	f.Add("правительство", "правительсво")
	f.Add("\xff\xfe", "a\xff")
	f.Add("", "abc")
	f.Fuzz(func(t *testing.T, v, w string) {
		like := likeSpelling(v, w)
		require.Equal(t, like, likeSpelling(w, v), "alike in one order only")
		n, m := utf8.RuneCountInString(v), utf8.RuneCountInString(w)
		if n > maxMisspelt || m > maxMisspelt {
			require.False(t, like)
			return
		}
		a, b := []rune(v), []rune(w)
		d := distance(a, b, 4*maxMisspelt)
		require.Equal(t, d, distance(b, a, 4*maxMisspelt))
		require.Zero(t, distance(a, a, 4*maxMisspelt))
		require.LessOrEqual(t, leastDistance(v, w), d)
		require.LessOrEqual(t, d, 2*max(n, m), "farther than writing every letter anew")
		if n <= 5 && m <= 5 {
			require.Equal(t, slowDistance(a, b), d)
		}
	})
}
