package synth

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/palimpsest-go/palimpsest/compare/internal/synth/tables"
	"github.com/palimpsest-go/palimpsest/shingle"
	"github.com/stretchr/testify/require"
)

// enough makes every spun style at every rate and every honest kind.
const enough = 1200

// inOrder are the styles whose exchanges are all that was done to the source.
var inOrder = []string{"consistent", "free", "phrases", "loosened", "broken", "part", "alternate"}

// testBases are texts of all languages, of own wording: each one form or template
// filled three times, so that two of them have nothing to do with each other.
func testBases() []Base {
	r := rand.New(rand.NewPCG(11, 0))
	var out []Base
	for _, l := range strings.Fields(allLanguages) {
		bodies := []func() string{func() string { return extra[l] }, func() string { return tableText(l) }}
		for _, x := range append(forms(l), blanks(l, true)...) {
			bodies = append(bodies, func() string { return strings.ReplaceAll(x.fill(r), thingMark, "Vega 42") })
		}
		for k, x := range templates() {
			if l == "en" && k%5 == 0 {
				bodies = append(bodies, func() string { return x.fill(r) })
			}
		}
		for k, fill := range bodies {
			body := fill() + "\n\n" + fill() + "\n\n" + fill()
			out = append(out, Base{Group: fmt.Sprint("test ", l, k), Genre: "form", Language: l, Body: body})
		}
	}
	return out
}

// tableText is a text of the words that the lists of a language hold: no sense, but
// something for each maker.
func tableText(code string) string {
	l := tables.Of(code)
	var words []string
	for _, p := range slices.Concat(l.Gender, l.Neutral, l.Third, l.Address, l.Tense, l.Contractions, l.Region, l.Plain) {
		words = append(words, p.From, p.To)
	}
	for i, noun := range l.Nouns {
		words = append(words, "B"+fmt.Sprint(i), noun, noun+suffixes[code][0], l.And[0])
	}
	for _, set := range append(slices.Clone(l.Terms), l.Sets...) {
		words = append(words, set...)
	}
	var b strings.Builder
	for i, w := range append(words, append(l.Verbs, l.Figures...)...) {
		switch i % 12 {
		case 0:
			b.WriteString(capitalised(w) + " ")
		case 6:
			b.WriteString(w + ", ")
		case 11:
			b.WriteString(w + ". ")
		default:
			b.WriteString(w + " ")
		}
	}
	return strings.TrimSpace(b.String())
}

// extra are sentences with what forms lack: names, persons, dates and figures.
var extra = map[string]string{
	"en": "He said that his father, his brother and the king were there, and he was glad. Yesterday Arthur Vale asked Berta Quist whether model B12 and C7 cost 3 or 4 coins; it does not matter, and they have not heard. Arthur Vale utilized the additional time, and we commenced to assist the customer. The waiter turned, walked and called. I was there, you were not, and my sister saw us at the center.",
	"fr": "Il dit que son père, son frère et le roi étaient là, et il était content. Hier Arthur Valois demanda à Berthe Quinet si le modèle B12 coûte 3 ou 4 sous ; cela ne va pas, il y a peut-être une clef. Arthur Valois devait effectuer et acquérir, débuter et solliciter. Je suis là, tu es à moi, ton frère et nous, vous et votre roi. Le client et le contrat.",
	"es": "Él dijo que su padre, su hermano y el rey estaban allí, y él era feliz. Ayer Arturo Vales preguntó a Berta Quiroz si el modelo B12 cuesta 3 o 4 monedas; para nada. Sólo éste quiere utilizar y adquirir, efectuar y solicitar. Yo soy, tú tienes tu casa y me das mi libro, nosotros y nuestro cliente, el contrato. El señor y el niño.",
	"ru": "«Да», — он сказал, что его отец, его брат и король были там, и он был рад. Вчера Артур Ветров спросил у Берты Климовой, стоит ли модель Б12 3 или 4 монеты; чтобы ещё или уже. Ноль и её тоннель. Надо осуществлять и приобрести, являться и использовать. Я и ты, мы и вы, мой и твой, тебе и мне. Клиент и договор. Артур Ветров хотел идти. В красный день.",
	"sv": "Han sa att hans far, hans bror och kungen var där, och han var glad. I går frågade Arvid Valen om modell B12 kostar 3 eller 4 kronor; någon skall sedan inte. Arvid Valen ska använda och genomföra, erhålla och förvärva. Jag och du, min och din, mig och dig, vi och oss. Kund och avtal, man och pojke.",
	"no": "Han sa at hans far, hans bror og konge var der, og han var glad. I går spurte Arvid Valen om modell B12 koster 3 eller 4 kroner; noe siden og ikke nå. Arvid Valen skal anvende og gjennomføre, motta og anskaffe. Jeg og du, min og din, meg og deg, vi og oss. Kunde og avtale, mann og gutt.",
	"hu": "A férfi mondta, hogy az apja és a király ott volt, és a fiú is látta. Tegnap Vas Artúr kérdezte Kun Bertát, hogy a B12 modell 3 vagy 4 érme; aki ami azért között fel. Vas Artúr alkalmaz és megkísérel, beszerez és végrehajt. Én és te, mi és ti, engem és téged, neked és nekem, veled és velem. Ügyfél és szerződés.",
	"de": "Er sagte, dass sein Vater, sein Bruder und der König dort waren, und er war froh. Gestern fragte Arthur, ob das Modell B12 3 oder 4 Münzen kostet; in dem Haus und zu dem Tor, von dem Platz. Er muss durchführen und erwerben, beginnen und beenden. Ich und du, mein und dein, mich und dich, wir und uns. Der Kunde und der Vertrag, die Straße ist groß.",
	"it": "Lui disse che suo padre, suo fratello e il re erano lì, e lui era contento. Ieri Arturo Vale chiese a Berta Quarti se il modello B12 costa 3 o 4 monete; lo ha e la ha, ci è e che è. Arturo Vale deve utilizzare ed effettuare, acquistare e richiedere. Io e tu, mio e tuo, mi e ti, noi e tuoi. Il cliente e il contratto, fra noi.",
	"pt": "“Sim”, ele disse que o seu pai, o irmão e o rei estavam lá, e ele era feliz. Ontem Artur Vale perguntou a Berta Quintal se o modelo B12 custa 3 ou 4 moedas; está para nada, de o facto. Artur Vale deve utilizar e adquirir, efetuar e solicitar. Eu e tu, meu e teu, me e te, nós e nossa. O cliente e o contrato.",
	"nl": "Hij zei dat zijn vader, zijn broer en de koning daar waren, en hij was blij. Gisteren vroeg Arthur Valk of model B12 3 of 4 munten kost; het een en mijn product. Arthur Valk moest aanschaffen en verrichten, verzoeken en aanvangen. Ik en jij, mijn en jouw, mij en jou, wij en ons. De klant en de overeenkomst, één.",
	"da": "Han sagde at hans far, hans bror og konge var der, og han var glad. I går spurgte Arvid Valen om model B12 koster 3 eller 4 kroner; noget ikke sådan, linje og ressource. Arvid Valen skal anvende og udføre, modtage og anskaffe. Jeg og du, min og din, mig og dig, vi og os. Kunde og aftale, mand og dreng.",
}

// testDictionaries are lists of unrelated nouns and verbs for languages that no
// dictionary is built in for: they test how words are exchanged, not which.
func testDictionaries() []*Dictionary {
	var out []*Dictionary
	for _, l := range strings.Fields(allLanguages) {
		if l == "en" {
			continue
		}
		d := NewDictionary("test-" + l)
		d.Language = l
		nouns := tables.Of(l).Nouns
		for _, b := range testBases() {
			if b.Language != l {
				continue
			}
			t := NewText(b)
			for i := range t.words {
				if t.content(i) {
					d.Add(t.words[i].Form, nouns[i%len(nouns)], nouns[(i+7)%len(nouns)])
				}
			}
		}
		out = append(out, d)
	}
	return out
}

func testGenerator(t *testing.T, seed uint64, kinds ...string) *Generator {
	g, err := NewGenerator(Settings{Seed: seed, Bases: testBases(), Dictionaries: testDictionaries(), Kinds: kinds})
	require.NoError(t, err)
	return g
}

// apply makes the exchanges within a stretch of the source.
func apply(p *Pair, from, to int) string {
	var b strings.Builder
	at := from
	for _, g := range p.Gold {
		if g[0] >= from && g[1] <= to {
			b.WriteString(p.Source[at:g[0]])
			b.WriteString(p.Suspect[g[2]:g[3]])
			at = g[1]
		}
	}
	b.WriteString(p.Source[at:to])
	return b.String()
}

// checkGold checks that spans slice to whole words that differ at both ends and
// that exchanges of equal length are split.
func checkGold(t *testing.T, p *Pair) {
	last := 0
	for _, g := range p.Gold {
		require.True(t, last <= g[0] && g[0] < g[1] && g[1] <= len(p.Source), "%s: %v", p.ID, g)
		require.True(t, 0 <= g[2] && g[2] < g[3] && g[3] <= len(p.Suspect), "%s: %v", p.ID, g)
		last = g[1]
		x, y := p.Source[g[0]:g[1]], p.Suspect[g[2]:g[3]]
		a, b := strings.Fields(x), strings.Fields(y)
		require.NotEmpty(t, a, p.ID)
		require.NotEmpty(t, b, p.ID)
		require.False(t, strings.EqualFold(a[0], b[0]) || strings.EqualFold(a[len(a)-1], b[len(b)-1]), "%s: %q → %q", p.ID, a, b)
		require.True(t, len(a) == 1 || len(a) != len(b), "%s: %q → %q is not split", p.ID, a, b)
		require.Equal(t, strings.TrimSpace(x), x, p.ID)
		require.Equal(t, strings.TrimSpace(y), y, p.ID)
	}
}

// plainSpin reports whether nothing was done but exchanging words.
func plainSpin(p *Pair) bool {
	return p.Fillers == 0 && p.Cut == "" && p.Layout == "" && !p.Turned && !slices.Contains(p.Traits, "quotes")
}

func TestSpunLaws(t *testing.T) {
	plain, moved, noisy := 0, 0, 0
	for p := range testGenerator(t, 1, "spun").Pairs(enough) {
		require.Equal(t, "spun", p.Label)
		require.NotEmpty(t, p.Dictionary, p.ID)
		require.True(t, p.Functions > 0 == (p.Noise != ""), p.ID)
		checkGold(t, &p)
		for _, s := range p.Passages {
			require.True(t, 0 <= s[0] && s[0] < s[1] && s[1] <= len(p.Source) && 0 <= s[2] && s[2] < s[3] && s[3] <= len(p.Suspect), "%s %v", p.ID, s)
		}
		if p.Style == "both-sides" {
			require.Nil(t, p.Gold)
			continue
		}
		require.NotEmpty(t, p.Gold, p.ID)
		if p.Noise != "" {
			noisy++
		}
		if !plainSpin(&p) {
			continue
		}
		if slices.Contains(inOrder, p.Style) {
			require.Equal(t, p.Suspect, apply(&p, 0, len(p.Source)), p.ID)
			plain++
		}
		for _, s := range p.Passages {
			require.Equal(t, p.Suspect[s[2]:s[3]], apply(&p, s[0], s[1]), p.ID)
			moved++
		}
	}
	require.Greater(t, plain, 50)
	require.Greater(t, moved, 50)
	require.Greater(t, noisy, 100)
}

// TestReplaced: what a pair says was replaced is what its exchanges come to.
func TestReplaced(t *testing.T) {
	seen := 0
	for p := range testGenerator(t, 2, "spun-consistent", "spun-free").Pairs(400) {
		require.True(t, slices.Contains(Rates, p.Rate))
		require.GreaterOrEqual(t, p.Replaced, 0.8*p.Rate, p.ID)
		require.Contains(t, []string{"consistent", "free"}, p.Choice)
		if !plainSpin(&p) || p.Noise != "" || slices.Contains(p.Traits, "articles-repaired") {
			continue
		}
		words := 0
		for _, x := range p.Gold {
			words += NewText(Base{Language: p.Language, Body: p.Source[x[0]:x[1]]}).Words()
		}
		require.InDelta(t, p.Replaced, float64(words)/float64(NewText(Base{Language: p.Language, Body: p.Source}).Words()), 1e-9, p.ID)
		seen++
	}
	require.Greater(t, seen, 40)
}

// TestNoise: each generator changes the share of function words that it says,
// and the two do not change them to the same words.
func TestNoise(t *testing.T) {
	for _, b := range testBases() {
		if !strings.HasSuffix(b.Group, b.Language+"1") {
			continue
		}
		text := NewText(b)
		functions := 0
		for i := range text.words {
			if text.function(i) {
				functions++
			}
		}
		for name, noise := range map[string]func(functionChanger) int{
			"table": func(x functionChanger) int { return x.swap(0.2, true) }, "class": func(x functionChanger) int { return x.mix(0.2, true) },
		} {
			x := functionChanger{revision{draft: newDraft(text), r: rand.New(rand.NewPCG(1, 1))}}
			require.InDelta(t, 0.2, float64(noise(x))/float64(functions), 0.06, "%s %s", b.Language, name)
			for i := range text.words {
				require.True(t, x.kept(i) || text.function(i), "%s %s: %s", b.Language, name, text.word(i))
			}
		}
	}
}

// TestEveryMaker: every maker of every kind makes pairs in every language that it
// says it speaks. The attempts that failed are counted, not passed over.
func TestEveryMaker(t *testing.T) {
	g := testGenerator(t, 3)
	const tries = 80
	for _, k := range kinds() {
		for _, m := range k.makers {
			for _, l := range k.speaks(m) {
				if testing.Short() && l != "en" {
					continue
				}
				if m.name == "attested" && languageOf(l) == shingle.None {
					continue // has no stems
				}
				made := 0
				failed := 0
				for i := uint64(0); made < 3 && failed < tries; i++ {
					p, ok := g.make(k, m, l, rand.New(rand.NewPCG(i, 5)))
					if !ok {
						failed++
						continue
					}
					made++
					require.Equal(t, l, p.Language)
					require.Equal(t, "made-"+k.name, p.Kind)
					require.NotEqual(t, "spun", p.Label)
					require.Nil(t, p.Gold)
					require.NotEqual(t, p.Source, p.Suspect)
					require.NotEmpty(t, p.Group)
				}
				if made == 0 {
					t.Errorf("%s %s %s: all of %d attempts failed", k.name, m.name, l, tries)
				} else if failed > tries/2 {
					t.Logf("%s %s %s: %d of %d attempts failed", k.name, m.name, l, failed, failed+made)
				}
			}
		}
	}
}

// TestTurns: whoever asks for n pairs gets them, and what was planned is what was
// made but for a few. Every kind, maker and style has its turn.
func TestTurns(t *testing.T) {
	g := testGenerator(t, 4)
	missed := 0
	for i := range enough {
		p, ok := g.Pair(i)
		require.True(t, ok)
		if kind, maker := g.Planned(i); p.Kind != kind || p.Maker != maker {
			missed++
		}
	}
	require.Less(t, missed, enough/20)
	turns := map[string]int{}
	for i := range 8000 {
		kind, maker := g.Planned(i)
		turns[kind+" "+maker]++
	}
	apart := make(map[string]bool)
	for _, k := range kinds() {
		apart["made-"+k.name] = k.apart
	}
	for _, k := range Kinds() {
		require.Equal(t, !apart[k.Name], turns[k.Name+" "+k.Maker] > 0, "%s %s", k.Name, k.Maker)
	}
	for p := range testGenerator(t, 4, "re-said").Pairs(5) {
		require.Equal(t, "made-re-said", p.Kind)
	}
}

func TestKindNames(t *testing.T) {
	seen := map[string]bool{}
	for _, k := range Kinds() {
		require.False(t, seen[k.Name+" "+k.Maker], "%s %s", k.Name, k.Maker)
		seen[k.Name+" "+k.Maker] = true
		require.NotEmpty(t, k.Languages, k.Name)
	}
	require.GreaterOrEqual(t, len(kinds()), 30)
	_, err := NewGenerator(Settings{Kinds: []string{"accents", "nothing"}})
	require.ErrorContains(t, err, "nothing")
	g := testGenerator(t, 1, "made-accents", "spun-free")
	for p := range g.Pairs(20) {
		require.Contains(t, []string{"made-accents", "made-spun-free"}, p.Kind)
	}
}

func TestDeterministic(t *testing.T) {
	g := testGenerator(t, 4)
	all := slices.Collect(g.Pairs(300))
	require.Equal(t, all, slices.Collect(testGenerator(t, 4).Pairs(300)))
	p, ok := g.Pair(57)
	require.True(t, ok)
	require.Equal(t, all[57], p, "a pair does not depend on those before it")
	q, _ := testGenerator(t, 5).Pair(57)
	require.NotEqual(t, all[57].Suspect, q.Suspect)
}

// TestNoTexts: without texts the pairs are of templates and forms.
func TestNoTexts(t *testing.T) {
	g, err := NewGenerator(Settings{Seed: 1})
	require.NoError(t, err)
	for p := range g.Pairs(300) {
		require.True(t, strings.HasPrefix(p.Group, "template ") || strings.HasPrefix(p.Group, "form "), p.Group)
	}
	g, err = NewGenerator(Settings{Bases: []Base{{Body: "Too short."}}})
	require.NoError(t, err)
	_, ok := g.Pair(0)
	require.True(t, ok)
}
