package pebblestore

import (
	"encoding/binary"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/stretchr/testify/require"
)

// appendFirst appends a record as the first edition stored it, with its text.
func appendFirst(b []byte, t corpus.Text) []byte {
	at := len(b)
	b = append(b, 0)
	if !t.Time.IsZero() {
		b[at] |= 1
		b = binary.AppendVarint(b, t.Time.UnixMicro())
	}
	if !t.Expires.IsZero() {
		b[at] |= 2
		b = binary.AppendVarint(b, t.Expires.UnixMicro())
	}
	for _, s := range [...]string{t.ID, t.Author, t.Group} {
		b = append(binary.AppendUvarint(b, uint64(len(s))), s...)
	}
	return append(b, t.Text...)
}

// randomRecord makes a record. Any part of it may be empty.
func randomRecord(r *rand.Rand) corpus.Record {
	some := func() string { return strings.Repeat(string(rune(1+r.IntN(500))), r.IntN(4)*r.IntN(90)) }
	moment := func() (t time.Time) {
		if r.IntN(2) == 0 {
			t = time.UnixMicro(r.Int64() >> r.IntN(62) * int64(1-2*r.IntN(2)) / 1000).UTC()
		}
		return t
	}
	rec := corpus.Record{Number: r.Uint64N(1 << 40), Derived: some()}
	rec.Text = corpus.Text{
		Tenant: some(), ID: some(), Author: some(), Group: some(), Time: moment(), Expires: moment(), Text: some(),
	}
	return rec
}

// A record is read as it was written, in the form of today without its text, in that of
// the first edition with it; of neither can anything be cut off but a text.
func TestRecord(t *testing.T) {
	seed := rand.Uint64()
	t.Log("seed", seed)
	r := rand.New(rand.NewPCG(seed, 8))
	for range 2000 {
		want := randomRecord(r)
		text := want.Text.Text
		value := appendHead([]byte("x"), want)[1:]
		h, err := cutHead(value)
		require.NoError(t, err)
		require.Equal(t, text != "", h.apart())
		require.Empty(t, h.text)
		want.Text.Text = ""
		require.Equal(t, want, h.record(want.Tenant, want.Number))
		for n := range value {
			_, err := parseHead(value[:n], "", 1)
			require.ErrorIs(t, err, ErrDamaged)
		}
		if h.apart() {
			_, err = cutHead(append(value, 'x'))
			require.ErrorIs(t, err, ErrDamaged)
		}

		want.Text.Text = text
		h, err = cutHead(appendWhole(nil, want))
		require.NoError(t, err)
		require.False(t, h.apart())
		require.Equal(t, text, string(h.text))
		want.Text.Text = ""
		require.Equal(t, want, h.record(want.Tenant, want.Number))

		want.Derived, want.Text.Text = "", text
		value = appendFirst(nil, want.Text)
		h, err = cutHead(value)
		require.NoError(t, err)
		require.False(t, h.apart())
		require.Equal(t, text, string(h.text))
		want.Text.Text = ""
		require.Equal(t, want, h.record(want.Tenant, want.Number))
		for n := range len(value) - len(text) {
			_, err := parseHead(value[:n], "", 1)
			require.ErrorIs(t, err, ErrDamaged)
		}
	}
}

// Whatever bytes are in the place of a record or a note: they are refused, or read, and
// what was read is written as a record or a note that reads the same.
func FuzzRecord(f *testing.F) {
	r := rand.New(rand.NewPCG(1, 9))
	for range 20 {
		rec := randomRecord(r)
		f.Add(appendHead(nil, rec))
		f.Add(appendFirst(nil, rec.Text))
		f.Add(appendNote(nil, corpus.Note{Name: rec.ID, Value: rec.Text.Text}))
	}
	f.Fuzz(func(t *testing.T, value []byte) {
		if h, err := cutHead(value); err != nil {
			require.ErrorIs(t, err, ErrDamaged)
		} else {
			rec := h.record("t", 7)
			again, err := parseHead(appendHead(nil, rec), "t", 7)
			require.NoError(t, err)
			require.Equal(t, rec, again)
		}
		note, err := parseNote(value)
		if err != nil {
			require.ErrorIs(t, err, ErrDamaged)
			return
		}
		again, err := parseNote(appendNote(nil, note))
		require.NoError(t, err)
		require.Equal(t, note, again)
	})
}
