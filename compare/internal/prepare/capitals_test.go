package prepare

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/shingle"
)

const plainText = "The keeper of the lamp went down to the harbour with a rope, and the boats in the bay came back before the storm was over."

// namesIn returns how many words of a text are names.
func namesIn(text string) (n int) {
	t := New(text, shingle.English)
	for i := range t.Words {
		if t.Words[i].Class == shingle.Name {
			n++
		}
	}
	return n
}

// TestLowerNames: capitals name nothing where all words have them.
func TestLowerNames(t *testing.T) {
	var title strings.Builder
	for w := range strings.FieldsSeq(plainText) {
		title.WriteString(strings.ToUpper(w[:1]) + w[1:] + " ")
	}
	require.Zero(t, namesIn(plainText))
	require.Zero(t, namesIn(strings.ToUpper(plainText)))
	require.Zero(t, namesIn(title.String()))
	require.Equal(t, 2, namesIn(strings.Replace(plainText, "keeper", "Hanna Brandt", 1)))
	require.Equal(t, 2, namesIn(strings.ToUpper(plainText)+"\n\n"+strings.Replace(plainText, "keeper", "Hanna Brandt", 1)), "a paragraph in capitals beside one that is not")
	list := "Present were Anna Lund, Bert Holm, Carl Vik, Dora Ness, Emil Berg, Frida Strand, Georg Dahl, Hilda Moe and Ivar Lie."
	require.Equal(t, 18, namesIn(list), "names in a list are names")
}

// TestSymbols: names of programs are exchanged for each other, and words in disguise are
// no names of programs.
func TestSymbols(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"readLine", "writeLine", true}, {"read_line", "io.Reader", true}, {"x11", "gtk3", true},
		{"https://example.org/a", "harbour", true}, {"harbour", "www.example.org", true},
		{"helped", "heLped", false}, {"journey", "voyage2", false}, {"journey", "vOyAgE", false}, {"harbour", "port", false},
	} {
		a, b := New(c.a, shingle.English), New(c.b, shingle.English)
		require.Equal(t, c.want, Symbols(a, 0, int32(len(a.Words)), b, 0, int32(len(b.Words))), "%s and %s", c.a, c.b)
	}
}
