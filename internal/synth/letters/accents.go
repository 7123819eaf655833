package letters

import (
	"math/rand/v2"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// stroked are letters whose mark is not a combining character.
var stroked = map[rune]string{'ø': "o", 'đ': "d", 'ł': "l", 'ħ': "h", 'ı': "i", 'ß': "s", 'æ': "a", 'œ': "o", 'ð': "d", 'þ': "t"}

// Strip takes the marks off letters, as people do whose keyboards lack them: é e, ő
// o, й и. Letters with a stroke lose it too.
func Strip(word string, _ *rand.Rand) string {
	var b strings.Builder
	for _, c := range norm.NFD.String(word) {
		if unicode.Is(unicode.Mn, c) {
			continue
		}
		if s, ok := stroked[unicode.ToLower(c)]; ok {
			b.WriteString(recase(s, c))
		} else {
			b.WriteRune(c)
		}
	}
	return norm.NFC.String(b.String())
}

// StripMarks takes combining marks off letters and leaves strokes.
func StripMarks(word string, _ *rand.Rand) string {
	var b strings.Builder
	for _, c := range norm.NFD.String(word) {
		if !unicode.Is(unicode.Mn, c) {
			b.WriteRune(c)
		}
	}
	return norm.NFC.String(b.String())
}

// StripOne takes the marks off one letter.
func StripOne(word string, r *rand.Rand) string {
	var where []int
	k := -1
	all(word, func(c rune) string {
		if k++; len(norm.NFD.String(string(c))) > len(string(c)) || stroked[unicode.ToLower(c)] != "" {
			where = append(where, k)
		}
		return ""
	})
	if len(where) == 0 {
		return word
	}
	return at(word, where[r.IntN(len(where))], func(c rune) string { return Strip(string(c), r) })
}

// doubled are letters that are written as two where a keyboard or a system
// lacks them.
var doubled = map[rune]string{
	'å': "aa", 'ä': "ae", 'ö': "oe", 'ü': "ue", 'ø': "oe", 'æ': "ae", 'œ': "oe", 'ß': "ss", 'ő': "oe", 'ű': "ue", 'ñ': "ny", 'ĳ': "ij",
}

// Double writes letters as two: å aa, ö oe, ß ss.
func Double(word string, _ *rand.Rand) string {
	return all(norm.NFC.String(word), func(c rune) string {
		if s, ok := doubled[unicode.ToLower(c)]; ok {
			return recase(s, c)
		}
		return string(c)
	})
}

// postfix are the same letters as typewriters and old mail wrote them.
var postfix = map[rune]string{
	'å': "a", 'ä': "a\"", 'ö': "o\"", 'ü': "u\"", 'é': "e'", 'è': "e`", 'ê': "e^", 'à': "a`", 'á': "a'", 'í': "i'", 'ó': "o'", 'ú': "u'", 'ñ': "n~", 'ç': "c,", 'ő': "o\"", 'ű': "u\"", 'ò': "o`", 'ù': "u`", 'ì': "i`", 'ã': "a~", 'õ': "o~",
}

// Postfix writes a mark after its letter: é e', ö o".
func Postfix(word string, _ *rand.Rand) string {
	return all(norm.NFC.String(word), func(c rune) string {
		if s, ok := postfix[unicode.ToLower(c)]; ok {
			return recase(s, c)
		}
		return string(c)
	})
}

// latin are Latin spellings of Cyrillic letters, as in passports.
var latin = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ё': "yo", 'ж': "zh", 'з': "z", 'и': "i", 'й': "y", 'к': "k", 'л': "l", 'м': "m",
	'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "kh", 'ц': "ts", 'ч': "ch", 'ш': "sh", 'щ': "shch",
	'ъ': "", 'ы': "y", 'ь': "", 'э': "e", 'ю': "yu", 'я': "ya",
}

// Latin writes a Cyrillic word in Latin letters.
func Latin(word string, _ *rand.Rand) string {
	return all(word, func(c rune) string {
		if s, ok := latin[unicode.ToLower(c)]; ok {
			return recase(s, c)
		}
		return string(c)
	})
}

// marks are combining marks; each goes with any letter.
var marks = []rune("\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0323\u0324\u0325\u0327\u0328\u032d\u0330\u0331")

// Mark puts one combining mark on one letter of the word.
func Mark(word string, r *rand.Rand) string {
	return at(word, r.IntN(max(1, length(word))), func(c rune) string { return norm.NFC.String(string([]rune{c, marks[r.IntN(len(marks))]})) })
}

// MarkVowel puts a stress mark on the first vowel: the way dictionaries and
// books for learners print words.
func MarkVowel(word string, _ *rand.Rand) string {
	done := false
	return all(word, func(c rune) string {
		if !done && strings.ContainsRune("aeiouyаеиоуыэюя", unicode.ToLower(c)) {
			done = true
			return norm.NFC.String(string([]rune{c, '\u0301'}))
		}
		return string(c)
	})
}

// MarkAll puts one mark on every letter.
func MarkAll(word string, r *rand.Rand) string {
	return all(word, func(c rune) string { return norm.NFC.String(string([]rune{c, marks[r.IntN(len(marks))]})) })
}

// heap are marks that stack: above, below and through a letter.
var heap = []rune("\u0300\u0301\u0302\u0303\u0306\u0307\u030a\u030d\u030e\u0311\u0312\u0316\u0317\u0323\u0324\u032b\u0334\u0335\u0336\u033c\u033f\u0346\u0349\u034d\u0352\u0357\u035b\u0363\u0364")

// Heap returns an editor that puts depth marks on every letter.
func Heap(depth int) func(string, *rand.Rand) string {
	return func(word string, r *rand.Rand) string {
		return all(word, func(c rune) string {
			b := []rune{c}
			for range depth {
				b = append(b, heap[r.IntN(len(heap))])
			}
			return string(b)
		})
	}
}
