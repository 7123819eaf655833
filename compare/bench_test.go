package compare

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// A writer writes English-like text: function words that occur as often as
// they do, and invented words by Zipf's law.
type writer struct {
	*rand.Rand
	words []string
	other map[string]string // a fixed dictionary of what is exchanged for what
}

func newWriter(seed uint64) *writer {
	m := newMaker(seed)
	w := &writer{m.Rand, make([]string, 12_000), make(map[string]string)}
	for i := range w.words {
		w.words[i] = m.word(0)
		if i%10 < 3 {
			w.other[w.words[i]] = m.word(1)
		}
	}
	return w
}

// text returns sentences of n words in all.
func (w *writer) text(n int) string {
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
			f := functionWords[0]
			b.WriteString(f[w.IntN(1+w.IntN(len(f)))])
		} else {
			b.WriteString(w.words[zipf.Uint64()])
		}
	}
	return b.String()
}

// spun returns the text with three of ten different words exchanged, each for
// the same one everywhere.
func (w *writer) spun(text string) string {
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

// edited returns the text with one word in fifty left out.
func (w *writer) edited(text string) string {
	words := strings.SplitAfter(text, " ")
	for i := range words {
		if i%50 == 49 {
			words[i] = ""
		}
	}
	return strings.Join(words, "")
}

// benchmark prepares and compares two texts.
func benchmark(b *testing.B, source, suspect string) {
	b.Helper()
	b.SetBytes(int64(len(source) + len(suspect)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Texts(source, suspect); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCompare prepares and compares spun texts. ns/word tells whether time
// is linear.
func BenchmarkCompare(b *testing.B) {
	for _, n := range []int{1000, 2000, 4000, 8000, 16_000, 32_000, 64_000, 100_000} {
		b.Run(fmt.Sprintf("words=%d", n), func(b *testing.B) {
			w := newWriter(1)
			source := w.text(n)
			benchmark(b, source, w.spun(source))
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/word")
		})
	}
}

// BenchmarkKind compares texts of 4000 words that are related in other ways.
func BenchmarkKind(b *testing.B) {
	const n = 4000
	w := newWriter(2)
	source := w.text(n)
	for _, k := range []struct{ name, suspect string }{
		{"identical", source},
		{"near-duplicate", w.edited(source)},
		{"spun", w.spun(source)},
		{"excerpt", w.text(n/2) + source[:len(source)/4] + w.text(n/2)},
		{"same-vocabulary", w.text(n)},
		{"unrelated", strings.NewReplacer("a", "i", "o", "u", "b", "p", "f", "v", "k", "z").Replace(newWriter(3).text(n))},
	} {
		b.Run("kind="+k.name, func(b *testing.B) { benchmark(b, source, k.suspect) })
	}
}

// BenchmarkPrepared compares texts of 1000 words that are prepared once, or the
// suspect each time.
func BenchmarkPrepared(b *testing.B) {
	w := newWriter(1)
	source := w.text(1000)
	suspect := w.spun(source)
	for _, texts := range []string{"none", "source", "both"} {
		b.Run("prepared="+texts, func(b *testing.B) {
			b.ReportAllocs()
			src, sus := prepared(b, source, suspect)
			indexAll(src)
			for b.Loop() {
				if texts == "none" {
					src, _ = Comparer{}.Prepare(source)
				}
				if texts != "both" {
					sus, _ = Comparer{}.Prepare(suspect)
				}
				if _, err := (Comparer{}).Compare(context.Background(), src, sus); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkPrepare(b *testing.B) {
	for _, n := range []int{1000, 16_000} {
		b.Run(fmt.Sprintf("words=%d", n), func(b *testing.B) {
			text := newWriter(1).text(n)
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := (Comparer{}).Prepare(text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
