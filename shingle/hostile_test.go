//go:build !race

package shingle

import (
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// hostileTexts are patterns that are slow, or take much memory, wherever a loop
// runs over the same bytes again. A text is a pattern, repeated, between a
// beginning and an end.
var hostileTexts = []struct{ name, begin, pattern, end string }{
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
// times the time and memory.
func TestHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("takes time to measure time")
	}
	for _, tt := range hostileTexts {
		t.Run(tt.name, func(t *testing.T) {
			text := func(size int) string {
				return tt.begin + strings.Repeat(tt.pattern, size/len(tt.pattern)) + tt.end
			}
			size := 16 << 10
			for size < 4<<20 { // as large as it takes to measure
				if d, _ := cost(text(size)); d > 4*time.Millisecond {
					break
				}
				size *= 2
			}
			small, large := text(size), text(4*size)
			var times, bytes float64
			for range 5 { // a busy machine may need more than one try
				time1, bytes1 := cost(small)
				time4, bytes4 := cost(large)
				times, bytes = float64(time4)/float64(time1), float64(bytes4)/float64(bytes1+1<<16)
				if times < 8 {
					break
				}
			}
			require.Less(t, times, 8.0, "time is not linear: %d bytes", size)
			require.Less(t, bytes, 8.0, "memory is not linear: %d bytes", size)
		})
	}
}

// cost returns the time, as the least of three, for what else the machine does only
// adds to it, and the memory that the words and features of text take, and its
// references.
func cost(text string) (time.Duration, uint64) {
	var times []time.Duration
	var before, after runtime.MemStats
	runtime.GC() // what others left is not collected meanwhile
	runtime.ReadMemStats(&before)
	for range 3 {
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
		times = append(times, time.Since(start))
	}
	runtime.ReadMemStats(&after)
	return slices.Min(times), (after.TotalAlloc - before.TotalAlloc) / 3
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
