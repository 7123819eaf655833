package shingle

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// supportedSamples returns texts in the supported languages in several
// registers, those of testdata/guess. All of them were written for this test.
func supportedSamples(tb testing.TB) []guessCase {
	var samples []guessCase
	for _, l := range Languages() {
		data, err := os.ReadFile("testdata/guess/" + l.String() + ".txt")
		require.NoError(tb, err, "%s needs samples to be guessed by", l.Name())
		texts := strings.Split(strings.TrimPrefix(string(data), "# "), "\n\n# ")
		require.Greater(tb, len(texts), 3, l)
		for _, text := range texts {
			name, text, _ := strings.Cut(text, "\n")
			samples = append(samples, guessCase{name, l, text})
		}
	}
	return samples
}

// foreignSamples returns texts in languages the package does not support.
func foreignSamples() []guessCase {
	return []guessCase{
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
