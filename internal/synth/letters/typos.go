package letters

import (
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"
)

// keys are rows of keyboards: neighbours in a row are typed for each other.
var keys = []string{"qwertyuiop", "asdfghjkl", "zxcvbnm", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "1234567890"}

// inner returns a random place for a typing error in a word, never the first
// letter, or -1 for a word of three letters or fewer.
func inner(c []rune, r *rand.Rand) int {
	if len(c) < 4 {
		return -1
	}
	return 1 + r.IntN(len(c)-1)
}

// Swap swaps two neighbouring letters that differ: library, lirbary.
func Swap(word string, r *rand.Rand) string {
	c := []rune(word)
	if len(c) < 4 {
		return word
	}
	from := 1 + r.IntN(len(c)-2)
	for k := range len(c) - 2 {
		i := 1 + (from-1+k)%(len(c)-2)
		if c[i] != c[i+1] && unicode.IsLetter(c[i]) && unicode.IsLetter(c[i+1]) {
			c[i], c[i+1] = c[i+1], c[i]
			return string(c)
		}
	}
	return word
}

// Drop leaves a letter out.
func Drop(word string, r *rand.Rand) string {
	c := []rune(word)
	if i := inner(c, r); i > 0 && unicode.IsLetter(c[i]) {
		return string(append(c[:i:i], c[i+1:]...))
	}
	return word
}

// Repeat types a letter twice.
func Repeat(word string, r *rand.Rand) string {
	c := []rune(word)
	if i := inner(c, r); i > 0 && unicode.IsLetter(c[i]) {
		return string(c[:i+1]) + string(c[i:])
	}
	return word
}

// Stretch types a vowel three to five times: sooo.
func Stretch(word string, r *rand.Rand) string {
	i := strings.IndexAny(word, "aeiouаеиоу")
	if i < 0 {
		return word
	}
	_, n := utf8.DecodeRuneInString(word[i:])
	return word[:i] + strings.Repeat(word[i:i+n], 3+r.IntN(3)) + word[i+n:]
}

// Neighbour types the key beside the right one.
func Neighbour(word string, r *rand.Rand) string {
	c := []rune(word)
	i := inner(c, r)
	if i < 0 {
		return word
	}
	for _, row := range keys {
		keys := []rune(row)
		for k, key := range keys {
			if key != unicode.ToLower(c[i]) {
				continue
			}
			if k == 0 || k+1 < len(keys) && r.IntN(2) == 0 {
				k++
			} else {
				k--
			}
			return string(c[:i]) + recase(string(keys[k]), c[i]) + string(c[i+1:])
		}
	}
	return word
}

// Phonetic writes what sounds alike: ph f, ie ei, ck k, double letters single.
func Phonetic(word string, r *rand.Rand) string {
	from := r.IntN(len(alike) / 2)
	for k := range len(alike) / 2 {
		x := 2 * ((from + k) % (len(alike) / 2))
		if i := strings.Index(word, alike[x]); i >= 0 {
			return word[:i] + alike[x+1] + word[i+len(alike[x]):]
		}
	}
	return word
}

var alike = strings.Fields("ie ei ei ie ph f ck k ll l ss s tt t mm m nn n pp p rr r sc s ence ance able ible ent ant ey y qu kw gh g tion sion сс с нн н тт т тс ц ться тся")

// Typos are the slips of people who type.
var Typos = []Editor{{"swapped", Swap}, {"dropped", Drop}, {"doubled", Repeat}, {"neighbour", Neighbour}, {"phonetic", Phonetic}}

// misread are letters that optical character recognition takes for one another.
var misread = []string{
	"rn", "m", "m", "rn", "l", "1", "I", "l", "O", "0", "0", "O", "e", "c", "h", "b", "cl", "d", "5", "S", "u", "ii", "vv", "w", "w", "vv", "t", "f",
	"a", "o", "li", "h", "nn", "m", "и", "н", "ш", "щ", "е", "с", "п", "н", "л", "д", "ы", "ьі", "б", "6", "о", "0",
}

// Misread reads letters wrongly at one place of a word.
func Misread(word string, r *rand.Rand) string {
	pairs := len(misread) / 2
	from := r.IntN(pairs)
	for k := range pairs {
		x := 2 * ((from + k) % pairs)
		if i := strings.Index(word, misread[x]); i >= 0 {
			return word[:i] + misread[x+1] + word[i+len(misread[x]):]
		}
	}
	return word
}

// specks are what dust on a page is read as.
var specks = []string{"'", ".", "·", "^", "~", "|", ",", ";", "°"}

// Speck reads dust beside a word, or a letter as a sign.
func Speck(word string, r *rand.Rand) string {
	c := []rune(word)
	i := inner(c, r)
	if i < 0 {
		return word
	}
	s := specks[r.IntN(len(specks))]
	if r.IntN(2) == 0 {
		return string(c[:i]) + s + string(c[i:])
	}
	return string(c[:i]) + s + string(c[i+1:])
}

// LongS writes ſ for an s that does not end the word.
func LongS(word string, _ *rand.Rand) string { return notLast(word, "ſ") }

// LongSRead reads that ſ as f, as scans of old books do.
func LongSRead(word string, _ *rand.Rand) string { return notLast(word, "f") }

func notLast(word, s string) string {
	if i := strings.IndexByte(word, 's'); i >= 0 && i+1 < len(word) {
		return strings.ReplaceAll(word[:len(word)-1], "s", s) + word[len(word)-1:]
	}
	return word
}

// LigatureLost leaves out letters that a PDF has drawn as one character: office, oce.
func LigatureLost(word string, _ *rand.Rand) string { return ligature(word, "") }

// LigatureBlank puts a space for it: of ce.
func LigatureBlank(word string, _ *rand.Rand) string { return ligature(word, " ") }

// LigatureKept writes it as one character: oﬃce.
func LigatureKept(word string, _ *rand.Rand) string {
	return strings.NewReplacer("ffi", "ﬃ", "ffl", "ﬄ", "fi", "ﬁ", "fl", "ﬂ", "ff", "ﬀ").Replace(word)
}

func ligature(word, to string) string {
	out := strings.NewReplacer("ffi", to, "ffl", to, "fi", to, "fl", to, "ff", to).Replace(word)
	if strings.TrimSpace(out) == "" {
		return word
	}
	return strings.TrimSpace(out)
}

// BreakLine breaks a word by a hyphen at the end of a line.
func BreakLine(word string, r *rand.Rand) string { return broken(word, "-\n", r) }

// BreakHyphen leaves the hyphen of a former line break.
func BreakHyphen(word string, r *rand.Rand) string { return broken(word, "-", r) }

// BreakSpace puts a space into a word.
func BreakSpace(word string, r *rand.Rand) string { return broken(word, " ", r) }

func broken(word, by string, r *rand.Rand) string {
	c := []rune(word)
	if len(c) < 6 {
		return word
	}
	i := 2 + r.IntN(len(c)-4)
	if !unicode.IsLetter(c[i-1]) || !unicode.IsLetter(c[i]) {
		return word
	}
	return string(c[:i]) + by + string(c[i:])
}
