package synth

import (
	"math/rand/v2"
	"slices"
)

// A revision is a draft to be changed in places that r draws.
type revision struct {
	*draft
	r       *rand.Rand
	regions []stretch // the stretches to change; nil means everything
}

// inside reports whether word i is to be changed.
func (v revision) inside(i int) bool {
	return v.regions == nil || slices.ContainsFunc(v.regions, func(s stretch) bool { return s.from <= i && i < s.to })
}
