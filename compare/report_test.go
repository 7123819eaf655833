package compare

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/compare/internal/testtext"
	"github.com/palimpsest-go/palimpsest/compare/internal/verdict"
	"github.com/palimpsest-go/palimpsest/shingle"
	"github.com/stretchr/testify/require"
)

// reports returns a report of each verdict.
func reports(t *testing.T) map[string]*Report {
	w := testtext.NewWriter(4)
	text := w.Text(400)
	all := map[string]*Report{}
	for name, suspect := range map[string]string{
		"identical": text, "near-duplicate": w.Edited(text), "unrelated": testtext.NewWriter(5).Text(400), "insufficient": "word",
		"excerpt": w.Text(300) + text[:len(text)/4] + w.Text(300),
	} {
		r, err := Texts(text, suspect)
		require.NoError(t, err)
		all[name] = r
	}
	r, err := Texts(news(t, "source"), news(t, "suspect"))
	require.NoError(t, err)
	all["spun"] = r
	return all
}

// news returns a text of testdata/news, source or suspect: a spun pair.
func news(t testing.TB, name string) string {
	text, err := os.ReadFile(filepath.Join("../testdata/news", name+".txt"))
	require.NoError(t, err)
	return string(text)
}

func TestVerdictNames(t *testing.T) {
	for v := Insufficient; v <= Identical; v++ {
		text, err := v.MarshalText()
		require.NoError(t, err)
		require.Equal(t, v.String(), string(text))
		var back Verdict
		require.NoError(t, back.UnmarshalText(text))
		require.Equal(t, v, back)
		require.Equal(t, v >= Paraphrase, v.Reuse())
	}
	require.Equal(t, "Verdict(8)", (Identical + 1).String())
	v := Spun
	for _, name := range []string{"", "Spun", "spun ", "verdict"} {
		err := v.UnmarshalText([]byte(name))
		require.ErrorIs(t, err, ErrVerdict)
		require.ErrorContains(t, err, fmt.Sprintf("%q", name))
		require.Equal(t, Spun, v, "unchanged by an error")
	}
	require.Equal(t, "outside", Outside.String())
	require.Equal(t, "Op(9)", Op(9).String())
}

// TestJSON: the members are those that other programs rely on, lists are never
// null, and no member comes or goes with the verdict.
func TestJSON(t *testing.T) {
	for name, r := range reports(t) {
		data, err := json.Marshal(r)
		require.NoError(t, err)
		require.NotContains(t, string(data), "null", name)
		require.NotContains(t, string(data), "NaN", name)
		var object map[string]any
		require.NoError(t, json.Unmarshal(data, &object))
		for _, member := range []string{
			"version", "verdict", "confidence", "probabilities", "source", "suspect", "language", "calibrated", "coverage",
			"uncalibrated", "passages", "substitutions", "edits", "excluded", "disguises", "layout", "evidence", "provenance",
		} {
			require.Contains(t, object, member, name)
			delete(object, member)
		}
		require.Empty(t, object, name)
		var back Report
		require.NoError(t, json.Unmarshal(data, &back))
		require.Equal(t, public(r), &back, name)
	}
}

func TestJSONMembers(t *testing.T) {
	r := reports(t)["spun"]
	data, err := json.Marshal(r)
	require.NoError(t, err)
	var object map[string]any
	require.NoError(t, json.Unmarshal(data, &object))
	keys := func(v any) []string {
		if list, ok := v.([]any); ok {
			require.NotEmpty(t, list)
			v = list[0]
		}
		var all []string
		for k := range v.(map[string]any) {
			all = append(all, k)
		}
		return all
	}
	require.Equal(t, "spun", object["verdict"])
	require.Contains(t, keys(object["probabilities"]), "spun")
	require.ElementsMatch(t, []string{"name", "bytes", "words", "sha256"}, keys(object["source"]))
	require.ElementsMatch(t, []string{"source", "suspect"}, keys(object["coverage"]))
	require.ElementsMatch(t, []string{"id", "verdict", "confidence", "source", "suspect", "words", "equal", "substituted"}, keys(object["passages"]))
	require.ElementsMatch(t, []string{"passage", "source", "suspect", "kind", "relation"}, keys(object["substitutions"]))
	require.ElementsMatch(t, []string{"start", "end", "text"}, keys(object["substitutions"].([]any)[0].(map[string]any)["source"]))
	require.ElementsMatch(t, []string{"library", "scheme", "model", "lexicon"}, keys(object["provenance"]))
	require.Subset(t, []string{"code", "for", "against", "value", "count", "of", "text"}, keys(object["evidence"]))
}

func TestDisguisesReported(t *testing.T) {
	source := "The river rose in the night and the bridge was shut by noon."
	suspect := "The ri\u200bver rose in the n\u0456ght and the br\u00adidge was shut by \uff4eoon."
	r, err := Texts(source, suspect)
	require.NoError(t, err)
	require.Equal(t, NearDuplicate, r.Verdict)
	require.Empty(t, r.Substitutions)
	var got []string
	for _, d := range r.Disguises {
		require.Equal(t, "suspect", d.In)
		require.False(t, d.Benign)
		got = append(got, d.Kind)
	}
	require.Equal(t, []string{"zero-width", "look-alike", "soft-hyphen", "styled"}, got)
}

func TestLanguages(t *testing.T) {
	source := "le pont de la ville et la route du nord étaient fermés dans la nuit pour des travaux avec les gens qui ne savaient pas"
	r, err := Texts(source, source+" hier")
	require.NoError(t, err)
	require.Equal(t, shingle.French, r.Language)
	require.False(t, r.Calibrated)
	r, err = Comparer{Language: shingle.English}.Texts(source, source+" hier")
	require.NoError(t, err)
	require.Equal(t, shingle.English, r.Language)

	// A text of no known language is read in that of the other.
	w := testtext.NewWriter(1)
	text := w.Text(200)
	for _, pair := range [][2]string{{text, "bofa kalo nabo"}, {"bofa kalo nabo", text}} {
		r, err = Texts(pair[0], pair[1])
		require.NoError(t, err)
		require.Equal(t, shingle.English, r.Language)
	}
}

// TestWriteText: no style writes a line that is wider than asked for, but for
// the lists, and none without colour writes an escape sequence.
func TestWriteText(t *testing.T) {
	for name, r := range reports(t) {
		for _, width := range []int{0, 1, 40, 60, 100} {
			var plainText, colour bytes.Buffer
			require.NoError(t, r.WriteText(&plainText, Style{Width: width}))
			require.NoError(t, r.WriteText(&colour, Style{Width: width, Color: true}))
			require.NotContains(t, plainText.String(), "\x1b")
			require.Contains(t, colour.String(), "\x1b")
			require.Equal(t, plainText.String(), strings.NewReplacer(bold, "", faint, "", plain, "").Replace(colour.String()))
			require.True(t, strings.HasPrefix(plainText.String(), name+", "), plainText.String())
			limit := map[int]int{0: 80, 1: 40}[width]
			for _, e := range r.Evidence {
				require.Contains(t, strings.Join(strings.Fields(plainText.String()), " "), strings.Join(strings.Fields(e.Text), " "))
			}
			for line := range strings.Lines(plainText.String()) {
				if strings.HasPrefix(line, "  - ") {
					require.LessOrEqual(t, utf8.RuneCountInString(strings.TrimSuffix(line, "\n")), max(limit, width))
				}
			}
		}
	}
}

// TestWriteTextHostile: nothing of the texts or of a name moves the cursor.
func TestWriteTextHostile(t *testing.T) {
	w := testtext.NewWriter(4)
	source := w.Text(300)
	suspect := strings.ReplaceAll(w.Spun(source), "p", "p\u202e\u200b")
	suspect = strings.ReplaceAll(suspect, ".\n", "\x1b]0;owned\x07.\r\b\u0085\xff\xfe")
	r, err := Texts(source, suspect)
	require.NoError(t, err)
	require.NotEmpty(t, r.Substitutions)
	r.Source.Name = "a\x1b[31m\nb\u2066\xff"
	var b bytes.Buffer
	require.NoError(t, r.WriteText(&b, Style{}))
	require.True(t, utf8.Valid(b.Bytes()))
	for _, c := range b.String() {
		require.False(t, c != '\n' && unicode.IsControl(c) || unicode.Is(unicode.Bidi_Control, c), "%q", c)
	}
	require.Contains(t, b.String(), "source:  a[31mb, ")
}

// failing is a writer that takes n bytes.
type failing struct{ n int }

var errFull = errors.New("full")

func (f *failing) Write(p []byte) (int, error) {
	if f.n -= len(p); f.n < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestWriteTextError(t *testing.T) {
	r := reports(t)["spun"]
	require.ErrorIs(t, r.WriteText(&failing{}, Style{}), errFull)
	require.NoError(t, r.WriteText(&failing{1 << 20}, Style{}))
	require.NoError(t, (&Report{}).WriteText(&failing{1 << 20}, Style{}))
}

func TestIterators(t *testing.T) {
	r := reports(t)["spun"]
	steps, signals := 0, 0
	for range r.Steps() {
		steps++
		break
	}
	for range r.Signals() {
		if signals++; signals == 2 {
			break
		}
	}
	require.Equal(t, 1, steps)
	require.Equal(t, 2, signals)
	names := make(map[string]bool)
	for name := range r.Signals() {
		names[name] = true
	}
	require.Len(t, names, verdict.Signals)
}

// TestEvidence: what counts for the verdict comes first, the rest speaks
// against it, and counts are in range.
func TestEvidence(t *testing.T) {
	for name, r := range reports(t) {
		require.NotEmpty(t, r.Evidence, name)
		against := false
		for _, e := range r.Evidence {
			require.True(t, (e.For == nil) != (e.Against == nil), "%+v", e)
			require.False(t, against && e.For != nil, "%s: evidence for behind evidence against", name)
			against = e.Against != nil
			if e.For != nil {
				require.Equal(t, r.Verdict, *e.For)
			}
			require.NotEmpty(t, e.Code)
			require.NotEmpty(t, e.Text)
			require.Positive(t, e.Of)
		}
	}
}

// TestRepeats: the words of a text that was pasted again and again are those of its
// passages and those that repeat them.
func TestRepeats(t *testing.T) {
	text := "The ferry to the northern island leaves at seven, and Hanna sells the tickets. Nobody has ever seen her smile, " +
		"but she has never sent a passenger to the wrong boat, and the captain says that this is the better half of kindness.\n"
	for _, again := range []int{1, 2, 9, 30} {
		r, err := Texts(text, strings.Repeat(text, again))
		require.NoError(t, err)
		words := r.Suspect.Repeats
		for _, p := range r.Passages {
			words += p.Words
		}
		require.Equal(t, again*r.Source.Words, words)
		require.Equal(t, Coverage{Source: 1, Suspect: 1}, r.Coverage)
		require.Zero(t, r.Source.Repeats)
		require.Equal(t, again >= 9, r.Suspect.Repeats > 0, again)
	}
}
