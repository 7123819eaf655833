package compare

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/palimpsest-go/palimpsest/compare/internal/testtext"
	"golang.org/x/tools/txtar"
)

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
			w := testtext.NewWriter(1)
			source := w.Text(n)
			benchmark(b, source, w.Spun(source))
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/word")
		})
	}
}

// BenchmarkKind compares texts of 4000 words that are related in other ways.
func BenchmarkKind(b *testing.B) {
	const n = 4000
	w := testtext.NewWriter(2)
	source := w.Text(n)
	for _, k := range []struct{ name, suspect string }{
		{"identical", source},
		{"near-duplicate", w.Edited(source)},
		{"spun", w.Spun(source)},
		{"excerpt", w.Text(n/2) + source[:len(source)/4] + w.Text(n/2)},
		{"same-vocabulary", w.Text(n)},
		{"unrelated", strings.NewReplacer("a", "i", "o", "u", "b", "p", "f", "v", "k", "z").Replace(testtext.NewWriter(3).Text(n))},
	} {
		b.Run("kind="+k.name, func(b *testing.B) { benchmark(b, source, k.suspect) })
	}
}

// BenchmarkPrepared compares texts of 1000 words that are prepared once, or the
// suspect each time.
func BenchmarkPrepared(b *testing.B) {
	w := testtext.NewWriter(1)
	source := w.Text(1000)
	suspect := w.Spun(source)
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

// BenchmarkResaid compares 1000 words with what people made of them in words of their
// own, which takes the alignment of sentences.
func BenchmarkResaid(b *testing.B) {
	var source, suspect strings.Builder
	words := 0
	for _, name := range pairFiles(b) {
		if !strings.Contains(name, "paraphrase") || strings.Contains(name, "/ru-") || strings.Contains(name, "/sv-") || strings.Contains(name, "/fr-") || strings.Contains(name, "/es-") || words >= 1000 {
			continue
		}
		archive, err := txtar.ParseFile(name)
		if err != nil {
			b.Fatal(err)
		}
		source.Write(archive.Files[0].Data)
		suspect.Write(archive.Files[1].Data)
		words += len(strings.Fields(string(archive.Files[0].Data)))
	}
	x, y := prepared(b, source.String(), suspect.String())
	indexAll(x)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := (Comparer{}).Compare(context.Background(), x, y); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(words), "words")
}

func BenchmarkPrepare(b *testing.B) {
	for _, n := range []int{1000, 16_000} {
		b.Run(fmt.Sprintf("words=%d", n), func(b *testing.B) {
			text := testtext.NewWriter(1).Text(n)
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
