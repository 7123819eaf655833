package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"slices"

	"github.com/palimpsest-go/palimpsest/compare/score"
	"github.com/palimpsest-go/palimpsest/compare/spinner"
)

// judged is how many spinners of a file become accounts. The others are background.
const judged = 16

// A trial says what accounts are made of: how many posts, and how many exchanges of each, 0
// for all. Foreign posts are by a spinner that belongs to no account; they hide an account
// among them. Pairs with the same foreign spinner are left out.
type trial struct {
	name          string
	postsA, sizeA int
	postsB, sizeB int
	foreign       int
}

var trials = []trial{
	{"2 x 2 posts of 40", 2, 40, 2, 40, 0},
	{"3 x 3 posts of 20", 3, 20, 3, 20, 0},
	{"3 x 3 posts of 40", 3, 40, 3, 40, 0},
	{"the same, one in four foreign", 3, 40, 3, 40, 1},
	{"the same, half of them foreign", 3, 40, 3, 40, 3},
	{"5 x 5 posts of 40", 5, 40, 5, 40, 0},
	{"10 posts x 1 of 20", 10, 0, 1, 20, 0},
	{"10 posts x 1 of 40", 10, 0, 1, 40, 0},
}

func runLinks(w io.Writer, args []string) error {
	var others []string
	flags := flag.NewFlagSet("links", flag.ContinueOnError)
	flags.Func("background", "take the spinners of the posts in `FILE` as another background", func(name string) error {
		others = append(others, name)
		return nil
	})
	curve := flags.Bool("curve", false, "also write how many pairs have at least each score")
	prior := flags.Float64("prior", 0, "take this `PRIOR` of the linker")
	confidence := flags.Float64("confidence", 0, "take this `CONFIDENCE` of the linker")
	common := flags.Bool("common-sources", false, "count what both accounts took from sources that both copied")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() == 0 {
		return errors.New("files of posts are wanted")
	}
	var other spinner.Background
	for _, name := range others {
		posts, _, err := readPosts(name)
		if err != nil {
			return err
		}
		if err := addAll(&other, posts, 0); err != nil {
			return err
		}
	}
	for _, name := range flags.Args() {
		posts, all, err := readPosts(name)
		if err != nil {
			return err
		}
		var own spinner.Background
		if err := addAll(&own, posts, judged); err != nil {
			return err
		}
		spun := 0
		for _, list := range posts {
			spun += len(list)
		}
		fmt.Fprintf(w, "%s: %d posts, %d of them called spun\n", name, all, spun)
		backgrounds := map[string]*spinner.Background{"none": nil, "own": &own}
		if len(others) > 0 {
			backgrounds["other"] = &other
		}
		for _, b := range slices.Sorted(maps.Keys(backgrounds)) {
			if err := measureLinks(w, b, spinner.Linker{Background: backgrounds[b], Prior: *prior, Confidence: *confidence, CommonSources: *common}, posts, *curve); err != nil {
				return err
			}
		}
	}
	return nil
}

// addAll adds the spinners from a given one on to a background.
func addAll(b *spinner.Background, posts map[int][]post, from int) error {
	for _, n := range slices.Sorted(maps.Keys(posts)) {
		if n < from {
			continue
		}
		p, err := profile(posts[n][:min(20, len(posts[n]))], 0)
		if err != nil {
			return err
		}
		b.Add(p)
	}
	return nil
}

// profile returns the profile of posts, each cut after n exchanges.
func profile(posts []post, n int) (*spinner.Profile, error) {
	p := new(spinner.Profile)
	for i := range posts {
		r, err := posts[i].report(n)
		if err != nil {
			return nil, err
		}
		if _, err := p.Add(r, posts[i].Source); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// An account belongs to a spinner. If left and right accounts differ, the left ones are
// compared only with right ones.
type account struct {
	spinner int
	kind    string
	foreign int // the spinner whose posts are among its own
	right   bool
	*spinner.Profile
}

// accounts makes as many accounts as the posts of each spinner suffice for.
func (t trial) accounts(posts map[int][]post, r *rand.Rand) ([]account, error) {
	var out []account
	for n := range judged {
		list := slices.Clone(posts[n])
		r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		for right := false; ; right = !right && t.postsA != t.postsB {
			k, size := t.postsA, t.sizeA
			if right {
				k, size = t.postsB, t.sizeB
			}
			if k > len(list) {
				break
			}
			p, err := profile(list[:k], size)
			if err != nil {
				return nil, err
			}
			foreign := judged + r.IntN(len(posts)-judged)
			stranger := posts[foreign]
			for range t.foreign {
				q, err := profile(stranger[r.IntN(len(stranger)):][:1], size)
				if err != nil {
					return nil, err
				}
				p.Merge(q)
			}
			out = append(out, account{n, list[0].Kind, foreign, right, p})
			list = list[k:]
		}
	}
	return out, nil
}

// measureLinks links all accounts of all trials. Precision counts the pairs that are
// linked, recall all pairs of one spinner. The column "at .99" is the recall at the
// score at and above which 99 of 100 links are right. That score is chosen from these
// same pairs.
func measureLinks(w io.Writer, background string, l spinner.Linker, posts map[int][]post, curve bool) error {
	for _, t := range trials {
		c := counts{kinds: make(map[string]*score.Rate)}
		for draw := range t.draws() {
			accounts, err := t.accounts(posts, rand.New(rand.NewPCG(1, 2+uint64(draw))))
			if err != nil {
				return err
			}
			if err := t.link(l, accounts, &c); err != nil {
				return err
			}
		}
		c.write(w, background, t.name)
		if curve {
			c.writeCurve(w)
		}
	}
	return nil
}

// draws is how often accounts are made of the same posts. If they have different numbers of
// posts, one draw gives few pairs.
func (t trial) draws() int {
	if t.postsA != t.postsB {
		return 8
	}
	return 1
}

// link links accounts with each other and counts the results.
func (t trial) link(l spinner.Linker, accounts []account, c *counts) error {
	profiles := make([]*spinner.Profile, len(accounts))
	for i, a := range accounts {
		profiles[i] = a.Profile
	}
	set, err := l.Set(profiles...)
	if err != nil {
		return err
	}
	for i, a := range accounts {
		for j, b := range accounts[:i] {
			if t.postsA != t.postsB && a.right == b.right || t.foreign > 0 && a.foreign == b.foreign {
				continue
			}
			c.add(set.Link(i, j), a.spinner == b.spinner, a.kind)
		}
	}
	return nil
}
