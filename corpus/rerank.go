package corpus

import (
	"context"
	"math"
	"slices"
)

// A retrieved is a candidate with its record, without the text.
type retrieved struct {
	candidate
	Record
}

const (
	// Records are read until spare times Settings.Candidates are eligible, or the
	// greatest number of candidates was looked at: an author may have many similar
	// texts, which are read but not compared. The latter is more than the copies
	// that bands find with a Common of 500, and bounds what a store reads for one
	// Check.
	spare     = 3
	maxLooked = 1 << 16

	// At most maxRead heads are read at a time, unless more are wanted.
	maxRead = 256

	// covered is how much a hit still counts if texts chosen before have explained
	// its place in the suspect. Otherwise a suspect stitched together from several
	// sources, one of them known in many versions, would only be compared with
	// these versions.
	covered = 0.2
)

// shortlist reads the heads of the candidates, best first, and returns those to compare
// with the suspect, and whether there were more or may be others like them.
func (st *state) shortlist(ctx context.Context, store Store, suspect Text, found []candidate, least float32) ([]retrieved, bool, error) {
	var near []retrieved
	want := spare * st.Candidates
	start := 0
	for start < min(len(found), maxLooked) && len(near) < want {
		batch := found[start:min(len(found), maxLooked, start+max(want, min(start, maxRead)))]
		start += len(batch)
		heads, err := heads(ctx, store, suspect.Tenant, batch)
		if err != nil {
			return nil, false, err
		}
		for _, c := range batch {
			if r, ok := heads[c.number]; ok && !exempt(r.Text, suspect) {
				near = append(near, retrieved{c, r})
			}
		}
	}
	chosen, capped, err := rerank(ctx, near, found[start:], st.Candidates, least)
	return chosen, capped || slices.ContainsFunc(chosen, func(r retrieved) bool { return r.common }), err
}

// heads returns the records of candidates by number, without their texts.
func heads(ctx context.Context, store Store, tenant string, found []candidate) (map[uint64]Record, error) {
	numbers := make([]uint64, len(found))
	for i, c := range found {
		numbers[i] = c.number
	}
	list, err := store.Heads(ctx, tenant, numbers)
	if err != nil {
		return nil, err
	}
	byNumber := make(map[uint64]Record, len(list))
	for _, r := range list {
		byNumber[r.Number] = r
	}
	return byNumber, nil
}

// rerank returns the candidates that are worth comparing, at most n, and whether
// there were more that are likely sources. It takes one after the other, each time the one that explains
// most of what the earlier ones leave unexplained, like maximal marginal relevance
// (Carbonell, Goldstein, SIGIR 1998). Candidates come best first, and among equals
// it takes the first. rest are the candidates that were not looked at: it takes
// none of them, but one that would have been worth comparing counts as more.
//
// The remaining score of a candidate only falls. So a candidate that had too little
// before need not be looked at again.
func rerank(ctx context.Context, near []retrieved, rest []candidate, n int, least float32) (chosen []retrieved, capped bool, err error) {
	left := make([]float32, len(near)) // at most; -1 if chosen
	for i := range left {
		left[i] = math.MaxFloat32
	}
	explained := unexplained(near, rest)
	for {
		best, most := -1, least
		for i, c := range near {
			if left[i] <= most {
				continue
			}
			if err := ctx.Err(); err != nil {
				return nil, false, err
			}
			if left[i] = c.left(explained); left[i] > most {
				best, most = i, left[i]
			}
		}
		if best < 0 {
			return chosen, slices.ContainsFunc(rest, func(c candidate) bool { return c.left(explained) > likely*least }), nil
		}
		if len(chosen) == n {
			return chosen, most > likely*least, nil
		}
		best = oldest(near, left, best)
		for _, h := range near[best].hits {
			explained[h.position/8] = true
		}
		chosen = append(chosen, near[best])
		left[best] = -1
	}
}

// nearly is the share of the best score that an older copy must have to be taken in
// place of the best.
const nearly = 0.75

// oldest returns the candidate to choose in place of the best, whose content is in
// many texts: the oldest of those with nearly as much remaining score. The copies
// differ by what is around the content, and only one of them is compared if all
// explain the same.
func oldest(near []retrieved, left []float32, best int) int {
	if !near[best].common {
		return best
	}
	first := best
	for i, c := range near {
		if c.common && left[i] >= nearly*left[best] && c.number < near[first].number {
			first = i
		}
	}
	return first
}

// unexplained returns a flag for each eight words of the suspect, as far as the
// candidates have hits: nothing is explained yet.
func unexplained(near []retrieved, rest []candidate) []bool {
	last := uint32(0)
	note := func(c candidate) {
		for _, h := range c.hits {
			last = max(last, h.position/8)
		}
	}
	for _, c := range near {
		note(c.candidate)
	}
	for _, c := range rest {
		note(c)
	}
	return make([]bool, last+1)
}

// leastScore returns the score that a candidate must exceed to be compared with a
// suspect of that many words. Short suspects have less to find, and find less by
// chance.
func leastScore(words int) float32 { return 0.3 * min(1, float32(words)/150) }

// Few of the candidates with less than likely times the least score resemble the
// suspect. If only such ones are left out, nothing is said of it.
const likely = 4. / 3

// left returns the score of a candidate when explained words count less.
func (c candidate) left(explained []bool) float32 {
	var all, rest float32
	for _, h := range c.hits {
		all += h.weight
		if !explained[h.position/8] {
			rest += h.weight
		}
	}
	if all == 0 {
		return c.score
	}
	return c.score * (covered + (1-covered)*rest/all)
}
