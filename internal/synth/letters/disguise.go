package letters

import (
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
)

// Disguises write a word in characters that look much the same, so that a program
// reads another word or none. They are grouped by what a program must do to read
// through them.

// table returns an editor that replaces the letters of from by those of to.
// Capitals without their own entry use that of the small letter.
func table(from, to string) func(string, *rand.Rand) string {
	m := make(map[rune]rune)
	b := []rune(to)
	for i, c := range []rune(from) {
		m[c] = b[i]
	}
	return func(word string, _ *rand.Rand) string {
		return all(word, func(c rune) string {
			if x, ok := m[c]; ok {
				return string(x)
			}
			if x, ok := m[unicode.ToLower(c)]; ok {
				return string(x)
			}
			return string(c)
		})
	}
}

// block returns an editor that puts the letters of an alphabet in a row: small
// ones from lower on, capitals from upper on; 0 leaves them.
func block(lower, upper rune) func(string, *rand.Rand) string {
	return func(word string, _ *rand.Rand) string {
		return all(word, func(c rune) string {
			switch {
			case c >= 'a' && c <= 'z' && lower > 0:
				c = lower + c - 'a'
			case c >= 'A' && c <= 'Z' && upper > 0:
				c = upper + c - 'A'
			case c >= 'a' && c <= 'z':
				c = upper + c - 'a'
			case c >= 'A' && c <= 'Z':
				c = lower + c - 'A'
			}
			return string(c)
		})
	}
}

// between returns an editor that puts s between the letters of a word, only once if
// once is set.
func between(s string, once bool) func(string, *rand.Rand) string {
	return func(word string, r *rand.Rand) string {
		n := length(word)
		if n < 3 {
			return word
		}
		k, where := -1, r.IntN(n-1)
		return all(word, func(c rune) string {
			if k++; k < n-1 && (!once || k == where) {
				return string(c) + s
			}
			return string(c)
		})
	}
}

// some returns an editor that edits one letter only.
func some(edit func(string, *rand.Rand) string) func(string, *rand.Rand) string {
	return func(word string, r *rand.Rand) string {
		n := length(word)
		if n == 0 {
			return word
		}
		from := r.IntN(n)
		for i := range n {
			if out := at(word, (from+i)%n, func(c rune) string { return edit(string(c), r) }); out != word {
				return out
			}
		}
		return word
	}
}

func reverse(word string) string {
	c := []rune(word)
	slices.Reverse(c)
	return string(c)
}

var (
	cyrillic = table("aceopxyisjABCEHKMOPTXYІ", "асеорхуіѕјАВСЕНКМОРТХУІ")
	greek    = table("aovikuptxABEHIKMNOPTXYZ", "αονικυρτχΑΒΕΗΙΚΜΝΟΡΤΧΥΖ")
	armenian = table("goushnpqd", "ցօսѕհոքզժ")
	latinise = table("асеорхуіАВЕКМНОРСТХУ", "aceopxyiABEKMHOPCTXY")
)

// LookAlikes put letters of another script.
var LookAlikes = []Editor{
	{"cyrillic", cyrillic}, {"greek", greek}, {"armenian", armenian}, {"cyrillic-one", some(cyrillic)}, {"greek-one", some(greek)},
	{"rare", table("aogivwcsty", "ɑᴏɡıᴠᴡᴄꜱƫу")},
	{"latin-in-cyrillic", latinise},
	{"cherokee", table("abcdeghijklmprstvwyz", "ᎪᏴᏟᎠᎬᏀᎻᏆᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᎩᏃ")},
	{"i-for-l", table("lI", "Il")},
}

// Styled put the same letters in another style: bold, circled, small capitals.
var Styled = []Editor{
	{"full-width", block('ａ', 'Ａ')}, {"bold", block('𝐚', '𝐀')}, {"bold-sans", block('𝗮', '𝗔')}, {"bold-script", block('𝓪', '𝓐')},
	{"monospace", block('𝚊', '𝙰')}, {"bold-fraktur", block('𝖆', '𝕬')}, {"circled", block('ⓐ', 'Ⓐ')}, {"parenthesised", block('⒜', 0x1F110)},
	{"squared", block(0x1F130, 0x1F130)}, {"negative-squared", block(0x1F170, 0x1F170)}, {"negative-circled", block(0x1F150, 0x1F150)},
	{"regional", block(0x1F1E6, 0x1F1E6)},
	{"small-capitals", table("abcdefghijklmnopqrstuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ")},
	{"superscript", table("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")},
}

// Invisible insert characters that no renderer shows.
var Invisible = []Editor{
	{"zero-width-space", between("\u200b", false)}, {"zero-width-joiner", between("\u200d", true)}, {"non-joiner", between("\u200c", true)},
	{"word-joiner", between("\u2060", true)}, {"soft-hyphen", between("\u00ad", true)}, {"soft-hyphens", between("\u00ad", false)},
	{"grapheme-joiner", between("\u034f", false)}, {"variation-selector", between("\ufe0f", false)}, {"tag", between("\U000e0061", true)},
	{"byte-order-mark", between("\ufeff", true)}, {"direction-mark", between("\u200e", true)}, {"hangul-filler", between("\u3164", true)},
	{"c1", between("\u0081", true)}, {"c0", between("\u0008", true)}, {"delete", between("\u007f", true)}, {"music", between("\U0001d159", true)},
	{"braille-blank", between("\u2800", true)}, {"comment", between("<!---->", true)}, {"reference-c1", between("&#129;", true)},
	{"reference-shy", between("&shy;", true)},
}

// Spaced set letters apart, or join them by signs.
var Spaced = []Editor{
	{"spaces", between(" ", false)}, {"thin-space", between("\u2009", true)}, {"hair-space", between("\u200a", true)}, {"no-break-space", between("\u00a0", true)},
	{"dots", between(".", false)}, {"middle-dot", between("·", true)}, {"hyphens", between("-", false)}, {"hyphen", between("\u2010", true)},
	{"underscores", between("_", true)}, {"struck", between("\u0336", false)}, {"underlined", between("\u0332", false)},
}

// Leet put digits and signs for letters.
var Leet = []Editor{
	{"digits", table("oieas", "01345")}, {"signs", table("aisel", "@!$€|")}, {"one-digit", some(table("oieas", "01345"))}, {"one-sign", some(table("aise", "@!$€"))},
	{"currency", table("abcdefghijklmnopqrstuwxyz", "₳฿₵ĐɆ₣₲ⱧłJ₭Ⱡ₥₦Ø₱QⱤ₴₮ɄWӾ¥Ⱬ")},
}

// Unreadable put characters that tables seldom hold.
var Unreadable = []Editor{
	{"upside-down", func(w string, r *rand.Rand) string { return reverse(upside(w, r)) }},
	{"reversed", func(w string, _ *rand.Rand) string { return reverse(w) }},
	{"right-to-left", func(w string, _ *rand.Rand) string { return "\u202e" + reverse(w) + "\u202c" }},
	{"syllabics", table("abcdehijklmnoprstuvwxy", "ᗩᗷᑕᗪᕮᕼᓰᒍᏦᒪᗰᑎᝪᑭᖇSTᑌᐯᗯ᙭ᖻ")},
	{"thai", table("abcdefghijklmnoprstuvwxyz", "ค๒ς๔єŦﻮђเןкɭ๓ภ๏קгรtยשฬאץչ")},
	{"braille", table("abcdefghijklmnopqrstuvwxyz", "⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵")},
	{"spelt-references", func(w string, _ *rand.Rand) string { return strings.ReplaceAll(references(w), "&", "&amp;amp;") }},
}

var upside = table("abcdefghijklmnopqrtuvwy", "ɐqɔpǝɟƃɥᴉɾʞlɯuodbɹʇnʌʍʎ")

// References write every letter as a character reference.
func references(word string) string {
	return all(word, func(c rune) string { return "&#" + decimal(int(c)) + ";" })
}

func decimal(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return decimal(n/10) + string(rune('0'+n%10))
}

// Escaped write letters as references that a reader of HTML shows as letters.
var Escaped = []Editor{
	{"decimal", func(w string, _ *rand.Rand) string { return references(w) }},
	{"one-decimal", some(func(w string, _ *rand.Rand) string { return references(w) })},
	{"twice", func(w string, _ *rand.Rand) string { return strings.ReplaceAll(references(w), "&", "&amp;") }},
}
