package main

import (
	"math"

	"github.com/palimpsest-go/palimpsest/minhash"
)

// recall is the least probability that a pair exactly at the threshold is found.
const recall = 0.999

// plan returns the signatures and bands to find pairs with: the fewest slots for
// which bands have two rows, and as many rows as the recall allows. Bands of one
// row compare nearly everything with everything, and are used only for thresholds
// at which nothing else finds enough. With 5-word shingles different texts share
// hardly anything, so more slots, that is more rows, would save nothing.
//
//	threshold  slots  bands × rows  bytes of signature and bands in memory
//	      0.9    128         16 × 8       0.7 K
//	      0.8    128         25 × 5       0.7 K
//	      0.5    128         64 × 2       1.0 K
//	      0.3    256        128 × 2       2.0 K
//	      0.1    128        128 × 1       1.5 K
func plan(threshold float64) (slots int, b minhash.Banding, err error) {
	threshold = min(threshold, math.Nextafter(1, 0))
	for slots = 128; slots <= 1024; slots *= 2 {
		if b, err = minhash.Plan(slots, threshold, recall); err == nil && b.Rows >= 2 {
			return slots, b, nil
		}
	}
	for slots = 128; slots <= 1024; slots *= 2 {
		if b, err = minhash.Plan(slots, threshold, recall); err == nil {
			return slots, b, nil
		}
	}
	return 0, b, err
}
