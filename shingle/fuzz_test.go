package shingle

import (
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"
)

// seeds are the texts that every fuzz target begins with.
var seeds = []string{
	"",
	"The U.S. Navy said they're military-led: 3.5% of 1,000 C++ users, e-mail me@x.org!",
	"“It’s a naïve naïve state-of-the-art” — see (https://a.b/c?d=1_), www.x.y/z.\r\n\r\nNext",
	"漢字カタカナひらがなｶﾞ한국어 \u1112\u1161\u11ab 😀 👩‍👩‍👧 1\ufe0f\u20e3",
	"na\u200bvy n\u00adavy n\u202eavy nаvy ｎａｖｙ 𝐧𝐚𝐯𝐲 n" + strings.Repeat("\u0301", 25) + "avy",
	"Он ехал на cop, а Bор не был пойман. Ёлка Е\u0308лка",
	"αντρας και γυναίκα ᾳ α\u0345 ᾼ µ Ω aντρας",
	"İstanbul ISPARTA ısparta ı\u0301 i\u0307\u0301 ﬁ ß ẞ ŉ ǆ ½ № ﷺabcﷺ ℅x",
	"ไทย นำ ខ្មែរ می\u200cخواهم צה״ל צה\"ל हिन्दी ᏣᎳᎩ ꮳꮃꭹ",
	"ab\xffcd \xc3 é\xe2\x80 \xed\xa0\x80 \ufeff \ufffd \x00",
	"a.b@c_d :// http:// www. éx@y.org カwww.x.y _www.a_ ://x@y.z@w.v 。www.q",
	"ן' in Latin, ן\"ן and one more",
	"m&#105;litary caf&eacute;, don&rsquo;t: R&amp;D a&nbsp;b &amp;#x6d; AT&T &#0; &#xd800; https://a.b/?c&amp;d=1&copy=2",
	`caf\u00e9 d\xc3\xa9j\xe0 \xe0. l\'e9t\'e9 \'e0 h\^otel {\'e}t\'e f\"ur \fBx\fR a.\nB \u{1f600}`,
	"d=C3=A9cid=C3=A9 d=E9c l=E9 a=\nb %D0%B2%20%D1%81 abc%20def%2C caf&eacute &#233t&#233 a\x1b[1mb\x1b[0m c\bc",
	"РїСЂРёРІРµС‚ РІ cafГ© √©t√© l‚Äôa caf├⌐ ╨┐╤А ĂŞtre Ïðèâåò â ìèð ðÒÉ×ÅÔ Ñ\ufffdÐ¾",
	"_BA ㅎㅡ ﾾￚ \u1112ㅡ \u0301a _\u0301b c\u20dd d\u0903 \u0344e\u0390 ´\u0301 \u1ffd \u0385 \u1fef \u2260 \u00a8",
}

// FuzzWords checks what holds for the words of any text.
func FuzzWords(f *testing.F) {
	for _, text := range seeds {
		f.Add(text)
	}
	f.Add("&#017;")
	f.Add(strings.Repeat("0", 60) + "Ïðèâå× Ïðèâå×Ïðèâå ÷òî")
	f.Fuzz(checkWords)
}

// checkPlain checks that a sample that is plain has the words that it has.
func checkPlain(t *testing.T, sample string) {
	var plain, scanned []string
	if !yieldPlain(sample, func(form string) bool { plain = append(plain, form); return true }) {
		require.Empty(t, plain)
		return
	}
	scan(sample, func(w *token) bool { scanned = append(scanned, w.form); return true })
	require.Equal(t, scanned, plain, "%q", sample)
}

func checkWords(t *testing.T, text string) {
	requireScanned(t, text, Auto)
	checkPlain(t, text[:min(len(text), guessSample)])
	hashes := map[string]uint64{}
	byHash := map[uint64]string{}
	var joined []string
	last := 0
	checkGaps(t, read(text).text)
	for w := range Words(text, Auto) {
		require.LessOrEqual(t, last, w.Start)
		require.Less(t, w.Start, w.End)
		require.LessOrEqual(t, w.End, len(text))
		span := text[w.Start:w.End]
		last = w.End

		require.True(t, utf8.ValidString(span), "%q holds an invalid byte", span)
		require.NotEmpty(t, w.Form)
		require.True(t, wordlike(w.Form), "%q", w.Form)
		require.Equal(t, norm.NFC.String(w.Form), w.Form)
		if (w.Disguise&LookAlike == 0 || !strings.ContainsAny(w.Form, `'"`)) && !strings.ContainsAny(w.Form, `&%=\`) {
			joined = append(joined, w.Form)
		}

		// The hash tells forms without marks apart and nothing else.
		folded := Fold(w.Form)
		require.Equal(t, folded, Fold(folded))
		if h, ok := hashes[folded]; ok {
			require.Equal(t, h, w.Hash)
		}
		if form, ok := byHash[w.Hash]; ok {
			require.Equal(t, form, folded)
		}
		hashes[folded], byHash[w.Hash] = w.Hash, folded

		// A word that stands alone is the same word, but for what depends on
		// the letters around it, on a bracket before it, or on an escape near it.
		if (w.Disguise&Entity == 0 || !holdsEscapes(text)) && w.Disguise&(LookAlike|Styled|Turned|Mojibake|Unreadable) == 0 && !strings.ContainsFunc(w.Form, isOddLatin) {
			require.Equal(t, []string{w.Form}, forms(span), "%+q", span)
		}
	}
	require.LessOrEqual(t, last, len(text))

	// The normal form of a normal form is itself where nothing can be a look-alike,
	// which letters are by those around them. A
	// Hebrew word may hold quotation marks where others may not, so it is
	// left out if it was mapped to letters of another script. So is an address
	// that holds what begins an escape, as it may be one that another came out of.
	again := strings.Join(joined, " ")
	var letters letterCount
	for _, r := range again {
		letters.add(r)
	}
	if letters.looks == 0 && !mixesScripts(again) && !strings.ContainsFunc(again, isOddLatin) && !strings.Contains(again, "\ufffd") && !holdsGarbled(again) {
		require.Equal(t, joined, append([]string(nil), forms(again)...))
	}
}

// holdsEscapes reports whether escapes other than references are read in a text.
func holdsEscapes(text string) bool {
	text = readPart(text, len(text)).text
	return quoted(text) != nil || percents(text) != nil || backslashes(text) != nil
}

// holdsGarbled reports whether garbled characters are brought back in a text.
func holdsGarbled(text string) bool { return mojibake(text) != nil || cyrillic(text) != nil }

// meansMore reports whether the characters of a text mean something else when marks,
// case or hidden characters are put between them.
func meansMore(text string) bool {
	return holdsEscapes(text) || holdsGarbled(text) || strings.ContainsAny(text, "\u202e\b\x1b") || strings.ContainsFunc(text, regional)
}

// checkGaps checks that no letter or digit of what a text is read as is left out. Of two
// words that one character became, the second has no span (U+FDFA).
func checkGaps(t *testing.T, read string) {
	last := 0
	scan(read, func(w *token) bool {
		requireNoWord(t, read[last:w.start])
		last = w.end
		return true
	})
	requireNoWord(t, read[last:])
}

// requireNoWord checks that no character of a gap between words is one itself.
func requireNoWord(t *testing.T, gap string) {
	for _, r := range gap {
		if r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsNumber(r)) || byteClass[byte(r)]&(isLetter|isDigit) != 0 && r < utf8.RuneSelf {
			require.Empty(t, forms(string(r)), "%q was left out", r)
		}
	}
}

// FuzzASCII compares the rules for ASCII with the full ones.
func FuzzASCII(f *testing.F) {
	for _, text := range seeds {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		b := []byte(text)
		for i := range b {
			b[i] &= 0x7f
		}
		if text = string(b); !mayHoldAddress(lowerASCII(text)) && read(text).refs == nil {
			require.Equal(t, segments(text), spans(text), "%q", text)
		}
	})
}

// variants returns text in other canonical and case forms.
//
// Case is left alone in a text that holds U+0345: the capital of that mark is a
// letter, and Unicode's canonical form and case mapping do not commute for it.
func variants(text string) []string {
	v := []string{norm.NFC.String(text), norm.NFD.String(text)}
	for _, s := range append(v, text) {
		if !strings.ContainsRune(s, '\u0345') {
			v = append(v, strings.ToUpper(s), strings.ToLower(s))
		}
	}
	return v
}

// requote returns text with each ASCII quotation mark replaced by a variant.
func requote(text string, rng *rand.Rand) string {
	marks := map[rune]string{'\'': "‘’‚‛′ʼ", '"': "“”„‟«»"}
	var b strings.Builder
	for _, r := range text {
		if m := []rune(marks[r]); len(m) > 0 {
			r = m[rng.IntN(len(m))]
		}
		b.WriteRune(r)
	}
	return b.String()
}

// hide returns text with hidden characters put between its characters.
func hide(text string, rng *rand.Rand) string {
	hidden := []rune{'\u00ad', '\u200b', '\u200c', '\u200d', '\ufeff', '\u2060', '\u200e', '\u034f', '\ufe0f'}
	var b strings.Builder
	for _, r := range text {
		for rng.IntN(3) == 0 {
			b.WriteRune(hidden[rng.IntN(len(hidden))])
		}
		b.WriteRune(r)
	}
	return b.String()
}

// shinglers are one of each kind, and small, so that short texts have features.
var shinglers = []Shingler{
	{Size: 2},
	{Size: 1, Language: English, Stem: true},
	{Size: 2, Stem: true},
	{Size: 3, Family: Masked, Language: English},
	{Size: 3, Family: Masked},
	{Size: 2, Family: FunctionWords, Language: English, Stem: true},
	{Size: 2, Family: FunctionWords},
}

// meaning is what of a word a canonical or hidden difference leaves alone.
type meaning struct {
	form  string
	class Class
	brk   Break
}

// meanings returns the meanings of the words of text.
func meanings(text string) []meaning {
	var m []meaning
	for w := range Words(text, English) {
		m = append(m, meaning{w.Form, w.Class, w.Break})
	}
	return m
}

// FuzzFeaturesInvariant checks that features do not depend on what the reader
// of a text does not see: canonical form, case, quotation style, hidden
// characters, line ends. The texts are valid UTF-8, because the packages that
// bring them to another form replace invalid bytes, and shorter than what
// [Guess] reads, because the change moves the end of the sample. They hold no
// ampersand: these changes make references of other characters, and break them.
func FuzzFeaturesInvariant(f *testing.F) {
	for i, text := range seeds {
		f.Add(text, uint64(i))
	}
	f.Fuzz(checkFeatures)
}

func checkFeatures(t *testing.T, text string, seed uint64) {
	text = strings.ReplaceAll(text, "&", "+")
	if !utf8.ValidString(text) || len(text) > guessSample/8 {
		return
	}
	if meansMore(text) {
		return
	}
	rng := rand.New(rand.NewPCG(seed, 0))
	lines := strings.ReplaceAll(text, "\r\n", "\n")
	same := []string{
		norm.NFC.String(text), norm.NFD.String(text), hide(text, rng),
		lines, strings.ReplaceAll(lines, "\n", "\r\n"),
	}
	same = slices.DeleteFunc(same, func(variant string) bool { return meansMore(variant) })
	for _, variant := range same {
		require.Equal(t, meanings(text), meanings(variant), "%+q %+q", text, variant)
	}
	same = append(same, variants(text)...)
	same = append(same, requote(text, rng), hide(norm.NFD.String(requote(text, rng)), rng))
	for _, s := range shinglers {
		want := slices.Collect(s.Features(text))
		for _, variant := range same {
			if len(variant) > guessSample || meansMore(variant) {
				continue
			}
			require.Equal(t, want, slices.Collect(s.Features(variant)), "%s %+q %+q", s.Scheme(), text, variant)
		}
	}
}

// TestRandomTexts checks the laws of the fuzz targets on texts put together
// from characters that meet special rules, which a fuzzer that changes bytes
// seldom brings together. The environment variable SEED draws other texts: about one
// in 70,000 still breaks a law, as a word of Thai, Katakana, Latin and Korean letters does
// when it is decomposed.
func TestRandomTexts(t *testing.T) {
	seed := uint64(2)
	if s := os.Getenv("SEED"); s != "" {
		var err error
		seed, err = strconv.ParseUint(s, 10, 64)
		require.NoError(t, err)
	}
	t.Logf("seed %d", seed)
	rng := rand.New(rand.NewPCG(seed, 0))
	special := []rune(strings.Join(seeds, "") + allASCII())
	tables := []*unicode.RangeTable{
		unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.M, unicode.Hebrew, unicode.Arabic, unicode.Thai,
		unicode.Hangul, unicode.Katakana, unicode.Cherokee, unicode.Other_Default_Ignorable_Code_Point, unicode.N, unicode.P, unicode.Lm,
	}
	var pools [][]rune
	for _, table := range tables {
		var pool []rune
		for _, r := range table.R16 {
			for c := rune(r.Lo); c <= rune(r.Hi); c += rune(r.Stride) {
				pool = append(pool, c)
			}
		}
		pools = append(pools, pool)
	}
	var text string
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("text %+q", text)
		}
	})
	count := 1000
	if testing.Short() {
		count = 100
	}
	for range count {
		pool := special
		var b strings.Builder
		for range rng.IntN(30) {
			if rng.IntN(4) == 0 {
				pool = special
				if rng.IntN(2) == 0 {
					pool = pools[rng.IntN(len(pools))]
				}
			}
			b.WriteRune(pool[rng.IntN(len(pool))])
		}
		text = b.String()
		checkWords(t, text)
		checkFeatures(t, text, rng.Uint64())
	}
}
