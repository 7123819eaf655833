package htmltext

import "bytes"

// A gap is white space between two pieces of text. If several gaps meet, the
// greatest counts.
type gap uint8

const (
	gapNone      gap = iota
	gapSpace         // a space
	gapCell          // a tab
	gapLine          // a line end
	gapParagraph     // an empty line
)

// A flow collects text and collapses white space as browsers do: runs of it
// count as one space, and none stays at the beginning or the end of a line.
// The zero flow is empty.
type flow struct {
	text []byte
	gap  gap // due before what comes next
}

// apart makes the gap before what comes next g, unless it is greater.
func (f *flow) apart(g gap) { f.gap = max(f.gap, g) }

// lineBreak ends the line. Two in a row make an empty line, more make no
// difference.
func (f *flow) lineBreak() {
	if f.gap >= gapLine {
		f.gap = gapParagraph
	} else {
		f.gap = gapLine
	}
}

// Space characters of HTML. The no-break space is not one of them.
const spaces = " \t\n\f\r"

// add appends text and collapses its white space.
func (f *flow) add(text []byte) {
	for len(text) > 0 {
		word := bytes.TrimLeft(text, spaces)
		if len(word) < len(text) {
			f.apart(gapSpace)
		}
		text = nil
		if end := bytes.IndexAny(word, spaces); end >= 0 {
			word, text = word[:end], word[end:]
		}
		f.addVerbatim(word)
	}
}

// addVerbatim appends text unchanged.
func (f *flow) addVerbatim(text []byte) {
	if len(text) == 0 {
		return
	}
	f.closeGap()
	f.text = append(f.text, text...)
}

// closeGap writes the part of the gap that is not there yet.
func (f *flow) closeGap() {
	g := f.gap
	f.gap = gapNone
	if len(f.text) == 0 {
		return
	}
	ended := bytes.HasSuffix(f.text, []byte("\n"))
	switch {
	case g == gapSpace && !ended:
		f.text = append(f.text, ' ')
	case g == gapCell && !ended:
		f.text = append(f.text, '\t')
	case g == gapLine && !ended:
		f.text = append(f.text, '\n')
	case g == gapParagraph && !ended:
		f.text = append(f.text, '\n', '\n')
	case g == gapParagraph && !bytes.HasSuffix(f.text, []byte("\n\n")):
		f.text = append(f.text, '\n')
	}
}
