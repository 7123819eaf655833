package layout

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The expressions say what the functions of prefix.go match.
const (
	clockExpr = `(?:\d{1,3}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3})?`
	dateExpr  = `(?:\d{4}-\d\d-\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})(?:T|,? )`
	noonExpr  = `(?:\s?[AaPp]\.?[Mm]\b\.?)?`
)

var (
	cueTimeExpr    = regexp.MustCompile(`^\s*` + clockExpr + `\s*-->\s*` + clockExpr + `.*$`)
	lineTimeExpr   = regexp.MustCompile(`^\s*(?:[\[(<]\s*(?:` + dateExpr + `)?` + clockExpr + noonExpr + `Z?\s*[\])>]|(?:` + dateExpr + `)?` + clockExpr + noonExpr + `(?:Z|[+-]\d\d:?\d\d)?(?:\s?[-–]\s?` + clockExpr + noonExpr + `)?(?:\s*[-–|:])?(?:\s|$))`)
	lineNumberExpr = regexp.MustCompile(`^\s*(?:[\[({]\s*(\d{1,6})\s*[\])}]|#?(\d{1,6})(?:\s*[.):|>]|-)?)(?:\s+|$)|^\s*(\d{1,6})[.)](?:\pL)`)
	sumExpr        = regexp.MustCompile(`^[-+*/×÷·=<>%±]`)
)

// checkPrefix holds the functions to the expressions on one line, and names what matches.
func checkPrefix(t *testing.T, s string) (matched []string) {
	if cueTimeExpr.MatchString(s) {
		matched = append(matched, "cue")
	}
	require.Equal(t, matched != nil, cueTime(s), "%q: a cue", s)
	end := -1
	if m := lineTimeExpr.FindStringIndex(s); m != nil {
		matched, end = append(matched, "time"), m[1]
	}
	require.Equal(t, end, lineTime(s), "%q: a time", s)
	require.Equal(t, sumExpr.MatchString(s), isSum(s), "%q: a formula", s)

	digits, end, ok := lineNumber(s)
	m := lineNumberExpr.FindStringSubmatchIndex(s)
	require.Equal(t, m != nil, ok, "%q: a number", s)
	if m == nil {
		return matched
	}
	group, wantEnd := 2, m[1]
	for m[group] < 0 {
		group += 2
	}
	if group == 6 {
		wantEnd = m[group+1] + 1 // the letter after it is not part of it
	}
	require.Equal(t, s[m[group]:m[group+1]], digits, "%q: digits", s)
	require.Equal(t, wantEnd, end, "%q: the end of a number", s)
	return append(matched, "number")
}

// TestPrefix draws lines from the parts that times and numbers have.
func TestPrefix(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 1))
	parts := []string{
		"[", "]", "(", ")", "<", ">", "{", "}", "#", " ", " ", " ", "\t", "12", "7", "123", "05", "30", "1999", "1234567", ":", ":", ":", "12:30", "9:05",
		"1:02:03", "00:12.345", "2026-11-30", "30.11.26", "1/2/2026", "T", ", ", ",", "Z", "+01:30", "-0100", "am", "p.m.", " PM", "pm", "amber", "-", "–", "|",
		"-->", ".", "é", "a", "word", "_", "\xff", "×", "=",
	}
	beginnings := []string{"", "", "[9:05", "12:30 ", "12:30-", "2026-11-30T1:02:03", "12:30 --> ", "#"}
	matched := make(map[string]int)
	for range 200_000 {
		var b strings.Builder
		b.WriteString(beginnings[r.IntN(len(beginnings))])
		for range 1 + r.IntN(7) {
			b.WriteString(parts[r.IntN(len(parts))])
		}
		for _, kind := range checkPrefix(t, b.String()) {
			matched[kind]++
		}
	}
	for _, kind := range []string{"cue", "time", "number"} {
		require.Greater(t, matched[kind], 1000, "lines with a %s", kind)
	}
}

func FuzzPrefix(f *testing.F) {
	for _, s := range []string{"[12:30 pm] Ann: yes", "2026-11-30T12:30:05.123Z x", "12:00-13:30:15 x", "9:05 am, then", "#12) x", "12 .x", "3.a", "1:02 --> 1:03"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if strings.ContainsRune(s, '\n') {
			t.Skip() // a line has none
		}
		checkPrefix(t, s)
	})
}
