package pebblestore

import (
	"encoding/binary"
	"fmt"
	"time"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// What the first byte of a record says of it.
const (
	hasTime    = 1 << 0
	hasExpires = 1 << 1
	hasDerived = 1 << 2
	textApart  = 1 << 3 // the text is under a key of its own

	allFlags = hasTime | hasExpires | hasDerived | textApart
)

// appendHead appends what is stored of a record beside its text: a byte that says
// what else there is, the times that are set in microseconds since 1970 as varints,
// then id, author, group and, if it is set, Derived, each after its length. Number
// and tenant are in the key. The text has a key of its own, unless it is empty.
//
// The first edition had the text behind the group, and neither Derived nor a flag
// for it. Such records are read as they are; nothing rewrites them.
func appendHead(b []byte, r corpus.Record) []byte {
	at := len(b)
	b = append(b, 0)
	for _, f := range [...]struct {
		flag byte
		time time.Time
	}{{hasTime, r.Time}, {hasExpires, r.Expires}} {
		if !f.time.IsZero() {
			b[at] |= f.flag
			b = binary.AppendVarint(b, f.time.UnixMicro())
		}
	}
	names := []string{r.ID, r.Author, r.Group}
	if r.Derived != "" {
		b[at] |= hasDerived
		names = append(names, r.Derived)
	}
	if r.Text.Text != "" {
		b[at] |= textApart
	}
	for _, s := range names {
		b = append(binary.AppendUvarint(b, uint64(len(s))), s...)
	}
	return b
}

// A head is a record as it is stored, in parts of the value.
type head struct {
	flags                      byte
	time, expires              int64 // if flags say so
	id, author, group, derived []byte
	text                       []byte // empty if it is apart
}

func (h *head) apart() bool { return h.flags&textApart != 0 }

// cutHead reads what appendHead wrote, and records of the first edition.
func cutHead(b []byte) (h head, err error) {
	if len(b) == 0 || b[0]&^allFlags != 0 {
		return h, errRecord
	}
	h.flags, b = b[0], b[1:]
	for _, f := range [...]struct {
		flag   byte
		micros *int64
	}{{hasTime, &h.time}, {hasExpires, &h.expires}} {
		if h.flags&f.flag == 0 {
			continue
		}
		n := 0
		if *f.micros, n = binary.Varint(b); n <= 0 {
			return h, errRecord
		}
		b = b[n:]
	}
	names := [...]*[]byte{&h.id, &h.author, &h.group, &h.derived}
	count := len(names)
	if h.flags&hasDerived == 0 {
		count--
	}
	for _, s := range names[:count] {
		size, n := binary.Uvarint(b)
		if n <= 0 || size > uint64(len(b)-n) {
			return h, errRecord
		}
		*s, b = b[n:][:size], b[n:][size:]
	}
	if h.text = b; h.apart() && len(b) > 0 {
		return h, errRecord
	}
	return h, nil
}

var errRecord = fmt.Errorf("%w: record", ErrDamaged)

// errOfRecord says which record err is about, which wraps errRecord.
func errOfRecord(err error, number uint64, tenant string) error {
	return fmt.Errorf("%w %d of tenant %q", err, number, tenant)
}

// record returns the record without its text. It shares nothing with the value.
func (h *head) record(tenant string, number uint64) corpus.Record {
	r := corpus.Record{Number: number, Derived: string(h.derived)}
	r.Tenant, r.ID, r.Author, r.Group = tenant, string(h.id), string(h.author), string(h.group)
	if h.flags&hasTime != 0 {
		r.Time = time.UnixMicro(h.time).UTC()
	}
	if h.flags&hasExpires != 0 {
		r.Expires = time.UnixMicro(h.expires).UTC()
	}
	return r
}

// parseHead reads a record without its text, and shares nothing with b.
func parseHead(b []byte, tenant string, number uint64) (corpus.Record, error) {
	h, err := cutHead(b)
	if err != nil {
		return corpus.Record{}, errOfRecord(err, number, tenant)
	}
	return h.record(tenant, number), nil
}
