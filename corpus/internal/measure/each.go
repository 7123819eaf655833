package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/memstore"
)

// each checks every text of a file against the texts of other groups, and lists
// those that the corpus calls spun.
func each(ctx context.Context, w io.Writer, name string, settings corpus.Settings) error {
	c, err := corpus.New(ctx, new(memstore.Store), settings)
	if err != nil {
		return err
	}
	var texts []corpus.Text
	for line, err := range lines(name) {
		if err != nil {
			return err
		}
		var t struct{ ID, Text, Group string }
		if err := json.Unmarshal(line, &t); err != nil {
			return fmt.Errorf("%s: text %d: %w", name, len(texts), err)
		}
		texts = append(texts, corpus.Text{ID: t.ID, Group: t.Group, Text: t.Text})
	}
	if err := c.Add(ctx, texts...); err != nil {
		return err
	}
	verdicts := make(map[compare.Verdict]int)
	for _, t := range texts {
		answer, err := c.Check(ctx, t)
		if err != nil {
			return err
		}
		verdicts[answer.Verdict]++
		for _, m := range answer.Matches {
			if m.Report.Verdict == compare.Spun {
				show(w, t, m)
			}
		}
	}
	fmt.Fprintf(w, "%d texts, each checked against those of other groups:", len(texts))
	for v := compare.Identical; ; v-- {
		if n := verdicts[v]; n > 0 {
			fmt.Fprintf(w, " %v %d", v, n)
		}
		if v == 0 {
			break
		}
	}
	n, k := float64(len(texts)), float64(verdicts[compare.Spun])
	low, high := wilson(k, n)
	fmt.Fprintf(w, "\nspun: %.4f %% (95 %%: %.4f to %.4f)\n", 100*k/n, 100*low, 100*high)
	const share, recall = 0.001, 0.96 // share of posts that are spun, and share of these that are found
	for _, rate := range []float64{k / n, high} {
		fmt.Fprintf(w, "precision where 1 post in 1,000 is spun, false ones %.4f %%: %.3f\n", 100*rate, share*recall/(share*recall+(1-share)*rate))
	}
	return nil
}

// show prints a match, for a person to judge.
func show(w io.Writer, suspect corpus.Text, m corpus.Match) {
	r := m.Report
	fmt.Fprintf(w, "\n== %s (%s) from %s (%s): confidence %.2f, coverage %.2f, %d exchanges\n",
		suspect.ID, suspect.Group, m.Source.ID, m.Source.Group, r.Confidence, r.Coverage.Suspect, len(r.Substitutions))
	for _, s := range r.Substitutions {
		fmt.Fprintf(w, "%s→%s (%s, %s); ", s.Source.Text, s.Suspect.Text, s.Kind, s.Relation)
	}
	fmt.Fprintln(w)
	for _, p := range r.Passages {
		fmt.Fprintf(w, "-- %v\nsource:  %s\nsuspect: %s\n", p.Verdict,
			oneLine(m.Source.Text[p.Source.Start:p.Source.End]), oneLine(suspect.Text[p.Suspect.Start:p.Suspect.End]))
	}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// wilson returns the 95 % interval of a rate that was observed k times in n
// (Wilson, Probable inference, JASA 1927).
func wilson(k, n float64) (low, high float64) {
	const z = 1.96
	p, d := k/n, 1+z*z/n
	mid, half := (p+z*z/(2*n))/d, z*math.Sqrt(p*(1-p)/n+z*z/(4*n*n))/d
	return max(0, mid-half), mid + half
}
