package beam

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/palimpsest-go/palimpsest/minhash"
)

// The errors that stop a pipeline. [Cause] finds them in the error of a run.
var (
	// ErrDuplicate says that two texts have one id.
	ErrDuplicate = errors.New("minhash/beam: two texts of one id")
	// ErrNotConverged says that [Settings.Rounds] rounds do not suffice to join the
	// pairs to clusters. No cluster is given.
	ErrNotConverged = errors.New("minhash/beam: clusters not joined in so many rounds")
)

// Cause returns err so that it wraps [ErrDuplicate] or [ErrNotConverged] if it tells of
// one of them, and returns it as it is if not. Runners hand on errors of workers as text
// only, which [errors.Is] cannot look into.
func Cause(err error) error {
	if err == nil {
		return nil
	}
	for _, known := range []error{ErrDuplicate, ErrNotConverged} {
		if !errors.Is(err, known) && strings.Contains(err.Error(), known.Error()) {
			return fmt.Errorf("%w: %w", known, err)
		}
	}
	return err
}

// Settings are those of a pipeline. The zero Settings work. Those that have the names of
// fields of batch.Settings mean the same and have the same defaults.
type Settings struct {
	// Config says how signatures are made. Its Scheme is not looked at.
	minhash.Config
	// Banding finds candidates. The zero Banding is the one that [minhash.Plan]
	// returns for Threshold and a recall of 0.999.
	Banding minhash.Banding
	// Threshold is the least similarity of a pair, above 0, at most 1; 0 means 0.8.
	Threshold float64
	// Words is the number of words in a shingle; 0 means 5.
	Words int
	// Bucket is the greatest number of unlike sets in a bucket of which all pairs are
	// made. Larger buckets are joined as a whole, each by one worker. 0 means 64. It
	// changes no pair that is found, as long as Pairs is not reached.
	Bucket int
	// Pairs is the greatest number of pairs taken from one large bucket; 0 means
	// 4,194,304.
	Pairs int
	// Memory bounds, in bytes, what a worker takes to join a large bucket, beside the
	// sets themselves; 0 means 192 MiB, and less than 1 MiB counts as that. A bucket
	// that needs more counts as one of more pairs than Pairs.
	Memory int64
	// Rounds is how often clusters are joined, at most 64; 0 means 16. The pipeline
	// has two shuffles for each round, needed or not. Too few are [ErrNotConverged].
	Rounds int
}

const (
	defaultThreshold = 0.8
	defaultRecall    = 0.999
	defaultWords     = 5
	defaultBucket    = 64
	defaultPairs     = 1 << 22
	defaultMemory    = 192 << 20
	leastMemory      = 1 << 20
	defaultRounds    = 16
	maxRounds        = 64
	maxBands         = 1 << 10 // as in package minhash
)

// withDefaults returns s with its zero fields filled in. The error wraps
// [minhash.ErrConfig].
func (s Settings) withDefaults() (Settings, error) {
	s.Threshold = cmp.Or(s.Threshold, defaultThreshold)
	s.Words = cmp.Or(s.Words, defaultWords)
	s.Bucket = cmp.Or(s.Bucket, defaultBucket)
	s.Pairs = cmp.Or(s.Pairs, defaultPairs)
	s.Memory = cmp.Or(s.Memory, defaultMemory)
	s.Rounds = cmp.Or(s.Rounds, defaultRounds)
	if !(s.Threshold > 0 && s.Threshold <= 1) {
		return s, fmt.Errorf("%w: threshold %v, want above 0 and at most 1", minhash.ErrConfig, s.Threshold)
	}
	if s.Words < 0 || s.Bucket < 0 || s.Pairs < 0 || s.Memory < 0 {
		return s, fmt.Errorf("%w: words %d, bucket %d, pairs %d, memory %d", minhash.ErrConfig, s.Words, s.Bucket, s.Pairs, s.Memory)
	}
	if s.Rounds < 0 || s.Rounds > maxRounds {
		return s, fmt.Errorf("%w: %d rounds, want 1 to %d", minhash.ErrConfig, s.Rounds, maxRounds)
	}
	s.Memory = max(s.Memory, leastMemory)
	signer, err := minhash.New(s.Config)
	if err != nil {
		return s, err
	}
	s.Config = signer.Config()
	if s.Banding == (minhash.Banding{}) {
		s.Banding, err = minhash.Plan(s.Slots, min(s.Threshold, math.Nextafter(1, 0)), defaultRecall)
		if err != nil {
			return s, err
		}
	}
	if b := s.Banding; b.Bands < 1 || b.Rows < 1 || b.Bands > maxBands || b.Rows > s.Slots || b.Bands*b.Rows > s.Slots {
		return s, fmt.Errorf("%w: banding %v of %d slots", minhash.ErrConfig, b, s.Slots)
	}
	return s, nil
}
