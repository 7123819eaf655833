package storetest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// benchTexts is the number of texts in the store when checks are measured.
const benchTexts = 20_000

// Benchmark measures a store in the way a [corpus.Corpus] uses it, so that stores
// can be compared. It adds texts of 300 words in batches and one by one. It then
// checks two kinds of texts against 20,000 of these: 300 words, and 60 words of a
// text with one word in three exchanged, among 400 others. The words are drawn at
// random, with frequencies as uneven as in English. Last, it checks a text of which one
// author has put 64,000 copies and another the source, by that author and by a third.
func Benchmark(b *testing.B, open func(b *testing.B) corpus.Store) {
	for _, writers := range []int{1, 2} {
		b.Run(fmt.Sprintf("add/batches of 1000/writers=%d", writers), func(b *testing.B) { benchAdd(b, open(b), writers, 1000) })
	}
	for _, writers := range []int{1, 32} {
		b.Run(fmt.Sprintf("add/one by one/writers=%d", writers), func(b *testing.B) { benchAdd(b, open(b), writers, 1) })
	}
	b.Run("check", func(b *testing.B) {
		c := benchCorpus(b, open(b))
		p := newProse(1)
		var texts []corpus.Text
		for range benchTexts {
			texts = append(texts, p.post(300))
		}
		for batch := range slices.Chunk(texts, 1000) {
			benchMust(b, c.Add(b.Context(), batch...))
		}
		b.Run("300 words", func(b *testing.B) {
			benchCheck(b, c, func() string { return p.text(300) }, 0)
		})
		b.Run("60 in 400", func(b *testing.B) {
			benchCheck(b, c, func() string {
				known := strings.Fields(texts[p.IntN(len(texts))].Text)
				at := p.IntN(len(known) - 60)
				return p.text(200) + "\n\n" + p.spun(known[at:at+60]) + "\n\n" + p.text(200)
			}, 0.9)
		})
	})
	b.Run("copies", func(b *testing.B) { benchCopies(b, open(b)) })
}

// benchCopies checks a text of which one author has so many copies as a corpus should bear.
// The source, by another, came after an eighth of them.
func benchCopies(b *testing.B, s corpus.Store) {
	const copies, batch = 64_000, 1000
	c := benchCorpus(b, s)
	p := newProse(3)
	source := p.text(120)
	copied := source
	for i := range copies / batch {
		if i == copies/batch/8 {
			benchMust(b, c.Add(b.Context(), corpus.Text{ID: "source", Author: "bob", Text: source}))
		}
		var texts []corpus.Text
		for j := range batch {
			texts = append(texts, corpus.Text{ID: fmt.Sprint(i*batch + j), Author: "ann", Text: copied})
		}
		benchMust(b, c.Add(b.Context(), texts...))
	}
	for _, author := range []string{"ann", "eve"} {
		b.Run(author, func(b *testing.B) {
			found := 0
			for b.Loop() {
				answer, err := c.Check(b.Context(), corpus.Text{Author: author, Text: copied})
				benchMust(b, err)
				for _, m := range answer.Matches {
					if m.Source.ID == "source" {
						found++
						break
					}
				}
			}
			b.ReportMetric(float64(found)/float64(b.N), "found")
		})
	}
}

func benchCorpus(b *testing.B, s corpus.Store) *corpus.Corpus {
	b.Cleanup(func() { benchMust(b, s.Close()) })
	c, err := corpus.New(b.Context(), s, corpus.Settings{Language: shingle.English})
	benchMust(b, err)
	return c
}

// benchAdd adds b.N texts, with so many in each call.
func benchAdd(b *testing.B, s corpus.Store, writers, batch int) {
	c := benchCorpus(b, s)
	p := newProse(2)
	texts := make([]corpus.Text, b.N)
	for i := range texts {
		texts[i] = p.post(300)
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	b.ResetTimer()
	for range writers {
		wg.Go(func() {
			for {
				end := int(next.Add(int64(batch)))
				if end-batch >= len(texts) {
					return
				}
				if err := c.Add(b.Context(), texts[end-batch:min(end, len(texts))]...); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "texts/s")
}

// benchCheck checks the texts that suspect returns. It fails if fewer than a given
// share of them derives from anything.
func benchCheck(b *testing.B, c *corpus.Corpus, suspect func() string, share float64) {
	var times []time.Duration
	found := 0
	for b.Loop() {
		b.StopTimer()
		text := suspect()
		b.StartTimer()
		start := time.Now()
		answer, err := c.Check(b.Context(), corpus.Text{Text: text})
		times = append(times, time.Since(start))
		benchMust(b, err)
		if len(answer.Matches) > 0 {
			found++
		}
	}
	slices.Sort(times)
	b.ReportMetric(times[len(times)/2].Seconds()*1e3, "median-ms")
	b.ReportMetric(times[len(times)*99/100].Seconds()*1e3, "p99-ms")
	b.ReportMetric(float64(found)/float64(len(times)), "found")
	if float64(found) < share*float64(len(times)) {
		b.Errorf("%d of %d were found", found, len(times))
	}
}

func benchMust(b *testing.B, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

// A prose makes texts of words drawn at random.
type prose struct {
	*rand.Rand
	content *rand.Zipf
	n       int // texts made
}

func newProse(seed uint64) *prose {
	r := rand.New(rand.NewPCG(seed, 11))
	return &prose{Rand: r, content: rand.NewZipf(r, 1.1, 20, 60_000)}
}

var proseJoints = strings.Fields("the of and to in a is that for it as with on by at from this which be are or an not but was have they one all their there when who will more no if out so what up about into than them can only other some could time these two may then do first any my now such like our over me even most made after also did many before must through back years where much your way well down should because each just those people how too little state good very make world still own see men work long get here between both life being under never day same another know while last might us great old year off come since against go came right used take three")

// word returns a word whose letters encode its rank.
func (p *prose) word() string {
	n := p.content.Uint64()
	var b strings.Builder
	for range 3 {
		b.WriteByte("bdfghklmnprstvz"[n%15])
		b.WriteByte("aeiou"[n/15%5])
		n /= 75
	}
	return b.String()
}

// text returns n words in sentences.
func (p *prose) text(n int) string {
	var b strings.Builder
	for i := range n {
		switch {
		case i == 0:
		case i%19 == 0:
			b.WriteString(". ")
		default:
			b.WriteByte(' ')
		}
		if p.IntN(9) < 4 {
			b.WriteString(proseJoints[min(p.IntN(len(proseJoints)), p.IntN(len(proseJoints)), p.IntN(len(proseJoints)))])
		} else {
			b.WriteString(p.word())
		}
	}
	return b.String() + "."
}

// spun returns the words with one in three, those of six letters, replaced.
func (p *prose) spun(words []string) string {
	out := slices.Clone(words)
	for i, w := range out {
		if len(w) == 6 && p.IntN(5) < 3 {
			out[i] = p.word()
		}
	}
	return strings.Join(out, " ")
}

func (p *prose) post(words int) corpus.Text {
	p.n++
	return corpus.Text{ID: fmt.Sprintf("text-%d", p.n), Text: p.text(words)}
}
