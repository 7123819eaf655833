package spinner

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
)

// ErrAccount is wrapped by the error of [Linker.Cluster] for an account that is given
// twice.
var ErrAccount = errors.New("spinner: account given twice")

// An Account is a profile under a name.
type Account struct {
	ID      string
	Profile *Profile
}

// A Clustering says which accounts probably share a dictionary.
type Clustering struct {
	Clusters []Cluster // ordered by their first account

	// Insufficient are the accounts that exchanged fewer than [FewestWords] words, in
	// ascending order. Nothing is known about them.
	Insufficient []string

	// Needed is the score that a link needed, in nats: that of [Linker.Confidence], or a higher
	// one if by their probabilities fewer of the links would be right. Scored is how many
	// pairs of accounts were scored.
	Needed float64
	Scored int

	// Spinners is how many spinners the background has that the accounts were judged by: 0
	// if there is none, so that links need more evidence.
	Spinners int
}

// A Cluster is accounts that probably share a dictionary.
type Cluster struct {
	Accounts []string // ascending
	Links    []Joint  // that hold the cluster together, one fewer than accounts, the strongest first
	Shared   []Shared // mappings that two or more accounts have, those of the most accounts first
}

// A Joint is a link between two accounts of a cluster.
type Joint struct {
	A, B string // A before B
	Link
}

// Cluster groups the accounts that probably share a dictionary. Accounts without a link
// are in no cluster.
//
// Links are made from the strongest to the weakest. A link that would join accounts to a
// cluster must also hold between the merged profiles of both sides, so that a single
// wrong link does not join two operations. The first 32 accounts of a large cluster stand
// for all.
//
// Shared mappings decide which accounts are scored: each account against the at most 64
// others that share the most with it, and against those for which it is one of these 64. If
// many accounts have a mapping, each is compared with only 32 of its holders. Time is
// linear in the mappings of all accounts and in these pairs; the package comment says how
// long 20,000 accounts take. The order of accounts makes no difference. ctx is checked now
// and then.
//
// If Background is nil, [Linker.Learn] makes one of the accounts, if they suffice. So the
// same pair may be linked here and not by [Linker.Link], which has no others to learn
// from. An empty background prevents that.
//
// Errors wrap [ErrSettings] or [ErrAccount], or are those of ctx.
func (l Linker) Cluster(ctx context.Context, accounts []Account) (Clustering, error) {
	at, err := l.levels(min(DefaultPrior, 1/float64(max(1, len(accounts)))))
	if err != nil {
		return Clustering{}, err
	}
	if l.Background == nil {
		if l.Background, err = l.Learn(ctx, accounts); err != nil {
			return Clustering{}, err
		}
	}
	at.alone = l.Background.Spinners() == 0
	c := clusterer{linker: l, at: at, needed: at.needed()}
	if err := c.take(accounts); err != nil {
		return Clustering{}, err
	}
	links, err := c.links(ctx)
	if err != nil {
		return Clustering{}, err
	}
	if err := c.join(ctx, links); err != nil {
		return Clustering{}, err
	}
	return c.result(), nil
}

// A clusterer joins accounts in a forest.
type clusterer struct {
	linker       Linker
	at           levels
	needed       float64
	accounts     []Account // that have enough words, by their ids
	insufficient []string
	pair         *pairing
	sides        []*side
	parent       []uint32
	groups       map[uint32]*group // by root, without groups of one account
	scored       int
}

// A group stands for the accounts of a cluster.
type group struct {
	members []uint32 // the first of them, up to coreMembers
	profile *Profile
	from    []*Profile // what profile was merged from
	side    *side
	edges   []pairOf
	failed  map[uint32]bool // roots that it could not be joined with in their present state
}

// coreMembers is how many accounts stand for a cluster: their posts show a dictionary
// well, and merging more would cost time in proportion to the cluster for each.
const coreMembers = 32

// take sorts accounts, and sets aside those with too few words.
func (c *clusterer) take(accounts []Account) error {
	sorted := slices.SortedFunc(slices.Values(accounts), func(a, b Account) int { return cmp.Compare(a.ID, b.ID) })
	for i, a := range sorted {
		switch {
		case i > 0 && sorted[i-1].ID == a.ID:
			return fmt.Errorf("%w: %q", ErrAccount, a.ID)
		case a.Profile.Words() < FewestWords:
			c.insufficient = append(c.insufficient, a.ID)
		default:
			c.accounts = append(c.accounts, a)
		}
	}
	profiles := make([]*Profile, len(c.accounts))
	for i, a := range c.accounts {
		profiles[i] = a.Profile
	}
	model := c.linker.model()
	l := newLot(&model, c.linker.Background, profiles...)
	c.pair = l.pairing(c.linker.CommonSources)
	for i, p := range profiles {
		c.sides = append(c.sides, l.side(p))
		c.parent = append(c.parent, uint32(i))
	}
	return nil
}

// A scoredPair is a linked pair with its score.
type scoredPair struct {
	pairOf
	score float64
}

// links returns the pairs that are linked, the strongest first.
func (c *clusterer) links(ctx context.Context) ([]scoredPair, error) {
	ids := make([]string, len(c.accounts))
	for i, a := range c.accounts {
		ids[i] = a.ID
	}
	pairs, err := newSeeker(c.pair.lot, ids, c.sides, c.needed).pairs(ctx)
	if err != nil {
		return nil, err
	}
	var out []scoredPair
	for n, p := range pairs {
		if n&1023 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if score := c.pair.score(c.sides[p.a], c.sides[p.b]); score >= c.needed && c.pair.words >= FewestWords {
			out = append(out, scoredPair{p, score})
		}
	}
	c.scored = len(pairs)
	slices.SortFunc(out, func(x, y scoredPair) int { return cmp.Or(cmp.Compare(y.score, x.score), x.compare(y.pairOf)) })
	return c.sure(out), nil
}

// sure returns the longest beginning of linked pairs, the strongest first, of which on
// average the confidence is right by their probabilities. If few of them are strong, that
// asks for more than the score that is needed in other cases.
func (c *clusterer) sure(pairs []scoredPair) []scoredPair {
	sum, n := 0.0, 0
	for i, p := range pairs {
		if sum += c.at.probability(p.score); sum >= c.at.confidence*float64(i+1) {
			n = i + 1
		}
	}
	if n < len(pairs) {
		c.needed = math.Nextafter(pairs[n].score, math.Inf(1))
	}
	for n > 0 && pairs[n-1].score < c.needed {
		n-- // as strong as the first that is left out
	}
	return pairs[:n]
}

// join makes clusters.
func (c *clusterer) join(ctx context.Context, links []scoredPair) error {
	c.groups = make(map[uint32]*group)
	for n, l := range links {
		if n&255 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		a, b := c.root(l.a), c.root(l.b)
		if a == b {
			continue
		}
		p, q := c.group(a), c.group(b)
		if p.failed[b] || q.failed[a] {
			continue
		}
		if len(p.members)+len(q.members) > 2 && !c.agree(p, q) {
			p.failed[b], q.failed[a] = true, true
			c.groups[a], c.groups[b] = p, q
			continue
		}
		delete(c.groups, a)
		delete(c.groups, b)
		root := min(a, b)
		c.parent[max(a, b)] = root
		c.groups[root] = c.merged(p, q, l.pairOf)
	}
	return nil
}

func (c *clusterer) root(i uint32) uint32 {
	for c.parent[i] != i {
		c.parent[i] = c.parent[c.parent[i]]
		i = c.parent[i]
	}
	return i
}

// group returns the group of the cluster with a root.
func (c *clusterer) group(root uint32) *group {
	if g := c.groups[root]; g != nil {
		return g
	}
	return &group{members: []uint32{root}, profile: c.accounts[root].Profile, from: []*Profile{c.accounts[root].Profile}, side: c.sides[root], failed: make(map[uint32]bool)}
}

// agree reports whether two clusters as a whole are linked. Sources that both copied
// count here, because a large cluster has copied most sources, and it was checked
// before that the pair which links them does not link because of common sources.
func (c *clusterer) agree(p, q *group) bool {
	x := c.pair.pairing(true)
	return x.score(p.side, q.side) >= c.needed
}

// merged returns the group of two joined clusters. Its list of failures is empty,
// because it has grown.
func (c *clusterer) merged(p, q *group, by pairOf) *group {
	if len(q.members) > len(p.members) {
		p, q = q, p
	}
	g := &group{members: p.members, profile: p.profile, from: p.from, side: p.side, edges: append(p.edges, q.edges...), failed: make(map[uint32]bool)}
	g.edges = append(g.edges, by)
	if len(g.members) >= coreMembers {
		return g
	}
	g.profile = new(Profile)
	g.profile.Merge(p.profile)
	g.profile.Merge(q.profile)
	g.from = slices.Concat(p.from, q.from)
	g.side = c.pair.side(g.profile, g.from...)
	g.members = slices.Concat(p.members, q.members)
	return g
}

// result returns the clusters.
func (c *clusterer) result() Clustering {
	out := Clustering{Insufficient: c.insufficient, Needed: c.needed, Scored: c.scored, Spinners: c.linker.Background.Spinners()}
	members := make(map[uint32][]uint32)
	for i := range c.accounts {
		root := c.root(uint32(i))
		members[root] = append(members[root], uint32(i))
	}
	for i := range c.accounts { // a root is the smallest of its cluster
		if list := members[uint32(i)]; len(list) > 1 {
			out.Clusters = append(out.Clusters, c.cluster(list, c.groups[uint32(i)].edges))
		}
	}
	return out
}

// cluster describes a cluster of accounts.
func (c *clusterer) cluster(list []uint32, edges []pairOf) Cluster {
	var out Cluster
	sides := make([]*side, len(list))
	for i, a := range list {
		out.Accounts = append(out.Accounts, c.accounts[a].ID)
		sides[i] = c.sides[a]
	}
	x := c.pair.pairing(c.linker.CommonSources)
	x.keep = true
	for _, e := range edges {
		out.Links = append(out.Links, Joint{c.accounts[e.a].ID, c.accounts[e.b].ID, x.link(c.sides[e.a], c.sides[e.b], c.at, c.needed)})
	}
	slices.SortFunc(out.Links, func(a, b Joint) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B))
	})
	out.Shared = x.shared(sides...)
	slices.SortStableFunc(out.Shared, func(a, b Shared) int { return cmp.Or(cmp.Compare(b.Accounts, a.Accounts), rarestFirst(a, b)) })
	return out
}
