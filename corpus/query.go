package corpus

import (
	"slices"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/internal/radix"
)

// A query holds the features to look up for a suspect.
type query struct {
	words  int
	probes []probe  // for passages, in order of feature
	bands  []uint64 // for whole texts, in order
	places []uint32 // of each word in the unchanged suspect; nil if the words are those of the suspect
}

// A probe is a feature of a suspect, at one of its places.
type probe struct {
	feature  uint64
	position uint32
}

// Features that are in a suspect more often than this are probed at this many
// places only.
const maxRecurrence = 4

// For suspects longer than this only the features that would have postings are
// looked up. For shorter ones all features are looked up, which finds 1 % more of
// the sources of short excerpts. Of word shingles this holds only if texts in the language
// have such postings, see posts. Texts whose language was not recognised have them in any
// language, but they are few, and a third of all look-ups would be for them.
const longSuspect = 4000 // words

// query returns what to look up for the text that was read. It has no features that
// begin in an excluded part: a text with the same footer is no source.
func (r *reader) query(excluded []compare.Exclusion) query {
	q := query{words: len(r.words)}
	for _, key := range r.bands {
		q.bands = append(q.bands, reduce(key))
	}
	slices.Sort(q.bands)
	q.bands = slices.Compact(q.bands)
	if r.settings.WholeTexts {
		return q
	}
	inside := r.within(excluded)
	r.sorted = r.sorted[:0]
	add := func(f feature) {
		if inside == nil || !inside[f.position] {
			r.sorted = append(r.sorted, radix.Item[uint64, uint32]{Key: reduce(f.hash), Value: f.position})
		}
	}
	for i, run := range r.runs {
		if len(r.words) > longSuspect || !r.posts(i) && i == wordShingles {
			winnow(run, r.window(i), add)
			continue
		}
		for _, f := range run {
			add(f)
		}
	}
	q.probes = r.probes()
	return q
}

// probes returns the probes that were gathered, in order of feature, and those of a family
// in order of position. Sorting them by comparison took longer than reading the text.
func (r *reader) probes() []probe {
	r.sorted, r.spare = radix.Sort(r.sorted, r.spare)
	probes := make([]probe, len(r.sorted))
	for i, x := range r.sorted {
		probes[i] = probe{x.Key, x.Value}
	}
	return probes
}

// within returns which words begin in excluded parts, which are in order, nil if there
// are no parts.
func (r *reader) within(excluded []compare.Exclusion) []bool {
	if len(excluded) == 0 {
		return nil
	}
	inside := make([]bool, len(r.words))
	for i := range r.words {
		for len(excluded) > 0 && excluded[0].End <= r.words[i].Start {
			excluded = excluded[1:]
		}
		inside[i] = len(excluded) > 0 && excluded[0].Start <= r.words[i].Start
	}
	return inside
}

// distinct returns the distinct features of probes and, for each, where its probes
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
