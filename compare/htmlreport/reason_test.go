package htmlreport

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/internal/verdict"
	"github.com/stretchr/testify/require"
)

// TestReasons: the page says of every code of evidence why it matters, and of no other.
func TestReasons(t *testing.T) {
	codes := verdict.Codes()
	require.Len(t, reasons, len(codes))
	for _, code := range codes {
		require.NotEmpty(t, reasons[code], code)
	}
}

func TestInWords(t *testing.T) {
	for _, tt := range []struct {
		verdict    compare.Verdict
		confidence float64
		calibrated bool
		want       string
	}{
		{compare.Spun, 0.9999, true, "about 99 in 100 such reports are right, or more"},
		{compare.Spun, 0.95, true, "about 19 in 20 such reports are right, or more"},
		{compare.Spun, 0.949, true, "about 9 in 10 such reports are right, or more"},
		{compare.Unrelated, 0.5, true, "about 1 in 2 such reports are right, or more"},
		{compare.Paraphrase, 0.49, true, "fewer than 1 in 2 such reports are right"},
		{compare.Spun, 0.99, false, ""},
		{compare.Identical, 1, true, ""},
		{compare.Insufficient, 1, true, ""},
	} {
		require.Equal(t, tt.want, inWords(&compare.Report{Verdict: tt.verdict, Confidence: tt.confidence, Calibrated: tt.calibrated}))
	}
}

// TestCodesPage: the page of codes says of each what is counted and why it matters, as the
// code and the reports do. What is counted stands in the comments of package verdict.
func TestCodesPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/CODES.md")
	require.NoError(t, err)
	source, err := os.ReadFile("../internal/verdict/code.go")
	require.NoError(t, err)
	counted := regexp.MustCompile(`= "([a-z-]+)" *// (.*)`).FindAllStringSubmatch(string(source), -1)
	require.Len(t, counted, len(verdict.Codes()))
	for _, m := range counted {
		require.Contains(t, string(page), fmt.Sprintf("| `%s` | %s | %s |\n", m[1], m[2], reasons[m[1]]))
	}
	require.Equal(t, len(counted), strings.Count(string(page), "\n| `")-strings.Count(string(page), ".Err"), "rows of codes")
}
