package htmltext

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestHTMLText(t *testing.T) {
	for _, c := range []struct{ name, page, want string }{
		{"empty", "", ""},
		{"no markup", " a \n b ", "a b"},
		{"white space", "<p>\n a\t\r\n <b> b </b> c<i> d</i>\n</p>", "a b c d"},
		{"no-break space stays", "a&nbsp; b", "a\u00a0 b"},
		{"inline elements do not cut words", "un<b>believ</b>able<wbr>s<!-- x -->o", "unbelievableso"},
		{"entities", "caf&eacute; &lt;p&gt; &#8217;&#x2014; &amp;amp; AT&T &notanentity;", "café <p> ’— &amp; AT&T ¬anentity;"},
		{"less than", "1 < 2 <3", "1 < 2 <3"},

		{"blocks", "a<div>b</div>c<section>d<header>e</header></section>f", "a\nb\nc\nd\ne\nf"},
		{"paragraphs", "a<p>b<p>c</p>d", "a\n\nb\n\nc\n\nd"},
		{"nested blocks", "<div><div><p>a</p></div></div><div>b</div>", "a\n\nb"},
		{"headings", "<h1>a</h1>b<h2>c</h2>", "a\n\nb\n\nc"},
		{"br", "a<br>b<br/>c<br><br>d<br><br><br><br>e</br>f<br>", "a\nb\nc\n\nd\n\ne\nf"},
		{"hr", "a<hr>b", "a\n\nb"},
		{"stray end of a paragraph", "a</p>b", "a\n\nb"},
		{"lists", "a<ul><li>b<li>c</li></ul>d<dl><dt>e<dd>f</dl>", "a\n\nb\nc\n\nd\n\ne\nf"},
		{"table", "<table><caption>t</caption><tr><th>a</th> <th>b</th></tr>\n<tr><td>c<td>d<tr><td><td>e</table>f", "t\na\tb\nc\td\ne\n\nf"},
		{"table in a table", "<table><tr><td>a<table><tr><td>b</table>c<td>d</table>", "a\n\nb\n\nc\td"},
		{"pre", "a<pre>\n  b\n\n   c\t\n</pre>d", "a\n\n  b\n\n   c\t\n\nd"},
		{"pre with elements", "<pre>\n\na <b>\n b</b></pre>", "\na \n b"},
		{"pre and br", "<pre><br>\na</pre>", "\na"},
		{"pre in a line", "a <textarea>\n b\n c</textarea> d", "a  b\n c d"},
		{"boxes in a line", "a<img alt=no>b<button>c</button>d<input value=no>e", "a b c d e"},
		{"options", "<select><option>a<option>b</select>", "a\nb"},

		{"head", "<html><head><title>no</title><meta><style>no</style></head><body>a</body></html>", "a"},
		{"head left out", "<title>no</title>a", "a"},
		{"script", "a<script>if (1 < 2) '<p>no</p>'</script>b<noscript><p>no</p></noscript>c", "abc"},
		{"script unfinished", "a<script>no", "a"},
		{"comment unfinished", "a<!-- no", "a"},
		{"tag unfinished", "a<b no", "a"},
		{"not content", "a<template>no</template><iframe>no</iframe>b<video>no</video>", "a b"},
		{"drawing", "a<svg><title/><style/><path/><text>no</text></svg>b", "a b"},
		{"drawing closed at once", "a<svg/>b", "a b"},
		{"drawing left open", "a<svg><path><p>b", "a\n\nb"},
		{"drawing with a page in it", "a<svg><foreignObject><div>no</div></foreignObject></svg>b", "a b"},
		{"formula", "<math><mi>a</mi><annotation>no</annotation></math>", "a"},
		{"readings", "<ruby>漢<rp>(</rp><rt>no</rt><rp>)</rp>字<rt>no</ruby>", "漢字"},
		{"dialog", "a<dialog>no</dialog><dialog open>b</dialog>", "a\n\nb"},
		{"details", "<details><summary>a</summary>b</details>", "a\nb"},

		{"hidden", "a<span hidden>no</span>b<div hidden>no<div>no</div>no</div>c", "abc"},
		{"hidden by style", `a<b style="color: red; Display : NONE !important">no</b>b<b style="visibility:hidden">no</b>c`, "abc"},
		{"shown by style", `<b style="display:none;display:block;content:'none'">a</b>`, "a"},
		{"hidden body is shown", "<body hidden style=display:none>a", "a"},
		{"hidden paragraph without end", "<p hidden>no<p>a<p hidden>no<b>no<div>b</div>", "a\n\nb"},
		{"hidden item without end", "<ul><li hidden>no<ul><li>no</ul>no<li>a</ul>", "a"},
		{"hidden cells without end", "<table><tr hidden><td>no<td>no<tr><td hidden>no<td>a</table>", "a"},
		{"hidden cell with a table", "<table><tr><td hidden>no<table><tr><td>no</td></table>no<td>a</table>", "a"},
		{"stray end in hidden", "<b><div hidden>no</b>no</span>no</div>a", "a"},
		{"end of hidden closes what is in it", "<div hidden><b><i>no</div>a", "a"},
		{"hidden void", "a<br hidden>b<input hidden>c", "abc"},
		{"hidden custom element", "<my-card hidden><my-x>no</my-x>no</my-card>a", "a"},
		{"hidden template", "<template><div></template>a", "a"},
		{"html tags doubled", "<body>a</body></html><body><p>b", "a\n\nb"},
		{"letter case", "<P>a<SCRIPT>no</SCRIPT></P><SPAN HIDDEN>no</SPAN>", "a"},
		{"line ends", "<pre>a\r\nb\rc</pre>", "a\nb\nc"},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, string(Text([]byte(c.page))))
		})
	}
}

// TestHTMLTextHostile checks that pages made to be slow are not. The bound is
// far above what linear time takes, and far below quadratic.
func TestHTMLTextHostile(t *testing.T) {
	const (
		deep = 1_000_000
		n    = 250_000
	)
	numbered := func(before, after string, n int) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(before)
			b.WriteString(strconv.Itoa(i))
			b.WriteString(after)
		}
		return b.String()
	}
	for _, c := range []struct{ name, page, want string }{
		{"deep", strings.Repeat("<div>", deep) + "a", "a"},
		{"deep and closed", strings.Repeat("<div>", n) + "a" + strings.Repeat("</div>", n) + "b", "a\nb"},
		{"deep tables", strings.Repeat("<table><tr><td>", n/3) + "a", "a"},
		{"deep items", strings.Repeat("<ul><li>", n/2) + "a", "a"},
		{"open inline", strings.Repeat("<b>", n) + "a<p>" + strings.Repeat("</b>", n), "a"},
		{"ends that do not reach", "<i><div>" + strings.Repeat("<b>", n) + strings.Repeat("</i>", n) + "a", "a"},
		{"paragraphs in inline", strings.Repeat("<b><p>", n/2) + "a", "a"},
		{"stray ends", strings.Repeat("</x>", n) + "a", "a"},
		{"text cut up by stray ends", strings.Repeat("a</x>", n), strings.Repeat("a", n)},
		{"names", numbered("<x", ">", n) + "a", "a"},
		{"attributes", "<x " + numbered("a", " ", n) + ">" + strings.Repeat("<b c>", n) + "a", "a"},
		{"attributes of a script", "<script " + numbered("a", " ", n/10) + ">no<b></script>a", "a"},
		{"breaks", strings.Repeat("<br>", n) + "a" + strings.Repeat("<br>", n) + "b", "a\n\nb"},
		{"less than", strings.Repeat("<", n), strings.Repeat("<", n)},
		{"comments", strings.Repeat("<!--", n) + "-->a", "a"},
		{"ampersands", strings.Repeat("&", n), strings.Repeat("&", n)},
		{"white space", strings.Repeat(" ", n) + "a" + strings.Repeat("\n", n) + "b", "a b"},
		{"white space in pre", "<pre>" + strings.Repeat("\n", n) + "<p>a", strings.Repeat("\n", n-1) + "a"},
		{"script ends", "<script>" + strings.Repeat("</scrip", n), ""},
		{"style", "<b style='" + strings.Repeat("display:none;", n/10) + "'>no</b>a", "a"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := string(Text([]byte(c.page)))
			require.True(t, got == c.want, "%.40q", got)
		})
	}
}
