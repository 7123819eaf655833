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
