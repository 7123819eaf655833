package layout

import "strings"

const (
	// maxTag bounds the length of a tag in bytes. No tag that people write is
	// longer, and it keeps the search for an end linear.
	maxTag = 2048

	// maxDeclaration is the same for the declaration of a document.
	maxDeclaration = 256

	// maxComment is the same for a comment.
	maxComment = 1 << 14
)

// htmlNames are the elements of HTML that occur in texts. A name may be in angle
// brackets for another reason (a placeholder, a type), so it must be one of these
// to be a tag.
var htmlNames = nameSet(`a abbr address article aside audio b bdi bdo big blockquote body br button caption center cite code col
	dd del details dfn div dl dt em embed fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img
	input ins kbd label legend li link main mark meta nav nobr noscript object ol option p picture pre q rp rt ruby s samp script section
	select small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr tt u
	ul var video wbr`)

// wordNames are those of htmlNames that are also words. In angle brackets they may be
// placeholders: <address>, <title of the work>. Such a tag must have attributes, or the
// text must close it somewhere.
var wordNames = nameSet(`address area article aside audio base big body button caption center cite code data details embed figure font
	footer form frame head header input label legend link main map mark menu meta object option output picture sample script section
	select small source span strike strong style sub summary table template textarea time title track var video`)

// flags are the attributes of HTML that need no value.
var flags = nameSet(`async autofocus autoplay checked compact controls default defer disabled download hidden inert ismap itemscope loop
	multiple muted nohref nomodule noshade novalidate nowrap open playsinline readonly required reversed selected`)

// inlineNames are those of htmlNames that do not separate words.
var inlineNames = nameSet(`a abbr b bdi bdo big cite code del dfn em font i ins kbd mark nobr q s samp small span strike strong sub sup tt u var wbr`)

// bbNames are the tags of BBCode.
var bbNames = nameSet(`b i u s url img quote code color colour size font center left right justify list li ul ol table tr td th email
	spoiler sub sup h1 h2 h3 h4 youtube video media attach user indent hr highlight strike pre align noparse php html float`)

// blockNames are those of bbNames that separate words.
var blockNames = nameSet(`quote list table tr td th li center hr code h1 h2 h3 h4 ul ol`)

func nameSet(names string) map[string]bool {
	set := make(map[string]bool)
	for name := range strings.FieldsSeq(names) {
		set[name] = true
	}
	return set
}

// A tagger finds tags. It searches ahead for an end only once; otherwise many tags
// that lack their end would each search the same bytes.
type tagger struct {
	text           string
	closed, ended  map[string]bool // names that are closed somewhere, of BBCode and of HTML
	comment, image ahead           // the ends of a comment and of a picture
	bracket, end   ahead           // the ends of a tag of BBCode and of a line
}

// tags returns the tags of HTML and BBCode in a text.
func tags(text string) (out []Span) {
	if strings.IndexByte(text, '<') < 0 && strings.IndexByte(text, '[') < 0 {
		return nil // strings.ContainsAny took eighteen times as many instructions
	}
	t := &tagger{text: text, closed: closedNames(text, "[/", bbNames), ended: closedNames(text, "</", htmlNames),
		comment: ahead{of: "-->"}, image: ahead{of: "[/img]"}, bracket: ahead{of: "]"}, end: ahead{of: "\n"}}
	angle, square := ahead{of: "<"}, ahead{of: "["}
	for i := 0; i < len(text); i++ {
		var end int
		var joins bool
		if i = min(angle.from(text, i), square.from(text, i)); i == len(text) {
			break
		}
		if text[i] == '<' {
			end, joins = t.html(i)
		} else {
			end, joins = t.bb(i)
		}
		if end > i {
			out = append(out, Span{i, end, Tag, joins})
			i = end - 1
		}
	}
	return out
}

// An ahead finds the next place of a string in a text, from places that only rise. All
// searches together cost one pass over the text.
type ahead struct {
	of    string
	at    int // the last place found; the length of the text if there is none
	known bool
}

// from returns where the string begins at i or after it, len(text) if it does not.
func (a *ahead) from(text string, i int) int {
	if a.known && a.at >= i {
		return a.at
	}
	a.known, a.at = true, len(text)
	if n := strings.Index(text[i:], a.of); n >= 0 {
		a.at = i + n
	}
	return a.at
}

// closedNames returns those names that a text closes somewhere: [i] alone may be an
// index, <address> a placeholder.
func closedNames(text, opening string, names map[string]bool) map[string]bool {
	closed := make(map[string]bool)
	for {
		i := strings.Index(text, opening)
		if i < 0 {
			return closed
		}
		text = text[i+len(opening):]
		if name, n := tagName(text); n < len(text) && (text[n] == ']' || text[n] == '>') && names[name] {
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

// html returns the end of the tag or comment that begins at i, 0 if there is none, and
// whether the text around it may be one word.
func (t *tagger) html(i int) (end int, joins bool) {
	s := t.text[i:]
	if strings.HasPrefix(s, "<!--") {
		if end := t.comment.from(t.text, i+4); end-i < maxComment && end < len(t.text) {
			return end + len("-->"), true
		}
		return 0, false
	}
	if len(s) > 9 && (strings.EqualFold(s[:9], "<!doctype") || s[:5] == "<?xml") {
		if n := strings.IndexByte(s[:min(len(s), maxDeclaration)], '>'); n > 0 {
			return i + n + 1, false
		}
		return 0, false
	}
	k := 1
	closes := strings.HasPrefix(s[k:], "/")
	if closes {
		k++
	}
	name, length := tagName(s[k:])
	if !htmlNames[name] {
		return 0, false
	}
	n := tagEnd(s, k+length)
	if n == 0 || !closes && !t.opens(name, s[k+length:n-1]) {
		return 0, false
	}
	if !closes && hides(s[k+length:n-1]) {
		n += hidden(s[n:], name)
	}
	return i + n, inlineNames[name]
}

// opens reports whether a name, with the text after it up to the closing bracket, is a
// tag, and not a comparison (a<b and c>d) or a placeholder (<title of the work>).
func (t *tagger) opens(name, attributes string) bool {
	if strings.Contains(attributes, "=") {
		return true
	}
	for word := range strings.FieldsSeq(attributes) {
		if word = strings.ToLower(strings.Trim(word, "/")); word != "" && !flags[word] {
			return false
		}
	}
	return !wordNames[name] || t.ended[name] || strings.HasSuffix(attributes, "/")
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

// bb returns the end of the tag of BBCode that begins at i, 0 if there is none, and
// whether the text around it may be one word. The address of a picture belongs to
// its tag.
func (t *tagger) bb(i int) (end int, joins bool) {
	s := t.text[i:]
	if strings.HasPrefix(s, "[*]") && t.closed["list"] {
		return i + 3, false
	}
	k, closes := 1, strings.HasPrefix(s, "[/")
	if closes {
		k++
	}
	name, length := tagName(s[k:])
	if !t.closed[name] && (name != "hr" || closes) {
		return 0, false
	}
	k += length
	if k == len(s) || s[k] != ']' && (closes || s[k] != '=' && s[k] != ' ') {
		return 0, false
	}
	end = t.bracket.from(t.text, i+k) + 1
	if end > len(t.text) || end-i > maxTag || t.end.from(t.text, i+k) < end {
		return 0, false
	}
	switch {
	case name == "img" && !closes:
		if to := t.image.from(t.text, end); to < len(t.text) && to-end < maxTag {
			end = to + len("[/img]")
		}
		return end, false
	case blockNames[name]:
		return end, false
	}
	return end, true
}
