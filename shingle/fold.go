package shingle

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Fold returns a normal form without combining marks and without the strokes and
// hooks of letters: é is e, å is a, ł is l, й is и. Letters that combine two become
// two: æ is ae, þ is th. [Word.Hash] is the hash of the folded form, so that a text
// keeps its features when an editor strips the accents or puts one on each letter.
// An ASCII form is returned unchanged, and Fold of a folded form is that form.
//
// Marks that change the word stay: the vowel signs of the scripts of India, and the
// voicing marks of Japanese. The points of Hebrew and Arabic are removed. The cost
// is linear.
func Fold(form string) string {
	i := foldedPrefix(form)
	if i == len(form) {
		return form
	}
	// No character that stays depends on a later one.
	var b strings.Builder
	b.Grow(len(form))
	b.WriteString(form[:i])
	for _, r := range form[i:] {
		switch {
		case r < utf8.RuneSelf:
			b.WriteByte(byte(r))
		case r < singleLimit:
			b.WriteString(singleFolds()[r])
		default:
			foldRune(&b, r)
		}
	}
	return b.String()
}

// foldedPrefix returns how many bytes of a form come before the first character
// that folding changes. Beyond singleLimit it may stop earlier.
func foldedPrefix(form string) int {
	i := asciiPrefix(form)
	if i == len(form) {
		return i
	}
	stays := staying()
	for i < len(form) {
		r, n := utf8.DecodeRuneInString(form[i:])
		if r >= singleLimit || !stays[r] {
			return i
		}
		i += n
	}
	return i
}

// staying returns which characters below singleLimit fold to themselves.
var staying = sync.OnceValue(func() *[singleLimit]bool {
	var stays [singleLimit]bool
	for r, to := range singleFolds() {
		stays[r] = r < utf8.RuneSelf || to == string(rune(r))
	}
	return &stays
})

// singleFolds returns the folded forms of the characters below singleLimit.
var singleFolds = sync.OnceValue(func() *[singleLimit]string {
	var folds [singleLimit]string
	for r := rune(utf8.RuneSelf); r < singleLimit; r++ {
		var b strings.Builder
		foldRune(&b, r)
		folds[r] = b.String()
	}
	return &folds
})

// foldRune writes the folded form of a character of a normal form.
func foldRune(b *strings.Builder, r rune) {
	if optional(r) {
		return
	}
	if s, ok := baseLetters[r]; ok {
		b.WriteString(s)
		return
	}
	d := decomposition(r)
	if len(d) == 0 || 0xac00 <= r && r <= 0xd7a3 || holdsFixedMark(d) {
		b.WriteRune(r)
		return
	}
	for _, l := range string(d) {
		if l != r {
			foldRune(b, l) // Vietnamese letters are taken apart in two steps
		}
	}
}

// holdsFixedMark reports whether a decomposition holds a mark that stays.
func holdsFixedMark(d []byte) bool {
	for _, r := range string(d) {
		if isMarkRune(r) && !optional(r) {
			return true
		}
	}
	return false
}

// optional reports whether r is a mark that a word can do without.
func optional(r rune) bool {
	switch {
	case r < 0x300:
		return false
	case r <= 0x36f:
		return true
	case r == 0x3099, r == 0x309a:
		return false
	}
	return isMarkRune(r) && in(r, unicode.Inherited, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Cyrillic, unicode.Latin)
}

// baseLetters holds the letters that Unicode does not decompose and that people
// without them on the keyboard replace by another, in lower case. The choices are
// those of the transform Latin-ASCII of Unicode's CLDR.
var baseLetters = map[rune]string{
	'æ': "ae", 'œ': "oe", 'ð': "d", 'þ': "th", 'ø': "o", 'ß': "ss", 'đ': "d", 'ħ': "h", 'ı': "i", 'ĸ': "q", 'ł': "l", 'ŋ': "n", 'ŧ': "t",
	'ƀ': "b", 'ɓ': "b", 'ƃ': "b", 'ƈ': "c", 'ɖ': "d", 'ɗ': "d", 'ƌ': "d", 'ƒ': "f", 'ɠ': "g", 'ƙ': "k", 'ƚ': "l", 'ɲ': "n", 'ƞ': "n",
	'ƥ': "p", 'ƫ': "t", 'ƭ': "t", 'ʈ': "t", 'ʋ': "v", 'ƴ': "y", 'ƶ': "z", 'ȥ': "z", 'ǥ': "g", 'ȼ': "c", 'ɇ': "e", 'ɉ': "j", 'ɍ': "r", 'ɏ': "y",
	'ʂ': "s", 'ɛ': "e", 'ɔ': "o", 'ə': "e", 'ǝ': "e", 'ɨ': "i", 'ʉ': "u", 'ɵ': "o", 'ȷ': "j", 'ⱥ': "a", 'ⱦ': "t", 'ɫ': "l", 'ⱡ': "l", 'ᵽ': "p", 'ꝁ': "k",
	'ґ': "г", 'ғ': "г", 'қ': "к", 'ң': "н", 'ү': "у", 'ұ': "у", 'һ': "х", 'ө': "о",
}

// pairLetters holds the letters that people without them on the keyboard write as
// two or more, besides what [Fold] returns: the usage of German, Danish, Norwegian
// and Swedish, and for Cyrillic letters the commonest transliterations into Latin
// (BGN/PCGN and GOST 7.79-2000 B, without their apostrophes).
var pairLetters = map[rune][]string{
	'å': {"aa"}, 'ä': {"ae"}, 'ö': {"oe"}, 'ø': {"oe"}, 'ü': {"ue"}, 'ő': {"oe"}, 'ű': {"ue"}, 'æ': {"e", "a"}, 'œ': {"o", "e"}, 'ð': {"dh", "th"}, 'þ': {"t"}, 'ñ': {"ny", "nn"}, 'ß': {"s", "sz"},
	'а': {"a"}, 'б': {"b"}, 'в': {"v"}, 'г': {"g", "h"}, 'ґ': {"g"}, 'д': {"d"}, 'е': {"e", "ye"}, 'ё': {"yo", "e", "ye"}, 'є': {"ye", "ie"}, 'ж': {"zh"}, 'з': {"z"},
	'и': {"i", "y"}, 'й': {"y", "j", "i"}, 'і': {"i"}, 'ї': {"yi", "i"}, 'к': {"k"}, 'л': {"l"}, 'м': {"m"}, 'н': {"n"}, 'о': {"o"}, 'п': {"p"}, 'р': {"r"},
	'с': {"s"}, 'т': {"t"}, 'у': {"u"}, 'ф': {"f"}, 'х': {"kh", "h", "x"}, 'ц': {"ts", "c"}, 'ч': {"ch"}, 'ш': {"sh"}, 'щ': {"shch", "shh"}, 'ъ': {""}, 'ы': {"y"}, 'ь': {""},
	'э': {"e"}, 'ю': {"yu", "iu", "ju"}, 'я': {"ya", "ia", "ja"}, 'ђ': {"dj"}, 'ј': {"j"}, 'љ': {"lj"}, 'њ': {"nj"}, 'ћ': {"c"}, 'џ': {"dz"},
}

// maxSameLetters bounds the forms that [SameLetters] compares by more than [Fold],
// because its time is the product of their lengths.
const maxSameLetters = 64

// SameLetters reports whether two normal forms are the same word to a reader who
// ignores marks: their folded forms are equal, or become so when letters are
// written as two (Ångström, Aangstroem; Жуков, Zhukov), or when U+FFFD in one of
// them stands for one or two lost letters. Forms longer than 64 bytes are compared
// by [Fold] alone. Beyond that, equal forms cost nothing; others cost at most the
// product of their lengths, and nothing if both are ASCII.
func SameLetters(a, b string) bool {
	if a == b {
		return true
	}
	if isASCII(a) && isASCII(b) {
		return false
	}
	if Fold(a) == Fold(b) {
		return true
	}
	if len(a) > maxSameLetters || len(b) > maxSameLetters {
		return false
	}
	m := matcher{a: units(a), b: units(b)}
	return m.match()
}

// units returns the letters of a form, without marks that do not compose. Two
// adjacent U+FFFD are one lost letter of two bytes.
func units(form string) []rune {
	out := make([]rune, 0, len(form))
	lost := 0
	for _, r := range form {
		if r != utf8.RuneError {
			lost = 0
		} else if lost++; lost%2 == 0 {
			continue
		}
		if !optional(r) {
			out = append(out, r)
		}
	}
	return out
}

// A matcher compares two forms letter by letter. seen[i][j] says that the first i
// letters of one can be the first j of the other.
type matcher struct {
	a, b []rune
	seen [maxSameLetters + 1][maxSameLetters + 1]bool
}

func (m *matcher) match() bool {
	m.seen[0][0] = true
	for i := 0; i <= len(m.a); i++ {
		for j := 0; j <= len(m.b); j++ {
			if m.seen[i][j] {
				m.step(i, j)
			}
		}
	}
	return m.seen[len(m.a)][len(m.b)]
}

// step marks what can follow the first i letters of one and j of the other.
func (m *matcher) step(i, j int) {
	if i < len(m.a) && j < len(m.b) && equalLetters(m.a[i], m.b[j]) {
		m.seen[i+1][j+1] = true
	}
	if i < len(m.a) {
		for _, n := range spellings(m.a[i], m.b[j:]) {
			m.seen[i+1][j+n] = true
		}
	}
	if j < len(m.b) {
		for _, n := range spellings(m.b[j], m.a[i:]) {
			m.seen[i+n][j+1] = true
		}
	}
}

// equalLetters reports whether two letters are equal without marks.
func equalLetters(r, q rune) bool {
	if r == q {
		return true
	}
	if r < utf8.RuneSelf && q < utf8.RuneSelf {
		return false
	}
	x, y := foldLetter(r), foldLetter(q)
	if x == y {
		return true
	}
	for _, s := range pairLetters[r] {
		for _, t := range pairLetters[q] {
			if s == t && s != "" {
				return true // ö and ø
			}
		}
	}
	return false
}

// foldLetter is [Fold] for one letter.
func foldLetter(r rune) string {
	if r < utf8.RuneSelf {
		return string(r)
	}
	var b strings.Builder
	foldRune(&b, r)
	return b.String()
}

// spellings returns how many letters at the beginning of rest may be a spelling of
// a letter, each number at most once.
func spellings(r rune, rest []rune) (lengths []int) {
	if r == utf8.RuneError {
		return []int{min(1, len(rest)), min(2, len(rest))}
	}
	if r < utf8.RuneSelf {
		return nil
	}
	for _, s := range append([]string{foldLetter(r)}, pairLetters[r]...) {
		if n := len([]rune(s)); n <= len(rest) && foldsTo(rest[:n], s) {
			lengths = append(lengths, n)
		}
	}
	return lengths
}

// foldsTo reports whether letters without marks are those of s.
func foldsTo(letters []rune, s string) bool {
	var b strings.Builder
	for _, r := range letters {
		b.WriteString(foldLetter(r))
	}
	return b.String() == s
}

// hashWord returns the hash of a word: that of its folded form.
func hashWord(form string) uint64 { return hashForm(Fold(form)) }
