package shingle

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"
)

func TestLanguages(t *testing.T) {
	all := Languages()
	require.GreaterOrEqual(t, len(all), 12)
	require.NotContains(t, all, Auto)
	require.NotContains(t, all, None)
	all[0] = None
	require.Equal(t, English, Languages()[0])
}

func TestParseLanguage(t *testing.T) {
	for _, l := range append(Languages(), None) {
		got, err := ParseLanguage(strings.ToUpper(l.String()))
		require.NoError(t, err)
		require.Equal(t, l, got)
	}
	for _, s := range []string{"", "auto", "Auto"} {
		got, err := ParseLanguage(s)
		require.NoError(t, err)
		require.Equal(t, Auto, got)
	}
	for _, s := range []string{"english", "xx", "en-GB", " en", "e", "nonee"} {
		_, err := ParseLanguage(s)
		require.ErrorIs(t, err, ErrLanguage)
		require.ErrorContains(t, err, s)
	}
}

func TestListsAreWellFormed(t *testing.T) {
	for _, l := range Languages() {
		text := l.row.list
		require.True(t, strings.HasPrefix(text, "# "), l)
		seen := make(map[string]bool)
		previous, headings := "", 0
		for line := range strings.Lines(text) {
			require.True(t, strings.HasSuffix(line, "\n"), "%s: %q", l, line)
			line = strings.TrimSuffix(line, "\n")
			require.Equal(t, strings.TrimSpace(line), line, l)
			if line == "" || line[0] == '#' {
				previous = ""
				headings++
				continue
			}
			word := strings.TrimPrefix(line, "-")
			require.False(t, seen[word], "%s: %s is listed twice", l, word)
			seen[word] = true
			require.Less(t, previous, line, "%s: %s is out of order", l, line)
			previous = line
			require.NotContains(t, word, " ", l)
			require.NotContains(t, word, "-", l)
			require.Equal(t, norm.NFKC.String(strings.ToLower(word)), word, l)
			require.True(t, utf8.ValidString(word))
			require.Equal(t, !strings.HasPrefix(line, "-"), l.IsFunctionWord(word), "%s: %s", l, word)
		}
		require.Greater(t, headings, 10, l)
		t.Logf("%s: %d words", l, len(seen))
	}
}

// TestExcludedWordsAreSnowballs checks that a word is taken out only of a list
// that holds it.
func TestExcludedWordsAreSnowballs(t *testing.T) {
	for _, l := range Languages() {
		for _, e := range l.words().held {
			if !e.value {
				require.True(t, l.row.stop != nil && l.row.stop(e.form), "%s: %s", l, e.form)
			}
		}
	}
}

func TestRequiredFunctionWords(t *testing.T) {
	for l, words := range map[Language]string{
		English: `the a an of would could may might must shall within upon don't they're who's i've we'd
			they'll there's someone's could've whoever's can't y'all whilst thou hath be am been having
			did not nor ought cannot let's it'd shouldn't've he'd've everybody's that'll`,
		French: `le la du des au aux qu'il d'un l'autre c'est n'est s'il jusqu'à lorsqu'elle j'ai quelqu'un
			auxquelles ne pas étaient auront puisqu'on celui ceux dont été peuvent doit faut`,
		Spanish: `el la lo los del al que y o fue era había están nuestro aquél cuyas puede deben también
			sin según quizás conmigo ustedes`,
		Russian: `и в не на что он её ее ещё который которую чтобы были будут если из об этих моём нельзя
			кто никто всех можно`,
		Swedish: `och att det en ett som inte är var hade har skulle någonting deras från utan genom varför
			dem mig blev måste`,
		Norwegian: `og å det en et ei som ikke er var hadde skulle noe deres fra uten gjennom hvorfor dem
			meg ble må ikkje eg`,
		Hungarian: `a az és hogy nem is egy volt van lesz azt amelyeket akinek nekünk között után miatt
			legyen kell csak`,
	} {
		for word := range strings.FieldsSeq(words) {
			require.True(t, l.IsFunctionWord(word), "%s: %s", l, word)
		}
		require.False(t, None.IsFunctionWord(strings.Fields(words)[0]))
		require.False(t, Auto.IsFunctionWord(strings.Fields(words)[0]))
	}
}

func TestContentWordsAreNotFunctionWords(t *testing.T) {
	for l, words := range map[Language]string{
		English: `time year people way day man thing woman life child world school state family student
			group country problem hand part place case week company system program question work
			government number night point home water room mother area money story fact month lot right
			study book eye job word business issue side kind head house service friend father power hour
			game line end member law car city one two three first brought good great dog's man's
			children's said make go see think take want use find give tell`,
		French: `temps année jour homme femme enfant monde école pays famille groupe problème main lieu cas
			semaine entreprise système question travail nuit maison eau chambre mère argent histoire fait
			mois droit livre œil mot côté tête ami père pouvoirs heure jeu ligne fin membre loi voiture
			ville deux trois bon grand petit dire faire aller voir prendre l'homme d'eau qu'homme roi
			guerre soldat porte rue`,
		Spanish: `tiempo año día hombre mujer niño mundo escuela país familia grupo problema mano lugar caso
			semana empresa sistema pregunta trabajo noche casa agua madre dinero historia hecho mes
			derecho libro ojo palabra lado cabeza amigo padre hora juego línea fin miembro ley coche
			ciudad dos tres bueno grande pequeño decir hacer ir ver sentido sentidos siente estados rey
			guerra soldado puerta calle mañana tarde`,
		Russian: `время год день человек женщина ребёнок мир школа страна семья группа проблема рука место
			случай неделя компания система вопрос работа ночь дом вода комната мать деньги история факт
			месяц право книга глаз слово сторона голова друг отец час игра линия конец член закон город
			два три хорошо лучше хороший большой сказать делать идти видеть царь война солдат дверь улица
			суть`,
		Swedish: `tid år dag man_ kvinna barn värld skola land familj grupp problem hand plats fall_ vecka
			företag system fråga arbete natt hus vatten rum mor pengar historia faktum månad bok öga ord
			sida huvud vän far timme spel linje slut lag bil stad två tre god stor liten säga göra gå se
			sitta kung krig soldat dörr gata hem`,
		Norwegian: `tid år dag kvinne barn verden skole land familie gruppe problem hånd sted uke selskap
			system spørsmål arbeid natt hus vann rom mor penger historie faktum måned bok øye ord side
			hode venn far time spill linje slutt lov bil by to tre god stor liten si gjøre gå se sitte
			konge krig soldat dør gate makt folk navn punkt part verdi start lang ny`,
		Hungarian: `idő év nap ember nő gyerek világ iskola ország család csoport probléma kéz hely eset hét
			cég rendszer kérdés munka éjszaka ház víz szoba anya pénz történet tény hónap jog könyv szem
			szó oldal fej barát apa óra játék vonal vég tag törvény autó város két három jó nagy kicsi
			mond csinál megy lát cikk cikkek új első király háború katona ajtó utca`,
	} {
		for word := range strings.FieldsSeq(words) {
			if strings.HasSuffix(word, "_") || l == Swedish && word == "man" || word == "lot" {
				continue
			}
			require.False(t, l.IsFunctionWord(word), "%s: %s", l, word)
		}
	}
	for _, l := range Languages() {
		for _, form := range []string{"", "'", "''", "'s", "x's", "l'", "qu'", "42", "a1", "example.org"} {
			require.False(t, l.IsFunctionWord(form), "%s: %q", l, form)
		}
	}
}

func TestStem(t *testing.T) {
	for _, c := range []struct {
		language   Language
		form, want string
	}{
		{English, "running", "run"},
		{English, "the", "the"},
		{English, "during", "during"},
		{English, "they're", "they're"},
		{English, "abc123s", "abc123s"},
		{English, "https://example.org/running", "https://example.org/running"},
		{English, "running@example.org", "running@example.org"},
		{English, "", ""},
		{English, "'s", ""},
		{French, "continuellement", "continuel"},
		{French, "l'homme", "homm"},
		{French, "qu'il", "qu'il"},
		{French, "voudrion", "voudrion"},
		{Spanish, "canciones", "cancion"},
		{Russian, "книгами", "книг"},
		{Russian, "зелёного", "зелен"},
		{Russian, "пришёл", "прийт"},
		{German, "gingen", "geh"},
		{Swedish, "flickorna", "flick"},
		{Norwegian, "jentene", "jent"},
		{Norwegian, "makten", "makt"},
		{Norwegian, "makt", "makt"},
		{Hungarian, "házakban", "ház"},
		{None, "running", "running"},
		{Auto, "running", "running"},
	} {
		require.Equal(t, c.want, c.language.Stem(c.form), "%s: %s", c.language, c.form)
	}
}

func TestStemLeavesLongForms(t *testing.T) {
	for _, l := range Languages() {
		long := strings.Repeat("a", maxStemBytes-2) + "ing"
		require.Equal(t, long, l.Stem(long))
		huge := strings.Repeat("running", 1<<17)
		require.Equal(t, huge, l.Stem(huge))
	}
	long := strings.Repeat("a", maxStemBytes-3) + "ing"
	require.Equal(t, strings.Repeat("a", maxStemBytes-3), English.Stem(long))
}

func FuzzStem(f *testing.F) {
	for _, form := range []string{
		"", "'", "''s", "l'", "qu'l'homme", "brought", "voudrions", "viéndola", "créé", "éé", "áé", "ссшись",
		"bban", "ékéé", "\xff\xfe", "ааааейшими", "généreusement", "yendo", "cuyendolos", "ées", "aux", "ité",
	} {
		f.Add(form)
	}
	f.Fuzz(func(t *testing.T, form string) {
		for _, l := range append(Languages(), None, Auto) {
			stem := l.Stem(form)
			if stem != l.Stem(form) {
				t.Fatalf("%s: the stem of %q changes", l, form)
			}
			if len(stem) > 3*len(form)+1 {
				t.Fatalf("%s: the stem of %q is %q", l, form, stem)
			}
			if l.IsFunctionWord(form) && stem != form {
				t.Fatalf("%s: the function word %q has the stem %q", l, form, stem)
			}
		}
	})
}

func BenchmarkIsFunctionWord(b *testing.B) {
	for _, c := range []struct {
		name     string
		language Language
		form     string
	}{
		{"en hit", English, "would"}, {"en miss", English, "harbour"}, {"en contraction", English, "someone'll"},
		{"fr hit", French, "étaient"}, {"fr miss", French, "pêcheurs"}, {"fr elision miss", French, "l'homme"},
		{"ru hit", Russian, "который"}, {"ru miss", Russian, "гавани"}, {"hu miss", Hungarian, "halászok"},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				c.language.IsFunctionWord(c.form)
			}
		})
	}
}

func BenchmarkStem(b *testing.B) {
	for _, c := range []struct {
		name     string
		language Language
		form     string
	}{
		{"en", English, "fishermen"}, {"en long", English, "internationally"}, {"fr", French, "continuellement"},
		{"es", Spanish, "construido"}, {"ru", Russian, "построили"}, {"hu", Hungarian, "építettek"},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.language.Stem(c.form)
			}
		})
	}
}
