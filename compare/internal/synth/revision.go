package synth

import (
	"math/rand/v2"
	"slices"
)

// A revision is a draft that is to be changed at places drawn by r.
type revision struct {
	*draft
	r       *rand.Rand
	regions []stretch // what is to be changed; nil for all
}

// inside reports whether word i is to be changed.
func (v revision) inside(i int) bool {
	return v.regions == nil || slices.ContainsFunc(v.regions, func(s stretch) bool { return s.from <= i && i < s.to })
}
