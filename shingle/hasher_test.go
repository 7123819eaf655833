package shingle

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// hasherTexts go through every branch of the scanner.
var hasherTexts = []string{
	"", " ", "_", "__ _a_ b_c _", "one", "one two", "one two three", "it's the U.S. 1,000 3.5% a:b x;y 'quoted' don't.",
	"A word of eightlet and one of ninelettr, sixteencharacter and seventeencharactr.",
	"Mail me@x.org or see https://a.b/c?d=1 and WWW.Example.COM, both of them.",
	"“Curly” quotes, it’s naïve — na\u00adive — ｎａｖｙ and 漢字 mixed with ASCII text around.",
	"Русский текст со словом cop и ещё one.", "a\xffb invalid \xc3( bytes", "\ufeffmark at the beginning",
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

// TestWordEnd checks the eight-byte reader against the byte-wise one.
func TestWordEnd(t *testing.T) {
	const seed = 20261121
	t.Logf("seed=%d", seed)
	r := rand.New(rand.NewPCG(seed, 1))
	const alphabet = "abzAZ019_..''::,,;; -\n\x00\x7f"
	for range 20_000 {
		var b strings.Builder
		for range r.IntN(40) {
			b.WriteByte(alphabet[r.IntN(len(alphabet))])
		}
		s := b.String()
		text, ascii := appendLower(nil, s)
		require.True(t, ascii)
		require.Equal(t, lowerASCII(s)+strings.Repeat("\x00", pad), string(text))
		for i := range len(s) {
			if byteClass[s[i]]&wordByte == 0 {
				continue
			}
			want, _ := asciiWord(s, i)
			require.Equal(t, want, wordEnd(text, i), "%q at %d", s, i)
			require.Equal(t, hashForm(lowerASCII(s[i:want])), hashAt(text, i, want), "%q", s[i:want])
		}
	}
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
	require.Equal(t, uint64(7), c.hash(7, long), "a form too long to stem is its own")
	c.use(French)
	require.Equal(t, hashForm(French.Stem("villes")), c.hash(42, []byte("villes")))
}

func TestHasherAllocates(t *testing.T) {
	text := strings.Repeat("Plain words, it's said; 1,000 of them. ", 50)
	for _, h := range []*Hasher{{}, {Shingler: Shingler{Stem: true, Language: English}}} {
		dst := h.AppendHashes(nil, text)
		want := slices.Clone(dst)
		require.Zero(t, testing.AllocsPerRun(20, func() { dst = h.AppendHashes(dst[:0], text) }))
		require.Equal(t, want, dst)
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
