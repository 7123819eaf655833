package change

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestGarbled(t *testing.T) {
	for _, pair := range [][2]string{
		{"библиотека", "акетоилбиб"}, {"sono", "onos"}, {"был", "лыб"}, {"bookpart", "trapkoob"}, {"d'accord", "drocca'd"},
		{"library", "lraibry"}, {"government", "gmnerovent"}, {"könyvtár", "knöyvátr"},
		{"really", "reeeaaaallly"}, {"nooooo", "noo"}, {"bibliothèque", "biiiblioooothèque"},
		{"military", "mltry"}, {"library", "lbrry"}, {"библиотека", "бблтк"}, {"bibliothek", "bblthk"},
	} {
		require.True(t, garbled(pair[0], pair[1]), "%s and %s", pair[0], pair[1])
		require.True(t, garbled(pair[1], pair[0]), "%s and %s", pair[1], pair[0])
	}
	for _, pair := range [][2]string{
		{"live", "evil's"}, {"post", "spot"}, {"or", "ro"}, {"north", "thornd"}, {"archive", "library"}, {"a", "aaaaaaa"},
		{"area", "r"}, {"street", "strt"[:2]}, {"idea", "d"}, {"house", "mouse"}, {"bread", "bred"}, {"", ""},
	} {
		require.False(t, garbled(pair[0], pair[1]), "%s and %s", pair[0], pair[1])
	}
	long := strings.Repeat("ab", maxMisspelt)
	require.False(t, garbled(long, long+"b"))
}
