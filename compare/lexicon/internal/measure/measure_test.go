package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// files are a WordNet of few words, as far as it is read.
var files = map[string]string{
	"index.noun":  "  1 licence\nbig_cat n 1 0 1 0 00000100\ncat n 1 0 1 0 00000100\nhouse n 1\nhome n 1\ndwelling n 1\ncottage n 1\n",
	"index.verb":  "house v 1\nwalk v 1\n",
	"index.adj":   "big a 1\n",
	"index.adv":   "",
	"cntlist.rev": "cat%1:05:00:: 1 18\nhouse%1:06:00:: 1 12\nhouse%2:42:00:: 1 3\nhome%1:06:00:: 1 20\ndwelling%1:06:00:: 1 13\ncottage%1:06:00:: 1 1\nbig_cat%1:05:00:: 1 9\n",
	"pairs":       "houses\thome\t3\nhouse\tdwelling\t1\nhouse\tliving place\t2\nhouse\thoused\t5\nhouse\ta b c d\t1\n",
}

func TestMeasure(t *testing.T) {
	dir := t.TempDir()
	for name, text := range files {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
	}
	b := lexicon.NewBuilder(shingle.English)
	b.Add(lexicon.Strong, b.Key("house"), b.Key("home"))
	b.Add(lexicon.Weak, b.Key("house"), b.Key("cat"))
	b.Add(lexicon.Medium, b.Key("living", "place"), b.Key("house"))
	l := b.Lexicon()

	c, err := readCommon(dir, l)
	require.NoError(t, err)
	assert.Equal(t, word{l.Key("house"), 1 | 2, 15}, *c.words[l.Key("house")])
	assert.Nil(t, c.words[l.Key("big", "cat")])

	pairs, err := readPairs(filepath.Join(dir, "pairs"), l)
	require.NoError(t, err)
	require.Len(t, pairs, 4, "houses and housed are one word")
	r := measure(pairs, l, c)
	assert.Equal(t, count{lexicon.Strong: 1, lexicon.Medium: 1, lexicon.None: 2}, r.types)
	assert.Equal(t, count{lexicon.Strong: 3, lexicon.Medium: 2, lexicon.None: 2}, r.rows)
	assert.Equal(t, count{lexicon.Medium: 1, lexicon.None: 1}, r.phrases)
	assert.Zero(t, r.shuffled.sum(), "each suspect word was put in place of house")
	// The only word as common as home or dwelling that is neither is cat.
	assert.Equal(t, count{lexicon.Weak: 2 * draws}, r.random)

	var out strings.Builder
	r.print(&out)
	assert.Contains(t, out.String(), "40/40 100.00% (91.24-100.00)")
}

func TestReadPairsErrors(t *testing.T) {
	l := new(lexicon.Lexicon)
	for text, want := range map[string]string{
		"a\tb":        "pairs:1: 2 fields, want 3",
		"a\tb\tx":     `pairs:1: bad count "x"`,
		"a\tb\t0":     `pairs:1: bad count "0"`,
		"a\tb\t1\n\n": "pairs:2: 1 fields, want 3",
	} {
		path := filepath.Join(t.TempDir(), "pairs")
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
		_, err := readPairs(path, l)
		assert.ErrorContains(t, err, want)
	}
}

// TestWilson compares with intervals that were worked out by hand.
func TestWilson(t *testing.T) {
	low, high := wilson(0, 10)
	assert.InDelta(t, 0, low, 1e-9)
	assert.InDelta(t, 0.2775, high, 1e-4)
	low, high = wilson(5, 10)
	assert.InDelta(t, 0.2366, low, 1e-4)
	assert.InDelta(t, 0.7634, high, 1e-4)
}
