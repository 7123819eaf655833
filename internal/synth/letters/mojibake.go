package letters

import (
	"math/rand/v2"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// Mojibakes read a word in an encoding that is not its own.
var Mojibakes = []Editor{
	{"utf8-as-cp1252", func(w string, _ *rand.Rand) string { return decode(charmap.Windows1252, w) }},
	{"utf8-as-latin1", func(w string, _ *rand.Rand) string { return decode(charmap.ISO8859_1, w) }},
	{"utf8-as-cp1251", func(w string, _ *rand.Rand) string { return decode(charmap.Windows1251, w) }},
	{"utf8-as-cp437", func(w string, _ *rand.Rand) string { return decode(charmap.CodePage437, w) }},
	{"latin1-as-utf8", func(w string, _ *rand.Rand) string { return replaceWide(w, "\uFFFD") }},
	{"question-marks", func(w string, _ *rand.Rand) string { return replaceWide(w, "?") }},
	{"left-out", func(w string, _ *rand.Rand) string { return replaceWide(w, "") }},
	{"latin1-as-koi8", func(w string, _ *rand.Rand) string { return recode(charmap.ISO8859_1, charmap.KOI8R, w) }},
	{"cp1251-as-koi8", func(w string, _ *rand.Rand) string { return recode(charmap.Windows1251, charmap.KOI8R, w) }},
	{"cp1251-as-cp1252", func(w string, _ *rand.Rand) string { return recode(charmap.Windows1251, charmap.Windows1252, w) }},
	{"twice", func(w string, _ *rand.Rand) string {
		return decode(charmap.Windows1252, decode(charmap.Windows1252, w))
	}},
}

// decode reads the bytes of a word in an encoding of one byte a character.
func decode(by encoding.Encoding, word string) string {
	s, err := by.NewDecoder().String(word)
	if err != nil {
		return word
	}
	return s
}

// recode writes a word in one encoding and reads it in another. It returns the word
// itself if it cannot be written in the first.
func recode(from, to encoding.Encoding, word string) string {
	s, err := from.NewEncoder().String(word)
	if err != nil {
		return word
	}
	return decode(to, s)
}

func replaceWide(word, by string) string {
	var b strings.Builder
	for _, c := range word {
		if c < 0x80 {
			b.WriteRune(c)
		} else {
			b.WriteString(by)
		}
	}
	return b.String()
}
