package layout

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// trimMarks moves white space out of marks.
func trimMarks(texts []string) []string {
	out := make([]string, len(texts))
	for i, s := range texts {
		out[i] = strings.ReplaceAll(s, "\t⟧", "⟧\t")
	}
	return out
}

// wantPlaces finds exactly the lay-out that is marked in a text, of the kind or of one
// that says as much: a number in brackets on a line of its own is a head, a count of
// lines and a mark of citation alike.
func wantPlaces(t *testing.T, kind Kind, text string) {
	t.Helper()
	bare, want := marked(t, text)
	got := Find(bare)
	require.Equal(t, mark(bare, want), mark(bare, got))
	for _, s := range got {
		require.Contains(t, []Kind{kind, Citation, LineNumber}, s.Kind)
	}
}

// plainMarks have brackets, raised figures and numbers that cite nothing.
var plainMarks = []string{
	"f(x) = x² + 2x, if 0 < x < 1, and g[x] > f[x] if x > 2.",
	"if (a[1] < b[2] && c[3] > d[4]) { return a[1]; }",
	"[2019] 1 AC 123 and [2020] EWCA Civ 5 hold.",
	"H[2]O is water, they say, and [0] is nought.",
	"Take x[1] and y[i], and add the two.",
	"The hall has 40 m² and the yard 3 km² of gravel.",
	"E = mc² is known to all, and so is a² + b² = c².",
	"In the year [1984] the house burnt down.",
	"He paid [1200] crowns for it.",
	"They left [sic] and came [again].",
	"The set [a, b] has two members.",
	"The formula (12) gives the rest, (4) does not.",
	"Choose from [] or [ ] or [-].",
	"10³ is a thousand, 10⁶ a million.",
	"The call arr[0] = f(arr[10], m[2][3]) runs once.",
	"Volume in cm³ and area in dm².",
	"He wrote [12 May] in the margin.",
	"I paid [3.50] for it.",
	"Press # or * and then 1 on the phone.",
	"H₂O and CO₂ are known to all.",
}

var cited = []string{
	"It is so⟦[1]⟧, they say.",
	"It is so ⟦[1]⟧, they say.",
	"It is so ⟦[1, 13]⟧, they say.",
	"It is so ⟦[3–5]⟧, they say.",
	"It is so ⟦[3-5]⟧, they say.",
	"It is so ⟦[1,2; 7]⟧, they say.",
	"It is so.⟦[1][2][3]⟧ They say so.",
	"It is so ⟦[ 12 ]⟧, they say.",
	"It is so.⟦¹⟧ They say so.",
	"It is so,⟦¹²⟧ they say.",
	"The harbour⟦³⟧ was empty.",
	"“So it is.”⟦⁴⟧ They say so.",
	"Der Hafen⟦²⟧ war leer, das Wasser⟦³⟧ still.",
	"Гавань⟦[7]⟧ была пуста.",
	"It is so.⟦[^1]⟧ They say so.",
	"It is so ⟦[101]⟧, they say.",
}

func TestCitations(t *testing.T) {
	wantNone(t, plainMarks)
	wantMarked(t, Citation, cited)
}

var keyed = []string{
	"⟦1\ufe0f\u20e3⟧ Open the lid.",
	"⟦1\u20e3⟧ Open the lid.",
	"Press ⟦#\ufe0f\u20e3⟧ now.",
	"Press ⟦*\ufe0f\u20e3⟧ now.",
	"⟦1\ufe0f\u20e3⟧⟦2\ufe0f\u20e3⟧ is twelve.",
	"At the end ⟦9\ufe0f\u20e3⟧",
	"⟦0\ufe0f\u20e3⟧ is none.",
	"word⟦5\u20e3⟧word",
	"Seven⟦7\u20e3⟧.",
	"⟦3\ufe0f\u20e3⟧\nThree",
}

func TestKeycaps(t *testing.T) {
	wantNone(t, []string{"\u20e3", "a\u20e3 in a key", "\ufe0f\u20e3 alone", "1\ufe0f is a digit", "é\u20e3", "x\u20e3y"})
	wantMarked(t, Keycap, keyed)
}
