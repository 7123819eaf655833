package htmltext

import "bytes"

// A pageReader turns the tokens of a page into text.
type pageReader struct {
	flow
	tags   map[string]*tag
	open   []element       // from the outermost to the innermost
	bounds [bounds][]int32 // indices of the open elements that are bounds
	hidden int             // index of the outermost open element that is hidden; -1 for none
	pre    int             // index of the outermost open element that keeps white space; -1 for none
	atPre  bool            // the last token was the start of such an element
}

// An element is an open element of the page.
type element struct {
	tag   *tag
	below int32 // index of the next element of the tag further out; -1 for none
}

// readText takes text in the innermost open element.
func (p *pageReader) readText(text []byte) {
	switch {
	case p.hidden >= 0:
	case p.pre < 0:
		p.add(text)
	case p.atPre:
		p.addVerbatim(bytes.TrimPrefix(text, []byte("\n")))
	default:
		p.addVerbatim(text)
	}
}

// start takes a start tag.
func (p *pageReader) start(name string, a attributes, closed bool) {
	p.atPre = false
	switch name {
	case "html", "head", "body":
		// Their tags may be missing or doubled. A page that is hidden as a
		// whole is hidden until a script shows it.
		return
	}
	t := p.tags[name]
	if t == nil {
		t = &tag{top: -1}
		p.tags[name] = t
	}
	p.closeBefore(t)
	hidden := a.hidden || name == "dialog" && !a.open
	if p.hidden < 0 && !hidden {
		if p.apart(t.gap); name == "br" {
			p.lineBreak()
		}
	}
	if t.void || closed && (p.foreign() >= 0 || name == "svg" || name == "math") {
		return
	}
	if p.hidden < 0 && (hidden || t.drop) {
		p.hidden = len(p.open)
	}
	if p.pre < 0 && t.pre {
		p.pre = len(p.open)
	}
	p.atPre = t.pre
	p.push(t)
}

// closeBefore ends the elements that a start tag ends.
func (p *pageReader) closeBefore(t *tag) {
	if t.block {
		if i := p.foreign(); i >= 0 {
			p.pop(i) // it was left open
		}
		p.close("p")
	}
	for _, c := range t.closes {
		p.close(c)
	}
}

// end takes an end tag.
func (p *pageReader) end(name string) {
	closed := p.close(name)
	switch {
	case closed || p.hidden >= 0:
	case name == "br":
		p.lineBreak() // as browsers do
	case name == "p":
		p.apart(gapParagraph)
	}
}

// close ends the innermost open element of that name and all within, unless
// there is none or a bound lies within it.
func (p *pageReader) close(name string) bool {
	t := p.tags[name]
	if t == nil || t.top < 0 {
		return false
	}
	if b := p.bounds[t.kind.end]; len(b) > 0 && b[len(b)-1] > t.top {
		return false
	}
	p.pop(int(t.top))
	return true
}

// push opens an element.
func (p *pageReader) push(t *tag) {
	i := int32(len(p.open))
	p.open = append(p.open, element{t, t.top})
	t.top = i
	for b, is := range t.bounds {
		if is {
			p.bounds[b] = append(p.bounds[b], i)
		}
	}
}

// pop closes the element of index i and all within.
func (p *pageReader) pop(i int) {
	for n := len(p.open) - 1; n >= i; n-- {
		e := p.open[n]
		e.tag.top = e.below
		for b, is := range e.tag.bounds {
			if is {
				p.bounds[b] = p.bounds[b][:len(p.bounds[b])-1]
			}
		}
		switch {
		case p.hidden == n:
			p.hidden = -1
		case p.hidden < 0:
			p.apart(e.tag.gap)
		}
		if p.pre == n {
			p.pre = -1
		}
	}
	p.open = p.open[:i]
}

// foreign returns the index of the SVG or MathML element that the innermost open
// element is in, and -1 if it is in no such element or in HTML within one. The
// rules differ there: elements may close themselves and no content is raw.
func (p *pageReader) foreign() int {
	i := max(p.tags["svg"].top, p.tags["math"].top)
	if p.tags["foreignobject"].top > i {
		return -1
	}
	return int(i)
}
