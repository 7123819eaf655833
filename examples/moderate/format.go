package main

import (
	"strings"

	"github.com/palimpsest-go/palimpsest/examples/internal/htmltext"
	"github.com/palimpsest-go/palimpsest/internal/layout"
)

// The formats of a text.
const (
	formatText = "text" // as it is
	formatHTML = "html" // what a browser would show of it
	formatAuto = "auto" // HTML if it has tags of HTML, and without those of BBCode if it has them
)

// reduced returns the text that is read from a text in a format; "" means
// formatText. The error names an unknown format. Time is linear in the length.
//
// Tags are removed before a text is stored or looked up, and not only skipped when
// two texts are compared: a tag at every third word leaves no three words in a row
// that the index could recognise.
func reduced(text, format string) (string, error) {
	switch format {
	case "", formatText:
		return text, nil
	case formatHTML:
		return string(htmltext.Text([]byte(text))), nil
	case formatAuto:
		html, bbcode := markup(text)
		if html {
			text = string(htmltext.Text([]byte(text)))
		}
		if bbcode {
			text = withoutTags(text)
		}
		return text, nil
	}
	return "", fieldErrorf("the format %.40q is not known; there are %s, %s and %s", format, formatText, formatHTML, formatAuto)
}

// markup reports whether a text has tags of HTML, and of BBCode. A few
// placeholders, such as <name>, are not tags.
func markup(text string) (html, bbcode bool) {
	for _, tag := range tagsOf(text) {
		if text[tag.Start] == '<' {
			html = true
		} else {
			bbcode = true
		}
	}
	return html, bbcode
}

// withoutTags returns a text without its tags. A tag that separates words leaves a
// space; a tag that begins or ends a line leaves nothing but the line.
func withoutTags(text string) string {
	return strings.TrimSpace(layout.Read(text, tagsOf(text)).Text)
}

// tagsOf returns the tags in a text, in order.
func tagsOf(text string) (tags []layout.Span) {
	for _, s := range layout.Find(text) {
		if s.Kind == layout.Tag {
			tags = append(tags, s)
		}
	}
	return tags
}
