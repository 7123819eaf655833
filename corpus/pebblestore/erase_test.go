package pebblestore

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/stretchr/testify/require"
)

// secret makes a text that its bytes distinguish from all others, which no
// compression shortens: id, text, list of features and what it derives from.
func secret(r *rand.Rand, id string) corpus.Entry {
	text := make([]byte, 3000)
	for i := range text {
		text[i] = byte(r.Uint32())
	}
	e := corpus.Entry{Record: corpus.Record{Derived: fmt.Sprintf("%x", text[:20]), Text: corpus.Text{ID: id, Text: string(text)}}}
	for f := uint64(0); len(e.Postings) < 100; {
		f += 1 + r.Uint64N(1<<33)
		e.Postings = append(e.Postings, corpus.Posting{Feature: f})
	}
	return e
}

// contents returns what is in each file of a directory.
func contents(t *testing.T, dir string) map[string][]byte {
	files := make(map[string][]byte)
	all, err := os.ReadDir(dir)
	require.NoError(t, err)
	for _, f := range all {
		b, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if !os.IsNotExist(err) {
			require.NoError(t, err)
			files[f.Name()] = b
		}
	}
	return files
}

// found returns the files that hold some part of an entry, by the part.
func found(files map[string][]byte, e corpus.Entry) (where []string) {
	list := appendList(nil, e.Postings)
	for name, b := range files {
		for what, part := range map[string][]byte{
			"text": []byte(e.Text.Text[1000:1032]), "id": []byte(e.ID), "list": list[40:60], "derived": []byte(e.Derived),
		} {
			if bytes.Contains(b, part) {
				where = append(where, what+filepath.Ext(name))
			}
		}
	}
	return where
}

// foundNote returns the files that hold some part of a note, by the part.
func foundNote(files map[string][]byte, note corpus.Note) (where []string) {
	for name, b := range files {
		for what, part := range map[string]string{"note": note.Value[1000:1032], "name of a note": note.Name} {
			if bytes.Contains(b, []byte(part)) {
				where = append(where, what+filepath.Ext(name))
			}
		}
	}
	return where
}

// putNotes puts notes of a round.
func putNotes(t *testing.T, s *Store, r *rand.Rand, round int) (notes []corpus.Note) {
	for i := range 8 {
		note := corpus.Note{Name: fmt.Sprintf("note-%d-%d-%x", round, i, r.Uint64()), Value: secret(r, "").Text.Text}
		require.NoError(t, s.PutNote(t.Context(), "", note))
		notes = append(notes, note)
	}
	return notes
}

// eraseNotes removes every fourth note and replaces the one after it. It returns those
// that are there, and what is to be found nowhere.
func eraseNotes(t *testing.T, s *Store, r *rand.Rand, notes []corpus.Note) (kept, gone []corpus.Note) {
	for i, note := range notes {
		switch i % 4 {
		case 0:
			require.NoError(t, s.DeleteNote(t.Context(), "", note.Name))
			gone = append(gone, note)
		case 1:
			other := corpus.Note{Name: note.Name, Value: secret(r, "").Text.Text}
			require.NoError(t, s.PutNote(t.Context(), "", other))
			note.Name = "no name: " + note.Name
			kept, gone = append(kept, other), append(gone, note)
		default:
			kept = append(kept, note)
		}
	}
	slices.SortFunc(kept, func(a, b corpus.Note) int { return strings.Compare(a.Name, b.Name) })
	return kept, gone
}

// Nothing of a text or a note that was deleted, replaced or expired is in any file after
// Compact, wherever in the tree its parts were. That the search finds them at all
// is seen before.
func TestErase(t *testing.T) {
	if Raced {
		t.Skip("searches all files for a thousand texts, one after the other")
	}
	seed := uint64(time.Now().UnixNano())
	t.Log("seed", seed)
	r := rand.New(rand.NewPCG(seed, 4))
	dir, ctx := t.TempDir(), t.Context()
	s, err := Open(dir, Settings{Memtable: 1 << 20, Reserve: 1 << 20})
	require.NoError(t, err)
	require.NoError(t, s.Adopt(ctx, "s"))
	var kept, gone []corpus.Entry
	var notes []corpus.Note
	for round := range 4 {
		var es []corpus.Entry
		for i := range []int{300, 300, 300, 40}[round] { // the last ones stay in the log
			e := secret(r, fmt.Sprintf("secret-%d-%d-%x", round, i, r.Uint64()))
			if i%10 == 3 {
				e.Expires = time.UnixMicro(5)
			}
			es = append(es, e)
		}
		require.NoError(t, s.Put(ctx, "s", es))
		notes = append(notes, putNotes(t, s, r, round)...)
		if round == 1 {
			require.NoError(t, s.Compact(ctx)) // some are in the lowest level
		}
		for i, e := range es {
			if i%10 < 4 {
				gone = append(gone, e)
			} else {
				kept = append(kept, e)
			}
		}
	}
	last := secret(r, "secret in the log only")
	require.NoError(t, s.Put(ctx, "s", []corpus.Entry{last}))
	gone = append(gone, last)
	parts := make(map[string]int)
	before := contents(t, dir)
	for _, e := range gone {
		for _, part := range found(before, e) {
			parts[part]++
		}
	}
	for _, note := range notes {
		for _, part := range foundNote(before, note) {
			parts[part]++
		}
	}
	t.Log("before:", parts)
	require.Len(t, parts, 12, "the search must find all parts, in logs and in tables")
	require.NoError(t, s.Delete(ctx, "", last.ID))
	for i, e := range gone[:len(gone)-1] {
		switch i % 4 {
		case 0, 1:
			require.NoError(t, s.Delete(ctx, "", e.ID))
		case 2:
			other := secret(r, e.ID)
			require.NoError(t, s.Put(ctx, "s", []corpus.Entry{other}))
			gone[i].ID = "no id: " + e.ID
		}
	}
	notes, goneNotes := eraseNotes(t, s, r, notes)
	n, err := s.Expire(ctx, time.UnixMicro(5))
	require.NoError(t, err)
	require.Equal(t, 94, n)
	require.NoError(t, s.Compact(ctx))
	after := contents(t, dir)
	for _, e := range gone {
		require.Empty(t, found(after, e))
	}
	for _, note := range goneNotes {
		require.Empty(t, foundNote(after, note))
	}
	require.Equal(t, notes, notesOf(t, s, ""))
	missed := 0
	for _, e := range kept {
		record, err := s.Get(ctx, "", e.ID)
		require.NoError(t, err)
		e.Number = record.Number
		require.Equal(t, e.Record, record)
		if len(found(after, e)) == 0 {
			missed++
		}
	}
	// A block that begins with what compresses well, such as postings, and ends with a
	// text is compressed as a whole: the search does not find what is in it.
	require.Less(t, missed, len(kept)/100, "the search must find what is kept")
	require.NoError(t, s.Close())
}
