package plain_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/internal/plain"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// broken are the disguises of one text, by their names.
var broken = map[string]string{
	"tags":               "<p>The <b>council</b> of the <i>market</i> town <a href=\"x\">voted</a> against lower <b>fees</b> for the <i>traders</i> after her long <b>debate</b> about winter <u>weather</u>.</p>",
	"low lines":          "The_council_of_the_market_town_voted_against_lower_fees_for_the_traders_after_her_long_debate_about_winter_weather.",
	"braille blanks":     "The\u2800council\u2800of\u2800the\u2800market\u2800town\u2800voted\u2800against\u2800lower\u2800fees\u2800for\u2800the\u2800traders\u2800after\u2800her\u2800long\u2800debate\u2800about\u2800winter\u2800weather.",
	"nothing":            "Thecouncilofthemarkettownvotedagainstlowerfeesforthetradersafterherlongdebateaboutwinterweather.",
	"stretched":          "The councccil of the market tooown voteeed against lower fees for the traderrrs after her looong debate abouuut winter weatherrr.",
	"nothing but marks":  "Thecouncilofthemarket,townvotedagainst,lowerfeesforthetraders,afterherlongdebate,aboutwinterweather.",
	"camel case":         "TheCouncilOfTheMarketTownVotedAgainstLowerFeesForTheTradersAfterHerLongDebateAboutWinterWeather.",
	"letters apart":      "T h e  c o u n c i l  o f  t h e  m a r k e t  t o w n  v o t e d  a g a i n s t  l o w e r  f e e s  f o r  t h e  t r a d e r s  a f t e r  h e r  l o n g  d e b a t e  a b o u t  w i n t e r  w e a t h e r.",
	"two spaces":         "T  h  e c  o  u  n  c  i  l o  f t  h  e m  a  r  k  e  t t  o  w  n v  o  t  e  d a  g  a  i  n  s  t l  o  w  e  r f  e  e  s f  o  r t  h  e t  r  a  d  e  r  s a  f  t  e  r h  e  r l  o  n  g d  e  b  a  t  e a  b  o  u  t w  i  n  t  e  r w  e  a  t  h  e  r.",
	"spaces alone":       "T h e c o u n c i l o f t h e m a r k e t t o w n v o t e d a g a i n s t l o w e r f e e s f o r t h e t r a d e r s a f t e r h e r l o n g d e b a t e a b o u t w i n t e r w e a t h e r.",
	"hyphens":            "The c-o-u-n-c-i-l of the m-a-r-k-e-t town v-o-t-e-d against l-o-w-e-r fees for the t-r-a-d-e-r-s after her long debate about w-i-n-t-e-r w-e-a-t-h-e-r.",
	"thin spaces":        "The coun\u2009cil of the mar\u2009ket town vo\u2009ted aga\u2009inst low\u2009er fees for the trad\u2009ers after her long deb\u2009ate about win\u2009ter weat\u2009her.",
	"apostrophes":        "The coun'cil of the mar'ket to'wn vo'ted aga'inst low'er fe'es for the trad'ers af'ter her lo'ng deb'ate ab'out win'ter weat'her.",
	"digits":             "The c0uncil 0f the m4rket t0wn v0ted 4gainst l0wer fees f0r the tr4ders 4fter her l0ng debate ab0ut winter we4ther.",
	"camel case, short":  "TheCouncil of theMarket town voted againstLower fees for theTraders after her longDebate about winter weather.",
	"glued in pairs":     "Thecouncil of themarket townvoted against lowerfees for the traders afterher long debate aboutwinter weather.",
	"a letter":           "Thexcouncilxofxthexmarketxtownxvotedxagainstxlowerxfeesxforxthextradersxafterxherxlongxdebatexaboutxwinterxweather.",
	"misspelt":           "The coucnil of the amrket town voetd agaisnt lwoer fees for the tarders after her lnog debtae abuot wniter weatehr.",
	"misread":            "The councii of the rnarket tovvn voted agalnst lovver fees for the tradcrs after her iong clebate about vvinter vveather.",
	"torn by spaces":     "The coun cil of the mar ket to wn vo ted aga inst low er fees for the tra ders after her long deb ate ab out win ter wea ther.",
	"torn at line ends":  "The coun-\ncil of the mar-\nket town vo-\nted aga-\ninst low-\ner fees for the trad-\ners after her long deb-\nate about win-\nter weat-\nher.",
	"specks":             "The coun^cil of the mar~ket town vo°ted aga^inst low|er fees for the trad^ers after her long deb~ate ab°out win^ter weat°her.",
	"braces":             "The coun{{}}cil of the mar{{}}ket town vo{{}}ted aga{{}}inst low{{}}er fees for the trad{{}}ers after her long deb{{}}ate ab{{}}out win{{}}ter weat{{}}her.",
	"letters in marks":   "The [c][o][u][n][c][i][l] of the [m][a][r][k][e][t] town [v][o][t][e][d] against [l][o][w][e][r] fees for the [t][r][a][d][e][r][s] after her long [d][e][b][a][t][e] about [w][i][n][t][e][r] [w][e][a][t][h][e][r].",
	"numbers between":    "The 1 council 7 of 12 the 3 market 8 town 44 voted 5 against 9 lower 2 fees 11 for 6 the 7 traders 8 after 90 her 3 long 4 debate 5 about 6 winter 7 weather.",
	"Cyrillic":           "Тһе соцпсіӏ оf тһе магкет тошп ѵотеԁ аgаіпѕт ӏошег fееѕ fог тһе тгаԁегѕ аfтег һег ӏопg ԁеЬате аЬоцт шіптег шеатһег.",
	"no semicolons":      "&#84&#104&#101 &#99&#111&#117&#110&#99&#105&#108 of the &#109&#97&#114&#107&#101&#116 town &#118&#111&#116&#101&#100 against lower fees for the traders after her long debate about winter weather.",
	"escaped thrice":     "&amp;amp;#84;&amp;amp;#104;&amp;amp;#101; &amp;amp;#99;&amp;amp;#111;&amp;amp;#117;&amp;amp;#110;&amp;amp;#99;&amp;amp;#105;&amp;amp;#108; of the market town voted against lower fees &amp;amp;#102;&amp;amp;#111;&amp;amp;#114; the traders after her long debate about winter weather.",
	"percent codes":      "The%20council%20of%20the%20market%20town%20voted%20against%20lower%20fees%20for%20the%20traders%20after%20her%20long%20debate%20about%20winter%20weather.\"",
	"hidden words":       "The<span style=\"display: none\">lorem</span> council of the<b hidden>ipsum</b> market town voted against lower fees<i style='visibility:hidden'>dolor</i> for the traders after her long debate about winter weather.",
	"flags":              "The 🇨🇴🇺🇳🇨🇮🇱 🇴🇫 🇹🇭🇪 🇲🇦🇷🇰🇪🇹 🇹🇴🇼🇳 🇻🇴🇹🇪🇩 🇦🇬🇦🇮🇳🇸🇹 🇱🇴🇼🇪🇷 🇫🇪🇪🇸 🇫🇴🇷 🇹🇭🇪 🇹🇷🇦🇩🇪🇷🇸 🇦🇫🇹🇪🇷 🇭🇪🇷 🇱🇴🇳🇬 🇩🇪🇧🇦🇹🇪 🇦🇧🇴🇺🇹 🇼🇮🇳🇹🇪🇷 🇼🇪🇦🇹🇭🇪🇷.",
	"script with holes":  "𝒯𝒽𝒺 𝒸𝓄𝓊𝓃𝒸𝒾𝓁 𝓄𝒻 𝓉𝒽𝒺 𝓂𝒶𝓇𝓀𝒺𝓉 𝓉𝓄𝓌𝓃 𝓋𝓄𝓉𝒺𝒹 𝒶𝒼𝒶𝒾𝓃𝓈𝓉 𝓁𝓄𝓌𝒺𝓇 𝒻𝒺𝒺𝓈 𝒻𝓄𝓇 𝓉𝒽𝒺 𝓉𝓇𝒶𝒹𝒺𝓇𝓈 𝒶𝒻𝓉𝒺𝓇 𝒽𝒺𝓇 𝓁𝓄𝓃𝒼 𝒹𝒺𝒷𝒶𝓉𝒺 𝒶𝒷𝓄𝓊𝓉 𝓌𝒾𝓃𝓉𝒺𝓇 𝓌𝒺𝒶𝓉𝒽𝒺𝓇.",
	"full stops":         `The.council.of.the.market.town.voted.against.lower.fees.for.the.traders.after.her.long.debate.about.winter.weather.`,
	"full stops, some":   `The council.of the market town.voted against.lower fees for.the traders after.her long debate about.winter weather.`,
	"signs":              `Th€ counc!| of th€ m@rk€t town vot€d @g@!n$t |ow€r f€€$ for th€ tr@d€r$ @ft€r h€r |ong d€b@t€ @bout w!nt€r w€@th€r.`,
	"pictures":           `T|-|e cou|\|cil of t|-|e |\/|ar|<et to\/\/|\| vote|) agai|\|st lo\/\/er fees for t|-|e tra|)ers after |-|er lo|\|g |)ebate about \/\/i|\|ter \/\/eat|-|er.`,
	"currencies":         `₮hɆ ₵ØɄ₦₵łⱠ Øf ₮hɆ m₳ⱤkɆ₮ ₮Øw₦ vØ₮ɆĐ ₳g₳ł₦₴₮ ⱠØwɆⱤ fɆɆ₴ fØⱤ ₮hɆ ₮Ɽ₳ĐɆⱤ₴ ₳f₮ɆⱤ hɆⱤ ⱠØ₦g ĐɆb₳₮Ɇ ₳bØɄ₮ wł₦₮ɆⱤ wɆ₳₮hɆⱤ.`,
	"Arabic digits":      `The cهunc١١ هf the market tهwn vهted aga١nst ١هwer fees fهr the traders after her ١هng debate abهut w١nter weather.`,
	"syllabics":          `Tᕼᕮ ᑕᝪᑌᑎᑕᓰᒪ ᝪf tᕼᕮ ᗰᗩᖇᏦᕮt tᝪᗯᑎ ᐯᝪtᕮᗪ ᗩgᗩᓰᑎst ᒪᝪᗯᕮᖇ fᕮᕮs fᝪᖇ tᕼᕮ tᖇᗩᗪᕮᖇs ᗩftᕮᖇ ᕼᕮᖇ ᒪᝪᑎg ᗪᕮᗷᗩtᕮ ᗩᗷᝪᑌt ᗯᓰᑎtᕮᖇ ᗯᕮᗩtᕼᕮᖇ.`,
	"pig Latin":          `ethay ouncilcay ofway ethay arketmay owntay otedvay againstway owerlay eesfay orfay ethay aderstray afterway erhay onglay ebateday aboutway interway eatherway.`,
	"letters backwards":  `ehT licnuoc fo eht tekram nwot detov tsniaga rewol seef rof eht sredart retfa reh gnol etabed tuoba retniw rehtaew.`,
	"a letter after":     `Theq councilq ofq theq marketq townq votedq againstq lowerq feesq forq theq tradersq afterq herq longq debateq aboutq winterq weatherq.`,
	"letters before":     `zuthe zucouncil zuof zuthe zumarket zutown zuvoted zuagainst zulower zufees zufor zuthe zutraders zuafter zuher zulong zudebate zuabout zuwinter zuweather.`,
	"specks for letters": `The coun^il of the mar·et town vo°ed ag^inst lo|er fees for the trad^rs af~er her long deb°te about win^er weat·er.`,
	"right to left":      "\u202e" + backwards("The council of the market town voted against lower fees") + "\u202c\n\u202e" + backwards("for the traders after her long debate about winter weather."),
	"marks":              "Thé councíl óf thé markét tówn vótéd ágainst lówér fées fór the tráders áfter her lóng débáte ábout wínter wéather.",
}

func TestOf(t *testing.T) {
	l, err := lexicon.English()
	require.NoError(t, err)
	const want = "The council of the market town voted against lower fees for the traders after her long debate about winter weather."
	for name, text := range broken {
		p := plain.Of(text, slices.Collect(shingle.Words(text, shingle.English)), l)
		require.NotNil(t, p, name)
		require.Equal(t, words(want), words(p.Plain), "%s: %s", name, p.Plain)
		requirePlaced(t, p, text)
	}
	require.Nil(t, plain.Of(want, slices.Collect(shingle.Words(want, shingle.English)), l))
}

// requirePlaced requires that each word of the plain text has bytes of its own in the text as given.
func requirePlaced(t *testing.T, p *plain.Text, text string) {
	t.Helper()
	list := slices.Collect(shingle.Words(p.Plain, shingle.English))
	p.Place(list)
	last := 0
	for _, w := range list {
		require.LessOrEqual(t, last, w.Start, w.Form)
		require.Less(t, w.Start, w.End, w.Form)
		last = w.End
	}
	require.LessOrEqual(t, last, len(text))
}

// FuzzOf: whatever a text is, words have places of their own.
func FuzzOf(f *testing.F) {
	l, err := lexicon.English()
	require.NoError(f, err)
	for _, text := range broken {
		f.Add(text)
	}
	f.Add("<a title=document.title='owned'>x</a>$town.voted$ coun%63%69l&#116&#104&#101&#32&#120 \xff\u202enwot")
	f.Fuzz(func(t *testing.T, text string) {
		if p := plain.Of(text, slices.Collect(shingle.Words(text, shingle.English)), l); p != nil {
			requirePlaced(t, p, text)
		}
	})
}

// TestBrokenSixth: one broken word in six shows, wherever in the text they are.
func TestBrokenSixth(t *testing.T) {
	l, err := lexicon.English()
	require.NoError(t, err)
	given := strings.Fields(strings.Repeat("the council of the market town voted against lower fees for traders after long debate about winter weather ", 50))
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 1))
		list := slices.Clone(given)
		for i := range list {
			if r.IntN(6) == 0 {
				list[i] = "ⲟ" + list[i]
			}
		}
		text := strings.Join(list, " ")
		require.True(t, plain.Broken(text, slices.Collect(shingle.Words(text, shingle.English)), l), "seed %d", seed)
	}
}

// TestUsualSlip: where each word has the same kind of slip, no other one is thought of. Votd may be
// vote or voted.
func TestUsualSlip(t *testing.T) {
	l, err := lexicon.English()
	require.NoError(t, err)
	const want = "council members voted against lower prices because traders wanted longer market hours during winter weather"
	for name, text := range map[string]string{
		"missing":    "concil membrs votd aganst lowr pices beause tradrs wantd longr markt hors durng wintr weathr",
		"extra":      "counncil memebers vozted agaiinst lowter prices beecause traiders wantied longper markket houurs durinpg winnter weeather",
		"order":      "coucnil memebrs voetd agianst lwoer prcies becasue tradres watned logner makret hosur duirng witner waether",
		"keys":       "couhcil membets voyed agaimst lowet orices becaude tradets wanyed longrr markrt houts durong wintet wearher",
		"as printed": "councii rnembers votcd agoinst lovver prlces becouse tradcrs wonted longcr rnarket hoiirs durlng vvinter weafher",
	} {
		p := plain.Of(text, slices.Collect(shingle.Words(text, shingle.English)), l)
		require.NotNil(t, p, name)
		require.True(t, p.Corrected && p.Guessed(), name)
		right := 0
		got := words(p.Plain)
		for i, form := range words(want) {
			if i < len(got) && got[i] == form {
				right++
			}
		}
		require.GreaterOrEqual(t, right, 14, "%s: %s", name, p.Plain)
	}
}

func backwards(s string) string {
	c := []rune(s)
	slices.Reverse(c)
	return string(c)
}

// words returns the normal forms of the words of a text.
func words(text string) (forms []string) {
	for w := range shingle.Words(text, shingle.English) {
		forms = append(forms, w.Form)
	}
	return forms
}
