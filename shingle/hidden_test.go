package shingle

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestHidden(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []Concealment
	}{
		{"nothing", "plain text, naïve and 漢字", nil},
		{"byte-order mark", "\ufeffplain", nil},
		{"zero width in a word", "mili\u200btary", []Concealment{{4, 7, ZeroWidth, false}}},
		{"soft hyphen", "mili\u00adtary", []Concealment{{4, 6, SoftHyphen, false}}},
		{"two in a row", "a\u200b\u200bb", []Concealment{{1, 7, ZeroWidth, false}}},
		{"emoji before a space", "❤\ufe0f a", []Concealment{{3, 6, ZeroWidth, true}}},
		{"emoji at the end", "a ❤\ufe0f", []Concealment{{5, 8, ZeroWidth, true}}},
		{"selector behind a letter", "a\ufe0f", []Concealment{{1, 4, ZeroWidth, false}}},
		{"family", "👩\u200d👧", []Concealment{{4, 7, ZeroWidth, true}}},
		{"joiner before a letter", "👩\u200da", []Concealment{{4, 7, ZeroWidth, false}}},
		{"Persian", "می\u200cخواهم", []Concealment{{4, 7, ZeroWidth, true}}},
		{"mark beside Hebrew", "\u200fשלום", []Concealment{{0, 3, Bidi, true}}},
		{"override in Latin", "abc\u202edef", []Concealment{{3, 6, Bidi, false}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []Concealment
			for h := range Hidden(c.text) {
				got = append(got, h)
			}
			require.Equal(t, c.want, got)
		})
	}
}
