package plain

import (
	"strings"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// asLatin writes words in ASCII letters: without the marks on letters, and with the letters
// that those of other scripts look like. Both may be right as they are, and are undone only
// if the result is English, which has no marks. Package shingle reads look-alikes where the
// letters around them show the script; here whole words, or all words, may consist of
// them, and one letter may look like two.
func (m *mender) asLatin() {
	n := len(m.edits)
	var b strings.Builder
	done := 0
	for _, w := range m.words {
		raw := m.text[w.Start:w.End]
		if ascii(raw) {
			continue
		}
		latin, kind := latinForm(w.Form)
		if kind == 0 {
			continue
		}
		latin = recased(latin, raw)
		b.WriteString(m.text[done:w.Start])
		b.WriteString(latin)
		done = w.End
		m.add(w.Start, w.End, latin, kind)
	}
	if done == 0 {
		return
	}
	b.WriteString(m.text[done:])
	if shingle.Guess(b.String()) != shingle.English {
		m.edits = m.edits[:n]
	}
}

// latinForm returns a form in ASCII and what was undone; 0 if nothing was, or if a letter
// looks like no Latin one.
func latinForm(form string) (string, shingle.Disguises) {
	folded := shingle.Fold(form)
	if ascii(folded) {
		if folded == form {
			return form, 0
		}
		return folded, shingle.Marks
	}
	var b strings.Builder
	for _, r := range folded {
		to, ok := looksLike[r]
		switch {
		case r < utf8.RuneSelf:
			to = byte(r)
		case !ok:
			return form, 0
		}
		b.WriteByte(to)
	}
	return b.String(), shingle.LookAlike
}

// looksLike maps letters to the Latin letters that they most look like, more freely than
// the table of package shingle, which comes from Unicode's confusables.txt: the letters of
// Cyrillic, Greek, Coptic, Armenian, Georgian, Tifinagh and Hebrew, letters with hooks and
// strokes, and those of phonetics.
var looksLike = byLetter(map[byte]string{
	'a': "аαⲁაɑɐᴀ", 'b': "вьъыбβⲃɓƀƃʙნხЬ", 'c': "сⲥϲɕᴄⵎↄ", 'd': "ԁдδⲇժძɖɗđᴅძ", 'e': "еэєёεⲉⵀⴹɘəɛɜɞᴇ", 'f': "ƒʄꜰғ",
	'g': "ԍɡɠɢɣʛցǥ", 'h': "һнћђⲏհհჩɦħɥʜԧ", 'i': "іїιⲓⵉɨɩɪı", 'j': "јϳյɟʝᴊȷ", 'k': "кқҝκⲕƙʞᴋⱪ", 'l': "ӏλⲗⵏןɫɬɭʟłƚⵍ",
	'm': "мⲙოოთოɯɰɱᴍ", 'n': "пийлηπⲛոռɲɳŋɴղ", 'o': "оθοσφⲟⲑⲫօⵔⵙסɔɵøɶᴏⱺ", 'p': "рρⲣքƥᴘᵽ", 'q': "ԛզգʠɋ", 'r': "гяґⲅɹɺɻɼɽɾʀʁгᴦ",
	's': "ѕςⲋʂʃſჽꜱȿ", 't': "тτⲧƭʇʈŧեⵜⵝᴛէ", 'u': "цυμⲩսմʉʊᴜմ", 'v': "ѵνʋʌⱱᴠⴸⱴ", 'w': "шщωψⲱաɯⱳʍᴡԝⵡ", 'x': "хжχⲭӿⵅⵝẋ", 'y': "уүγⲯყʎʏɤƴყɏ", 'z': "зζⲍȥƶʐʑʒᴢⱬⵣ",
})

// byLetter returns the Latin letter for each letter of the strings. If a letter looks like
// two, the first in the order of the alphabet counts.
func byLetter(alike map[byte]string) map[rune]byte {
	to := make(map[rune]byte)
	for letter := byte('a'); letter <= 'z'; letter++ {
		for _, r := range alike[letter] {
			if _, ok := to[r]; !ok {
				to[r] = letter
			}
		}
	}
	return to
}
