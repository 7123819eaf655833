package shingle

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"
)

// cutSlowly is a cutter's twin: the rules of asciiWord, a byte at a time.
func cutSlowly(text string) (words []span, forms []string) {
	for i := 0; i < len(text); {
		if byteClass[text[i]]&wordByte == 0 {
			i++
			continue
		}
		end, ok := asciiWord(text, i)
		if ok {
			form := strings.Trim(text[i:end], "_")
			from := i + strings.Index(text[i:end], form)
			words, forms = append(words, span{from, from + len(form)}), append(forms, form)
		}
		i = end
	}
	return words, forms
}

// TestCutter checks the cutter against its twin, with texts that end before,
// at and behind the ends of blocks and windows.
func TestCutter(t *testing.T) {
	const seed = 20261121
	t.Logf("seed=%d", seed)
	r := rand.New(rand.NewPCG(seed, 1))
	alphabets := []string{"abzAZ019_..''::,,;; -\n\x00\x7f", "aaaaaaaaaaaaaaaaaaaa'.", "aB1 ", "ab.'1,"}
	var c cutter
	var plain []byte
	for round := range 20_000 {
		alphabet := alphabets[r.IntN(len(alphabets))]
		b := make([]byte, r.IntN(40))
		if round%10 == 0 {
			b = make([]byte, r.IntN(3*windowBytes))
		}
		for i := range b {
			b[i] = alphabet[r.IntN(len(alphabet))]
		}
		s := string(b)
		var n int
		plain, n = appendPlain(plain[:0], s, latinForms())
		require.Equal(t, len(s), n)
		require.Equal(t, lowerASCII(s), string(plain))

		c.begin(plain)
		var got []span
		for words, ok := c.next(); ok; words, ok = c.next() {
			got = append(got, words...)
		}
		want, forms := cutSlowly(lowerASCII(s))
		require.Equal(t, want, got, "%q", s)
		for i, w := range got {
			require.Equal(t, hashForm(forms[i]), hashAt(c.text, w.from, w.to), "%q", forms[i])
		}
	}
}

// TestClassify checks the lanes against the table for every byte, beside bytes
// that would carry into its lane if they could.
func TestClassify(t *testing.T) {
	for b := range 256 {
		for _, other := range []byte{0, 0x7f, 0xff, 'z'} {
			for lane := range 8 {
				var word uint64
				for k := range 8 {
					v := uint64(other)
					if k == lane {
						v = uint64(b)
					}
					word |= v << (8 * k)
				}
				w, m := classify(word)
				if 'A' <= b && b <= 'Z' {
					continue // never in plain text
				}
				isWord := plainClass(byte(b))&wordByte != 0
				require.Equal(t, isWord, w>>lane&1 == 1, "%#x in lane %d", b, lane)
				require.Equal(t, !isWord && b > ' ', m>>lane&1 == 1, "%#x in lane %d", b, lane)
			}
		}
	}
}

// TestPlainForms checks that what a character's plain form stands for is what
// cleaning makes of it, and that the full rules cut around it as the cutter does.
func TestPlainForms(t *testing.T) {
	n := 0
	for r := rune(0x80); r < 0x3000; r++ {
		form, size := latinForms().form(string(r))
		if form == "" {
			continue
		}
		n++
		require.Len(t, string(r), size)
		require.LessOrEqual(t, len(form), size, "%U", r)
		require.True(t, boundaryBefore(string(r)), "%U", r)
		require.False(t, hidden(r), "%U", r)
		var c cleaner
		c.reset(string(r))
		if form == gap {
			require.False(t, strings.ContainsFunc(string(c.out), func(r rune) bool {
				return unicode.In(r, unicode.L, unicode.M, unicode.N) || unicode.IsSpace(r) && r != ' '
			}), "%U", r)
		} else {
			require.Equal(t, string(c.out), form, "%U", r)
		}
		for _, around := range []string{" ", "a", "1", "_", "'", ".", "é", "’", "a.", "1,", "@b.c", "://", "www."} {
			for _, text := range []string{around + string(r), string(r) + around, around + string(r) + around, "b" + around + string(r) + "b", "b" + string(r) + around + "b"} {
				checkHasher(t, &Hasher{Shingler: Shingler{Size: 1}}, text)
			}
		}
	}
	require.Greater(t, n, 600)
}

// TestHasherMixes checks the fast path against the slow one on texts made of
// what it treats in different ways.
func TestHasherMixes(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed=%d", seed)
	r := rand.New(rand.NewPCG(seed, 1))
	parts := strings.Split("the|don’t|naïve|ở|Ệ|ẞ|ẚ|“|”|—|–|…|'|_|a.b|1,000|é|É|e\u0301|\u00ad|ß|ŉ|ǆ|½|\u00a0|漢字|Ж|cop|µ|\u00b4|www.|://|@|x@y.org|https://a.b/é|\xff|\n|İ|\u0301|ª|‚|.", "|")
	hashers := []*Hasher{{Shingler: Shingler{Size: 1}}, {Shingler: Shingler{Stem: true, Language: English}}}
	for range 5000 {
		var b strings.Builder
		common := parts[:1+r.IntN(len(parts))]
		for range r.IntN(60) {
			b.WriteString(common[r.IntN(len(common))])
			b.WriteString(strings.Repeat(" ", r.IntN(2)))
		}
		for _, h := range hashers {
			checkHasher(t, h, b.String())
		}
	}
}
