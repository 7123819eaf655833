package spinner

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare/spinner/internal/evidence"
	"github.com/palimpsest-go/palimpsest/shingle"
)

func TestBackgroundCounts(t *testing.T) {
	var b Background
	big := word{"en", "big"}
	require.Equal(t, evidence.Counts{}, (*Background)(nil).counts(big, "larg"))
	require.Equal(t, evidence.Counts{}, b.counts(big, "larg"))
	for _, target := range []string{"large", "huge", "large", "large", "vast"} {
		var p Profile
		add(t, &p, "one", "big", target)
		add(t, &p, "two", "big", target) // a spinner counts once
		b.Add(&p)
	}
	require.Equal(t, evidence.Counts{Spinners: 5, Once: 2, Target: 3}, b.counts(big, "larg"))
	require.Equal(t, evidence.Counts{Spinners: 5, Once: 2}, b.counts(big, "great"))
	require.Equal(t, 5, b.Spinners())
	b.AddEntry(shingle.English, "big", "large", "vast", "great", "great", "big", "")
	require.Equal(t, evidence.Counts{Spinners: 8, Once: 2, Target: 4}, b.counts(big, "larg"))
	require.Equal(t, 5, b.Spinners(), "a dictionary is no spinner")
}

// Words of other languages are other words.
func TestLanguagesAreApart(t *testing.T) {
	var b Background
	b.AddEntry(shingle.French, "table", "meuble")
	require.Zero(t, b.counts(word{"en", shingle.English.Stem("table")}, "meubl").Spinners)
}
