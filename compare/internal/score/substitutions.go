package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/internal/labelled"
)

// A match counts substitutions found and wanted.
type match struct {
	found, gold     int
	strict, overlap int // found that are right: to the byte, or by overlap
	multi, multiHit int // wanted ones of more than one word, and those found by overlap
	exact           int // found whose spans slice to the text they report
}

func (m *match) add(n match) {
	m.found += n.found
	m.gold += n.gold
	m.strict += n.strict
	m.overlap += n.overlap
	m.multi += n.multi
	m.multiHit += n.multiHit
	m.exact += n.exact
}

// f1 is the harmonic mean of precision and recall.
func f1(right, found, gold int) float64 {
	if found+gold == 0 {
		return 1
	}
	return 2 * float64(right) / float64(found+gold)
}

func rate(n, of int) float64 {
	if of == 0 {
		return 1
	}
	return float64(n) / float64(of)
}

// matchGold holds the substitutions of a report against those wanted. Each
// wanted one counts once; ranges overlap if both sides have at least half of
// their union in common.
func matchGold(p *labelled.Pair, r *compare.Report) match {
	m := match{found: len(r.Substitutions), gold: len(p.Gold)}
	used := make([]bool, len(p.Gold))
	for _, s := range r.Substitutions {
		if p.Source[s.Source.Start:s.Source.End] == s.Source.Text && p.Suspect[s.Suspect.Start:s.Suspect.End] == s.Suspect.Text {
			m.exact++
		}
		got := [4]int{s.Source.Start, s.Source.End, s.Suspect.Start, s.Suspect.End}
		best := -1
		for i, g := range p.Gold {
			if !used[i] && (got == g || best < 0 && overlap(got[0], got[1], g[0], g[1]) >= 0.5 && overlap(got[2], got[3], g[2], g[3]) >= 0.5) {
				best = i
				if got == g {
					break
				}
			}
		}
		if best < 0 {
			continue
		}
		used[best] = true
		m.overlap++
		if p.Gold[best] == got {
			m.strict++
		}
	}
	for i, g := range p.Gold {
		if strings.ContainsAny(p.Suspect[g[2]:g[3]], " -\n") {
			m.multi++
			if used[i] {
				m.multiHit++
			}
		}
	}
	return m
}

// overlap returns the length of what two ranges share over that of their
// union.
func overlap(a, b, c, d int) float64 {
	common := min(b, d) - max(a, c)
	if common <= 0 {
		return 0
	}
	return float64(common) / float64(max(b, d)-min(a, c))
}

// printSubstitutions prints precision, recall and F1 of substitutions over all
// pairs whose gold is known, by kind and by dictionary.
func printSubstitutions(w io.Writer, pairs []labelled.Pair, reports []*compare.Report) {
	all := make(map[string]*match)
	for i := range pairs {
		p := &pairs[i]
		if p.Gold == nil {
			continue
		}
		m := matchGold(p, reports[i])
		order := "in order"
		if strings.Contains(p.Kind, "shuffle") {
			order = "moved"
		}
		for _, key := range []string{"kind " + p.Kind, "dictionary " + p.Dictionary, "all " + order, "all"} {
			if all[key] == nil {
				all[key] = &match{}
			}
			all[key].add(m)
		}
	}
	if len(all) == 0 {
		return
	}
	fmt.Fprintf(w, "%-24s %6s %6s   %-28s %8s %16s %6s\n", "substitutions", "gold", "found", "by overlap: F1 (P, R)", "strict", "multi-word", "exact")
	for _, key := range slices.Sorted(maps.Keys(all)) {
		m := all[key]
		fmt.Fprintf(w, "%-24s %6d %6d   %.3f (%.3f, %.3f)%10s %8.3f %6.3f of %-5d %7.4f\n", key, m.gold, m.found,
			f1(m.overlap, m.found, m.gold), rate(m.overlap, m.found), rate(m.overlap, m.gold), "",
			f1(m.strict, m.found, m.gold), rate(m.multiHit, m.multi), m.multi, rate(m.exact, m.found))
	}
}
