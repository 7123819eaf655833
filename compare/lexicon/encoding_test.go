package lexicon

import (
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/htmlindex"
)

// TestEncodings: names stand for what browsers take them for.
func TestEncodings(t *testing.T) {
	for name, e := range encodings {
		if want, err := htmlindex.Get(name); err == nil {
			require.Equal(t, want, e, name)
		}
	}
	for _, name := range []string{"ISO8859-1", "ISO_8859-2", "utf-8", "UTF8", "KOI8-R", "koi8-u", "windows-1250", "ISO-8859-15", "us-ascii"} {
		want, err := htmlindex.Get(name)
		require.NoError(t, err, name)
		e, ok := encodingNamed(name)
		require.True(t, ok, name)
		require.Equal(t, want, e, name)
	}
	for _, name := range []string{"", "big5", "bil|1", "utf-16"} {
		_, ok := encodingNamed(name)
		require.False(t, ok, name)
	}
}
