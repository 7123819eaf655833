package main

import (
	"bytes"
	"fmt"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare/lexicon"
)

// dict is a WordNet of six synsets, two of them with rare words: a boat is a
// vessel, a vessel is a craft; a raft floats, but has nothing to do with floating
// in the field of rafts.
var dict = map[string]string{
	"data.noun": "  1 This is the licence.\n" +
		"00000100 06 n 03 boat 0 gravy_boat 0 skiffle 0 001 @ 00000200 n 0000 | a small vessel\n" +
		"00000200 06 n 02 vessel 0 Vessel 1 002 ~ 00000100 n 0000 @ 00000300 n 0000 | it floats  \n" +
		"00000300 06 n 01 craft 0 001 ~ 00000200 n 0000 | | \n" +
		"00000400 06 n 02 raft 0 rafte4 1 003 ! 00000300 n 0101 ;c 00000200 n 0000 + 00000100 v 0101 | \n",
	"data.verb": "00000100 30 v 01 float 0 001 + 00000400 n 0101 01 + 01 00 | be on water\n",
	"data.adj":  "00000100 00 s 02 buoyant(a) 0 light(p) 0 001 & 00000200 a 0000 | \n00000200 00 a 01 afloat 0 000 | \n",
	"data.adv":  "",
	"noun.exc":  "craften craft\n",
	"verb.exc":  "afloat float\nmight may\n",
	"adj.exc":   "",
	"adv.exc":   "",
}

const (
	moby = "boat,raft,vessel,craft,gravy boat,boat of the line\n" +
		"raft,float,light,vessel\n" +
		"light,boat\n" +
		"unheard,boat\n"
	vocab = "boat\nboat's\nvessel\ncraft\nraft\nfloat\nbuoyant\nlight\nafloat\ngravy\nof\nthe\nline\nmay\nmight\n"
)

// write writes the files of a small build, some of them replaced.
func write(t *testing.T, replaced map[string]string) inputs {
	dir := t.TempDir()
	files := map[string]string{"words.txt": moby, "vocab": vocab}
	for name, text := range dict {
		files[name] = text
	}
	for name, text := range replaced {
		files[name] = text
	}
	for name, text := range files {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
	}
	return inputs{wordnet: dir, moby: filepath.Join(dir, "words.txt"), vocab: filepath.Join(dir, "vocab")}
}

func TestBuild(t *testing.T) {
	const none, weak, medium, strong = lexicon.None, lexicon.Weak, lexicon.Medium, lexicon.Strong
	for _, c := range []struct {
		a, b                    string
		both, noWordNet, noMoby lexicon.Tier
	}{
		{"boat", "gravy boat", strong, weak, strong},    // a synset
		{"boat", "skiffle", strong, none, strong},       // rare, in a synset
		{"gravy boat", "skiffle", strong, none, strong}, //
		{"boats", "vessels", strong, weak, medium},      // one step, and Moby
		{"vessel", "craft", medium, none, medium},       // one step
		{"skiffle", "vessel", none, none, none},         // rare, one step
		{"boat", "craft", medium, weak, none},           // two steps and Moby
		{"raft", "float", strong, weak, medium},         // derived, and Moby
		{"raft", "craft", none, none, none},             // antonyms
		{"raft", "vessel", weak, weak, none},            // a field, and Moby
		{"boat", "light", medium, medium, none},         // Moby, overlap of entries
		{"raft", "light", medium, medium, none},         //
		{"boat", "raft", medium, medium, none},          //
		{"buoyant", "light", strong, none, strong},      // marks of adjectives
		{"buoyant", "afloat", medium, none, medium},     // satellites
		{"might", "may", strong, none, strong},          // irregular
		{"float", "afloat", strong, none, strong},       //
		{"craften", "craft", none, none, none},          // not on the list
		{"unheard", "boat", none, none, none},           //
		{"boat", "boat of the line", none, none, none},  // too long
		{"boat", "boats", none, none, none},
	} {
		for without, want := range map[string]lexicon.Tier{"": c.both, "wordnet": c.noWordNet, "moby": c.noMoby} {
			in := write(t, nil)
			in.without = without
			l, err := build(in)
			require.NoError(t, err)
			a, b := l.Key(strings.Fields(c.a)...), l.Key(strings.Fields(c.b)...)
			assert.Equal(t, want, l.Tier(a, b), "%s, %s without %q", c.a, c.b, without)
		}
	}
}

func TestBuildErrors(t *testing.T) {
	for _, c := range []struct{ file, text, want string }{
		{"vocab", "\n", "vocab: unexpected content: no words"},
		{"words.txt", "boat,ship\nboat\n", "words.txt:2: unexpected content: no comma"},
		{"data.adv", "  1 licence\nx\n", "data.adv:2: unexpected content: too few fields"},
		{"data.adv", "00000100 02 r zz now 0 000 | \n", "data.adv:1: unexpected content: offset or words"},
		{"data.adv", "00000100 02 r 02 now 0 000 | \n", "data.adv:1: unexpected content: offset or words"},
		{"data.adv", "00000100 02 r 01 now 0 002 ~ 00000100 r 0000 | \n", "data.adv:1: unexpected content: pointers"},
		{"data.adv", "00000100 02 r 01 now 0 001 ~ 0000010x r 0000 | \n", "data.adv:1: unexpected content: pointer 0000010x"},
		{"data.adv", "00000100 02 r 01 now 0 001 \\ 00000999 a 0101 | \n", "a pointer leads to a 00000999, where no synset is"},
	} {
		_, err := build(write(t, map[string]string{c.file: c.text}))
		assert.ErrorIs(t, err, errInput)
		assert.ErrorContains(t, err, c.want)
	}
	in := write(t, nil)
	in.without = "roget"
	_, err := build(in)
	assert.ErrorContains(t, err, "-without roget")
	for _, missing := range []inputs{{in.wordnet, in.moby, "none", ""}, {in.wordnet, "none", in.vocab, ""}, {"none", in.moby, in.vocab, ""}} {
		_, err = build(missing)
		assert.ErrorIs(t, err, os.ErrNotExist)
	}
}

// TestCommitted makes the embedded file anew, and compares its filters with the
// exact set of pairs: every pair of a synset or of Moby, and as many that
// nothing relates.
func TestCommitted(t *testing.T) {
	in := inputs{wordnet: os.Getenv("PALIMPSEST_WORDNET"), moby: os.Getenv("PALIMPSEST_MOBY"), vocab: os.Getenv("PALIMPSEST_VOCAB")}
	if in.wordnet == "" || in.moby == "" || in.vocab == "" {
		t.Skip("PALIMPSEST_WORDNET, PALIMPSEST_MOBY and PALIMPSEST_VOCAB do not name the files that the command's comment tells of")
	}
	exact, err := collect(in)
	require.NoError(t, err)
	embedded, err := lexicon.English()
	require.NoError(t, err)
	require.Equal(t, embedded.Sources(), exact.sources, "en.lex was made of other versions of the files")
	l := exact.builder.Lexicon(exact.sources...)
	var made bytes.Buffer
	_, err = l.WriteTo(&made)
	require.NoError(t, err)
	file, err := os.ReadFile("../../en.lex")
	require.NoError(t, err)
	require.True(t, bytes.Equal(file, made.Bytes()), "en.lex is not what the command writes; run go generate ./compare/lexicon")

	checkNameParts(t, exact)

	var asked, accidents [lexicon.Strong + 1]int
	for x, y := range exact.some() {
		want, got := exact.builder.Tier(x, y), l.Tier(x, y)
		asked[want]++
		if got != want {
			require.Greater(t, got, want)
			accidents[got]++
		}
	}
	t.Log("asked", asked, "taken by accident for", accidents)
	weaker := 0 // than the tier
	for tier, most := range []float64{1, 0.0009, 0.0025, 0.00015} {
		assert.Positive(t, asked[tier])
		assert.LessOrEqual(t, float64(accidents[tier]), most*float64(weaker), lexicon.Tier(tier).String())
		weaker += asked[tier]
	}
}

// checkNameParts checks that the words that stand in names have an everyday
// sense which a thesaurus knows.
func checkNameParts(t *testing.T, c *collection) {
	text, err := os.ReadFile("../../closed/proper.txt")
	require.NoError(t, err)
	_, parts, ok := strings.Cut(string(text), "[name part]\n")
	require.True(t, ok)
	for line := range strings.Lines(parts) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, w := range strings.Fields(line) {
			e := c.builder.Key(w)
			assert.True(t, len(c.wordnet.of[e]) > 0 || len(c.moby.under[e]) > 0, w)
		}
	}
}

// some yields pairs of all kinds.
func (c *collection) some() iter.Seq2[entry, entry] {
	return func(yield func(x, y entry) bool) {
		for _, s := range c.wordnet.synsets {
			for i, x := range s.entries {
				for _, y := range s.entries[:i] {
					if !yield(x, y) {
						return
					}
				}
			}
		}
		heads := slices.Sorted(maps.Keys(c.moby.under))
		for i, x := range heads {
			for y := range c.moby.under[x] {
				if !yield(x, y) {
					return
				}
			}
			for j := range 40 {
				if y := heads[(i+j*701+1)%len(heads)]; x != y && !yield(x, y) {
					return
				}
			}
		}
	}
}

func TestRun(t *testing.T) {
	in := write(t, nil)
	first, again := filepath.Join(in.wordnet, "first.lex"), filepath.Join(in.wordnet, "again.lex")
	var report bytes.Buffer
	require.NoError(t, run(in, first, &report))
	require.NoError(t, run(in, again, &report))
	a, err := os.ReadFile(first)
	require.NoError(t, err)
	b, err := os.ReadFile(again)
	require.NoError(t, err)
	assert.Equal(t, a, b)
	l, err := lexicon.Read(bytes.NewReader(a))
	require.NoError(t, err)
	assert.Regexp(t, `^en-1/wordnet-3.0/moby-1.1.2/scowl-2020.12.07/`, l.Version())
	assert.Contains(t, report.String(), fmt.Sprintf("strong %8d pairs\n", l.Pairs(lexicon.Strong)))
}
