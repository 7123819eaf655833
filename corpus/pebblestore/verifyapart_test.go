package pebblestore

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/cockroachdb/pebble/v2"
	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/stretchr/testify/require"
)

// Verify reports texts and notes that are missing, of nobody, or not as they were
// written, and no others.
func TestVerifyApart(t *testing.T) {
	seed := rand.Uint64()
	t.Log("seed", seed)
	r := rand.New(rand.NewPCG(seed, 10))
	// change returns a change of the value of the first key of a kind.
	change := func(kind byte, to func(value []byte) []byte) func(*pebble.Batch, *Store) error {
		return func(b *pebble.Batch, s *Store) error {
			key, value := first(t, s, kind)
			return b.Set(key, to(value), nil)
		}
	}
	set := func(key, value []byte) func(*pebble.Batch, *Store) error {
		return func(b *pebble.Batch, _ *Store) error { return b.Set(key, value, nil) }
	}
	for _, c := range []struct {
		name, what string
		change     func(*pebble.Batch, *Store) error
	}{
		{"text gone", "its text is missing", func(b *pebble.Batch, s *Store) error {
			key, _ := first(t, s, kindWhole)
			return b.Delete(key, nil)
		}},
		{"text cut", "not a record with a text", change(kindWhole, func(value []byte) []byte { return value[:2] })},
		{"text empty", "not a record with a text", change(kindWhole, func(value []byte) []byte {
			h, err := cutHead(value)
			require.NoError(t, err)
			return value[:len(value)-len(h.text)]
		})},
		{"text of another author", "stored otherwise with its text", change(kindWhole, func(value []byte) []byte {
			rec, err := parseHead(value, "", 1)
			require.NoError(t, err)
			rec.Author, rec.Text.Text = "other", "1 2 3"
			return appendWhole(nil, rec)
		})},
		{"text of nobody", "a text is stored for it that it has not", set(wholeKey(1, 4000), []byte{0, 1, 'a', 0, 0, 'b'})},
		{"text of a record that has it within", "a text is stored for it that it has not", func(b *pebble.Batch, s *Store) error {
			key, value := first(t, s, kindWhole)
			return b.Set(append([]byte{kindRecord}, key[1:]...), value, nil)
		}},
		{"text of no number", "text under key", set([]byte{kindWhole, 1}, nil)},
		{"note cut", "note under key", change(kindNote, func([]byte) []byte { return []byte{3, 'a'} })},
		{"note of another name", `note "other" under the key of another name`, change(kindNote, func([]byte) []byte {
			return appendNote(nil, corpus.Note{Name: "other"})
		})},
		{"note of no name", "note under key", set([]byte{kindNote, 1}, nil)},
		{"note of nobody", `note "a" of tenant number 77, which has no name`, set(newIDKey(77, "a").noteKey(), appendNote(nil, corpus.Note{Name: "a"}))},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := verified(t, r)
			for _, tenant := range []string{"", "a", "notes only"} {
				require.NoError(t, s.PutNote(t.Context(), tenant, corpus.Note{Name: "a", Value: "one"}))
				require.NoError(t, s.PutNote(t.Context(), tenant, corpus.Note{Name: "b", Value: "two"}))
				require.NoError(t, s.DeleteNote(t.Context(), tenant, "b"))
			}
			require.Empty(t, problems(t, s, nil))
			require.Empty(t, problems(t, s, yielded))
			b := s.db.NewBatch()
			require.NoError(t, c.change(b, s))
			require.NoError(t, s.commit(b, forTexts))
			all := problems(t, s, nil)
			require.Len(t, all, 1)
			require.Contains(t, all[0].Error(), c.what)
			require.True(t, slices.ContainsFunc(problems(t, s, yielded), func(p Problem) bool { return strings.Contains(p.Error(), c.what) }))
		})
	}
}
