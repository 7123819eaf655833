package shingle

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// tables are the properties of characters that hashes, spans and classes depend
// on, as this package reads them, and the digests of their values for all
// characters. They were the same with Go 1.26, whose tables are of Unicode 15.0,
// and with Go 1.27, whose tables are of Unicode 17.0.
var tables = []struct {
	name   string
	digest string
	of     func(r rune) any
}{
	{"assigned characters", "6ca36ca540e45b1a", func(r rune) any { return !unassigned(r) }},
	{"letters", "f960d3cf6a351a2d", func(r rune) any { return isLetterRune(r) }},
	{"numbers", "2ac6fd5e5a0cf0e0", func(r rune) any { return isNumberRune(r) }},
	{"digits", "2e0fec22454bb2de", func(r rune) any { return isDigitRune(r) }},
	{"marks", "47d753bcc118b204", func(r rune) any { return isMarkRune(r) }},
	{"spaces", "5c716e7495b451bb", func(r rune) any { return isSpaceRune(r) }},
	{"capitals", "8b1511ff4d3e026c", func(r rune) any { return capital(r) }},
	{"hidden characters", "ba4a1ae149dcb7c4", func(r rune) any { return hidden(r) }},
	{"kinds of hidden characters", "667de6530f307e9c", func(r rune) any { return hiddenKind(r) }},
	{"joiners", "3747ba50b2a03572", func(r rune) any { return []bool{joiner(r), unjoined(r)} }},
	{"scripts", "f0dda1a7352c5b98", func(r rune) any { return []any{scriptOf(r), unspaced(r), rightToLeft(r)} }},
	{"bounds of normalisation", "521a54dce03df63a", func(r rune) any { return boundaryBefore(string(r)) }},
	{"decompositions", "e41834aba2928718", func(r rune) any { return decompose(string(r)) }},
	{"compositions", "05bd741ae492847c", func(r rune) any { return compose("o" + decompose(string(r)) + "\u0323\u0308") }},
	{"folded cases", "93aeb810ded7b48e", func(r rune) any { return folded(&testFold, string(cherokee(r))) }},
	{"what the stemmers trim", "31c65b0a92d550a3", func(r rune) any {
		return !unassigned(r) && (unicode.ToLower(r) != r || unicode.IsPunct(r) || unicode.IsSpace(r))
	}},
}

var testFold = cases.Fold()

// everyRune yields all characters but those for private use and those of the
// planes that Unicode leaves empty.
func everyRune(yield func(rune) bool) {
	for r := rune(0); r < 0xe1000; r++ {
		switch {
		case 0xd800 <= r && r < 0xf900:
			r = 0xf900
		case r == 0x40000:
			r = 0xe0000
		}
		if !yield(r) {
			return
		}
	}
}

// TestUnicodeTables holds the tables to their digests. It fails where a newer
// compiler, or a newer x/text, changes a property of a character that the pinned
// version assigns.
func TestUnicodeTables(t *testing.T) {
	if testing.Short() {
		t.Skip("a million characters")
	}
	for _, table := range tables {
		h := sha256.New()
		for r := range everyRune {
			fmt.Fprintln(h, table.of(r))
		}
		if digest := fmt.Sprintf("%x", h.Sum(nil)[:8]); digest != table.digest {
			t.Errorf("%s are not those of Unicode %s any more with %s (package unicode has Unicode %s, x/text %s): keep the old ones in unicode.go, or raise formVersion in feature.go and write the new digest %s here",
				table.name, pinnedUnicode, runtime.Version(), unicode.Version, norm.Version, digest)
		}
	}
}

// TestUnicodeForms holds the forms of words that each character can stand in to
// a digest: alone, at the beginning and the end, and under an accent.
func TestUnicodeForms(t *testing.T) {
	if testing.Short() {
		t.Skip("a million characters")
	}
	h := sha256.New()
	var line []byte
	for r := range everyRune {
		c := string(r)
		for w := range Words(c+" "+c+"o"+c+" А"+c+"\u0301я", None) {
			line = append(line[:0], w.Form...)
			line = append(line, byte(w.Start), byte(w.End), byte(w.Class), byte(w.Break), byte(w.Disguise))
			h.Write(line)
		}
	}
	if digest := fmt.Sprintf("%x", h.Sum(nil)[:8]); digest != "2d6f91cffed7ac5f" {
		t.Errorf("words are not what they were in scheme %q, with %s: raise segmentVersion in feature.go if uax29 was upgraded, else formVersion, and write the new digest %s here",
			Shingler{}.Scheme(), runtime.Version(), digest)
	}
}

// newCharacters stand in texts that use characters of Unicode 15.1 to 17.0: a
// program built with any compiler has to make the same words of them.
var newCharacters = []struct{ text, want string }{
	{"\u1c89", ""},             // capital letter of 16.0, which has a small one
	{"Ti\u1c89a", "ti\u1c89a"}, // the same in a word
	{"о\u1c89о О\u1c89О", "о\u1c89о о\u1c89о"},         // and in Russian
	{"\U000105c9 a\U000105c9b", "a\U000105c9b"},        // letter of 16.0 that decomposes
	{"a\u0323\u0897\u0301", "ạ\u0897\u0301"},           // mark of 16.0: nothing composes across it
	{"\U00010d45\U00010d42", ""},                       // digits of 16.0
	{"\U0001ccd6\U0001ccd7 \U0001ccf1", ""},            // A, B and 1 in outline, of 16.0
	{"\U0002ebf0 \U000323b0", ""},                      // Chinese of 15.1 and 17.0
	{"a\u1acfb", "a\u1acfb"},                           // mark of 17.0
	{"http://x.org/\u1c89b", "http://x.org/ \u1c89b"},  // not part of an address
	{"\ua7dc \u019b \ua7da \ua7d2\ua7d3", "ƛ \ua7d2ꟓ"}, // capitals of 16.0 and 17.0 of letters that are older
	{"\U00011383\U000113c9 \U00016d68\U00016d67", ""},  // of 16.0, which compose
}

func TestNewCharacters(t *testing.T) {
	for _, tt := range newCharacters {
		var forms []string
		for w := range Words(tt.text, None) {
			forms = append(forms, w.Form)
		}
		assert.Equal(t, tt.want, strings.Join(forms, " "), "%+q", tt.text)
	}
	for _, lang := range Languages() {
		for _, form := range []string{"\u1c89ships", "ships\u1c89", "корабл\u1c89ями"} {
			assert.Equal(t, form, lang.Stem(form))
		}
	}
}

// TestUnassigned checks the ranges that unassigned knows without the table.
func TestUnassigned(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if utf8.ValidRune(r) && unassigned(r) == unicode.Is(assignedTable(), r) {
			t.Fatalf("%U", r)
		}
	}
}

// TestMapPieces: a compiler whose tables are those of the pinned version maps a
// string as its pieces are mapped, so pieces are what a newer one has to map.
func TestMapPieces(t *testing.T) {
	if laterTables {
		t.Skip("needs a compiler with the tables of Unicode " + pinnedUnicode)
	}
	seed := rand.Uint64()
	rng := rand.New(rand.NewPCG(seed, 0))
	runes := []rune("aoOi\u1100\u1161\u11a8ガｶﾞ\u0301\u0323\u0308\u0345ǅﬁ\u1c89\u0897\U000105c9\U0001ccd6\u0378\u1acf\U000113c9")
	for range 20_000 {
		s := make([]rune, rng.IntN(9))
		for i := range s {
			s[i] = runes[rng.IntN(len(runes))]
		}
		for _, mapping := range []func(string) string{norm.NFKC.String, norm.NFKD.String, testFold.String} {
			require.Equal(t, mapping(string(s)), mapPieces(string(s), mapping), "%+q, seed %d", string(s), seed)
		}
	}
}
