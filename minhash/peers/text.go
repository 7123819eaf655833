package main

import (
	"context"
	"fmt"
	"os"
	"runtime/pprof"
	"sync"
	"time"
)

const (
	benchSlots = 128
	benchPairs = 2000 // that accuracy is measured on, fewer among few texts
	fewTexts   = 60   // that fit into the processor's caches with their words
)

// A row is one way to make signatures of all texts.
type row struct {
	name  string
	s     signer
	texts []string
	cpu   sample // seconds per text
	once  cost   // of the last round
	// signed is the number of texts in that round.
	signed float64
}

// peers are the libraries that ratios refer to.
func peers() []row {
	return []row{
		{name: "go-minhash MinWise, metro", s: &minWise{slots: benchSlots, width: 8}},
		{name: "go-minhash BottomK, metro", s: &bottomK{slots: benchSlots}},
		{name: "ekzhu/minhash-lsh", s: &ekzhu{slots: benchSlots, width: 8}},
	}
}

func textRows(name string, texts []string) []row {
	rows := append([]row{
		{name: "ours", s: newOurs(benchSlots, 0, false)},
		{name: "ours, stems", s: newOurs(benchSlots, 0, true)},
	}, peers()...)
	for i := range rows {
		rows[i].name, rows[i].texts = name+": "+rows[i].name, texts
	}
	return rows
}

// text prints the table of texts signed from their bytes on. Each signer has seen
// all texts once before it is measured: its buffers have grown, and the stem cache
// is warm. The cache holds most words of the corpus; one word of a text is still
// stemmed again, at three allocations. Repeating the first few texts shows the
// speed when text and words stay in the processor's caches.
func (b *bench) text() {
	groups := [][]row{
		textRows("ASCII", b.corpus.ascii), textRows("ASCII, few texts", b.corpus.ascii[:fewTexts]),
		textRows("curly", b.corpus.curly), textRows("curly, few texts", b.corpus.curly[:fewTexts]),
	}
	for r := range b.rounds + 1 {
		for _, rows := range groups {
			for i := range rows {
				passes := len(b.sets) / len(rows[i].texts)
				rows[i].measure(r > 0, passes, func(s signer) {
					for _, text := range rows[i].texts {
						s.SignText(text)
					}
				})
			}
		}
	}
	t := signTable()
	for _, rows := range groups {
		for _, r := range rows {
			pairs := spread(truth(r.s, r.texts, b.corpus.plantedIn(len(r.texts))), benchPairs)
			t.row(signCells(r, rows, rate(r.s, pairs, func(i int) { r.s.SignText(r.texts[i]) }))...)
		}
	}
	t.print(b.out, "1. Text to signature of 128 slots, word 3-shingles. Errors are to the exact similarity of what the row hashes.")
}

// signSets prints the table of signing sets that were hashed before, the same for
// all.
func (b *bench) signSets() {
	sets := make([]set, len(b.sets))
	for i := range sets {
		sets[i] = newSet(b.sets[i])
	}
	rows := append([]row{{name: "ours", s: newOurs(benchSlots, 0, false)}}, peers()...)
	for i := range rows {
		rows[i].name, rows[i].texts = "sets: "+rows[i].name, b.corpus.ascii
	}
	for r := range b.rounds + 1 {
		for i := range rows {
			rows[i].measure(r > 0, 1, func(s signer) {
				for _, x := range sets {
					s.SignSet(x)
				}
			})
		}
	}
	pairs := b.pairs()
	t := signTable()
	for _, r := range rows {
		t.row(signCells(r, rows, rate(r.s, pairs, func(i int) { r.s.SignSet(sets[i]) }))...)
	}
	t.print(b.out, "1b. Set to signature of 128 slots: the 64-bit hashes of the shingles, for peers as 8 bytes each. MB/s are of text.")
}

// pairs returns planted pairs with the exact similarity of their sets.
func (b *bench) pairs() []pair {
	var pairs []pair
	for _, p := range b.corpus.planted {
		pairs = append(pairs, pair{p[0], p[1], jaccard(b.sets[p[0]], b.sets[p[1]])})
	}
	return spread(pairs, benchPairs)
}

// measure signs all texts of the row in passes, and notes the cost if it counts.
func (r *row) measure(counts bool, passes int, sign func(signer)) {
	c := measure(func() {
		for range passes {
			sign(r.s)
		}
	})
	if counts {
		r.once, r.signed = c, float64(passes*len(r.texts))
		r.cpu = append(r.cpu, c.cpu.Seconds()/r.signed)
	}
}

func signTable() table {
	return table{{"", "texts/s", "MB/s", "allocs/text", "B/text", "RMSE", "bias", "pairs", "× MinWise", "× BottomK", "× ekzhu"}}
}

// signCells returns the cells of a row: speeds are of the median round; ratios
// to the peers, which are the last of its group, are made round by round.
func signCells(r row, group []row, a accuracy) []string {
	size := 0
	for _, text := range r.texts {
		size += len(text)
	}
	n := float64(len(r.texts))
	cells := []string{
		r.name, count(1 / r.cpu.median()), count(float64(size) / n / 1e6 / r.cpu.median()),
		fmt.Sprintf("%.2f", float64(r.once.allocs)/r.signed), count(float64(r.once.bytes) / r.signed),
		share(a.rmse), fmt.Sprintf("%+.4f", a.bias), count(float64(a.pairs)),
	}
	for _, peer := range group[len(group)-len(peers()):] {
		if peer.name == r.name {
			cells = append(cells, "1")
		} else {
			cells = append(cells, peer.cpu.each(r.cpu).String())
		}
	}
	return cells
}

// parallel prints what a second goroutine adds, by the clock. CPU time shows
// whether the goroutines or the machine were in the way: it stays the same if
// goroutines do not disturb each other.
func (b *bench) parallel() {
	t := table{{"", "texts/s, 1", "texts/s, 2", "scaling", "CPU time, 2 to 1"}}
	for _, stem := range []bool{false, true} {
		signers := []signer{newOurs(benchSlots, 0, stem), newOurs(benchSlots, 0, stem)}
		var one, two, extra sample
		for r := range b.rounds + 1 {
			c1, c2 := b.split(signers[:1]), b.split(signers)
			if r == 0 {
				continue // the stem caches fill
			}
			one, two = append(one, c1.wall.Seconds()), append(two, c2.wall.Seconds())
			extra = append(extra, c2.cpu.Seconds()/c1.cpu.Seconds())
		}
		name := "ASCII: ours"
		if stem {
			name += ", stems"
		}
		n := parallelPasses * float64(len(b.corpus.ascii))
		t.row(name, count(n/one.median()), count(n/two.median()), one.each(two).String(), extra.String())
	}
	t.print(b.out, "1c. Text to signature on one goroutine and on two, by the clock.")
}

const parallelPasses = 4

// split signs all texts, several times, in equal parts by each signer.
func (b *bench) split(signers []signer) cost {
	return measure(func() {
		var wg sync.WaitGroup
		for k, s := range signers {
			wg.Go(func() {
				n := len(b.corpus.ascii)
				part := b.corpus.ascii[k*n/len(signers) : (k+1)*n/len(signers)]
				for range parallelPasses {
					for _, text := range part {
						s.SignText(text)
					}
				}
			})
		}
		wg.Wait()
	})
}

// profile writes a CPU profile of our rows, each labelled row=NAME for
// go tool pprof -tagfocus.
func (b *bench) profile(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := pprof.StartCPUProfile(f); err != nil {
		return err
	}
	for _, c := range []struct {
		label string
		texts []string
		stem  bool
	}{{"ascii", b.corpus.ascii, false}, {"ascii-stems", b.corpus.ascii, true}, {"curly-stems", b.corpus.curly, true}} {
		s := newOurs(benchSlots, 0, c.stem)
		pprof.Do(context.Background(), pprof.Labels("row", c.label), func(context.Context) {
			for start := cpuTime(); cpuTime()-start < 5*time.Second; {
				for _, text := range c.texts {
					s.SignText(text)
				}
			}
		})
	}
	pprof.StopCPUProfile()
	return f.Close()
}
