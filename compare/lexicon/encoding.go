package lexicon

import (
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// encodings are those that thesauri of the known languages come in, by their names in lower
// case, letters and digits only. Browsers read ISO 8859-1 as Windows-1252 and ISO 8859-9 as
// Windows-1254, which have more letters, and so does ReadMyThes. The table stands here because the
// index of golang.org/x/text brings those of Chinese, Japanese and Korean: 0.6 MB in every
// program that compares texts.
var encodings = map[string]encoding.Encoding{
	"utf8":        unicode.UTF8,
	"ascii":       charmap.Windows1252,
	"usascii":     charmap.Windows1252,
	"latin1":      charmap.Windows1252,
	"latin2":      charmap.ISO8859_2,
	"iso88591":    charmap.Windows1252,
	"iso88592":    charmap.ISO8859_2,
	"iso88593":    charmap.ISO8859_3,
	"iso88594":    charmap.ISO8859_4,
	"iso88595":    charmap.ISO8859_5,
	"iso88599":    charmap.Windows1254,
	"iso885910":   charmap.ISO8859_10,
	"iso885913":   charmap.ISO8859_13,
	"iso885914":   charmap.ISO8859_14,
	"iso885915":   charmap.ISO8859_15,
	"iso885916":   charmap.ISO8859_16,
	"koi8r":       charmap.KOI8R,
	"koi8u":       charmap.KOI8U,
	"ibm866":      charmap.CodePage866,
	"cp866":       charmap.CodePage866,
	"cp1250":      charmap.Windows1250,
	"cp1251":      charmap.Windows1251,
	"cp1252":      charmap.Windows1252,
	"cp1254":      charmap.Windows1254,
	"cp1257":      charmap.Windows1257,
	"windows1250": charmap.Windows1250,
	"windows1251": charmap.Windows1251,
	"windows1252": charmap.Windows1252,
	"windows1254": charmap.Windows1254,
	"windows1257": charmap.Windows1257,
}

// encodingNamed returns the encoding of that name, however it is written: ISO8859-1,
// iso_8859-1 and microsoft-cp1251 are names. ok is false if there is none.
func encodingNamed(name string) (e encoding.Encoding, ok bool) {
	name = strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, strings.TrimPrefix(strings.ToLower(name), "microsoft-"))
	e, ok = encodings[name]
	return e, ok
}
