package htmltext

import "strings"

// A bound is a set of elements that the end of an element does not reach past,
// after "has an element in the specific scope" of the HTML standard.
type bound uint8

const (
	boundBlock bound = iota // of inline elements: any block
	boundItem               // of list items: any block but div, p and address
	boundScope              // of blocks: cells, tables and the like
	boundTable              // of parts of a table: tables
	bounds     = iota
)

// A kind says how elements of a tag are laid out and where they end.
type kind struct {
	gap    gap          // what separates the element from what is around it
	drop   bool         // the content is not shown
	void   bool         // there is no content
	pre    bool         // white space is kept
	block  bool         // its start ends an open paragraph
	end    bound        // what an end tag does not reach past
	bounds [bounds]bool // for each bound, whether the element belongs to it
	closes []string     // what its start ends
}

// A tag is a kind together with the elements of that name that are open.
type tag struct {
	kind
	top int32 // index of the innermost open element of that name; -1 for none
}

// Sets of bounds. Whatever bounds items bounds inline elements, and so forth.
var (
	inItems  = [bounds]bool{boundBlock: true}
	inBlocks = [bounds]bool{boundBlock: true, boundItem: true}
	inScopes = [bounds]bool{boundBlock: true, boundItem: true, boundScope: true}
	inAll    = [bounds]bool{boundBlock: true, boundItem: true, boundScope: true, boundTable: true}
)

// kinds lists the tags that are more than a part of a line. Elements that browsers
// draw with a margin are separated by an empty line. Elements that are drawn as a
// box in a line separate words.
var kinds = []struct {
	names string
	kind  kind
}{
	{"p", kind{gap: gapParagraph, block: true, end: boundScope, bounds: inItems}},
	{"div address", kind{gap: gapLine, block: true, end: boundScope, bounds: inItems}},
	{"article aside center details fieldset figcaption footer form header hgroup legend main nav search section summary",
		kind{gap: gapLine, block: true, end: boundScope, bounds: inBlocks}},
	{"blockquote dir dl figure h1 h2 h3 h4 h5 h6 menu ol ul",
		kind{gap: gapParagraph, block: true, end: boundScope, bounds: inBlocks}},
	{"dialog", kind{gap: gapParagraph, block: true, end: boundScope, bounds: inBlocks}},
	{"pre listing xmp plaintext", kind{gap: gapParagraph, pre: true, block: true, end: boundScope, bounds: inBlocks}},
	{"li", kind{gap: gapLine, block: true, end: boundItem, bounds: inBlocks, closes: []string{"li"}}},
	{"dd dt", kind{gap: gapLine, block: true, end: boundItem, bounds: inBlocks, closes: []string{"dd", "dt"}}},
	{"hr", kind{gap: gapParagraph, block: true, void: true}},
	{"br", kind{void: true}},

	{"table", kind{gap: gapParagraph, block: true, end: boundTable, bounds: inAll}},
	{"caption colgroup tbody tfoot thead", kind{gap: gapLine, end: boundTable, bounds: inBlocks,
		closes: []string{"caption", "colgroup", "tbody", "tfoot", "thead", "tr", "td", "th"}}},
	{"tr", kind{gap: gapLine, end: boundTable, bounds: inBlocks, closes: []string{"caption", "colgroup", "tr", "td", "th"}}},
	{"td th", kind{gap: gapCell, end: boundTable, bounds: inScopes, closes: []string{"td", "th"}}},

	{"option", kind{gap: gapLine, closes: []string{"option"}}},
	{"optgroup", kind{gap: gapLine, closes: []string{"option", "optgroup"}}},
	{"button select object applet marquee", kind{gap: gapSpace, end: boundScope, bounds: inScopes}},
	{"textarea", kind{gap: gapSpace, pre: true, end: boundScope, bounds: inScopes}},
	{"embed frame image img input", kind{gap: gapSpace, void: true}},
	{"area base basefont bgsound col keygen link meta param source track wbr", kind{void: true}},

	// A reading beside a word would cut the word into pieces.
	{"rp rt", kind{drop: true}},
	{"rb", kind{closes: []string{"rp", "rt"}}},
	{"foreignobject math", kind{}},
	{"audio canvas iframe noembed svg video", kind{gap: gapSpace, drop: true}},
	{"annotation annotation-xml datalist noframes noscript script style title", kind{drop: true}},
	{"template", kind{drop: true, end: boundTable, bounds: inAll}},
}

// newTags returns the tags with nothing open. A tag that is not among them is an
// inline element.
func newTags() map[string]*tag {
	tags := make(map[string]*tag)
	for _, k := range kinds {
		for name := range strings.FieldsSeq(k.names) {
			tags[name] = &tag{kind: k.kind, top: -1}
		}
	}
	return tags
}
