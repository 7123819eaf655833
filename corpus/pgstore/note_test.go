package pgstore

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
)

func notesOf(t testing.TB, s *Store, tenant string) []corpus.Note {
	t.Helper()
	var notes []corpus.Note
	for note, err := range s.Notes(context.Background(), tenant) {
		require.NoError(t, err)
		notes = append(notes, note)
	}
	return notes
}

// Names that the columns cannot hold are refused in notes as in texts, and no note
// has one.
func TestNotesBadNames(t *testing.T) {
	ctx := context.Background()
	s := newStore(t, Settings{})
	for _, bad := range []string{"\x00", "a\x00b", "\xff", "\xed\xa0\x80"} {
		require.ErrorIs(t, s.PutNote(ctx, bad, corpus.Note{Name: "a"}), corpus.ErrText, "tenant %q", bad)
		require.ErrorIs(t, s.PutNote(ctx, "", corpus.Note{Name: bad}), corpus.ErrText, "name %q", bad)
		require.ErrorIs(t, s.DeleteNote(ctx, "", bad), corpus.ErrNotFound, "name %q", bad)
		require.ErrorIs(t, s.DeleteNote(ctx, bad, "a"), corpus.ErrNotFound, "tenant %q", bad)
		assert.Empty(t, notesOf(t, s, bad))
	}
	assert.Zero(t, query[int](t, s, "SELECT count(*) FROM palimpsest.notes"))
}
