package shingle

import (
	"strings"
	"unicode/utf8"
)

// drawnLetters holds letters that are used to draw Latin letters and that are
// missing from Unicode's confusables.txt, in both cases if they have two: Canadian
// syllabics and Cherokee letters of the alphabets that generators of "fancy text"
// offer.
var drawnLetters = map[rune]rune{
	'ᑕ': 'c', 'ᑢ': 'c', 'ᑎ': 'n', 'ᗴ': 'e', 'ᘿ': 'e', 'ᘜ': 'g', 'ᗩ': 'a', 'ᔕ': 's', 'ᗯ': 'w', 'ᘔ': 'z', 'ᖻ': 'y', 'ᑫ': 'q', 'ᓮ': 'i', 'ᓰ': 'i', 'ᖽ': 'k', 'ᗝ': 'o', 'ᓍ': 'o', 'ᖗ': 'c', 'ᗞ': 'd', 'ᕮ': 'e', 'ᕵ': 'p', 'ᐺ': 'w', 'ᑋ': 'h', 'ᖺ': 'h', 'ᕶ': 'q', 'ᖾ': 'h', 'ᙏ': 'm', 'ᘻ': 'm', 'ᘉ': 'n', 'ᖘ': 'u', 'ᙀ': 'u', 'ᙡ': 'w', 'ᘺ': 'w',
	'Ꮀ': 'f', 'ꮀ': 'f', 'Ꮖ': 'i', 'ꮖ': 'i', 'Ꮑ': 'n', 'ꮑ': 'n', 'Ꮎ': 'o', 'ꮎ': 'o', 'Ꭴ': 'o', 'ꭴ': 'o', 'Ꮜ': 'u', 'ꮜ': 'u', 'Ꮆ': 'g', 'ꮆ': 'g',
}

// smallCapitals holds the Latin letters of phonetic alphabets that look like a
// letter of ASCII: the small capitals, and letters of other shapes.
var smallCapitals = map[rune]byte{
	'ᴀ': 'a', 'ʙ': 'b', 'ᴄ': 'c', 'ᴅ': 'd', 'ᴇ': 'e', 'ꜰ': 'f', 'ɢ': 'g', 'ʜ': 'h', 'ɪ': 'i', 'ᴊ': 'j', 'ᴋ': 'k', 'ʟ': 'l', 'ᴌ': 'l', 'ᴍ': 'm', 'ɴ': 'n',
	'ᴏ': 'o', 'ᴘ': 'p', 'ꞯ': 'q', 'ʀ': 'r', 'ꜱ': 's', 'ᴛ': 't', 'ᴜ': 'u', 'ᴠ': 'v', 'ᴡ': 'w', 'ʏ': 'y', 'ᴢ': 'z',
	'ɑ': 'a', 'ɡ': 'g', 'ɩ': 'i', 'ᴑ': 'o', 'ꭎ': 'u', 'ᶃ': 'g', 'ꬵ': 'f', 'ꭇ': 'r', 'ꭈ': 'r',
}

// turnedLetters maps letters that are drawn upside down to the letters that they show.
var turnedLetters = map[rune]byte{
	'ɐ': 'a', 'ǝ': 'e', 'ɔ': 'c', 'ɟ': 'f', 'ƃ': 'g', 'ᵷ': 'g', 'ɥ': 'h', 'ᴉ': 'i', 'ɾ': 'j', 'ʞ': 'k', 'ꞁ': 'l', 'ɯ': 'm', 'ɹ': 'r', 'ʇ': 't', 'ʌ': 'v', 'ʍ': 'w', 'ʎ': 'y', 'ı': 'i',
	'b': 'q', 'd': 'p', 'l': 'l', 'n': 'u', 'o': 'o', 'p': 'd', 'q': 'b', 's': 's', 'u': 'n', 'x': 'x', 'z': 'z', 'i': 'i', '\'': ',', ',': '\'',
}

// isOddLatin reports whether r is a letter for which [plainLatin] or [upright] may
// have an ASCII letter.
func isOddLatin(r rune) bool {
	if r < 0x180 || 0x370 <= r && r < 0x1d00 || 0x3000 <= r && r < 0xa700 {
		return false
	}
	return smallCapitals[r] != 0 || turnedLetters[r] != 0
}

// undisguise replaces the letters of a token by those that they look like.
func (s *scanner) undisguise(t *token) {
	if form, ok := upright(t.form); ok {
		t.form = form
		t.disguise |= Turned
	} else if form, ok := s.lookalikes(t.form, t.start, t.end); ok {
		t.form = form
		t.disguise |= LookAlike
	}
}

// plainLatin returns a form of Latin letters with small capitals replaced by the
// letters that they look like. It does so only if that leaves no other letter of
// the phonetic alphabets, because [ˈdɔkjʊmənt] is no disguise, and only if the word
// is not in slashes or brackets; before is the character before it.
func plainLatin(form string, before rune) (string, bool) {
	if before == '/' || before == '[' || before == 'ˈ' {
		return form, false
	}
	found := false
	for _, r := range form {
		if _, ok := smallCapitals[r]; ok {
			found = true
		} else if 0x250 <= r && r <= 0x2ff || 0x1d00 <= r && r <= 0x1dbf {
			return form, false
		}
	}
	if !found {
		return form, false
	}
	return composeCanonical(strings.Map(func(r rune) rune {
		if l, ok := smallCapitals[r]; ok {
			return rune(l)
		}
		if r == 'ǫ' {
			return 'q' // among small capitals it stands for the one that has no letter
		}
		return r
	}, form)), true
}

// upright returns a form read upside down: its letters turned, last to first. It
// does so if all letters can be turned, and at least half of them and at least two
// are turned letters. Few languages use one of those, none uses many.
func upright(form string) (string, bool) {
	if !strings.ContainsFunc(form, isOddLatin) {
		return form, false
	}
	odd, all := 0, 0
	for _, r := range form {
		l := turnedLetters[r]
		if l == 0 {
			return form, false
		}
		all++
		if r >= 0x180 && r != 'ɔ' && r != 'ǝ' {
			odd += 2
		} else if r >= 0x180 {
			odd++
		}
	}
	if odd < 3 || odd < all {
		return form, false
	}
	out := make([]byte, 0, all)
	for i := len(form); i > 0; {
		r, n := utf8.DecodeLastRuneInString(form[:i])
		out = append(out, turnedLetters[r])
		i -= n
	}
	return string(out), true
}

// signLetters holds signs that are drawn for letters and that rarely occur between
// letters with their own meaning.
var signLetters = map[rune]byte{
	'₳': 'a', '∆': 'a', '฿': 'b', '₿': 'b', '₵': 'c', '₡': 'c', '₢': 'c', '⊂': 'c', '₫': 'd', '₠': 'e', '∃': 'e', '℮': 'e', '∈': 'e', '₣': 'f', '₲': 'g', '₴': 's',
	'₭': 'k', '₤': 'l', '₺': 'l', '₥': 'm', '₦': 'n', '∩': 'n', '◎': 'o', '⊙': 'o', '☉': 'o', '○': 'o', '◯': 'o', '⊕': 'o', '₱': 'p', '₽': 'p', '₹': 'r', '₮': 't', '₸': 't', '†': 't', '∪': 'u', '⋃': 'u',
	'∨': 'v', '√': 'v', '₩': 'w', '᙭': 'x', '×': 'x', '¥': 'y',
}

// weakSigns are read only in a word that also holds one of signLetters: a price or
// a name may have one of them beside letters.
var weakSigns = map[rune]byte{'$': 's', '€': 'e', '£': 'l', '¢': 'c'}

// boxedLetter returns the ASCII letter, in lower case, that r shows in a frame, or
// 0. It covers the framed letters that segmentation does not take for letters:
// parenthesised letters, those in negative circles and squares, and regional
// indicators.
func boxedLetter(r rune) byte {
	switch {
	case 0x249c <= r && r <= 0x24b5:
		return 'a' + byte(r-0x249c)
	case 0x1f110 <= r && r <= 0x1f129:
		return 'a' + byte(r-0x1f110)
	case 0x1f130 <= r && r <= 0x1f149:
		return 'a' + byte(r-0x1f130)
	case 0x1f150 <= r && r <= 0x1f169:
		return 'a' + byte(r-0x1f150)
	case 0x1f170 <= r && r <= 0x1f189:
		return 'a' + byte(r-0x1f170)
	case regional(r):
		return 'a' + byte(r-0x1f1e6)
	}
	return 0
}

// regional reports whether r is one of the letters of which two make a flag.
func regional(r rune) bool { return 0x1f1e6 <= r && r <= 0x1f1ff }

// letterLike reports whether r is a letter or may be drawn for one.
func letterLike(r rune) bool {
	return r < utf8.RuneSelf && byteClass[byte(r)]&isLetter != 0 && r >= 0 ||
		r >= utf8.RuneSelf && (isLetterRune(r) || boxedLetter(r) != 0 || signLetters[r] != 0)
}
