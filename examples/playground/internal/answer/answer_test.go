package answer

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/examples/playground/internal/limit"
)

func TestCompare(t *testing.T) {
	const text = "The old bridge over the river was shut on Monday, and the town woke to a long queue of cars."
	var stages []string
	file := Text{compare.Document{Name: "bridge.docx", Bytes: 5000, SHA256: "ab"}, text}
	a, err := Compare(file, Text{Content: text}, func(stage string) { stages = append(stages, stage) })
	require.NoError(t, err)
	require.Equal(t, []string{Reading, Comparing, Writing}, stages)
	require.Equal(t, "identical", a.Verdict)
	require.Equal(t, "identical, certain", a.Summary)
	require.Contains(t, a.HTML, "bridge.docx")
	var r compare.Report
	require.NoError(t, json.Unmarshal([]byte(a.JSON), &r))
	require.Equal(t, text, r.Source.Text)
	require.Equal(t, 5000, r.Source.Bytes)
	require.Equal(t, "ab", r.Source.SHA256)
	require.Empty(t, r.Suspect.Text)
	require.Equal(t, len(text), r.Suspect.Bytes)
}

func TestCompareTooLong(t *testing.T) {
	_, err := Compare(Text{Content: "a"}, Text{Content: strings.Repeat("x", limit.Bytes+1)}, func(string) {})
	require.ErrorIs(t, err, compare.ErrTooLong)
	require.ErrorContains(t, err, "suspect")
}
