package prepare

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/shingle"
)

func TestUnstretched(t *testing.T) {
	other := New(gluedText, shingle.English)
	for _, r := range []*strings.Replacer{
		strings.NewReplacer("a", "aaa", "e", "eee", "i", "iii", "o", "ooo"),
		strings.NewReplacer("t", "tttt", "n", "nnn", "s", "sssss"),
	} {
		text := New(r.Replace(gluedText), shingle.None)
		got := text.unstretched(other)
		require.Equal(t, formsOf(other), formsOf(got))
		for i, w := range got.Words {
			require.Equal(t, text.Words[i].Start, w.Start)
			require.Equal(t, text.Words[i].End, w.End)
		}
		a, b := Meet(other, text)
		require.Equal(t, formsOf(a), formsOf(b))
	}
	for _, text := range []string{
		"It was sooo cold that nobody said brrr or aaah before noon, see www.example.org or III and 1000 of them.",
		strings.Repeat("ooo bbb ccc ", 20), gluedText, "",
	} {
		n := New(text, shingle.English)
		require.True(t, n == n.unstretched(other), text)
	}
}
