package corpus

import (
	"cmp"
	"slices"
)

// A probe is a feature of a suspect, at one of the places where it stands.
type probe struct {
	feature  uint64
	position uint32
	family   uint8
}

// Features that stand in a suspect more often than this are probed at so many
// places only.
const maxRecurrence = 4

// Of suspects longer than this only the features that would have postings are
// looked up. Those of shorter ones are all looked up, which finds 1 % more of
// the sources of short excerpts.
const longSuspect = 4000 // words

// probes returns what to look up for the text that was read, in order of
// feature, family and position. The slice is the reader's until it reads again.
func (r *reader) probes() []probe {
	r.look = r.look[:0]
	for _, key := range r.bands {
		r.look = append(r.look, probe{reduce(key), 0, bandFamily})
	}
	for i := range families {
		if r.settings.WholeTexts {
			break
		}
		add := func(f feature) {
			r.look = append(r.look, probe{reduce(f.hash), f.position, uint8(i)})
		}
		if len(r.words) > longSuspect {
			winnow(r.runs[i], r.window(i), add)
			continue
		}
		for _, f := range r.runs[i] {
			add(f)
		}
	}
	slices.SortFunc(r.look, func(a, b probe) int {
		return cmp.Or(cmp.Compare(a.feature, b.feature), cmp.Compare(a.family, b.family), cmp.Compare(a.position, b.position))
	})
	return r.look
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
