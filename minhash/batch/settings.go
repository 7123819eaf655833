package batch

import (
	"errors"
	"fmt"
	"math"

	"github.com/palimpsest-go/palimpsest/minhash"
)

// The errors that calls of this package wrap, besides those of package minhash:
// [minhash.ErrConfig] for a setting, [minhash.ErrFormat] and [minhash.ErrVersion] for
// a file, [minhash.ErrMismatch] for files that do not belong together.
var (
	// ErrDuplicate says that two texts have one id.
	ErrDuplicate = errors.New("batch: two texts of one id")
	// ErrShards says that a shard is missing among the files, or occurs twice.
	ErrShards = errors.New("batch: not all shards of a stage")
	// ErrMemory says that a stage needs more than [Settings.Memory].
	ErrMemory = errors.New("batch: more memory needed")
	// ErrForeign says that the file in the place of an output is no file of this
	// package. It is not changed.
	ErrForeign = errors.New("batch: will not replace a file of another kind")
)

// Settings are the settings of a run, the same for all stages. The zero Settings work.
type Settings struct {
	// Config says how signatures are made.
	minhash.Config
	// Banding finds candidates. The zero Banding is the one that [minhash.Plan]
	// returns for Threshold and a recall of 0.999.
	Banding minhash.Banding
	// Threshold is the least similarity of a pair, above 0, at most 1; 0 means 0.8.
	Threshold float64
	// Memory bounds what a stage holds, in bytes; 0 means 192 MiB, and less than 1
	// MiB counts as 1 MiB. [Sign] always needs some 50 MB and the text being
	// processed. Memory changes no output.
	Memory int64
	// Bucket is the greatest number of different sets in a bucket whose pairs are
	// all written. Larger buckets are joined as a whole. 0 means 64. It does not
	// change the pairs that are found, as long as Pairs is not reached.
	Bucket int
	// Pairs is the greatest number of pairs taken from one large bucket; 0 means
	// 4,194,304. [Verify] says what happens to the others.
	Pairs int
}

const (
	defaultThreshold = 0.8
	defaultRecall    = 0.999
	defaultMemory    = 192 << 20
	leastMemory      = 1 << 20
	defaultBucket    = 64
	defaultPairs     = 1 << 22
)

// withDefaults returns s with its zero fields filled in, and the signer.
func (s Settings) withDefaults() (Settings, *minhash.Signer, error) {
	if s.Threshold == 0 {
		s.Threshold = defaultThreshold
	}
	if !(s.Threshold > 0 && s.Threshold <= 1) {
		return s, nil, fmt.Errorf("%w: threshold %v, want above 0 and at most 1", minhash.ErrConfig, s.Threshold)
	}
	if s.Memory == 0 {
		s.Memory = defaultMemory
	}
	if s.Bucket == 0 {
		s.Bucket = defaultBucket
	}
	if s.Pairs == 0 {
		s.Pairs = defaultPairs
	}
	if s.Memory < 0 || s.Bucket < 1 || s.Pairs < 1 || int64(s.Bucket) > math.MaxUint32 {
		return s, nil, fmt.Errorf("%w: memory %d, bucket %d, pairs %d", minhash.ErrConfig, s.Memory, s.Bucket, s.Pairs)
	}
	s.Memory = max(s.Memory, leastMemory)
	signer, err := minhash.New(s.Config)
	if err != nil {
		return s, nil, err
	}
	s.Config = signer.Config()
	if s.Banding == (minhash.Banding{}) {
		s.Banding, err = minhash.Plan(s.Slots, min(s.Threshold, math.Nextafter(1, 0)), defaultRecall)
		if err != nil {
			return s, nil, err
		}
	}
	return s, signer, validBanding(s.Banding, s.Slots)
}

const maxBands = 1 << 10 // as in package minhash

func validBanding(b minhash.Banding, slots int) error {
	if b.Bands < 1 || b.Rows < 1 || b.Bands > maxBands || b.Rows > slots || b.Bands*b.Rows > slots {
		return fmt.Errorf("%w: banding %v of %d slots", minhash.ErrConfig, b, slots)
	}
	return nil
}

// A Shard is one of Count equal parts of the work of a stage, the Index-th from 0.
// The zero Shard is all of the work.
type Shard struct{ Index, Count int }

// withDefaults returns the shard with its zero Count filled in. The count is at most
// most.
func (p Shard) withDefaults(most int) (Shard, error) {
	if p == (Shard{}) {
		p.Count = 1
	}
	if p.Count < 1 || p.Count > most || p.Index < 0 || p.Index >= p.Count {
		return p, fmt.Errorf("%w: shard %d of %d, want at most %d, counted from 0", minhash.ErrConfig, p.Index, p.Count, most)
	}
	return p, nil
}

// of returns where the part of n things begins and ends.
func (p Shard) of(n int64) (from, to int64) {
	cut := func(i int) int64 {
		q, r := n/int64(p.Count), n%int64(p.Count)
		return q*int64(i) + r*int64(i)/int64(p.Count)
	}
	return cut(p.Index), cut(p.Index + 1)
}

// A Report says what a stage did, or had done earlier if its file existed.
type Report struct {
	// Before says that the file existed and was complete, so that nothing was done.
	// The numbers are then those of the file.
	Before bool
	// Texts is the number of texts in the files of [Sign].
	Texts int64
	// Buckets counts the buckets with more than one text, and Large those with more
	// different sets than [Settings.Bucket] ([Pairs]).
	Buckets, Large int64
	// Pairs counts pairs: candidates for [Pairs], and at or above the threshold for
	// [Verify] and [Components].
	Pairs int64
	// Compared counts the pairs whose sets were counted ([Verify]).
	Compared int64
	// Passed counts the pairs of large buckets that were not looked at because of
	// [Settings.Pairs] or [Settings.Memory] ([Pairs] and [Verify]; [Components]
	// adds those of its inputs). It is 0 unless very many texts are nearly alike.
	Passed int64
	// Kept counts the texts to keep ([Components]).
	Kept int64
}
