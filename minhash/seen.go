package minhash

import (
	"fmt"
	"math"
	"math/bits"
	"sync"

	"github.com/bits-and-blooms/bloom/v3"
)

// SeenSettings fix what a [Seen] filter can hold. They are comparable, and files
// record them.
type SeenSettings struct {
	Config
	// Banding says which texts count as seen: every text that shares a band with an
	// earlier one. The zero Banding means Plan(Slots, 0.8, 0.95). Nothing is
	// verified, so many rows are better than few.
	Banding Banding
	// Capacity is the number of different texts to plan for. It must be set.
	Capacity int
	// Rate is the probability that a full filter reports an unseen text as seen by
	// accident, over all bands together, above 0 and below 1; 0 means 0.001.
	Rate float64
}

const defaultRate = 0.001

// maxBits keeps sizes within an int and products within 64 bits.
const maxBits = 1 << 45

func (s SeenSettings) withDefaults() (SeenSettings, error) {
	t, err := Settings{Config: s.Config, Banding: s.Banding}.withDefaults()
	if err != nil {
		return s, err
	}
	s.Config, s.Banding = t.Config, t.Banding
	if s.Rate == 0 {
		s.Rate = defaultRate
	}
	if !(s.Rate > 0 && s.Rate < 1) {
		return s, fmt.Errorf("%w: rate %v, want above 0 and below 1", ErrConfig, s.Rate)
	}
	if s.Capacity < 1 || s.Capacity > math.MaxInt/maxBands {
		return s, fmt.Errorf("%w: capacity %d", ErrConfig, s.Capacity)
	}
	if m, _ := s.size(); m > maxBits {
		return s, fmt.Errorf("%w: capacity %d takes %d bits, want at most %d", ErrConfig, s.Capacity, m, uint64(maxBits))
	}
	return s, nil
}

// size returns the bits of the filter and the bits to set for a band. An unseen
// text is not reported if none of its bands is set by accident, so the rate of a
// band is 1-(1-Rate)^(1/Bands).
func (s SeenSettings) size() (m uint64, k uint32) {
	rate := -math.Expm1(math.Log1p(-s.Rate) / float64(s.Banding.Bands))
	n := uint(s.Capacity) * uint(s.Banding.Bands)
	bits, hashes := bloom.EstimateParameters(n, rate)
	return uint64(bits), uint32(hashes)
}

func (s SeenSettings) differs(have SeenSettings) error {
	if err := s.Config.differs(have.Config); err != nil {
		return err
	}
	switch {
	case s.Banding != have.Banding:
		return fmt.Errorf("%w: banding %v, want %v", ErrMismatch, have.Banding, s.Banding)
	case s.Capacity != have.Capacity:
		return fmt.Errorf("%w: capacity %d, want %d", ErrMismatch, have.Capacity, s.Capacity)
	case s.Rate != have.Rate:
		return fmt.Errorf("%w: rate %v, want %v", ErrMismatch, have.Rate, s.Rate)
	}
	return nil
}

// A Seen filter reports whether a similar text came before, in streams too long for
// an [Index]: it keeps no texts, only a Bloom filter of their bands. At 16 bands
// and a rate of 0.001 that takes 40 bytes a text. Its reports depend on the order
// of the stream. It never forgets. It misses texts without a common band
// ([Banding.Probability]). Some reported texts are less similar than intended,
// because nothing is verified, and a share of at most Rate is not similar at all.
//
// Its methods may be called from any number of goroutines, which wait for one
// another.
//
// The package bits-and-blooms holds the bits, but this package chooses their
// places: the method of bits-and-blooms, a MurmurHash and one division a bit, is a
// third as fast.
type Seen struct {
	settings SeenSettings
	signer   *Signer
	scratch  *sync.Pool // of *Signature

	mu     sync.Mutex
	filter *bloom.BloomFilter
	keys   uint64 // new bands that were added
}

// NewSeen returns an empty filter and allocates all its memory. The error wraps
// [ErrConfig].
func NewSeen(s SeenSettings) (*Seen, error) {
	s, err := s.withDefaults()
	if err != nil {
		return nil, err
	}
	m, k := s.size()
	return newSeen(s, bloom.New(uint(m), uint(k)), 0)
}

func newSeen(s SeenSettings, filter *bloom.BloomFilter, keys uint64) (*Seen, error) {
	signer, err := New(s.Config)
	if err != nil {
		return nil, err
	}
	pool := &sync.Pool{New: func() any { return new(Signature) }}
	return &Seen{settings: s, signer: signer, scratch: pool, filter: filter, keys: keys}, nil
}

// Settings returns the settings, with defaults filled in.
func (f *Seen) Settings() SeenSettings { return f.settings }

// Add reports whether a similar text was added before, and adds this one, in one
// atomic step: if two similar texts are added at the same time, one is reported.
// The elements of the set may be in any order and repeat; the empty set is never
// reported or added.
//
// A full filter still reports, but adds nothing and returns an error that wraps
// [ErrFull]. Copies of earlier texts take no room.
func (f *Seen) Add(set []uint64) (seen bool, err error) {
	s := f.scratch.Get().(*Signature)
	defer f.scratch.Put(s)
	*s = f.signer.Sign(*s, set)
	return f.add(*s, true)
}

// AddSignature is Add by signature. The error wraps [ErrMismatch] too, if the
// number of slots differs.
func (f *Seen) AddSignature(s Signature) (seen bool, err error) {
	if len(s) != f.settings.Slots {
		return false, fmt.Errorf("%w: %d slots, want %d", ErrMismatch, len(s), f.settings.Slots)
	}
	return f.add(s, true)
}

// Has reports whether a similar text was added, and adds nothing.
func (f *Seen) Has(set []uint64) bool {
	s := f.scratch.Get().(*Signature)
	defer f.scratch.Put(s)
	*s = f.signer.Sign(*s, set)
	seen, _ := f.add(*s, false)
	return seen
}

// add tests all bands before it sets any.
func (f *Seen) add(s Signature, add bool) (seen bool, err error) {
	if s.Empty() {
		return false, nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	b := f.settings.Banding
	var small [64]uint64
	unseen := small[:0] // keys
	for band := range b.Bands {
		key := b.key(s, band)
		if f.has(key) {
			seen = true
		} else {
			unseen = append(unseen, key)
		}
	}
	if !add || len(unseen) == 0 {
		return seen, nil
	}
	if f.keys >= f.room() {
		return seen, fmt.Errorf("%w: %d texts", ErrFull, f.settings.Capacity)
	}
	for _, key := range unseen {
		f.set(key)
	}
	f.keys += uint64(len(unseen))
	return seen, nil
}

// room is the number of keys planned for.
func (f *Seen) room() uint64 {
	return uint64(f.settings.Capacity) * uint64(f.settings.Banding.Bands)
}

// has reports whether all bits of a key are set. They are at the high halves of (h
// + i*step) × bits, for i from 0.
func (f *Seen) has(key uint64) bool {
	set, m := f.filter.BitSet(), uint64(f.filter.Cap())
	h, step := hashes(key)
	for range f.filter.K() {
		at, _ := bits.Mul64(h, m)
		if !set.Test(uint(at)) {
			return false
		}
		h += step
	}
	return true
}

func (f *Seen) set(key uint64) {
	set, m := f.filter.BitSet(), uint64(f.filter.Cap())
	h, step := hashes(key)
	for range f.filter.K() {
		at, _ := bits.Mul64(h, m)
		set.Set(uint(at))
		h += step
	}
}

func hashes(key uint64) (h, step uint64) {
	return avalanche(key), avalanche(key+golden) | 1
}

// Fill returns the share of the capacity that is used, from 0 to 1 or slightly
// above. At 1 the filter is full.
func (f *Seen) Fill() float64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	return float64(f.keys) / float64(f.room())
}

// Rate returns the probability, 0 to 1, that an unseen text is reported as seen by
// accident at the present fill. When the filter is full it equals the rate of the
// settings.
func (f *Seen) Rate() float64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	k := float64(f.filter.K())
	set := -math.Expm1(-k * float64(f.keys) / float64(f.filter.Cap()))
	band := math.Pow(set, k)
	return -math.Expm1(float64(f.settings.Banding.Bands) * math.Log1p(-band))
}
