// Package htmltext reads the text of pages of HTML for the example commands.
package htmltext

import (
	"bytes"
	"io"
	"strings"

	"golang.org/x/net/html"

	"github.com/palimpsest-go/palimpsest/internal/layout"
)

// Text returns the text of an HTML page in UTF-8, as far as a browser
// without style sheets and scripts would show it.
//
// It works on the tokens of the page and keeps a stack of open elements only to
// know where hidden ones end. [html.Parse] is not used: it builds a tree, refuses
// elements nested deeper than 512, and takes quadratic time for text that is cut up
// by stray end tags. Time and memory are linear here.
func Text(page []byte) []byte {
	p := pageReader{tags: newTags(), hidden: -1, pre: -1}
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		t := z.Next()
		if t == html.ErrorToken {
			return p.text
		}
		page = page[len(z.Raw()):]
		switch t {
		case html.TextToken:
			p.readText(z.Text())
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			tagName := string(name)
			a := readAttributes(z, more)
			p.start(tagName, a, t == html.SelfClosingTagToken)
			if a.count > maxAttributes {
				z = html.NewTokenizer(io.MultiReader(strings.NewReader("<"+tagName+">"), bytes.NewReader(page)))
				z.Next() // past the tag, which is there for what it does to the text that follows
			}
			if p.foreign() >= 0 {
				z.NextIsNotRawText()
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			p.end(string(name))
		}
		p.atPre = p.atPre && (t == html.StartTagToken || t == html.SelfClosingTagToken)
	}
}

// maxAttributes is how many attributes a tag may have before the tokenizer is
// replaced by a fresh one. It clears a table of attributes at every tag, which
// takes as long as for the greatest number of attributes it has met.
const maxAttributes = 1000

// attributes is what the attributes of a tag say.
type attributes struct {
	count  int
	hidden bool // by the attribute or the style
	open   bool
}

// readAttributes reads the attributes of the tag that z is at.
func readAttributes(z *html.Tokenizer, more bool) (a attributes) {
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		a.count++
		switch string(key) {
		case "hidden":
			a.hidden = true
		case "open":
			a.open = true
		case "style":
			a.hidden = a.hidden || layout.Unshown(string(value))
		}
	}
	return a
}
