package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// errInput is wrapped by errors about files with unexpected content.
var errInput = errors.New("unexpected content")

// maxEntry is the greatest number of words in an entry.
const maxEntry = 3

// An entry is a word or phrase of a thesaurus, by its key.
type entry = lexicon.Key

// A vocabulary makes entries of the words and phrases in thesauri. Entries with a
// word that nobody uses are left out: they double the size and no spinner's reader
// would take them.
type vocabulary struct {
	builder *lexicon.Builder
	known   map[entry]bool // single words
	forms   map[string]bool
	seen    map[string]entry
	source  lexicon.Source
}

// readVocabulary reads a list with one word a line. Possessives do not count as
// forms.
func readVocabulary(path string) (*vocabulary, error) {
	text, source, err := readFile(path, "scowl", "2020.12.07")
	if err != nil {
		return nil, err
	}
	v := &vocabulary{
		builder: lexicon.NewBuilder(shingle.English),
		known:   make(map[entry]bool),
		forms:   make(map[string]bool),
		seen:    make(map[string]entry),
		source:  source,
	}
	for line := range strings.Lines(text) {
		for w := range shingle.Words(line, shingle.None) {
			v.known[v.builder.Key(w.Form)] = true
			if !strings.HasSuffix(w.Form, "'s") {
				v.forms[w.Form] = true
			}
		}
	}
	if len(v.known) == 0 {
		return nil, fmt.Errorf("%s: %w: no words", path, errInput)
	}
	return v, nil
}

// entry returns the entry for a text such as "ice_cream", or 0 if the text is not an
// entry.
func (v *vocabulary) entry(text string) entry {
	e, ok := v.seen[text]
	if !ok {
		e = v.make(text)
		v.seen[text] = e
	}
	return e
}

func (v *vocabulary) make(text string) entry {
	if strings.ContainsAny(text, "0123456789") {
		return 0
	}
	var forms []string
	for w := range shingle.Words(strings.ReplaceAll(text, "_", " "), shingle.None) {
		if len(forms) == maxEntry || !v.known[v.builder.Key(w.Form)] {
			return 0
		}
		forms = append(forms, w.Form)
	}
	return v.builder.Key(forms...)
}

// rare returns the entry for a single word in lower case, whether it is on the list
// or not. It returns 0 if the word has other characters than a to z.
func (v *vocabulary) rare(text string) entry {
	for _, c := range []byte(text) {
		if c < 'a' || c > 'z' {
			return 0
		}
	}
	return v.builder.Key(text)
}

// readFile reads a file and names it as a source.
func readFile(path, name, version string) (string, lexicon.Source, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return "", lexicon.Source{}, err
	}
	sum := sha256.Sum256(b)
	return string(b), lexicon.Source{Name: name, Version: version, Digest: hex.EncodeToString(sum[:])}, nil
}
