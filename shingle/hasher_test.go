package shingle

import (
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// hasherTexts go through every branch of the scanner.
var hasherTexts = []string{
	"", " ", "_", "__ _a_ b_c _", "one", "one two", "one two three", "it's the U.S. 1,000 3.5% a:b x;y 'quoted' don't.",
	"A word of eightlet and one of ninelettr, sixteencharacter and seventeencharactr.",
	"Mail me@x.org or see https://a.b/c?d=1 and WWW.Example.COM, both of them.",
	"“Curly” quotes, it’s naïve — na\u00adive — ｎａｖｙ and 漢字 mixed with ASCII text around.",
	"Русский текст со словом cop и ещё one.", "a\xffb invalid \xc3( bytes", "\ufeffmark at the beginning",
	"m&#105;litary caf&eacute; a&nbsp;b &amp;lt;c&gt; www&#46;x.y &#1078;&#1078; AT&T &#", "&#78;avy",
	"@ 1,000\u00a0 _漢字 Ж ",
	"tabs\tand\r\nlines\n\nand a very-long_under_score_word_that_goes_on_for_more_than_sixteen bytes",
}

// checkHasher checks that h makes the hashes of Features.
func checkHasher(t *testing.T, h *Hasher, text string) {
	t.Helper()
	want := []uint64{1, 2}
	for f := range h.Features(text) {
		want = append(want, f.Hash)
	}
	require.Equal(t, want, h.AppendHashes([]uint64{1, 2}, text), "%q", text)
}

// FuzzHasher checks the fast path against the slow one, with Hashers that are
// used for one text after the other.
func FuzzHasher(f *testing.F) {
	for _, text := range hasherTexts {
		f.Add(text)
	}
	var all []*Hasher
	for size := range 7 {
		for _, stem := range []bool{false, true} {
			all = append(all, &Hasher{Shingler: Shingler{Size: size, Stem: stem, Language: English}})
		}
	}
	all = append(all, &Hasher{Shingler: Shingler{Stem: true}}, &Hasher{Shingler: Shingler{Family: Masked, Language: English}})
	f.Fuzz(func(t *testing.T, text string) {
		for _, h := range all {
			checkHasher(t, h, text)
		}
	})
}

// TestStemCache checks that words which share a place do not share stems.
func TestStemCache(t *testing.T) {
	var c stemCache
	c.use(English)
	for round := range 3 {
		for _, form := range []string{"brought", "cities", "running", "navy", "armies", "towns"} {
			require.Equal(t, hashForm(English.Stem(form)), c.hash(42, []byte(form)), "round %d", round)
		}
	}
	long := []byte(strings.Repeat("x", maxStemBytes+1))
	require.Equal(t, hashWord(string(long)), c.hash(7, long), "a form too long to stem is its own")
	c.use(French)
	require.Equal(t, hashForm(French.Stem("villes")), c.hash(42, []byte("villes")))
}

// TestStemCacheGrows checks that the cache keeps its bound and its stems, with
// words that are spread over it and with words that all share a set.
func TestStemCacheGrows(t *testing.T) {
	for _, spread := range []uint64{0x9e3779b97f4a7c15, 0} {
		var c stemCache
		c.use(Hungarian)
		for round := range 2 {
			for i := range uint64(2 * stemCacheMost) {
				form := strconv.FormatUint(i, 36) + "x"
				if got := c.hash(bits.ReverseBytes64(i*spread), []byte(form)); i%64 == 0 {
					require.Equal(t, hashForm(Hungarian.Stem(form)), got, "round %d, word %d", round, i)
				}
			}
			taken := 0
			for i := range c.sets {
				for _, form := range c.sets[i].forms {
					taken += min(len(form), 1)
				}
			}
			require.Equal(t, taken, c.used)
			if spread == 0 {
				require.Len(t, c.sets, stemCacheLeast/stemCacheWays)
			} else {
				require.Len(t, c.sets, stemCacheMost/stemCacheWays)
			}
		}
	}
}

// TestStemCacheRemembers checks that words still have their places after those
// have doubled.
func TestStemCacheRemembers(t *testing.T) {
	var c stemCache
	c.use(English)
	words := stemCacheMost / 8
	kept := 0
	for i := range words {
		form := strconv.Itoa(i) + "s"
		c.hash(hashForm(form), []byte(form))
	}
	for i := range words {
		form := strconv.Itoa(i) + "s"
		if slices.Contains(c.set(hashForm(form)).forms[:], form) {
			kept++
		}
	}
	require.Greater(t, len(c.sets)*stemCacheWays, stemCacheLeast)
	require.Greater(t, kept, words*99/100)
}

// TestHasherCopy: a copy of a Hasher in use is as good as a new one, for words
// that the scanner finds too, and leaves the original alone. It may go to
// another goroutine.
func TestHasherCopy(t *testing.T) {
	for _, s := range []Shingler{{}, {Stem: true, Language: English}} {
		h := Hasher{Shingler: s}
		for _, text := range hasherTexts {
			checkHasher(t, &h, text)
		}
		c := h
		var wg sync.WaitGroup
		for _, h := range []*Hasher{&h, &c} {
			wg.Go(func() {
				for _, text := range hasherTexts {
					var want []uint64
					for f := range s.Features(text) {
						want = append(want, f.Hash)
					}
					assert.Equal(t, want, h.AppendHashes(nil, text), "%q", text)
				}
			})
		}
		wg.Wait()
	}
}

func TestHasherAllocates(t *testing.T) {
	plain := strings.Repeat("Plain words, it's said; 1,000 of them. ", 50)
	for _, text := range []string{plain, strings.Repeat("“It’s” – naïve — so they’d said… ", 50)} {
		for _, h := range []*Hasher{{}, {Shingler: Shingler{Stem: true, Language: English}}} {
			dst := h.AppendHashes(nil, text)
			want := slices.Clone(dst)
			require.Zero(t, testing.AllocsPerRun(20, func() { dst = h.AppendHashes(dst[:0], text) }))
			require.Equal(t, want, dst)
		}
	}
}

func BenchmarkHasher(b *testing.B) {
	ascii := strings.Repeat("The council voted on Tuesday to close the old market for two years while its roof is replaced. ", 20)
	for _, c := range []struct {
		name, text string
		h          Hasher
	}{
		{"text=ascii", ascii, Hasher{}},
		{"text=ascii,stem=true", ascii, Hasher{Shingler: Shingler{Stem: true, Language: English}}},
		{"text=curly", strings.ReplaceAll(ascii, "council", "council’s"), Hasher{}},
	} {
		b.Run(c.name, func(b *testing.B) {
			var dst []uint64
			b.SetBytes(int64(len(c.text)))
			b.ReportAllocs()
			for b.Loop() {
				dst = c.h.AppendHashes(dst[:0], c.text)
			}
		})
	}
}
