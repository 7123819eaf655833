package main

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/palimpsest-go/palimpsest/compare/spinner"
)

// The accounts of the scale run: the posts of each, the exchanges of each post, and
// the size of an operation. Every fourth account belongs to one.
const (
	scalePosts     = 3
	scaleSize      = 40
	fewestTargets  = 3
	operation      = 5
	largeOperation = 400 // one is so large, to see that its size does not hide it
)

// A pool holds what spinners of one thesaurus were seen to put for each word, and the
// posts with these words.
type pool struct {
	posts   []post
	targets map[string][]string
}

func newPool(posts map[int][]post) *pool {
	p := &pool{targets: make(map[string][]string)}
	for _, n := range slices.Sorted(maps.Keys(posts)) {
		for _, x := range posts[n] {
			p.posts = append(p.posts, x)
			for _, e := range x.Exchanges {
				from, to := strings.ToLower(e[0]), strings.ToLower(e[1])
				if !slices.Contains(p.targets[from], to) {
					p.targets[from] = append(p.targets[from], to)
				}
			}
		}
	}
	return p
}

// own returns the targets that a spinner has for a word, at most so many, and the first of
// them first. They are drawn by a generator of their own. A plain FNV hash of spinner and
// word will not do: of 4,000 pairs of spinners on 60 words with two targets each, the most
// alike agreed on .95, and with this generator on .75.
func (p *pool) own(spinner uint64, word string, options int) []string {
	list := p.targets[word]
	sum := sha256.Sum256(fmt.Append(nil, spinner, " ", word))
	r := rand.New(rand.NewPCG(binary.LittleEndian.Uint64(sum[:]), binary.LittleEndian.Uint64(sum[8:])))
	var out []string
	for _, i := range r.Perm(len(list))[:min(options, len(list))] {
		out = append(out, list[i])
	}
	return out
}

// post returns a post with the words of a real one. For each word the spinner takes one of
// the targets that were seen for it, as its habit is. Words with few seen targets
// are left out: all spinners would agree on them, but real spinners do not.
func (p *pool) post(spinner uint64, h habit, r *rand.Rand) post {
	x := p.posts[r.IntN(len(p.posts))]
	var exchanges [][3]string
	for _, e := range x.Exchanges {
		word := strings.ToLower(e[0])
		if len(p.targets[word]) < fewestTargets {
			continue
		}
		own := p.own(spinner, word, h.options)
		to := own[0]
		if len(own) > 1 && r.Float64() >= h.first {
			to = own[1+r.IntN(len(own)-1)]
		}
		exchanges = append(exchanges, [3]string{word, to, e[2]})
	}
	x.Exchanges = exchanges
	x.Source += " edition " + strconv.Itoa(r.IntN(50))
	return x
}

func runScale(w io.Writer, args []string) error {
	flags := flag.NewFlagSet("scale", flag.ContinueOnError)
	n := flags.Int("accounts", 20000, "cluster `N` accounts")
	seed := flags.Uint64("seed", 1, "what is drawn follows from `SEED`")
	from := flags.String("background", "other", "make the background of `other` spinners, of the accounts (own), or none")
	mixed := flags.Bool("mixed", false, "let spinners have the habits of those of posts, not one target for each word")
	large := flags.Int("operation", largeOperation, "let `N` accounts be one operation")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() == 0 {
		return errors.New("files of posts are wanted")
	}
	var pools []*pool
	for _, name := range flags.Args() {
		posts, _, err := readPosts(name)
		if err != nil {
			return err
		}
		pools = append(pools, newPool(posts))
	}
	r := rand.New(rand.NewPCG(*seed, 3))
	c := crowd{pools: pools, mixed: *mixed, large: *large}
	background, err := c.background(*from, r)
	if err != nil {
		return err
	}
	accounts, of, err := c.accounts(*n, r)
	if err != nil {
		return err
	}
	runtime.GC()
	start := processorTime()
	got, err := spinner.Linker{Background: background}.Cluster(context.Background(), accounts)
	if err != nil {
		return err
	}
	took := processorTime() - start
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	fmt.Fprintf(w, "%d accounts, %d spinners in the background, %d pairs scored, %d clusters, %d insufficient, %.1f s of processor time, %d MB from the system\n", len(accounts), got.Spinners, got.Scored, len(got.Clusters), len(got.Insufficient), took.Seconds(), m.Sys>>20)
	writeClusters(w, got, of)
	return nil
}

// processorTime returns the processor time of this process.
func processorTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// A crowd makes accounts of spinners.
type crowd struct {
	pools []*pool
	mixed bool
	large int // accounts of the largest operation
}

// background returns one of other spinners, one to be made of the accounts (nil), or an
// empty one.
func (c crowd) background(from string, r *rand.Rand) (*spinner.Background, error) {
	b := new(spinner.Background)
	switch from {
	case "own":
		return nil, nil
	case "none":
		return b, nil
	case "other":
	default:
		return nil, fmt.Errorf("-background %s: want own, none or other", from)
	}
	for i := range 40 * len(c.pools) {
		p, err := c.account(c.pools[i%len(c.pools)], uint64(1<<40+i), 20, 0, r)
		if err != nil {
			return nil, err
		}
		b.Add(p)
	}
	return b, nil
}

// account returns the profile of an account of a spinner.
func (c crowd) account(p *pool, spinnerID uint64, posts, size int, r *rand.Rand) (*spinner.Profile, error) {
	h := habits[0]
	if c.mixed {
		h = habits[spinnerID/uint64(len(c.pools))%uint64(len(habits))]
	}
	list := make([]post, posts)
	for i := range list {
		list[i] = p.post(spinnerID, h, r)
	}
	return profile(list, size)
}

// accounts returns accounts and the spinner of each.
func (c crowd) accounts(n int, r *rand.Rand) ([]spinner.Account, map[string]uint64, error) {
	of := make(map[string]uint64)
	var out []spinner.Account
	for i := range n {
		id := uint64(1<<20 + i) // alone
		switch {
		case i < c.large && n > 2*c.large:
			id = 1 << 30
		case i%4 == 0:
			id = uint64(i / (4 * operation))
		}
		p, err := c.account(c.pools[id%uint64(len(c.pools))], id, scalePosts, scaleSize, r)
		if err != nil {
			return nil, nil, err
		}
		name := strconv.Itoa(i)
		of[name] = id
		out = append(out, spinner.Account{ID: name, Profile: p})
	}
	return out, of, nil
}

// writeClusters writes how many pairs of accounts are rightly in one cluster, as a part
// of those that are in one and of those that should be.
func writeClusters(w io.Writer, got spinner.Clustering, of map[string]uint64) {
	size := make(map[uint64]int)
	for _, s := range of {
		size[s]++
	}
	pairs, right, wanted, large := 0, 0, 0, 0
	for _, n := range size {
		wanted += n * (n - 1) / 2
	}
	links, wrong := 0, 0
	for _, c := range got.Clusters {
		n := len(c.Accounts)
		pairs += n * (n - 1) / 2
		inside := make(map[uint64]int)
		for _, a := range c.Accounts {
			inside[of[a]]++
		}
		for s, k := range inside {
			right += k * (k - 1) / 2
			if s == 1<<30 {
				large = max(large, k)
			}
		}
		for _, l := range c.Links {
			links++
			wrong += count(of[l.A] != of[l.B])
		}
	}
	if k := size[1<<30]; k > 0 {
		wanted -= k * (k - 1) / 2
		right -= large * (large - 1) / 2
		pairs -= large * (large - 1) / 2
		fmt.Fprintf(w, "the large operation: %d of %d accounts in one cluster\n", large, k)
	}
	fmt.Fprintf(w, "other pairs in one cluster: precision %s, recall %s\n", rate(right, pairs), rate(right, wanted))
	fmt.Fprintf(w, "links: %d, wrong %d\n", links, wrong)
}
