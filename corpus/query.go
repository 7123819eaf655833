package corpus

import (
	"cmp"
	"slices"
)

// A query is what is looked up for a suspect.
type query struct {
	words  int
	probes []probe  // for passages, in order of feature and position
	bands  []uint64 // for whole texts, in order
}

// A probe is a feature of a suspect, at one of the places where it stands.
type probe struct {
	feature  uint64
	position uint32
}

// Features that stand in a suspect more often than this are probed at so many
// places only.
const maxRecurrence = 4

// Of suspects longer than this only the features that would have postings are
// looked up. Those of shorter ones are all looked up, which finds 1 % more of
// the sources of short excerpts.
const longSuspect = 4000 // words

// query returns what to look up for the text that was read.
func (r *reader) query() query {
	q := query{words: len(r.words)}
	for _, key := range r.bands {
		q.bands = append(q.bands, reduce(key))
	}
	slices.Sort(q.bands)
	q.bands = slices.Compact(q.bands)
	if r.settings.WholeTexts {
		return q
	}
	add := func(f feature) { q.probes = append(q.probes, probe{reduce(f.hash), f.position}) }
	for i, run := range r.runs {
		if len(r.words) > longSuspect {
			winnow(run, r.window(i), add)
			continue
		}
		for _, f := range run {
			add(f)
		}
	}
	slices.SortFunc(q.probes, func(a, b probe) int {
		return cmp.Or(cmp.Compare(a.feature, b.feature), cmp.Compare(a.position, b.position))
	})
	return q
}

// distinct returns the features of probes and, for each, where its probes
// begin; the last of the starts is len(probes).
func distinct(probes []probe) (features []uint64, starts []int32) {
	for i, p := range probes {
		if i == 0 || p.feature != probes[i-1].feature {
			features = append(features, p.feature)
			starts = append(starts, int32(i))
		}
	}
	return features, append(starts, int32(len(probes)))
}
