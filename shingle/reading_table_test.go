package shingle

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestReadDisguises checks what words that are disguised by a table are read as,
// and what is said of the first of them.
func TestReadDisguises(t *testing.T) {
	for _, c := range []struct {
		name, text, forms string
		kind              Disguises
	}{
		{"small capitals", "ᴄᴏᴜɴᴄɪʟ ꜱᴜᴍᴍᴇʀ Aʙᴏᴜᴛ", "council summer about", LookAlike},
		{"small capitals of all letters", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡxʏᴢ", "abcdefghijklmnopqrstuvwxyz", LookAlike},
		{"pronunciation", "[ɪɴ] /ɡɪ/ dɔkjʊmənt", "ɪɴ ɡɪ dɔkjʊmənt", 0},
		{"syllabics", "ᑕOᑌᑎᑕIᒪ ᔕᑌᗰᗰᗴᖇ ᗩᖴTᗴᖇ in the hall", "council summer after in the hall", LookAlike},
		{"Cherokee", "ᏟᎾᏌNᏟᎥᏞ on the hall", "council on the hall", LookAlike},
		{"negative squares", "🅲🅾🆄🅽🅲🅸🅻 🅼🅰🆁🅻🅾🆆", "council marlow", Styled},
		{"negative circles", "🅒🅞🅤🅝🅒🅘🅛", "council", Styled},
		{"squares", "🄲🄾🅄🄽🄲🄸🄻", "council", Styled},
		{"blood group", "🅰️ or 🅱️, 🅿️", "or", 0},
		{"parenthesised", "⒞⒪⒰⒩⒞⒤⒧ M⒜⒭⒧⒪⒲", "council marlow", Styled},
		{"list in parentheses", "⒜ first ⒝ second ⒜First", "a first b second a first", Styled},
		{"regional letters", "🇨\u200b🇴\u200b🇺\u200b🇳\u200b🇨\u200b🇮\u200b🇱\u200b", "council", Styled | ZeroWidth},
		{"regional letters of odd number", "🇨🇴🇺🇳🇨🇮🇱 🇲🇦🇷🇱🇴🇼🇸", "council marlows", Styled},
		{"flags", "🇭🇺 🇫🇷🇩🇪 Hungary🇭🇺", "hungary", 0},
		{"raised", "ᶜᵒᵘⁿᶜⁱˡ", "council", Styled},
		{"square metre", "5 m² and 2ⁿᵈ", "5 m2 and 2nd", 0},
		{"signs", "₵◎∪₦₵il ₳₣₮€r $∪mm€r r◎of", "council after summer roof", LookAlike},
		{"prices", "₱100 US₱ ₦5 €5 A$ 10€ ₽", "100 us 5 5 a 10", 0},
		{"sets", "A∪B∪C p∩q ○Item ◎Next", "a b c p q item next", 0},
		{"upside down", "ɹǝʇɟɐ sɹǝǝuᴉƃuǝ ʎɐpsǝnʇ", "after engineers tuesday", Turned},
		{"turned", "ʇɥǝ ǝɥʇ sʌn", "eht the sʌn", Turned},
		{"languages with turned letters", "ɔkyeame wɔ ǝkǝ nɔ", "ɔkyeame wɔ ǝkǝ nɔ", 0},
		{"override", "the \u202elicnuoc\u202c and \u202e,remmus\u202c", "the council and summer", 0},
		{"override without end", "na\u202evy", "navy", Bidi},
		{"override of Hebrew", "\u202eשלום\u202c", "שלום", 0},
		{"mojibake", "cafÃ© dÃ©cidÃ© donâ€™t ÃŠtre naÃ¯ve", "café décidé don't être naïve", Mojibake},
		{"mojibake twice", "cafÃƒÂ© dÃƒÂ©cidÃƒÂ©", "café décidé", Mojibake},
		{"Russian mojibake", "Ð¿Ñ€Ð¸Ð²ÐµÑ‚ Ð´Ñ€ÑƒÐ³", "привет друг", Mojibake},
		{"honest capitals", "“CAFÉ” MANHÃ” À–É «VOILÀ» sœur š›", "café manhã à é voilà sœur š", 0},
		{"lost letters", "caf\ufffd d\ufffd\ufffdcid\ufffd \ufffdtre", "caf\ufffd d\ufffd\ufffdcid\ufffd \ufffdtre", Unreadable},
		{"C0", "mili\x08tary th\x7fe", "military the", Unrendered},
		{"C1", "mili\u0081tary th\u009fe a\u0085b", "military the a b", Unrendered},
		{"reference to a control", "mili&#129;tary &#8;the", "military the", Unrendered | Entity},
		{"noncharacters", "mili\ufffetary th\ufdd0e \U0001fffee", "military the e", Unrendered},
		{"null notehead, Braille, object", "mili\U0001d159tary th\u2800e a\ufffct", "military the at", Unrendered},
		{"comments", "mili<!---->tary th<!-- x --><!-- y -->e a <!-- note --> b", "military the a note b", Unrendered},
		{"comment without end", "mili<!-- tary", "mili tary", 0},
		{"enclosing circle", "c\u20ddo\u20ddu\u20ddn\u20ddcil", "council", Marks},
	} {
		t.Run(c.name, func(t *testing.T) {
			require.Equal(t, strings.Fields(c.forms), forms(c.text))
			words := slices.Collect(Words(c.text, None))
			require.Equal(t, c.kind.String(), words[0].Disguise.String())
			for i, w := range words { // spans hold the whole disguise
				if i > 0 {
					require.LessOrEqual(t, words[i-1].End, w.Start)
				}
			}
		})
	}
}

// TestQuotations checks that a quotation in another script is read as what it is,
// and that terms in Latin letters disguise nothing.
func TestQuotations(t *testing.T) {
	const english = "to the core, a react component can be a proc at the root, so be sure to check her photo and a map"
	for _, host := range []string{
		"Это обычная статья о программах, в которой автор объясняет, как устроены процессы.",
		"Це звичайна стаття про програми, у якій автор пояснює, як влаштовані процеси.",
		"Ово је обичан чланак о програмима, у коме аутор објашњава како раде процеси.",
		"Това е обикновена статия за програми, в която авторът обяснява как работят процесите.",
		"Αυτό είναι ένα συνηθισμένο άρθρο για προγράμματα, όπου ο συγγραφέας εξηγεί πώς λειτουργούν.",
	} {
		text := host + " “" + english + "” " + host
		require.Subset(t, forms(text), forms(english))
		n := 0
		for w := range Words(text, Auto) {
			require.Zero(t, w.Disguise, "%s in %q", w.Form, text)
			n++
		}
		require.Equal(t, 2*len(forms(host))+len(forms(english)), n)
		var with []string
		for w := range Words(text, None) {
			with = append(with, w.Form)
		}
		require.Equal(t, forms(host), with[:len(forms(host))])
		require.Equal(t, forms(english), with[len(forms(host)):len(forms(host))+len(forms(english))])
	}
	for _, text := range []string{
		"Каталог /proc доступен пользователю root, протокол HTTP, пакеты APT и библиотека React.",
		"Запустите сервер Apache, затем откройте порт и проверьте cookie.",
		"Язык C и диск C: занимают место, а переменная x равна a или c.",
		"Файл core и команда top, make, echo, cat, tar, cp, mv.",
		"Где α = 0,05, β и γ — параметры; 5 μm, 3 µs, 2 μg и 10 kΩ.",
		"Windows и Linux, а не macOS", "У сервера есть API, а у API есть ключ", "Марка BMW, УАЗ и ВАЗ, КамАЗ и MAN",
	} {
		for w := range Words(text, Auto) {
			require.Zero(t, w.Disguise, "%s in %q", w.Form, text)
		}
	}
	for w := range Words("The mean was α = 0.05, and β of 5 μm, 3 µs, 2 μg at 10 kΩ and the α-helix or β-carotene", Auto) {
		require.Zero(t, w.Disguise, w.Form)
	}
}

// TestDisguisedScripts checks texts of one script in the letters of another.
func TestDisguisedScripts(t *testing.T) {
	require.Equal(t, strings.Fields("a coe bepto ck ha to pot aah kpat"), forms("а сое вертο ск на то рот аан крат"))
	latin := strings.NewReplacer("а", "a", "с", "c", "е", "e", "о", "o", "р", "p", "у", "y", "х", "x", "т", "t", "к", "k", "м", "m")
	text := "как у старого моста стоят два дома, так и у того ручья они тоже там стоят, а с ними сторож"
	require.Equal(t, forms(text), forms(latin.Replace(text)))
}

// FuzzSurroundings checks that what is added far away changes no word.
func FuzzSurroundings(f *testing.F) {
	for _, text := range seeds {
		f.Add(text, "Добавленное слово и ещё одно")
		f.Add(text, "an added word of English")
	}
	pad := " " + strings.Repeat("123 ", 3) + strings.Repeat("word and some ", 7) // more than lineReach
	f.Fuzz(func(t *testing.T, text, added string) {
		text = strings.ReplaceAll(text, "\u202e", "")
		added = strings.ReplaceAll(strings.ReplaceAll(added, "\u202e", ""), "<", "")
		if strings.ContainsAny(text+added, "&<") {
			return
		}
		all := forms(text + pad)
		require.Equal(t, all, forms(text + pad + " " + added)[:len(all)])
	})
}

// FuzzFold checks the laws of [Fold] and [SameLetters].
func FuzzFold(f *testing.F) {
	for _, text := range seeds {
		f.Add(text, text)
	}
	f.Add("ångström", "aangstroem")
	f.Add("жуков", "zhukov")
	f.Fuzz(func(t *testing.T, text, other string) {
		for _, form := range forms(text) {
			require.Equal(t, Fold(form), Fold(Fold(form)), "%+q", form)
			require.True(t, SameLetters(form, Fold(form)), "%+q", form)
			for i, o := range forms(other) {
				if i < 5 {
					require.Equal(t, SameLetters(form, o), SameLetters(o, form), "%+q %+q", form, o)
				}
			}
		}
	})
}

func TestSameLetters(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"décidé", "decide", true}, {"métalliques", "metalliques", true}, {"à", "a", true}, {"på", "paa", true}, {"på", "pa", true},
		{"ångström", "aangstroem", true}, {"ångström", "angstrom", true}, {"größe", "groesse", true}, {"grösse", "groesse", true}, {"øre", "öre", true},
		{"smørrebrød", "smoerrebroed", true}, {"þing", "thing", true}, {"æble", "aeble", true}, {"жуков", "zhukov", true}, {"щука", "shchuka", true},
		{"мой", "мои", true}, {"ёлка", "елка", true}, {"f\u0300oṟc̈e", "force", true}, {"caf\ufffd", "café", true}, {"d\ufffd\ufffdcid\ufffd\ufffd", "décidé", true},
		{"caf\ufffd", "cafés", true}, {"caf\ufffd", "cadre", false}, {"naïve", "native", false}, {"für", "fear", false}, {"pool", "roof", false}, {"år", "or", false}, {"шар", "жар", false},
	} {
		require.Equal(t, c.want, SameLetters(c.a, c.b), "%s %s", c.a, c.b)
		require.Equal(t, c.want, SameLetters(c.b, c.a), "%s %s", c.b, c.a)
	}
}

// TestMarksAndFeatures checks that a text keeps its features when its accents are
// stripped or each letter gets one.
func TestMarksAndFeatures(t *testing.T) {
	for _, text := range []string{
		"L'élève décidé a été très étonné à l'école où même le préfet était présent",
		"Både båten på ön och får är där för att åka över sjön i går", "Már én is így láttam még őt és az ő házát",
		"El niño también está aquí según él, así que más allá no habrá",
	} {
		stripped := Fold(strings.ToLower(text))
		marked := strings.NewReplacer("a", "a\u0301", "n", "n\u0303", "s", "s\u0323", "t", "t\u0327").Replace(text)
		for _, s := range []Shingler{{}, {Family: Masked, Size: 2, Language: Guess(text)}, {Family: FunctionWords, Size: 2, Language: Guess(text)}} {
			want := slices.Collect(s.Features(text))
			require.NotEmpty(t, want)
			require.Equal(t, want, slices.Collect(s.Features(stripped)), "%v %s", s, stripped)
			require.Equal(t, want, slices.Collect(s.Features(marked)), "%v %s", s, marked)
		}
	}
}

// FuzzCandidates checks that what is passed over without a look at its characters holds
// no candidate.
func FuzzCandidates(f *testing.F) {
	for _, text := range []string{
		"the c0unc1l of c*uncil, mili_tary (co\u00a0uncil) and $w!mm!ng/h\u20ac@vy", "a-b_c'd\"0e-f.1g/h2", "p1ace\u2009un\u200acil was 300 people; d?cid?", "c\"o\"u\"n\"c\"i\"l of t/h/e t/o/w/n, m'i'litary",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var want []Candidate
		r := read(text)
		slow := finder{reading: &r, yield: func(c Candidate) bool { want = append(want, c); return true }}
		slow.torn, _ = tornBy(r.text)
		for i := 0; i < len(r.text); {
			i = slow.at(i)
		}
		require.Equal(t, want, slices.Collect(Candidates(text)))
	})
}

// TestCandidates checks which words a text may be meant for.
func TestCandidates(t *testing.T) {
	for text, want := range map[string]string{
		"c0unc1l": "councll council", "v073d": "voted", "$w!mm!ng": "swimming", "h€@vy": "heavy", "r00f.": "roof", "p1ace": "place piace",
		"co\u00a0uncil": "council", "co\u2009un\u200acil was": "coun council uncil", "mili_tary": "military", "mili-tary": "",
		"c*uncil": "c\ufffduncil", "plain words here": "", "300 people": "", "d?cid?": "d\ufffdcid\ufffd",
	} {
		var got []string
		for c := range Candidates(text) {
			got = append(got, c.Form)
			require.Equal(t, hashWord(c.Form), c.Hash)
			require.NotZero(t, c.Disguise)
		}
		for _, form := range strings.Fields(want) {
			require.Contains(t, got, form, "%q", text)
		}
		if want == "" {
			require.Empty(t, got, "%q", text)
		}
	}
}
