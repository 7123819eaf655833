package layout

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestHidden: the short content of an element that is not shown is lay-out. Long content is
// text, and so is that of other elements.
func TestHidden(t *testing.T) {
	long := strings.Repeat("word ", 20)
	for text, want := range map[string]string{
		`The <span style="display:none">lorem</span> council met.`:       "The council met.",
		`The <span style="Display: NONE; color:red">x y</span> council.`: "The council.",
		`The <b hidden>x</b> council.`:                                   "The council.",
		`The <i style='visibility: hidden'>x</i> council.`:               "The council.",
		`The <font style="font-size:0px">x</font> council.`:              "The council.",
		`The <span style="display:inline">old</span> council.`:           "The old council.",
		`The <span style="font-size:0.9em">old</span> council.`:          "The old council.",
		`The <span style="display:none">old <b>x</b></span> council.`:    "The old x council.",
		`The <span style="display:none">` + long + `</span> council.`:    "The " + long + "council.",
		`The <span style="display:none">old council.`:                    "The old council.",
		`The <b style='font-size:0'>x</b> council.`:                      "The council.",
		`The <b style="opacity: 0.0 !important">x</b> council.`:          "The council.",
		`The <b title="a>b" HIDDEN class=x>x</b> council.`:               "The council.",
		`The <b aria-hidden="true">old</b> council.`:                     "The old council.",
		`The <b data-style="display:none">old</b> council.`:              "The old council.",
		`The <b title=' style="display:none"'>old</b> council.`:          "The old council.",
		`The <b title="hidden" class="hidden">old</b> council.`:          "The old council.",
		`The <b style="display:none;display:inline">old</b> council.`:    "The old council.",
		`The <b style="opacity:0.5;font-size:10px">old</b> council.`:     "The old council.",
		`The <b style="content:'display:none'">old</b> council.`:         "The old council.",
		`The <input type="hidden" value="x"> council.`:                   "The council.",
	} {
		reading := Read(text, Find(text))
		require.Equal(t, strings.Fields(want), strings.Fields(reading.Text), text)
	}
}
