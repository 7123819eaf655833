package pebblestore

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/stretchr/testify/require"
)

// firstText makes text i of a tenant, in the version v, with postings of a scheme.
func firstText(tenant string, i, v int, scheme string) corpus.Entry {
	words := strings.Fields("a harbour keeps its boats while rain comes down on grey roofs and gulls cry over nets that dry")
	var b strings.Builder
	for k := range 40 * (i % 3) { // no word at all if i is 0, 3 …
		b.WriteString(words[(k*k+i+v+len(tenant))%len(words)] + " ")
	}
	e := corpus.Entry{Record: corpus.Record{Text: corpus.Text{
		ID: fmt.Sprintf("text-%02d", i), Tenant: tenant, Author: fmt.Sprint("author ", i%4), Text: b.String(),
	}}}
	if i%2 == 0 {
		e.Group, e.Time = fmt.Sprint("group ", i%7), time.UnixMicro(1e15+int64(i)).UTC()
	}
	if i%5 == 0 {
		e.Expires = time.UnixMicro(int64(1000 + i)).UTC()
	}
	e.Postings = []corpus.Posting{{Feature: uint64(i % 6), Position: uint32(v)}, {Feature: uint64(100*i + v + len(scheme)), Position: 7}, {Feature: 1 << 39}}
	return e
}

// firstTexts are what the store in testdata holds, by tenant and in order of id: 30 of
// each, of which 3 and 23 were replaced and 4 and 24 removed.
func firstTexts() map[string][]corpus.Entry {
	all := make(map[string][]corpus.Entry)
	for _, tenant := range []string{"", "news"} {
		for i := range 30 {
			switch i {
			case 4, 24:
			case 3, 23:
				all[tenant] = append(all[tenant], firstText(tenant, i, 2, "first"))
			default:
				all[tenant] = append(all[tenant], firstText(tenant, i, 1, "first"))
			}
		}
	}
	return all
}

// firstEdition opens a copy of the store in testdata. The program of the first edition
// (commit e5c00c7) made it: two thirds of the texts are in a table, the others and the
// removals in the log, and those whose id ends with an even digit have a posting under
// "second" too.
func firstEdition(t *testing.T) *Store {
	dir := t.TempDir()
	require.NoError(t, os.CopyFS(dir, os.DirFS("testdata/first-edition")))
	return reopened(t, dir)
}

func reopened(t *testing.T, dir string) *Store {
	s, err := Open(dir, small)
	require.NoError(t, err)
	return s
}

// holdsFirst checks that the store has the texts of a tenant, by every call.
func holdsFirst(t *testing.T, s *Store, tenant string, want []corpus.Entry) {
	ctx := t.Context()
	places := make(map[uint64][]corpus.Place)
	var numbers []uint64
	heads := make(map[string]corpus.Record)
	var texts []corpus.Record
	for _, e := range want {
		r, err := s.Get(ctx, tenant, e.ID)
		require.NoError(t, err)
		e.Number = r.Number
		require.Equal(t, e.Record, r)
		texts, numbers = append(texts, r), append(numbers, r.Number)
		for _, p := range e.Postings {
			places[p.Feature] = append(places[p.Feature], corpus.Place{Number: r.Number, Position: p.Position})
		}
		r.Text.Text = ""
		heads[r.ID] = r
	}
	byNumber := func(a, b corpus.Record) int { return cmp.Compare(a.Number, b.Number) }
	slices.SortFunc(texts, byNumber)
	got, err := s.Records(ctx, tenant, numbers)
	require.NoError(t, err)
	require.Equal(t, texts, got)
	got, err = s.Heads(ctx, tenant, numbers)
	require.NoError(t, err)
	require.Len(t, got, len(heads))
	for _, r := range got {
		require.Equal(t, heads[r.ID], r)
	}
	var listed []string
	for r, err := range s.List(ctx, tenant, "") {
		require.NoError(t, err)
		require.Equal(t, heads[r.ID], r)
		listed = append(listed, r.ID)
	}
	require.Len(t, listed, len(want))
	require.True(t, slices.IsSorted(listed))
	count, err := s.Count(ctx, tenant)
	require.NoError(t, err)
	require.Equal(t, len(want), count)

	var features []uint64
	for f, ps := range places {
		features = append(features, f)
		slices.SortFunc(ps, func(a, b corpus.Place) int { return cmp.Compare(a.Number, b.Number) })
	}
	visited := 0
	require.NoError(t, s.Lookup(ctx, "first", tenant, features, 20, func(i int, got []corpus.Place, more bool) {
		want := places[features[i]]
		require.Equal(t, want[:min(len(want), 20)], got)
		require.Equal(t, len(want) > 20, more)
		visited++
	}))
	require.Equal(t, len(features), visited)
}

// A store that the first edition made opens and has all that it had, before and after it
// was compacted and opened again, and its texts can be replaced, removed and indexed
// anew like others.
func TestFirstEdition(t *testing.T) {
	ctx := t.Context()
	s, want := firstEdition(t), firstTexts()
	for range 2 {
		for tenant, es := range want {
			holdsFirst(t, s, tenant, es)
		}
		require.Empty(t, problems(t, s, nil))
		require.NoError(t, s.Compact(ctx))
		require.NoError(t, s.Close())
		s = reopened(t, s.dir)
	}

	news := want["news"]
	for i := range news {
		if i%4 == 1 {
			news[i].Derived, news[i].Text.Text = "text-00", news[i].Text.Text+" again"
			require.NoError(t, s.Put(ctx, "first", news[i:i+1]))
		}
	}
	gone := func(e corpus.Entry) bool {
		return e.ID[6] == '7' || !e.Expires.IsZero() && e.Expires.UnixMicro() <= 1015
	}
	for _, id := range []string{"text-07", "text-17", "text-27"} {
		require.NoError(t, s.Delete(ctx, "news", id))
	}
	n, err := s.Expire(ctx, time.UnixMicro(1015))
	require.NoError(t, err)
	require.Equal(t, 8, n)
	want["news"] = slices.DeleteFunc(news, gone)
	want[""] = slices.DeleteFunc(want[""], func(e corpus.Entry) bool { return e.ID[6] != '7' && gone(e) })
	require.NoError(t, s.PutNote(ctx, "news", corpus.Note{Name: "text-01", Value: "a note"}))
	for range 2 {
		for tenant, es := range want {
			holdsFirst(t, s, tenant, es)
		}
		require.Empty(t, problems(t, s, nil))
		require.NoError(t, s.Close())
		s = reopened(t, s.dir)
	}

	require.ErrorIs(t, s.Adopt(ctx, "second"), corpus.ErrBehind)
	var rest []corpus.Entry
	for r, err := range s.Stale(ctx, "second") {
		require.NoError(t, err)
		if r.Tenant == "" {
			require.NotZero(t, (r.ID[6]-'0')%2, r.ID)
		}
		rest = append(rest, corpus.Entry{Record: r, Postings: []corpus.Posting{{Feature: 5, Position: 5}}})
	}
	require.NoError(t, s.Index(ctx, "second", rest))
	require.NoError(t, s.Adopt(ctx, "second"))
	require.NoError(t, s.Compact(ctx))
	for tenant, es := range want {
		require.NoError(t, s.Lookup(ctx, "second", tenant, []uint64{5}, 100, func(_ int, places []corpus.Place, more bool) {
			require.Len(t, places, len(es))
			require.False(t, more)
		}))
	}
	require.Empty(t, problems(t, s, nil))
	require.NoError(t, s.Close())
}
