package main

import (
	"flag"
	"fmt"
	"io"
	"math/rand/v2"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/score"
	"github.com/palimpsest-go/palimpsest/compare/spinner"
)

// The made spinners that are linked without a background: accounts of each kind, two of
// each spinner, the words that all know, and the exchanges of a post.
const (
	aloneAccounts = 100
	aloneWords    = 200
	aloneSize     = 40
)

var (
	aloneTargets    = []int{2, 3, 4, 8} // of each word
	aloneConsistent = []float64{1, .9, .6}
)

// runAlone writes, for some numbers of posts, how many pairs of accounts of one spinner are
// found without a background, and how many others are linked.
func runAlone(w io.Writer, args []string) error {
	flags := flag.NewFlagSet("alone", flag.ContinueOnError)
	seed := flags.Uint64("seed", 1, "what is drawn follows from `SEED`")
	if err := flags.Parse(args); err != nil {
		return err
	}
	for _, posts := range []int{1, 3, 8} {
		var wrong score.Rate
		fmt.Fprintf(w, "%d x %d posts of %d:", posts, posts, aloneSize)
		for _, consistent := range aloneConsistent {
			var found score.Rate
			for _, targets := range aloneTargets {
				r := rand.New(rand.NewPCG(*seed, uint64(targets)))
				if err := linkAlone(posts, targets, consistent, r, &found, &wrong); err != nil {
					return err
				}
			}
			fmt.Fprintf(w, " consistent %.1f: %d of %d;", consistent, found.Count, found.Of)
		}
		fmt.Fprintf(w, " wrong: %d of %d\n", wrong.Count, wrong.Of)
	}
	return nil
}

// linkAlone links the accounts of one kind.
func linkAlone(posts, targets int, consistent float64, r *rand.Rand, found, wrong *score.Rate) error {
	var accounts []*spinner.Profile
	for i := range aloneAccounts {
		p := new(spinner.Profile)
		for range posts {
			report, err := alonePost(uint64(i/2), targets, consistent, r).report(0)
			if err != nil {
				return err
			}
			if _, err := p.Add(report, fmt.Sprint(r.Uint64())); err != nil {
				return err
			}
		}
		accounts = append(accounts, p)
	}
	set, err := spinner.Linker{}.Set(accounts...)
	if err != nil {
		return err
	}
	for i := range accounts {
		for j := range i {
			rate := wrong
			if i/2 == j/2 {
				rate = found
			}
			rate.Of++
			rate.Count += count(set.Link(i, j).Outcome == spinner.Linked)
		}
	}
	return nil
}

// alonePost returns a post of a spinner, who takes its own target for a word, but in some
// cases any.
func alonePost(spinnerID uint64, targets int, consistent float64, r *rand.Rand) *post {
	x := &post{Language: "en"}
	for _, w := range r.Perm(aloneWords)[:aloneSize] {
		target := rand.New(rand.NewPCG(spinnerID, uint64(w))).IntN(targets)
		if r.Float64() > consistent {
			target = r.IntN(targets)
		}
		word := fmt.Sprintf("w%c%c%cq", 'a'+w/100%10, 'a'+w/10%10, 'a'+w%10)
		x.Exchanges = append(x.Exchanges, [3]string{word, fmt.Sprintf("%sto%c", word, 'a'+target), string(compare.KindSynonym)})
	}
	return x
}
