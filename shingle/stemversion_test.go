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

// TestStemVersions holds the names of the stemmers in schemes to go.mod.
func TestStemVersions(t *testing.T) {
	mod, err := os.ReadFile("../go.mod")
	require.NoError(t, err)
	for _, c := range []struct{ constant, version, prefix, module string }{
		{"snowballVersion", snowballVersion, "snowball-", "github.com/kljensen/snowball"},
		{"snowballstemVersion", snowballstemVersion, "snowballstem-", "github.com/blevesearch/snowballstem"},
	} {
		found := regexp.MustCompile(`(?m)^\s*(?:require )?` + regexp.QuoteMeta(c.module) + ` v(\S+)`).FindSubmatch(mod)
		require.NotNil(t, found, c.module)
		want := c.prefix + string(found[1])
		if _, before, ok := strings.Cut(c.version, "+"); ok {
			want += "+" + before
		}
		require.Equal(t, want, c.version, "%s is another version in go.mod: set %s in stemversion.go to %q and rewrite goldenLanguages",
			c.module, c.constant, want)
	}
	for _, l := range Languages() {
		require.Contains(t, []string{snowballVersion, snowballstemVersion}, l.row.stemmer, l)
	}
}

// goldenLanguages holds digests of the stems of the words in testdata/guess, and
// of the list of function words, under the names that schemes give to them.
var goldenLanguages = map[string]struct{ stemmer, stems, revision, words string }{
	"da": {"snowballstem-0.9.0+1", "1ceda149f9c2808d", "", "60ecc1bfd5e5740d"},
	"de": {"snowballstem-0.9.0+1", "990bab3e2b90f26a", "", "dbee431c1c711d09"},
	"en": {"snowball-0.10.0+3", "038fbff53d1bd417", "", "00322ae0f3fab8ea"},
	"es": {"snowball-0.10.0+3", "3f07afe3bbbc3e8d", "", "71e27e6f387631a5"},
	"fr": {"snowball-0.10.0+3", "e1fe4fd440f61aac", "", "8fca4de0f1e16f3d"},
	"hu": {"snowball-0.10.0+3", "b42aa8cbe903d9b5", "", "c6d35fef1f8ab58d"},
	"it": {"snowballstem-0.9.0+1", "90d4404af93987cf", "", "abfddee3cfdcbf7c"},
	"nl": {"snowballstem-0.9.0+1", "b62c4295f021807d", "", "c27277a0b1b3ae97"},
	"no": {"snowball-0.10.0+3", "6721cfb7d0d05c2d", "", "02b7dc7f875c4d19"},
	"pt": {"snowballstem-0.9.0+1", "6a75693758be0fbe", "", "7258d6871e81d9d8"},
	"ru": {"snowball-0.10.0+3", "f791a46ca3406caf", "", "c5cecc775bb6f32f"},
	"sv": {"snowball-0.10.0+3", "a3bf0402c5a3138d", "", "2164d036f61cb86d"},
}

// TestGoldenLanguages: no stem changes under the same name of the stemmer, and no
// list of function words under the same revision. Programs may have stored hashes.
func TestGoldenLanguages(t *testing.T) {
	for _, l := range Languages() {
		samples, err := os.ReadFile("testdata/guess/" + l.String() + ".txt")
		require.NoError(t, err)
		stems, words := sha256.New(), sha256.New()
		for w := range Words(string(samples), l) {
			fmt.Fprintln(stems, w.Form, l.Stem(w.Form))
		}
		for _, word := range wordsOf(l.row.list) {
			fmt.Fprintln(words, word)
		}
		got := [2]string{fmt.Sprintf("%x", stems.Sum(nil)[:8]), fmt.Sprintf("%x", words.Sum(nil)[:8])}
		want := goldenLanguages[l.String()]
		line := fmt.Sprintf("%q: {%q, %q, %q, %q},", l, l.row.stemmer, got[0], l.row.revision, got[1])
		if l.row.stemmer != want.stemmer || l.row.revision != want.revision {
			assert.Fail(t, "a name in schemes has changed", "%s: set its row in goldenLanguages to %s", l, line)
			continue
		}
		assert.Equal(t, want.stems, got[0], "stems of %s have changed: give its stemmer another version in "+
			"stemversion.go, or raise the number behind the plus sign, and set its row in goldenLanguages to %s", l, line)
		assert.Equal(t, want.words, got[1], "the list of function words of %s has changed: give the field revision of "+
			"language_%s.go another value (now %q), and set its row in goldenLanguages to %s", l, l, l.row.revision, line)
	}
	require.Len(t, goldenLanguages, len(Languages()))
}

// TestLanguageSchemes: the schemes of the languages of the first version are
// those of then, which stores hold.
func TestLanguageSchemes(t *testing.T) {
	first := []Language{English, French, Spanish, Russian, Swedish, Norwegian, Hungarian, None}
	for _, l := range first {
		for _, f := range []Family{Shingles, Masked, FunctionWords} {
			s := Shingler{Family: f, Language: l}
			require.Contains(t, s.Scheme(), fmt.Sprintf(" lang=%s stem=none ", l))
			s.Stem = true
			require.Contains(t, s.Scheme(), fmt.Sprintf(" lang=%s stem=snowball-0.10.0+3 ", l))
		}
	}
	require.Contains(t, Shingler{Language: German, Stem: true}.Scheme(), " lang=de stem=snowballstem-0.9.0+1 ")
	require.Contains(t, Shingler{}.Scheme(), " lang=auto stem=none ", "what is guessed makes no difference")
	require.Contains(t, Shingler{Family: Masked}.Scheme(), " lang=auto.2 stem=none ")
	require.Contains(t, Shingler{Stem: true}.Scheme(), " lang=auto.2 stem=snowball-0.10.0+3,snowballstem-0.9.0+1 ")
}
