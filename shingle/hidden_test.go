package shingle

import (
	"strings"
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

// FuzzSpecial holds the look at eight bytes at a time against one at each byte.
func FuzzSpecial(f *testing.F) {
	f.Add("lines\nof\ttext <b>, a \x1b and \x7f, then é and \x0e\x08 the end", uint8(3))
	f.Fuzz(func(t *testing.T, text string, from uint8) {
		i := min(int(from), len(text))
		want := i
		for want < len(text) && text[want] < 0x7f && text[want] != '<' && (text[want] >= ' ' || strings.IndexByte(" \t\n\v\f\r", text[want]) >= 0) {
			want++
		}
		require.Equal(t, want, special(text, i))
	})
}
