package encoded

import (
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

const (
	french    = "L'élève décidé a été très étonné à l'école où même le préfet était présent. Il a répété que la réunion était terminée."
	hungarian = "Már én is így láttam még őt és az ő házát, ahol a fűszeres gyümölcs sült, és a tűz égett."
	russian   = "Это обычная статья о программах, в которой автор объясняет, как устроены процессы и потоки."
	swedish   = "Båten på ön går över sjön i går kväll, och får äter gräs på ängen där för första gången."
	english   = "The council’s “plan” was naïve — it didn’t mention the café that’s next to the market."
)

// TestText checks that texts are read alike in whatever encoding they are.
func TestText(t *testing.T) {
	for _, c := range []struct {
		name, text string
		in         encoding.Encoding
	}{
		{"Latin-1", french, charmap.ISO8859_1},
		{"Windows-1252", swedish, charmap.Windows1252},
		{"Windows-1252 with curly quotes", english, charmap.Windows1252},
		{"Latin-2", hungarian, charmap.ISO8859_2},
		{"Windows-1251", russian, charmap.Windows1251},
		{"KOI8-R", russian, charmap.KOI8R},
		{"UTF-16 without a mark", french, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
		{"UTF-16, big-endian, without a mark", english, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
		{"UTF-16 with a mark", russian, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)},
	} {
		t.Run(c.name, func(t *testing.T) {
			data, err := c.in.NewEncoder().Bytes([]byte(c.text))
			require.NoError(t, err)
			text, name, err := Text(data)
			require.NoError(t, err)
			require.Equal(t, c.text, string(text))
			require.NotEqual(t, UTF8, name)
		})
	}
}

// TestAsItIs checks that texts of UTF-8 are left alone, faults and all.
func TestAsItIs(t *testing.T) {
	for _, s := range []string{"", "plain", french, russian, "\ufeffmark", "ab\xffcd", french + "\xff\xfe" + french, "caf\xe9"} {
		text, name, err := Text([]byte(s))
		require.NoError(t, err)
		require.Equal(t, s, string(text))
		require.Equal(t, UTF8, name)
	}
}

func TestRefused(t *testing.T) {
	for _, s := range []string{"a\x00b", "\x00\x00\x00\x00", "PNG\x00\x01\x00text"} {
		_, _, err := Text([]byte(s))
		require.ErrorIs(t, err, ErrBinary, "%q", s)
	}
}
