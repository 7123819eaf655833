package shingle

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestDisguises checks the forms of disguised words and what is said of them.
func TestDisguises(t *testing.T) {
	heap := strings.Repeat("\u0301\u0323", 11)
	tests := []struct {
		name, text string
		forms      string
		disguise   Disguises // of the first word
	}{
		{"none", "navy", "navy", 0},
		{"accent", "e\u0301te\u0301", "été", 0},
		{"zero-width space", "na\u200bvy", "navy", ZeroWidth},
		{"soft hyphen", "na\u00advy", "navy", SoftHyphen},
		{"bidi", "na\u202evy", "navy", Bidi},
		{"several", "n\u00ada\u200bv\u2066y", "navy", ZeroWidth | SoftHyphen | Bidi},
		{"around a word", "\u200bnavy\u200b", "navy", 0},
		{"between words", "the\u200b navy", "the navy", 0},
		{"before an accent", "e\u200b\u0301te\u0301", "été", ZeroWidth},
		{"variation selector", "na\ufe0fvy", "navy", ZeroWidth},
		{"tag characters", "na\U000e0061vy", "navy", ZeroWidth},
		{"full width", "ｎａｖｙ", "navy", Styled},
		{"mathematical", "𝐧𝒶𝔳𝚢", "navy", Styled},
		{"encircled", "ⓝⓐⓥⓨ", "navy", Styled},
		{"heap of marks", "n" + heap + "avy", "navy", Marks},
		{"heap on a composed letter", "\u00e9" + heap[:40], "e", Marks},
		{"heap on a syllable", "한" + heap, "한", Marks},
		{"many marks, no heap", "e" + heap[:8], "e" + strings.Repeat("\u0323", 2) + strings.Repeat("\u0301", 2), 0},
		{"reference", "n&#97;vy", "navy", Entity},
		{"reference to a look-alike", "n&#1072;vy on the sea", "navy on the sea", LookAlike | Entity},
		{"reference to a soft hyphen", "na&shy;vy", "navy", SoftHyphen | Entity},
		{"reference beside a word", "&ldquo;navy&rdquo;", "navy", 0},
		{"mixed scripts", "nаvy", "navy", LookAlike}, // Cyrillic а
		{"whole word", "the сор sat on a bench", "the cop sat on a bench", 0},
		{"Greek", "νavy", "vavy", LookAlike},
		{"no look-alike", "αλφα in text of Latin letters", "αλφα in text of latin letters", 0},
		{"composes after mapping", "а\u0301rt of the state", "árt of the state", LookAlike},
		{"small Cyrillic i with a dot", "і\u0307t was the best of times", "it was the best of times", LookAlike},
		{"all at once", "ｎ\u200bа\u00advy", "navy", ZeroWidth | SoftHyphen | LookAlike | Styled},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			want := forms(tt.forms)
			if tt.name == "many marks, no heap" {
				want = []string{"ẹ\u0323\u0301\u0301"}
			}
			require.Equal(t, want, forms(tt.text))
			for w := range Words(tt.text, None) {
				require.Equal(t, tt.disguise.String(), w.Disguise.String())
				break
			}
		})
	}
}

// TestLookalikeWords checks that a word is mapped as a whole or not at all, and
// towards the script of the text.
func TestLookalikeWords(t *testing.T) {
	words := slices.Collect(Words("the сор sat on a bench, на", None))
	require.Equal(t, "cop", words[1].Form)
	require.Equal(t, LookAlike, words[1].Disguise)
	require.Equal(t, "ha", words[6].Form) // in an English text

	russian := "Он ехал на машине, а cop сидел рядом. Bор не был пойман, как и вoр."
	require.Equal(t, strings.Fields("он ехал на машине а сор сидел рядом вор не был пойман как и вор"), forms(russian))
	require.Equal(t, forms(russian), forms(strings.ToUpper(russian)))

	for w := range Words("Это операционные системы Windows и Linux, а не macOS", None) {
		require.Zero(t, w.Disguise, w.Form) // they have letters without look-alikes
	}
	require.Equal(t, strings.Fields("αντρασ και γυναικα βλεπουν"), forms("aντρας και γυναικα bλεπουν"))
}

func TestDisguisesString(t *testing.T) {
	require.Empty(t, Disguises(0).String())
	require.Equal(t, "zero-width", ZeroWidth.String())
	require.Equal(t, "soft-hyphen+marks", (SoftHyphen | Marks).String())
	require.Equal(t, "zero-width+soft-hyphen+bidi+look-alike+styled+marks+entity+spaced-letters", Disguises(0xff).String())
}
