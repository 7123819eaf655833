package corpus

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// pairsSlowly is appendPairs as its comment has it: of each two content words, if
// no third stands between.
func pairsSlowly(words []shingle.Word) (run []feature) {
	content := func(w shingle.Word) bool { return w.Class == shingle.Content || w.Class == shingle.Name }
	for i := range words {
		for j := i + 1; j < len(words) && content(words[i]); j++ {
			if content(words[j]) && !slices.ContainsFunc(words[i+1:j], content) {
				run = append(run, feature{pairHash(words[i].Hash, words[j].Hash), uint32(i)})
			}
		}
	}
	return run
}

func FuzzPairs(f *testing.F) {
	f.Add("The harbour master of the town keeps 12 boats and writes to me@example.org about them.")
	f.Add("the of and")
	f.Add("harbour")
	f.Add("")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 2000 {
			t.Skip("the twin is cubic")
		}
		words := shingle.AppendWords(nil, text, shingle.English)
		require.Equal(t, pairsSlowly(words), appendPairs(nil, words))
	})
}

func pairsOf(text string) (hashes []uint64) {
	for _, f := range appendPairs(nil, shingle.AppendWords(nil, text, shingle.English)) {
		hashes = append(hashes, f.hash)
	}
	return hashes
}

// TestPairsKeep: changes that leave the content words and their order alone leave the
// pairs alone, and others do not.
func TestPairsKeep(t *testing.T) {
	pairs := pairsOf("The keeper of the lighthouse was counting ships in the fog.")
	require.Len(t, pairs, 4)
	for _, same := range []string{
		"A keeper in that lighthouse is counting ships within a fog.",
		"The KEEPER, of the lighthouse: was counting; ships (in the) fóg.",
		"[12] The keeper of the 7 lighthouse was 10:15 counting ships in https://example.org the fog.",
	} {
		assert.Equal(t, pairs, pairsOf(same), same)
	}
	other := pairsOf("The keeper of the lighthouse was counting boats in the fog.")
	assert.Equal(t, pairs[:2], other[:2])
	assert.NotContains(t, pairs, other[2])
	assert.NotContains(t, pairs, other[3])
	assert.NotEqual(t, pairsOf("harbour lighthouse"), pairsOf("lighthouse harbour"), "order counts")
}

// TestPosts: a text has word shingles where its language has no known function words,
// and else masks and pairs.
func TestPosts(t *testing.T) {
	s, err := Settings{Window: 1}.withDefaults()
	require.NoError(t, err)
	for _, lang := range []shingle.Language{shingle.English, shingle.None} {
		s.Language = lang
		r := newReader(s)
		r.read(strings.Repeat("the keeper of 3 lighthouses counts the ships that sail into fog. ", 12))
		postings := r.postings()
		for i, run := range r.runs {
			posted := 0
			for _, f := range run {
				if _, ok := slices.BinarySearchFunc(postings, reduce(f.hash), func(p Posting, h uint64) int {
					return int(int64(p.Feature) - int64(h))
				}); ok {
					posted++
				}
			}
			if want := (lang == shingle.None) == (i == wordShingles); want {
				assert.Positive(t, posted, "family %d in %v", i, lang)
			} else {
				assert.Zero(t, posted, "family %d in %v", i, lang)
			}
		}
	}
}
