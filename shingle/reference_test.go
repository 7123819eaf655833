package shingle

import (
	"fmt"
	"html"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// TestReferences checks which references are read, where words with them stand,
// and what is said of the first word.
func TestReferences(t *testing.T) {
	tests := []struct{ name, text, spans, forms string }{
		{"decimal", "m&#105;litary", "m&#105;litary", "military"},
		{"hexadecimal", "&#x6d;il&#X69;tary", "&#x6d;il&#X69;tary", "military"},
		{"zeros", "m&#00000000000000000000105;litary", "m&#00000000000000000000105;litary", "military"},
		{"named letter", "caf&eacute; CAF&Eacute;", "caf&eacute;|CAF&Eacute;", "café|café"},
		{"apostrophe", "don&rsquo;t don&#39;t don&apos;t", "don&rsquo;t|don&#39;t|don&apos;t", "don't|don't|don't"},
		{"soft hyphen", "soft&shy;ware", "soft&shy;ware", "software"},
		{"zero-width", "word&zwnj;word na&#8203;vy", "word&zwnj;word|na&#8203;vy", "wordword|navy"},
		{"hidden before a word", "&zwnj;navy&ZeroWidthSpace; fleet", "navy|fleet", "navy|fleet"},
		{"ampersand", "R&amp;D AT&AMP;T", "R|D|AT|T", "r|d|at|t"},
		{"no-break space", "a&nbsp;b &NewLine;c", "a|b|c", ""},
		{"marks between words", "&ldquo;so&rdquo;&mdash;he&hellip;", "so|he", ""},
		{"stop inside", "U&#46;S&period;", "U&#46;S", "u.s"},
		{"thousands", "1&#44;000 3&#x2e;5&percnt;", "1&#44;000|3&#x2e;5", "1,000|3.5"},
		{"digits", "&#49;2&#51;", "&#49;2&#51;", "123"},
		{"combining mark", "cafe&#x301;", "cafe&#x301;", "café"},
		{"mark of its own", "e &#x301; a", "e|a", ""},
		{"two letters", "&fjlig;ord &IJlig;s", "&fjlig;ord|&IJlig;s", "fjord|ijs"},
		{"ligature", "&#xfb01;nd", "&#xfb01;nd", "find"},
		{"formula", "&#xfdfa;abc", "&#xfdfa;|abc", "صلى|abc"},
		{"Windows-1252", "don&#146;t &#138;koda", "don&#146;t|&#138;koda", "don't|škoda"},
		{"Cyrillic", "&#1071;&yacy; &IOcy;лка", "&#1071;&yacy;|&IOcy;лка", "яя|ёлка"},
		{"Han", "&#28450;&#23383;", "&#28450;|&#23383;", "漢|字"},
		{"escaped twice", "m&amp;#105;litary caf&amp;eacute; don&#38;rsquo;t", "m&amp;#105;litary|caf&amp;eacute;|don&#38;rsquo;t", "military|café|don't"},
		{"ampersand escaped twice", "R&amp;amp;D", "R|D", "r|d"},
		{"escaped three times", "m&amp;amp;#105;litary", "m|105|litary", ""},
		{"low line", "&#95;so&lowbar;", "&#95;so&lowbar;", "so"},
		{"without semicolon", "AT&T a&b m&#105litary &copy=1 &lt", "AT|T|a|b|m|105litary|copy|1|lt", "at|t|a|b|m|105litary|copy|1|lt"},
		{"unknown name", "&unknown; &notit; &eacutes; &Amp; &;", "unknown|notit|eacutes|Amp", "unknown|notit|eacutes|amp"},
		{"semicolon", "a&semi;b &notsemi;", "a|b|notsemi", ""},
		{"no character", "a&#0;b &#xd800;c &#x110000;d &#99999999999999999999;e", "a|0|b|xd800|c|x110000|d|99999999999999999999|e", ""},
		{"no number", "&#;a &#x;b &#xg;c &#-1;d &# 105;e", "a|x|b|xg|c|1|d|105|e", ""},
		{"cut off", "a &#105", "a|105", ""},
		{"cut off name", "a &eacute", "a|eacute", ""},
		{"name too long", "&" + strings.Repeat("a", 40) + ";", strings.Repeat("a", 40), ""},
		{"longest name", "a&CounterClockwiseContourIntegral;b", "a|b", ""},
		{"next to invalid bytes", "\xff&#105;\xff &eacute;\xe2\x80&#105;", "&#105;|&eacute;|&#105;", "i|é|i"},
		{"URL", "see https://a.b/?x=1&amp;y=2&copy=3.", "see|https://a.b/?x=1&amp;y=2&copy=3", "see|https://a.b/?x=1&y=2&copy=3"},
		{"URL in angle brackets", "&lt;https://a.b/c&gt;", "https://a.b/c", ""},
		{"URL in quotation marks", "&quot;https://a.b/c&quot;", "https://a.b/c", ""},
		{"e-mail", "me&#64;x.org &#109;e&commat;x&period;org", "me&#64;x.org|&#109;e&commat;x&period;org", "me@x.org|me@x.org"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			require.Equal(t, tt.spans, bars(tt.text))
			want := tt.forms
			if want == "" {
				want = tt.spans
			}
			require.Equal(t, want, strings.Join(forms(tt.text), "|"))
			for w := range Words(tt.text, None) {
				span := tt.text[w.Start:w.End]
				require.Equal(t, read(span).refs != nil, w.Disguise&Entity != 0, "%q", span)
			}
			checkHasher(t, &Hasher{Shingler: Shingler{Size: 1}}, tt.text)
		})
	}
}

// TestReferencesReadOnce checks that words around references have the breaks,
// classes and scripts that the characters give them.
func TestReferencesReadOnce(t *testing.T) {
	for plain, escaped := range map[string]string{
		"“So. The Navy”, he said": "&ldquo;So&#46; &#84;he &#78;avy&rdquo;&#44; he said",
		"one\n\ntwo":              "one&#10;&NewLine;two",
		"Он ехал на cop, а не на поле": "&#1054;&#1085; &#1077;&#1093;&#1072;&#1083; на &#99;&#111;&#112;, а не на поле",
		"EU and NATO": "&#69;&#85; and N&#65;T&#79;",
		"AT&T is 5":   "AT&amp;T is &#53;",
	} {
		require.Equal(t, meanings(plain), meanings(escaped), "%q", escaped)
	}
	// A language is guessed by what the text stands for.
	text := strings.Repeat("It is the best of all that they had and it was in the way of us. ", 100)
	for _, escaped := range []string{asReferences(text, alwaysEscape), asReferences(text, func(r rune) bool { return r == 't' })} {
		require.Equal(t, English, Guess(escaped))
		require.Equal(t, meanings(text), meanings(escaped))
	}
}

// TestAllNames checks every name of HTML that the standard library knows with a
// semicolon, as far as names of two or three letters, and the laws that the rest
// depends on.
func TestAllNames(t *testing.T) {
	letters := "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	n := 0
	check := func(name string) {
		ref := "&" + name + ";"
		chars, size := appendReference(nil, ref+"x", 0)
		want := html.UnescapeString(ref)
		if size == 0 {
			require.True(t, want == ref || strings.HasSuffix(want, ";"), ref)
			return
		}
		n++
		require.Equal(t, len(ref), size)
		require.Equal(t, want, string(chars))
		require.LessOrEqual(t, len(forms(string(chars))), 1, "%s begins several words", ref)
	}
	for _, a := range letters {
		for _, b := range letters {
			check(string([]rune{a, b}))
			for _, c := range letters {
				check(string([]rune{a, b, c}))
			}
		}
	}
	for _, name := range strings.Fields("eacute nbsp rsquo frac12 sup2 there4 fjlig NotEqualTilde ThickSpace CounterClockwiseContourIntegral") {
		check(name)
	}
	require.Greater(t, n, 250)
}

// TestReading checks a reading and its spans against the slow way: a map from
// every byte of it to the bytes that it stands for.
func TestReading(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed=%d", seed)
	rng := rand.New(rand.NewPCG(seed, 0))
	parts := strings.Split("a|b|é| |&|;|#|x|1|&#105;|&#x6d;|&eacute;|&amp;|amp;|#105;|lt;|&lt|&bne;|&shy;|&#0;|&#00|\xff|&NotEqualTilde;", "|")
	for range 5000 {
		var b strings.Builder
		for range rng.IntN(20) {
			b.WriteString(parts[rng.IntN(len(parts))])
		}
		text := b.String()
		r := readPart(text, len(text))
		var slow strings.Builder
		var from, to []int
		for i := 0; i < len(text); {
			chars, n := []byte{text[i]}, 1
			if text[i] == '&' {
				if c, size := appendReference(nil, text, i); size > 0 {
					chars, n = c, size
				}
			}
			for range chars {
				from, to = append(from, i), append(to, i+n)
			}
			slow.Write(chars)
			i += n
		}
		require.Equal(t, slow.String(), r.text, "%q", text)
		for i := 0; i < len(r.text); {
			j := i + 1 + rng.IntN(len(r.text)-i)
			start, end, kinds := r.span(i, j)
			require.Equal(t, []int{from[i], to[j-1]}, []int{start, end}, "%q %d:%d", text, i, j)
			require.Equal(t, end-start != j-i, kinds != 0, "%q", text[start:end])
			i = j + rng.IntN(3)
		}
		for limit := range len(r.text) + 2 {
			part := readPart(text, limit)
			require.Equal(t, r.text[:min(limit, len(r.text))], part.text)
			n := 0
			for ref := range references(text, limit) {
				require.Less(t, ref.at, limit)
				n++
			}
			require.True(t, slices.Equal(r.refs[:n], part.refs), "those that begin in the part")
			require.False(t, n < len(r.refs) && r.refs[n].at < limit, "all of them")
		}
		var runes []rune
		last := 0
		for i, c := range Runes(text) {
			require.LessOrEqual(t, last, i)
			last, runes = i, append(runes, c)
		}
		require.Equal(t, string([]rune(r.text)), string(runes))
	}
}

func TestRunes(t *testing.T) {
	var got []string
	for i, r := range Runes("a&#105;é&bne;b") {
		got = append(got, fmt.Sprintf("%d%c", i, r))
		if r == '=' {
			break
		}
	}
	require.Equal(t, []string{"0a", "1i", "7é", "9="}, got)
}

func TestReferencesBenign(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []Concealment
	}{
		{"none", "AT&T, a & b, naïve", nil},
		{"mark-up", "a &lt;b&gt; &amp; &quot;c&#39;", []Concealment{
			{2, 6, Entity, true}, {7, 11, Entity, true}, {12, 17, Entity, true}, {18, 24, Entity, true}, {25, 30, Entity, true}}},
		{"marks and spaces", "a&nbsp;&mdash; don&rsquo;t", []Concealment{{1, 14, Entity, true}, {18, 25, Entity, true}}},
		{"letter of ASCII", "m&#105;litary", []Concealment{{1, 7, Entity, false}}},
		{"word of ASCII", "&#97;&#98;&#49;&nbsp;&#99;", []Concealment{{0, 15, Entity, false}, {15, 21, Entity, true}, {21, 26, Entity, false}}},
		{"all accents", "caf&eacute; &agrave; la carte", []Concealment{{3, 11, Entity, true}, {12, 20, Entity, true}}},
		{"one accent of many", "café à la cr&egrave;me", []Concealment{{14, 22, Entity, false}}},
		{"all but one in ten", strings.Repeat("&eacute;", 9) + "é", []Concealment{{0, 72, Entity, true}}},
		{"all but two in ten", strings.Repeat("&eacute;", 8) + "éé", []Concealment{{0, 64, Entity, false}}},
		{"look-alike", "n&#1072;vy на", []Concealment{{1, 8, Entity, false}}},
		{"soft hyphen", "soft&shy;ware", []Concealment{{4, 9, SoftHyphen | Entity, false}}},
		{"Persian", "می&zwnj;خواهم", []Concealment{{4, 10, ZeroWidth | Entity, true}}},
		{"several that do not show", "a&zwnj;&shy;\u200b&#x202e;b", []Concealment{
			{1, 12, ZeroWidth | SoftHyphen | Bidi | Entity, false}, {15, 23, ZeroWidth | SoftHyphen | Bidi | Entity, false}}},
		{"emoji", "❤&#xfe0f;", []Concealment{{3, 11, ZeroWidth | Entity, true}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			require.Equal(t, c.want, slices.Collect(References(c.text)))
		})
	}
	for range References("&lt; &gt; &amp;") {
		break
	}
}

// asReferences returns text with the characters that choose picks written as numbers.
func asReferences(text string, choose func(rune) bool) string {
	var b strings.Builder
	for _, r := range text {
		if choose(r) {
			fmt.Fprintf(&b, []string{"&#%d;", "&#x%x;", "&#x%X;"}[r%3], r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func alwaysEscape(r rune) bool { return r > 0 && (r < 0x80 || r > 0x9f) }

// FuzzReferences checks that it makes no difference to words and features which
// characters of a text are written as references, and that spans cover the
// references of what they covered. An ampersand must not be before what would
// then be a reference, and other escapes are left to other tests.
func FuzzReferences(f *testing.F) {
	for i, text := range seeds {
		f.Add(text, uint64(i))
	}
	f.Fuzz(func(t *testing.T, text string, seed uint64) {
		if !utf8.ValidString(text) || strings.Contains(text, "&") || holdsEscapes(text) {
			return
		}
		rng := rand.New(rand.NewPCG(seed, 0))
		share := 1 + rng.IntN(8)
		for name, choose := range map[string]func(rune) bool{
			"all":     alwaysEscape,
			"some":    func(r rune) bool { return alwaysEscape(r) && rng.IntN(share) == 0 },
			"letters": func(r rune) bool { return unicode.IsLetter(r) && rng.IntN(2) == 0 },
		} {
			escaped := asReferences(text, choose)
			require.Equal(t, meanings(text), meanings(escaped), "%s of %+q: %q", name, text, escaped)
			plain, got := slices.Collect(Words(text, None)), slices.Collect(Words(escaped, None))
			for i, w := range got {
				span := escaped[w.Start:w.End]
				require.Equal(t, read(text[plain[i].Start:plain[i].End]).text, read(span).text)
				require.Equal(t, slices.Collect(References(span)) != nil, w.Disguise&Entity != 0)
				require.Equal(t, plain[i].Disguise, w.Disguise&^Entity)
			}
			for _, s := range shinglers {
				require.Equal(t, slices.Collect(s.Features(text)), slices.Collect(s.Features(escaped)), "%s %q", s.Scheme(), escaped)
				checkHasher(t, &Hasher{Shingler: s}, escaped)
			}
			last := 0
			for c := range References(escaped) {
				require.LessOrEqual(t, last, c.Start)
				require.Equal(t, byte('&'), escaped[c.Start])
				require.Equal(t, byte(';'), escaped[c.End-1])
				require.NotZero(t, c.Kind&Entity)
				last = c.End
			}
		}
	})
}
