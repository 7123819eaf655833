package testtext

import (
	"math/rand/v2"
	"strings"
)

// A Writer writes English-like text: function words with their usual frequencies,
// and invented words by Zipf's law.
type Writer struct {
	*rand.Rand
	words []string
	other map[string]string // a fixed dictionary of exchanges
}

func NewWriter(seed uint64) *Writer {
	m := NewMaker(seed)
	w := &Writer{m.Rand, make([]string, 12_000), make(map[string]string)}
	for i := range w.words {
		w.words[i] = m.Word(0)
		if i%10 < 3 {
			w.other[w.words[i]] = m.Word(1)
		}
	}
	return w
}

// Text returns sentences of n words in all.
func (w *Writer) Text(n int) string {
	var b strings.Builder
	zipf := rand.NewZipf(w.Rand, 1.05, 4, uint64(len(w.words)-1))
	for k, left := 0, 0; k < n; k++ {
		if left--; left <= 0 {
			if k > 0 {
				b.WriteString(".\n")
			}
			left = 8 + w.IntN(20)
		} else {
			b.WriteByte(' ')
		}
		if w.IntN(5) < 2 {
			f := FunctionWords[0]
			b.WriteString(f[w.IntN(1+w.IntN(len(f)))])
		} else {
			b.WriteString(w.words[zipf.Uint64()])
		}
	}
	return b.String()
}

// Spun returns the text with three in ten of its different words exchanged, each
// for the same word everywhere.
func (w *Writer) Spun(text string) string {
	words := strings.SplitAfter(text, " ")
	for i, word := range words {
		form, mark := word, ""
		if at := strings.IndexAny(word, " .\n"); at >= 0 {
			form, mark = word[:at], word[at:]
		}
		if to, ok := w.other[form]; ok {
			words[i] = to + mark
		}
	}
	return strings.Join(words, "")
}

// Edited returns the text with one word in fifty left out.
func (w *Writer) Edited(text string) string {
	words := strings.SplitAfter(text, " ")
	for i := range words {
		if i%50 == 49 {
			words[i] = ""
		}
	}
	return strings.Join(words, "")
}
