package shingle

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// allShinglers returns a Shingler for every family, size, language and choice
// of stems.
func allShinglers(sizes []int) []Shingler {
	var all []Shingler
	for _, family := range []Family{Shingles, Masked, FunctionWords} {
		for _, size := range sizes {
			for _, lang := range append(Languages(), Auto, None) {
				for _, stem := range []bool{false, true} {
					all = append(all, Shingler{Family: family, Size: size, Language: lang, Stem: stem})
				}
			}
		}
	}
	return all
}

// A slowFeature is a feature before it is hashed.
type slowFeature struct {
	marks      string
	hash       uint64
	first, end int
}

// slowFeatures is the slow twin of [Shingler.Features]: it lists the marks of
// the text, then cuts every window out of the list and adds up its hash.
func slowFeatures(s Shingler, text string) []slowFeature {
	const masked = "*" // no word: it holds neither letter nor digit
	lang := s.Language
	if lang == Auto {
		lang = Guess(text)
	}
	var list []slowFeature // of one mark each
	i := -1
	for w := range Words(text, lang) {
		i++
		form := w.Form
		if s.Stem {
			form = lang.Stem(form)
		}
		m := slowFeature{Fold(form), hashForm(Fold(form)), i, i + 1}
		switch s.Family {
		case Masked:
			if w.Class != Function && w.Class != Number {
				if n := len(list); n > 0 && list[n-1].marks == masked {
					list[n-1].end = i + 1
					continue
				}
				m.marks, m.hash = masked, maskHash
			}
		case FunctionWords:
			if w.Class != Function {
				continue
			}
		}
		list = append(list, m)
	}
	size := s.Size
	if size == 0 {
		size = map[Family]int{Shingles: 3, Masked: 6, FunctionWords: 8}[s.Family]
	}
	if s.Family == Shingles && len(list) < size {
		size = max(1, len(list))
	}
	var features []slowFeature
	for i := size; i <= len(list); i++ {
		f := slowFeature{first: list[i-size].first, end: list[i-1].end}
		sum := uint64(0)
		for _, m := range list[i-size : i] {
			f.marks += m.marks + " "
			sum = sum*shingleBy + m.hash
		}
		f.hash = avalanche(sum + uint64(size)*hashSeed)
		features = append(features, f)
	}
	return features
}

// TestFeaturesAgainstSlow compares features with those of the slow twin, and
// checks that their hashes are equal exactly when their marks are.
func TestFeaturesAgainstSlow(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	rng := rand.New(rand.NewPCG(seed, 0))
	texts := slices.Clone(seeds)
	vocabulary := strings.Fields("the The of and it they're navy Navy ships sailing sailed 3 1,000 naïve 漢 http://a.b/c к")
	for range 30 {
		words := make([]string, rng.IntN(60))
		for i := range words {
			words[i] = vocabulary[rng.IntN(len(vocabulary))]
		}
		texts = append(texts, strings.Join(words, " "))
	}
	sizes := []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 17}
	if testing.Short() {
		sizes = []int{0, 4}
	}
	for _, s := range allShinglers(sizes) {
		marks, hashes := map[uint64]string{}, map[string]uint64{}
		for _, text := range texts {
			want := slowFeatures(s, text)
			got := slices.Collect(s.Features(text))
			require.Len(t, got, len(want), "%s %q", s.Scheme(), text)
			for i, f := range got {
				if want := (Feature{want[i].hash, want[i].first, want[i].end}); want != f {
					t.Fatalf("%s %q: feature %d is %v, want %v", s.Scheme(), text, i, f, want)
				}
				if m, ok := marks[f.Hash]; ok && m != want[i].marks {
					t.Fatalf("%s: %q and %q have the hash %#x", s.Scheme(), m, want[i].marks, f.Hash)
				}
				if h, ok := hashes[want[i].marks]; ok && h != f.Hash {
					t.Fatalf("%s: %q has the hashes %#x and %#x", s.Scheme(), want[i].marks, h, f.Hash)
				}
				marks[f.Hash], hashes[want[i].marks] = want[i].marks, f.Hash
			}
		}
	}
}

// TestFeaturePositions writes out what the features of a text cover.
func TestFeaturePositions(t *testing.T) {
	const text = "The navy of the U.S. lost 3 ships in a night storm"
	tests := []struct {
		s    Shingler
		want string // words[First:End] of each feature
	}{
		{Shingler{}, "The navy of|navy of the|of the U.S|the U.S lost|U.S lost 3|lost 3 ships|3 ships in|ships in a|in a night|a night storm"},
		{Shingler{Size: 11}, "The navy of the U.S lost 3 ships in a night|navy of the U.S lost 3 ships in a night storm"},
		{Shingler{Family: Masked, Size: 3, Language: English}, "The navy of|navy of the|of the U.S lost|the U.S lost 3|U.S lost 3 ships|3 ships in|ships in a|in a night storm"},
		{Shingler{Family: FunctionWords, Size: 4, Language: English}, "The navy of the U.S lost 3 ships in|of the U.S lost 3 ships in a"},
		{Shingler{Family: FunctionWords, Size: 1, Language: None}, ""},
		{Shingler{Family: Masked, Size: 1, Language: None}, "The navy of the U.S lost|3|ships in a night storm"},
	}
	var words []string
	for w := range Words(text, English) {
		words = append(words, text[w.Start:w.End])
	}
	for _, tt := range tests {
		var got []string
		for f := range tt.s.Features(text) {
			got = append(got, strings.Join(words[f.First:f.End], " "))
		}
		require.Equal(t, tt.want, strings.Join(got, "|"), tt.s.Scheme())
	}
}

// TestShortTexts checks the rule for texts of fewer marks than a feature has.
func TestShortTexts(t *testing.T) {
	const words = "of the and to in for by with"
	list := strings.Fields(words)
	for n := range len(list) {
		text := strings.Join(list[:n], " ")
		for _, s := range allShinglers([]int{8}) {
			got := slices.Collect(s.Features(text))
			if s.Family != Shingles || n == 0 {
				require.Empty(t, got, "%s %q", s.Scheme(), text)
				continue
			}
			require.Len(t, got, 1)
			require.Equal(t, 0, got[0].First)
			require.Equal(t, n, got[0].End)
		}
	}
	// The shingle of a short text is not a shingle of a longer one.
	first := func(s Shingler, text string) uint64 {
		for f := range s.Features(text) {
			return f.Hash
		}
		return 0
	}
	require.NotEqual(t, first(Shingler{Size: 3}, "a b"), first(Shingler{Size: 3}, "a b c"))
	require.Equal(t, first(Shingler{Size: 2}, "a b"), first(Shingler{Size: 3}, "a b"))
}

// TestHugeSizes: a size far beyond any text takes no memory.
func TestHugeSizes(t *testing.T) {
	for _, s := range allShinglers([]int{math.MaxInt}) {
		got := slices.Collect(s.Features("The navy of the U.S. lost 3 ships"))
		if s.Family != Shingles {
			require.Empty(t, got)
			continue
		}
		require.Len(t, got, 1)
		require.Equal(t, Feature{got[0].Hash, 0, 8}, got[0])
		h := Hasher{Shingler: s}
		require.Equal(t, []uint64{got[0].Hash}, h.AppendHashes(nil, "The navy of the U.S. lost 3 ships"))
	}
}

// TestOtherFamily: as documented.
func TestOtherFamily(t *testing.T) {
	s := Shingler{Family: FunctionWords + 1}
	require.Panics(t, func() { _ = s.Scheme() })
	require.Panics(t, func() { _ = slices.Collect(s.Features("a b c")) })
	require.Panics(t, func() { (&Hasher{Shingler: s}).AppendHashes(nil, "a b c") })
}

// TestJoinAuto: as documented, Join guesses no language, and the scheme does not
// tell.
func TestJoinAuto(t *testing.T) {
	const text = "The ships of the navy were sailing to the islands that they had seen before the storm."
	auto, english := Shingler{Stem: true}, Shingler{Stem: true, Language: English}
	words := func(yield func(Word) bool) { Words(text, None)(yield) }
	want := slices.Collect(english.Features(text))
	require.Equal(t, want, slices.Collect(auto.Features(text)))
	require.Equal(t, want, slices.Collect(english.Join(words)))
	require.Equal(t, slices.Collect(Shingler{}.Features(text)), slices.Collect(auto.Join(words)))
}

func TestFeaturesStop(t *testing.T) {
	for _, s := range shinglers {
		all := slices.Collect(s.Features(seeds[1]))
		for n := range all {
			var got []Feature
			for f := range s.Features(seeds[1]) {
				if got = append(got, f); len(got) > n {
					break
				}
			}
			require.Equal(t, all[:n+1], got)
		}
	}
}

// TestJoin checks that features can be made of words that were kept.
func TestJoin(t *testing.T) {
	for _, s := range shinglers {
		if s.Language == Auto {
			s.Language = English
		}
		for _, text := range seeds {
			words := slices.Collect(Words(text, s.Language))
			require.Equal(t, slices.Collect(s.Features(text)), slices.Collect(s.Join(slices.Values(words))))
		}
	}
}

func TestScheme(t *testing.T) {
	seen := map[string]Shingler{}
	for _, s := range allShinglers([]int{1, 2, 3, 4, 5, 6, 7, 8, 9}) {
		scheme := s.Scheme()
		require.NotContains(t, seen, scheme, "%+v has the scheme of %+v", s, seen[scheme])
		seen[scheme] = s
	}
	for family, size := range map[Family]int{Shingles: 3, Masked: 6, FunctionWords: 8} {
		require.Equal(t, Shingler{Family: family, Size: size}.Scheme(), Shingler{Family: family}.Scheme())
		require.Equal(t, Shingler{Family: family}.Scheme(), Shingler{Family: family, Size: -1}.Scheme())
	}
}

// TestGoldenHashes holds the hashes to what they were: a program may have
// stored them. If one must change, so must hashVersion.
func TestGoldenHashes(t *testing.T) {
	forms := map[string]uint64{
		"a":               0x2c6d536ba1fe7f50,
		"the":             0xfb9edcb73469f396,
		"they're":         0x4538e2135f5c286a,
		"shipyard":        0x8be61145854a2115,
		"shipyards":       0xd4b7feebb55069ed,
		"international":   0xd91a8c7dbf8fe8bf,
		"naïve":           0xe6a8a238876c68aa,
		"漢":               0xbacf0eff7979f287,
		"https://x.org/a": 0xe3087b6ee67bcfa6,
	}
	for form, want := range forms {
		require.Equal(t, want, hashForm(form), "the hash of %q is not what it was: raise hashVersion in hash.go", form)
	}
	const text = "The U.S. Navy said on 3 May that they're building a naïve “state-of-the-art” ship."
	features := map[Shingler]string{ // the first three of each
		{}:                              "f045d4ba449af324 75c567584864d0c1 07560de5455c866f",
		{Size: 1}:                       "6efb5f29a67ed679 4aa7d07f5d6790e6 c7efaf658f111809",
		{Size: 5}:                       "94c20d88ba081771 43c0baba3f421168 ae1a5004f9528b3f",
		{Size: 20}:                      "70f575a06ea52e92",
		{Stem: true, Language: English}: "5b8fa3ce3178367c 89f051285ca5e338 64971949344729c2",
		{Family: Masked, Size: 3, Language: English}:        "59817eeb870cce86 3ca7efe41577ad51 ed1befaf929b2b39",
		{Family: FunctionWords, Size: 2, Language: English}: "2099abdf3299012e fdb959793db40bb1 ba0e076d60b95ce2",
	}
	for s, want := range features {
		var got []string
		for f := range s.Features(text) {
			got = append(got, fmt.Sprintf("%016x", f.Hash))
		}
		require.Equal(t, want, strings.Join(got[:min(3, len(got))], " "),
			"the hashes of %s are not what they were: raise hashVersion in hash.go", s.Scheme())
	}
}
