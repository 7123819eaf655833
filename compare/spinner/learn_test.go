package spinner

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// A background that has the two accounts says the same as one without them. Where accounts
// exchanged words several times it is nearly the same: how consistent an account is with
// itself is judged by what the background has of the other one too.
func TestOwnChoicesAreLeftOut(t *testing.T) {
	if testing.Short() {
		t.Skip("clusters one account after the other") // without the detector, CI runs it too
	}
	m := maker{seeded(t, 21), 4}
	for i := range 60 {
		p, q := m.profile(t, 1, 1+i%2*3, 10+i), m.profile(t, 1+i/2%2, 1+i%2*2, 10+i)
		var with, without Background
		for n := range i {
			x := m.profile(t, 100+n, 2, 60)
			with.Add(x)
			without.Add(x)
		}
		with.Add(p)
		if i%3 > 0 {
			with.Add(q)
		}
		if without.Spinners() == 0 {
			without.Add(new(Profile)) // so that the same model is used
		}
		got, err := Linker{Background: &with}.Link(p, q)
		require.NoError(t, err)
		want, err := Linker{Background: &without}.Link(p, q)
		require.NoError(t, err)
		near := .05 * math.Max(1, math.Abs(want.Score)) // how often spinners agree is judged by all of them
		if i%2 > 0 {
			near = .5
		}
		require.InDelta(t, want.Score, got.Score, near, "%d others", i)
		other, err := Linker{Background: &with}.Link(q, p)
		require.NoError(t, err)
		require.InDelta(t, got.Score, other.Score, 1e-9)
	}
}

// Neither does it know an account by others of its spinner.
func TestOwnSpinnerIsLeftOut(t *testing.T) {
	m := maker{seeded(t, 22), 4}
	p, q, r := m.profile(t, 1, 3, 60), m.profile(t, 1, 3, 60), m.profile(t, 1, 3, 60)
	var with Background
	with.Add(p, q, r)
	without := m.background(t, 30)
	for i := range 30 {
		with.Add(m.profile(t, 1000+i, 5, 60))
	}
	one, err := Linker{Background: &with}.Link(p, q)
	require.NoError(t, err)
	none, err := Linker{Background: without}.Link(p, q)
	require.NoError(t, err)
	require.InDelta(t, none.Score, one.Score, math.Abs(none.Score)/5, "other spinners of the same thesaurus")
	require.Equal(t, Linked, one.Outcome)
}

func TestLearn(t *testing.T) {
	if testing.Short() {
		t.Skip("clusters one account after the other") // without the detector, CI runs it too
	}
	m := maker{seeded(t, 23), 3}
	accounts := m.operations(t, 16, 4) // 64 alone
	few, err := Linker{}.Learn(t.Context(), accounts)
	require.NoError(t, err)
	require.True(t, few == nil, "80 spinners")
	for i := range 40 {
		accounts = append(accounts, Account{fmt.Sprintf("y%03d", i), m.profile(t, 9000+i, 4, 60)})
	}
	b, err := Linker{}.Learn(t.Context(), accounts)
	require.NoError(t, err)
	require.Equal(t, 16+64+40, b.Spinners(), "the accounts of an operation are one spinner")
	got, err := Linker{}.Cluster(t.Context(), accounts)
	require.NoError(t, err)
	require.Equal(t, 120, got.Spinners)
	require.Len(t, got.Clusters, 16)

	// Whatever the order, and with the background given.
	m.r.Shuffle(len(accounts), func(i, j int) { accounts[i], accounts[j] = accounts[j], accounts[i] })
	again, err := Linker{}.Cluster(t.Context(), accounts)
	require.NoError(t, err)
	require.Equal(t, got, again)
	given, err := Linker{Background: b}.Cluster(t.Context(), accounts)
	require.NoError(t, err)
	require.Equal(t, got, given)
	careful, err := Linker{Background: new(Background)}.Cluster(t.Context(), accounts)
	require.NoError(t, err)
	require.Zero(t, careful.Spinners)

	_, err = Linker{Prior: 2}.Learn(t.Context(), accounts)
	require.ErrorIs(t, err, ErrSettings)
	_, err = Linker{}.Learn(t.Context(), append(accounts, accounts[0]))
	require.ErrorIs(t, err, ErrAccount)
}

// An operation of almost half of all accounts does not make its own choices look usual.
func TestLargeOperationLearned(t *testing.T) {
	if testing.Short() {
		t.Skip("clusters one account after the other") // without the detector, CI runs it too
	}
	m := maker{seeded(t, 24), 3}
	var accounts []Account
	for i := range 230 {
		spinner := 0
		if i >= 100 {
			spinner = i
		}
		accounts = append(accounts, Account{fmt.Sprintf("%03d", i), m.profile(t, spinner, 3, 60)})
	}
	got, err := Linker{}.Cluster(t.Context(), accounts)
	require.NoError(t, err)
	require.Len(t, got.Clusters, 1)
	require.Len(t, got.Clusters[0].Accounts, 100)
	require.Equal(t, 131, got.Spinners)
}

func TestLearnable(t *testing.T) {
	p, thin := new(Profile), new(Profile)
	for i := range FewestWords {
		add(t, p, "one", name(i), name(i)+"target")
	}
	accounts := []Account{{"thin", thin}}
	for i := range mostLearned + 500 {
		accounts = append(accounts, Account{fmt.Sprint(i), p})
	}
	got := learnable(accounts)
	require.Len(t, got, mostLearned)
	require.True(t, slices.IsSortedFunc(got, compareIDs))
	slices.Reverse(accounts)
	require.Equal(t, got, learnable(accounts))
}
