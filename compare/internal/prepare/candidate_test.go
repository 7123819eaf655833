package prepare

import (
	"strings"
	"testing"

	"github.com/palimpsest-go/palimpsest/shingle"
	"github.com/stretchr/testify/require"
)

// TestMeet checks which words a text has in the light of another, and where they
// stand, with lay-out before, in and behind them.
func TestMeet(t *testing.T) {
	const other = "The council closed the pool. Båten är vår."
	for text, want := range map[string]string{
		"The c0unc1l cl*sed the p00l":                      "the[The] council[c0unc1l] closed[cl*sed] the[the] pool[p00l]",
		"<p>The <b>c0unc1l</b> cl*sed <i>the</i> p00l</p>": "the[The] council[c0unc1l] closed[cl*sed] the[the] pool[p00l]",
		"<p>The coun\u00a0cil</p> c0uncil":                 "the[The] council[coun\u00a0cil] council[c0uncil]",
		"c0un<b></b>cil":                                   "council[c0un<b></b>cil]",
		"baaten aer v\ufffdr":                              "båten[baaten] är[aer] vår[v\ufffdr]",
		"b2b mp3 10\u00a0km":                               "b2b[b2b] mp3[mp3] 10[10] km[km]",
	} {
		a, b := New(other, shingle.English), New(text, shingle.English)
		same, got := Meet(a, b)
		require.Same(t, a, same)
		var words []string
		for _, w := range got.Words {
			words = append(words, w.Form+"["+text[w.Start:w.End]+"]")
		}
		require.Equal(t, want, strings.Join(words, " "), text)
		require.Equal(t, len(got.Words), got.Total)
	}
}
