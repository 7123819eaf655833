package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// hidden are the elements of HTML whose text is not of the page: code, tables,
// forms and what leads to other pages.
var hidden = map[atom.Atom]bool{
	atom.Head: true, atom.Script: true, atom.Style: true, atom.Nav: true, atom.Header: true, atom.Footer: true, atom.Table: true,
	atom.Form: true, atom.Pre: true, atom.Button: true, atom.Aside: true, atom.Select: true, atom.Noscript: true, atom.Svg: true, atom.Textarea: true,
}

// navigation are classes and ids of elements that lead to other pages or are for
// programs.
var navigation = []string{"navheader", "navfooter", "toc", "sphinxsidebar", "related", "footer", "breadcrumb", "nav", "menu", "sidebar", "headerlink", "footnotes", "bookinfo", "titlepage-legal", "legalnotice", "search", "bottombar", "DonationFrame"}

// block are the elements that begin a new block.
var block = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Li: true, atom.Dt: true, atom.Dd: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true,
	atom.H6: true, atom.Blockquote: true, atom.Section: true, atom.Article: true, atom.Ul: true, atom.Ol: true, atom.Dl: true, atom.Body: true, atom.Hr: true,
}

// readHTML reads the running text of a page of HTML.
func readHTML(f file) []part {
	root, err := html.Parse(bytes.NewReader(f.data))
	if err != nil {
		return nil
	}
	var g gatherer
	g.node(root)
	g.flush()
	return []part{{blocks: g.blocks}}
}

// A gatherer gathers the blocks of a page.
type gatherer struct {
	blocks []string
	text   strings.Builder
}

func (g *gatherer) flush() {
	if s := join(g.text.String()); s != "" {
		g.blocks = append(g.blocks, s)
	}
	g.text.Reset()
}

func (g *gatherer) node(n *html.Node) {
	if n.Type == html.TextNode {
		g.text.WriteString(strings.ReplaceAll(n.Data, "¶", ""))
		return
	}
	if n.Type == html.ElementNode && (hidden[n.DataAtom] || leads(n)) {
		if hidden[n.DataAtom] {
			g.flush()
		}
		return
	}
	if block[n.DataAtom] {
		g.flush()
		defer g.flush()
	}
	if n.DataAtom == atom.Br {
		g.text.WriteByte(' ')
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		g.node(c)
	}
}

// leads reports whether an element is for navigation.
func leads(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "class", "id", "role":
			for w := range strings.FieldsSeq(a.Val) {
				for _, c := range navigation {
					if strings.EqualFold(w, c) || strings.EqualFold(w, "navigation") {
						return true
					}
				}
			}
		}
	}
	return false
}

// quiet are the elements of DocBook and Mallard whose text is not running text.
var quiet = map[string]bool{
	"info": true, "articleinfo": true, "bookinfo": true, "legalnotice": true, "authorgroup": true, "revhistory": true, "screen": true, "listing": true, "programlisting": true,
	"code": false, "media": true, "table": true, "informaltable": true, "screenshot": true, "links": true, "copyright": true, "publisher": true, "affiliation": true,
	"comment": true, "remark": true, "mediaobject": true, "inlinemediaobject": true, "indexterm": true, "literallayout": true, "synopsis": true, "include": true,
}

// inline are elements that stand inside a line; all others begin a block.
var inline = map[string]bool{
	"em": true, "gui": true, "guiseq": true, "key": true, "keyseq": true, "app": true, "cmd": true, "code": true, "file": true, "input": true, "output": true, "sys": true, "link": true, "var": true, "span": true,
	"emphasis": true, "guibutton": true, "guilabel": true, "guimenu": true, "guimenuitem": true, "guisubmenu": true, "guiicon": true, "menuchoice": true, "keycap": true, "keycombo": true, "application": true, "command": true, "filename": true,
	"literal": true, "ulink": true, "xref": true, "replaceable": true, "userinput": true, "option": true, "interface": true, "quote": true, "acronym": true, "firstterm": true, "mousebutton": true, "shortcut": true, "systemitem": true, "computeroutput": true,
	"varname": true, "phrase": true, "trademark": true, "citetitle": true, "productname": true, "envar": true, "function": true, "type": true, "classname": true, "glossterm": true, "abbrev": true, "foreignphrase": true, "accel": true, "subscript": true, "superscript": true,
	"constant": true, "parameter": true, "email": true, "uri": true, "releaseinfo": true, "structfield": true, "symbol": true, "token": true, "tag": true, "guisection": true, "wordasword": true, "prompt": true, "anchor": true, "hi": true, "version": true, "date": true,
}

// entities are the entities that help pages use without declaring them where
// encoding/xml looks.
var entities = map[string]string{"nbsp": " ", "mdash": "—", "ndash": "–", "hellip": "…", "rsquo": "’", "lsquo": "‘", "ldquo": "“", "rdquo": "”", "copy": "©", "trade": "™", "eacute": "é", "app": ""}

// sections are the elements of DocBook that are parts of their own.
var sections = map[string]bool{"sect1": true, "section": true, "chapter": true, "appendix": true, "preface": true}

// readHelp reads a page of Mallard, or the sections of a book in DocBook, a
// part each, named by their number and not by their title, which is translated.
func readHelp(f file) []part {
	d := xml.NewDecoder(bytes.NewReader(f.data))
	d.Strict = false
	d.Entity = entities
	var h helpReader
	for {
		t, err := d.Token()
		if err != nil {
			if !errors.Is(err, io.EOF) {
				return nil
			}
			break
		}
		switch t := t.(type) {
		case xml.StartElement:
			h.start(t.Name.Local)
		case xml.EndElement:
			h.end(t.Name.Local)
		case xml.CharData:
			if h.quiet == 0 {
				h.text.Write(t)
			}
		}
	}
	h.part()
	return h.parts
}

// A helpReader gathers the parts of a help page.
type helpReader struct {
	gatherer
	parts []part
	quiet int // depth inside elements that are passed over
	open  int // depth of sections
}

func (h *helpReader) start(name string) {
	if h.quiet > 0 || quiet[name] {
		h.quiet++
		return
	}
	if !inline[name] {
		h.flush()
	}
	if sections[name] {
		h.open++
		if h.open <= 2 {
			h.part()
		}
	}
}

func (h *helpReader) end(name string) {
	if h.quiet > 0 {
		h.quiet--
		return
	}
	if !inline[name] {
		h.flush()
	}
	if sections[name] {
		h.open--
	}
}

// part ends a part.
func (h *helpReader) part() {
	h.flush()
	name := ""
	if len(h.parts) > 0 {
		name = string(rune('0'+len(h.parts)/100%10)) + string(rune('0'+len(h.parts)/10%10)) + string(rune('0'+len(h.parts)%10))
	}
	h.parts = append(h.parts, part{name: name, blocks: h.blocks})
	h.blocks = nil
}
