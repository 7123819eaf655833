package layout

import (
	"iter"
	"strings"
)

// An element whose style hides it is lay-out with its content, as long as that is short.
// Words put between those of a text in this way are seen by programs alone. A longer
// element is read: where tags are shown as they are, a whole text could be in one.

// maxHidden bounds the content of a hidden element in bytes.
const maxHidden = 80

// hides reports whether the attributes of a tag hide the element from readers: the attribute
// hidden, or a style that does not show it. What is hidden from screen readers alone
// (aria-hidden) is shown.
func hides(text string) bool {
	for name, value := range attributes(text) {
		if name == "hidden" || name == "style" && Unshown(value) {
			return true
		}
	}
	return false
}

// attributes returns an iterator over the names of the attributes of a tag, in small letters, and
// their values. The text is what follows the name of the tag.
func attributes(text string) iter.Seq2[string, string] {
	return func(yield func(name, value string) bool) {
		const blank = " \t\r\n\f/"
		for {
			text = strings.TrimLeft(text, blank)
			if text == "" {
				return
			}
			n := strings.IndexAny(text[1:], blank+"=") + 1 // a name may begin with =
			if n == 0 {
				n = len(text)
			}
			name, value := text[:n], ""
			text = strings.TrimLeft(text[n:], " \t\r\n\f")
			if rest, ok := strings.CutPrefix(text, "="); ok {
				value, text = attributeValue(strings.TrimLeft(rest, " \t\r\n\f"))
			}
			if !yield(strings.ToLower(name), value) {
				return
			}
		}
	}
}

// attributeValue returns the value at the beginning of a text, which may be in quotation marks,
// and the rest.
func attributeValue(text string) (value, rest string) {
	if text != "" && (text[0] == '"' || text[0] == '\'') {
		value, rest, _ = strings.Cut(text[1:], text[:1])
		return value, rest
	}
	if n := strings.IndexAny(text, " \t\r\n\f"); n >= 0 {
		return text[:n], text[n:]
	}
	return text, ""
}

// Unshown reports whether an inline style shows nothing of an element: by display, visibility,
// a font size of 0 or opacity. A style that gives a property twice, of which one shows the
// element, counts as shown, because which of the two is used depends on more than their order.
func Unshown(style string) bool {
	hidden, shown := make(map[string]bool), make(map[string]bool)
	for declaration := range strings.SplitSeq(strings.ToLower(style), ";") {
		property, value, _ := strings.Cut(declaration, ":")
		property = strings.TrimSpace(property)
		value, _, _ = strings.Cut(value, "!") // !important
		if unshown(property, strings.TrimSpace(value)) {
			hidden[property] = true
		} else {
			shown[property] = true
		}
	}
	for property := range hidden {
		if !shown[property] {
			return true
		}
	}
	return false
}

// unshown reports whether a property with a value shows nothing.
func unshown(property, value string) bool {
	switch property {
	case "display":
		return value == "none"
	case "visibility":
		return value == "hidden" || value == "collapse"
	case "font-size", "opacity":
		number := strings.TrimRight(value, "%abcdefghijklmnopqrstuvwxyz")
		return number != "" && strings.Trim(number, "0.") == ""
	}
	return false
}

// hidden returns the length of the content and of the closing tag of an element that is
// hidden, 0 if it is longer than maxHidden or holds other tags.
func hidden(s, name string) int {
	i := strings.IndexByte(s[:min(len(s), maxHidden+1)], '<')
	if i < 0 || !strings.HasPrefix(s[i:], "</") {
		return 0
	}
	closing, n := tagName(s[i+2:])
	if end := i + 2 + n; closing == name && end < len(s) && s[end] == '>' {
		return end + 1
	}
	return 0
}
