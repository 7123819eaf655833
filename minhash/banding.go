package minhash

import (
	"fmt"
	"math"
	"strings"
)

// A Banding cuts a signature into Bands runs of Rows slots. Two signatures that
// agree in all slots of one band are candidates for a match. Slots beyond Bands ×
// Rows are not used.
type Banding struct{ Bands, Rows int }

const maxBands = 1 << 10

// The default of an [Index] is the Banding that [Plan] finds for these.
const (
	defaultThreshold = 0.8
	defaultRecall    = 0.95
)

// Plan returns the banding with the most rows, so that the fewest unlike texts
// become candidates, among those that find a pair of the given similarity with a
// probability of at least recall. Both are above 0 and below 1; more similar pairs
// are found more often. Unlike other planners it does not weigh false candidates
// against lost matches: a false candidate costs a microsecond to verify, but a pair
// that no band finds is lost. The error wraps [ErrConfig]; it may say that no
// banding of so few slots reaches the recall.
//
// For 128 slots and a threshold of 0.8 the recall 0.95 gives 18 bands of 7
// rows, 0.99 gives 21 of 6.
func Plan(slots int, threshold, recall float64) (Banding, error) {
	if slots < 1 || slots > maxSlots {
		return Banding{}, fmt.Errorf("%w: %d slots, want 1 to %d", ErrConfig, slots, maxSlots)
	}
	if !(threshold > 0 && threshold < 1) {
		return Banding{}, fmt.Errorf("%w: threshold %v, want above 0 and below 1", ErrConfig, threshold)
	}
	if !(recall > 0 && recall < 1) {
		return Banding{}, fmt.Errorf("%w: recall %v, want above 0 and below 1", ErrConfig, recall)
	}
	for rows := slots; rows >= 1; rows-- {
		b := Banding{Bands: min(slots/rows, maxBands), Rows: rows}
		if b.Probability(threshold) >= recall {
			return b, nil
		}
	}
	most := Banding{Bands: min(slots, maxBands), Rows: 1}
	return Banding{}, fmt.Errorf("%w: %d slots find similarity %v with probability %.4f at most, want %v",
		ErrConfig, slots, threshold, most.Probability(threshold), recall)
}

// PlanContainment is like Plan, for finding the sets that contain the share
// threshold of a given set and have at most ratio times as many elements. A set
// within a much larger one is not similar to it: threshold 0.8 and ratio 5 make a
// similarity of 0.15, which needs bands of one or two rows.
func PlanContainment(slots int, threshold, ratio, recall float64) (Banding, error) {
	if !(threshold > 0 && threshold < 1) || !(ratio >= threshold) || math.IsInf(ratio, 1) {
		return Banding{}, fmt.Errorf("%w: containment %v with ratio %v, want below 1 and at least the containment",
			ErrConfig, threshold, ratio)
	}
	return Plan(slots, threshold/(ratio+1-threshold), recall)
}

// Probability returns the probability, 0 to 1, that a pair of the given
// Jaccard similarity has a band in common: 1-(1-s^Rows)^Bands. It is 0 if Bands
// or Rows is below 1.
func (b Banding) Probability(similarity float64) float64 {
	if b.Bands < 1 || b.Rows < 1 {
		return 0
	}
	s := min(max(similarity, 0), 1)
	return 1 - math.Pow(1-math.Pow(s, float64(b.Rows)), float64(b.Bands))
}

// Similarity is the inverse of Probability: the similarity, 0 to 1, that a pair
// must have to be found with the given probability.
func (b Banding) Similarity(probability float64) float64 {
	p := min(max(probability, 0), 1)
	return math.Pow(1-math.Pow(1-p, 1/float64(b.Bands)), 1/float64(b.Rows))
}

// String returns the banding as "16x8", bands before rows.
func (b Banding) String() string { return fmt.Sprintf("%dx%d", b.Bands, b.Rows) }

// Curve returns the expected recall as a text of 20 lines, one for each 0.05 of
// similarity, for people to read before they choose.
func (b Banding) Curve() string {
	var w strings.Builder
	for i := 1; i <= 20; i++ {
		s := float64(i) / 20
		p := b.Probability(s)
		line := fmt.Sprintf("%.2f  %.4f  %s", s, p, strings.Repeat("#", int(math.Round(40*p))))
		w.WriteString(strings.TrimRight(line, " "))
		w.WriteByte('\n')
	}
	return w.String()
}

// valid returns an error unless b can cut signatures of that many slots.
func (b Banding) valid(slots int) error {
	if b.Bands < 1 || b.Rows < 1 || b.Bands > maxBands || b.Rows > slots || b.Bands*b.Rows > slots {
		return fmt.Errorf("%w: banding %v of %d slots", ErrConfig, b, slots)
	}
	return nil
}

// key hashes one band of a signature.
func (b Banding) key(s Signature, band int) uint64 {
	return hashRow(s[band*b.Rows:][:b.Rows], band)
}

// AppendKeys appends a hash of each band of a signature to dst and returns the
// extended slice. An index kept elsewhere, for instance in a database, can look
// texts up by these keys. Two signatures have the key of a band in common if they
// agree in the band, and otherwise with a probability of 2^-64; keys of different
// bands differ. The keys depend on the signature's Config, and stay the same as
// long as that does. Signatures must have at least Bands × Rows slots.
func (b Banding) AppendKeys(dst []uint64, s Signature) []uint64 {
	for band := range b.Bands {
		dst = append(dst, b.key(s, band))
	}
	return dst
}

// keys hashes as many bands as dst has room for.
func (b Banding) keys(dst []uint64, s Signature) {
	for band := range dst {
		dst[band] = hashRow(s[band*b.Rows:][:b.Rows], band)
	}
}

// hashRow hashes the slots of a band, two at a time. The places of the bits in a
// Seen filter depend on it. Bands of eight slots are common; hashed in one step
// they cost 5 ns instead of 7.
func hashRow(row []uint32, band int) uint64 {
	h := uint64(band+1) * golden
	for len(row) >= 8 {
		p := (*[8]uint32)(row)
		h = fold(h^(uint64(p[0])|uint64(p[1])<<32), mulA)
		h = fold(h^(uint64(p[2])|uint64(p[3])<<32), mulA)
		h = fold(h^(uint64(p[4])|uint64(p[5])<<32), mulA)
		h = fold(h^(uint64(p[6])|uint64(p[7])<<32), mulA)
		row = row[8:]
	}
	for len(row) >= 2 {
		p := (*[2]uint32)(row)
		h = fold(h^(uint64(p[0])|uint64(p[1])<<32), mulA)
		row = row[2:]
	}
	if len(row) > 0 {
		h = fold(h^uint64(row[0]), mulA)
	}
	return h
}
