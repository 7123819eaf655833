package plain

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// signs are what signs, digits, letters of other scripts and several signs in a row may be drawn
// for. Package shingle reads single signs where the letters around them leave one choice; here the
// lexicon chooses.
var signs = map[string]string{
	"@": "a", "4": "a", "^": "a", "₳": "a", "Λ": "a", "∆": "a", "8": "b", "฿": "b", "ß": "b", "6": "gb", "(": "c", "¢": "c", "₵": "c", "<": "ck",
	"Đ": "d", "đ": "d", "∂": "d", "₫": "d", "3": "e", "€": "e", "Ɇ": "e", "ɇ": "e", "∑": "e", "£": "le", "₣": "f", "ƒ": "f", "9": "g", "₲": "g", "#": "h", "Ⱨ": "h", "ⱨ": "h",
	"1": "il", "!": "il", "|": "li", "¡": "i", "ł": "il", "Ł": "il", "١": "il", "₭": "k", "Ⱡ": "l", "ⱡ": "l", "₥": "m", "₦": "n", "И": "n", "0": "o", "Ø": "o", "ø": "o", "¤": "o", "ه": "o", "٥": "o", "°": "o",
	"₱": "p", "¶": "p", "Ɽ": "r", "ɽ": "r", "®": "r", "Я": "r", "5": "s", "$": "s", "§": "s", "₴": "s", "7": "t", "+": "t", "†": "t", "₮": "t", "Ʉ": "u", "ʉ": "u", "µ": "u", "٧": "v", "₩": "w", "%": "x", "×": "x", "Ӿ": "x", "ӿ": "x", "¥": "y", "2": "z", "Ⱬ": "z", "ⱬ": "z",
	"|-|": "h", "]-[": "h", "}{": "h", `|\|`: "n", `|\/|`: "m", `/\/\`: "m", `/\/`: "n", `\/\/`: "w", `|/\|`: "w", "|)": "d", "|<": "k", "|{": "k", `/\`: "a", "/-\\": "a", `\/`: "v", "|_|": "u", "()": "o", "[]": "o", "|3": "b", "|=": "f", "|_": "l", "|*": "p", "|>": "p", "><": "x", ")(": "x", "`/": "y", "_|": "j", "vv": "w", "VV": "w",
}

// longestSign is how many bytes a key of signs has at most.
const longestSign = 5

// leadSigns are the bytes that keys of signs begin with, but those of "vv", which is read beside
// another sign only.
var leadSigns = sync.OnceValue(func() (lead [256]bool) {
	for sign := range signs {
		lead[sign[0]] = lead[sign[0]] || !unicode.IsLetter(rune(sign[0])) || sign[0] >= utf8.RuneSelf
	}
	return lead
})

// mostReadings bounds how many readings of a chunk are looked up, and mostDrawn of a text.
const (
	mostReadings = 64
	mostDrawn    = 1 << 16
)

// drawn reads chunks between spaces in which signs are drawn for letters, if one of their readings
// is a word: |-|o\/\/, w!!!, ₥ɇɇ₮. Of several, it takes the commonest.
func (m *mender) drawn() {
	if m.lex == nil {
		return
	}
	lead := leadSigns()
	asked := 0
	at := 0
	for chunk := range strings.FieldsSeq(m.text) {
		start := at + strings.Index(m.text[at:], chunk)
		at = start + len(chunk)
		some, letters := false, false
		for i := range len(chunk) {
			some = some || lead[chunk[i]]
			letters = letters || chunk[i]|0x20 >= 'a' && chunk[i]|0x20 <= 'z' || chunk[i] >= utf8.RuneSelf
		}
		if !some || len(chunk) > longestDrawn || asked > mostDrawn {
			continue
		}
		p := pictures{mender: m, left: mostReadings}
		from, to, word := p.read(chunk, letters)
		asked += mostReadings - p.left
		if word != "" {
			m.add(start+from, start+to, recased(word, chunk[from:]), shingle.Leet)
		}
	}
}

// longestDrawn is how many bytes a chunk has at most: twenty letters of four signs.
const longestDrawn = 80

// pictures look up the readings of a chunk.
type pictures struct {
	*mender
	left int // readings that may still be looked up
	word string
	bits float64
	room []byte
}

// marks around a word that may also be signs: outer ones are taken for marks if the rest is a word.
const (
	opening = "\"'“‘(["
	closing = "\"'”’)].,;:?!"
)

// read returns the word that a chunk is drawn for, and where. letters says whether the chunk has
// any, without which three signs at least are needed.
func (p *pictures) read(chunk string, letters bool) (from, to int, word string) {
	inner := strings.TrimRight(strings.TrimLeft(chunk, opening), closing)
	if p.plain(inner) {
		return 0, 0, ""
	}
	from, to = 0, len(chunk)
	for n := 0; ; n++ {
		if s := chunk[from:to]; len(s) > 1 && (letters || len(s) > 2) && !p.plain(s) {
			p.bits = 0
			p.word = ""
			p.try(s, 0)
			if p.word != "" && len(p.word) > 1 {
				return from, to, p.word
			}
		}
		r, size := utf8.DecodeLastRuneInString(chunk[from:to])
		first, lead := utf8.DecodeRuneInString(chunk[from:to])
		switch {
		case n == 4 || p.left <= 0:
			return 0, 0, ""
		case size > 0 && strings.ContainsRune(closing, r):
			to -= size
		case lead > 0 && strings.ContainsRune(opening, first):
			from += lead
		default:
			return 0, 0, ""
		}
	}
}

// plain reports whether a chunk is a number, or words as they are: of letters with hyphens,
// apostrophes and slashes alone.
func (p *pictures) plain(s string) bool {
	odd, letters := false, false
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf && unicode.IsLetter(r):
			letters = true
		case strings.ContainsRune("-‐‑–—'’./&,:", r):
		default:
			odd = odd || r > '9' || r < '0'
			letters = letters || r >= utf8.RuneSelf
			if '0' <= r && r <= '9' {
				odd = odd || letters
			}
		}
	}
	return !odd || !letters && strings.Trim(s, "0123456789.,:+-%$€£/()") == ""
}

// try looks up the readings of s after what room holds.
func (p *pictures) try(s string, used int) {
	if s == "" {
		p.left--
		if bits, ok := p.lex.Rarity(string(p.room)); ok && used > 0 && (p.word == "" || bits < p.bits) {
			p.word, p.bits = string(p.room), bits
		}
		return
	}
	n := len(p.room)
	for k := min(longestSign, len(s)); k > 0 && p.left > 0; k-- {
		choices, ok := signs[s[:k]]
		if !ok || k == 2 && s[:2] == "vv" && used == 0 {
			continue
		}
		for i := 0; i < len(choices) && p.left > 0; i++ {
			p.room = append(p.room[:n], choices[i])
			p.try(s[k:], used+1)
		}
		if k > 1 {
			break // the longest sign is meant
		}
	}
	if c := s[0] | 0x20; 'a' <= c && c <= 'z' && s[0] < utf8.RuneSelf {
		p.room = append(p.room[:n], c)
		p.try(s[1:], used)
	} else if s[0] == '\'' {
		p.room = append(p.room[:n], s[0])
		p.try(s[1:], used)
	}
	p.room = p.room[:n]
}
