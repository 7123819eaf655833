package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"
	"syscall"
	"time"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/memstore"
)

// A measurement is a corpus that grows, and the probes for it.
type measurement struct {
	settings corpus.Settings
	store    *memstore.Store
	corpus   *corpus.Corpus
	pairs    []pair
	sources  map[string]string // id of a source in the corpus, by its text
	pages    map[string]string // the page that the text with an id is a version of
	texts    int
	bytes    int
	addTime  time.Duration
	empty    uint64 // heap before the first text
	detail   bool
}

// begin adds the sources.
func (m *measurement) begin(ctx context.Context, pairs []pair) (err error) {
	m.pairs = pairs
	m.sources = make(map[string]string)
	m.pages = make(map[string]string)
	m.empty = heap()
	if m.corpus, err = corpus.New(ctx, m.store, m.settings); err != nil {
		return err
	}
	for i, p := range pairs {
		if _, ok := m.sources[p.Source]; ok {
			continue
		}
		id := fmt.Sprintf("source-%d", i)
		m.sources[p.Source] = id
		m.pages[id] = p.Page
		if err := m.add(ctx, []corpus.Text{{ID: id, Text: p.Source}}); err != nil {
			return err
		}
	}
	return nil
}

func (m *measurement) add(ctx context.Context, texts []corpus.Text) error {
	start := cpu()
	err := m.corpus.Add(ctx, texts...)
	m.addTime += cpu() - start
	for _, t := range texts {
		m.texts++
		m.bytes += len(t.Text)
	}
	return err
}

// grow adds background until the corpus holds n texts.
func (m *measurement) grow(ctx context.Context, b *background, n int) error {
	for m.texts < n {
		var batch []corpus.Text
		for len(batch) < min(100, n-m.texts) {
			t, err, ok := b.next()
			if err != nil {
				return err
			}
			if !ok {
				return fmt.Errorf("the background ends after %d texts", m.texts+len(batch))
			}
			batch = append(batch, corpus.Text{ID: t.ID, Text: t.Text})
		}
		if err := m.add(ctx, batch); err != nil {
			return err
		}
	}
	return nil
}

// report probes the corpus in its current state.
func (m *measurement) report(ctx context.Context, w io.Writer, kept []string, posts int) error {
	used := float64(heap()-m.empty) - float64(m.bytes)
	fmt.Fprintf(w, "\n%d texts, %d bytes of text each: %.0f bytes beside each; %.0f adds a second of processor time\n",
		m.texts, m.bytes/m.texts, used/float64(m.texts), float64(m.texts)/m.addTime.Seconds())
	fmt.Fprintf(w, "%-34s %5s %8s %7s %7s %7s %6s %6s %8s %8s %8s\n",
		"", "n", "content", "R@1", "R@10", "spun", "capped", "comp.", "median", "99 %", "mean ms")
	rng := rand.New(rand.NewPCG(1, 2))
	for _, kind := range m.probes(rng, kept, posts) {
		if err := m.probe(ctx, w, kind); err != nil {
			return err
		}
	}
	return nil
}

// probe checks the posts of one kind and prints a line.
func (m *measurement) probe(ctx context.Context, w io.Writer, k kind) error {
	var first, found, spun, capped, compared int
	var times []time.Duration
	for i, p := range k.posts {
		start := cpu()
		answer, err := m.corpus.Check(ctx, corpus.Text{ID: "post", Text: p.text})
		if err != nil {
			return err
		}
		times = append(times, cpu()-start)
		compared += len(answer.Matches) + len(answer.Others)
		if answer.Capped {
			capped++
		}
		if answer.Verdict == compare.Spun {
			spun++
			if m.detail && len(p.sources) == 0 {
				fmt.Fprintf(w, "   spun, %.2f: post %d of %s, from %s\n", answer.Confidence, i, k.name, answer.Matches[0].Source.ID)
			}
		}
		top, all := m.found(p, answer)
		if top {
			first++
		}
		if all {
			found++
		} else if m.detail && len(p.sources) > 0 {
			fmt.Fprintf(w, "   not found: post %d of %s, %v\n", i, k.name, p.sources)
		}
	}
	n := len(k.posts)
	if n == 0 {
		return nil
	}
	share := func(x int) string {
		if len(k.posts[0].sources) == 0 {
			return "-"
		}
		return fmt.Sprintf("%.4f", float64(x)/float64(n))
	}
	median, late, mean := spread(times)
	_, err := fmt.Fprintf(w, "%-34s %5d %8.2f %7s %7s %7.4f %6d %6.1f %8.2f %8.2f %8.2f\n", k.name, n, k.content(), share(first), share(found),
		float64(spun)/float64(n), capped, float64(compared)/float64(n), ms(median), ms(late), ms(mean))
	return err
}

// found reports whether the first text that an answer names is one of the post's
// sources, or a version of one. Texts that the post has around a passage do not
// count. It also reports whether all sources are among the texts compared.
func (m *measurement) found(p post, a *corpus.Answer) (first, all bool) {
	all = true
	named := append(append([]corpus.Match(nil), a.Matches...), a.Others...)
	same := func(id, source string) bool {
		return id == source || m.pages[id] != "" && m.pages[id] == m.pages[source]
	}
	for _, s := range p.sources {
		has := false
		for _, match := range named {
			has = has || same(match.Source.ID, s)
		}
		all = all && has
	}
	for _, match := range named {
		if p.host != "" && strings.Contains(p.host, m.pages[match.Source.ID]) && m.pages[match.Source.ID] != "" {
			continue
		}
		for _, s := range p.sources {
			first = first || same(match.Source.ID, s)
		}
		break
	}
	return first, all
}

// cpu returns the processor time of the process.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var s runtime.MemStats
	runtime.ReadMemStats(&s)
	return s.HeapAlloc
}
