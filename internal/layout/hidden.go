package layout

import "strings"

// An element whose style hides it is lay-out with its content, as long as that is short.
// Words put between those of a text in this way are seen by programs alone. A longer
// element is read: where tags are shown as they are, a whole text could be in one.

// maxHidden bounds the content of a hidden element in bytes.
const maxHidden = 80

// hides reports whether the attributes of a tag hide the element: a style that does not
// show it, or the attribute hidden.
func hides(attributes string) bool {
	if !strings.ContainsAny(attributes, "hHsS") {
		return false
	}
	a := strings.ToLower(strings.Join(strings.Fields(attributes), " "))
	if a == "hidden" || strings.HasPrefix(a, "hidden ") || strings.HasSuffix(a, " hidden") || strings.Contains(a, "aria-hidden=\"true\"") {
		return true
	}
	_, style, ok := strings.Cut(a, "style=")
	if !ok {
		return false
	}
	style = strings.ReplaceAll(style, " ", "")
	for _, hiding := range [...]string{"display:none", "visibility:hidden", "font-size:0;", "font-size:0px", "font-size:0\"", "opacity:0;", "opacity:0\""} {
		if strings.Contains(style, hiding) {
			return true
		}
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
