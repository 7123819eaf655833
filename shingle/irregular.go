package shingle

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed irregular/en.txt
var englishLemmaText string

// englishLemmas maps an irregular English form to its lemma. The table is parsed
// on the first call.
var englishLemmas = sync.OnceValue(func() map[string]string {
	lemmas := make(map[string]string, strings.Count(englishLemmaText, "\n"))
	for line := range strings.Lines(englishLemmaText) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if form, lemma, ok := strings.Cut(line, " "); ok {
			lemmas[form] = lemma
		}
	}
	return lemmas
})
