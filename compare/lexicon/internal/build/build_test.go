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

// dict is a WordNet of few synsets, two of them with rare words: a boat is a
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
	"index.noun": "  1 This is the licence.\n" +
		"boat n 1 1 @ 1 1 00000100\ngravy_boat n 1 1 @ 1 0 00000100\nskiffle n 1 0 1 0 00000100\n" +
		"vessel n 1 0 1 1 00000200\ncraft n 1 1 ~ 1 0 00000300\nraft n 1 0 1 0 00000400\nrafte4 n 1 0 1 0 00000400\n",
	"index.verb":  "float v 1 0 1 0 00000100\n",
	"index.adj":   "buoyant a 1 0 1 0 00000100\nlight a 1 0 1 0 00000100\nafloat a 1 0 1 0 00000200\n",
	"index.adv":   "",
	"cntlist.rev": "boat%1:06:00:: 1 7\nbuoyant%5:00:00:afloat:00 1 3\n",
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
	return inputs{wordnet: dir, moby: filepath.Join(dir, "words.txt"), vocab: filepath.Join(dir, "vocab"), classes: "# things\n\ncraft 1 + raft 1\n"}
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
		{"data.adv", "00000100 02 r 01 now 0 001 ! 00000100 r 01zz | \n", "data.adv:1: unexpected content: pointer between 01zz"},
		{"index.adv", "now r 1\n", "index.adv:1: unexpected content: \"now r 1\" is no lemma with its synsets"},
		{"index.adv", "now r 2 0 2 0 00000100\n", "is no lemma with its synsets"},
		{"index.adv", "now r 1 0 1 0 0000010x\n", "is no lemma with its synsets"},
		{"index.adv", "now r 1 0 1 0 00000100\n", "index.adv:1: unexpected content: now is in r 00000100, where no synset is"},
		{"cntlist.rev", "now%4:02:00:: 1\n", "cntlist.rev:1: unexpected content: 2 fields, want 3"},
		{"cntlist.rev", "now%4:02:00:: 1 x\n", "cntlist.rev:1: unexpected content: "},
		{"cntlist.rev", "now% 1 1\n", "cntlist.rev:1: unexpected content: "},
		{"cntlist.rev", "now%9:02:00:: 1 1\n", "cntlist.rev:1: unexpected content: part of speech 9"},
	} {
		_, err := build(write(t, map[string]string{c.file: c.text}))
		assert.ErrorIs(t, err, errInput)
		assert.ErrorContains(t, err, c.want)
	}
	for _, classes := range []string{"craft\n", "craft 0", "craft 2", "ship 1", "craft 1 + ", "craft one"} {
		in := write(t, nil)
		in.classes = "# first\n" + classes
		_, err := build(in)
		assert.ErrorIs(t, err, errInput)
		assert.ErrorContains(t, err, "classes.txt:2: ")
	}
	in := write(t, nil)
	in.without = "roget"
	_, err := build(in)
	assert.ErrorContains(t, err, "-without roget")
	for _, missing := range []inputs{
		{wordnet: in.wordnet, moby: in.moby, vocab: "none"},
		{wordnet: in.wordnet, moby: "none", vocab: in.vocab},
		{wordnet: "none", moby: in.moby, vocab: in.vocab},
	} {
		_, err = build(missing)
		assert.ErrorIs(t, err, os.ErrNotExist)
	}
}

// TestCommitted makes the embedded file anew, and compares its filters with the
// exact set of pairs: every pair of a synset or of Moby, and as many that
// nothing relates.
func TestCommitted(t *testing.T) {
	if testing.Short() {
		t.Skip("makes the lexicon anew, which takes half a minute")
	}
	in := inputs{
		wordnet: os.Getenv("PALIMPSEST_WORDNET"), moby: os.Getenv("PALIMPSEST_MOBY"), vocab: os.Getenv("PALIMPSEST_VOCAB"),
		classes: classesText,
	}
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
	contrasts, others, wrong := 0, 0, 0
	for x, y := range exact.some() {
		exactly, found := exact.builder.Relation(x, y), l.Relation(x, y)
		switch {
		case exactly.Contrast && (found.Contrast || found.Tier == lexicon.Strong): // strong by accident
			contrasts++
		case exactly.Contrast, exactly.Tier == lexicon.Strong && found.Contrast:
			require.Equal(t, exactly, found)
		default:
			others++
			if found.Contrast {
				wrong++
			}
		}
		want, got := exactly.Tier, found.Tier
		asked[want]++
		if got != want {
			require.Greater(t, got, want)
			accidents[got]++
		}
	}
	t.Log("asked", asked, "taken by accident for", accidents)
	t.Log("contrasts", contrasts, "of", contrasts+others, "taken by accident", wrong)
	assert.Positive(t, contrasts)
	assert.LessOrEqual(t, float64(wrong), 0.0015*float64(others))
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
	assert.Regexp(t, `^en-2/wordnet-3.0/moby-1.1.2/scowl-2020.12.07/`, l.Version())
	assert.Contains(t, report.String(), fmt.Sprintf("strong %8d pairs\n", l.Pairs(lexicon.Strong)))
}

// TestContrast: the classes are crafts, which are vessels and boats, and rafts.
func TestContrast(t *testing.T) {
	replaced := map[string]string{
		"data.noun": "00000100 06 n 02 boat 0 raft 0 001 @ 00000200 n 0000 | a\n" +
			"00000200 06 n 01 vessel 0 002 ~ 00000100 n 0000 @ 00000300 n 0000 | b\n" +
			"00000300 06 n 01 craft 0 001 ~ 00000200 n 0000 | c\n" +
			"00000400 06 n 01 raft 0 001 @ 00000300 n 0000 | d\n" +
			"00000500 06 n 01 line 0 002 @i 00000300 n 0000 ! 00000600 n 0101 | e\n" +
			"00000600 06 n 02 might 0 may 0 002 ! 00000500 n 0101 %p 00000700 n 0000 | f\n" +
			"00000700 06 n 01 gravy 0 002 @ 00000300 n 0000 #p 00000600 n 0000 | f\n",
		"index.noun": "boat n 1 0 1 0 00000100\nraft n 2 0 2 1 00000400 00000100\nvessel n 1 0 1 0 00000200\n" +
			"craft n 1 0 1 0 00000300\nline n 1 0 1 0 00000500\nmight n 1 0 1 0 00000600\nmay n 1 0 1 0 00000600\ngravy n 1 0 1 0 00000700\n",
		"cntlist.rev": "raft%1:06:00:: 1 100\n",
		"data.adj":    "00000100 00 s 01 buoyant 0 001 & 00000200 a 0000 | \n00000200 00 a 01 light 0 002 ! 00000300 a 0101 & 00000100 a 0000 | \n00000300 00 a 01 afloat 0 001 ! 00000200 a 0101 | \n",
		"index.adj":   "buoyant a 1 0 1 0 00000100\nlight a 1 0 1 0 00000200\nafloat a 1 0 1 0 00000300\n",
		"data.verb":   "00000100 30 v 01 float 0 000 | \n",
		"words.txt":   "boat,raft\nline,might\n",
	}
	in := write(t, replaced)
	l, err := build(in)
	require.NoError(t, err)
	for _, c := range []struct {
		a, b     string
		contrast bool
		tier     lexicon.Tier
	}{
		{"line", "might", true, lexicon.Weak},       // antonyms
		{"line", "may", true, lexicon.None},         // their synset
		{"light", "afloat", true, lexicon.None},     //
		{"buoyant", "afloat", true, lexicon.None},   // a satellite
		{"buoyant", "light", false, lexicon.Medium}, //
		{"raft", "vessel", true, lexicon.Medium},    // siblings, and a kind in a sense that raft seldom has
		{"raft", "boat", true, lexicon.Medium},      // siblings, and synonyms in a sense that raft seldom has
		{"raft", "craft", false, lexicon.Medium},    // a kind
		{"vessel", "boat", false, lexicon.Medium},   // a kind
		{"gravy", "vessel", true, lexicon.None},     // siblings
		{"gravy", "might", false, lexicon.Medium},   // a part
		{"line", "vessel", false, lexicon.None},     // an instance
		{"january", "june", true, lexicon.None},     // closed sets
		{"he", "she", true, lexicon.None},           //
		{"gray", "grey", false, lexicon.None},       //
	} {
		r := l.Relation(l.Key(c.a), l.Key(c.b))
		assert.Equal(t, lexicon.Relation{Tier: c.tier, Contrast: c.contrast}, r, "%s, %s", c.a, c.b)
	}
	in.classes = "craft 1 names\n"
	l, err = build(in)
	require.NoError(t, err)
	assert.True(t, l.Relation(l.Key("line"), l.Key("vessel")).Contrast, "an instance")
}

// TestRarity builds from glosses that have no boat, and 7 tagged boats, each of which
// counts four times.
func TestRarity(t *testing.T) {
	l, err := build(write(t, nil))
	require.NoError(t, err)
	boat, ok := l.Rarity("boat")
	assert.True(t, ok)
	vessel, ok := l.Rarity("vessel")
	assert.True(t, ok)
	unseen, ok := l.Rarity("gravy")
	assert.True(t, ok)
	assert.Less(t, boat, vessel)
	assert.Less(t, vessel, unseen)
	_, ok = l.Rarity("licence")
	assert.False(t, ok)
}
