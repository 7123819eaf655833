package shingle

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"

	uax29 "github.com/clipperhouse/uax29/v2/words"
	"github.com/stretchr/testify/require"
)

// forms returns the normal forms of the words of text.
func forms(text string) []string {
	forms := []string{}
	for w := range Words(text, None) {
		forms = append(forms, w.Form)
	}
	return forms
}

// bars writes the words of text as they stand in it, with bars between them.
func bars(text string) string {
	var spans []string
	for w := range Words(text, None) {
		spans = append(spans, text[w.Start:w.End])
	}
	return strings.Join(spans, "|")
}

// TestWords checks which bytes of a text are words and what their forms are.
// Forms are written only where they differ from the bytes.
func TestWords(t *testing.T) {
	tests := []struct{ name, text, spans, forms string }{
		{"nothing", "", "", ""},
		{"white space", " \t\r\n\u00a0\u3000", "", ""},
		{"apostrophe", "they're", "they're", ""},
		{"hyphen", "military-led", "military|led", ""},
		{"hyphens", "state-of-the-art", "state|of|the|art", ""},
		{"stops", "U.S.", "U.S", "u.s"},
		{"thousands", "1,000", "1,000", ""},
		{"per cent", "3.5%", "3.5", ""},
		{"signs", "C++", "C", "c"},
		{"curly apostrophe", "don’t", "don’t", "don't"},
		{"e-mail the word", "e-mail", "e|mail", ""},
		{"emoji", "😀", "", ""},
		{"emoji family", "👩‍👩‍👧 👍🏽 🇭🇺", "", ""},
		{"dash", "—", "", ""},
		{"Han", "漢字", "漢|字", ""},
		{"Katakana", "カタカナ", "カタカナ", ""},
		{"Hiragana", "ひらがな", "ひ|ら|が|な", ""},
		{"half-width Katakana", "ｶﾞｷﾞ", "ｶﾞｷﾞ", "ガギ"},
		{"composed", "na\u00efve", "na\u00efve", ""},
		{"decomposed", "nai\u0308ve", "nai\u0308ve", "na\u00efve"},
		{"time", "10:30", "10|30", ""},
		{"ratio of words", "a:b", "a:b", ""},
		{"list of numbers", "1,2;3.4'5", "1,2;3.4'5", ""},
		{"list of words", "a,b;c", "a|b|c", ""},
		{"low lines around", "_so_ __init__ snake_case _ _é_", "_so_|__init__|snake_case|_é_", "so|init|snake_case|é"},
		{"quoted", "'tis 'quoted' dogs'", "tis|quoted|dogs", ""},
		{"mixed", "R2-D2 4x4 x86_64", "R2|D2|4x4|x86_64", "r2|d2|4x4|x86_64"},
		{"fraction", "½ cup, 2½", "½|cup|2½", "1⁄2|cup|21⁄2"},
		{"number sign", "№5 ㎏", "№5|㎏", "no5|kg"},
		{"Roman numeral", "Ⅷ", "Ⅷ", "viii"},
		{"ligatures", "ﬁnd oﬃce Straße", "ﬁnd|oﬃce|Straße", "find|office|strasse"},
		{"digraphs", "ǆ Ǆ ĳs ŉ", "ǆ|Ǆ|ĳs|ŉ", "dž|dž|ijs|n"},
		{"formula", "ﷺ", "ﷺ", "صلى"},
		{"formula beside a word", "ﷺabc ﷺﷺ", "ﷺ|abc|ﷺ|ﷺ", "صلى|abc|صلى|صلى"},
		{"keycap", "1\ufe0f\u20e3 #\ufe0f\u20e3", "1\ufe0f\u20e3", "1\u20e3"},
		{"Turkish", "İstanbul ISPARTA ısparta", "İstanbul|ISPARTA|ısparta", "istanbul|isparta|isparta"},
		{"Turkish decomposed", "I\u0307i\u0307", "I\u0307i\u0307", "ii"},
		{"dotless with accent", "ı\u0301 i\u0307\u0301 \u0128\u0307", "ı\u0301|i\u0307\u0301|\u0128\u0307", "í|í|ĩ"},
		{"Greek final sigma", "ΟΔΟΣ οδός", "ΟΔΟΣ|οδός", "οδοσ|οδόσ"},
		{"Greek iota below", "ᾼ ᾳ α\u0345", "ᾼ|ᾳ|α\u0345", "αι|αι|αι"},
		{"Cherokee", "ᏣᎳᎩ ꮳꮃꭹ", "ᏣᎳᎩ|ꮳꮃꭹ", "ꮳꮃꭹ|ꮳꮃꭹ"},
		{"Georgian", "საქართველო ᲡᲐᲥᲐᲠᲗᲕᲔᲚᲝ", "საქართველო|ᲡᲐᲥᲐᲠᲗᲕᲔᲚᲝ", "საქართველო|საქართველო"},
		{"Hangul", "한국어 \u1112\u1161\u11ab", "한국어|\u1112\u1161\u11ab", "한국어|한"},
		{"Hangul letters", "ㅎㅡ ㅋㅋ ﾾￚ", "ㅎㅡ|ㅋㅋ|ﾾￚ", "흐|\u110f\u110f|흐"},
		{"Thai", "ไทย ที่", "ไ|ท|ย|ที่", ""},
		{"Thai am", "นำ", "นำ", "นํ"},
		{"Khmer", "ខ្មែរ", "ខ្|មែ|រ", ""},
		{"Arabic joiner", "می\u200cخواهم", "می\u200cخواهم", "میخواهم"},
		{"Arabic digits", "٣٫٥", "٣٫٥", ""},
		{"Hebrew gershayim", "צה״ל צה\"ל צה”ל", "צה״ל|צה\"ל|צה”ל", `צה"ל|צה"ל|צה"ל`},
		{"Hebrew geresh", "ג׳ ג' ג’", "ג׳|ג'|ג’", "ג'|ג'|ג'"},
		{"Devanagari", "हिन्दी", "हिन्दी", ""},
		{"Vietnamese", "Việt Vie\u0323\u0302t Vie\u0302\u0323t", "Việt|Vie\u0323\u0302t|Vie\u0302\u0323t", "việt|việt|việt"},
		{"okina", "Hawaiʻi Hawai‘i", "Hawaiʻi|Hawai‘i", "hawai'i|hawai'i"},
		{"acute for apostrophe", "don´t", "don´t", "don't"},
		{"mark without letter", "\u0301a \u0301 b", "a|b", ""},
		{"byte-order mark", "\ufeffThe end", "The|end", "the|end"},
		{"no-break space", "10\u00a0km\u202fa\u2009b", "10|km|a|b", ""},
		{"next line", "a\u0085b\u2028c\u2029d", "a|b|c|d", ""},
		{"line ends", "a\r\nb\rc\nd", "a|b|c|d", ""},
		{"invalid byte", "ab\xffcd \xc3 é\xe2\x80", "ab|cd|é", ""},
		{"invalid before mark", "e\xff\u0301a", "e|a", ""},
		{"overlong and surrogate", "a\xc0\xafb\xed\xa0\x80c", "a|b|c", ""},
		{"replacement character", "a\ufffdb \ufffd 5\ufffd", "a\ufffdb|5", ""},
		{"control characters", "a\x00b\x1bc\x7fd", "a\x00b\x1bc\x7fd", "abcd"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			require.Equal(t, tt.spans, bars(tt.text))
			want := tt.forms
			if want == "" {
				want = tt.spans
			}
			require.Equal(t, want, strings.Join(forms(tt.text), "|"))
		})
	}
}

// TestAddresses checks what of a text is a URL or an e-mail address: the words
// of class Other.
func TestAddresses(t *testing.T) {
	tests := []struct{ name, text, addresses, words string }{
		{"URL", "https://a.b/c?d=1", "https://a.b/c?d=1", ""},
		{"e-mail", "me@x.org", "me@x.org", ""},
		{"in brackets", "(https://a.b/c) [http://x.y] <ftp://z.z>", "https://a.b/c|http://x.y|ftp://z.z", ""},
		{"before punctuation", "http://a.b/c. http://a.b, http://a.b/? http://a.b!", "http://a.b/c|http://a.b|http://a.b/|http://a.b", ""},
		{"upper case", "HTTPS://EXAMPLE.COM/Path Me@X.Org", "HTTPS://EXAMPLE.COM/Path|Me@X.Org", ""},
		{"without scheme", "see www.example.com/a-b, (www.x.y)", "www.example.com/a-b|www.x.y", "see"},
		{"in a word", "awww.x.y _www.x.y éwww.x.y", "", "awww.x.y|_www.x.y|éwww.x.y"},
		{"e-mail with signs", "first.last+tag@mail.ex-ample.co.uk.", "first.last+tag@mail.ex-ample.co.uk", ""},
		{"mailto", "mailto:me@x.org", "me@x.org", "mailto"},
		{"beside Han", "请看https://ex.com/路。或me@x.org谢", "https://ex.com/|me@x.org", "请|看|路|或|谢"},
		{"plain host beside Han", "见www.example.com/x。www.a.b", "www.example.com/x|www.a.b", "见"},
		{"accents in a URL", "http://münchen.de/straße", "http://münchen.de/straße", ""},
		{"low lines around", "_http://a.b/c_d_ _me@x.org_ www._", "http://a.b/c_d|me@x.org", "www"},
		{"several at once", "a@b.c,d@e.f;http://x.y<http://z.w>", "a@b.c|d@e.f|http://x.y|http://z.w", ""},
		{"in quotation marks", "“http://a.b/c” \"d@e.f\" ‘g@h.i’", "http://a.b/c|d@e.f|g@h.i", ""},
		{"hidden characters", "http://ex\u200bample.com me\u00ad@x.org", "http://ex\u200bample.com|me\u00ad@x.org", ""},
		{"near misses", "a@b :// x:// 10:30 @ @x @x.org a@ www. 1://x a@.b a@b..c", "", "a|b|x|10|30|x|x.org|a|www|1|x|a|b|a|b|c"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var addresses, others []string
			for w := range Words(tt.text, English) {
				if span := tt.text[w.Start:w.End]; w.Class == Other {
					addresses = append(addresses, span)
				} else {
					others = append(others, span)
				}
			}
			require.Equal(t, tt.addresses, strings.Join(addresses, "|"))
			require.Equal(t, tt.words, strings.Join(others, "|"))
		})
	}
}

// TestEqualForms lists texts whose words are equal, one by one.
func TestEqualForms(t *testing.T) {
	tests := []struct {
		name  string
		texts []string
	}{
		{"case", []string{"they're naïve", "THEY'RE NAÏVE", "They'Re NaÏve"}},
		{"quotation style", []string{"it's \"so\"", "it’s “so”", "it‘s «so»", "it´s „so“", "itʼs ‹so›", "it＇s ＂so＂"}},
		{"sharp s", []string{"STRASSE", "straße", "STRAẞE", "strasse"}},
		{"composition", []string{"Ångström", "A\u030angstro\u0308m", "\u212bngström"}},
		{"order of marks", []string{"q\u0323\u0307", "q\u0307\u0323"}},
		{"full width", []string{"word 42", "ｗｏｒｄ　４２"}},
		{"hidden", []string{"navy", "na\u200bvy", "na\u00advy", "\u200enavy\u200f", "n\u2060a\ufeffv\u200dy", "na\u034fvy\ufe0f"}},
		{"micro and ohm", []string{"μω ΩΜ", "µΩ ωµ"}},
		{"Russian", []string{"Ёлка", "ЁЛКА", "Е\u0308лка", "ёл\u00adка"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, text := range tt.texts[1:] {
				require.Equal(t, forms(tt.texts[0]), forms(text), "%+q", text)
			}
		})
	}
}

func TestClasses(t *testing.T) {
	tests := []struct {
		name, text string
		lang       Language
		classes    string // first letters
	}{
		{"English", "The Navy said the U.S. has 3,000 ships.", English, "f n c f n f n c"},
		{"sentences", "Ships sail. Ships SANK: Ships. USA won. NATO.", English, "c c c n c n c n"},
		{"no language", "The navy said it", None, "c c c c"},
		{"guessed", "It is the best of all that they had and it was in the way of us.", Auto, "f f f c f f f f f f f f f f c f f"},
		{"numbers", "5 ５ ٥ 3rd two ½ 2nd-rate _5 _٥", English, "n n n n c n n c n n"},
		{"addresses", "Me@x.org or www.x.org", English, "o f o"},
		{"acronym in disguise", "So: E\u200bU, E\u0301U, U.\u00adN.", English, "f n n n"},
		{"low lines", "a _Dog_ _\u200bDOG _\u0301Dog", English, "f n n n"},
		{"Russian", "Он был в Москве 5 лет", Russian, "f f f n n c"},
	}
	short := map[Class]string{Content: "c", Function: "f", Name: "n", Number: "n", Other: "o"}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var classes []string
			for w := range Words(tt.text, tt.lang) {
				classes = append(classes, short[w.Class])
			}
			require.Equal(t, tt.classes, strings.Join(classes, " "))
		})
	}
	require.Equal(t, "content function name number other invalid",
		fmt.Sprint(Content, " ", Function, " ", Name, " ", Number, " ", Other, " ", Other+1))
}

func TestBreaks(t *testing.T) {
	tests := map[Break][]string{
		Joined:    {"-", "/", "", "‐", "\u200b-", "&", "\xff"},
		Space:     {" ", "\t", "  ", "\n", "\r\n", "\u00a0", "\u2009", "\u3000", " \u200b ", "\u0085", " - "},
		Clause:    {", ", "; ", " (", ") ", " — ", " “", "\" ", ",\n", "¿", "😀", "="},
		Sentence:  {". ", "! ", "? ", ": ", "…", "。", ".” ", "?!", ".\n", "\r\n• ", " # "},
		Paragraph: {"\n\n", "\r\n\r\n", ".\n \t\n", "\u2029", "\n\u2028"},
	}
	for want, gaps := range tests {
		for _, gap := range gaps {
			text := "x" + gap + "漢" // two words, whatever stands between
			words := slices.Collect(Words(text, None))
			require.Len(t, words, 2, "%+q", gap)
			require.Equal(t, Paragraph, words[0].Break)
			require.Equal(t, want, words[1].Break, "%+q", gap)
		}
	}
}

func TestWordsStops(t *testing.T) {
	const text = "one twô http://x.y mé@x.org four"
	for n := range len(forms(text)) {
		seen := 0
		for range Words(text, None) {
			if seen++; seen > n {
				break
			}
		}
		require.Equal(t, n+1, seen)
	}
}

// segments is the slow twin of [Words] for text without addresses: the segments
// that the full rules find in the text as a whole, those kept that hold a letter
// or digit.
func segments(text string) []string {
	words := []string{}
	for seg := uax29.FromString(text); seg.Next(); {
		if strings.ContainsFunc(seg.Value(), func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
			words = append(words, fmt.Sprint(seg.Start(), " ", seg.Value()))
		}
	}
	return words
}

// spans writes the words of text like [segments].
func spans(text string) []string {
	words := []string{}
	for w := range Words(text, None) {
		words = append(words, fmt.Sprint(w.Start, " ", text[w.Start:w.End]))
	}
	return words
}

// TestASCIIAgainstUAX29 compares the rules written out for ASCII with all of
// them, on random texts rich in what the rules are about.
func TestASCIIAgainstUAX29(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	rng := rand.New(rand.NewPCG(seed, 0))
	alphabets := []string{"aB1_.':,; ", "abc019__..''::,;\"- \t\r\n\v\f", "a.", "1,a'", allASCII()}
	for range 20000 {
		alphabet := alphabets[rng.IntN(len(alphabets))]
		b := make([]byte, rng.IntN(40))
		for i := range b {
			b[i] = alphabet[rng.IntN(len(alphabet))]
		}
		if text := string(b); !mayHoldAddress(lowerASCII(text)) && read(text).refs == nil {
			require.Equal(t, segments(text), spans(text), "%q", text)
		}
	}
}

// allASCII returns the 128 characters.
func allASCII() string {
	b := make([]byte, 128)
	for i := range b {
		b[i] = byte(i)
	}
	return string(b)
}

// TestEveryCharacter checks for each character of Unicode that case and
// canonical form make no difference to its words. The one exception is U+0345,
// a mark that belongs to no script and whose capital is a Greek letter.
func TestEveryCharacter(t *testing.T) {
	if testing.Short() {
		t.Skip("a million characters")
	}
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		if r == 0x345 || !unicode.IsGraphic(r) || unicode.Is(unicode.Han, r) {
			continue
		}
		text := string(r)
		want := forms(text)
		for _, variant := range variants(text) {
			if !slices.Equal(want, forms(variant)) {
				t.Errorf("%U %q has the words %q, %q has %q", r, text, want, variant, forms(variant))
			}
		}
	}
}
