package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/internal/synth"
)

// A post is what a report says about one spun text.
type post struct {
	Dictionary string      `json:"dictionary"` // the thesaurus that the spinner's own was drawn from
	Kind       string      `json:"kind"`       // of the spinner
	Spinner    int         `json:"spinner"`    // number within the dictionary
	Source     string      `json:"source"`
	Language   string      `json:"language"`
	Verdict    string      `json:"verdict"`
	Exchanges  [][3]string `json:"exchanges"` // source, suspect and kind, in the order of the suspect
}

// report returns the part of the report that the post has, cut after the first n
// different pairs of exchanged words. With 0 nothing is cut.
func (p *post) report(n int) (*compare.Report, error) {
	r := &compare.Report{Verdict: compare.Spun}
	if err := r.Language.UnmarshalText([]byte(p.Language)); err != nil {
		return nil, err
	}
	seen := make(map[[2]string]bool)
	for _, x := range p.Exchanges {
		s := compare.Substitution{Source: compare.Quote{Text: x[0]}, Suspect: compare.Quote{Text: x[1]}, Kind: compare.Kind(x[2])}
		switch s.Kind {
		case compare.KindSynonym, compare.KindPhrase, compare.KindImpossible, compare.KindOther:
			seen[[2]string{x[0], x[1]}] = true
		}
		if n > 0 && len(seen) > n {
			break
		}
		r.Substitutions = append(r.Substitutions, s)
	}
	return r, nil
}

// A habit says how spinners of one kind choose: which share of a thesaurus's words
// they know, how many targets they have for each, and how often they take the first.
type habit struct {
	name     string
	coverage float64
	options  int
	first    float64
}

var habits = []habit{
	{"one-.45", .45, 1, 1},
	{"one-.75", .75, 1, 1},
	{"three-.5", .75, 3, .5},
	{"three-.9", .75, 3, .9},
}

// own draws a spinner's own dictionary: words at random, targets at random.
func (h habit) own(d *synth.Dictionary, r *rand.Rand) *synth.Dictionary {
	return d.Derive(d.Name, func(_ string, values []string) []string {
		if r.Float64() >= h.coverage {
			return nil
		}
		out := slices.Clone(values)
		r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
		return out[:min(len(out), h.options)]
	})
}

// forPost draws the targets that the spinner takes in one post.
func (h habit) forPost(d *synth.Dictionary, r *rand.Rand) *synth.Dictionary {
	if h.options == 1 {
		return d
	}
	return d.Derive(d.Name, func(_ string, values []string) []string {
		if len(values) == 1 || r.Float64() < h.first {
			return values[:1]
		}
		i := 1 + r.IntN(len(values)-1)
		return values[i : i+1]
	})
}

// A maker makes posts.
type maker struct {
	seed     uint64
	spinners int // of each dictionary
	posts    int // of each spinner
	common   bool
	texts    []*synth.Text
}

// write writes the posts of all spinners of a dictionary. Each text serves a spinner once.
func (m maker) write(w io.Writer, d *synth.Dictionary) error {
	if len(m.texts) < m.posts {
		return fmt.Errorf("%s: %d texts in %q, fewer than posts", d.Name, len(m.texts), d.Language)
	}
	out := bufio.NewWriter(w)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for n := range m.spinners {
		r := rand.New(rand.NewPCG(m.seed, uint64(n)))
		h := habits[n%len(habits)]
		own := h.own(d, r)
		order := r
		if m.common {
			order = rand.New(rand.NewPCG(m.seed, 1<<32))
		}
		for _, i := range order.Perm(len(m.texts))[:m.posts] {
			p, err := spin(m.texts[i], h.forPost(own, r), r)
			if errors.Is(err, errFew) {
				continue
			}
			if err != nil {
				return err
			}
			p.Dictionary, p.Kind, p.Spinner = d.Name, h.name, n
			if err := enc.Encode(p); err != nil {
				return err
			}
		}
	}
	return out.Flush()
}

var errFew = errors.New("the dictionary has too few words of the text")

// spin spins a text at a random rate, and compares it with its source.
func spin(t *synth.Text, d *synth.Dictionary, r *rand.Rand) (post, error) {
	how := synth.Spinning{Rate: []float64{.15, .25, .4}[r.IntN(3)], Repair: t.Language == "en" && r.IntN(2) == 0}
	spun, n := synth.Spin(t, d, how, r)
	if n < 3 {
		return post{}, errFew
	}
	rep, err := compare.Texts(t.Body, spun)
	if err != nil {
		return post{}, err
	}
	p := post{Source: t.ID, Language: rep.Language.String(), Verdict: rep.Verdict.String()}
	for _, s := range rep.Substitutions {
		p.Exchanges = append(p.Exchanges, [3]string{s.Source.Text, s.Suspect.Text, string(s.Kind)})
	}
	return p, nil
}
