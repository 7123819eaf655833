package main

import (
	"cmp"
	"context"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/palimpsest-go/palimpsest/compare/spinner"
)

// A link is a lead for people. Nothing here changes what is decided about a text.

// bounds limit how much is linked. What exceeds them is left out, and the answer says
// so.
type bounds struct {
	authors   int
	exchanges int // of all authors together
}

var linkBounds = bounds{authors: 20_000, exchanges: 4_000_000}

const (
	linkTime       = 5 * time.Minute // for a request
	mostShownPair  = 20              // mappings of a link
	mostShownGroup = 50              // mappings of a cluster
)

// errNoProfiles says that profiles are not kept.
var errNoProfiles = &problem{status: http.StatusNotFound, Code: "not_found", Message: "no profiles of authors are kept (-profiles)"}

// errNoAuthor says that nothing is known of an author.
var errNoAuthor = &problem{status: http.StatusNotFound, Code: "not_found", Message: "no text of this author was found spun"}

// A linkedAuthor is an author with the size of the author's profile.
type linkedAuthor struct {
	Author    string `json:"author"`
	Posts     int    `json:"posts"`     // texts that were found spun
	Exchanges int    `json:"exchanges"` // of words in them, each word of a source once
}

// A mapping is a mapping of words that several authors have.
type mapping struct {
	Language string `json:"language"`
	Word     string `json:"word"`
	Target   string `json:"target"`
	Authors  int    `json:"authors"` // that have it
	Sources  int    `json:"sources"` // in which they have it, together
}

// An authorLink says that two authors probably share a dictionary.
type authorLink struct {
	Authors    []linkedAuthor `json:"authors"`
	Score      float64        `json:"score"`      // log-likelihood ratio, in nats
	Confidence share          `json:"confidence"` // probability that they share one
	Words      int            `json:"words"`      // that both exchanged
	Agreed     float64        `json:"agreed"`     // how many of Words they replaced by the same word
	Shared     []mapping      `json:"shared"`     // some of the mappings that both have
}

// An authorCluster is authors that probably share a dictionary.
type authorCluster struct {
	Authors []linkedAuthor `json:"authors"`
	Links   []authorLink   `json:"links"`  // that hold it together, the strongest first
	Shared  []mapping      `json:"shared"` // some of the mappings that two or more have
}

// A sample says which authors were judged.
type sample struct {
	Judged       int     `json:"judged"`       // authors
	Insufficient int     `json:"insufficient"` // authors about whom too little is known
	LeftOut      int     `json:"left_out"`     // authors beyond the bounds of what is linked
	Unread       int     `json:"unread"`       // texts whose part of a profile cannot be read
	Needed       float64 `json:"needed"`       // score that a link needs
	Background   int     `json:"background"`   // spinners that showed what is usual; with 0 a link needs more agreement
}

// clusters is what GET /authors/links answers.
type clusters struct {
	Clusters []authorCluster `json:"clusters"`
	More     bool            `json:"more"` // there are more than the limit
	sample
}

// linksOfOne is what GET /authors/{author}/links answers.
type linksOfOne struct {
	Author linkedAuthor `json:"author"`
	Links  []authorLink `json:"links"` // the strongest first
	More   bool         `json:"more"`  // there are more than the limit
	sample
}

// listLinks answers GET /authors/links.
func (s *service) listLinks(w http.ResponseWriter, r *http.Request) error {
	query := noteOf(r).query
	floor, limit, err := floorAndLimit(query)
	if err != nil {
		return err
	}
	var out clusters
	err = s.linking(w, r, func(ctx context.Context) error {
		known, err := s.linked(ctx, query.Get("tenant"), "")
		if err != nil {
			return err
		}
		out, err = known.clusters(ctx, floor, limit)
		return err
	})
	if err == nil {
		writeJSON(w, http.StatusOK, out)
	}
	return err
}

// linksOf answers GET /authors/{author}/links.
func (s *service) linksOf(w http.ResponseWriter, r *http.Request) error {
	query := noteOf(r).query
	floor, limit, err := floorAndLimit(query)
	if err != nil {
		return err
	}
	var out linksOfOne
	err = s.linking(w, r, func(ctx context.Context) error {
		author := r.PathValue("author")
		known, err := s.linked(ctx, query.Get("tenant"), author)
		if err != nil {
			return err
		}
		if _, ok := known.sizes[author]; !ok {
			return errNoAuthor
		}
		out, err = known.linksOf(ctx, author, floor, limit)
		return err
	})
	if err == nil {
		writeJSON(w, http.StatusOK, out)
	}
	return err
}

// floorAndLimit returns the confidence that a link must have, and how many are listed.
func floorAndLimit(query url.Values) (floor float64, limit int, err error) {
	floor = spinner.DefaultConfidence
	if given := query.Get("floor"); given != "" {
		if floor, err = strconv.ParseFloat(given, 64); err != nil || !(floor > 0 && floor < 1) {
			return 0, 0, badRequest("the query: floor must be a number between 0 and 1, both left out")
		}
	}
	limit, err = queryInt(query, "limit", defaultListed, 1, mostListed)
	return floor, limit, err
}

// linking calls f, which looks for links, unless another request is doing so. It takes
// no slot of the queue, so that no check waits for the half minute that it keeps one
// processor busy with many authors. It may take longer than other requests. Its result
// is not kept for the next time: a check may have changed it, and data derived about
// people are best not kept twice.
func (s *service) linking(w http.ResponseWriter, r *http.Request, f func(context.Context) error) error {
	if !s.profiles.keep {
		return errNoProfiles
	}
	if !s.links.TryLock() {
		return &limitError{"links", tooManyRequests("another request looks for links; try again when it is done", 10)}
	}
	defer s.links.Unlock()
	defer s.metrics.time("links")()
	ctx, cancel := context.WithTimeout(r.Context(), linkTime)
	defer cancel()
	http.NewResponseController(w).SetWriteDeadline(time.Now().Add(linkTime + sendTime)) // if it cannot be set, there is no deadline
	return f(ctx)
}

// knownAuthors are the authors of a tenant that can be linked.
type knownAuthors struct {
	accounts []spinner.Account
	sizes    map[string]linkedAuthor // by name
	leftOut  int
	unread   int
}

// linked returns the authors of a tenant. If there are more than the bounds allow, it
// takes those about whom most is known, and the one that is asked for.
func (s *service) linked(ctx context.Context, tenant, author string) (*knownAuthors, error) {
	list, err := s.profiles.parts(ctx, tenant)
	if err != nil {
		return nil, err
	}
	known := &knownAuthors{sizes: make(map[string]linkedAuthor)}
	for _, x := range list {
		if x.Author == "" {
			known.unread++
		}
	}
	all, _ := profiledAuthors(list, time.Now())
	slices.SortFunc(all, func(a, b *profiled) int {
		return cmp.Or(rank(a, author)-rank(b, author), cmp.Compare(b.exchanges, a.exchanges), cmp.Compare(a.author, b.author))
	})
	exchanges := 0
	for i, a := range all {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if exchanges += a.exchanges; i == s.most.authors || exchanges > s.most.exchanges {
			known.leftOut = len(all) - i
			break
		}
		p, posts, unread := a.profile()
		known.unread += unread
		if posts > 0 {
			known.accounts = append(known.accounts, spinner.Account{ID: a.author, Profile: p})
			known.sizes[a.author] = linkedAuthor{a.author, posts, p.Exchanges()}
		}
	}
	return known, nil
}

// rank puts the requested author first.
func rank(a *profiled, author string) int {
	if a.author == author {
		return 0
	}
	return 1
}

// linker returns a linker with a confidence. Its background is made of the accounts at
// hand, if there are enough of them.
func (k *knownAuthors) linker(floor float64) spinner.Linker {
	return spinner.Linker{Confidence: floor, Prior: min(spinner.DefaultPrior, 1/float64(max(1, len(k.accounts))))}
}

// clusters returns the authors that probably share a dictionary.
func (k *knownAuthors) clusters(ctx context.Context, floor float64, limit int) (clusters, error) {
	got, err := k.linker(floor).Cluster(ctx, k.accounts)
	if err != nil {
		return clusters{}, err
	}
	out := clusters{Clusters: []authorCluster{}, sample: k.sample(len(k.accounts), len(got.Insufficient), got.Needed, got.Spinners)}
	for _, c := range got.Clusters {
		if out.More = len(out.Clusters) == limit; out.More {
			break
		}
		one := authorCluster{Shared: mappings(c.Shared, mostShownGroup)}
		for _, id := range c.Accounts {
			one.Authors = append(one.Authors, k.sizes[id])
		}
		for _, j := range c.Links {
			one.Links = append(one.Links, k.link(j.A, j.B, &j.Link))
		}
		out.Clusters = append(out.Clusters, one)
	}
	return out, nil
}

// linksOf compares an author, who is the first in the list, with all others.
func (k *knownAuthors) linksOf(ctx context.Context, author string, floor float64, limit int) (linksOfOne, error) {
	out := linksOfOne{Author: k.sizes[author], Links: []authorLink{}}
	all := make([]*spinner.Profile, len(k.accounts))
	for i, a := range k.accounts {
		all[i] = a.Profile
	}
	linker := k.linker(floor)
	var err error
	if linker.Background, err = linker.Learn(ctx, k.accounts); err != nil {
		return out, err
	}
	set, err := linker.Set(all...)
	if err != nil {
		return out, err
	}
	insufficient := 0
	for i := 1; i < len(k.accounts); i++ {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		l := set.Link(0, i)
		switch l.Outcome {
		case spinner.Insufficient:
			insufficient++
		case spinner.Linked:
			out.Links = append(out.Links, k.link(author, k.accounts[i].ID, &l))
		}
	}
	slices.SortStableFunc(out.Links, func(a, b authorLink) int { return cmp.Compare(b.Score, a.Score) })
	out.More = len(out.Links) > limit
	out.Links = out.Links[:min(limit, len(out.Links))]
	out.sample = k.sample(len(k.accounts)-1, insufficient, set.Link(0, 0).Needed, linker.Background.Spinners())
	return out, nil
}

// sample reports how many of the authors were judged.
func (k *knownAuthors) sample(of, insufficient int, needed float64, background int) sample {
	return sample{of - insufficient, insufficient, k.leftOut, k.unread, rounded(needed), background}
}

// mostConfident bounds the confidence that is written: the measurements support no
// more.
const mostConfident = 0.9999

// link returns what is written about a link.
func (k *knownAuthors) link(a, b string, l *spinner.Link) authorLink {
	return authorLink{
		[]linkedAuthor{k.sizes[a], k.sizes[b]}, rounded(l.Score), share(min(l.Probability, mostConfident)), l.Words, rounded(l.Agreed), mappings(l.Shared, mostShownPair),
	}
}

// mappings returns what is written about the first mappings.
func mappings(list []spinner.Shared, most int) []mapping {
	out := []mapping{}
	for _, m := range list[:min(most, len(list))] {
		out = append(out, mapping{m.Language, m.Word, m.Target, m.Accounts, m.Sources})
	}
	return out
}

// rounded returns a number with two decimals.
func rounded(x float64) float64 { return math.Round(x*100) / 100 }
