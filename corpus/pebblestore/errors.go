package pebblestore

import (
	"errors"
	"fmt"

	"github.com/cockroachdb/pebble/v2"
)

var (
	// ErrDamaged says that a file of the store holds data that the store never wrote.
	ErrDamaged = errors.New("pebblestore: damaged")
	// ErrLost says that something that the store acknowledged is missing. An error
	// that wraps it wraps ErrDamaged too.
	ErrLost = errors.New("pebblestore: acknowledged changes are missing")
	// ErrFormat says that the directory was written by another version of this
	// package, or is not a store.
	ErrFormat = errors.New("pebblestore: another format")
)

// engineError says what the store was about when Pebble returned err.
func engineError(about string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, ErrDamaged):
		return fmt.Errorf("%s: %w", about, err)
	case pebble.IsCorruptionError(err):
		return fmt.Errorf("%w: %s: %w", ErrDamaged, about, err)
	}
	return fmt.Errorf("pebblestore: %s: %w", about, err)
}
