package main

import (
	"fmt"
	"math/rand/v2"
	"runtime"

	"github.com/palimpsest-go/palimpsest/minhash"
)

// seen prints the table of the filter of texts seen.
func (b *bench) seen() {
	var signatures []minhash.Signature
	o := newOurs(benchSlots, 0, false)
	for _, x := range b.sets {
		o.SignSet(set{elements: x})
		signatures = append(signatures, minhash.Signature(o.Sketch().(slots32)))
	}
	t := table{{"", "adds/s", "heap B/text", "fill", "false, % of fresh", "planned at fill", "like texts reported", "others reported"}}
	for _, rate := range []float64{0.001, 0.00016} {
		s := minhash.SeenSettings{Banding: minhash.Banding{Bands: 16, Rows: 8}, Capacity: len(b.sets), Rate: rate}
		var speed sample
		for range b.rounds {
			c := measure(func() { fillSeen(s, signatures) })
			speed = append(speed, float64(len(signatures))/c.cpu.Seconds())
		}
		before := live()
		f, reported := fillSeen(s, signatures)
		heap := (live() - before - float64(len(reported))) / float64(len(signatures))
		like, others := b.reportedWell(reported)
		t.row(fmt.Sprintf("ours, 16x8, rate %g", rate), count(speed.median()), fmt.Sprintf("%.1f", heap), fmt.Sprintf("%.3f", f.Fill()),
			fmt.Sprintf("%.4f", 100*falseReports(f, 10*len(b.sets))), fmt.Sprintf("%.4f", 100*f.Rate()), like, others)
		runtime.KeepAlive(reported)
	}
	t.print(b.out, "4. Filter of texts seen, by signatures. Like: an earlier text has similarity 0.8 or more; others: none has 0.5.")
}

func fillSeen(s minhash.SeenSettings, signatures []minhash.Signature) (*minhash.Seen, []bool) {
	f, err := minhash.NewSeen(s)
	must(err)
	reported := make([]bool, len(signatures))
	for i, signature := range signatures {
		reported[i], err = f.AddSignature(signature)
		must(err)
	}
	return f, reported
}

// falseReports returns the share of fresh sets, unlike any before, that the filter
// reports as seen.
func falseReports(f *minhash.Seen, fresh int) float64 {
	r := rand.New(rand.NewPCG(9, 9))
	set, n := make([]uint64, 300), 0
	for range fresh {
		for i := range set {
			set[i] = r.Uint64()
		}
		if f.Has(set) {
			n++
		}
	}
	return float64(n) / float64(fresh)
}

// reportedWell counts the reports of texts with a similar text before them, and of
// texts with none before them that is even half as similar.
func (b *bench) reportedWell(reported []bool) (like, others string) {
	best := make([]float64, len(b.sets))
	for _, p := range allPairs(b.sets, 0.5) {
		best[p.b] = max(best[p.b], p.j)
	}
	var likes, found, rest, wrong int
	for i, seen := range reported {
		switch {
		case best[i] >= lshThreshold:
			if likes++; seen {
				found++
			}
		case best[i] < 0.5:
			if rest++; seen {
				wrong++
			}
		}
	}
	return fmt.Sprintf("%d of %d", found, likes), fmt.Sprintf("%d of %d", wrong, rest)
}
