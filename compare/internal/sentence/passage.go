package sentence

import (
	"cmp"
	"slices"

	"github.com/palimpsest-go/palimpsest/compare/internal/align"
	"github.com/palimpsest-go/palimpsest/compare/internal/prepare"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// Passages returns the pairs that clearly belong together as passages, in the order of
// the suspect. Pairs that follow one another in both texts are one passage. Pairs with
// words of a passage of the alignment are left out.
//
// Words of a pair that are equal and in the same order are equal steps, and the others
// are deleted and inserted: in a reworded sentence nobody can know which word stands
// for which.
func (al *Alignment) Passages(of *align.Alignment) (out []align.Passage) {
	a, b := of.Source.Words, of.Suspect.Words
	inSource, inSuspect := make([]bool, len(a)), make([]bool, len(b))
	for i := range of.Passages {
		p := &of.Passages[i]
		mark(inSource[p.A:p.AEnd])
		mark(inSuspect[p.B:p.BEnd])
	}
	var last Pair
	for _, p := range al.Pairs {
		x, y := &al.Sentences[0][p.Source], &al.Sentences[1][p.Suspect]
		if !p.Plain() || slices.Contains(inSource[x.First:x.End], true) || slices.Contains(inSuspect[y.First:y.End], true) {
			continue
		}
		steps := stepsOf(of.Source, of.Suspect, x, y)
		if n := len(out); n > 0 && last.Source+1 == p.Source && last.Suspect+1 == p.Suspect {
			q := &out[n-1]
			q.Steps, q.AEnd, q.BEnd = append(q.Steps, steps...), x.End, y.End
		} else {
			out = append(out, align.Passage{Steps: steps, A: x.First, AEnd: x.End, B: y.First, BEnd: y.End})
		}
		last = p
	}
	return out
}

func mark(words []bool) {
	for i := range words {
		words[i] = true
	}
}

// stepsOf returns the steps from one sentence to another, without holes.
func stepsOf(source, suspect *prepare.Text, x, y *Sentence) (steps []align.Step) {
	i, j := x.First, y.First
	gap := func(toA, toB int32) {
		if toA > i {
			steps = append(steps, align.Step{Op: align.Delete, A: i, M: toA - i, B: j})
		}
		if toB > j {
			steps = append(steps, align.Step{Op: align.Insert, A: toA, B: j, N: toB - j})
		}
		i, j = toA, toB
	}
	for _, c := range common(source.Words[x.First:x.End], suspect.Words[y.First:y.End]) {
		a, b := x.First+c.source, y.First+c.suspect
		gap(a, b)
		if n := len(steps); n > 0 && steps[n-1].Op == align.Equal {
			steps[n-1].M++
			steps[n-1].N++
		} else {
			steps = append(steps, align.Step{Op: align.Equal, A: a, M: 1, B: b, N: 1})
		}
		i, j = a+1, b+1
	}
	gap(x.End, y.End)
	return steps
}

// common returns the places of a longest common subsequence of words, ascending. It is
// the same subsequence when the sides change places. Time is the product of the numbers
// of words, which are small for sentences.
func common(a, b []shingle.Word) (out []couple) {
	order := cmp.Or(cmp.Compare(len(a), len(b)), slices.CompareFunc(a, b, func(v, w shingle.Word) int { return cmp.Compare(v.Hash, w.Hash) }))
	if order > 0 {
		out = common(b, a)
		for i, c := range out {
			out[i] = couple{c.suspect, c.source}
		}
		return out
	}
	width := len(b) + 1
	most := make([]uint16, (len(a)+1)*width) // longest from words i and j on
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			at := i*width + j
			if a[i].Equal(&b[j]) {
				most[at] = most[at+width+1] + 1
			} else {
				most[at] = max(most[at+width], most[at+1])
			}
		}
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch at := i*width + j; {
		case a[i].Equal(&b[j]):
			out = append(out, couple{int32(i), int32(j)})
			i, j = i+1, j+1
		case most[at+width] >= most[at+1]:
			i++
		default:
			j++
		}
	}
	return out
}

// leastRun is a length of runs of equal words that reworded sentences seldom have, but
// forms do.
const leastRun = 4

// inRuns returns how many of the places of equal words are in runs of leastRun or more,
// and how many there are.
func inRuns(places []couple) (runs, all int) {
	n := 0
	for i, c := range places {
		if i > 0 && (places[i-1].source+1 != c.source || places[i-1].suspect+1 != c.suspect) {
			if n >= leastRun {
				runs += n
			}
			n = 0
		}
		n++
	}
	if n >= leastRun {
		runs += n
	}
	return runs, len(places)
}
