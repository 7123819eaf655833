package spinner

import (
	"cmp"
	"context"
	"slices"
)

// FewestAccounts is how many accounts with [FewestWords] words make a background.
const FewestAccounts = 100

const (
	mostLearned   = 2000 // accounts that a background is made of, at most
	learnedRounds = 3    // of clustering, at most
)

// Learn makes a background of accounts that are themselves to be linked. Accounts that
// seem to share a dictionary count as one spinner: it clusters the accounts with a
// background of each of them, then with a background in which each cluster is one
// spinner, until the clusters stay the same, three times at most. So an operation does
// not make its own choices look usual. Of more than 2,000 accounts a hash chooses 2,000.
//
// It returns nil if there are fewer than [FewestAccounts] accounts with [FewestWords]
// words, or if they seem to be fewer spinners than that: then they say too little about
// what chance does. l.Background is not used. Profiles must not be changed afterwards,
// because the background leaves out what an account added when this account is scored.
//
// It takes at most three times as long as clustering 2,000 accounts. ctx and errors are as in
// [Linker.Cluster].
func (l Linker) Learn(ctx context.Context, accounts []Account) (*Background, error) {
	sample := learnable(accounts)
	spinners := make([][]string, len(sample))
	profile := make(map[string]*Profile, len(sample))
	for i, a := range sample {
		spinners[i] = []string{a.ID}
		profile[a.ID] = a.Profile
	}
	for range learnedRounds {
		if len(spinners) < FewestAccounts {
			return nil, nil
		}
		l.Background = backgroundOf(spinners, profile)
		got, err := l.Cluster(ctx, sample)
		if err != nil {
			return nil, err
		}
		found := got.spinners(sample)
		if slices.EqualFunc(spinners, found, slices.Equal) {
			return l.Background, nil
		}
		spinners = found
	}
	if len(spinners) < FewestAccounts {
		return nil, nil
	}
	return backgroundOf(spinners, profile), nil
}

// learnable returns the accounts that a background is made of, by ID.
func learnable(accounts []Account) []Account {
	var out []Account
	for _, a := range accounts {
		if a.Profile.Words() >= FewestWords {
			out = append(out, a)
		}
	}
	slices.SortFunc(out, compareIDs)
	if len(out) <= mostLearned {
		return out
	}
	rank := make(map[string]uint64, len(out))
	for _, a := range out {
		rank[a.ID] = digest("learn", a.ID, 0)
	}
	slices.SortFunc(out, func(a, b Account) int { return cmp.Or(cmp.Compare(rank[a.ID], rank[b.ID]), compareIDs(a, b)) })
	out = out[:mostLearned]
	slices.SortFunc(out, compareIDs)
	return out
}

func compareIDs(a, b Account) int { return cmp.Compare(a.ID, b.ID) }

// spinners returns the accounts of each spinner, those that are in no cluster alone, by
// their first account.
func (c Clustering) spinners(accounts []Account) [][]string {
	var out [][]string
	clustered := make(map[string]bool)
	for _, x := range c.Clusters {
		out = append(out, x.Accounts)
		for _, id := range x.Accounts {
			clustered[id] = true
		}
	}
	for _, a := range accounts {
		if !clustered[a.ID] {
			out = append(out, []string{a.ID})
		}
	}
	slices.SortFunc(out, func(a, b []string) int { return cmp.Compare(a[0], b[0]) })
	return out
}

// backgroundOf returns a background of spinners, each with some accounts.
func backgroundOf(spinners [][]string, profile map[string]*Profile) *Background {
	b := new(Background)
	for _, ids := range spinners {
		var list []*Profile
		for _, id := range ids {
			list = append(list, profile[id])
		}
		b.Add(list...)
	}
	return b
}
