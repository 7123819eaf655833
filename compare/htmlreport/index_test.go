package htmlreport_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/htmlreport"
)

// TestIndex: each report has a row with a link, names have no effect, and the page
// loads nothing.
func TestIndex(t *testing.T) {
	const name = "<script>1</script>\u202e&.txt"
	r := &compare.Report{Verdict: compare.Spun, Confidence: 0.999, Coverage: compare.Coverage{Source: 0.5, Suspect: 1}}
	r.Source.Name = name
	var b strings.Builder
	require.NoError(t, htmlreport.WriteIndex(&b, []htmlreport.Entry{
		{Report: r, Page: "0001.html"}, {Report: &compare.Report{Verdict: compare.SameTopic}}, {Report: r, Page: "javascript:alert(1)"},
	}))
	require.Contains(t, b.String(), "default-src &#39;none&#39;")
	page, err := html.Parse(strings.NewReader(b.String()))
	require.NoError(t, err)
	var links, cells []string
	for n := range page.Descendants() {
		require.NotEqual(t, "script", n.Data)
		switch {
		case n.Type == html.ElementNode && n.Data == "a":
			links = append(links, n.Attr[0].Val)
		case n.Type == html.TextNode && n.Parent.Data == "bdi":
			cells = append(cells, n.Data)
		}
	}
	require.Equal(t, []string{"0001.html", "#ZgotmplZ"}, links)
	require.Equal(t, []string{name, "–", "–", "–", name, "–"}, cells)
	require.Contains(t, b.String(), "2 pairs of reuse")
	require.Contains(t, b.String(), "~0.99")

	b.Reset()
	require.NoError(t, htmlreport.WriteIndex(&b, nil))
	require.Contains(t, b.String(), "0 pairs of reuse")
	require.NotContains(t, b.String(), "<table")
}
