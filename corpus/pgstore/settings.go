package pgstore

import (
	"fmt"
	"time"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// Settings say where in the database a store is and how it lays out texts that
// expire. The zero value is ready to use.
type Settings struct {
	// Schema is the name of the PostgreSQL schema that holds the tables. It has at
	// most 63 bytes; "" means "palimpsest". Stores in other schemas are independent
	// of this one.
	Schema string

	// Window is how long a time of expiry one partition covers: at least an hour,
	// and 0 means 30 days. Existing partitions keep their length, so processes with
	// different windows may share a store.
	Window time.Duration

	// MaxWindows bounds the number of windows that exist at once, from 1 to 100; 0
	// means 6. Each look-up searches every window, which takes time. Texts that would
	// need one more window are stored with those that never expire, and expire row by
	// row.
	MaxWindows int
}

const (
	defaultSchema     = "palimpsest"
	defaultWindow     = 30 * 24 * time.Hour
	defaultMaxWindows = 6
)

// normal returns s with defaults filled in. The error wraps
// [corpus.ErrSettings].
func (s Settings) normal() (Settings, error) {
	if s.Schema == "" {
		s.Schema = defaultSchema
	}
	if s.Window == 0 {
		s.Window = defaultWindow
	}
	if s.MaxWindows == 0 {
		s.MaxWindows = defaultMaxWindows
	}
	switch {
	case len(s.Schema) > 63:
		return s, fmt.Errorf("%w: schema name of %d bytes, want at most 63", corpus.ErrSettings, len(s.Schema))
	case s.Window < time.Hour:
		return s, fmt.Errorf("%w: window of %v, want at least an hour", corpus.ErrSettings, s.Window)
	case s.MaxWindows < 1 || s.MaxWindows > 100:
		return s, fmt.Errorf("%w: %d windows, want 1 to 100", corpus.ErrSettings, s.MaxWindows)
	}
	return s, nil
}
