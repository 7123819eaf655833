package letters

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
)

// The lists of this file hold further disguises of the same families. They are separate
// because package compare is fitted on texts made with the other lists. The model was
// never fitted on these, so they show whether the library recognises a kind or only
// knows a list.

// FurtherInvisible insert further invisible characters.
var FurtherInvisible = []Editor{
	{"mongolian-separator", between("\u180e", true)}, {"function-application", between("\u2061", false)}, {"invisible-times", between("\u2062", true)},
	{"invisible-separator", between("\u2063", false)}, {"swapping", between("\u206a", true)}, {"annotation", between("\ufff9", true)},
	{"tag-space", between("\U000e0020", false)}, {"selector-1", between("\ufe00", true)}, {"selector-17", between("\U000e0100", false)},
	{"khmer-vowel", between("\u17b4", true)}, {"hangul-choseong", between("\u115f", true)}, {"half-width-filler", between("\uffa0", true)},
	{"object", between("\ufffc", true)}, {"noncharacter", between("\ufffe", true)}, {"shorthand", between("\U0001bca0", true)},
	{"escape-colour", between("\x1b[0m", true)}, {"bell", between("\x07", false)}, {"unit-separator", between("\x1f", true)},
	{"musical-beam", between("\U0001d173", false)}, {"two-kinds", between("\u200b\u00ad", false)},
}

// FurtherLookAlikes put letters of other scripts, or several letters, for one.
var FurtherLookAlikes = []Editor{
	{"coptic", table("aceikmnoprtx", "ⲁⲥⲉⲓⲕⲙⲛⲟⲣⲅⲧⲭ")}, {"lisu", capitals("ABCDEFGHIJKLMNOPRSTUVWXYZ", "ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜ")},
	{"roman-numerals", table("ivxlcdm", "ⅰⅴⅹⅼⅽⅾⅿ")}, {"hooked", table("bdghkpqtwyz", "ɓɗɠɦƙƥʠƭⱳƴȥ")}, {"stroked", table("bdhilotuz", "ƀđħɨłøŧʉƶ")},
	{"dotless", table("ij", "ıȷ")}, {"phonetic", table("aeiou", "ɑɛɪɔʊ")}, {"hebrew", table("ol", "סן")}, {"arabic-digits", table("oli", "ه١١")},
	{"ligatures", LigatureKept}, {"m-as-rn", swap("m", "rn")}, {"w-as-vv", swap("w", "vv")}, {"d-as-cl", swap("d", "cl")},
	{"cyrillic-wide", table("abcdeghijklmnoprstuvwxyz", "аЬсԁегһіјкӏмпоргѕтцѵшхуз")},
	{"several-scripts", anyOf(cyrillic, greek, armenian)}, {"georgian", table("bdhmos", "ხძჩოთჽ")}, {"tifinagh", table("ocixe", "ⵔⵎⵏⵅⴹ")},
	{"zero", table("o", "0")},
}

// FurtherStyled draw the same letters in other styles.
var FurtherStyled = []Editor{
	{"bold-italic", block('𝒂', '𝑨')}, {"double-struck", block('𝕒', '𝔸')}, {"sans", block('𝖺', '𝖠')}, {"sans-italic", block('𝘢', '𝘈')},
	{"sans-bold-italic", block('𝙖', '𝘼')}, {"fraktur", block('𝔞', '𝔄')}, {"script", block('𝒶', '𝒜')},
	{"subscript", table("aehijklmnoprstuvx", "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")}, {"bracketed-letters", around("[", "]")}, {"parentheses", around("(", ")")},
	{"enclosed-combining", around("", "\u20dd")}, {"keycap-combining", around("", "\u20e3")}, {"several-styles", anyOf(block('𝐚', '𝐀'), block('ａ', 'Ａ'), block('𝚊', '𝙰'))},
}

// FurtherSpaced set letters apart by rarer characters.
var FurtherSpaced = []Editor{
	{"en-quad", between("\u2000", false)}, {"three-per-em", between("\u2004", true)}, {"figure-space", between("\u2007", true)}, {"narrow-no-break", between("\u202f", true)},
	{"mathematical-space", between("\u205f", true)}, {"ideographic-space", between("\u3000", false)}, {"ogham", between("\u1680", true)}, {"hair-spaces", between("\u200a", false)},
	{"bars", between("|", false)}, {"slashes", between("/", false)}, {"tildes", between("~", false)}, {"stars", between("*", false)}, {"commas", between(",", false)},
	{"plus", between("+", false)}, {"bullets", between("•", false)}, {"apostrophe", between("'", true)}, {"quote-mark", between("\"", true)}, {"no-break-hyphen", between("\u2011", true)},
	{"two-spaces", between("  ", false)}, {"stop", between(".", true)}, {"colon", between(":", true)}, {"star", between("*", true)}, {"backslash", between("\\", true)},
}

// FurtherLeet put other digits and signs for letters.
var FurtherLeet = []Editor{
	{"all-digits", table("abegilostz", "4836110572")}, {"four", table("a", "4")}, {"at", table("a", "@")}, {"three", table("e", "3")}, {"one-for-i", table("i", "1")},
	{"exclamation", table("i", "!")}, {"dollar", table("s", "$")}, {"five", table("s", "5")}, {"plus-for-t", table("t", "+")}, {"seven", table("t", "7")},
	{"v-for-u", table("u", "v")}, {"drawn", drawn}, {"vowels", table("aeiou", "@310v")},
}

// FurtherMarks put marks on letters.
var FurtherMarks = []Editor{
	{"macrons", on("aeiou", "\u0304")}, {"umlauts", on("aeiou", "\u0308")}, {"rings", on("", "\u030a")}, {"cedillas", on("", "\u0327")}, {"dots-below", on("", "\u0323")},
	{"tilde-through", on("", "\u0334")}, {"slash-through", on("", "\u0338")}, {"double-line-below", on("", "\u0333")}, {"letters-above", on("aeiou", "\u0364")},
	{"arrows-above", on("", "\u20d7")}, {"bridge-below", on("", "\u033a")}, {"x-above", on("", "\u033d")}, {"double-mark", on("aeiou", "\u0301\u0323")},
}

// FurtherEscaped write letters as escapes of other notations.
var FurtherEscaped = []Editor{
	{"hexadecimal", codes("&#x%x;")}, {"hexadecimal-one", some(codes("&#X%X;"))}, {"zeros", codes("&#%07d;")}, {"no-semicolon", codes("&#%d")},
	{"json", codes("\\u%04x")}, {"braces", codes("\\u{%x}")}, {"byte", codes("\\x%02x")}, {"percent", codes("%%%02X")}, {"quoted-printable", codes("=%02X")},
	{"thrice", func(w string, _ *rand.Rand) string { return strings.ReplaceAll(references(w), "&", "&amp;amp;") }},
	{"zero-width-reference", between("&#8203;", false)}, {"zwnj-reference", between("&zwnj;", true)}, {"octal", codes("\\%03o")},
}

// Inserted insert text that a renderer of HTML, BBCode or Markdown does not show.
var Inserted = []Editor{
	{"break-tag", between("<wbr>", true)}, {"empty-bold", between("<b></b>", true)}, {"empty-span", between(`<span class="x"></span>`, true)}, {"comment-text", between("<!-- x -->", true)},
	{"bbcode-empty", between("[b][/b]", true)}, {"bbcode-colour", aroundOne("[color=#111]", "[/color]")}, {"bold-letter", aroundOne("<b>", "</b>")}, {"italic-letters", around("<i>", "</i>")},
	{"hidden-text", between(`<span style="display:none">q</span>`, true)}, {"markdown-stars", between("****", true)}, {"template", between("{{}}", true)}, {"spoiler", between("||||", true)},
}

// Case changes the case of letters.
var Case = []Editor{
	{"upper", func(w string, _ *rand.Rand) string { return strings.ToUpper(w) }},
	{"lower", func(w string, _ *rand.Rand) string { return strings.ToLower(w) }},
	{"title", func(w string, _ *rand.Rand) string { return recase(strings.ToLower(w), 'A') }},
	{"alternating", byTurns(unicode.ToLower, unicode.ToUpper)}, {"alternating-capital", byTurns(unicode.ToUpper, unicode.ToLower)},
	{"random", func(w string, r *rand.Rand) string {
		return all(w, func(c rune) string { return string([]rune{unicode.ToLower(c), unicode.ToUpper(c)}[r.IntN(2)]) })
	}},
	{"last-capital", func(w string, _ *rand.Rand) string {
		return at(w, length(w)-1, func(c rune) string { return string(unicode.ToUpper(c)) })
	}},
	{"inner-capital", func(w string, _ *rand.Rand) string {
		return at(w, length(w)/2, func(c rune) string { return string(unicode.ToUpper(c)) })
	}},
	{"swapped", func(w string, _ *rand.Rand) string {
		return all(w, func(c rune) string {
			if unicode.IsUpper(c) {
				return string(unicode.ToLower(c))
			}
			return string(unicode.ToUpper(c))
		})
	}},
	{"vowels-capital", func(w string, _ *rand.Rand) string {
		return all(w, func(c rune) string {
			if strings.ContainsRune("aeiou", c) {
				c = unicode.ToUpper(c)
			}
			return string(c)
		})
	}},
}

// Spelt change which letters a word has, so that people still read it.
var Spelt = slices.Concat(Typos, []Editor{
	{"stretched", Stretch}, {"last-stretched", lastThrice}, {"line-end", BreakLine}, {"hyphen", BreakHyphen}, {"broken", BreakSpace}, {"misread", Misread}, {"speck", Speck},
	{"long-s", LongS}, {"vowels-out", vowelsOut}, {"scrambled", scrambled}, {"letter-added", added}, {"pig-latin", pigLatin},
})

// swap returns an editor that puts one string for another.
func swap(from, to string) func(string, *rand.Rand) string {
	return func(word string, _ *rand.Rand) string { return strings.ReplaceAll(word, from, to) }
}

// capitals is like table, for lists that hold capitals only: small letters use the entry
// of the capital.
func capitals(from, to string) func(string, *rand.Rand) string {
	return table(from+strings.ToLower(from), to+to)
}

// anyOf returns an editor that draws one of several for each letter.
func anyOf(edits ...func(string, *rand.Rand) string) func(string, *rand.Rand) string {
	return func(word string, r *rand.Rand) string {
		return all(word, func(c rune) string { return edits[r.IntN(len(edits))](string(c), r) })
	}
}

// around returns an editor that puts each letter between two strings.
func around(before, after string) func(string, *rand.Rand) string {
	return func(word string, _ *rand.Rand) string {
		return all(word, func(c rune) string { return before + string(c) + after })
	}
}

// aroundOne is like around, for one letter.
func aroundOne(before, after string) func(string, *rand.Rand) string {
	return func(word string, r *rand.Rand) string {
		return at(word, r.IntN(max(1, length(word))), func(c rune) string { return before + string(c) + after })
	}
}

// on returns an editor that puts marks on the letters of a list; on all if it is empty.
func on(list, marks string) func(string, *rand.Rand) string {
	return func(word string, _ *rand.Rand) string {
		return all(word, func(c rune) string {
			if list == "" || strings.ContainsRune(list, unicode.ToLower(c)) {
				return string(c) + marks
			}
			return string(c)
		})
	}
}

// codes returns an editor that writes the number of every letter in a format.
func codes(format string) func(string, *rand.Rand) string {
	return func(word string, _ *rand.Rand) string {
		return all(word, func(c rune) string { return fmt.Sprintf(format, c) })
	}
}

// drawn writes letters as several signs that draw them.
func drawn(word string, _ *rand.Rand) string {
	return strings.NewReplacer("h", "|-|", "n", "|\\|", "m", "|\\/|", "w", "\\/\\/", "d", "|)", "k", "|<").Replace(word)
}

// byTurns returns an editor that changes letters by turns in two ways.
func byTurns(first, second func(rune) rune) func(string, *rand.Rand) string {
	return func(word string, _ *rand.Rand) string {
		k := 0
		return all(word, func(c rune) string {
			if k++; k%2 == 1 {
				return string(first(c))
			}
			return string(second(c))
		})
	}
}

func lastThrice(word string, _ *rand.Rand) string {
	return at(word, length(word)-1, func(c rune) string { return strings.Repeat(string(c), 3) })
}

// vowelsOut leaves out the vowels that do not begin a word: cncl.
func vowelsOut(word string, _ *rand.Rand) string {
	k := 0
	return all(word, func(c rune) string {
		if k++; k > 1 && strings.ContainsRune("aeiou", c) {
			return ""
		}
		return string(c)
	})
}

// scrambled shuffles all letters but the first and the last.
func scrambled(word string, r *rand.Rand) string {
	c := []rune(word)
	if len(c) > 3 {
		r.Shuffle(len(c)-2, func(i, j int) { c[i+1], c[j+1] = c[j+1], c[i+1] })
	}
	return string(c)
}

// added puts a letter after the word.
func added(word string, _ *rand.Rand) string { return word + "x" }

func pigLatin(word string, _ *rand.Rand) string {
	c := []rune(strings.ToLower(word))
	if len(c) < 2 {
		return word
	}
	return recase(string(c[1:])+string(c[0])+"ay", []rune(word)[0])
}
