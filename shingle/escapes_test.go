package shingle

import (
	"bytes"
	"encoding/json"
	"mime/quotedprintable"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/charmap"
)

// TestReadEscapes checks which escapes are read, where words with them stand, and
// that those words, and no others, are said to hold them.
func TestReadEscapes(t *testing.T) {
	for _, c := range []struct{ name, text, spans, forms string }{
		{"number of Unicode", `caf\u00e9 \u00E0 l\u2019eau`, `caf\u00e9|\u00E0|l\u2019eau`, "café|à|l'eau"},
		{"halves of UTF-16", `a \ud83d\ude00b \ud835\udc00`, `a|b|\ud835\udc00`, "a|b|a"},
		{"half of UTF-16", `a\ud83db`, `a|ud83db`, ""},
		{"letter of ASCII", `c\u006funcil don\u0027t`, `c\u006funcil|don\u0027t`, "council|don't"},
		{"eight digits, braces", `\U000000e9t\u{e9} \u{1F600}`, `\U000000e9t\u{e9}`, "été"},
		{"Russian", `\u0438 \u0434\u043e\u043c`, `\u0438|\u0434\u043e\u043c`, "и|дом"},
		{"bytes of UTF-8", `caf\xc3\xa9 \xd0\xb4\xd0\xbe\xd0\xbc`, `caf\xc3\xa9|\xd0\xb4\xd0\xbe\xd0\xbc`, "café|дом"},
		{"bytes of Latin-1", `d\xe9cid\xe9 \xe0`, `d\xe9cid\xe9|\xe0`, "décidé|à"},
		{"ends of lines", `one.\nTwo.\r\nThree`, `one|Two|Three`, ""},
		{"an end of a line at the end", `"one.\nTwo.\n"`, `one|Two`, ""},
		{"ends of wrapped lines", `one two\nthree of the four\nfive`, `one|two|three|of|the|four|five`, ""},
		{"an end of a line beside a code", `caf\u00e9 du\nport`, `caf\u00e9|du|port`, "café|du|port"},
		{"RTF", `d\'e9cid\'e9 \'e0 m\'eame`, `d\'e9cid\'e9|\'e0|m\'eame`, "décidé|à|même"},
		{"TeX", "d\\'ecid\\'e h\\^otel f\\\"ur ma\\~nana voil\\`a", "d\\'ecid\\'e|h\\^otel|f\\\"ur|ma\\~nana|voil\\`a", "décidé|hôtel|für|mañana|voilà"},
		{"TeX in braces", `d\'{e}cid{\'e} fa\c{c}ade {\v{s}}koda G{\"o}del na\"{\i}ve`, `d\'{e}cid{\'e}|fa\c{c}ade|{\v{s}}koda|G{\"o}del|na\"{\i}ve`, "décidé|façade|škoda|gödel|naïve"},
		{"letters of TeX", `{\aa}r Stra{\ss}e \o{}re {\L}\'od\'z`, `{\aa}r|Stra{\ss}e|\o{}re|{\L}\'od\'z`, "år|strasse|øre|łódź"},
		{"roff", `the \fBcouncil\fR met \f[I]here\f[] (\f(CWls\fP)`, `the|council|met|here|ls`, ""},
		{"percent codes", "d%C3%A9cid%C3%A9 %D0%B4%D0%BE%D0%BC", "d%C3%A9cid%C3%A9|%D0%B4%D0%BE%D0%BC", "décidé|дом"},
		{"percent codes of a text", "The%20council%20met%2C%20didn%27t%20it", "The|council|met|didn%27t|it", "the|council|met|didn't|it"},
		{"a form", "The+council+met%2C+didn%27t+it", "The|council|met|didn%27t|it", "the|council|met|didn't|it"},
		{"quoted-printable", "d=C3=A9cid=C3=A9 =D0=B4=D0=BE=D0=BC", "d=C3=A9cid=C3=A9|=D0=B4=D0=BE=D0=BC", "décidé|дом"},
		{"quoted-printable in Latin-1", "d=E9cid=E9 =E0 la", "d=E9cid=E9|=E0|la", "décidé|à|la"},
		{"a soft break in a word and in a letter", "d=C3=A9ci=\nd=C3=\r\n=A9", "d=C3=A9ci=\nd=C3=\r\n=A9", "décidé"},
		{"an equals sign", "d=C3=A9j=C3=A0 x=3Dy", "d=C3=A9j=C3=A0|x|y", "déjà|x|y"},
		{"no semicolon", "l&#39&#233t&#233 caf&eacute d&eacutecid&eacute l'&eacutecole", "l|39&#233t&#233|caf&eacute|d&eacutecid&eacute|l'&eacutecole", "l|39été|café|décidé|l'école"},
		{"colours", "the \x1b[1;31mcoun\x1b[0mcil\x1b[K", "the|coun\x1b[0mcil", "the|council"},
		{"struck over", "c\bco\boun_\bci\bil", "co\boun_\bci\bil", "council"},
	} {
		t.Run(c.name, func(t *testing.T) {
			require.Equal(t, c.spans, bars(c.text))
			want := c.forms
			if want == "" {
				want = strings.ToLower(c.spans)
			}
			require.Equal(t, want, strings.Join(forms(c.text), "|"))
			listed := make(map[int]bool)
			for r := range References(c.text) {
				require.Equal(t, Entity, r.Kind&Entity)
				for i := r.Start; i < r.End; i++ {
					require.False(t, listed[i], "listed once")
					listed[i] = true
				}
			}
			for w := range Words(c.text, None) {
				if w.Disguise&Entity != 0 {
					require.True(t, slices.ContainsFunc(slices.Collect(References(c.text)), func(r Concealment) bool { return r.Start < w.End && w.Start < r.End }))
				}
			}
			checkHasher(t, &Hasher{Shingler: Shingler{Size: 1}}, c.text)
		})
	}
}

// TestReadGarbled checks which characters are brought back that were read in another
// set of characters.
func TestReadGarbled(t *testing.T) {
	for _, c := range []struct{ name, text, forms string }{
		{"Windows-1251", "cafГ© dГ©cidГ© mГЄme lвЂ™eau Г©tГ© Г  la", "café décidé même l'eau été à la"},
		{"Windows-1250", "cafĂ© dĂ©cidĂ© mĂŞme lâ€™eau Ĺ›roda wĹ‚aĹ›nie", "café décidé même l'eau środa właśnie"},
		{"Macintosh", "caf√© d√©cid√© m√™me l‚Äôeau √† la ma√±ana", "café décidé même l'eau à la mañana"},
		{"DOS", "caf├⌐ d├⌐cid├⌐ m├¬me lΓÇÖeau ├á la", "café décidé même l'eau à la"},
		{"western DOS", "caf├® d├®cid├® lÔÇÖeau", "café décidé l'eau"},
		{"Russian in Windows-1251", "РїСЂРёРІРµС‚ Рё РґСЂСѓРі", "привет и друг"},
		{"Russian in Windows-1250", "ĐżŃ€Đ¸Đ˛ĐµŃ‚", "привет"},
		{"Russian on a Macintosh", "–ø—Ä–∏–≤–µ—Ç –∏ –¥—Ä—É–≥", "привет и друг"},
		{"Russian under DOS", "╨┐╤Ç╨╕╨▓╨╡╤é ╨┐╤А╨╕╨▓╨╡╤В", "привет привет"},
		{"Russian with lost bytes", "Ð²Ñ\ufffdÐµ", "в\ufffdе"},
		{"Cyrillic as Latin-1", "Ïðèâåò, ìîé ìèð! ¨ëêà è åù¸", "привет мой мир ёлка и ещё"},
		{"KOI8 as Latin-1", "ðÒÉ×ÅÔ ÈÏÒÏÛÉÊ", "привет хороший"},
	} {
		t.Run(c.name, func(t *testing.T) {
			require.Equal(t, strings.Fields(c.forms), forms(c.text))
			garbled := Disguises(0)
			for w := range Words(c.text, None) {
				garbled |= w.Disguise
			}
			require.Equal(t, Mojibake, garbled&Mojibake)
		})
	}
}

// TestHonestTexts checks that nothing is read in texts that only look escaped or garbled.
func TestHonestTexts(t *testing.T) {
	for _, text := range []string{
		`C:\new\xampp\temp and C:\Users\Nadia\readme.txt, D:\test\report\names`, `copy src\new to src\next`, `\\server\new\table`,
		`\documentclass{article} \textbf{bold} \nu \rho \tau \to \neq \frac{a}{b} \alpha_{\text{max}}`, `\begin{equation} \bar{x} \hat{y} \vec{v} \end{equation}`,
		`printf("hello\n"); printf("%d\t%s\n", a, b);`, `printf("hello to all\n"); printf("and the same to you\n");`, `s = "\n" + indent + "\t"`, `if (c == '\n' || c == '\t')`, `[\u0400-\u04ff]+`, `[^\xc0-\xff]`,
		`b"\xff\xd8\xff"`, `don\'t and l\'eau d\'un, n\'a`, `he said \"over\" and \"under\"`, `un\'altra dell\'acqua`,
		"a \\`quoted\\` word", `C:\fBar`, `\first \for \fi`, `x = {\o y}`,
		"50%20 and 100%", "a%20b", "%d%20abc%20def", `"%20d%20d"`, "https://a.b/caf%C3%A9%20au%20lait", "www.a.b/the%20old%20bridge%20here",
		"/wiki/the%20old%20bridge%20here", "?q=the%20old+bridge%20here&x=1", `href="the%20old%20bridge%20here"`, "[x](the%20old%20bridge%20here)",
		"a=E9, b=C3 and id=FE", "x=C9", "key=BEginning", "Title\n=====\ntext", "x =\n    5", "total=\nof all", "k=20 and m=3D",
		"example.com/version v1.1.0 h1:5HrXp6adAjACjK9JXDnKaTXpAAAAAAAAAAAAAAAAAAAA=\nexample.com",
		"AT&T and R&D, ?a=1&copy=2&reg=3&eacute=4", "&eacute is a name", "bugs #12&#13", "&#xe9cole",
		"ROMÂNĂ și MĂSURĂ, «À», VOILÀ», ÎNCĂ", "РІЧКА і РІВНЕ, РЯСТ, ГЕРОЇ, СЄВЄР, ВІЙНА", "РЎ Ў СЂ", "Ђорђе и Љубица", "Дѓ «Г» В–1",
		"√2, √x, x√π, √π, 2√∂", "a ≈ b, f ≈∞, ¬p ∧ q, ƒ(x)", "a – b — c, 1–é, 5—ö", "├── école\n│   └── été\n└── fin", "┬─┬ ╔═╤═╗ ├─┼─┤ ║ é ║", "Γ(x)",
		"3×½ + 2×¼ + 4×²", "àâäéèêëîïôöùûüÿç", "áéíóú ÁÉÍÓÚ àèìòù", "ÀÁÂÃÄÅ ÈÉÊË", "åäö ÅÄÖ äöüß", "ÿÿÿÿ÷", "à É ÷ ß", "Île d'Yeu, où l'été dure", "ráðið og síðan",
		"mali Đorđe i Žiža", "Ľubica, Ďurko, Ńandutí", "\x1b[31", "a_b and c_d",
	} {
		plain := read(text).text
		require.Equal(t, strings.ReplaceAll(text, "\x1b", ""), plain, "%q", text)
	}
}

// garbledAs returns text whose bytes of UTF-8 were read in a set of characters; bytes
// that are not assigned there were read as themselves.
func garbledAs(text string, set *charmap.Charmap) string {
	var b strings.Builder
	for _, c := range []byte(text) {
		r := set.DecodeByte(c)
		if r == utf8.RuneError {
			r = rune(c)
		}
		b.WriteRune(r)
	}
	return b.String()
}

// escapedTexts are texts of several languages for tests that escape them as a whole.
var escapedTexts = map[string]string{
	"French": "L’été dernier, le maire a décidé de réparer le vieux pont à côté de l’église. Où étaient les ouvriers ? Déjà là, mais très fatigués.\n" +
		"Ils ont travaillé dès l’aube, même le dimanche.",
	"Swedish": "På ön ligger en gammal bro över ån. Både båten och färjan är där för att åka över sjön i går.\nÄven å andra sidan är det så.",
	"Russian": "Городской совет собрался во вторник, чтобы обсудить ремонт старого моста через реку. И в этот раз все были за.\n" +
		"Мэр ответил, что подрядчик обещал закончить до морозов.",
	"Polish": "Wójt zaś rzekł, że most będzie gotów przed świętami, choć łatwo się myli. Źle to wygląda.",
}

// TestWholeTexts checks that a text that was escaped or garbled as a whole has the
// words that it had.
func TestWholeTexts(t *testing.T) {
	for name, text := range escapedTexts {
		for how, change := range map[string]func(string) string{
			"JSON":             func(s string) string { b, _ := json.Marshal(s); return string(b) },
			"JSON in ASCII":    func(s string) string { return strings.ReplaceAll(strconv.QuoteToASCII(s), `\x`, `\u00`) },
			"percent":          func(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") },
			"form":             url.QueryEscape,
			"quoted-printable": quotedPrintableOf,
			"Windows-1252":     func(s string) string { return garbledAs(s, charmap.Windows1252) },
			"Windows-1250":     func(s string) string { return garbledAs(s, charmap.Windows1250) },
			"Windows-1251":     func(s string) string { return garbledAs(s, charmap.Windows1251) },
			"Macintosh":        func(s string) string { return garbledAs(s, charmap.Macintosh) },
			"DOS 437":          func(s string) string { return garbledAs(s, charmap.CodePage437) },
			"DOS 850":          func(s string) string { return garbledAs(s, charmap.CodePage850) },
			"DOS 866":          func(s string) string { return garbledAs(s, charmap.CodePage866) },
		} {
			require.Equal(t, forms(text), forms(change(text)), "%s in %s: %s", name, how, change(text))
		}
	}
}

func quotedPrintableOf(s string) string {
	var b bytes.Buffer
	w := quotedprintable.NewWriter(&b)
	_, _ = w.Write([]byte(s))
	_ = w.Close()
	return b.String()
}

// TestEscapesBenign checks that a text that was escaped as a whole is nothing to
// report, and that a letter of ASCII that was is.
func TestEscapesBenign(t *testing.T) {
	for text, want := range map[string][]Concealment{
		`d\u00e9cid\u00e9`:    {{1, 7, Entity, true}, {10, 16, Entity, true}},
		`é d\u00e9cid\u00e9`:  {{4, 10, Entity, false}, {13, 19, Entity, false}},
		`c\u006funcil`:        {{1, 7, Entity, false}},
		`the \fBold\fR town`:  {{4, 7, Entity, true}, {10, 13, Entity, true}},
		"caf%C3%A9 &amp; bar": {{3, 9, Entity, true}, {10, 15, Entity, true}},
		`&#92;u00e9t\u00e9`:   {{0, 10, Entity, true}, {11, 17, Entity, true}},
		`soft\u00adware`:      {{4, 10, SoftHyphen | Entity, false}},
	} {
		require.Equal(t, want, slices.Collect(References(text)), "%q", text)
	}
}
