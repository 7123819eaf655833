package synth

import (
	"cmp"
	"embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// longestKey is the greatest number of words in a key or a replacement.
const longestKey = 5

// A Dictionary says what a spinner may put in place of words and phrases.
type Dictionary struct {
	Name      string
	Language  string // code; empty for English
	Functions bool   // keys may be single function words

	entries map[string][]string
	longest int               // words of the longest key
	stems   map[string]string // stem → the first key that has it; nil for English, whose inflections are known
}

// language returns the code of the language.
func (d *Dictionary) language() string { return cmp.Or(d.Language, "en") }

// index fills stems. If the package does not know the inflections of a language,
// its inflected words then find the key that shares their stem. They find the same
// key whatever the order of the map.
func (d *Dictionary) index() {
	l := languageOf(d.language())
	if l == shingle.English || l == shingle.None || d.stems != nil {
		return
	}
	d.stems = make(map[string]string)
	for _, key := range d.sorted() {
		if stem := l.Stem(key); !strings.Contains(key, " ") && d.stems[stem] == "" {
			d.stems[stem] = key
		}
	}
}

// NewDictionary returns an empty dictionary.
func NewDictionary(name string) *Dictionary {
	return &Dictionary{Name: name, entries: make(map[string][]string)}
}

// sorted returns the keys in order.
func (d *Dictionary) sorted() []string { return slices.Sorted(maps.Keys(d.entries)) }

// Len returns how many keys there are.
func (d *Dictionary) Len() int { return len(d.entries) }

// Related reports whether b may be put in place of a.
func (d *Dictionary) Related(a, b string) bool { return slices.Contains(d.entries[a], b) }

// Add adds replacements of a key. It leaves out texts that cannot be replacements: those
// with anything but small letters, apostrophes and hyphens (German capitals are made
// small), those of more than five words, and those that only add words at an end of the key
// or remove them, since they exchange nothing.
func (d *Dictionary) Add(key string, values ...string) {
	key = strings.Join(strings.Fields(strings.ToLower(key)), " ")
	if !plain(key) {
		return
	}
	list := d.entries[key]
	for _, v := range values {
		v = strings.Join(strings.Fields(v), " ")
		if d.Language == "de" {
			v = strings.ToLower(v)
		}
		if !plain(v) || slices.Contains(list, v) {
			continue
		}
		if a, b := trimEqual(split(key), split(v)); len(a) > 0 && len(b) > 0 {
			list = append(list, v)
		}
	}
	if len(list) > 0 {
		d.entries[key] = list
		d.longest = max(d.longest, 1+strings.Count(key, " "))
	}
}

// plain reports whether s is one to five words of small letters.
func plain(s string) bool {
	for _, r := range s {
		if !unicode.IsLower(r) && r != ' ' && r != '-' && r != '\'' {
			return false
		}
	}
	return s != "" && s[0] != '-' && s[0] != '\'' && s[len(s)-1] != '-' && s[len(s)-1] != '\'' && strings.Count(s, " ") < longestKey
}

// split returns the words of plain text. A hyphen separates two words.
func split(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '-' })
}

// trimEqual removes equal words from both ends, whatever their case.
func trimEqual(a, b []string) (x, y []string) {
	for len(a) > 0 && len(b) > 0 && strings.EqualFold(a[0], b[0]) {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && strings.EqualFold(a[len(a)-1], b[len(b)-1]) {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return a, b
}

//go:embed data
var data embed.FS

// read returns the lines of an embedded file without comments and empty lines.
func read(name string) []string {
	b, err := data.ReadFile("data/" + name)
	if err != nil {
		panic(err) // embedded, so it is there
	}
	var out []string
	for line := range strings.Lines(string(b)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			out = append(out, line)
		}
	}
	return out
}

// Builtin returns the dictionaries that were written for this package: "plain" has
// single words with their synonyms, and "phrases" has phrases, function words and
// connectives, like the dictionaries of content spinners.
func Builtin() []*Dictionary {
	var out []*Dictionary
	for _, name := range []string{"plain", "phrases"} {
		d := NewDictionary(name)
		d.Functions = name == "phrases"
		for _, line := range read(name + ".txt") {
			key, values, ok := strings.Cut(line, ":")
			if !ok {
				panic(fmt.Sprintf("synth: %s.txt: %q has no colon", name, line))
			}
			d.Add(key, strings.Split(values, ",")...)
		}
		out = append(out, d)
	}
	return out
}
