package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"
	"sync"

	"github.com/palimpsest-go/palimpsest/compare"
)

// A count counts the texts of a row: spun suspects, or copies.
type count struct {
	n     int
	right int // called spun; for copies, called identical, near-duplicate or excerpt
	wrong int // copies that were called spun
	found int // the source is among the matches
	shown int // the report names a disguise or lay-out
}

func (c *count) add(d count) {
	c.n, c.right, c.wrong, c.found, c.shown = c.n+d.n, c.right+d.right, c.wrong+d.wrong, c.found+d.found, c.shown+d.shown
}

// A row is an evasion at a rate, and its results.
type row struct {
	name    string
	rate    float64
	garbled bool
	spun    count
	copies  count
}

// A measurement disguises pairs and checks them against a corpus.
type measurement struct {
	engine  engine
	pairs   []pair
	numbers []int    // of the sources in the corpus
	foreign []string // a text for each pair that has nothing to do with it
	detail  io.Writer
}

// newMeasurement puts the sources of all pairs and further texts into a corpus. At
// most n of the pairs, evenly chosen, are disguised.
func newMeasurement(ctx context.Context, pairs []pair, texts []string, n int) (*measurement, error) {
	m := &measurement{}
	var known []string
	places := make(map[string]int)
	for _, p := range pairs {
		if _, ok := places[p.source]; !ok {
			places[p.source] = len(known)
			known = append(known, p.source)
		}
	}
	n = min(n, len(pairs))
	for k := range n {
		p := pairs[k*len(pairs)/n]
		m.pairs = append(m.pairs, p)
		m.numbers = append(m.numbers, places[p.source])
		m.foreign = append(m.foreign, known[(places[p.source]+len(known)/2)%len(known)])
	}
	var err error
	m.engine, err = newEngine(ctx, append(known, texts...))
	return m, err
}

// rows measures unchanged texts first, and then evasions.
func (m *measurement) rows(ctx context.Context, list []evasion) ([]row, error) {
	plain := evasion{family: "as", name: "they-are", whole: true, change: func(p *post, _ float64, _ *rand.Rand) string { return p.body }}
	var rows []row
	var evasions []evasion
	for _, e := range append([]evasion{plain}, list...) {
		for _, rate := range e.ratesOf() {
			rows = append(rows, row{name: e.id(), rate: rate, garbled: e.garbled > 0 && rate >= e.garbled})
			evasions = append(evasions, e)
		}
	}
	var next int
	var mu sync.Mutex
	var first error
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for {
				mu.Lock()
				i := next
				next++
				stop := i >= len(rows) || first != nil
				mu.Unlock()
				if stop {
					return
				}
				if err := m.measure(ctx, evasions[i], &rows[i]); err != nil {
					mu.Lock()
					first = fmt.Errorf("%s: %w", rows[i].name, err)
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	return rows, first
}

// measure disguises every pair in one way.
func (m *measurement) measure(ctx context.Context, e evasion, r *row) error {
	for k, p := range m.pairs {
		f, err := m.engine.find(ctx, e.evade(p.suspect, m.foreign[k], r.rate, k), p.source, m.numbers[k])
		if err != nil {
			return err
		}
		r.spun.add(count{n: 1, right: one(f.verdict == compare.Spun), found: one(f.found), shown: one(f.shown)})
		m.tell(r, k, "spun", f)
		if f, err = m.engine.find(ctx, e.evade(p.source, m.foreign[k], r.rate, k), p.source, m.numbers[k]); err != nil {
			return err
		}
		r.copies.add(count{n: 1, right: one(f.verdict >= compare.Excerpt), wrong: one(f.verdict == compare.Spun), found: one(f.found), shown: one(f.shown)})
		m.tell(r, k, "copy", f)
	}
	return nil
}

// tell lists a text that was not found, and a copy that was called spun.
func (m *measurement) tell(r *row, k int, label string, f finding) {
	if m.detail == nil || f.found && (label == "spun" || f.verdict != compare.Spun) {
		return
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s at %.2f: %s of pair %d: %v, found %v, shown %v\n", r.name, r.rate, label, k, f.verdict, f.found, f.shown)
	_, _ = io.WriteString(m.detail, b.String()) // one write a line: rows are measured at once
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}
