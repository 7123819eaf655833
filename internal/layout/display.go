package layout

import (
	"slices"
	"strings"
)

// A Display is a text in the order in which it is shown. Controls of direction show a line from
// right to left, so that people read "the council" where the bytes are "licnuoc eht".
type Display struct {
	Text   string  // without the controls of the lines that they change
	Lines  []Lines // what was put into another order, in order
	starts []int32 // where in the given text each byte of Text is, see Display.Start
	ends   []int32
}

// Lines are bytes of a text as it is shown, half-open.
type Lines struct{ Start, End int }

// Displayed returns a text in the order in which it is shown, nil if that is the order in which
// it is given, as in nearly all texts. It knows the controls of Unicode for overrides,
// embeddings and isolates, marks of direction, references to them, the attribute dir and the
// styles that override a direction. Each line is a paragraph (Unicode Bidirectional Algorithm,
// UAX #9), with these differences: a line with letters of a script that is written from right to
// left stays as it is, because they are read in the order in which they are given; so does one in
// which letters change places within words only, which package shingle reads; an embedding counts as
// an isolate, because words that were each turned stand in their order for the one who turned them;
// and levels beyond mostLevels are not opened. Time is linear.
//
// Package golang.org/x/text/unicode/bidi was not used: its Paragraph returns the runs of a
// paragraph in the order in which they are given, and takes HTML for text.
func Displayed(text string) *Display {
	if !Turns(text) {
		return nil
	}
	t := turner{text: text}
	done := 0
	for start := 0; start < len(text); {
		end, foreign := t.read(start)
		if order, changed := t.order(); changed && !foreign {
			t.keep(done, start)
			t.put(order)
			done = end
		}
		start = end
	}
	if done == 0 {
		return nil
	}
	t.keep(done, len(text))
	t.out.Text = string(t.shown)
	return &t.out
}

// Turns reports whether a text has anything that may show it from right to left.
func Turns(text string) bool {
	for i := 0; ; {
		k := strings.IndexByte(text[i:], 0xe2) // the first byte of the controls
		if k < 0 || i+k+3 > len(text) {
			break
		}
		i += k
		switch c := text[i+2]; text[i+1] {
		case 0x80:
			if c == 0x8f || c == 0xab || c == 0xad || c == 0xae {
				return true
			}
		case 0x81:
			if c == 0xa7 {
				return true
			}
		}
		i += 3
	}
	if strings.IndexByte(text, '&') >= 0 {
		for _, reference := range [...]string{"&#8238", "&#x202", "&#X202", "&#8235", "&#8207", "&rlm;", "&#8295", "&#x206", "&#X206"} {
			if strings.Contains(text, reference) {
				return true
			}
		}
	}
	return strings.IndexByte(text, '<') >= 0 && (strings.Contains(text, "<bdo") || strings.Contains(text, "<BDO") || strings.Contains(text, "bidi-override") || strings.Contains(text, "isolate-override"))
}

// A turner puts lines into the order in which they are shown.
type turner struct {
	text  string
	open  []scope // elements that earlier lines opened
	units []unit
	out   Display
	shown []byte
}

// keep copies text[start:end].
func (t *turner) keep(start, end int) {
	t.shown = append(t.shown, t.text[start:end]...)
	for i := start; i < end; i++ {
		t.out.starts = append(t.out.starts, int32(i))
		t.out.ends = append(t.out.ends, int32(i+1))
	}
}

// put adds a line in the given order of its units. The place of a unit is that of the one that is
// given at the same number: places must rise for words to be in order, and within a line that
// people read from its end there is no better one.
func (t *turner) put(order []int) {
	from := len(t.shown)
	given := make([]int, len(order))
	copy(given, order)
	slices.Sort(given)
	for n, k := range order {
		u, at := t.units[k], t.units[given[n]]
		t.shown = append(t.shown, t.text[u.start:u.end]...)
		for range u.end - u.start {
			t.out.starts = append(t.out.starts, int32(at.start))
			t.out.ends = append(t.out.ends, int32(at.end))
		}
	}
	t.out.Lines = append(t.out.Lines, Lines{from, len(t.shown)})
}

// Start returns where in the given text the byte of the text as shown is that begins at a place.
// In a line that was put into another order, it is the place with as many characters before it.
func (d *Display) Start(place int) int {
	if place < len(d.starts) {
		return int(d.starts[place])
	}
	return d.End(place)
}

// End returns the same for the byte that ends at a place.
func (d *Display) End(place int) int {
	if place == 0 {
		return 0
	}
	return int(d.ends[place-1])
}

// Within reports whether text[start:end] as shown is in a line that was put into another order.
func (d *Display) Within(start, end int) bool {
	k, _ := slices.BinarySearchFunc(d.Lines, start, func(l Lines, start int) int { return l.End - start - 1 })
	return k < len(d.Lines) && d.Lines[k].Start < end
}

// order returns the order in which the units of a line are shown, without controls, and whether
// it differs from that in which they are given in more than the letters of words.
func (t *turner) order() (order []int, changed bool) {
	if len(t.open) == 0 && !slices.ContainsFunc(t.units, func(u unit) bool { return u.control != noControl || u.class == leftward }) {
		return nil, false
	}
	base := t.base()
	closed := t.levels(base)
	for i := range t.units {
		if u := &t.units[i]; u.control == noControl || u.ends {
			order = append(order, i)
		}
	}
	for k := len(order) - 1; k >= 0 && (t.units[order[k]].space || t.units[order[k]].ends); k-- {
		t.units[order[k]].level = base
	}
	given := slices.Clone(order)
	t.turn(order)
	for n, k := range order {
		if k != given[n] && (!closed || t.units[k].space || t.units[given[n]].space) {
			return order, true
		}
	}
	return nil, false
}

// base returns the level of a line, that of its first letter or mark of direction (rules P2 and
// P3).
func (t *turner) base() int8 {
	for i := range t.units {
		switch t.units[i].class {
		case leftward:
			return 1
		case rightward:
			return 0
		}
	}
	return 0
}

// turn reverses the runs of each level, from the deepest on (rule L2).
func (t *turner) turn(order []int) {
	deepest := int8(0)
	for _, k := range order {
		deepest = max(deepest, t.units[k].level)
	}
	for level := deepest; level > 0; level-- {
		for from := 0; from < len(order); from++ {
			to := from
			for to < len(order) && t.units[order[to]].level >= level {
				to++
			}
			slices.Reverse(order[from:to])
			from = to
		}
	}
}
