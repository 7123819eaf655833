package synth

import (
	"math/rand/v2"
	"strings"
)

// Spinning says how a spinner exchanges words. Keys are matched longest first,
// from the source side, and the result is never looked up again.
type Spinning struct {
	Rate      float64 // share of the words to exchange, 0 to 1
	Free      bool    // choose anew at each occurrence; otherwise once for each key, which is then exchanged everywhere
	Functions bool    // exchange function words too
	First     bool    // take the first replacement in the dictionary, as careful spinners take the commonest
	Phrases   bool    // take replacements of several words if there are any
	Bare      bool    // drop inflection: stopped → halt
	Regular   bool    // inflect irregular words by rule: children → kids, but feet → foots
	Repair    bool    // make a and an agree with the word after them
	Names     bool    // take some names and months for everyday words: May → Might
}

// A spinner chooses sites and their replacements, and exchanges them.
type spinner struct {
	finder
	exchanger exchanger
}

// newSpinner returns a spinner of a draft.
func newSpinner(d *draft, dict *Dictionary, how Spinning, r *rand.Rand) *spinner {
	return &spinner{finder: finder{draft: d, dict: dict, how: how, r: r}, exchanger: exchanger{draft: d, how: how}}
}

// spin exchanges words of s and returns how many words of the source it exchanged.
// The number is as near to the rate as the dictionary allows.
func (p *spinner) spin(s stretch) int {
	all := p.sites(s)
	target := int(p.how.Rate*float64(s.len()) + 0.5)
	chosen := make(map[string]string)
	done := 0
	for _, group := range grouped(all, p.how.Free, p.r) {
		size := 0
		for _, x := range group {
			size += x.to - x.from
		}
		if done+size > target+max(1, s.len()/50) {
			continue
		}
		for _, x := range group {
			value, ok := chosen[x.key]
			if !ok || p.how.Free {
				value = choose(x, p.how, p.r)
				chosen[x.key] = value
			}
			done += p.exchanger.exchange(x, value)
		}
		if done >= target {
			break
		}
	}
	if p.how.Repair {
		p.exchanger.repair(s)
	}
	return done
}

// grouped returns the sites in groups to be exchanged together, in a random order.
func grouped(all []site, free bool, r *rand.Rand) [][]site {
	var out [][]site
	at := make(map[string]int)
	for _, x := range all {
		k, ok := at[x.key]
		if !ok || free {
			k = len(out)
			at[x.key] = k
			out = append(out, nil)
		}
		out[k] = append(out[k], x)
	}
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// choose draws a replacement. Thesauri are full of replacements of several words.
// Unless they are asked for, choose draws them more seldom than they occur there.
func choose(x site, how Spinning, r *rand.Rand) string {
	if how.First {
		return x.values[0]
	}
	v := x.values[r.IntN(len(x.values))]
	for range 4 {
		several := strings.ContainsRune(v, ' ')
		if several == how.Phrases || x.to-x.from > 1 || !how.Phrases && r.IntN(3) == 0 {
			break
		}
		v = x.values[r.IntN(len(x.values))]
	}
	return v
}
