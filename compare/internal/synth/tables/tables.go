// Package tables holds words of twelve languages, sorted by what an editor or a
// spinner does with them: pronouns by gender, verb forms by tense, closed sets of
// colours and metals, function words by class, discourse markers and the like. The
// lists are written by hand for package synth. They are short: a generator needs
// words that are frequent, not all words.
//
// A file data/xx.txt holds one language. A line is "section: items". In an item
// an underscore stands for a space. Members of an item are divided by slashes.
package tables

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync"
)

//go:embed data
var files embed.FS

// A Language holds the lists of one language. Words are in small letters, except
// German nouns. In a pair the second member replaces the first.
type Language struct {
	Code string // as in package shingle: "en"

	Articles []string
	And      []string            // the one word that joins sentences
	Names    []string            // surnames in the script of the language, if it is not Latin
	Classes  [][]string          // function words by class
	Swaps    map[string][]string // function word → other ways of saying it

	Markers   []string // put before a sentence
	Openers   []string // the same, of a chatty kind and disjoint from Markers
	Fillers   []string // adverbs without meaning
	Sentences []string // sentences without meaning

	Gender, Neutral, Third, Address Pairs
	Agree                           Pairs // verbs that go with Third
	Tense                           Pairs // past → present
	Contractions                    Pairs // long → short
	Region                          Pairs // spelling here → spelling there
	Plain                           Pairs // formal → plain
	Humanize                        Pairs // formal → chatty, more freely than Plain

	Old              []Rule   // spelling now → spelling then
	Figures          []string // number words from 0 on
	Months, Weekdays []string
	Sets             [][]string // closed sets, including months and weekdays
	Frames           []string   // names of things with {} for a member of a set
	Terms            [][]string // words that house styles exchange for one another
	Nouns            []string   // common nouns that mean different things
	Verbs            []string   // regular verbs
	Plurals          []string   // nouns whose plural is regular

	Heads, Feet []string // what pages put around a text
}

// Pairs are words and phrases and their replacements. The first pair of a word
// counts.
type Pairs []Pair

// A Pair is a word or phrase and its replacement.
type Pair struct{ From, To string }

// A Rule replaces the letters From of a word by To. Start and End say that From
// must be at the start or at the end of the word.
type Rule struct {
	From, To   string
	Start, End bool
}

// Codes returns the codes of the languages, in the order of the alphabet.
func Codes() []string {
	entries, err := files.ReadDir("data")
	if err != nil {
		panic(err) // embedded, so it is there
	}
	var out []string
	for _, e := range entries {
		out = append(out, strings.TrimSuffix(e.Name(), ".txt"))
	}
	slices.Sort(out)
	return out
}

var all = sync.OnceValue(func() map[string]*Language {
	out := make(map[string]*Language)
	for _, code := range Codes() {
		b, err := files.ReadFile("data/" + code + ".txt")
		if err != nil {
			panic(err) // embedded, so it is there
		}
		l, err := parse(code, string(b))
		if err != nil {
			panic(err) // tested: every file is read
		}
		out[code] = l
	}
	return out
})

// Of returns the lists of a language, or nil if it has none. Callers must not
// change them.
func Of(code string) *Language { return all()[code] }

// parse reads a file.
func parse(code, text string) (*Language, error) {
	l := &Language{Code: code, Swaps: make(map[string][]string)}
	number := 0
	for line := range strings.Lines(text) {
		number++
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		section, items, ok := strings.Cut(line, ":")
		if !ok || !l.add(section, strings.TrimSpace(items)) {
			return nil, fmt.Errorf("tables: %s.txt:%d: unknown section %q", code, number, section)
		}
	}
	return l, nil
}

// add adds a line to its section. It returns false if there is no such section.
func (l *Language) add(section, line string) bool {
	items := strings.Fields(line)
	for i, s := range items {
		items[i] = strings.ReplaceAll(s, "_", " ")
	}
	if list := l.list(section); list != nil {
		*list = append(*list, items...)
		return true
	}
	if pairs := l.pairs(section); pairs != nil {
		for _, s := range items {
			from, to, _ := strings.Cut(s, "/")
			*pairs = append(*pairs, Pair{from, to})
		}
		return true
	}
	switch section {
	case "class":
		l.Classes = append(l.Classes, items)
	case "month", "weekday":
		l.Sets = append(l.Sets, items)
		if section == "month" {
			l.Months = items
		} else {
			l.Weekdays = items
		}
	case "set":
		l.Sets = append(l.Sets, items)
	case "swap":
		for _, s := range items {
			from, to, _ := strings.Cut(s, "/")
			l.Swaps[from] = append(l.Swaps[from], to)
		}
	case "term":
		for _, s := range items {
			l.Terms = append(l.Terms, strings.Split(s, "/"))
		}
	case "old":
		for _, s := range items {
			l.Old = append(l.Old, rule(s))
		}
	case "head":
		l.Heads = append(l.Heads, strings.ReplaceAll(line, " / ", "\n"))
	case "foot":
		l.Feet = append(l.Feet, strings.ReplaceAll(line, " / ", "\n"))
	default:
		return false
	}
	return true
}

// IsFunction reports whether a word in small letters is an article or in one of
// the classes. It walks the lists.
func (l *Language) IsFunction(word string) bool {
	return slices.Contains(l.Articles, word) || slices.ContainsFunc(l.Classes, func(class []string) bool { return slices.Contains(class, word) })
}

// list returns the list of words that a section fills, or nil if it fills none.
func (l *Language) list(section string) *[]string {
	return map[string]*[]string{
		"article": &l.Articles, "and": &l.And, "name": &l.Names, "marker": &l.Markers, "opener": &l.Openers, "filler": &l.Fillers, "sentence": &l.Sentences,
		"figure": &l.Figures, "frame": &l.Frames, "noun": &l.Nouns, "verb": &l.Verbs, "plural": &l.Plurals,
	}[section]
}

// pairs returns the pairs that a section fills, or nil if it fills none.
func (l *Language) pairs(section string) *Pairs {
	return map[string]*Pairs{
		"gender": &l.Gender, "neutral": &l.Neutral, "third": &l.Third, "agree": &l.Agree, "address": &l.Address, "tense": &l.Tense,
		"contraction": &l.Contractions, "region": &l.Region, "plain": &l.Plain, "humanize": &l.Humanize,
	}[section]
}

// rule reads "^from$>to".
func rule(s string) Rule {
	from, to, _ := strings.Cut(s, ">")
	r := Rule{To: to}
	from, r.Start = strings.CutPrefix(from, "^")
	r.From, r.End = strings.CutSuffix(from, "$")
	return r
}

// Apply returns the word after the rule replaced the first place that it fits. It
// returns false if the rule fits none. A rule without Start or End leaves the first
// letter.
func (r Rule) Apply(word string) (string, bool) {
	switch {
	case r.Start:
		if rest, ok := strings.CutPrefix(word, r.From); ok && rest != "" {
			return r.To + rest, true
		}
	case r.End:
		if stem, ok := strings.CutSuffix(word, r.From); ok && stem != "" {
			return stem + r.To, true
		}
	default:
		if i := strings.Index(word, r.From); i > 0 {
			return word[:i] + r.To + word[i+len(r.From):], true
		}
	}
	return word, false
}

// Map returns the pairs as a map from first to second. If both is set, it also maps
// back. If a word has several pairs, the first counts.
func (p Pairs) Map(both bool) map[string]string {
	out := make(map[string]string, 2*len(p))
	put := func(from, to string) {
		if _, ok := out[from]; !ok && from != to {
			out[from] = to
		}
	}
	for _, x := range p {
		put(x.From, x.To)
	}
	if both {
		for _, x := range p {
			put(x.To, x.From)
		}
	}
	return out
}

// Dates returns the months or the weekdays if a word is one of them, or nil.
func (l *Language) Dates(word string) []string {
	for _, set := range [][]string{l.Months, l.Weekdays} {
		if slices.ContainsFunc(set, func(s string) bool { return strings.EqualFold(s, word) }) {
			return set
		}
	}
	return nil
}

// Back returns the pairs with their members swapped.
func (p Pairs) Back() Pairs {
	out := make(Pairs, len(p))
	for i, x := range p {
		out[i] = Pair{x.To, x.From}
	}
	return out
}
