package layout

import (
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// marked takes a text apart in which lay-out stands between ⟦ and ⟧.
func marked(t *testing.T, text string) (bare string, spans []Span) {
	t.Helper()
	var b strings.Builder
	for rest := text; ; {
		before, after, found := strings.Cut(rest, "⟦")
		b.WriteString(before)
		if !found {
			return b.String(), spans
		}
		inside, behind, closed := strings.Cut(after, "⟧")
		require.True(t, closed, "no ⟧ in %q", after)
		start := b.Len()
		b.WriteString(inside)
		spans = append(spans, Span{Start: start, End: b.Len()})
		rest = behind
	}
}

// mark is the reverse of marked.
func mark(text string, spans []Span) string {
	var b strings.Builder
	next := 0
	for _, s := range spans {
		b.WriteString(text[next:s.Start] + "⟦" + text[s.Start:s.End] + "⟧")
		next = s.End
	}
	return b.String() + text[next:]
}

// wantMarked finds exactly the lay-out that stands between ⟦ and ⟧ in each text, all
// of one kind. Neighbours with white space between count as one.
func wantMarked(t *testing.T, kind Kind, texts []string) {
	t.Helper()
	for _, text := range texts {
		bare, want := marked(t, text)
		got := Runs(bare, Find(bare))
		for _, s := range got {
			assert.Equal(t, kind, s.Kind, "%q in %s", bare[s.Start:s.End], text)
		}
		for i := range want {
			want[i].Kind = kind
		}
		assert.Equal(t, mark(bare, Runs(bare, want)), mark(bare, got))
	}
}

// wantNone finds no lay-out in each text.
func wantNone(t *testing.T, texts []string) {
	t.Helper()
	for _, text := range texts {
		assert.Equal(t, text, mark(text, Find(text)))
	}
}

// checkLaws checks what holds for every text.
func checkLaws(t *testing.T, text string) {
	t.Helper()
	spans := Find(text)
	end := 0
	valid := utf8.ValidString(text)
	for _, s := range spans {
		require.LessOrEqual(t, end, s.Start, "spans overlap")
		require.Less(t, s.Start, s.End, "an empty span")
		require.LessOrEqual(t, s.End, len(text))
		require.NotEmpty(t, s.Kind)
		if valid {
			require.True(t, utf8.RuneStart(text[s.Start]), "a span begins within a letter")
			require.True(t, s.End == len(text) || utf8.RuneStart(text[s.End]), "a span ends within a letter")
		}
		end = s.End
	}
	r := Read(text, spans)
	require.Len(t, r.Shown, len(text))
	if len(spans) == 0 {
		require.Equal(t, text, r.Text)
		require.Equal(t, text, r.Shown)
	}
	checkPlaces(t, text, spans, r)
	runs := Runs(text, spans)
	require.LessOrEqual(t, len(runs), len(spans))
	for i := 1; i < len(runs); i++ {
		require.LessOrEqual(t, runs[i-1].End, runs[i].Start)
	}
}

// checkPlaces holds the places of a reading against a slow twin, which walks the text
// byte by byte.
func checkPlaces(t *testing.T, text string, spans []Span, r *Reading) {
	t.Helper()
	const putIn = -1
	var at []int // where each byte of the reading stands
	next := 0
	for i := 0; i < len(text); {
		if next < len(spans) && spans[next].Start == i {
			if !spans[next].Joins {
				at = append(at, putIn)
			}
			i = spans[next].End
			next++
			continue
		}
		at = append(at, i)
		i++
	}
	require.Len(t, r.Text, len(at))
	starts, ends := r.Places(), r.Places()
	for place, want := range at {
		if want == putIn {
			require.Equal(t, byte(' '), r.Text[place])
			continue
		}
		require.Equal(t, text[want], r.Text[place], "byte %d of the reading", place)
		require.Equal(t, text[want], r.Shown[want])
		require.Equal(t, want, starts.Start(place), "where byte %d begins", place)
		require.Equal(t, want+1, ends.End(place+1), "where byte %d ends", place)
	}
}

func TestRead(t *testing.T) {
	text := "One <b>w</b>ord<br>and [12] more."
	r := Read(text, Find(text))
	require.Equal(t, "One word and   more.", r.Text)
	require.Equal(t, "One    w    ord    and      more.", r.Shown)
	places := r.Places()
	word := strings.Index(r.Text, "word")
	require.Equal(t, strings.Index(text, "w</b>"), places.Start(word))
	require.Equal(t, strings.Index(text, "<br>"), places.End(word+len("word")))
}

// TestPlain: a text without lay-out is returned as it is and costs nothing.
func TestPlain(t *testing.T) {
	text := strings.Repeat("The ferry leaves at noon, and nobody waits for it. ", 200)
	r := Read(text, Find(text))
	require.Equal(t, text, r.Text)
	require.Equal(t, text, r.Shown)
	require.LessOrEqual(t, testing.AllocsPerRun(5, func() { Find(text) }), 1.0)
}

// hostile are beginnings of lay-out that never end, again and again.
var hostile = []string{
	"<", "[", "<a ", "<a '", `<a "`, `<a "<a '`, "</", "<!--", "<!-- -", "[b", "[b ", "[b=", "[img]", "[/", "[*]", "[1", "[1,", "[1] ", "1:", "1:1 ", "1 ", "7", "\n1 ", "\n1\n", "\n1. a",
	"\n00:01 ", "\n00:01 --> 00:02", "\n00:01 -->", "\nPage 1", "\n- 1 -", "\n|1", "1\u20e3", "\ufe0f\u20e3", "\u20e3", "²", "word²", "\n\n", "\n ", " ", "\t", "\n[", "\n(1) ", "a. 1 a", "\xff", "\n\f1", "<b>", "[b]", "[/b]",
}

// endings are what lets the beginnings of hostile pass for lay-out somewhere.
const endings = "[/b][/img][/list]\n"

// TestHostile: memory is linear in the length of hostile texts. That time is, is seen by
// whoever waits for a quadratic search of a megabyte.
func TestHostile(t *testing.T) {
	size := 1 << 20
	if testing.Short() {
		size = 1 << 16
	}
	for _, s := range hostile {
		for _, before := range []string{"", endings} {
			text := before + strings.Repeat(s, size/len(s))
			spans := Find(text)
			require.LessOrEqual(t, len(spans), len(text))
			require.Len(t, Read(text, spans).Shown, len(text))
			small, large := before+strings.Repeat(s, 4<<10), before+strings.Repeat(s, 16<<10)
			a, b := allocated(small), allocated(large)
			require.LessOrEqual(t, b, 8*a+64<<10, "bytes for %q four times as often", s)
		}
	}
}

// allocated returns how many bytes are allocated to find the lay-out of a text.
func allocated(text string) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	Find(text)
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

func FuzzFind(f *testing.F) {
	for _, texts := range [][]string{plainTags, tagged, plainTimes, timed, plainNumbers, numberedLines, plainVerses, versed, plainMarks, cited, keyed, plainHeads, headed} {
		for _, text := range texts {
			f.Add(strings.NewReplacer("⟦", "", "⟧", "").Replace(text))
		}
	}
	for _, s := range hostile {
		f.Add(endings + strings.Repeat(s, 5))
	}
	f.Fuzz(func(t *testing.T, text string) { checkLaws(t, text) })
}

// TestRuns: neighbours of one kind are joined across white space.
func TestRuns(t *testing.T) {
	text := "[1] [2]\n[3] and <i><b>bold</b></i>"
	got := Runs(text, Find(text))
	kinds := make([]Kind, len(got))
	for i, s := range got {
		kinds[i] = s.Kind
	}
	require.Equal(t, []Kind{Citation, Tag, Tag}, kinds)
	require.True(t, slices.IsSortedFunc(got, func(a, b Span) int { return a.Start - b.Start }))
}
