package shingle

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// irregularDigests are those of the lists of irregular forms, without comments.
var irregularDigests = map[string]string{
	"da": "8ce6d2115ede12fc",
	"de": "8050f15445c9aa98",
	"en": "12002fe50a5c9ba4",
	"es": "2bd097c74454af04",
	"fr": "39527bbd94708e47",
	"hu": "f7270e423ea7d2e8",
	"it": "7a09b224bd02184e",
	"nl": "2c90245b98c4cff0",
	"no": "bba5750b36b4c5ef",
	"pt": "1e26acf1f7526274",
	"ru": "27688f8f2d27d8fc",
	"sv": "5c569f2d0404ec57",
}

// TestIrregularDigests: whoever changes an irregular form changes stems.
func TestIrregularDigests(t *testing.T) {
	for _, l := range Languages() {
		name := "irregular/" + l.String() + ".txt"
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		require.Equal(t, string(text), l.row.irregular, "the row of %s names another list", l)
		if digest := digestOf(string(text)); digest != irregularDigests[l.String()] {
			t.Errorf("%s is not what it was: raise the number behind the plus sign of %q in stemversion.go; then write %q: %q in irregularDigests",
				name, l.row.stemmer, l.String(), digest)
		}
	}
	require.Len(t, irregularDigests, len(Languages()))
}

// TestIrregularLists: every line is a form and its lemma, both words in normal form and
// content; no form is listed twice; the lemma is not itself irregular; and the line
// is needed, because the stemmer alone keeps the two apart.
func TestIrregularLists(t *testing.T) {
	for _, l := range Languages() {
		forms, stems := make(map[string]string), make(map[string]string)
		for line := range strings.Lines(l.row.irregular) {
			line = strings.TrimSuffix(line, "\n")
			if line == "" || line[0] == '#' {
				continue
			}
			fields := strings.Fields(line)
			require.Len(t, fields, 2, "%s: %q", l, line)
			require.Equal(t, strings.Join(fields, " "), line, l)
			form, star := strings.CutSuffix(fields[0], "*")
			lemma := fields[1]
			assert.NoError(t, checkForms(line, []string{form, lemma}), l)
			assert.False(t, l != English && l.IsFunctionWord(form), "%s: %s: Stem does not look at a function word", l, line)
			assert.False(t, l != English && l.IsFunctionWord(lemma), "%s: %s: the lemma is a function word", l, line)
			assert.NotContains(t, forms, form, "%s: %s", l, line)
			forms[form] = lemma
			plain := l.row.stem(form)
			assert.NotEqual(t, l.row.stem(lemma), plain, "%s: %s is not needed", l, line)
			assert.NotEqual(t, lemma, stems[plain], "%s: %s is not needed, a line with a star holds for it", l, line)
			if star {
				assert.NotContains(t, stems, plain, "%s: %s: another line has that stem", l, line)
				stems[plain] = lemma
			}
			assert.Equal(t, l.Stem(lemma), l.Stem(form), "%s: %s", l, line)
			if l != English || !l.IsFunctionWord(lemma) {
				assert.Equal(t, l.row.stem(lemma), l.Stem(lemma), "%s: %s: the lemma is irregular", l, line)
			}
		}
		require.Greater(t, len(forms), 50, l)
		t.Logf("%s: %d lines, %d with a star", l, len(forms), len(stems))
	}
}

// TestStemIrregularForms: forms of one word share a stem, and words that only look
// like forms keep their own.
func TestStemIrregularForms(t *testing.T) {
	tried := make(map[Language]bool)
	for _, c := range []struct {
		l           Language
		same, apart string
	}{
		{English, "bring brought; man men man's; say said; child children children's; good better best; go went goes; " +
			"mouse mice; take taken; speak spoken spake; bad worse; wife wives; analysis analyses; run running; dog dogs; " +
			"spokesman spokesmen; big biggest", "bear bored; lie lay"},
		{German, "gehen geht ging gingen gegangen; fahren fährt fuhr gefahren gefahrene; sprechen spricht sprach gesprochen; " +
			"bringen brachte gebracht; verstehen verstand verstanden; finden fand gefunden; entscheiden entschied; gut besser " +
			"besten; hoch hohe höher höchsten; ergebnis ergebnisse ergebnissen; museum museen; machen gemacht; " +
			"denken dachte gedacht; nehmen nimmt nahm nähme genommen; schreiben schrieb geschrieben; ziehen zog gezogen; " +
			"beginnen begann begonnen; bleiben blieb geblieben; verlieren verlor verloren; halten hält hielt gehalten; " +
			"essen isst ass gegessen; wissen wusste gewusst; treffen traf getroffen; steigen stieg gestiegen; " +
			"ankommen angekommen; freundin freundinnen", "fangen finger; ziehen zug; binden band; lügen loge"},
		{Dutch, "brengen brengt bracht gebracht; komen komt kwam kwamen gekomen; spreken spreekt sprak spraken gesproken; " +
			"vinden vond gevonden; schrijven schrijft schreef schreven geschreven; stad steden; schip schepen; kind kinderen; " +
			"goed beter; denken dacht gedacht; zien ziet zag zagen gezien; staan stond; nemen nam namen genomen; geven gaf gaven; " +
			"kopen kocht; beginnen begon begonnen; lopen liep gelopen; maken gemaakt; krijgen kreeg gekregen; " +
			"eten at gegeten; rijden reed gereden; mogelijkheid mogelijkheden", "winnen wonen; varen voeren; liggen lachen"},
		{Swedish, "gå går gick gått; ta tar tog tagit; skriva skriver skrev skrivit; stå står stod; bok böcker böckerna; " +
			"stor större störst; dricka drack druckit; komma kommer kom; säga sade sagt; se såg; göra gjorde; finna fann funnit; " +
			"hålla höll hållit; ge gav gett; sitta satt suttit; ligga legat; bära bar; springa sprang; sova sov; " +
			"veta visste; dotter döttrar; gammal gamla äldre", "röd rot; bad be; bröd bror"},
		{Norwegian, "gå går gikk gått; ta tar tok tatt; skrive skrev skrevet; stå står sto stod; bok bøker; mann menn; stor større; " +
			"drikke drakk drukket; komme kom; si sier sa sagt; gjøre gjorde; finne fant funnet; gi gir ga gitt; sitte satt; " +
			"spørre spurte; selge solgte; synge sang; sove sov; vite visste; bror brødre; gammel gamle eldre",
			"stor størrelse; kraft kreft"},
		{Danish, "gå går gik gået; tage tog taget; skrive skrev skrevet; stå står stod; bog bøger; mand mænd; barn børn; stor større; " +
			"drikke drak drukket; komme kom; sige sagde sagt; finde fandt fundet; give gav givet; sidde sad; " +
			"spørge spurgte; sælge solgte; synge sang; sove sov; vide vidste; bror brødre; gammel gamle ældre",
			"bryde brød; rod rød; bede bad"},
		{French, "aller va vont ira; venir vient viendra vint; prendre prend prit prennent pris; tenir tient tiendra; faire fait fit fera; " +
			"œil yeux; cheval chevaux; travail travaux; dire dit disait dira; voir voit vu verra; savoir sait sut saura; " +
			"vouloir veut voulut voudra; écrire écrit écrivait; mettre met mit; recevoir reçoit reçut; vivre vivait vécut; " +
			"mourir meurt mourut; connaître connaît connut; ouvrir ouvert ouvre; boire boit buvait; croire croit croyait; " +
			"conduire conduisait; l'œil yeux; manger mangeait mangea; commencer commençait; beau belle; vieux vieille; " +
			"acheter achète", "vers verre; croire croiser; peigner peindre"},
		{Spanish, "ir voy iba; hacer hizo hecho hace; decir dijo dice dirá; venir vine vendrá vienen; mantener mantuvo; poner puso puesto; " +
			"querer quiso quiere; saber supo sabe; traer trajo; ver vio visto; dar dio; volver vuelve vuelto; morir murió muere; " +
			"dormir durmió duerme; pedir pidió pide; seguir siguió sigue; pensar piensa; perder pierde; encontrar encuentra; " +
			"empezar empieza empezó; conducir condujo; escribir escrito; vez veces; luz luces; bueno mejor; leer leyó; " +
			"salir sale saldrá", "mejor mejorar; feliz felicidad; venir vino"},
		{Italian, "prendere prende prese preso; scrivere scrisse scritto; dire dice disse detto; uomo uomini; mettere mise messo; " +
			"vedere vide visto; sapere seppe sa; rimanere rimase rimane; chiedere chiese; chiudere chiuse; decidere decise; " +
			"leggere lesse letto; vivere visse; nascere nacque; conoscere conobbe; correre corse; perdere perse; tenere tenne tiene; " +
			"uscire esce; scegliere scelse; porre pose pone; bere beveva bevve; l'uomo uomini; amico amici; buono migliore; " +
			"andare vado", "migliore migliorare; piantare piangere"},
		{Portuguese, "dizer disse diz dirá; trazer trouxe traz; ver viu vê; vir veio vem; saber soube sabe; querer quis quer; dar deu dá; " +
			"pôr pôs põe; ouvir ouço; pedir peço; sair saiu sai; cair caiu; ler leu lê; escrever escrito; abrir aberto; " +
			"perder perco; dormir durmo; construir constrói; coração corações; animal animais; papel papéis; mão mãos; " +
			"bom boa; chegar chegou chegue; manter mantém manteve", "fim fino; principal principiar"},
		{Russian, "идти идёт шёл шла; писать пишет пишу писал; ехать едет ехал; человек люди людей; ребёнок дети детей; брать берёт брал; " +
			"взять возьмёт взял; жить живёт жил; хотеть хочет хотел; видеть видит видел; нести несёт нёс; везти везёт вёз; " +
			"искать ищет искал; ждать ждёт ждал; дать даст дал; сказать скажет сказал; найти нашёл найдёт; прийти пришёл придёт; " +
			"пить пьёт пил; сесть сел сядет; помочь помог поможет; хороший лучше; день дня дни; отец отца; друг друзья; имя имени; " +
			"рисовать рисует рисовал; спать спит спал; открыть откроет открыл; умереть умер", "голос голосовать; кот котята; лето лететь"},
		{Hungarian, "megy ment menni megyek; jön jött jönni; tesz tett tenni; vesz vett venni; eszik evett enni; iszik ivott; " +
			"hisz hitt; visz vitt vitte; alszik aludt; ló lovak lovat; tó tavak; kéz kezek; jó jobb; út utak; név nevek; " +
			"levél levelek; lát látott látta; mond mondta mondott; hó havat; szép szebb", "egér eger; terem terminál"},
	} {
		tried[c.l] = true
		for group := range strings.SplitSeq(c.same, "; ") {
			words := strings.Fields(group)
			for _, w := range words[1:] {
				assert.Equal(t, c.l.Stem(words[0]), c.l.Stem(w), "%s: %s, %s", c.l, words[0], w)
			}
		}
		for pair := range strings.SplitSeq(c.apart, "; ") {
			v, w, _ := strings.Cut(pair, " ")
			assert.NotEqual(t, c.l.Stem(v), c.l.Stem(w), "%s: %s, %s", c.l, v, w)
		}
	}
	require.Len(t, tried, len(Languages()))
}
