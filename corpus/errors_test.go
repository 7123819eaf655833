package corpus

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/shingle"
)

func TestErrors(t *testing.T) {
	ctx := t.Context()
	for _, s := range []Settings{
		{Window: -1}, {Window: maxWindow + 1}, {Common: -1}, {Candidates: maxCandidates + 1},
		{Comparer: compare.Comparer{MaxBytes: -1}},
	} {
		_, err := New(ctx, NewStore(), s)
		require.ErrorIs(t, err, ErrSettings, "%+v", s)
	}
	c, err := New(ctx, NewStore(), Settings{Comparer: compare.Comparer{MaxBytes: 100}})
	require.NoError(t, err)
	long := strings.Repeat("x", maxName+1)
	for _, bad := range []Text{
		{Text: "no id"}, {ID: long}, {ID: "a", Tenant: long}, {ID: "a", Author: long}, {ID: "a", Group: long},
		{ID: "a\x00"}, {ID: "\xff"}, {ID: "a", Tenant: "\x00"},
		{ID: "a", Time: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)},
		{ID: "a", Expires: time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC)},
		{ID: "a", Text: strings.Repeat("long ", 21)},
	} {
		err := c.Add(ctx, Text{ID: "good", Text: "good"}, bad)
		require.ErrorIs(t, err, ErrText, "%.50q", bad)
		if bad.ID != "" {
			_, err = c.Check(ctx, bad)
			require.ErrorIs(t, err, ErrText, "%.50q", bad)
		}
	}
	n, err := c.Count(ctx, "")
	require.NoError(t, err)
	require.Zero(t, n, "all or none")
	require.ErrorIs(t, c.Remove(ctx, "", "a"), ErrNotFound)
	_, err = c.Get(ctx, "", "a")
	require.ErrorIs(t, err, ErrNotFound)
	ended, cancel := context.WithCancel(ctx)
	cancel()
	require.ErrorIs(t, c.Add(ended, Text{ID: "a"}), context.Canceled)
	_, err = c.Check(ended, Text{ID: "a"})
	require.ErrorIs(t, err, context.Canceled)
}

// A fussy is a store that has never heard of names which no text can have.
type fussy struct{ Store }

func (f fussy) Get(ctx context.Context, tenant, id string) (Record, error) {
	if id == "" || checkName("", tenant+id) != nil {
		panic(tenant + id)
	}
	return f.Store.Get(ctx, tenant, id)
}

func (f fussy) Delete(ctx context.Context, tenant, id string) error {
	if _, err := f.Get(ctx, tenant, id); err != nil {
		return err
	}
	return f.Store.Delete(ctx, tenant, id)
}

func (f fussy) Count(ctx context.Context, tenant string) (int, error) {
	if checkName("", tenant) != nil {
		panic(tenant)
	}
	return f.Store.Count(ctx, tenant)
}

// TestNames: stores are not asked for names that no text can have.
func TestNames(t *testing.T) {
	ctx := t.Context()
	c, err := New(ctx, fussy{NewStore()}, Settings{})
	require.NoError(t, err)
	for _, bad := range []string{"", "a\x00", "\xff", strings.Repeat("x", maxName+1)} {
		for _, tenant := range []string{"", "t", bad} {
			_, err := c.Get(ctx, tenant, bad)
			require.ErrorIs(t, err, ErrNotFound)
			require.ErrorIs(t, err, ErrText)
			err = c.Remove(ctx, tenant, bad)
			require.ErrorIs(t, err, ErrNotFound)
			require.ErrorIs(t, err, ErrText)
		}
		require.ErrorIs(t, c.Remove(ctx, bad, "a"), ErrNotFound)
		n, err := c.Count(ctx, bad)
		require.NoError(t, err)
		require.Zero(t, n)
	}
	err = c.Remove(ctx, "", "a")
	require.ErrorIs(t, err, ErrNotFound)
	require.NotErrorIs(t, err, ErrText)
}

// TestTimes: errors about times say what is wrong with them.
func TestTimes(t *testing.T) {
	day := func(year, nanoseconds int) time.Time { return time.Date(year, 1, 1, 0, 0, 0, nanoseconds, time.UTC) }
	for _, c := range []struct {
		time time.Time
		want string
	}{
		{day(1, 999), "time less than a microsecond after the zero time"},
		{day(0, 0), "time in year 0, want 1 to 9999"},
		{day(10000, 0), "time in year 10000, want 1 to 9999"},
	} {
		_, err := Text{ID: "a", Time: c.time}.normal()
		require.ErrorIs(t, err, ErrText)
		require.ErrorContains(t, err, c.want)
	}
	for _, good := range []time.Time{{}, day(1, 1000), day(10000, -1)} {
		got, err := Text{ID: "a", Time: good, Expires: good}.normal()
		require.NoError(t, err)
		require.Equal(t, good.Truncate(time.Microsecond), got.Time)
	}
}

func TestScheme(t *testing.T) {
	ctx := t.Context()
	m := NewStore()
	c, err := New(ctx, m, Settings{})
	require.NoError(t, err)
	require.NoError(t, c.Add(ctx, Text{ID: "a", Text: knownText}))
	seen := map[string]bool{c.Scheme(): true}
	for _, s := range []Settings{{Window: 5}, {WholeTexts: true}, {Language: shingle.French}} {
		_, err := New(ctx, m, s)
		require.ErrorIs(t, err, ErrScheme)
		st, err := newState(s)
		require.NoError(t, err)
		require.False(t, seen[st.scheme], "%s", st.scheme)
		seen[st.scheme] = true
	}
	_, err = New(ctx, m, Settings{Common: 5, Candidates: 3, Window: defaultWindow})
	require.NoError(t, err, "these make no other postings")
}
