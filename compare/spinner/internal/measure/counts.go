package main

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"

	"github.com/palimpsest-go/palimpsest/compare/score"
	"github.com/palimpsest-go/palimpsest/compare/spinner"
)

// counts are the results of the links of one trial.
type counts struct {
	like, unlike         int // pairs
	right, wrong         int // linked
	likeThin, unlikeThin int // insufficient
	words                int // compared in like pairs
	scores               []scored
	kinds                map[string]*score.Rate // of like pairs
}

type scored struct {
	score float64
	like  bool
}

func (c *counts) add(l spinner.Link, like bool, kind string) {
	linked, thin := l.Outcome == spinner.Linked, l.Outcome == spinner.Insufficient
	c.scores = append(c.scores, scored{l.Score, like})
	if !like {
		c.unlike++
		c.wrong += count(linked)
		c.unlikeThin += count(thin)
		return
	}
	if c.kinds[kind] == nil {
		c.kinds[kind] = new(score.Rate)
	}
	c.kinds[kind].Of++
	c.kinds[kind].Count += count(linked)
	c.like++
	c.words += l.Words
	c.right += count(linked)
	c.likeThin += count(thin)
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

// atPrecision returns the recall at the lowest score at and above which 99 of 100 pairs
// are alike.
func (c *counts) atPrecision() score.Rate {
	slices.SortFunc(c.scores, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(count(a.like), count(b.like)))
	})
	best, right := 0, 0
	for i, s := range c.scores {
		right += count(s.like)
		if 100*right >= 99*(i+1) {
			best = right
		}
	}
	return score.Rate{Count: best, Of: c.like}
}

func (c *counts) write(w io.Writer, background, name string) {
	fmt.Fprintf(w, "%-5s  %-31s  words %5.1f  P %s  R %s  at .99 %s  wrong %d of %d  thin %d + %d ", background, name, float64(c.words)/float64(max(1, c.like)),
		rate(c.right, c.right+c.wrong), rate(c.right, c.like), rate(c.atPrecision().Count, c.like), c.wrong, c.unlike, c.likeThin, c.unlikeThin)
	for _, h := range habits {
		if k := c.kinds[h.name]; k != nil {
			fmt.Fprintf(w, "  %s %.2f", h.name, k.Value())
		}
	}
	fmt.Fprintln(w)
}

// writeCurve writes how many like and unlike pairs have at least each score, and how many
// times the prior odds are the odds that a pair with such a score is alike.
func (c *counts) writeCurve(w io.Writer) {
	for from := range 13 {
		like, unlike, likeIn, unlikeIn := 0, 0, 0, 0
		for _, s := range c.scores {
			above, in := s.score >= float64(from), s.score >= float64(from) && s.score < float64(from+1)
			like, unlike = like+count(above && s.like), unlike+count(above && !s.like)
			likeIn, unlikeIn = likeIn+count(in && s.like), unlikeIn+count(in && !s.like)
		}
		base := math.Log(float64(c.unlike)) - math.Log(float64(c.like))
		fmt.Fprintf(w, "    score %2d: like %5d, unlike %5d, odds e^%.1f; up to the next: like %4d, unlike %4d, e^%.1f\n", from,
			like, unlike, logRatio(like, unlike)+base, likeIn, unlikeIn, logRatio(likeIn, unlikeIn)+base)
	}
}

func logRatio(a, b int) float64 { return math.Log(float64(a)) - math.Log(float64(b)) }

// rate returns a rate with its interval.
func rate(k, n int) string {
	if n == 0 {
		return "-"
	}
	i := score.Wilson(k, n)
	return fmt.Sprintf("%.3f (%.3f-%.3f)", float64(k)/float64(n), i.Low, i.High)
}
