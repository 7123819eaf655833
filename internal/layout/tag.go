package layout

import "strings"

const (
	// maxTag bounds the length of a tag in bytes. No tag that people write is
	// longer, and it keeps the search for an end linear.
	maxTag = 2048

	// maxComment is the same for a comment.
	maxComment = 1 << 14
)

// htmlNames is the elements of HTML that texts have in them. Where a name may
// stand in angle brackets for another reason (a placeholder, a type), it must be
// one of these to be a tag.
var htmlNames = nameSet(`a abbr address article aside audio b bdi bdo big blockquote body br button caption center cite code col
	dd del details dfn div dl dt em embed fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img
	input ins kbd label legend li link main mark meta nav nobr noscript object ol option p picture pre q rp rt ruby s samp script section
	select small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr tt u
	ul var video wbr`)

// inlineNames is those of htmlNames that part no words.
var inlineNames = nameSet(`a abbr b bdi bdo big cite code del dfn em font i ins kbd mark nobr q s samp small span strike strong sub sup tt u var wbr`)

// bbNames is the tags of BBCode.
var bbNames = nameSet(`b i u s url img quote code color colour size font center left right justify list li ul ol table tr td th email
	spoiler sub sup h1 h2 h3 h4 youtube video media attach user indent hr highlight strike pre align noparse php html float`)

func nameSet(names string) map[string]bool {
	set := make(map[string]bool)
	for name := range strings.FieldsSeq(names) {
		set[name] = true
	}
	return set
}

// tags returns the tags of HTML and BBCode in a text.
func tags(text string) (out []Span) {
	if !strings.ContainsAny(text, "<[") {
		return nil
	}
	closed := closedNames(text)
	for i := 0; i < len(text); i++ {
		var end int
		var joins bool
		switch text[i] {
		case '<':
			end, joins = htmlTag(text[i:])
		case '[':
			end, joins = bbTag(text[i:], closed)
		}
		if end > 0 {
			out = append(out, Span{i, i + end, Tag, joins})
			i += end - 1
		}
	}
	return out
}

// closedNames returns the names of BBCode that a text closes somewhere: [i] alone
// may be an index.
func closedNames(text string) map[string]bool {
	closed := make(map[string]bool)
	for {
		i := strings.Index(text, "[/")
		if i < 0 {
			return closed
		}
		text = text[i+2:]
		if name, n := tagName(text); n < len(text) && text[n] == ']' && bbNames[name] {
			closed[name] = true
		}
	}
}

// tagName returns the name at the beginning of s in lower case, and its length.
func tagName(s string) (name string, n int) {
	for n < min(len(s), 16) && (isLetter(s[n]) || n > 0 && isDigit(s[n])) {
		n++
	}
	return strings.ToLower(s[:n]), n
}

// htmlTag returns the length of the tag or comment at the beginning of s, 0 if
// there is none, and whether it parts no words.
func htmlTag(s string) (n int, joins bool) {
	if strings.HasPrefix(s, "<!--") {
		if end := strings.Index(s[4:min(len(s), maxComment)], "-->"); end >= 0 {
			return 4 + end + 3, true
		}
		return 0, false
	}
	i := 1
	if strings.HasPrefix(s[i:], "/") {
		i++
	}
	name, length := tagName(s[i:])
	if !htmlNames[name] {
		return 0, false
	}
	end := tagEnd(s, i+length)
	return end, inlineNames[name]
}

// tagEnd returns the length of a tag of HTML whose attributes begin at s[i:]; 0 if
// it has no end.
func tagEnd(s string, i int) int {
	if i < len(s) && !strings.ContainsRune(" \t\r\n/>", rune(s[i])) {
		return 0
	}
	quote := byte(0)
	for limit := min(len(s), maxTag); i < limit; i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '<':
			return 0
		case c == '>':
			return i + 1
		}
	}
	return 0
}

// bbTag returns the length of the tag of BBCode at the beginning of s, 0 if there is
// none, and whether it parts no words. A picture goes with its address.
func bbTag(s string, closed map[string]bool) (n int, joins bool) {
	if strings.HasPrefix(s, "[*]") && closed["list"] {
		return 3, false
	}
	i, closes := 1, strings.HasPrefix(s, "[/")
	if closes {
		i++
	}
	name, length := tagName(s[i:])
	if !closed[name] && (name != "hr" || closes) {
		return 0, false
	}
	i += length
	if i == len(s) || s[i] != ']' && (closes || s[i] != '=' && s[i] != ' ') {
		return 0, false
	}
	end := strings.IndexAny(s[i:min(len(s), i+maxTag)], "]\n")
	if end < 0 || s[i+end] != ']' {
		return 0, false
	}
	n = i + end + 1
	switch {
	case name == "img" && !closes:
		if to := strings.Index(s[n:min(len(s), n+maxTag)], "[/img]"); to >= 0 {
			n += to + len("[/img]")
		}
		return n, false
	case name == "quote" || name == "list" || name == "table" || name == "center" || name == "hr" || name == "code":
		return n, false
	}
	return n, true
}
