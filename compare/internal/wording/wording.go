// Package wording writes numbers in words, in the same way in evidence, in text and
// on the page.
package wording

import (
	"fmt"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Percent returns a share in per cent. Only a share of exactly nothing is 0, and
// only the whole is 100.
func Percent(share float64) string {
	switch p := 100 * share; {
	case 0 < p && p < 1:
		return "less than 1 %"
	case 99 < p && p < 100:
		return "more than 99 %"
	default:
		return fmt.Sprintf("%.0f %%", p)
	}
}

// Plural returns n and the noun in the singular or plural.
func Plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// Down returns p rounded down to two decimals, so that 0.996 does not read as certain.
func Down(p float64) float64 { return math.Floor(p*100) / 100 }

// OneLine returns s with white space collapsed and control characters removed.
func OneLine(s string) string { return Visible(strings.Join(strings.Fields(s), " ")) }

// Visible returns s without characters that could move the cursor, start an
// escape sequence or turn the direction of writing.
func Visible(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == utf8.RuneError {
			return -1
		}
		return r
	}, s)
}
