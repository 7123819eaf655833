package prepare

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// TestMostlyQuotedBound: quotations of half of the words are left out, and none where
// one more word is quoted, whatever is declared as boilerplate beside them.
func TestMostlyQuotedBound(t *testing.T) {
	for _, n := range []int{6, 20, 100} {
		for more, want := range []bool{false, true} {
			words := strings.Repeat(" stone", n+more-1)
			rest := strings.Repeat(" bridge", n-2)
			text := New(fmt.Sprintf("He said: “Old%s.”%s.", words, rest), shingle.English)
			quotations := Quotations(text)
			require.Len(t, quotations, 1)
			require.EqualValues(t, n+more, quotations[0].To-quotations[0].From)
			require.Equal(t, 2*n+more, text.Total)
			require.Equal(t, want, text.MostlyQuoted(quotations))

			last := Part{From: int32(text.Total - 1), To: int32(text.Total), Reason: ReasonBoilerplate}
			rested := text.Exclude(quotations, []Part{last})
			require.Equal(t, text.Total, rested.Total)
			if want {
				require.Len(t, rested.Kept, 1)
				require.Len(t, rested.Excluded, 1)
				require.Len(t, rested.Words, text.Total-1)
				continue
			}
			require.Empty(t, rested.Kept)
			require.Len(t, rested.Excluded, 2)
			require.Len(t, rested.Words, text.Total-1-n)
		}
	}
	none := New("Nobody is quoted here.", shingle.English)
	require.False(t, none.MostlyQuoted(nil))
	require.Same(t, none, none.Exclude(nil, nil))
}
