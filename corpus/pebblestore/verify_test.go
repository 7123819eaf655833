package pebblestore

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cockroachdb/pebble/v2"
	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/stretchr/testify/require"
)

// problems returns what Verify finds.
func problems(t *testing.T, s *Store, yields func(corpus.Record) []corpus.Posting) []Problem {
	var all []Problem
	for p, err := range s.Verify(t.Context(), yields) {
		require.NoError(t, err)
		require.ErrorIs(t, p, ErrDamaged)
		require.NotEmpty(t, p.What)
		all = append(all, p)
	}
	return all
}

// yielded makes the postings of a text from its words, which are numbers.
func yielded(r corpus.Record) (postings []corpus.Posting) {
	for i, w := range strings.Fields(r.Text.Text) {
		var f uint64
		fmt.Sscan(w, &f)
		postings = append(postings, corpus.Posting{Feature: f, Position: uint32(i)})
	}
	slices.SortFunc(postings, func(a, b corpus.Posting) int { return int(int64(a.Feature) - int64(b.Feature)) })
	return postings
}

// wordy makes a text whose postings yielded makes.
func wordy(r *rand.Rand, id, tenant string) corpus.Entry {
	var words []string
	for _, f := range r.Perm(2000)[:r.IntN(30)] {
		words = append(words, fmt.Sprint(f))
	}
	e := corpus.Entry{Record: corpus.Record{Text: corpus.Text{ID: id, Tenant: tenant, Text: strings.Join(words, " ")}}}
	if r.IntN(3) == 0 {
		e.Expires = time.UnixMicro(r.Int64N(1e15) - 5e14).UTC()
	}
	e.Postings = yielded(e.Record)
	return e
}

// verified returns a store with texts of three tenants, under two schemes, after
// some were replaced and removed.
func verified(t *testing.T, r *rand.Rand) *Store {
	s, err := Open(t.TempDir(), small)
	require.NoError(t, err)
	t.Cleanup(func() {
		if err := s.Close(); !errors.Is(err, corpus.ErrClosed) {
			require.NoError(t, err)
		}
	})
	ctx := t.Context()
	require.NoError(t, s.Adopt(ctx, "s"))
	batches := 60
	if Raced {
		batches = 35 // some after the Compact
	}
	for i := range batches {
		var es []corpus.Entry
		for range 1 + r.IntN(9) {
			es = append(es, wordy(r, fmt.Sprint(r.IntN(200)), []string{"", "a", "b"}[r.IntN(3)]))
		}
		require.NoError(t, s.Put(ctx, "s", es))
		if i%9 == 0 {
			require.NoError(t, s.Delete(ctx, es[0].Tenant, es[0].ID))
		}
		if i == 30 {
			require.NoError(t, s.Compact(ctx))
		}
	}
	require.NoError(t, s.Put(ctx, "s", []corpus.Entry{text("x"), text("y")}))
	require.NoError(t, s.Delete(ctx, "", "x"))
	require.NoError(t, s.Delete(ctx, "", "y"))
	var half []corpus.Entry
	for rec, err := range s.Stale(ctx, "t") {
		require.NoError(t, err)
		if rec.Number%2 == 0 {
			half = append(half, corpus.Entry{Record: rec, Postings: yielded(rec)})
		}
	}
	require.NoError(t, s.Index(ctx, "t", half))
	return s
}

// first returns the first key of a kind and its value.
func first(t *testing.T, s *Store, prefix ...byte) (key, value []byte) {
	r, err := s.readIn(prefix, after(prefix))
	require.NoError(t, err)
	defer r.close()
	require.True(t, r.it.First())
	return slices.Clone(r.it.Key()), slices.Clone(r.it.Value())
}

// A store as it was written has no problem; each thing that is taken away,
// changed or put in is one, of the text that it is about.
func TestVerify(t *testing.T) {
	seed := rand.Uint64()
	t.Log("seed", seed)
	r := rand.New(rand.NewPCG(seed, 6))
	s := verified(t, r)
	require.Empty(t, problems(t, s, nil))
	require.Empty(t, problems(t, s, yielded))

	recordOf := func(s *Store) (place, corpus.Record) {
		key, value := first(t, s, kindRecord)
		at := parseRecordKey(key)
		name, err := s.tenantName(at.tenant)
		require.NoError(t, err)
		require.NotEmpty(t, value)
		rec, err := s.Records(t.Context(), name, []uint64{at.number})
		require.NoError(t, err)
		require.Len(t, rec, 1)
		return at, rec[0]
	}
	remove := func(prefix ...byte) func(*pebble.Batch, *Store) error {
		return func(b *pebble.Batch, s *Store) error {
			key, _ := first(t, s, prefix...)
			return b.Delete(key, nil)
		}
	}
	set := func(key, value []byte) func(*pebble.Batch, *Store) error {
		return func(b *pebble.Batch, _ *Store) error { return b.Set(key, value, nil) }
	}
	ghost := appendUint40(nil, 4000)
	for _, c := range []struct {
		name, what string
		positions  bool // only those who know what a text yields can tell
		change     func(*pebble.Batch, *Store) error
	}{
		{"record gone", "an id leads to it and it is not there", false, remove(kindRecord)},
		{"record replaced", "its id leads to number 0", false, func(b *pebble.Batch, s *Store) error {
			key, _ := first(t, s, kindRecord)
			return b.Set(key, appendFirst(nil, corpus.Text{ID: "other"}), nil)
		}},
		{"record cut", "not a record", false, func(b *pebble.Batch, s *Store) error {
			key, _ := first(t, s, kindRecord)
			return b.Set(key, []byte{0, 9}, nil)
		}},
		{"record of no number", "record under key", false, set([]byte{kindRecord, 1}, nil)},
		{"text changed", "its list of features is not what its text yields", true, func(b *pebble.Batch, s *Store) error {
			at, rec := recordOf(s)
			rec.Text.Text = "1999 " + rec.Text.Text + " 1998 1997"
			if err := b.Set(recordKey(at.tenant, at.number), appendHead(nil, rec), nil); err != nil {
				return err
			}
			return b.Set(wholeKey(at.tenant, at.number), appendWhole(nil, rec), nil)
		}},
		{"id gone", "its id leads to number 0", false, remove(kindID)},
		{"id of nobody", "an id leads to it", false, set(newIDKey(1, "nobody").key(), ghost)},
		{"id of no number", "id under key", false, set(newIDKey(1, "nobody").key(), nil)},
		{"expiry gone", "its expiry is not noted", false, remove(kindExpiry)},
		{"expiry of nobody", "an expiry is noted for it", false, set(expiryKey(5, 1, 4000), nil)},
		{"expiry of another time", "another expiry is noted", false, func(b *pebble.Batch, s *Store) error {
			key, _ := first(t, s, kindExpiry)
			micros, tenant, number := parseExpiry(key)
			return b.Set(expiryKey(micros+1, tenant, number), nil, nil)
		}},
		{"number above the mark", "above", false, set(keyNumbers, binary.BigEndian.AppendUint64(nil, 1))},
		{"tenant gone", "", false, remove(kindTenant)},
		{"tenant's name gone", "the tenant", false, remove(kindName)},
		{"scheme gone", "has no number", false, remove(append([]byte{kindScheme}, 's')...)},
		{"count of all", "texts: ", false, set(keyCountAll, binary.AppendVarint(nil, 7))},
		{"count of a tenant", "texts of the tenant", false, set(tenantCountKey(1), binary.AppendVarint(nil, 7))},
		{"count of no tenant", "none are there, 7 were counted", false, set(tenantCountKey(77), binary.AppendVarint(nil, 7))},
		{"count of a scheme", "lists of the scheme", false, set(schemeCountKey(1), binary.AppendVarint(nil, 7))},
		{"list gone", "no list of its features", false, remove(kindList)},
		{"list of nobody", "it has a list of features and is not there", false, set(listKey(1, 1, 4000), nil)},
		{"list cut", "its list of features cannot be read", false, func(b *pebble.Batch, s *Store) error {
			key, _ := first(t, s, kindList)
			return b.Set(key, []byte{200, 1, 9}, nil)
		}},
		{"postings gone", "1 are missing", false, remove(kindPosting)},
		{"postings that cannot be read", "postings under key", false, func(b *pebble.Batch, s *Store) error {
			key, _ := first(t, s, kindPosting)
			return b.Set(key, []byte{255}, nil)
		}},
		{"postings of nobody", "it has 1 others", false, set(posting{1, 1, 1 << 39, 4000, 0, false}.key(nil), appendPacked(nil, 0, packed{4000, 1, false}))},
		{"posting elsewhere", "1 have another position", true, func(b *pebble.Batch, s *Store) error {
			key, value := first(t, s, kindPosting)
			p, rest, err := nextPacked(value, 0)
			require.NoError(t, err)
			return b.Set(key, append(appendPacked(nil, 0, packed{p.low, p.position + 1, false}), rest...), nil)
		}},
		{"postings of a dropped scheme", "scheme number 9", false, set(posting{9, 1, 1, 1, 0, false}.key(nil), nil)},
		{"list of a dropped scheme", "scheme number 9", false, set(listKey(9, 1, 1), nil)},
		{"key of no kind", "which no version had", false, set([]byte{kindEnd, 1}, nil)},
		{"key of no name", "which no version had", false, set(metaKey("other"), nil)},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := verified(t, r)
			b := s.db.NewBatch()
			require.NoError(t, c.change(b, s))
			require.NoError(t, s.commit(b, forTexts))
			if c.positions {
				require.Empty(t, problems(t, s, nil))
			}
			for _, yields := range []func(corpus.Record) []corpus.Posting{nil, yielded} {
				if c.positions && yields == nil {
					continue
				}
				var all []string
				for _, p := range problems(t, s, yields) {
					all = append(all, p.Error())
				}
				require.Contains(t, strings.Join(all, "\n"), c.what)
				require.NotEmpty(t, all)
				require.Less(t, len(all), 300)
			}
		})
	}
}

// Verify returns a context's error, ends with its loop, and works while texts
// are put, removed and compacted.
func TestVerifyBusy(t *testing.T) {
	seed := rand.Uint64()
	t.Log("seed", seed)
	r := rand.New(rand.NewPCG(seed, 7))
	s := verified(t, r)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		for i := 0; ctx.Err() == nil; i++ {
			e := wordy(r, fmt.Sprint("busy ", i%20), "a")
			if err := s.Put(ctx, "s", []corpus.Entry{e}); err != nil && ctx.Err() == nil {
				t.Error(err)
			}
			if i%3 == 0 {
				_ = s.Delete(ctx, "a", e.ID)
			}
			if i%20 == 0 {
				_ = s.Compact(ctx)
			}
		}
	}()
	for range 20 {
		require.Empty(t, problems(t, s, yielded))
	}
	stop()
	<-done
	for _, err := range s.Verify(ctx, nil) {
		require.ErrorIs(t, err, context.Canceled)
	}
	b := s.db.NewBatch()
	require.NoError(t, b.Set(metaKey("a"), nil, nil))
	require.NoError(t, b.Set(metaKey("b"), nil, nil))
	require.NoError(t, s.commit(b, forTexts))
	require.Len(t, problems(t, s, nil), 2)
	for range s.Verify(t.Context(), nil) {
		break
	}
	require.NoError(t, s.Close())
	for _, err := range s.Verify(t.Context(), nil) {
		require.ErrorIs(t, err, corpus.ErrClosed)
	}
}

// TestVerifyUnread: if the places of lists and postings cannot be read, Verify says so and ends.
// It does not try the number of each tenant that there may be.
func TestVerifyUnread(t *testing.T) {
	if Raced {
		t.Skip("the engine takes seconds to look at a block that it cannot read") // without the detector, CI runs it too
	}
	dir := t.TempDir()
	s, err := Open(dir, Settings{})
	require.NoError(t, err)
	require.NoError(t, s.Adopt(t.Context(), "s"))
	r := rand.New(rand.NewPCG(1, 2))
	var entries []corpus.Entry
	for i := range 160 {
		e := corpus.Entry{Record: corpus.Record{Text: corpus.Text{ID: fmt.Sprint(i), Text: fmt.Sprint("text ", i)}}}
		for f := range uint64(60) {
			e.Postings = append(e.Postings, corpus.Posting{Feature: f<<20 + r.Uint64N(1<<20), Position: uint32(f)})
		}
		entries = append(entries, e)
	}
	require.NoError(t, s.Put(t.Context(), "s", entries))
	require.NoError(t, s.Compact(t.Context()))
	require.NoError(t, s.Close())

	tables, err := filepath.Glob(filepath.Join(dir, "*.sst"))
	require.NoError(t, err)
	require.NotEmpty(t, tables)
	for _, name := range tables {
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		require.Greater(t, len(data), 1<<16)
		clear(data[1<<15 : len(data)*9/10]) // names are before, the index is behind
		require.NoError(t, os.WriteFile(name, data, 0o600))
	}
	s, err = Open(dir, Settings{})
	require.NoError(t, err)
	n := 0
	for p, err := range s.Verify(t.Context(), nil) {
		require.NoError(t, err)
		require.ErrorIs(t, p, ErrDamaged)
		t.Log(p.What)
		if n++; n == 50 {
			break
		}
	}
	require.Less(t, n, 50)
	require.Positive(t, n)
}
