package shingle

import (
	"crypto/sha256"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestSchemeBytes: files and stores hold schemes and refuse others, so a scheme
// changes only where hashes do.
func TestSchemeBytes(t *testing.T) {
	for s, want := range map[Shingler]string{
		{}:                                  "words/3 lang=auto stem=none hash=w1 form=3 unicode=15.0.0,15.0.0,uax29-2.7.0",
		{Family: Masked, Language: English}: "masked/6 lang=en stem=none hash=w1 form=3 unicode=15.0.0,15.0.0,uax29-2.7.0",
		{Family: FunctionWords, Size: 5, Language: French}: "function/5 lang=fr stem=none hash=w1 form=3 unicode=15.0.0,15.0.0,uax29-2.7.0",
	} {
		assert.Equal(t, want, s.Scheme())
	}
	assert.Contains(t, Shingler{Stem: true, Language: English}.Scheme(), " stem="+snowballVersion+" ")
}

// TestSegmentVersion ties segmentVersion to go.mod.
func TestSegmentVersion(t *testing.T) {
	const module = "github.com/clipperhouse/uax29/v2"
	if want := "uax29-" + strings.TrimPrefix(required(t, module), "v"); segmentVersion != want {
		t.Errorf("go.mod requires %s and segmentVersion is %q: set it to %q in feature.go, for words may have changed", module, segmentVersion, want)
	}
}

// required returns the version of a module that go.mod requires.
func required(t *testing.T, module string) string {
	t.Helper()
	mod, err := os.ReadFile("../go.mod")
	require.NoError(t, err)
	m := regexp.MustCompile(`(?m)^\s*(?:require )?` + regexp.QuoteMeta(module) + ` (\S+)`).FindSubmatch(mod)
	require.NotNil(t, m, "go.mod does not require %s", module)
	return string(m[1])
}

// goldenWords are the words of texts as they were when the scheme got the
// versions that it has: forms, and the classes that hashes depend on.
var goldenWords = []struct{ text, version, want string }{
	{"The U.S. Navy’s state-of-the-art ship, they're 3.5% of 1,000.", "formVersion", "the/function u.s navy's state of/function the/function art ship they're/function 3.5/number of/function 1,000/number"},
	{"_So_ he said: “see https://a.example/b?c=1.” — to me@x.example, www.y.example!", "formVersion", "so/function he/function said see https://a.example/b?c=1 to/function me@x.example www.y.example"},
	{"Co\u200bpy \u202eleft\u202c, s\u0336t\u0336r\u0336uck, ﬁne ＷＩＤＥ 𝐛𝐨𝐥𝐝, раypal", "formVersion", "copy tfel struck fine wide bold paypal"},
	{"caf&eacute; R&amp;D a&#105;r Å A\u030a ŁÓDŹ İstanbul Straße ΣΊΣΥΦΟΣ ǆ", "formVersion", "café r d/function air å/function å/function łódź istanbul strasse σίσυφοσ dž"},
	{"Это не Пётр, а сор в избе; l'été d’une part, ¿qué? två. És a három", "formVersion", "это не пётр а сор в избе l'été d'une part qué två és a/function három"},
	{"漢字かなカタカナ ภาษาไทย 한국어 עברית ג׳ירפה العربية देवनागरी", "segmentVersion", "漢 字 か な カタカナ ภ า ษ า ไ ท ย 한국어 עברית ג'ירפה العربية देवनागरी"},
	{"naïve 1.000,5 x_y a·b l·l 12:30 c'est e\u2019en ½ ① 👩\u200d🚀 🇭🇺 e\u0301\u0301 ა.ბ א\"ב", "segmentVersion", `naïve 1.000,5/number x_y a·b l·l 12/number 30/number c'est e'en 1⁄2/number 1/number é́ ა.ბ א"ב`},
}

// TestGoldenWords holds words to what they were: hashes of them are stored.
func TestGoldenWords(t *testing.T) {
	for _, tt := range goldenWords {
		var got []string
		for w := range Words(tt.text, English) {
			form := w.Form
			if w.Class == Function || w.Class == Number { // which masks keep
				form += "/" + w.Class.String()
			}
			got = append(got, form)
		}
		if have := strings.Join(got, " "); have != tt.want {
			t.Errorf("the words of %+q are\n%s\nand were\n%s\nIf forms or which words there are should change, raise %s in feature.go; then write the new words here.",
				tt.text, have, tt.want, tt.version)
		}
	}
}

// TestSnowballStopWords ties the function words that come from the stemmer's
// module to go.mod. Masked hashes depend on them, with stems and without.
func TestSnowballStopWords(t *testing.T) {
	const module, checked = "github.com/kljensen/snowball", "v0.10.0"
	if have := required(t, module); have != checked {
		t.Errorf("go.mod requires %s %s: if IsStopWord of a language is not what it was in %s, give the field revision of its language_*.go another value; then write %[2]s here", module, have, checked)
	}
}

// digestOf returns a digest of the lines of lists, without comments and empty lines.
func digestOf(lists ...string) string {
	h := sha256.New()
	for _, list := range lists {
		for line := range strings.Lines(list) {
			if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
				fmt.Fprintln(h, line)
			}
		}
	}
	return fmt.Sprintf("%x", h.Sum(nil)[:8])
}
