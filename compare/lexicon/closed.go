package lexicon

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// A Class is a convention by which two wordings mean the same. No thesaurus is
// needed for it, because the members of these classes can be listed.
type Class uint8

const (
	NoClass      Class = iota
	Contraction        // don't, do not
	Numeral            // two, 2
	Spelling           // centre, center
	Comparison         // more than, greater than
	Modal              // may, might
	Connective         // prepositions, conjunctions and the like: in, within
	Quantifier         // many, a lot of
	Pronoun            // someone, somebody
	Abbreviation       // U.S., United States
	Unit               // km, kilometres; 5km, 5 kilometres
	Regional           // lift, elevator
)

var classNames = [...]string{
	"none", "contraction", "numeral", "spelling", "comparison", "modal", "connective",
	"quantifier", "pronoun", "abbreviation", "unit", "regional",
}

// String returns the class in lower case, "numeral" for [Numeral].
func (c Class) String() string {
	if int(c) < len(classNames) {
		return classNames[c]
	}
	return "invalid"
}

// maxClosed is the most words of a side that Closed knows.
const maxClosed = 6

// Closed returns the class that contains both of two wordings, given as the normal
// forms of their words. It returns [NoClass] if there is no such class, if they are
// forms of one word, or if one side has no word or more than six. The sides should
// not begin or end with the same words. The class does not say that they mean the
// same: may and might are both modals and replace each other, and so do in and at.
//
// Only English has tables. In other languages the answer is [Numeral] for a number of
// the [Sets] of the language and the same number in digits (drei, 3), otherwise
// NoClass. The first call for English reads its tables, which takes about two
// milliseconds.
func Closed(lang shingle.Language, source, suspect []string) Class {
	switch {
	case !closable(source) || !closable(suspect) || slices.Equal(source, suspect):
		return NoClass
	case lang != shingle.English && setLists.of(lang).sameFigure(source, suspect):
		return Numeral
	case lang != shingle.English:
		return NoClass
	case contracted(source, suspect) || contracted(suspect, source):
		return Contraction
	case sameNumber(source, suspect):
		return Numeral
	case sameMeasure(source, suspect):
		return Unit
	case respelt(source, suspect):
		return Spelling
	}
	class := closedEnglish().class(source, suspect)
	if class != NoClass && len(source) == 1 && len(suspect) == 1 && lang.Stem(source[0]) == lang.Stem(suspect[0]) {
		return NoClass // meter, meters
	}
	return class
}

func closable(words []string) bool {
	return len(words) > 0 && len(words) <= maxClosed && !slices.Contains(words, "")
}

// respelt reports whether two sides are equal in American spelling.
func respelt(v, w []string) bool {
	if strings.Join(v, "") == strings.Join(w, "") {
		return len(v) != len(w) // web site, website
	}
	return slices.EqualFunc(v, w, func(a, b string) bool { return american(a) == american(b) })
}

//go:embed closed/en.txt
var closedEnglishText string

var closedEnglish = sync.OnceValue(func() *groups {
	g, err := parseGroups(closedEnglishText)
	if err != nil {
		panic("lexicon: closed/en.txt: " + err.Error()) // a test reads it
	}
	return g
})

// Groups are sets of words and phrases. Each has a number; the classes in ascending
// order of numbers are in the order of the text.
type groups struct {
	of      map[string][]int // phrase to the groups it is in, ascending
	classes []Class          // of the groups
}

// class returns the class of the first group that two phrases share.
func (g *groups) class(v, w []string) Class {
	a, b := g.of[strings.Join(v, " ")], g.of[strings.Join(w, " ")]
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] == b[0]:
			return g.classes[a[0]]
		case a[0] < b[0]:
			a = a[1:]
		default:
			b = b[1:]
		}
	}
	return NoClass
}

// share reports whether two phrases share a group of a class.
func (g *groups) share(v, w string, class Class) bool {
	for _, n := range g.of[v] {
		if g.classes[n] == class && slices.Contains(g.of[w], n) {
			return true
		}
	}
	return false
}

// parseGroups reads a text like closed/en.txt, whose head describes its format.
func parseGroups(text string) (*groups, error) {
	g := &groups{of: make(map[string][]int)}
	class := NoClass
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
			continue
		case line[0] == '[':
			i := slices.Index(classNames[:], strings.Trim(line, "[]"))
			if i < 1 {
				return nil, fmt.Errorf("line %d: class %s", n, line)
			}
			class = Class(i)
			continue
		case class == NoClass:
			return nil, fmt.Errorf("line %d: no class", n)
		}
		for member := range strings.SplitSeq(line, " = ") {
			phrase := strings.Join(forms(member), " ")
			if phrase == "" {
				return nil, fmt.Errorf("line %d: %q has no words", n, member)
			}
			g.add(phrase)
		}
		g.classes = append(g.classes, class)
	}
	return g, nil
}

// add puts a phrase into a new group after the present ones.
func (g *groups) add(phrase string) {
	n := len(g.classes)
	if in := g.of[phrase]; len(in) == 0 || in[len(in)-1] != n {
		g.of[phrase] = append(in, n)
	}
}

// forms returns the normal forms of the words of a text.
func forms(text string) []string {
	var forms []string
	for w := range shingle.Words(text, shingle.None) {
		forms = append(forms, w.Form)
	}
	return forms
}
