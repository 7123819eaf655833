package shingle

// supportedSamples returns texts in the supported languages in several
// registers. All of them were written for this test.
func supportedSamples() []guessCase {
	return []guessCase{
		{"story", English, `The old man had walked along the harbour every morning since his wife died, and
			although nobody ever asked him why, the fishermen knew that he was looking for the boat they
			had built together. One day in March the wind turned, and before anyone could warn him the
			tide had covered the stones on which he used to sit.`},
		{"news", English, `Officials said on Tuesday that the bridge would remain closed until engineers had
			finished their inspection. Traffic is being diverted through the town centre, where shop owners
			have complained about noise and exhaust fumes.`},
		{"technical", English, `To install the program, copy the archive into a directory of your choice and
			run the script. If the script reports an error, check that the compiler is available and that
			you have permission to write to the target directory.`},
		{"chat", English, `I don't know what you're on about, they'll never let us in and we've got no money
			anyway, so why don't we just stay here and watch something?`},
		{"old", English, `And it came to pass that the king of that land spake unto his servants, saying, Go ye
			forth and seek the man that hath done this thing, for he shall surely be brought before me.`},
		{"short", English, `She said that it was the best thing she had seen.`},
		{"story", French, `Le vieil homme marchait le long du port tous les matins depuis la mort de sa femme,
			et bien que personne ne lui demandât pourquoi, les pêcheurs savaient qu'il cherchait la barque
			qu'ils avaient construite ensemble. Un jour de mars, le vent tourna et la marée recouvrit les
			pierres sur lesquelles il avait l'habitude de s'asseoir.`},
		{"news", French, `Le gouvernement a annoncé mardi que la réforme serait présentée au Parlement avant
			l'été. Selon plusieurs sources proches du dossier, les syndicats n'ont pas encore donné leur
			accord et une grève reste possible dans les transports.`},
		{"technical", French, `Pour installer le logiciel, copiez l'archive dans un répertoire de votre choix
			puis lancez le script. Si une erreur apparaît, vérifiez que le compilateur est disponible et
			que vous avez le droit d'écrire dans ce répertoire.`},
		{"short", French, `Elle a dit que c'était la plus belle chose qu'elle avait vue.`},
		{"story", Spanish, `El viejo caminaba por el puerto todas las mañanas desde que murió su mujer, y aunque
			nadie le preguntaba por qué, los pescadores sabían que buscaba la barca que habían construido
			juntos. Un día de marzo cambió el viento y la marea cubrió las piedras donde solía sentarse.`},
		{"news", Spanish, `El gobierno anunció el martes que la reforma será presentada en el Congreso antes del
			verano. Según varias fuentes cercanas a la negociación, los sindicatos no han dado todavía su
			acuerdo y la huelga sigue siendo posible.`},
		{"technical", Spanish, `Para instalar el programa, copie el archivo en un directorio de su elección y
			ejecute el guion. Si aparece un error, compruebe que el compilador está disponible y que tiene
			permiso para escribir en ese directorio.`},
		{"short", Spanish, `Ella dijo que era lo mejor que había visto en su vida.`},
		{"story", Russian, `Старик каждое утро ходил вдоль гавани с тех пор, как умерла его жена, и хотя никто не
			спрашивал его почему, рыбаки знали, что он ищет лодку, которую они построили вместе. Однажды в
			марте ветер переменился, и прилив накрыл камни, на которых он обычно сидел.`},
		{"news", Russian, `Правительство во вторник сообщило, что реформа будет представлена парламенту до лета.
			По словам нескольких источников, профсоюзы ещё не дали своего согласия, и забастовка на
			транспорте остаётся возможной.`},
		{"technical", Russian, `Чтобы установить программу, скопируйте архив в выбранный каталог и запустите
			сценарий. Если появится сообщение об ошибке, проверьте, что компилятор доступен и что у вас
			есть право на запись в этот каталог.`},
		{"short", Russian, `Она сказала, что это было лучшее из всего, что она видела.`},
		{"story", Swedish, `Den gamle mannen gick längs hamnen varje morgon sedan hans hustru hade dött, och fast
			ingen någonsin frågade honom varför visste fiskarna att han letade efter båten som de hade
			byggt tillsammans. En dag i mars vände vinden, och tidvattnet täckte stenarna där han brukade
			sitta.`},
		{"news", Swedish, `Regeringen meddelade på tisdagen att reformen ska läggas fram för riksdagen före
			sommaren. Enligt flera källor har facken ännu inte gett sitt samtycke, och en strejk inom
			trafiken är fortfarande möjlig.`},
		{"technical", Swedish, `För att installera programmet kopierar du arkivet till en katalog som du själv
			väljer och kör skriptet. Om ett fel visas, kontrollera att kompilatorn är tillgänglig och att
			du har rätt att skriva i katalogen.`},
		{"short", Swedish, `Hon sade att det var det bästa som hon hade sett.`},
		{"story", Norwegian, `Den gamle mannen gikk langs havna hver morgen etter at kona hans døde, og selv om
			ingen noen gang spurte ham hvorfor, visste fiskerne at han lette etter båten som de hadde bygd
			sammen. En dag i mars snudde vinden, og tidevannet dekket steinene der han pleide å sitte.`},
		{"news", Norwegian, `Regjeringen opplyste tirsdag at reformen skal legges fram for Stortinget før
			sommeren. Ifølge flere kilder har fagforeningene ennå ikke gitt sitt samtykke, og en streik i
			kollektivtrafikken er fortsatt mulig.`},
		{"technical", Norwegian, `For å installere programmet kopierer du arkivet til en katalog du velger selv
			og kjører skriptet. Hvis det vises en feil, må du sjekke at kompilatoren er tilgjengelig og at
			du har lov til å skrive i katalogen.`},
		{"nynorsk", Norwegian, `Den gamle mannen gjekk langs hamna kvar morgon etter at kona hans døydde, og
			sjølv om ingen spurde han kvifor, visste fiskarane at han leitte etter båten som dei hadde bygd
			saman. Ho var ikkje den einaste som hadde sett noko.`},
		{"short", Norwegian, `Hun sa at det var noe av det beste hun hadde sett.`},
		{"story", Hungarian, `Az öreg minden reggel végigsétált a kikötőn, mióta meghalt a felesége, és bár senki
			sem kérdezte meg tőle, hogy miért, a halászok tudták, hogy azt a csónakot keresi, amelyet együtt
			építettek. Egy márciusi napon megfordult a szél, és az ár elborította a köveket, ahol ülni
			szokott.`},
		{"news", Hungarian, `A kormány kedden bejelentette, hogy a reformot még a nyár előtt a parlament elé
			terjesztik. Több forrás szerint a szakszervezetek nem adták meg a beleegyezésüket, ezért a
			közlekedésben továbbra is lehet sztrájk.`},
		{"technical", Hungarian, `A program telepítéséhez másolja az archívumot egy tetszőleges könyvtárba, majd
			futtassa a parancsfájlt. Ha hiba jelenik meg, ellenőrizze, hogy a fordító elérhető-e, és hogy
			van-e írási joga a könyvtárhoz.`},
		{"short", Hungarian, `Azt mondta, hogy ez volt a legszebb dolog, amit valaha is látott.`},
	}
}

// foreignSamples returns texts in languages the package does not support.
func foreignSamples() []guessCase {
	return []guessCase{
		{"danish", None, `Den gamle mand gik langs havnen hver morgen, efter at hans kone var død, og selv om ingen
			nogensinde spurgte ham hvorfor, vidste fiskerne, at han ledte efter båden, som de havde bygget
			sammen. En dag i marts vendte vinden, og tidevandet dækkede stenene, hvor han plejede at sidde.`},
		{"danish news", None, `Regeringen oplyste tirsdag, at reformen bliver lagt frem for Folketinget inden
			sommer. Ifølge flere kilder har fagforeningerne endnu ikke givet deres samtykke, og en strejke er
			fortsat mulig. Det blev sagt, at nogle af dem ikke ville tale med mig.`},
		{"german", None, `Der alte Mann ging jeden Morgen am Hafen entlang, seit seine Frau gestorben war, und obwohl
			ihn niemand fragte, warum, wussten die Fischer, dass er das Boot suchte, das sie zusammen gebaut
			hatten. An einem Tag im März drehte der Wind, und die Flut bedeckte die Steine.`},
		{"german so", None, `Also so war es im Land: in was man will, in an die Hand, was man hat, war am Ende so da.`},
		{"dutch", None, `De oude man liep elke ochtend langs de haven sinds zijn vrouw was gestorven, en hoewel niemand
			hem ooit vroeg waarom, wisten de vissers dat hij zocht naar de boot die ze samen hadden gebouwd.
			Op een dag in maart draaide de wind en bedekte het water de stenen.`},
		{"dutch news", None, `De regering was in een week met een plan over het land, dat we al in de krant is. Is het
			water dan is het ook in mei of in juni.`},
		{"italian", None, `Il vecchio camminava lungo il porto tutte le mattine da quando era morta sua moglie, e anche
			se nessuno gli chiedeva perché, i pescatori sapevano che cercava la barca che avevano costruito
			insieme. Un giorno di marzo il vento girò e la marea coprì le pietre.`},
		{"portuguese", None, `O velho caminhava pelo porto todas as manhãs desde que a mulher morreu, e embora ninguém
			lhe perguntasse porquê, os pescadores sabiam que ele procurava o barco que tinham construído
			juntos. Um dia de março o vento mudou e a maré cobriu as pedras onde ele se sentava.`},
		{"portuguese news", None, `O governo anunciou na terça-feira que a reforma será apresentada ao Congresso antes
			do verão. Segundo várias fontes, os sindicatos não deram ainda o seu acordo e a greve é possível.`},
		{"catalan", None, `El vell caminava pel port cada matí des que va morir la seva dona, i encara que ningú no li
			preguntava per què, els pescadors sabien que buscava la barca que havien construït junts. Un dia
			de març el vent va girar i la marea va cobrir les pedres.`},
		{"galician", None, `O vello camiñaba polo porto todas as mañás desde que morreu a súa muller, e aínda que ninguén
			lle preguntaba por que, os pescadores sabían que buscaba a barca que construíran xuntos.`},
		{"romanian", None, `Bătrânul mergea de-a lungul portului în fiecare dimineață de când îi murise soția, și deși
			nimeni nu îl întreba de ce, pescarii știau că el caută barca pe care o construiseră împreună.`},
		{"latin", None, `Gallia est omnis divisa in partes tres, quarum unam incolunt Belgae, aliam Aquitani, tertiam
			qui ipsorum lingua Celtae, nostra Galli appellantur. Hi omnes lingua, institutis, legibus inter
			se differunt. Horum omnium fortissimi sunt Belgae, propterea quod a cultu atque humanitate
			provinciae longissime absunt.`},
		{"polish", None, `Stary człowiek chodził wzdłuż portu każdego ranka, odkąd umarła jego żona, i choć nikt nigdy
			go nie zapytał dlaczego, rybacy wiedzieli, że szuka łodzi, którą razem zbudowali.`},
		{"czech", None, `Starý muž chodil každé ráno podél přístavu od té doby, co mu zemřela žena, a ačkoli se ho nikdo
			nezeptal proč, rybáři věděli, že hledá loď, kterou spolu postavili.`},
		{"croatian", None, `Starac je svakog jutra hodao uz luku otkako mu je umrla žena, i premda ga nitko nije pitao
			zašto, ribari su znali da traži brod koji su zajedno sagradili.`},
		{"ukrainian", None, `Старий щоранку ходив уздовж гавані відтоді, як померла його дружина, і хоча ніхто не питав
			його чому, рибалки знали, що він шукає човен, який вони збудували разом. Одного дня в березні
			вітер змінився, і приплив накрив каміння.`},
		{"belarusian", None, `Стары кожную раніцу хадзіў уздоўж гавані з таго часу, як памерла яго жонка, і хоць ніхто
			не пытаўся ў яго чаму, рыбакі ведалі, што ён шукае лодку, якую яны пабудавалі разам.`},
		{"bulgarian", None, `Старецът се разхождаше по пристанището всяка сутрин, откакто жена му почина, и макар никой
			да не го питаше защо, рибарите знаеха, че той търси лодката, която бяха построили заедно.`},
		{"serbian", None, `Старац је сваког јутра ходао уз луку откако му је умрла жена, и премда га нико није питао
			зашто, рибари су знали да тражи чамац који су заједно направили.`},
		{"macedonian", None, `Старецот одеше покрај пристаништето секое утро откако му умре жената, и иако никој не го
			прашуваше зошто, рибарите знаеја дека го бара бродот што го изградиле заедно.`},
		{"finnish", None, `Vanha mies käveli satamaa pitkin joka aamu siitä lähtien, kun hänen vaimonsa oli kuollut, ja
			vaikka kukaan ei koskaan kysynyt häneltä miksi, kalastajat tiesivät, että hän etsi venettä, jonka
			he olivat yhdessä rakentaneet.`},
		{"estonian", None, `Vana mees kõndis igal hommikul mööda sadamat sellest ajast, kui ta naine oli surnud, ja
			kuigi keegi ei küsinud temalt, miks, teadsid kalurid, et ta otsib paati, mille nad olid ehitanud.`},
		{"turkish", None, `Yaşlı adam karısı öldüğünden beri her sabah liman boyunca yürürdü ve hiç kimse ona nedenini
			sormasa da balıkçılar onun birlikte yaptıkları tekneyi aradığını bilirdi.`},
		{"icelandic", None, `Gamli maðurinn gekk meðfram höfninni á hverjum morgni eftir að konan hans dó, og þó að enginn
			spyrði hann hvers vegna vissu sjómennirnir að hann var að leita að bátnum sem þau höfðu smíðað.`},
		{"indonesian", None, `Lelaki tua itu berjalan di sepanjang pelabuhan setiap pagi sejak istrinya meninggal, dan
			meskipun tidak ada yang bertanya kepadanya, para nelayan tahu bahwa dia mencari perahu.`},
		{"esperanto", None, `La maljuna viro marŝis laŭ la haveno ĉiun matenon de kiam lia edzino mortis, kaj kvankam
			neniu demandis lin kial, la fiŝkaptistoj sciis, ke li serĉas la boaton, kiun ili konstruis kune.`},
		{"basque", None, `Agure zaharra goizero ibiltzen zen portuan zehar emaztea hil zenetik, eta inork ez zion
			galdetzen zergatik, baina arrantzaleek bazekiten elkarrekin egin zuten ontzia bilatzen zuela.`},
		{"vietnamese", None, `Ông lão đi dọc bến cảng mỗi buổi sáng kể từ khi vợ ông qua đời, và mặc dù không ai hỏi ông
			tại sao, những người đánh cá biết rằng ông đang tìm con thuyền mà họ đã đóng cùng nhau.`},
		{"greek", None, `Ο γέρος περπατούσε κατά μήκος του λιμανιού κάθε πρωί από τότε που πέθανε η γυναίκα του.`},
		{"arabic", None, `كان الرجل العجوز يمشي على طول الميناء كل صباح منذ وفاة زوجته ولم يسأله أحد عن السبب`},
		{"chinese", None, `老人每天早上沿着港口散步,自从他的妻子去世以来,虽然没有人问过他为什么,但渔民们都知道他在寻找那条船。`},
		{"japanese", None, `老人は妻が亡くなってから毎朝港に沿って歩いていた。誰も理由を尋ねなかったが、漁師たちは知っていた。`},
	}
}

// otherSamples returns texts that are not running text in one language.
func otherSamples() []guessCase {
	return []guessCase{
		{"go code", None, `func (s *Set) Add(x uint64) bool { if s == nil { return false } for i := 0; i < len(s.words); i++
			{ if s.words[i] == x { return false } } s.words = append(s.words, x); return true }
			type Set struct { words []uint64; count int } var ErrFull = errors.New("set: full")`},
		{"python code", None, `def add(self, x): if x in self.words: return False
			for i in range(len(self.words)): if self.words[i] is None: self.words[i] = x; return True
			import os, sys from collections import Counter class Set(object): def __init__(self): self.words = []
			while True: try: print(x) except ValueError as e: raise`},
		{"c code", None, `static int add(struct set *s, unsigned long x) { if (s == NULL) return -1; for (int i = 0; i <
			s->count; i++) { if (s->words[i] == x) return 0; } s->words[s->count++] = x; return 1; }
			#include <stdio.h> #define MAX 10 void main(void) { do { printf("x"); } while (1); }`},
		{"sql", None, `SELECT name, price FROM items WHERE price > 10 AND NOT sold OR id IN (SELECT id FROM orders) ORDER BY
			price; INSERT INTO items (name, price) VALUES ('x', 3); UPDATE items SET price = 4 WHERE id = 2;`},
		{"html", None, `div class header ul li a href index html span id main p img src logo png alt width height table tr
			td script type text javascript function return var document body`},
		{"names", None, `John Smith, Mary Johnson, Robert Brown, Patricia Davis, Michael Wilson, Linda Moore, William Will
			Taylor, Elizabeth Anderson, May Thomas, Jennifer Jackson, Charles White, Susan Harris, Mark Martin`},
		{"spanish names", None, `Juan de la Cruz, María del Carmen López, José García, Ana Martínez, Luis Hernández, Carmen
			González, Francisco Pérez, Antonia Sánchez, Manuel Ramírez, Isabel Torres, Pedro Flores, Lucía Rivera`},
		{"products", None, `steel bolt M8 zinc, brass screw 4x30, copper pipe 15mm, rubber washer, cable tie black, drill bit
			set, sanding disc 125mm, paint roller, masking tape, wood glue 500ml, hex key set, LED lamp warm white`},
		{"numbers", None, `12 48 1999 3 14 2.71 1000 77 56 90 31 45 22 18`},
		{"lorem", None, `Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore
			et dolore magna aliqua. Ut enim ad minim veniam, quis nostrud exercitation ullamco laboris nisi ut
			aliquip ex ea commodo consequat.`},
		{"random", None, `xq vlorp tanst irmel oddik brunfo sessel marq itto plenk dwarv umbli reshto kalvin oft merg`},
	}
}
