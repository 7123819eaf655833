package evidence

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
)

// score returns that of n trials in which accounts with no words of their own twice
// agreed on targets of a share, and m in which they did not.
func score(model *Model, u Usual, n, m int) float64 {
	both, none := model.Tally(), model.Tally()
	for range n {
		both.Agree(1, u, false)
	}
	for range m {
		both.Differ(1, u, false)
	}
	return model.Score(&both, Account{Self: &none}, Account{Self: &none})
}

func TestPriors(t *testing.T) {
	m := Fitted()
	for _, list := range [][]Share{m.Consistency, m.Chance, m.Alien} {
		sum := 0.0
		for _, s := range list {
			sum += s.Prior
		}
		require.InDelta(t, 1, sum, 1e-12)
	}
	require.Zero(t, m.Chance[0].Value)
	require.InDelta(t, 0, score(&m, Usual{Share: .1, Doubt: 1, Agreement: .1}, 0, 0), 1e-9, "nothing says nothing")
}

func TestLaws(t *testing.T) {
	m := Fitted()
	for n := range 30 {
		for k := range 30 {
			u := Usual{Share: .05, Doubt: 1, Agreement: .1}
			require.Greater(t, score(&m, u, n+1, k), score(&m, u, n, k)-1e-9, "one more agreement, %d %d", n, k)
			if 4*k > n {
				require.Less(t, score(&m, u, n, k+1), score(&m, u, n, k), "one more difference, %d %d", n, k)
			}
		}
	}
	rare, usual := Usual{Share: .01}, Usual{Share: .5}
	require.Greater(t, score(&m, rare, 10, 0), score(&m, usual, 10, 0)+5, "rare targets say more")
	sure, doubtful := Usual{Share: .05}, Usual{Share: .05, Doubt: 1, Agreement: .1}
	require.Greater(t, score(&m, sure, 10, 5), score(&m, doubtful, 10, 5), "a background takes doubt away")
}

// Accounts that are consistent with themselves and agree on a third share no dictionary;
// those that are not consistent may.
func TestConsistencyIsShown(t *testing.T) {
	m := Fitted()
	u := Usual{Share: .05, Doubt: 0}
	both := m.Tally()
	for range 10 {
		both.Agree(1, u, false)
	}
	for range 20 {
		both.Differ(1, u, false)
	}
	consistent, loose := m.Tally(), m.Tally()
	for i := range 30 {
		consistent.Agree(1, u, false)
		if i%3 == 0 {
			loose.Agree(1, u, false)
		} else {
			loose.Differ(1, u, false)
		}
	}
	require.Less(t, m.Score(&both, Account{Self: &consistent}, Account{Self: &consistent}), 0.0)
	require.Positive(t, m.Score(&both, Account{Self: &loose}, Account{Self: &loose}))
}

func TestUsual(t *testing.T) {
	m := Fitted()
	none := m.Usual(Counts{}, .1)
	require.InDelta(t, m.Unseen, none.Share, 1e-12)
	require.Equal(t, 1.0, none.Doubt)
	require.Zero(t, m.Familiar(Counts{}))
	all := m.Usual(Counts{Spinners: 1000, Target: 1000}, .1)
	require.InDelta(t, 1, all.Share, .01)
	require.Less(t, all.Doubt, .01)
	require.Positive(t, m.Familiar(Counts{Spinners: 1000, Target: 1000}))
	require.Less(t, m.Familiar(Counts{Spinners: 100, Once: 1}), -1.0)
	require.Less(t, m.Strangeness(Account{Familiar: 100}), 1e-9)
	require.InDelta(t, m.Strange, m.Strangeness(Account{}), 1e-12)
	require.False(t, math.IsInf(math.Log1p(-m.Strangeness(Account{Familiar: -1e6})), 0))
}

func TestReset(t *testing.T) {
	m := Fitted()
	used := m.Tally()
	used.Agree(.5, Usual{Share: .1}, true)
	used.Differ(.5, Usual{Doubt: 1}, true)
	all, agreed := used.Trials()
	require.Equal(t, []float64{1, .5}, []float64{all, agreed})
	used.Reset()
	require.Equal(t, m.Tally(), used)
}
