package htmlreport

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/internal/testtext"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"
)

// runs returns the runs of letters and figures in a text, in lower case.
func runs(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M, unicode.N) })
}

// withheldPage returns the page without the source.
func withheldPage(t testing.TB, r *compare.Report, source, suspect string) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, Options{WithholdSource: true}.Write(&b, r, source, suspect))
	return b.String()
}

// requireWithheld fails unless the words that the page shows of the source, and the
// secrets that it has anywhere, stand in the suspect or in the JSON of the report.
func requireWithheld(t testing.TB, r *compare.Report, source, suspect string) *html.Node {
	t.Helper()
	page := withheldPage(t, r, source, suspect)
	doc, err := html.Parse(strings.NewReader(page))
	require.NoError(t, err)
	data, err := json.Marshal(r)
	require.NoError(t, err)
	var known any
	require.NoError(t, json.Unmarshal(data, &known))
	allowed := make(map[string]bool)
	for _, text := range append(stringsOf(known), suspect) {
		for _, run := range runs(text) {
			allowed[run] = true
		}
	}
	for _, run := range runs(textOf(byID(t, doc, "source"))) {
		// Words of the suspect may stand after an escape, as in \nword.
		require.True(t, allowed[run] || strings.Contains(strings.ToLower(suspect), run), "the page shows %q of the source", run)
	}
	for _, secret := range secret.FindAllString(page, -1) {
		require.True(t, allowed[secret], "the page has %q", secret)
	}
	return doc
}

// secret is what no other text has, see secrets.
var secret = regexp.MustCompile(`zq[0-9]+`)

// stringsOf returns all strings in a value of JSON.
func stringsOf(v any) (out []string) {
	switch v := v.(type) {
	case string:
		out = append(out, v)
	case []any:
		for _, e := range v {
			out = append(out, stringsOf(e)...)
		}
	case map[string]any:
		for _, e := range v {
			out = append(out, stringsOf(e)...)
		}
	}
	return out
}

// secrets returns a text with words of its own strewn in: words, tags, citations,
// quotations, and characters that do not show.
func secrets(r *rand.Rand, text string) string {
	words := strings.Fields(text)
	for i := range words {
		n := r.IntN(1 << 30)
		switch r.IntN(12) {
		case 0:
			words[i] += fmt.Sprintf(" zq%d", n)
		case 1:
			words[i] += fmt.Sprintf(` <a href="zq%d">`, n)
		case 2:
			words[i] += fmt.Sprintf(" [%d]", n)
		case 3:
			words[i] += fmt.Sprintf(" “zq%d said so”", n)
		case 4:
			words[i] += string(rune(0xe0041+n%26)) + string(rune(0xe0041+n%25))
		case 5:
			words[i] = strings.ReplaceAll(words[i], "e", "é")
		}
	}
	return strings.Join(words, " ")
}

// TestWithheld: of the source the page has nothing but what the suspect and the report
// have, whatever the texts are.
func TestWithheld(t *testing.T) {
	for _, name := range pairFiles(t) {
		archive, err := txtar.ParseFile(name)
		require.NoError(t, err)
		source, suspect := string(archive.Files[0].Data), string(archive.Files[1].Data)
		r, err := compare.Comparer{ExcludeQuotations: true}.Texts(source, suspect)
		require.NoError(t, err)
		requireWithheld(t, r, source, suspect)
	}
	const seed = 12
	t.Logf("seed %d", seed)
	w, random := testtext.NewWriter(seed), rand.New(rand.NewPCG(seed, 1))
	for range 4 {
		base := w.Text(300)
		source := secrets(random, w.Text(60)+"\n"+base+"\n"+strings.Join(hostileTexts, "\n")+w.Text(60))
		for _, suspect := range []string{w.Spun(base), base, w.Text(40) + w.Spun(base)} {
			r, err := compare.Comparer{ExcludeQuotations: true}.Texts(source, suspect)
			require.NoError(t, err)
			require.NotEmpty(t, r.Passages)
			doc := requireWithheld(t, r, source, suspect)
			shown := len(runs(textOf(byID(t, doc, "source"))))
			require.Greater(t, shown, r.Suspect.Words/3, "hardly anything is shown")
		}
	}
}

// TestWithheldPane: words outside of passages and words taken out are not shown, though
// the suspect has them elsewhere.
func TestWithheldPane(t *testing.T) {
	const passage = `The old bridge over the river was shut on Monday, and the town woke to a long queue of cars. Nobody had told the
drivers that the repair would take nine weeks, and the ferry that was to carry them had not come.`
	source := "The town has a river; nobody told the town. " + strings.Replace(passage, "was to carry", "the town was to carry", 1)
	suspect := strings.NewReplacer("old", "ancient", "shut", "closed", "cars", "autos", "repair", "mending").Replace(passage)
	r, err := compare.Texts(source, suspect)
	require.NoError(t, err)
	doc := requireWithheld(t, r, source, suspect)
	require.Equal(t, "[…]. "+strings.Replace(passage, "that was", "that […] was", 1), textOf(byID(t, doc, "source")))
	require.Equal(t, suspect, textOf(byID(t, doc, "suspect")))
}
