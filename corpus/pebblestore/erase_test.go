package pebblestore

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/stretchr/testify/require"
)

// secret makes a text that can be told from all others by its bytes, which no
// compression shortens: id, text and list of features.
func secret(r *rand.Rand, id string) corpus.Entry {
	text := make([]byte, 3000)
	for i := range text {
		text[i] = byte(r.Uint32())
	}
	e := corpus.Entry{Record: corpus.Record{Text: corpus.Text{ID: id, Text: string(text)}}}
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
			"text": []byte(e.Text.Text[1000:1032]), "id": []byte(e.ID), "list": list[40:60],
		} {
			if bytes.Contains(b, part) {
				where = append(where, what+filepath.Ext(name))
			}
		}
	}
	return where
}

// Nothing of a text that was deleted, replaced or expired is in any file after
// Compact, wherever in the tree its parts were. That the search finds them at all
// is seen before.
func TestErase(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Log("seed", seed)
	r := rand.New(rand.NewPCG(seed, 4))
	dir, ctx := t.TempDir(), t.Context()
	s, err := Open(dir, Settings{Memtable: 1 << 20, Reserve: 1 << 20})
	require.NoError(t, err)
	require.NoError(t, s.Adopt(ctx, "s"))
	var kept, gone []corpus.Entry
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
	t.Log("before:", parts)
	require.Len(t, parts, 6, "the search must find all parts, in logs and in tables")
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
	n, err := s.Expire(ctx, time.UnixMicro(5))
	require.NoError(t, err)
	require.Equal(t, 94, n)
	require.NoError(t, s.Compact(ctx))
	after := contents(t, dir)
	for _, e := range gone {
		require.Empty(t, found(after, e))
	}
	missed := 0
	for _, e := range kept {
		record, err := s.Get(ctx, "", e.ID)
		require.NoError(t, err)
		require.Equal(t, e.Text, record.Text)
		if len(found(after, e)) == 0 {
			missed++
		}
	}
	// A block that begins with what compresses well, such as postings, and ends with a
	// text is compressed as a whole: the search does not find what is in it.
	require.Less(t, missed, len(kept)/100, "the search must find what is kept")
	require.NoError(t, s.Close())
}
