//go:build !race

package shingle

import (
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

type hostileText struct{ name, begin, pattern, end string }

// hostileTexts are patterns that are slow, or take much memory, wherever a loop
// runs over the same bytes again. A text is a pattern, repeated, between a
// beginning and an end.
var hostileTexts = []hostileText{
	{"one word", "", "a", ""},
	{"one word beyond ASCII", "é", "a", ""},
	{"one Russian word", "", "я", ""},
	{"equal words", "", "a ", ""},
	{"marks on a letter", "a", "\u0301", "b"},
	{"marks that do not compose", "a", "\u20dd", "b"},
	{"vowel signs", "ক", "\u09be", ""},
	{"jamo", "\u1100", "\u1161", ""},
	{"zero-width characters", "a", "\u200b", "b"},
	{"letters between zero-width characters", "", "a\u200b", ""},
	{"spaces between zero-width characters", "", " \u200b", ""},
	{"stops", "", "a.", ""},
	{"apostrophes", "", "'", ""},
	{"apostrophes and marks", "", "a'\u0301", ""},
	{"quotation marks", "א", "\"", ""},
	{"thousands", "", "1,", ""},
	{"low lines", "", "_", ""},
	{"schemes", "", "://", ""},
	{"schemes of a letter", "", "a://", ""},
	{"a scheme of letters", "", "a+", "://x"},
	{"URL of stops", "http://a", ".", ""},
	{"URL without host", "http://", ".", ""},
	{"hosts", "", "www.", ""},
	{"hosts of stops", "", "www., ", ""},
	{"at signs", "", "@", ""},
	{"addresses", "", "a@", ""},
	{"addresses and stops", "", "a@a.", ""},
	{"local part", "", "a.", "@"},
	{"local parts beyond ASCII", "é", "+.", "@"},
	{"domain", "a@", "a-", ""},
	{"formulas", "", "\ufdfa", ""},
	{"function words", "", "of the ", ""},
	{"Latin letters among Russian", "", "cop яяяя ", ""},
	{"look-alikes", "", "сор latin ", ""},
	{"one word of look-alikes", "", "eа", ""},
	{"invalid bytes", "", "\xff", ""},
	{"invalid and valid bytes", "", "a\xff", ""},
	{"cut characters", "", "\xe2\x80", ""},
	{"line ends", "", "\r\n", "a"},
	{"flags", "", "🇭", "a"},
	{"references", "", "&#105;", ""},
	{"references between letters", "", "a&#x69;", ""},
	{"short references", "", "&lt;", ""},
	{"references to hidden characters", "a", "&#8203;", "b"},
	{"ampersands", "", "&", ""},
	{"ampersands and letters", "", "&a", ""},
	{"escaped many times", "&", "amp;", "#105;"},
	{"escaped ampersands", "", "&amp;", "#105;"},
	{"a number of zeros", "&#", "0", "105;"},
	{"an endless number", "&amp;#", "1", ""},
	{"numbers without end", "", "&#0", ""},
	{"names without end", "&", "a", ""},
	{"unknown names", "", "&counterclockwisecontourintegra;", ""},
	{"joined emoji", "", "👩\u200d", "a"},
	{"control characters", "a", "\x01", "b"},
	{"letters between control characters", "", "a\x01", ""},
	{"comments", "", "a<!---->", "a"},
	{"comments without end", "", "a<!--", ""},
	{"comments with an end far away", "", "a<!--", "-->a"},
	{"overrides", "", "\u202e", "\u202c"},
	{"overrides of words", "", "\u202eab ", "\u202c"},
	{"overrides without end", "", " \u202eab", ""},
	{"signs", "", "₳b", ""},
	{"a run of signs and spaces", "", "₳◎₳b ", ""},
	{"regional letters", "", "🇦\u200b", ""},
	{"letters in frames", "", "🅰", ""},
	{"mojibake", "", "Ã©", ""},
	{"leads of mojibake", "", "Ã", ""},
	{"mojibake of Windows-1251", "", "РїСЂ ", ""},
	{"leads of Windows-1251", "", "Р", ""},
	{"punctuation of Windows-1251", "", "вЂ™тА", ""},
	{"mojibake of a Macintosh", "", "√©", ""},
	{"doubtful mojibake", "√© a", "√π ", ""},
	{"one run of Cyrillic in Latin-1", "", "ïðèâåò", ""},
	{"words between signs", "", "Ïðèâåò×", ""},
	{"signs between letters", "A", "à×", "A"},
	{"runs of Cyrillic in Latin-1", "", "Ïðèâåò, ì ", ""},
	{"short runs", "Ïðèâåò", " ì", ""},
	{"backslashes", "", "\\", ""},
	{"numbers of Unicode", "", "\\u00e9", ""},
	{"numbers in braces", "", "\\u{000000", ""},
	{"numbers of bytes", "", "\\xe9", ""},
	{"ends of lines", "", "a\\n", ""},
	{"empty lines", "a", "\\n", "A"},
	{"ends of lines of words", "", "a b c d\\nb ", ""},
	{"changes of font", "", "\\fB", ""},
	{"accents of TeX", "", "{\\'e}", ""},
	{"letters of RTF or TeX", "", "\\'ea", ""},
	{"percent codes", "", "%C3%A9", ""},
	{"percent codes of spaces", "", "abc%20", ""},
	{"percent codes and pluses", "", "abc+%2C", ""},
	{"percent codes apart", "", "%20 ", ""},
	{"a chunk with a percent sign that is no code", "", "%20a", "%"},
	{"quoted-printable", "", "=C3=A9", ""},
	{"soft breaks", "", "=\n", ""},
	{"soft breaks in codes", "", "=C3=\n=A9", ""},
	{"a code after many soft breaks", "=C3", "=\n", "=A9"},
	{"lines of mail", "", strings.Repeat("a word of ", 7) + "ends=\n", ""},
	{"colours", "", "\x1b[1m", ""},
	{"a colour without end", "", "\x1b[1;", ""},
	{"letters struck twice", "", "a\ba", ""},
	{"references without semicolon", "", "&#233", ""},
	{"names without semicolon", "", "a&eacute", ""},
	{"lost letters", "a", "\ufffd", ""},
	{"lost letters between hidden ones", "a", "\ufffd\u200b", ""},
	{"look-alikes far apart", "", "сор ....................................... ", "latin"},
	{"words that all look Latin", "", "сор ехать ", ""},
	{"upside down", "", "ɐ", ""},
	{"words upside down", "", "ɥɐʇ ", ""},
	{"digits and letters", "", "a1", ""},
	{"words of digits and letters", "", "1a1a ", ""},
	{"pieces", "", "ab\u00a0", ""},
	{"long pieces", "", "abcdefghijklmnopqrstuvwxyzabcdefghij\u2009", ""},
}

// TestHostile checks on each pattern that four times the text takes about four
// times the memory.
func TestHostile(t *testing.T) {
	const size = 32 << 10
	for _, tt := range hostileTexts {
		t.Run(tt.name, func(t *testing.T) {
			_, small := cost(tt.text(size))
			_, large := cost(tt.text(4 * size))
			require.Less(t, float64(large)/float64(small+1<<16), 8.0, "memory is not linear")
		})
	}
}

// TestHostileTimes checks that the time grows with the size to a power below 1.5. Memory that is
// new to the process costs more than memory it has, up to four times as much on a virtual machine,
// so sixteen times the text may take up to sixty-four times as long; where the time grows with the
// square it takes 256 times as long. It runs where PALIMPSEST_CLOCK says that the machine has
// nothing else to do.
func TestHostileTimes(t *testing.T) {
	if os.Getenv("PALIMPSEST_CLOCK") == "" {
		t.Skip("measures time, which needs PALIMPSEST_CLOCK and an idle machine")
	}
	for _, tt := range hostileTexts {
		t.Run(tt.name, func(t *testing.T) {
			size := 16 << 10
			for size < 1<<20 { // as large as it takes to measure
				// The first run of a text may take ten times the others.
				if quickest(tt.text(size), 3) > 3*time.Millisecond {
					break
				}
				size *= 2
			}
			small, large := tt.text(size), tt.text(16*size)
			var times float64
			for range 5 { // a busy machine may need more than one try
				long := quickest(large, 1)
				times = float64(long) / float64(quickest(small, 3))
				if times < 64 {
					return
				}
			}
			t.Errorf("time is not linear: %.1f times for sixteen times %d bytes", times, size)
		})
	}
}

func (h hostileText) text(size int) string {
	return h.begin + strings.Repeat(h.pattern, size/len(h.pattern)) + h.end
}

// quickest returns the least of so many times, for what else the machine does only
// adds to it.
func quickest(text string, runs int) time.Duration {
	runtime.GC() // what others left is not collected meanwhile
	least, _ := cost(text)
	for range runs - 1 {
		d, _ := cost(text)
		least = min(least, d)
	}
	return least
}

// cost returns the time and the memory that the words and features of text take,
// and its references.
func cost(text string) (time.Duration, uint64) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	for w := range Words(text, Auto) {
		if !utf8.ValidString(text[w.Start:w.End]) {
			panic("shingle: a word holds an invalid byte")
		}
	}
	for range (Shingler{Family: Masked, Language: English, Stem: true}).Features(text) {
	}
	for range References(text) {
	}
	for range Hidden(text) {
	}
	for range Candidates(text) {
	}
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	return took, after.TotalAlloc - before.TotalAlloc
}

// TestHugeWord takes one word of 10 MB.
func TestHugeWord(t *testing.T) {
	if testing.Short() {
		t.Skip("10 MB")
	}
	text := strings.Repeat("Abcde", 2<<20)
	words := slices.Collect(Words(text, English))
	require.Len(t, words, 1)
	require.Equal(t, len(text), words[0].End)
	require.Len(t, slices.Collect(Shingler{Stem: true, Language: English}.Features(text)), 1)
}
