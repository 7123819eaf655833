package main

import (
	"strings"
	"testing"
	"unicode"

	"github.com/palimpsest-go/palimpsest/shingle"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	testTexts = 300
	testSeed  = 1
)

func TestRun(t *testing.T) {
	var out strings.Builder
	require.NoError(t, run([]string{"-texts=300", "-rounds=1"}, &out))
	for _, want := range []string{"\n1. Text", "\n1b. Set", "\n1c. Text", "\n2. Error", "\n3. LSH", "\n4. Filter"} {
		assert.Contains(t, out.String(), want)
	}
	assert.NotContains(t, out.String(), "NaN")
	t.Log(out.String())
}

func TestRunSelects(t *testing.T) {
	var out strings.Builder
	require.NoError(t, run([]string{"-texts=100", "-rows=accuracy"}, &out))
	assert.Contains(t, out.String(), "\n2. Error")
	assert.NotContains(t, out.String(), "\n3. LSH")

	for _, args := range [][]string{{"-rows=speed"}, {"-texts=1"}, {"-rounds=0"}, {"more"}} {
		assert.Error(t, run(args, &out), args)
	}
}

func TestCorpusFollowsSeed(t *testing.T) {
	c := newCorpus(testTexts, testSeed)
	assert.Equal(t, c, newCorpus(testTexts, testSeed))
	assert.NotEqual(t, c.ascii, newCorpus(testTexts, testSeed+1).ascii)
	for i, text := range c.ascii {
		assert.Equal(t, -1, strings.IndexFunc(text, func(r rune) bool { return r > unicode.MaxASCII }))
		assert.Len(t, strings.Fields(c.curly[i]), len(strings.Fields(text)))
	}
}

// words3 is the slow twin of what ours hashes: a map of strings.
func words3(text string) map[string]bool {
	var forms []string
	for w := range shingle.Words(text, shingle.None) {
		forms = append(forms, shingle.Fold(w.Form)) // a word is one with and without its marks
	}
	shingles := map[string]bool{}
	for i := range len(forms) - 2 {
		shingles[strings.Join(forms[i:i+3], " ")] = true
	}
	return shingles
}

func mapJaccard[K comparable](a, b map[K]bool) float64 {
	common := 0
	for x := range a {
		if b[x] {
			common++
		}
	}
	return float64(common) / float64(len(a)+len(b)-common)
}

func TestPlantedPairs(t *testing.T) {
	c := newCorpus(testTexts, testSeed)
	var quarters [4]int
	for _, texts := range [][]string{c.ascii, c.curly} {
		for _, p := range truth(newOurs(benchSlots, 0, false), texts, c.planted) {
			assert.Equal(t, mapJaccard(words3(texts[p.a]), words3(texts[p.b])), p.j, "texts %d and %d", p.a, p.b)
			quarters[min(int(p.j*4), 3)]++
		}
	}
	for _, n := range quarters {
		assert.Greater(t, n, len(c.planted)/4, "of twice %d pairs in a quarter of the similarities", len(c.planted))
	}
}

func TestAllPairs(t *testing.T) {
	c := newCorpus(testTexts, testSeed)
	o := newOurs(benchSlots, 0, false)
	var sets [][]uint64
	var maps []map[uint64]bool
	for _, text := range c.ascii {
		set := o.Elements(text)
		sets, maps = append(sets, set), append(maps, map[uint64]bool{})
		for _, x := range set {
			maps[len(maps)-1][x] = true
		}
	}
	for _, floor := range []float64{0.3, 0.5, 0.8, 1} {
		var want []pair
		for b := range maps {
			for a := range b {
				if j := mapJaccard(maps[a], maps[b]); j >= floor {
					want = append(want, pair{a, b, j})
				}
			}
		}
		assert.ElementsMatch(t, want, allPairs(sets, floor), "floor %v", floor)
		assert.NotEmpty(t, want, "floor %v", floor)
	}
}

func TestCutter(t *testing.T) {
	texts := newCorpus(testTexts, testSeed).curly
	texts = append(texts, "", "one", "One, TWO", "a b c", " École d’été ")
	var c cutter
	for _, text := range texts {
		words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		var want, got []string
		for i := range words {
			if i+shingleSize <= len(words) || i == 0 {
				want = append(want, strings.Join(words[i:min(i+shingleSize, len(words))], " "))
			}
		}
		c.split(text)
		for i := range c.shingles() {
			got = append(got, string(c.shingle(i)))
		}
		assert.Equal(t, want, got, "%q", text)
	}
}

// TestOursErrsLeast compares errors at equal slots and at equal bytes.
func TestOursErrsLeast(t *testing.T) {
	b := newBench(testTexts, testSeed, 1, nil)
	pairs := b.pairs()
	require.Greater(t, len(pairs), 100)
	best := map[string]float64{}
	for _, c := range sketches() {
		a := rate(c.s, pairs, func(i int) { c.s.SignSet(newSet(b.sets[i])) })
		budget := "512 bytes"
		if c.slots == benchSlots && !strings.Contains(c.name, "by hand") {
			budget = "128 slots"
		}
		if strings.HasPrefix(c.name, "ours") {
			best[budget] = a.rmse
			continue
		}
		assert.Less(t, best[budget], a.rmse, "%s, %d slots, in %s", c.name, c.slots, budget)
	}
	assert.Len(t, best, 2)
}

func TestQuality(t *testing.T) {
	b := newBench(testTexts, testSeed, 1, nil)
	l := newLibrary(b.sets)
	want := allPairs(b.sets, lshThreshold)
	require.NotEmpty(t, want)
	for _, r := range indexRows(l) {
		r.x.Build()
		recall, precision := quality(r.x, l, want)
		if strings.Contains(r.name, "ours, verified") {
			assert.Equal(t, 1.0, precision, r.name)
		}
		assert.Greater(t, recall, 0.5, r.name)
		assert.LessOrEqual(t, recall, 1.0, r.name)
	}
}
