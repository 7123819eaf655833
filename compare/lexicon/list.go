package lexicon

import (
	"embed"
	"fmt"
	"sync"

	"github.com/palimpsest-go/palimpsest/shingle"
)

//go:embed closed/set closed/person closed/filler closed/auxiliary closed/regional
var listFiles embed.FS

// A list is something with a file for each language. A file is read at the first
// use, and its content is kept.
type list[T any] struct {
	kind  string // names the directory
	parse func(text string, lang shingle.Language) (T, error)
	known sync.Map // shingle.Language to *T, of languages that have a file
}

// of returns the content for a language, nil if it has no file.
func (l *list[T]) of(lang shingle.Language) *T {
	if t, ok := l.known.Load(lang); ok {
		return t.(*T)
	}
	path := "closed/" + l.kind + "/" + lang.String() + ".txt"
	text, err := listFiles.ReadFile(path)
	if err != nil {
		return nil // no such language
	}
	t, err := l.parse(string(text), lang)
	if err != nil {
		panic(fmt.Sprintf("lexicon: %s: %v", path, err)) // a test reads it
	}
	kept, _ := l.known.LoadOrStore(lang, &t)
	return kept.(*T)
}
