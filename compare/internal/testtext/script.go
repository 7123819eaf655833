package testtext

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
)

// OwnTexts are small texts to begin with, whole or cut in the middle of something
// hard to read.
var OwnTexts = []string{
	"", " ", "word", "two words", "One sentence, no more. And then another one, after it!",
	"The river rose in the night and the bridge at Harlow was shut by noon.",
	"the stream rose at night, and a bridge at Harlow was closed by 12:00 — we're told",
	"a a a a b a a a b b a a a a a a a a a b a a", "of the in the of the in the and of the in the of",
	"\ufeffCafe\u0301 au lait\r\nna\u00efve", "p\u0430ypal z\u200bero \u202eevil\u202c \uff46\uff55\uff4c\uff4c so\u00adft",
	"bad \xff\xfe bytes \xe6\xbc in the \xf0\x9f mid\xffdle of it", "漢字 カタカナ 1,000 3.5% C++ https://a.b/c?d=1 me@x.org 😀", "\x00\x1b[31mred\x07",
}

// Scripted returns two texts, the second made from the first by a script of edits.
// Most bytes keep words, so that the texts have much in common. Content words are
// few, or each is new.
func Scripted(script []byte, few bool) (source, suspect string) {
	words := []string{"the", "of", "and", "to", "in", "was", "river", "bridge", "Harlow", "night", "seven", "12", "rose", "closing", "closed", "state-of-the-art", "a"}
	marks := []string{" ", " ", " ", ", ", ". ", "\n\n", "-", " \xff "}
	var a, b []byte
	state := uint32(1)
	for i := 0; i < len(script); i++ {
		c := script[i]
		state = state*1664525 + 1013904223 + uint32(c>>4)
		v, w := words[state>>16%uint32(len(words))], words[state>>24%uint32(len(words))]
		if !few && len(v) > 3 {
			v = fmt.Sprint("x", i, v)
		}
		mark := marks[0]
		if c>>4 < 8 {
			mark = marks[c>>4]
		}
		switch c & 15 {
		case 0:
			a = append(append(a, v...), mark...)
		case 1:
			b = append(append(b, v...), mark...)
		case 2, 3:
			a, b = append(append(a, v...), mark...), append(append(b, w...), mark...)
		case 4: // taken from before: a move or a repetition
			from := len(a) - min(len(a), 16*int(c>>4)+8)
			b = append(append(b, a[from:]...), ' ')
		case 5:
			from := len(a) - min(len(a), 16*int(c>>4)+8)
			a = append(append(a, a[from:]...), ' ')
		default:
			a, b = append(append(a, v...), mark...), append(append(b, v...), mark...)
		}
	}
	return string(a), string(b)
}

// AddPairs adds the first two texts of each txtar file, and every pair of OwnTexts,
// to the seed corpus of a fuzz target.
func AddPairs(f *testing.F, files ...string) {
	for _, s := range OwnTexts {
		for _, t := range OwnTexts {
			f.Add(s, t)
		}
	}
	for _, name := range files {
		a, err := txtar.ParseFile(name)
		require.NoError(f, err)
		f.Add(string(a.Files[0].Data), string(a.Files[1].Data))
	}
}

// AddScripts adds scripts that keep, exchange, move and leave out words.
func AddScripts(f *testing.F) {
	f.Add([]byte(nil))
	f.Add(bytes.Repeat([]byte{0xff}, 60))
	f.Add(bytes.Repeat([]byte{0xff, 0xfe, 0xf2, 0xef, 0xdf}, 30))
	f.Add(bytes.Repeat([]byte{0xff, 0x4f, 0xf0, 0xef, 0xf1, 0xce, 0xaf}, 20))
	f.Add(append(bytes.Repeat([]byte{0xff, 0xae, 0x9d}, 20), 0xf4, 0xff, 0xff, 0xf5, 0xee, 0x74, 0xff))
	f.Add(bytes.Repeat([]byte{0x7f, 0xf2, 0x72, 0xff, 0xfe}, 24))
}
