package score

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// lexiconOf returns a lexicon of one pair of words.
func lexiconOf(x, y string) *lexicon.Lexicon {
	b := lexicon.NewBuilder(shingle.English)
	b.Add(lexicon.Strong, b.Key(x), b.Key(y))
	return b.Lexicon()
}

func TestLexicaComparer(t *testing.T) {
	a, b, other := lexiconOf("big", "large"), lexiconOf("big", "vast"), lexiconOf("big", "huge")
	of := Lexica{"a": a, "b": b}.Comparer(compare.Comparer{})
	for _, c := range []struct {
		dictionary string
		want       *lexicon.Lexicon
	}{{"a", a}, {"c", nil}, {"b", b}, {"", nil}, {"a", a}} {
		require.Same(t, c.want, of(&Pair{Dictionary: c.dictionary}).Lexicon, "%q", c.dictionary)
	}
	of = Lexica{"a": a, "": other}.Comparer(compare.Comparer{})
	for _, c := range []struct {
		dictionary string
		want       *lexicon.Lexicon
	}{{"a", a}, {"c", other}, {"", other}, {"a", a}} {
		require.Same(t, c.want, of(&Pair{Dictionary: c.dictionary}).Lexicon, "%q", c.dictionary)
	}
	given := Lexica{"a": a}.Comparer(compare.Comparer{Lexicon: b, Language: shingle.English})
	require.Same(t, a, given(&Pair{Dictionary: "a"}).Lexicon)
	require.Equal(t, compare.Comparer{Lexicon: b, Language: shingle.English}, given(&Pair{}))
	require.Nil(t, Lexica(nil).Comparer(compare.Comparer{})(&Pair{Dictionary: "a"}).Lexicon)
}

// TestLexicaWorkers: pairs with a lexicon of their own, beside pairs without
// one, are compared by that and no other however many are compared at once.
func TestLexicaWorkers(t *testing.T) {
	lexica := make(Lexica)
	var pairs []Pair
	for i := range 60 {
		p := Pair{ID: string(rune('A' + i)), Label: "spun", Source: "a big house", Suspect: "a large house"}
		if i%3 > 0 {
			p.Dictionary = p.ID
			lexica[p.ID] = lexiconOf("big", p.ID)
		}
		pairs = append(pairs, p)
	}
	of := lexica.Comparer(compare.Comparer{})
	outcomes, err := RunEach(t.Context(), pairs, func(p *Pair) compare.Comparer {
		c := of(p)
		if c.Lexicon != lexica[p.Dictionary] {
			t.Errorf("pair %s has the lexicon of another", p.ID)
		}
		return c
	}, 4)
	require.NoError(t, err)
	require.Len(t, outcomes, len(pairs))
}

func TestLexicaSet(t *testing.T) {
	dir := t.TempDir()
	good, bad := filepath.Join(dir, "good.lex"), filepath.Join(dir, "bad.lex")
	var file bytes.Buffer
	_, err := lexiconOf("big", "large").WriteTo(&file)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(good, file.Bytes(), 0o666))
	require.NoError(t, os.WriteFile(bad, file.Bytes()[:20], 0o666))

	l := Lexica{}
	require.ErrorContains(t, l.Set("d="+bad), bad)
	require.ErrorIs(t, l.Set(bad), lexicon.ErrFormat)
	require.ErrorIs(t, l.Set(filepath.Join(dir, "none")), fs.ErrNotExist)
	require.Empty(t, l, "none was read")
	require.NoError(t, l.Set("d="+good))
	read := l["d"]
	require.NotNil(t, read)
	require.Error(t, l.Set("d="+bad))
	require.Same(t, read, l["d"], "an error leaves it as it was")
	require.NoError(t, l.Set(good))
	require.Equal(t, ",d", l.String())
	require.Panics(t, func() { _ = Lexica(nil).Set(good) })
}
