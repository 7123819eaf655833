package spinner

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// operations returns accounts of n spinners, each of size accounts, and as many alone.
// The name of an account begins with that of its spinner.
func (m maker) operations(t testing.TB, n, size int) []Account {
	t.Helper()
	var out []Account
	for s := range n {
		for k := range size {
			out = append(out, Account{fmt.Sprintf("s%03d-%03d", s, k), m.profile(t, s, 4, 60)})
			out = append(out, Account{fmt.Sprintf("x%03d-%03d", s, k), m.profile(t, 5000+s*size+k, 4, 60)})
		}
	}
	return out
}

func TestCluster(t *testing.T) {
	m := maker{seeded(t, 8), 6}
	l := Linker{Background: m.background(t, 30)}
	accounts := m.operations(t, 8, 4)
	thin := new(Profile)
	add(t, thin, "one", "big", "large")
	accounts = append(accounts, Account{"thin", thin}, Account{"empty", new(Profile)})
	got, err := l.Cluster(t.Context(), accounts)
	require.NoError(t, err)
	require.Equal(t, []string{"empty", "thin"}, got.Insufficient)
	require.Len(t, got.Clusters, 8)
	for s, c := range got.Clusters {
		require.Len(t, c.Accounts, 4)
		for k, a := range c.Accounts {
			require.Equal(t, fmt.Sprintf("s%03d-%03d", s, k), a)
		}
		require.Len(t, c.Links, 3)
		for i, link := range c.Links {
			require.Less(t, link.A, link.B)
			require.Equal(t, Linked, link.Outcome)
			require.GreaterOrEqual(t, link.Score, got.Needed)
			require.NotEmpty(t, link.Shared)
			require.True(t, i == 0 || c.Links[i-1].Score >= link.Score)
		}
		require.GreaterOrEqual(t, c.Shared[0].Accounts, c.Shared[len(c.Shared)-1].Accounts)
		require.GreaterOrEqual(t, c.Shared[len(c.Shared)-1].Accounts, 2)
	}

	// Whatever the order.
	for range 3 {
		m.r.Shuffle(len(accounts), func(i, j int) { accounts[i], accounts[j] = accounts[j], accounts[i] })
		again, err := l.Cluster(t.Context(), accounts)
		require.NoError(t, err)
		require.Equal(t, got, again)
	}
}

// The pairs that are scored are all that all pairs would link, where no mapping has many
// holders.
func TestClusterAgainstAllPairs(t *testing.T) {
	m := maker{seeded(t, 9), 8}
	l := Linker{Background: m.background(t, 30), Prior: .001}
	var accounts []Account
	for i := range 40 {
		accounts = append(accounts, Account{fmt.Sprintf("%02d", i), m.profile(t, i/2, 1+i%4, 60)})
	}
	got, err := l.Cluster(t.Context(), accounts)
	require.NoError(t, err)
	inOne := func(a, b string) bool {
		return slices.ContainsFunc(got.Clusters, func(c Cluster) bool {
			return slices.Contains(c.Accounts, a) && slices.Contains(c.Accounts, b)
		})
	}
	linked := 0
	for i, a := range accounts {
		for _, b := range accounts[:i] {
			link, err := l.Link(a.Profile, b.Profile)
			require.NoError(t, err)
			require.Equal(t, link.Outcome == Linked, inOne(a.ID, b.ID), "%s %s %+v", a.ID, b.ID, link)
			if link.Outcome == Linked {
				linked++
			}
		}
	}
	require.Greater(t, linked, 10)
}

// An operation does not hide by its size: its mappings have more holders than an account
// is held against.
func TestLargeOperation(t *testing.T) {
	m := maker{seeded(t, 10), 6}
	l := Linker{Background: m.background(t, 30)}
	accounts := m.operations(t, 1, 150)
	got, err := l.Cluster(t.Context(), accounts)
	require.NoError(t, err)
	require.Len(t, got.Clusters, 1)
	require.Len(t, got.Clusters[0].Accounts, 150)
	require.Less(t, got.Scored, 300*299/2*3/4, "all pairs were scored")
}

// An account that was made with two dictionaries does not join their operations.
func TestMixedAccountJoinsNoOperations(t *testing.T) {
	m := maker{seeded(t, 11), 6}
	l := Linker{Background: m.background(t, 30)}
	accounts := m.operations(t, 2, 6)
	mixed := m.profile(t, 0, 6, 60)
	mixed.Merge(m.profile(t, 1, 6, 60))
	accounts = append(accounts, Account{"mixed", mixed})
	for s := range 2 {
		link, err := l.Link(mixed, accounts[12*s].Profile)
		require.NoError(t, err)
		t.Logf("mixed with operation %d: %v, %.1f of %.1f", s, link.Outcome, link.Score, link.Needed)
	}
	got, err := l.Cluster(t.Context(), accounts)
	require.NoError(t, err)
	for _, c := range got.Clusters {
		of := make(map[string]bool)
		for _, a := range c.Accounts {
			if a != "mixed" {
				of[a[:4]] = true
			}
		}
		require.Len(t, of, 1, "%v", c.Accounts)
	}
}

func TestClusterErrors(t *testing.T) {
	m := maker{seeded(t, 12), 6}
	p := m.profile(t, 1, 3, 60)
	_, err := Linker{}.Cluster(t.Context(), []Account{{"a", p}, {"b", p}, {"a", p}})
	require.ErrorIs(t, err, ErrAccount)
	require.ErrorContains(t, err, `"a"`)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = Linker{}.Cluster(ctx, []Account{{"a", p}, {"b", p}})
	require.ErrorIs(t, err, context.Canceled)
	got, err := Linker{}.Cluster(t.Context(), nil)
	require.NoError(t, err)
	require.Empty(t, got.Clusters)
}

// BenchmarkCluster says what an account costs.
func BenchmarkCluster(b *testing.B) {
	m := maker{seeded(b, 13), 6}
	l := Linker{Background: m.background(b, 30)}
	accounts := m.operations(b, 100, 5)
	for b.Loop() {
		if _, err := l.Cluster(b.Context(), accounts); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(accounts)), "µs/account")
}
