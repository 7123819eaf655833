package layout

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// plainTimes have times and figures that belong to the text.
var plainTimes = []string{
	"The match ended 3:2 after extra time, the first leg 1:4.",
	"We met at 10:30.\nLunch was at 12:15 and long.\nThen it rained.",
	"The signal went from red --> green --> red.",
	"On 2026-11-29 the shop opened.\nIt closed on 2027-01-04.\nNobody came.",
	"Mix sand and lime 3:1.\nStir well.\nLet it stand until 12:00.\nPour.",
	"7:30 is too early.\nI never rise before nine.\nMy brother does.\nHe has hens.\nThey wake at 4:00 already.",
	"He ran 10:45.32 that day.\nIt was the best of his life.\nNobody timed it.",
	"The psalm is 23:4.\nShe knew it by heart.\nWe did not.",
	"A ratio of 16:9 is usual.\nOld sets have 4:3.\nFilms have others.",
	"Meet us on Friday, 8:00.\nBring boots.\nBring bread.",
	"2026-11-29 was a Sunday, and we slept.\n\nOn Monday work went on.\n\nTuesday too.\n\nWednesday was a holiday.",
	"Take 00:12 from it and 00:15 is left, she said, which nobody believed.",
}

// timetables have times that are what their lines say.
var timetables = []string{
	"Departures\n08:15 Linz\n09:40 Wels\n11:05 Passau\n12:30 Vienna",
	"10:00 Welcome and coffee\n10:30 The new harbour\n12:00 Lunch\n13:15 Boats for children",
	"9:00 Doors\n9:30 Songs\n10:00 Bread and soup",
	"12:30, 14:45 and 18:00 from the harbour.",
}

var timed = []string{
	"⟦[00:12.30]⟧Good morning\n⟦[00:15.10]⟧Who has it\n⟦[00:19.00]⟧Not me",
	"⟦29.11.2026, 10:31 -⟧ Anna: are you there\n⟦29.11.2026, 10:32 -⟧ Ben: yes\n⟦29.11.2026, 10:33 -⟧ Anna: good",
	"⟦[29/11/2026, 10:31:05]⟧ Anna: are you there\n⟦[29/11/2026, 10:32:05]⟧ Ben: yes\n⟦[29/11/2026, 10:33:07]⟧ Anna: good",
	"⟦11/29/26, 10:31 PM -⟧ Anna: are you there\n⟦11/29/26, 10:32 PM -⟧ Ben: yes\n⟦11/29/26, 10:33 PM -⟧ Anna: good",
	"⟦10:31 AM⟧ Anna: are you there\n⟦10:32 AM⟧ Ben: yes\n⟦10:33 AM⟧ Anna: good",
	"⟦00:01 - 00:04⟧ Good morning\n⟦00:05 - 00:09⟧ Who has it\n⟦00:10 - 00:12⟧ Not me",

	"⟦1\n00:00:01,000 --> 00:00:04,000⟧\nGood morning, all of you.\n\n⟦2\n00:00:05,000 --> 00:00:07,500⟧\nWho has the key?\n\n⟦3\n00:00:08,000 --> 00:00:09,000⟧\nNot me.",
	"⟦WEBVTT\n\n00:01.000 --> 00:04.000⟧\nGood morning.\n\n⟦00:05.000 --> 00:07.000 align:start position:10%⟧\nWho has the key?",
	"⟦1\r\n00:00:01,000 --> 00:00:04,000⟧\r\nGood morning.\r\n\r\n⟦2\r\n00:00:05,000 --> 00:00:07,000⟧\r\nWho has it?\r\n",
	"⟦[00:01]⟧ Good morning.\n⟦[00:05]⟧ Who has the key?\n⟦[00:09]⟧ Not me.",
	"⟦00:00:01⟧ Good morning.\n⟦00:00:05⟧ Who has the key?\n⟦00:00:09⟧ Not me.",
	"⟦(0:01)⟧ Good morning.\n⟦(0:05)⟧ Who has the key?\n⟦(0:09)⟧ Not me.",
	"⟦2026-11-29 10:00:01⟧ started\n⟦2026-11-29 10:00:05⟧ read the file\n⟦2026-11-29 10:00:09⟧ stopped",
	"⟦2026-11-29T10:00:01Z⟧ started\n⟦2026-11-29T10:00:05Z⟧ read the file\n⟦2026-11-29T10:00:09Z⟧ stopped",
	"⟦[2026-11-29 10:00:01]⟧ started\n⟦[2026-11-29 10:00:05]⟧ read the file\n⟦[2026-11-29 10:00:09]⟧ stopped",
	"⟦[10:31]⟧ anna: are you there\n⟦[10:32]⟧ ben: yes\n⟦[10:32]⟧ anna: good\n⟦[10:35]⟧ ben: why",
	"⟦<10:31>⟧ anna: are you there\n⟦<10:32>⟧ ben: yes\n⟦<10:33>⟧ anna: good",
	"⟦0:05⟧\nGood morning, all of you.\n⟦0:09⟧\nWho has the key?\n⟦0:15⟧\nNot me.",
	"⟦10:31 -⟧ anna: are you there\n⟦10:32 -⟧ ben: yes\n⟦10:33 -⟧ anna: good",
	"⟦12:00.5⟧ a\n⟦12:01.5⟧ b\n⟦12:02.5⟧ c\nand d goes on\nfor some lines",
}

func TestTimes(t *testing.T) {
	wantNone(t, plainTimes)
	wantNone(t, timetables)
	wantMarked(t, TimeCode, timed)
}

// plainNumbers begin lines with numbers that count nothing.
var plainNumbers = []string{
	"1984 was read in school.\n1985 we left for Spain.\n1986 we came back.",
	"1914 war broke out.\n1915 it went on.\n1916 too.\n1917 the winter was hard.",
	"12 eggs\n250 g flour\n3 spoons of sugar\n1 pinch of salt",
	"4 chairs\n2 tables\n7 lamps",
	"30 people came.\n20 of them stayed.\n10 are still here.",
	"1. First we must speak of the weather, and of nothing else.\nIt rained.",
	"The total is\n42\nand not\n41\nas was said.",
	"5 km north of the mill\n60 km south of the sea\n700 km east of the capital",
	"2 days before, he wrote.\nThen nothing.\n1 day before, he came.",
	"(12) is the formula for heat, and (4) is that for light.",
	"500 crowns for the horse\n500 crowns for the cart\n500 crowns for the driver",
	"100 years ago\n50 years ago\n10 years ago\nand today",
	"99 bottles of beer on the wall\n98 bottles of beer on the wall\n97 bottles of beer on the wall",
	"1.5 litres of milk\n2.5 litres of water\n3.5 litres of oil",
	"1,000 came\n2,000 left\n3,000 stayed",
	"3 men in a boat\n1 dog\n4 hats",
	"1 + 1 = 2\n2 + 2 = 4\n3 + 3 = 6\n4 + 4 = 8",
	"1 tomato\n2 onions\n3 carrots\n4 potatoes",
	"2 eggs\n3 carrots\n4 onions",
	"1848: the revolution\n1849: the defeat\n1850: the silence",
	"Row, row the boat,\nrow, row the boat,\nrow, row the boat,\nrow to the mill.",
	"2:1 Linz\n0:0 Wels\n3:2 Passau",
	"Bread 3.20\nMilk 1.40\nEggs 2.90\nTotal 7.50",
	"Monday 7\nTuesday 9\nWednesday 11",
	"Track 1 is long.\nTrack 2 is short.\nTrack 3 is lost.",
}

var numberedLines = []string{
	"⟦1⟧ The ferry leaves at noon.\n⟦2⟧ Nobody waits for it.\n⟦3⟧ It leaves all the same.",
	"⟦1.⟧ Open the lid.\n⟦2.⟧ Take out the bag.\n⟦3.⟧ Close the lid.",
	"⟦1)⟧ Open the lid.\n⟦2)⟧ Take out the bag.\n⟦3)⟧ Close the lid.",
	"⟦(1)⟧ Open the lid.\n⟦(2)⟧ Take out the bag.\n⟦(3)⟧ Close the lid.",
	"⟦[1]⟧ Open the lid.\n⟦[2]⟧ Take out the bag.\n⟦[3]⟧ Close the lid.",
	"⟦1:⟧ Open the lid.\n⟦2:⟧ Take out the bag.\n⟦3:⟧ Close the lid.",
	"⟦1\t⟧Open the lid.\n⟦2\t⟧Take out the bag.\n⟦3\t⟧Close the lid.",
	"⟦1|⟧ Open the lid.\n⟦2|⟧ Take out the bag.\n⟦3|⟧ Close the lid.",
	"⟦0001⟧ Open the lid.\n⟦0002⟧ Take out the bag.\n⟦0003⟧ Close the lid.",
	"  ⟦8⟧ Open the lid.\n  ⟦9⟧ Take out the bag.\n ⟦10⟧ Close the lid.\n ⟦11⟧ Go.",
	"⟦5⟧ Arms and the man\nI sing who first\n⟦10⟧ from coasts afar\ncame home\n⟦15⟧ to rest",
	"⟦10⟧ PRINT A\n⟦20⟧ PRINT B\n⟦30⟧ GOTO TEN",
	"⟦1.⟧ Open the lid,\nwhich is heavy.\n\n⟦2.⟧ Take out the bag.\n\n⟦3.⟧ Close the lid.",
	"⟦1>⟧ Open the lid.\n⟦2>⟧ Take out the bag.\n⟦3>⟧ Close the lid.",
	"⟦{1}⟧ Open the lid.\n⟦{2}⟧ Take out the bag.\n⟦{3}⟧ Close the lid.",
	"⟦1-⟧ Open the lid.\n⟦2-⟧ Take out the bag.\n⟦3-⟧ Close the lid.",
	"⟦1.⟧Open the lid.\n⟦2.⟧Take out the bag.\n⟦3.⟧Close the lid.",
	"⟦1)⟧Open the lid.\n⟦2)⟧Take out the bag.\n⟦3)⟧Close the lid.",
	"⟦1⟧ the ferry leaves at noon and nobody waits\n⟦2⟧ for it, since it leaves all the same and comes\n⟦3⟧ back in the evening with the letters and the flour",
	"⟦1⟧ a\n⟦2⟧ b\n⟦3⟧ c\n⟦4⟧ d\n⟦5⟧ e\n⟦6⟧ f\n⟦7⟧ g\n⟦8⟧ h",
	"⟦#1⟧ Open the lid.\n⟦#2⟧ Take out the bag.\n⟦#3⟧ Close the lid.",
}

func TestNumbers(t *testing.T) {
	wantNone(t, plainNumbers)
	for i, text := range numberedLines { // white space at the ends of a mark belongs to no span
		bare, _ := marked(t, text)
		for _, s := range Find(bare) {
			if isSpace(bare[s.End-1 : s.End]) {
				t.Errorf("text %d: a span ends with a space", i)
			}
		}
	}
	wantMarked(t, LineNumber, trimMarks(numberedLines))
}

// plainHeads have lines that look like heads but are not.
var plainHeads = []string{
	"See page 3.\nThen read on.\nThe end is on another page.",
	"Page 3 is missing.",
	"Chapter 1\nIt rained.\nChapter 2\nIt snowed.",
	"The score was 3 | 2\nand then 4 | 2\nand that was all.",
	"Call 555-1234 | Ask for Jo",
	"He turned to page 12 and read.\nShe turned to page 14 and slept.\nWe turned home.",
	"Room 12\nRoom 14\nRoom 16",
	"Page one was empty.\nPage two was not.\nPage three was torn.",
	"- 2 eggs\n- 3 apples\n- 4 pears",
	"Price: 12\nPrice: 14\nPrice: 19",
	"Tel. 12 | Fax 13\nTel. 14 | Fax 15\nTel. 16 | Fax 17",
	"She stood outside 3\nand outside 4\nand outside 5\nthat day.",
	"On page 7\nthe hero dies, which surprises nobody.\nOn page 9 he is back.",
}

var headed = []string{
	"⟦Seite 1 von 10⟧\nEs regnete.\n⟦Seite 2 von 10⟧\nEs schneite.\n⟦Seite 3 von 10⟧\nSchön.",
	"⟦Страница 1⟧\nДождь.\n⟦Страница 2⟧\nСнег.\n⟦Страница 3⟧\nВсё.",
	"⟦Página 1 de 3⟧\nLlovió.\n⟦Página 2 de 3⟧\nNevó.\n⟦Página 3 de 3⟧\nBien.",
	"⟦Report 2026 | 1⟧\nIt rained.\n⟦Report 2026 | 2⟧\nIt snowed.\n⟦Report 2026 | 3⟧\nFine.",

	"⟦Page 1 of 10⟧\nIt rained.\n⟦Page 2 of 10⟧\nIt snowed.\n⟦Page 3 of 10⟧\nIt was fine.",
	"It rained.\n⟦- 1 -⟧\nIt snowed.\n⟦- 2 -⟧\nIt was fine.\n⟦- 3 -⟧\n",
	"It rained.\n⟦[1]⟧\nIt snowed.\n⟦[2]⟧\nIt was fine.\n⟦[3]⟧\n",
	"⟦A Winter Journey | 1⟧\nIt rained.\n⟦A Winter Journey | 2⟧\nIt snowed.\n⟦A Winter Journey | 3⟧\nFine.",
	"⟦12 | A Winter Journey⟧\nIt rained.\n⟦14 | A Winter Journey⟧\nIt snowed.\n⟦16 | A Winter Journey⟧\nFine.",
	"⟦PAGE 1⟧\nIt rained.\n⟦PAGE 2⟧\nIt snowed.\n⟦PAGE 3⟧\nFine.",
	"It rained.\n⟦— 4 —⟧\nIt snowed.\n⟦— 5 —⟧\nIt was fine.\n⟦— 6 —⟧\nAnd dry.",
	"⟦Page 1/3⟧\nIt rained.\n⟦Page 2/3⟧\nIt snowed.\n⟦Page 3/3⟧\nFine.",
	"⟦A Winter Journey · page 7⟧\nIt rained.\n⟦A Winter Journey · page 8⟧\nIt snowed.\n⟦A Winter Journey · page 9⟧\nFine.",
	"It rained.\n⟦(1)⟧\nIt snowed.\n⟦(2)⟧\nIt was fine.\n⟦(3)⟧\n",
	"⟦Smith • 1⟧\nIt rained.\n⟦Smith • 2⟧\nIt snowed.\n⟦Smith • 3⟧\nFine.",
}

func TestHeads(t *testing.T) {
	wantNone(t, plainHeads)
	for _, text := range headed {
		wantPlaces(t, RunningHead, text)
	}
}

// TestPageWords holds the search for the word for a page and for digits against
// regular expressions, on lines put together at random.
func TestPageWords(t *testing.T) {
	word := regexp.MustCompile(`(?i)(?:^|\PL)(?:` + strings.Join(pageWords, "|") + `)(?:$|\PL)`)
	number := regexp.MustCompile(`\d+`)
	parts := append([]string{" ", "-", "1", "23", "456", "ſ", "\u0301", "é", "\xff", "x", "ßide", "Стр", "PÁG", "\u1c84"}, pageWords...)
	r := rand.New(rand.NewPCG(1, 2))
	said := 0
	for range 20_000 {
		var s string
		for range r.IntN(5) {
			s += parts[r.IntN(len(parts))]
			if r.IntN(3) == 0 {
				s = strings.ToUpper(s)
			}
		}
		want := word.MatchString(s)
		require.Equal(t, want, saysPage(s), "%q", s)
		if want {
			said++
		}
		found := number.FindAllStringIndex(s, 3)
		first, last, n := digitRuns(s)
		require.Len(t, found, n, "%q", s)
		if n > 0 {
			require.Equal(t, found[0], []int{first.start, first.end}, "%q", s)
			require.Equal(t, found[n-1], []int{last.start, last.end}, "%q", s)
		}
	}
	require.Greater(t, said, 1000)
}

// TestFind holds the search in eight bytes at a time against one by one.
func TestFind(t *testing.T) {
	bytes := []byte("a z/0189:;\xb0\xb9\x7f\x80\xff\x00")
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		s := strings.Repeat("b", r.IntN(12))
		for range r.IntN(12) {
			s += string(bytes[r.IntN(len(bytes)):][:1])
		}
		require.Equal(t, strings.IndexAny(s, "0123456789"), firstDigit(s), "%q", s)
		beyond := slices.IndexFunc([]byte(s), func(c byte) bool { return c >= utf8.RuneSelf })
		if beyond < 0 {
			beyond = len(s)
		}
		require.Equal(t, beyond, firstBeyondASCII(s), "%q", s)
	}
}
