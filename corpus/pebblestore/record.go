package pebblestore

import (
	"encoding/binary"
	"fmt"
	"time"

	"github.com/palimpsest-go/palimpsest/corpus"
)

const (
	hasTime    = 1 << 0
	hasExpires = 1 << 1
)

// appendRecord appends a record as it is stored: a byte that says which times
// follow, these in microseconds since 1970 as varints, then id, author and
// group, each after its length, then the text. Number and tenant are in the
// key.
func appendRecord(b []byte, t corpus.Text) []byte {
	at := len(b)
	b = append(b, 0)
	for _, f := range [...]struct {
		flag byte
		time time.Time
	}{{hasTime, t.Time}, {hasExpires, t.Expires}} {
		if !f.time.IsZero() {
			b[at] |= f.flag
			b = binary.AppendVarint(b, f.time.UnixMicro())
		}
	}
	for _, s := range [...]string{t.ID, t.Author, t.Group} {
		b = append(binary.AppendUvarint(b, uint64(len(s))), s...)
	}
	return append(b, t.Text...)
}

// parseRecord reads what appendRecord wrote. The record shares nothing with b.
func parseRecord(b []byte, tenant string, number uint64) (corpus.Record, error) {
	r := corpus.Record{Number: number}
	r.Tenant = tenant
	bad := fmt.Errorf("%w: record %d of tenant %q", ErrDamaged, number, tenant)
	if len(b) == 0 || b[0]&^(hasTime|hasExpires) != 0 {
		return r, bad
	}
	flags := b[0]
	b = b[1:]
	for _, f := range [...]struct {
		flag byte
		time *time.Time
	}{{hasTime, &r.Time}, {hasExpires, &r.Expires}} {
		if flags&f.flag == 0 {
			continue
		}
		micros, n := binary.Varint(b)
		if n <= 0 {
			return r, bad
		}
		*f.time, b = time.UnixMicro(micros).UTC(), b[n:]
	}
	for _, s := range [...]*string{&r.ID, &r.Author, &r.Group} {
		size, n := binary.Uvarint(b)
		if n <= 0 || size > uint64(len(b)-n) {
			return r, bad
		}
		b = b[n:]
		*s, b = string(b[:size]), b[size:]
	}
	r.Text.Text = string(b)
	return r, nil
}
