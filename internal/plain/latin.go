package plain

import (
	"strings"
	"sync"
	"unicode"
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
		latin, kind := m.latinForm(raw, w.Form)
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

// latinForm returns a word in ASCII and what was undone; 0 if nothing was, or if a letter
// looks like no Latin one. If the lexicon does not have the form that package shingle reads,
// the letters are looked at again: ꓲ looks like l and like I.
func (m *mender) latinForm(raw, form string) (string, shingle.Disguises) {
	folded := shingle.Fold(form)
	if ascii(folded) && (m.lex == nil || m.knows(folded)) {
		if folded == form {
			return form, 0
		}
		return folded, shingle.Marks
	}
	latin := latinLetters(raw)
	switch {
	case ascii(folded) && (latin == "" || !m.knows(latin)):
		if folded == form {
			return form, 0
		}
		return folded, shingle.Marks
	case latin == "":
		latin = latinLetters(folded)
	}
	if latin == "" {
		return form, 0
	}
	return latin, shingle.LookAlike
}

// latinLetters returns the Latin letters that the letters of a word look like; "" if one
// looks like none.
func latinLetters(word string) string {
	var b strings.Builder
	table := looksLike()
	for _, r := range word {
		r = unicode.ToLower(r)
		to, ok := table[r]
		switch {
		case r < utf8.RuneSelf && unicode.IsLetter(r):
			to = byte(r)
		case !ok:
			return ""
		}
		b.WriteByte(to)
	}
	return b.String()
}

// looksLike maps letters to the Latin letters that they most look like, more freely than
// the table of package shingle, which comes from Unicode's confusables.txt: the letters of
// Cyrillic, Greek, Coptic, Armenian, Georgian, Tifinagh and Hebrew, letters with hooks and
// strokes, those of phonetics, those of Lisu, which are Latin capitals, Canadian syllabics and Cherokee.
var looksLike = sync.OnceValue(func() map[rune]byte {
	return byLetter(alike)
})

// alike has, for each letter from a on, those that look like it.
var alike = [26]string{
	"аαⲁაɑɐᴀꓮᗩᗅᎪ",           // a
	"вьъыбβⲃɓƀƃʙნხЬꓐᗷᑲᏴ",    // b
	"сⲥϲɕᴄⵎↄꓚᑕᏟ",            // c
	"ԁдδⲇժძɖɗđᴅძꓓᗪᗞᑯᎠ",      // d
	"еэєёεⲉⵀⴹɘəɛɜɞᴇꓰᕮᎬ",     // e
	"ƒʄꜰғꓝᖴ",                // f
	"ԍɡɠɢɣʛցǥꓖᘜᏀ",           // g
	"һнћђⲏհհჩɦħɥʜԧꓧᕼᎻ",      // h
	"іїιⲓⵉɨɩɪıꓲᓰᏆ",          // i
	"јϳյɟʝᴊȷꓙᒍᎫ",            // j
	"кқҝκⲕƙʞᴋⱪꓗᏦᛕ",          // k
	"ӏλⲗⵏןɫɬɭʟłƚⵍꓡᒪᏞ",       // l
	"мⲙოოთოɯɰɱᴍꓟᗰᎷ",         // m
	"пийлηπⲛոռɲɳŋɴղꓠᑎ",      // n
	"оθοσφⲟⲑⲫօⵔⵙסɔɵøɶᴏⱺꓳᝪᗝ", // o
	"рρⲣքƥᴘᵽꓑᑭᏢ",            // p
	"ԛզգʠɋᑫ",                // q
	"гяґⲅɹɺɻɼɽɾʀʁгᴦꓣᖇᏒᎡ",    // r
	"ѕςⲋʂʃſჽꜱȿꓢᔕᏚ",          // s
	"тτⲧƭʇʈŧեⵜⵝᴛէꓔᎢᎿ",       // t
	"цυμⲩսմʉʊᴜմꓴᑌ",          // u
	"ѵνʋʌⱱᴠⴸⱴꓦᐯᏙ",           // v
	"шщωψⲱաɯⱳʍᴡԝⵡꓪᗯᎳᏔ",      // w
	"хжχⲭӿⵅⵝẋꓫ᙭",            // x
	"уүγⲯყʎʏɤƴყɏꓬᖻᎩ",        // y
	"зζⲍȥƶʐʑʒᴢⱬⵣꓜᘔᏃ",        // z
}

// byLetter returns the Latin letter for each letter of the strings. If a letter looks like
// two, the first in the order of the alphabet counts.
func byLetter(alike [26]string) map[rune]byte {
	to := make(map[rune]byte)
	for i, letters := range alike {
		for _, r := range letters {
			if _, ok := to[r]; !ok {
				to[r] = byte('a' + i)
			}
		}
	}
	return to
}
