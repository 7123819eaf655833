package htmlreport

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/internal/testtext"
	"github.com/palimpsest-go/palimpsest/shingle"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite the pages of testdata")

// pairFiles returns the files of the pairs that every command is tested with.
func pairFiles(tb testing.TB) []string {
	files, err := filepath.Glob("../../testdata/pairs/*.txtar")
	require.NoError(tb, err)
	require.NotEmpty(tb, files)
	return files
}

// document returns what a report says of a text.
func document(text string) compare.Document {
	return compare.Document{Bytes: len(text), SHA256: fmt.Sprintf("%x", sha256.Sum256([]byte(text)))}
}

// failing fails after so many bytes.
type failing struct{ n int }

var errFull = errors.New("full")

func (f *failing) Write(p []byte) (int, error) {
	if f.n -= len(p); f.n < 0 {
		return 0, errFull
	}
	return len(p), nil
}

// written returns the page of a report.
func written(t testing.TB, r *compare.Report, source, suspect string) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, Write(&b, r, source, suspect))
	return b.String()
}

// parsed returns the page of a report as browsers parse it.
func parsed(t testing.TB, r *compare.Report, source, suspect string) *html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(written(t, r, source, suspect)))
	require.NoError(t, err)
	return doc
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// byID returns the one element of that id.
func byID(t testing.TB, doc *html.Node, id string) *html.Node {
	t.Helper()
	var found *html.Node
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && attribute(n, "id") == id {
			require.Nil(t, found, "two elements have the id %s", id)
			found = n
		}
	}
	require.NotNil(t, found, "no element has the id %s", id)
	return found
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// paneText returns what a pane shows, what is in boxes in brackets.
func paneText(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		switch {
		case d.Type != html.TextNode:
		case attribute(d.Parent, "class") == "h":
			b.WriteString("[" + strings.ReplaceAll(d.Data, " ", "][") + "]")
		default:
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// asShown returns a text as the documentation of WriteHTML says that a pane shows
// it, what is in boxes in brackets.
func asShown(text string) string {
	hidden := make([]bool, len(text))
	for c := range shingle.Hidden(text) {
		for i := c.Start; i < c.End; i++ {
			hidden[i] = !c.Benign
		}
	}
	var b strings.Builder
	for i, n := 0, 0; i < len(text); i += n {
		var r rune
		r, n = utf8.DecodeRuneInString(text[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, "[0x%02X]", text[i])
		case r == '\r' && strings.HasPrefix(text[i+1:], "\n"):
		case r == '\r':
			b.WriteByte('\n')
		case r == '\n' || r == '\t':
			b.WriteRune(r)
		case unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || strings.ContainsRune("\u2028\u2029\ufeff", r) || hidden[i] && r >= utf8.RuneSelf:
			fmt.Fprintf(&b, "[U+%04X]", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// checkPage checks what holds of every page.
func checkPage(t testing.TB, r *compare.Report, source, suspect string) {
	doc := parsed(t, r, source, suspect)
	require.Equal(t, asShown(source), paneText(byID(t, doc, "source")))
	require.Equal(t, asShown(suspect), paneText(byID(t, doc, "suspect")))
	checkAllowed(t, doc)
	checkLinks(t, doc)
	checkWords(t, r, source, suspect)
}

// checkLinks checks that ids are unique, and that links lead to them and do not
// stand in each other.
func checkLinks(t testing.TB, doc *html.Node) {
	ids := make(map[string]bool)
	var targets []string
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		for _, a := range n.Attr {
			switch a.Key {
			case "id":
				require.False(t, ids[a.Val], "two elements have the id %s", a.Val)
				ids[a.Val] = true
			case "href":
				require.True(t, strings.HasPrefix(a.Val, "#"), a.Val)
				targets = append(targets, a.Val[1:])
			case "class":
				require.Regexp(t, `^[a-z0-9 -]*$`, a.Val)
			}
		}
		for p := n.Parent; n.Data == "a" && p != nil; p = p.Parent {
			require.NotEqual(t, "a", p.Data, "a link within a link")
		}
	}
	for _, target := range targets {
		require.True(t, ids[target], "a link leads nowhere: %s", target)
	}
}

var allowedElements = strings.Fields(`html head meta title style body script header footer main section div p h1 h2 h3 ul li dl dt dd
	table thead tbody tr th td figure figcaption svg a rect polygon span b i ins del bdi code kbd details summary button label
	input output strong textarea pre`)

var allowedAttributes = strings.Fields(`lang charset http-equiv content name class id href title tabindex scope dir hidden type checked value rows
	role aria-label aria-labelledby aria-hidden open data-n viewbox viewBox preserveAspectRatio x y width height points`)

// checkAllowed checks that the page is made of nothing but what its template and
// its marks are made of.
func checkAllowed(t testing.TB, doc *html.Node) {
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		require.Contains(t, allowedElements, n.Data)
		for _, a := range n.Attr {
			require.Contains(t, allowedAttributes, a.Key, "attribute of %s", n.Data)
		}
	}
}

func FuzzWriteHTML(f *testing.F) {
	testtext.AddPairs(f, pairFiles(f)...)
	for _, h := range hostileTexts {
		f.Add(h, h+" and more of it")
		f.Add(h, testtext.OwnTexts[5]+h+testtext.OwnTexts[5])
	}
	f.Fuzz(func(t *testing.T, source, suspect string) {
		r, err := compare.Texts(source, suspect)
		require.NoError(t, err)
		checkPage(t, r, source, suspect)
	})
}

// FuzzWriteHTMLScript finds texts with many passages and changes in them.
func FuzzWriteHTMLScript(f *testing.F) {
	testtext.AddScripts(f)
	f.Fuzz(func(t *testing.T, script []byte) {
		source, suspect := testtext.Scripted(script, true)
		r, err := compare.Comparer{ExcludeQuotations: true}.Texts(source, suspect)
		require.NoError(t, err)
		checkPage(t, r, source, suspect)
	})
}

// FuzzWriteHTMLSpans draws spans that no comparison gives: they overlap, are
// empty, and part characters.
func FuzzWriteHTMLSpans(f *testing.F) {
	f.Add("one two three four", "uno dos tres quatro", []byte{0, 3, 0, 3, 4, 7, 2, 9, 1, 2, 3, 4, 5, 6, 7, 8})
	f.Add("né \u200b\xff", "\r\n\u202e", []byte{1, 2, 1, 2, 0, 1, 2, 3, 4, 4, 4, 4, 0, 9, 0, 9, 3, 5, 3, 5})
	f.Fuzz(func(t *testing.T, source, suspect string, places []byte) {
		r := &compare.Report{Source: document(source), Suspect: document(suspect)}
		span := func(a, b byte, length int) compare.Span {
			x, y := int(a)%(length+1), int(b)%(length+1)
			return compare.Span{Start: min(x, y), End: max(x, y)}
		}
		for i := 0; i+4 <= min(len(places), 400); i += 4 {
			p := places[i : i+4]
			a, b := span(p[0], p[1], len(source)), span(p[2], p[3], len(suspect))
			switch i / 4 % 5 {
			case 0:
				r.Passages = append(r.Passages, compare.Passage{ID: len(r.Passages), Source: a, Suspect: b})
			case 1:
				r.Substitutions = append(r.Substitutions, compare.Substitution{Source: compare.Quote{Span: a, Text: source}, Suspect: compare.Quote{Span: b, Text: suspect}, Kind: compare.Kind(suspect), Relation: compare.Relation(source)})
			case 2:
				r.Edits = append(r.Edits, compare.Edit{Op: []string{"insert", "delete"}[p[0]%2], Source: a, Suspect: b})
			case 3:
				r.Excluded = append(r.Excluded, compare.Exclusion{In: "source", Reason: suspect, Span: a}, compare.Exclusion{In: "suspect", Span: b})
			case 4:
				r.Disguises = append(r.Disguises, compare.Disguise{In: "source", Kind: source, Span: a}, compare.Disguise{In: "suspect", Span: b})
			}
		}
		doc := parsed(t, r, source, suspect)
		for _, id := range []string{"source", "suspect"} {
			require.NotContains(t, paneText(byID(t, doc, id)), "\u202e")
		}
		checkAllowed(t, doc)
		checkLinks(t, doc)
	})
}

// outline returns what a page shows, an element a line, as a person can read it.
func outline(doc *html.Node) string {
	var b strings.Builder
	var inline func(n *html.Node)
	inline = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
			return
		case n.Type != html.ElementNode:
			return
		}
		about := ""
		for _, key := range []string{"class", "id", "href", "title"} {
			if v := attribute(n, key); v != "" {
				about += " " + map[string]string{"class": ".", "id": "", "href": "→", "title": "«"}[key] + v + map[string]string{"title": "»"}[key]
			}
		}
		b.WriteString("[" + n.Data + about + "|")
		for c := range n.ChildNodes() {
			inline(c)
		}
		b.WriteString("]")
	}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "title", "h1", "h2", "h3", "li", "dt", "figcaption", "summary":
			fmt.Fprintf(&b, "%s: %s\n", n.Data, strings.TrimSpace(textOf(n)))
		case "p", "dd":
			fmt.Fprintf(&b, "%s: %s\n", n.Data, strings.Join(strings.Fields(textOf(n)), " "))
		case "tr":
			for c := range n.ChildNodes() {
				b.WriteString("| " + textOf(c) + " ")
			}
			b.WriteString("|\n")
		case "svg":
			for c := range n.ChildNodes() {
				if !strings.HasPrefix(attribute(c, "class"), "o ") {
					inline(c)
					b.WriteString("\n")
				}
			}
		case "div":
			if attribute(n, "class") == "text" {
				inline(n)
				b.WriteString("\n")
			}
		}
	}
	return b.String()
}

// TestWriteHTML compares the pages of testdata/html with what they were. With
// -update it rewrites them.
func TestWriteHTML(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			require.NoError(t, err)
			require.GreaterOrEqual(t, len(archive.Files), 2)
			source, suspect := unescaped(archive.Files[0].Data), unescaped(archive.Files[1].Data)
			r, err := compare.Comparer{ExcludeQuotations: true}.Texts(source, suspect)
			require.NoError(t, err)
			fixModel(r)
			got := outline(parsed(t, r, source, suspect))
			if *update {
				archive.Files = append(archive.Files[:2], txtar.File{Name: "page", Data: []byte(got)})
				require.NoError(t, os.WriteFile(name, txtar.Format(archive), 0o666))
				return
			}
			require.Len(t, archive.Files, 3, "no page section: run with -update")
			require.Equal(t, string(archive.Files[2].Data), got)
		})
	}
}

// fixModel replaces what changes with every model.
func fixModel(r *compare.Report) {
	v, strong := compare.Spun, "12 of 41 content words were exchanged for others, 11 different ones"
	r.Verdict, r.Confidence, r.Calibrated = v, 0.987, true
	r.Probabilities = map[compare.Verdict]float64{v: 0.987, compare.Paraphrase: 0.012, compare.SameTopic: 0.001}
	r.Evidence = []compare.Evidence{{For: &v, Text: strong}, {Against: &v, Text: "36 of 40 function words stand unchanged"}}
	r.Provenance = compare.Provenance{Library: "version", Scheme: "scheme", Model: "model", Lexicon: "lexicon"}
	for i := range r.Passages {
		r.Passages[i].Verdict, r.Passages[i].Confidence = v, 0.5
	}
}

// unescaped returns a text in which \u202e and \xff stand for what they mean in
// Go, without the line end at its end.
func unescaped(data []byte) string {
	return strings.NewReplacer(`\u200b`, "\u200b", `\u202e`, "\u202e", `\u0430`, "\u0430", `\xff`, "\xff", `\r`, "\r").Replace(strings.TrimSuffix(string(data), "\n"))
}

func TestWriteHTMLOtherText(t *testing.T) {
	w := testtext.NewWriter(7)
	source := w.Text(200)
	suspect := w.Spun(source)
	r, err := compare.Texts(source, suspect)
	require.NoError(t, err)
	for _, pair := range [][2]string{{suspect, source}, {source, suspect + " "}, {"", suspect}, {source + ".", suspect}} {
		var b bytes.Buffer
		require.ErrorIs(t, Write(&b, r, pair[0], pair[1]), compare.ErrOtherText)
		require.Zero(t, b.Len())
	}
	first := written(t, r, source, suspect)

	described := r.Source
	// A caller may describe the file that the text was decoded from.
	r.Source.SHA256, r.Source.Text, r.Source.Bytes = "digest of a file", source, 9
	_ = written(t, r, source, suspect)
	r.Source = described

	data, err := json.Marshal(r)
	require.NoError(t, err)
	var back compare.Report
	require.NoError(t, json.Unmarshal(data, &back))
	require.Equal(t, first, written(t, &back, source, suspect), "the page of a report read from JSON")
	back.Suspect.Text, back.Suspect.SHA256 = suspect, "digest of a file"
	_ = written(t, &back, source, suspect)
	require.ErrorIs(t, Write(&bytes.Buffer{}, &back, source, source), compare.ErrOtherText)
	back.Passages[0].Source.End = len(source) + 1
	require.ErrorContains(t, Write(&bytes.Buffer{}, &back, source, suspect), "source has no bytes")
	back.Passages[0].Source = compare.Span{Start: -1, End: 0}
	require.ErrorIs(t, Write(&bytes.Buffer{}, &back, source, suspect), compare.ErrOtherText)
}

func TestWriteHTMLError(t *testing.T) {
	r, err := compare.Texts(testtext.OwnTexts[5], testtext.OwnTexts[6])
	require.NoError(t, err)
	require.ErrorIs(t, Write(&failing{100}, r, testtext.OwnTexts[5], testtext.OwnTexts[6]), errFull)
}

// TestWriteHTMLWords: every verdict has a meaning, every kind and relation a class
// and words, and no page speaks of intent.
func TestWriteHTMLWords(t *testing.T) {
	w := testtext.NewWriter(4)
	source := w.Text(400)
	suspect := w.Spun(source)
	r, err := compare.Texts(source, suspect)
	require.NoError(t, err)
	known := []compare.Kind{
		compare.KindSynonym, compare.KindPhrase, compare.KindImpossible, compare.KindFunction, compare.KindEntity, compare.KindNumber, compare.KindRespelt,
		compare.KindMasked, compare.KindUnreadable, compare.KindVariant, compare.KindInflected, compare.KindPerson, compare.KindOther,
	}
	require.Len(t, kinds, len(known))
	require.Greater(t, len(r.Substitutions), len(known))
	for i, k := range known {
		require.Equal(t, "k-"+string(k), kindClass(k))
		r.Substitutions[i].Kind = k
	}
	require.Equal(t, "k-other", kindClass("unheard-of"))
	require.Equal(t, "r-none", relationClass("unheard-of"))
	for v := compare.Insufficient; v <= compare.Identical; v++ {
		require.NotEmpty(t, meanings[v], v)
		r.Verdict = v
		page := strings.ToLower(written(t, r, source, suspect))
		for _, k := range known {
			require.Contains(t, page, "k-"+string(k))
		}
		for _, word := range []string{"plagiar", "steal", "stole", "theft", "cheat", "guilt", "fraud", "intent", "deliberate"} {
			require.NotContains(t, page, word)
		}
	}
}

// TestWriteHTMLGrowth: of eight times the text the page is hardly more than eight
// times as long.
func TestWriteHTMLGrowth(t *testing.T) {
	if testing.Short() {
		t.Skip("texts of 80,000 words")
	}
	r, err := compare.Texts("", "")
	require.NoError(t, err)
	empty := float64(len(written(t, r, "", "")))
	for _, h := range testtext.Hostile {
		t.Run(strings.ReplaceAll(h.Name, " ", "-"), func(t *testing.T) {
			size := func(n int) (text, page float64) {
				source, suspect := h.Make(rand.New(rand.NewPCG(3, 1)), n)
				r, err := compare.Texts(source, suspect)
				require.NoError(t, err)
				return float64(len(source) + len(suspect)), float64(len(written(t, r, source, suspect)))
			}
			text, page := size(10_000)
			long, longPage := size(80_000)
			t.Logf("%.0f bytes of page for one of text", (longPage-empty)/long)
			require.Less(t, (longPage-empty)/(page-empty), 1.3*long/text)
			require.Less(t, (longPage-empty)/long, 80.0)
		})
	}
}

func BenchmarkWriteHTML(b *testing.B) {
	w := testtext.NewWriter(3)
	source := w.Text(170_000)
	suspect := w.Spun(source)
	r, err := compare.Texts(source, suspect)
	require.NoError(b, err)
	var page bytes.Buffer
	b.SetBytes(int64(len(source) + len(suspect)))
	for b.Loop() {
		page.Reset()
		require.NoError(b, Write(&page, r, source, suspect))
	}
	b.ReportMetric(float64(page.Len())/float64(len(source)+len(suspect)), "page-bytes/text-byte")
}
