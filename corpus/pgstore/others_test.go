package pgstore

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// Each of the two statements of LookupOthers says which features it has not read to the end
// for finding others, and returns the same places.
func TestOthersUnread(t *testing.T) {
	ctx := t.Context()
	s := newStore(t, Settings{})
	var es []corpus.Entry
	for i := range 40 {
		author := "ann"
		if i%10 == 9 {
			author = "bob"
		}
		postings := []corpus.Posting{{Feature: 1, Position: uint32(i)}}
		if i < 10 {
			postings = append(postings, corpus.Posting{Feature: 2, Position: 7})
		}
		es = append(es, corpus.Entry{Record: corpus.Record{Text: corpus.Text{ID: fmt.Sprint(i), Author: author, Text: "text"}}, Postings: postings})
	}
	require.NoError(t, s.Put(ctx, "s", es))
	type found struct {
		positions    []uint32
		more, unread bool
	}
	for _, c := range []struct {
		limit int
		most  int64
		want  map[int]found
	}{
		{5, 40, map[int]found{0: {[]uint32{9, 19, 29, 39}, false, false}, 1: {[]uint32{7}, false, false}}},
		{5, 39, map[int]found{0: {[]uint32{9, 19, 29}, false, true}, 1: {[]uint32{7}, false, false}}},
		{5, 9, map[int]found{0: {nil, false, true}, 1: {nil, false, true}}},
		{2, 39, map[int]found{0: {[]uint32{9, 19}, true, false}, 1: {[]uint32{7}, false, false}}},
	} {
		for name, statement := range map[string]string{"by place": othersByPlace, "by text": othersByText} {
			got := make(map[int]found)
			err := s.others(ctx, "s", "", corpus.Owner{Author: "ann", Group: "none"}, []uint64{1, 2}, c.limit, statement, c.most, func(i int, places []corpus.Place, more, unread bool) {
				f := found{more: more, unread: unread}
				for _, at := range places {
					f.positions = append(f.positions, at.Position)
				}
				got[i] = f
			})
			require.NoError(t, err)
			require.Equal(t, c.want, got, "%s, limit %d, at most %d", name, c.limit, c.most)
		}
	}
}

// No text is of an owner whose name the columns cannot hold.
func TestOthersBadNames(t *testing.T) {
	s := newStore(t, Settings{})
	require.NoError(t, s.Put(t.Context(), "s", []corpus.Entry{{Record: corpus.Record{Text: corpus.Text{ID: "a", Author: "ann"}}, Postings: []corpus.Posting{{Feature: 1}}}}))
	for _, own := range []corpus.Owner{{Author: "\x00"}, {Group: "\xff"}, {Author: "a\x00", Group: "\xff"}} {
		n := 0
		require.NoError(t, s.LookupOthers(t.Context(), "s", "", own, []uint64{1}, 5, func(_ int, places []corpus.Place, _ bool) { n += len(places) }))
		require.Equal(t, 1, n, "%q", own)
	}
}
