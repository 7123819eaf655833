package main

import "fmt"

// accuracy prints the errors of estimates from the same sets, at equal numbers
// of slots and at equal bytes.
func (b *bench) accuracy() {
	pairs := b.pairs()
	t := table{{"", "slots", "bytes", "RMSE", "bias", "pairs"}}
	for _, c := range sketches() {
		a := rate(c.s, pairs, func(i int) { c.s.SignSet(newSet(b.sets[i])) })
		t.row(c.name, fmt.Sprint(c.slots), fmt.Sprint(c.s.Sketch().Size()), share(a.rmse), fmt.Sprintf("%+.4f", a.bias), fmt.Sprint(a.pairs))
	}
	t.print(b.out, "2. Error of the similarity, pairs spread evenly over 0 to 1: 128 slots, then 512 bytes.")
}

type sketching struct {
	name  string
	slots int
	s     signer
}

// sketches are all at 128 slots, and then what fits into 512 bytes.
func sketches() []sketching {
	return []sketching{
		{"ours", 128, newOurs(128, 0, false)},
		{"go-minhash MinWise", 128, &minWise{slots: 128, width: 8}},
		{"go-minhash BottomK", 128, &bottomK{slots: 128}},
		{"ekzhu/minhash-lsh", 128, &ekzhu{slots: 128, width: 8}},
		{"ours, Compact(8)", 512, newOurs(512, 8, false)},
		{"go-minhash MinWise", 64, &minWise{slots: 64, width: 8}},
		{"go-minhash MinWise, cut to 32 bits by hand", 128, &minWise{slots: 128, width: 4}},
		{"go-minhash SignatureBbit(8)", 575, &bBit{minWise{slots: 575}}},
		{"go-minhash BottomK", 64, &bottomK{slots: 64}},
		{"ekzhu/minhash-lsh", 64, &ekzhu{slots: 64, width: 8}},
		{"ekzhu/minhash-lsh, cut to 32 bits by hand", 128, &ekzhu{slots: 128, width: 4}},
	}
}
