package lexicon

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// TestSiblingThings: what excludes each other, in forms as texts have them, and what
// a thesaurus would put for each other.
func TestSiblingThings(t *testing.T) {
	for _, c := range []struct {
		lang        shingle.Language
		apart, near string
	}{
		{shingle.Norwegian,
			`epler pærer, gulrøtter poteter, torsken laks, smøret fløte, kokes stekes, gaffel kniv, stua kjøkkenet,
			skolen kirka, bussen toget, skjorten jakke, hestene kyrne, hendene føttene, snekkeren elektrikeren,
			fotball håndball, seieren tap, regnet snøen, uker måneder, åpner stenger, norske svenske`,
			`innsjø vann, fjell berg, elv bekk, lege leger, snekker tømrer, balkong terrasse, lastebil trailer,
			stol krakk, ås haug, høgskole universitet, avis tidsskrift, frakk kåpe`},
		{shingle.Hungarian,
			`almát körtét, sárgarépát burgonyát, pontyot harcsa, vajat sajtot, főzzük sütjük, kanállal villa,
			konyhában fürdőszobában, iskolát templomot, busszal vonattal, kabátot nadrágot, lovak tehenek,
			kezét lábát, asztalost pékek, labdarúgás kézilabda, győzelmet vereséget, köd hó, hét hónap,
			kinyit bezár, magyar német`,
			`autó kocsi, busz autóbusz, kutyát kutya, macska cica, sertés disznó, piros vörös, csésze bögre,
			hegy domb, étterem vendéglő, asztalos ács, szálloda hotel, erkély terasz, koncert hangverseny`},
		{shingle.Russian,
			`яблоки груши, моркови картофеля, треска лосося, сметану молока, варите жарьте, ложка вилки,
			кухню спальню, школы больницу, автобусом поездом, рубашку юбка, коровы козы, руки ноги,
			столяра электрика, футбола хоккея, победу поражение, снег туман, неделя месяц,
			открывается закрывается, немецкого французского`,
			`автомобиль машина, гостиница отель, врач доктор, кружка чашка, лошадь конь, столяр плотник,
			река ручей, гора холм, улица бульвар, диплом аттестат, помидор томат, кровать кровати`},
		{shingle.French,
			`pommes poires, carottes oignons, saumon truite, beurre fromage, éplucher râper, couteau fourchettes,
			cuisine chambre, écoles hôpital, train voitures, chemises jupe, chevaux vaches, genoux mains,
			boulangers plombier, tennis football, victoire défaites, neige brouillard, semaines mois, ouvert fermée,
			suédoises norvégien, chaude froides`,
			`voiture automobile, rue avenue, canapé sofa, cuisse cuisses, rivière fleuve, dîner souper, écharpe foulard,
			griller rôtir, médecin docteur, grippe rhume, conte nouvelle, journal revue, marais étang, vélo bicyclette`},
		{shingle.Spanish,
			`manzanas peras, zanahoria cebollas, salmón truchas, leche queso, pelar rallar, cuchillos tenedor,
			cocina dormitorio, escuelas iglesia, tren autobuses, camisas falda, caballos vacas, mano rodillas,
			panadero fontaneros, tenis fútbol, victoria derrota, nieve niebla, semanas meses, abierta cerrado,
			suecos noruega, calientes frías`,
			`coche automóvil, patata papa, melocotón durazno, zumo jugo, ordenador computadora, tarta pastel,
			olla cacerola, gripe resfriado, bosque selva, jersey suéter, maestro profesor, lago laguna, sofá sofás,
			mantel manteles`},
		{shingle.Italian,
			`mele pere, carota cipolle, salmone trote, burro formaggi, sbucciare grattugiare, coltelli forchetta,
			cucina bagno, scuole chiesa, treno autobus, camicie gonna, cavalli mucche, mani ginocchio,
			idraulico macellai, tennis calcio, vittoria sconfitte, neve nebbia, settimane mesi, aperta chiuso,
			svedesi norvegese, caldi fredda`,
			`auto macchina, mucca vacca, pentola padella, zuppa minestra, autobus corriera, viale corso, medico dottore,
			libreria scaffale, mare oceano, panificio panetteria, albergo hotel, bicicletta bici, lago laghi, pinza tenaglia`},
		{shingle.Portuguese,
			`maçãs peras, cenoura cebolas, salmão trutas, leite queijos, descascar ralar, facas garfo,
			cozinha quarto, escolas hospitais, comboio autocarros, camisas saia, cavalos vacas, mãos joelho,
			padeiro médicos, ténis futebol, vitória derrotas, neve nevoeiro, semanas meses, aberta fechado,
			suecos norueguesa, quentes fria`,
			`carro automóvel, autocarro ônibus, comboio trem, sumo suco, frigorífico geladeira, ecrã tela, gelado sorvete,
			floresta mata, gripe resfriado, abóbora abóboras, escola colégio, talho açougue, casaco paletó,
			barco navio`},
	} {
		for pair := range strings.SplitSeq(c.apart, ",") {
			w := forms(pair)
			_, ok := Siblings(c.lang, w[:1], w[1:])
			assert.True(t, ok, "%s: %s", c.lang, pair)
		}
		for pair := range strings.SplitSeq(c.near, ",") {
			w := forms(pair)
			set, ok := Siblings(c.lang, w[:1], w[1:])
			assert.False(t, ok, "%s: %s in %s", c.lang, pair, set)
			assert.NotEmpty(t, SetsWith(c.lang, w[0]), "%s: %s", c.lang, pair) // both are listed
			assert.NotEmpty(t, SetsWith(c.lang, w[1]), "%s: %s", c.lang, pair)
		}
	}
}
