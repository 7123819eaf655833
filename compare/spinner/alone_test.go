package spinner

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestWithoutBackground: without a background, spinners of thesauri of any size are rarely
// linked, also if a thesaurus has only two targets for each word. Then any two agree on half
// of the words, and nothing but a background could tell that thesaurus from a common
// dictionary. Consistent spinners with a common dictionary are still found.
func TestWithoutBackground(t *testing.T) {
	for _, options := range []int{2, 3, 8} {
		m := maker{seeded(t, 8), options}
		var all []*Profile
		for i := range 60 { // two accounts of each spinner
			all = append(all, m.profile(t, i/2, 3, 60))
		}
		set, err := Linker{}.Set(all...)
		require.NoError(t, err)
		found, wrong, unlike := 0, 0, 0
		for i := range all {
			for j := range i {
				linked := set.Link(i, j).Outcome == Linked
				switch {
				case i/2 != j/2:
					unlike++
					if linked {
						wrong++
					}
				case linked:
					found++
				}
			}
		}
		t.Logf("%d targets: %d of 30 pairs found; %d of %d unlike pairs linked", options, found, wrong, unlike)
		require.LessOrEqual(t, wrong, 1, "%d targets, of %d pairs", options, unlike)
		require.Greater(t, found, 25, "%d targets, of 30 pairs", options)
	}
}

// A background without spinners is none.
func TestEmptyBackground(t *testing.T) {
	m := maker{seeded(t, 9), 2}
	p, q := m.profile(t, 1, 3, 60), m.profile(t, 2, 3, 60)
	want, err := Linker{}.Link(p, q)
	require.NoError(t, err)
	got, err := Linker{Background: new(Background)}.Link(p, q)
	require.NoError(t, err)
	require.Equal(t, want, got)
}
