package letters

import (
	"math/rand/v2"
	"strings"
	"unicode/utf8"
)

// Masks hide a word so that a reader sees that there was one.
var Masks = []Editor{
	{"initial", func(w string, _ *rand.Rand) string {
		return first(w) + strings.Repeat("*", utf8.RuneCountInString(w)-1)
	}},
	{"ends", func(w string, _ *rand.Rand) string {
		c := []rune(w)
		if len(c) < 3 {
			return w
		}
		return string(c[0]) + strings.Repeat("*", len(c)-2) + string(c[len(c)-1])
	}},
	{"vowel", func(w string, _ *rand.Rand) string {
		if i := strings.IndexAny(w, "aeiouyаеиоуы"); i > 0 {
			_, n := utf8.DecodeRuneInString(w[i:])
			return w[:i] + "*" + w[i+n:]
		}
		return w
	}},
	{"stars", func(w string, _ *rand.Rand) string { return strings.Repeat("*", utf8.RuneCountInString(w)) }},
	{"blocks", func(w string, _ *rand.Rand) string { return strings.Repeat("█", utf8.RuneCountInString(w)) }},
	{"blank", func(w string, _ *rand.Rand) string { return strings.Repeat("_", utf8.RuneCountInString(w)) }},
	{"crosses", func(w string, _ *rand.Rand) string { return strings.Repeat("X", utf8.RuneCountInString(w)) }},
	{"five-crosses", constant("XXXXX")},
	{"bracketed", constant("[REDACTED]")},
	{"bare", constant("REDACTED")},
	{"dots", constant("[...]")},
	{"hashes", func(w string, _ *rand.Rand) string {
		return first(w) + strings.Repeat("#", utf8.RuneCountInString(w)-1)
	}},
	{"dashes", func(w string, _ *rand.Rand) string {
		return first(w) + strings.Repeat("-", utf8.RuneCountInString(w)-1)
	}},
	{"angle", constant("<removed>")},
}

// MasksBare are masks that show no letter of the word, for texts in any language.
var MasksBare = []string{"[REDACTED]", "[censored]", "(redacted)", "[name removed]", "█████", "XXXXX", "*****", "_____", "[…]", "N.N.", "[PII]", "<NAME>", "undefined"}

func first(w string) string {
	_, n := utf8.DecodeRuneInString(w)
	return w[:n]
}

func constant(s string) func(string, *rand.Rand) string {
	return func(string, *rand.Rand) string { return s }
}
