package main

import (
	"fmt"
	"runtime"

	"github.com/palimpsest-go/palimpsest/minhash"
)

type indexRow struct {
	name   string
	x      index
	insert sample // texts a second
	query  sample
}

const inserts = 5 // in a round: one takes 10 ms

// lsh prints the table of indexes.
func (b *bench) lsh() {
	l := newLibrary(b.sets)
	want := allPairs(b.sets, lshThreshold)
	rows := indexRows(l)
	for range b.rounds {
		for i := range rows {
			rows[i].measure(len(l.ids))
		}
	}
	t := table{{"", "bands", "insert/s", "query/s", "recall", "precision", "heap B/text", "tables B/text"}}
	for _, r := range rows {
		before := live()
		r.x.Build()
		heap := (live() - before) / float64(len(l.ids))
		recall, precision := quality(r.x, l, want)
		insert, ownTables := count(r.insert.median()), "-"
		if o, ok := r.x.(*oursIndex); ok {
			ownTables = count(tables(*o))
			if o.settings.Sets {
				insert += " *"
			}
		}
		t.row(r.name, r.x.Banding(), insert, count(r.query.median()), share(recall), share(precision), count(heap), ownTables)
		r.x.Drop()
	}
	t.print(b.out, fmt.Sprintf("3. LSH at similarity 0.8 and more, of which there are %d pairs. Each text queries for the others. * signing and sorting included.", len(want)))
	fmt.Fprintln(b.out, "\n  The heap holds ids in each; ours also signatures of 512 bytes, and sets in one row; of the peer's signatures it holds")
	fmt.Fprintln(b.out, "  none. Tables are measured as what bands add: the heap with them less that with one band.")
}

func indexRows(l *library) []indexRow {
	bands := minhash.Settings{Banding: minhash.Banding{Bands: 16, Rows: 8}}
	kept := bands
	kept.Sets = true
	rows := []indexRow{
		{name: "ours, unverified", x: &oursIndex{library: l, settings: bands}},
		{name: "ours, unverified, after Grow", x: &oursIndex{library: l, settings: bands, grow: true}},
		{name: "ours, verified, sets kept", x: &oursIndex{library: l, settings: kept, grow: true}},
		{name: "ours, verified, sets by Load", x: &oursIndex{library: l, settings: bands, grow: true, load: true}},
		{name: "ours, verified, sets kept, default bands", x: &oursIndex{library: l, settings: minhash.Settings{Sets: true}, grow: true}},
		{name: "ekzhu, unverified, as it chooses", x: &ekzhuIndex{library: l, threshold: lshThreshold}},
	}
	if t := thresholdFor(16, 8); t > 0 {
		rows = append(rows, indexRow{name: fmt.Sprintf("ekzhu, unverified, told %.2f", t), x: &ekzhuIndex{library: l, threshold: t}})
	}
	return rows
}

func (r *indexRow) measure(texts int) {
	c := measure(func() {
		for range inserts {
			r.x.Build()
		}
	})
	r.insert = append(r.insert, inserts*float64(texts)/c.cpu.Seconds())
	c = measure(func() {
		for i := range texts {
			r.x.Query(i * 7919 % texts) // not in the order of memory
		}
	})
	r.query = append(r.query, float64(texts)/c.cpu.Seconds())
	r.x.Drop()
}

// quality compares the results of queries by all texts with the real pairs. A pair
// counts twice, as each text should find the other.
func quality(x index, l *library, want []pair) (recall, precision float64) {
	isPair := map[[2]int]bool{}
	for _, p := range want {
		isPair[[2]int{p.a, p.b}], isPair[[2]int{p.b, p.a}] = true, true
	}
	right, all := 0, 0
	for i := range l.ids {
		x.Query(i)
		for _, id := range x.Found() {
			if k := l.number[id]; k != i {
				all++
				if isPair[[2]int{i, k}] {
					right++
				}
			}
		}
	}
	return float64(right) / float64(len(isPair)), float64(right) / float64(all)
}

// tables returns the bytes a text that the tables of bands and ids take. The
// package does not report it. An index of one band differs by all bands but one,
// and ids have their own table, as large as that of a band.
func tables(o oursIndex) float64 {
	heap := func(bands int) float64 {
		o.settings.Banding.Bands = bands
		before := live()
		o.Build()
		used := live() - before
		runtime.KeepAlive(o.x)
		o.Drop()
		return used
	}
	bands := o.x.Settings().Banding
	o.settings.Banding = bands
	o.settings.Sets = false
	o.Drop()
	less := heap(1)
	n := float64(bands.Bands)
	return (heap(bands.Bands) - less) / (n - 1) * (n + 1) / float64(len(o.ids))
}
