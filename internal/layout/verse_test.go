package layout

import "testing"

// plainVerses have numbers in their sentences that count no verses.
var plainVerses = []string{
	"There were 3 hens, 4 ducks, 5 geese and 6 swans.",
	"The train stops at 10:15 in Linz, 11:20 in Wels, 12:40 in Passau.",
	"They won 3:2, then 1:0, then 2:2, then 4:1.",
	"In 1 hour, 2 men laid 3 metres, and 4 boys watched.",
	"He counted: 1, 2, 3, 4, 5. Then he went.",
	"Rooms 1 to 4 are let. Rooms 5 and 6 are free.",
	"It cost 5 pounds. The next was 6 pounds. Then 7 pounds, and 8 at the end.",
	"We saw one. 2 came later. Then we left, all of us.",
	"x = 1, y = 2, z = 3, and w = 4, if all goes well.",
	"Chapter 1 is short. Chapter 2 is long. Chapter 3 is lost. Chapter 4 is dull.",
	"The years 1914, 1915, 1916, 1917 were hard.",
	"Of 10 eggs, 9 hatched, 8 lived, 7 grew, and 6 flew.",
	"Add 1.1 to 1.2 and 1.3 to 1.4.",
}

var versed = []string{
	"⟦(1)⟧ In the spring the water rose. ⟦(2)⟧ The meadow stood. ⟦(3)⟧ The hens sat. ⟦(4)⟧ We rowed. ⟦(5)⟧ Never.",

	"⟦1⟧ In the spring the water rose. ⟦2⟧ The meadow stood under it. ⟦3⟧ The hens sat in the tree. ⟦4⟧ And we rowed to church.",
	"⟦1:1⟧ In the spring the water rose. ⟦1:2⟧ The meadow stood under it. ⟦1:3⟧ The hens sat in the tree. ⟦1:4⟧ And we rowed to church.",
	"⟦3:15⟧ In the spring the water rose. ⟦3:16⟧ The meadow stood. ⟦4:1⟧ The hens sat in the tree. ⟦4:2⟧ And we rowed. ⟦4:3⟧ The end.",
	"⟦1⟧ In the spring the water rose; ⟦2⟧ the meadow stood under it, ⟦3⟧ the hens sat in the tree, ⟦4⟧ and we rowed.",
	"⟦1⟧ “In the spring,” she said. ⟦2⟧ “The meadow stood.” ⟦3⟧ “The hens sat.” ⟦4⟧ “We rowed.”",
	"⟦1⟧ Весной вода поднялась. ⟦2⟧ Луг стоял под ней. ⟦3⟧ Куры сидели на дереве. ⟦4⟧ Мы плыли.",
	"⟦1⟧ Am Morgen stieg das Wasser. ⟦2⟧ Die Wiese stand darunter. ⟦3⟧ Die Hühner sassen im Baum. ⟦4⟧ Wir ruderten.",
	"⟦1⟧ ¿Quién lo vio? ⟦2⟧ ¡Nadie! ⟦3⟧ Las gallinas dormían. ⟦4⟧ Y remamos.",
	"⟦1⟧ In the spring there were 12 hens. ⟦2⟧ The meadow stood. ⟦3⟧ They sat. ⟦4⟧ We rowed 3 miles.",
	"A song. ⟦1⟧ In the spring. ⟦2⟧ In the summer. ⟦3⟧ In the autumn. ⟦4⟧ In the winter. ⟦5⟧ Never.",
}

func TestVerses(t *testing.T) {
	wantNone(t, plainVerses)
	wantMarked(t, VerseNumber, versed)
	wantPlaces(t, VerseNumber, "⟦1⟧ In the spring the water rose. ⟦2⟧ The meadow stood.\n⟦3⟧ The hens sat in the tree. ⟦4⟧ And we rowed.\n⟦5⟧ The end.")
}
