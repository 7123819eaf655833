package minhash

import (
	"errors"
	"fmt"
)

// The errors that calls of this package wrap. Each returned error names the id,
// the setting or the byte offset that it is about.
var (
	// ErrConfig says that a setting or an argument is outside its range.
	ErrConfig = errors.New("minhash: invalid setting")
	// ErrDuplicate says that an id is in the index already.
	ErrDuplicate = errors.New("minhash: id already in the index")
	// ErrNotFound says that no text of the index has this id.
	ErrNotFound = errors.New("minhash: id not in the index")
	// ErrFull says that a [Seen] filter holds as many texts as planned, and takes
	// no more.
	ErrFull = errors.New("minhash: filter is full")
	// ErrFormat says that data have the wrong format or are damaged.
	ErrFormat = errors.New("minhash: wrong format or damaged data")
	// ErrVersion says that a file was written by a later version.
	ErrVersion = errors.New("minhash: unknown format version")
	// ErrMismatch says that two things were made with different settings.
	ErrMismatch = errors.New("minhash: settings differ")
)

// A Config fixes everything that a signature depends on. Signatures may be
// compared and merged when their Configs are equal; the zero Config works.
type Config struct {
	// Slots is the number of values in a signature, 1 to 65,536; 0 means 128.
	// The standard error of a similarity J is at most sqrt(J(1-J)/Slots).
	Slots int
	// Seed selects the hash functions. Any value will do.
	Seed uint64
	// Scheme says how the elements of the sets were made, as
	// shingle.Shingler.Scheme does. It is stored and compared, never
	// interpreted; at most 65,535 bytes.
	Scheme string
}

const (
	defaultSlots = 128
	maxSlots     = 1 << 16
	maxScheme    = 1<<16 - 1
)

// withDefaults returns c with its zero fields filled in, or an error.
func (c Config) withDefaults() (Config, error) {
	if c.Slots == 0 {
		c.Slots = defaultSlots
	}
	if c.Slots < 1 || c.Slots > maxSlots {
		return c, fmt.Errorf("%w: %d slots, want 1 to %d", ErrConfig, c.Slots, maxSlots)
	}
	if len(c.Scheme) > maxScheme {
		return c, fmt.Errorf("%w: scheme of %d bytes, want at most %d", ErrConfig, len(c.Scheme), maxScheme)
	}
	return c, nil
}

// differs returns an error that names the first setting in which have and want
// differ, or nil. Both must have their defaults filled in.
func (c Config) differs(have Config) error {
	switch {
	case c.Slots != have.Slots:
		return fmt.Errorf("%w: %d slots, want %d", ErrMismatch, have.Slots, c.Slots)
	case c.Seed != have.Seed:
		return fmt.Errorf("%w: seed %#x, want %#x", ErrMismatch, have.Seed, c.Seed)
	case c.Scheme != have.Scheme:
		return fmt.Errorf("%w: scheme %q, want %q", ErrMismatch, have.Scheme, c.Scheme)
	}
	return nil
}
