package main

import (
	"fmt"

	"github.com/palimpsest-go/palimpsest/compare/internal/labelled"
)

// mixed makes texts that are spun in part: a spun text set behind an edited
// one. There are none among labelled pairs, and without them the model would
// learn that a text with long verbatim stretches is never spun.
func mixed(pairs []labelled.Pair) []labelled.Pair {
	var edited, spun []*labelled.Pair
	for i := range pairs {
		switch p := &pairs[i]; {
		case p.Label == "near-duplicate":
			edited = append(edited, p)
		case p.Label == "spun" && p.Gold != nil && len(p.Passages) == 0:
			spun = append(spun, p)
		}
	}
	var out []labelled.Pair
	for i := range min(len(edited), len(spun)) / 2 {
		e, s := edited[2*i], spun[2*i]
		out = append(out, labelled.Pair{
			ID: fmt.Sprintf("mixed-%s-%s", e.ID, s.ID), Label: "spun", Kind: "mixed",
			Source: e.Source + "\n\n" + s.Source, Suspect: e.Suspect + "\n\n" + s.Suspect,
			Dictionary: s.Dictionary, Repo: s.Repo, Page: s.Page,
		})
	}
	return out
}
