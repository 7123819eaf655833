package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"strconv"

	"github.com/palimpsest-go/palimpsest/compare/spinner"
)

// A mix says of which made thesauri the spinners of a lot have their dictionaries.
type mix struct {
	name    string
	targets []int // of each word, in each of twenty parts of the spinners in turn
}

var mixes = []mix{
	{"2 targets", []int{2}},
	{"3 targets", []int{3}},
	{"8 targets", []int{8}},
	{"8 targets, one spinner in 20 has 2 others", append([]int{-2}, repeat(8, 19)...)},
}

func repeat(n, times int) []int {
	out := make([]int, times)
	for i := range out {
		out[i] = n
	}
	return out
}

// runMade clusters accounts of made spinners by a background of their own, and without
// one.
func runMade(w io.Writer, args []string) error {
	flags := flag.NewFlagSet("made", flag.ContinueOnError)
	seed := flags.Uint64("seed", 1, "what is drawn follows from `SEED`")
	most := flags.Int("most", 3000, "cluster up to `N` accounts")
	large := flags.Float64("operation", 0, "let this `SHARE` of the accounts be one operation")
	if err := flags.Parse(args); err != nil {
		return err
	}
	for _, m := range mixes {
		for _, consistent := range aloneConsistent {
			for _, n := range []int{100, 300, 1000, 3000} {
				if n > *most {
					continue
				}
				accounts, of, err := m.accounts(n, consistent, *large, *seed)
				if err != nil {
					return err
				}
				for _, b := range []*spinner.Background{new(spinner.Background), nil} {
					got, err := spinner.Linker{Background: b}.Cluster(context.Background(), accounts)
					if err != nil {
						return err
					}
					fmt.Fprintf(w, "%s, consistent %.1f, %d accounts, %d spinners in the background\n", m.name, consistent, n, got.Spinners)
					writeClusters(w, got, of)
				}
			}
		}
	}
	return nil
}

// accounts returns accounts of three posts each. Every fourth account belongs to an
// operation of five.
func (m mix) accounts(n int, consistent, large float64, seed uint64) ([]spinner.Account, map[string]uint64, error) {
	r := rand.New(rand.NewPCG(seed, uint64(n)))
	of := make(map[string]uint64)
	var out []spinner.Account
	for i := range n {
		id := uint64(1<<20 + i)
		switch {
		case float64(i) < large*float64(n):
			id = 1 << 30
		case i%4 == 0:
			id = uint64(i / (4 * operation))
		}
		p := new(spinner.Profile)
		for range scalePosts {
			x := alonePost(id, max(m.targets[id%uint64(len(m.targets))], -m.targets[id%uint64(len(m.targets))]), consistent, r)
			if m.targets[id%uint64(len(m.targets))] < 0 {
				for k := range x.Exchanges {
					x.Exchanges[k][1] += "x"
				}
			}
			report, err := x.report(0)
			if err != nil {
				return nil, nil, err
			}
			if _, err := p.Add(report, fmt.Sprint(r.Uint64())); err != nil {
				return nil, nil, err
			}
		}
		name := strconv.Itoa(i)
		of[name] = id
		out = append(out, spinner.Account{ID: name, Profile: p})
	}
	return out, of, nil
}
