package layout

import "strings"

// A Reading is a text without its layout, and the place in the text of each of its
// bytes.
type Reading struct {
	Text  string
	Shown string // the text with spaces in place of layout: as long as the text
	cuts  []cut
}

// A cut is a place where layout was left out.
type cut struct {
	at   int // in Reading.Text: the byte after the layout
	left int // bytes left out up to there, minus those inserted
}

// Read returns a text without the given spans, as Find returns them. A span that
// separates words leaves a space. Time and memory are linear in the length of the
// text.
func Read(text string, spans []Span) *Reading {
	if len(spans) == 0 {
		return &Reading{Text: text, Shown: text}
	}
	var read, shown strings.Builder
	read.Grow(len(text))
	shown.Grow(len(text))
	r := &Reading{}
	next := 0
	for _, s := range spans {
		read.WriteString(text[next:s.Start])
		shown.WriteString(text[next:s.Start])
		for range s.End - s.Start {
			shown.WriteByte(' ')
		}
		if !s.Joins {
			read.WriteByte(' ')
		}
		r.cuts = append(r.cuts, cut{read.Len(), s.End - read.Len()})
		next = s.End
	}
	read.WriteString(text[next:])
	shown.WriteString(text[next:])
	r.Text, r.Shown = read.String(), shown.String()
	return r
}

// A Cursor turns places in a reading into places in the text, in rising order.
type Cursor struct {
	r    *Reading
	next int // cut
	left int
}

// Places returns a cursor at the beginning.
func (r *Reading) Places() *Cursor { return &Cursor{r: r} }

// Start returns the place in the text of the byte that begins at a place of the
// reading.
func (c *Cursor) Start(place int) int {
	for c.next < len(c.r.cuts) && c.r.cuts[c.next].at <= place {
		c.left = c.r.cuts[c.next].left
		c.next++
	}
	return place + c.left
}

// End returns the place in the text of the byte that ends at a place of the
// reading: before layout that follows it.
func (c *Cursor) End(place int) int {
	for c.next < len(c.r.cuts) && c.r.cuts[c.next].at < place {
		c.left = c.r.cuts[c.next].left
		c.next++
	}
	return place + c.left
}
