package htmlreport

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/internal/testtext"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
)

// TestClaim: every byte is shown as of the first source that has it in a passage.
func TestClaim(t *testing.T) {
	const length = 60
	for seed := range uint64(2000) {
		rng := rand.New(rand.NewPCG(seed, 1))
		var want [length]int // source + 1
		var pieces []piece
		for source := range 1 + rng.IntN(4) {
			var passages []piece
			for range rng.IntN(4) {
				start := rng.IntN(length)
				p := piece{Span: compare.Span{Start: start, End: start + rng.IntN(length-start+1)}}
				passages = append(passages, p)
				for at := p.Start; at < p.End; at++ {
					if want[at] == 0 {
						want[at] = source + 1
					}
				}
			}
			slices.SortFunc(passages, func(a, b piece) int { return a.Start - b.Start })
			pieces = claim(pieces, passages, source)
		}
		var got [length]int
		end := 0
		for _, p := range pieces {
			require.Less(t, p.Start, p.End, "seed %d", seed)
			require.GreaterOrEqual(t, p.Start, end, "seed %d", seed)
			end = p.End
			for at := p.Start; at < p.End; at++ {
				got[at] = p.source + 1
			}
		}
		require.Equal(t, want, got, "seed %d", seed)
	}
}

// patchwork returns a suspect of three sources, one of which has all of another, and the
// reports on them.
func patchwork(t *testing.T) (suspect string, entries []Entry) {
	w := testtext.NewWriter(21)
	first, second := w.Text(120), w.Text(120)
	sources := []string{w.Text(40) + first, second, second + w.Text(60)}
	suspect = hostileTexts[0] + " " + w.Spun(first) + w.Text(50) + second
	for i, source := range sources {
		r, err := compare.Texts(source, suspect)
		require.NoError(t, err)
		require.True(t, r.Verdict.Reuse(), "source %d: %v", i, r.Verdict)
		r.Source.Name, r.Suspect.Name = "source "+strconv.Itoa(i)+hostileTexts[1], hostileTexts[3]
		entries = append(entries, Entry{Report: r, Page: strconv.Itoa(i) + ".html"})
	}
	return suspect, entries
}

func TestWriteSources(t *testing.T) {
	suspect, entries := patchwork(t)
	var page bytes.Buffer
	require.NoError(t, WriteSources(&page, suspect, entries))
	require.NotContains(t, page.String(), "<script>document", "what a text holds is text")
	doc, err := html.Parse(&page)
	require.NoError(t, err)
	checkAllowed(t, doc)
	shownOf := make(map[string]string) // by class
	exchanged, rows := 0, 0
	for n := range doc.Descendants() {
		class := strings.Fields(attribute(n, "class"))
		switch {
		case slices.Contains(class, "whole"):
			require.Equal(t, asShown(suspect), paneText(n))
		case len(class) == 2 && class[0] == "p" && attribute(n, "title") != "":
			shownOf[class[1]] += textOf(n)
		case len(class) == 3 && class[0] == "s":
			require.Regexp(t, `^source \d: `, attribute(n, "title"))
			exchanged++
		case n.Data == "a" && strings.HasSuffix(attribute(n, "href"), ".html"):
			rows++
		}
	}
	require.Equal(t, len(entries), rows)
	require.Contains(t, []int{2, 3}, len(shownOf), "the third source has what the second has, and is shown nowhere but at its edges")
	require.NotEmpty(t, shownOf["c0"])
	require.NotEmpty(t, shownOf["c1"])
	require.Equal(t, len(entries[0].Report.Substitutions), exchanged, "the words exchanged are those of the first source")
}

func TestWriteSourcesOtherText(t *testing.T) {
	suspect, entries := patchwork(t)
	var page bytes.Buffer
	require.ErrorIs(t, WriteSources(&page, suspect+".", entries), compare.ErrOtherText)
	require.Zero(t, page.Len())
	require.NoError(t, WriteSources(&page, suspect, nil))
	require.Contains(t, page.String(), "0 sources")
}

// TestWriteSourcesExcluded: what was left out is said with its reason, each place once.
func TestWriteSourcesExcluded(t *testing.T) {
	w := testtext.NewWriter(3)
	source, quoted := w.Text(200), w.Text(60)
	suspect := w.Spun(source) + "\n\nThe mayor said: \u201c" + quoted + "\u201d\n\n" + w.Text(30)
	c := compare.Comparer{ExcludeQuotations: true}
	var entries []Entry
	for range 2 {
		r, err := c.Texts(source, suspect)
		require.NoError(t, err)
		entries = append(entries, Entry{Report: r})
	}
	require.NotEmpty(t, exclusions(entries[:1]))
	require.Equal(t, exclusions(entries[:1]), exclusions(entries))
	var page bytes.Buffer
	require.NoError(t, WriteSources(&page, suspect, entries))
	require.Contains(t, page.String(), `title="left out: quotation"`)
}
