package corpus

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/minhash"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// A pair is a source and a suspect of testdata/pairs, by what the file's name
// says of them.
type pair struct{ name, source, suspect string }

func readPairs(t *testing.T) []pair {
	files, err := filepath.Glob("../testdata/pairs/*.txtar")
	require.NoError(t, err)
	var pairs []pair
	for _, name := range files {
		a, err := txtar.ParseFile(name)
		require.NoError(t, err)
		p := pair{name: strings.TrimSuffix(filepath.Base(name), ".txtar")}
		for _, f := range a.Files {
			switch f.Name {
			case "source":
				p.source = string(f.Data)
			case "suspect":
				p.suspect = string(f.Data)
			}
		}
		pairs = append(pairs, p)
	}
	require.NotEmpty(t, pairs)
	return pairs
}

// shelf returns a corpus of the sources of all pairs, by name.
func shelf(t *testing.T, pairs []pair, s Settings) *Corpus {
	c, err := New(t.Context(), NewStore(), s)
	require.NoError(t, err)
	var texts []Text
	for _, p := range pairs {
		texts = append(texts, Text{ID: p.name, Text: p.source})
	}
	require.NoError(t, c.Add(t.Context(), texts...))
	return c
}

func named(a *Answer) (ids []string) {
	for _, m := range slices.Concat(a.Matches, a.Others) {
		ids = append(ids, m.Source.ID)
	}
	return ids
}

// TestPairs looks for the source of every pair among all sources: first for
// copies of any kind, among the first ten for excerpts.
func TestPairs(t *testing.T) {
	pairs := readPairs(t)
	c := shelf(t, pairs, Settings{})
	first, n := 0, 0
	for _, p := range pairs {
		a, err := c.Check(t.Context(), Text{Text: p.suspect})
		require.NoError(t, err)
		if strings.Contains(p.name, "-same-topic") || strings.Contains(p.name, "-unrelated") || strings.Contains(p.name, "-paraphrase") ||
			strings.Contains(p.name, "-insufficient") || strings.Contains(p.name, "-spaced-all") || strings.Contains(p.name, "-glued") {
			continue // letters set apart and words run together are words again only beside a text that has them
		}
		n++
		require.Contains(t, named(a), p.name)
		if named(a)[0] == p.name {
			first++
		} else {
			t.Log(p.name, named(a))
		}
	}
	require.Greater(t, n, 90)
	require.GreaterOrEqual(t, first, n-3, "of %d; two contracts and two reviews share clauses and lyrics", n)
}

// TestExcerpts looks for the sources of 60 spun words in a row among 400 others.
func TestExcerpts(t *testing.T) {
	pairs := readPairs(t)
	c := shelf(t, pairs, Settings{})
	rng := rand.New(rand.NewPCG(1, 1))
	found, n := 0, 0
	for _, p := range pairs {
		words := slices.Collect(shingle.Words(p.suspect, shingle.Auto))
		if !strings.Contains(p.name, "-spun-") || len(words) < 100 || strings.Contains(p.name, "embedded") {
			continue
		}
		i := rng.IntN(len(words) - 60)
		a, err := c.Check(t.Context(), Text{Text: around(pairs, p) + p.suspect[words[i].Start:words[i+59].End] + around(pairs, p)})
		require.NoError(t, err)
		n++
		if slices.Contains(named(a), p.name) {
			found++
		} else {
			t.Log(p.name, "not found")
		}
	}
	require.Greater(t, n, 25)
	require.GreaterOrEqual(t, found, n-1, "of %d", n)
}

// around returns 200 words to put around an excerpt of a pair: foreign ones for English,
// and those of another pair in its language for others. Amid English they would be
// read as English, with other stems.
func around(pairs []pair, of pair) string {
	if of.name[2] != '-' {
		return foreign(200)
	}
	for _, p := range pairs {
		if p.name != of.name && p.name[:3] == of.name[:3] {
			words := slices.Collect(shingle.Words(p.suspect, shingle.Auto))
			return "\n\n" + p.suspect[:words[min(200, len(words))-1].End] + "\n\n"
		}
	}
	return foreign(200)
}

// foreign returns n words in sentences that are in no pair.
func foreign(n int) string {
	rng := rand.New(rand.NewPCG(7, uint64(n)))
	names := strings.Fields("harbour lantern orchard violin glacier saddle pepper thimble comet bramble walrus anvil")
	joints := strings.Fields("of the with a under some for an about each near many in that behind")
	var b strings.Builder
	for i := range n {
		if i%2 == 0 {
			b.WriteString(joints[rng.IntN(len(joints))] + " ")
		} else {
			b.WriteString(names[rng.IntN(len(names))] + " ")
		}
		if i%17 == 16 {
			b.WriteString("so. ")
		}
	}
	return "\n\n" + b.String() + "\n\n"
}

func TestStitched(t *testing.T) {
	pairs := readPairs(t)
	c := shelf(t, pairs, Settings{})
	var spun []pair
	for _, p := range pairs {
		if strings.Contains(p.name, "-spun-medium") || strings.Contains(p.name, "-spun-heavy") {
			spun = append(spun, p)
		}
	}
	require.Greater(t, len(spun), 5)
	for i, a := range spun[1:] {
		b := spun[i]
		if a.name[:2] != b.name[:2] && (a.name[2] == '-' || b.name[2] == '-') {
			continue // another language
		}
		answer, err := c.Check(t.Context(), Text{Text: a.suspect + "\n\n" + b.suspect})
		require.NoError(t, err)
		var matched []string
		for _, m := range answer.Matches {
			matched = append(matched, m.Source.ID)
			assert.Greater(t, len(m.Report.Passages), 0)
		}
		assert.Subset(t, matched, []string{a.name, b.name})
	}
}

// TestOrderOfAdding: answers depend on what was added, not on when.
func TestOrderOfAdding(t *testing.T) {
	pairs := readPairs(t)[:60]
	suspect := pairs[7].suspect + pairs[20].suspect + pairs[50].source
	var want []byte
	for seed := range uint64(4) {
		rand.New(rand.NewPCG(seed, 0)).Shuffle(len(pairs), func(i, j int) { pairs[i], pairs[j] = pairs[j], pairs[i] })
		a, err := shelf(t, pairs, Settings{}).Check(t.Context(), Text{Text: suspect})
		require.NoError(t, err)
		got, err := json.Marshal(a)
		require.NoError(t, err)
		if want == nil {
			want = got
		}
		require.Equal(t, string(want), string(got), "seed %d", seed)
	}
}

func TestKin(t *testing.T) {
	ctx := t.Context()
	c, err := New(ctx, NewStore(), Settings{})
	require.NoError(t, err)
	day := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	source := Text{ID: "a", Tenant: "t", Author: "ann", Group: "g", Time: day, Text: knownText}
	require.NoError(t, c.Add(ctx, source))
	check := func(suspect Text) *Answer {
		suspect.Text = spunText
		a, err := c.Check(ctx, suspect)
		require.NoError(t, err)
		return a
	}
	for name, suspect := range map[string]Text{
		"same text":     {ID: "a", Tenant: "t"},
		"same author":   {ID: "b", Tenant: "t", Author: "ann"},
		"same group":    {ID: "b", Tenant: "t", Group: "g"},
		"other tenant":  {ID: "b", Tenant: "u"},
		"no tenant":     {ID: "b"},
		"tenant prefix": {ID: "b", Tenant: "t\x01"},
	} {
		a := check(suspect)
		assert.Empty(t, a.Matches, name)
		assert.Equal(t, compare.Unrelated, a.Verdict, name)
		assert.Zero(t, a.Confidence, name)
	}
}

// TestOrder says which of two texts was first, by times that are trusted or not, and by
// arrival.
func TestOrder(t *testing.T) {
	day := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	early, late, none := day.Add(-time.Hour), day.Add(time.Hour), time.Time{}
	for _, c := range []struct {
		name            string
		source, suspect time.Time
		stored          bool // the suspect is stored, and was before the source
		trusted, other  Order
	}{
		{"source first", day, late, false, SourceFirst, SourceFirst},
		{"suspect claims to be first", day, early, false, SuspectFirst, OrderUnknown},
		{"equal times", day, day.In(time.FixedZone("x", 3600)), false, OrderUnknown, OrderUnknown},
		{"suspect without", day, none, false, OrderUnknown, SourceFirst},
		{"source without", none, day, false, OrderUnknown, SourceFirst},
		{"none", none, none, false, SourceFirst, SourceFirst},
		{"none, suspect stored first", none, none, true, SuspectFirst, SuspectFirst},
		{"suspect stored first, which times confirm", day, early, true, SuspectFirst, SuspectFirst},
		{"suspect stored first, which times deny", day, late, true, SourceFirst, OrderUnknown},
	} {
		for trust, want := range map[bool]Order{true: c.trusted, false: c.other} {
			ctx := t.Context()
			k, err := New(ctx, NewStore(), Settings{TrustTimes: trust})
			require.NoError(t, err)
			suspect := Text{ID: "suspect", Time: c.suspect, Text: spunText}
			if c.stored {
				require.NoError(t, k.Add(ctx, suspect))
			}
			require.NoError(t, k.Add(ctx, Text{ID: "source", Time: c.source, Text: knownText}))
			a, err := k.Check(ctx, suspect)
			require.NoError(t, err)
			require.Len(t, a.Matches, 1, c.name)
			assert.Equal(t, want, a.Matches[0].Order, "%s, trusted %v", c.name, trust)
			assert.Equal(t, knownText, a.Matches[0].Source.Text)
		}
	}
}

// TestNameless: a suspect without an id is kin to no text for its id, whatever
// that is.
func TestNameless(t *testing.T) {
	ctx := t.Context()
	c, err := New(ctx, NewStore(), Settings{})
	require.NoError(t, err)
	require.NoError(t, c.Add(ctx, Text{ID: "suspect", Text: knownText}))
	a, err := c.Check(ctx, Text{Text: spunText})
	require.NoError(t, err)
	require.Len(t, a.Matches, 1)
}

// TestAuthorOfMany: the texts of the suspect's author do not keep those of others
// from being compared.
func TestAuthorOfMany(t *testing.T) {
	ctx := t.Context()
	c, err := New(ctx, NewStore(), Settings{})
	require.NoError(t, err)
	own := make([]Text, 1100)
	for i := range own {
		own[i] = Text{ID: fmt.Sprint(i), Author: "ann", Text: spunText}
	}
	require.NoError(t, c.Add(ctx, own...))
	require.NoError(t, c.Add(ctx, Text{ID: "source", Author: "bob", Text: knownText}))
	a, err := c.Check(ctx, Text{Author: "ann", Text: spunText})
	require.NoError(t, err)
	require.Equal(t, []string{"source"}, named(a))
	require.False(t, a.Capped)
	a, err = c.Check(ctx, Text{Author: "eve", Text: spunText})
	require.NoError(t, err)
	require.Len(t, a.Matches, defaultCandidates)
	require.True(t, a.Capped)
}

// An own is a store all of whose texts are one author's.
type own struct{ Store }

func (own) Heads(_ context.Context, _ string, numbers []uint64) ([]Record, error) {
	records := make([]Record, len(numbers))
	for i, n := range numbers {
		records[i] = Record{Number: n, Text: Text{ID: "own", Author: "ann"}}
	}
	return records, nil
}

// TestLooked: an answer says so if not all candidates were looked at.
func TestLooked(t *testing.T) {
	st, err := newState(Settings{})
	require.NoError(t, err)
	for _, more := range []int{0, 1} {
		found := make([]candidate, maxLooked+more)
		for i := range found {
			found[i] = candidate{number: uint64(i + 1), score: 9}
		}
		near, capped, err := st.shortlist(t.Context(), own{}, Text{Author: "ann"}, found, 1)
		require.NoError(t, err)
		require.Empty(t, near)
		require.Equal(t, more > 0, capped)
	}
}

// TestCopies: a text is found although there are more copies of it than a feature
// may have.
func TestCopies(t *testing.T) {
	ctx := t.Context()
	c, err := New(ctx, NewStore(), Settings{Common: 20})
	require.NoError(t, err)
	for i := range 500 {
		require.NoError(t, c.Add(ctx, Text{ID: fmt.Sprintf("%03d", i), Text: knownText}))
	}
	for _, text := range []string{knownText, strings.ToUpper(knownText), strings.Replace(knownText, "half", "part", 1)} {
		a, err := c.Check(ctx, Text{Text: text})
		require.NoError(t, err)
		require.Len(t, a.Matches, defaultCandidates)
		require.True(t, a.Capped)
		require.Equal(t, "000", a.Matches[0].Source.ID)
	}
}

func TestShort(t *testing.T) {
	ctx := t.Context()
	for _, whole := range []bool{false, true} {
		c, err := New(ctx, NewStore(), Settings{WholeTexts: whole})
		require.NoError(t, err)
		require.NoError(t, c.Add(ctx, Text{ID: "two", Text: "Buy now"}, Text{ID: "none", Text: "..."}, Text{ID: "empty"},
			Text{ID: "eight", Text: "Lost near the bridge: one small grey cat."}))
		for text, want := range map[string]string{
			"BUY NOW":  "two: near-duplicate",
			"Buy\nnow": "two: identical",
			"Lost near the bridge: one small grey cat": "eight: near-duplicate",
			"Buy":      "insufficient",
			"":         "insufficient",
			"...":      "insufficient",
			"\x00\xff": "insufficient",
		} {
			a, err := c.Check(ctx, Text{Text: text})
			require.NoError(t, err)
			got := a.Verdict.String()
			if len(a.Matches) > 0 {
				got = a.Matches[0].Source.ID + ": " + got
			}
			assert.Equal(t, want, got, "%q whole %v", text, whole)
		}
	}
}

// TestFewWords: any ten words in a row lead to their text. They have few hits, and
// must not be asked for as many as a page.
func TestFewWords(t *testing.T) {
	ctx := t.Context()
	c, err := New(ctx, NewStore(), Settings{})
	require.NoError(t, err)
	require.NoError(t, c.Add(ctx, Text{ID: "known", Text: knownText}))
	words := strings.Fields(knownText)
	for i := 0; i+10 <= len(words); i++ {
		text := strings.Join(words[i:i+10], " ")
		a, err := c.Check(ctx, Text{Text: text})
		require.NoError(t, err)
		require.Len(t, append(a.Matches, a.Others...), 1, "%q", text)
	}
}

// TestWholeTexts: whole texts alone are found, with fewer postings.
func TestWholeTexts(t *testing.T) {
	pairs := readPairs(t)
	c := shelf(t, pairs, Settings{WholeTexts: true})
	r := newReader(c.Settings())
	found, n := 0, 0
	for _, p := range pairs {
		r.read(p.source)
		source := slices.Clone(r.set)
		r.read(p.suspect)
		if minhash.Jaccard(minhash.Ascending(source), minhash.Ascending(slices.Clone(r.set))) < 0.35 {
			continue
		}
		a, err := c.Check(t.Context(), Text{Text: p.suspect})
		require.NoError(t, err)
		n++
		if slices.Contains(named(a), p.name) {
			found++
		}
	}
	require.Greater(t, n, 50)
	require.GreaterOrEqual(t, found, n-1, "of %d", n)
	e, err := c.state.Load().entry(Text{ID: "a", Text: knownText})
	require.NoError(t, err)
	require.Len(t, e.Postings, c.Settings().banding().Bands)
}

// A library is a Loader.
type library map[string]string

func (l library) Load(_ context.Context, tenant, id string) (string, error) {
	text, ok := l[tenant+"/"+id]
	if !ok {
		return "", fmt.Errorf("library: %w", ErrNotFound)
	}
	return text, nil
}

func TestLoader(t *testing.T) {
	ctx := t.Context()
	texts := &library{"t/a": knownText, "t/b": knownText + " More."}
	c, err := New(ctx, NewStore(), Settings{Texts: texts})
	require.NoError(t, err)
	for _, id := range []string{"a", "b"} {
		require.NoError(t, c.Add(ctx, Text{ID: id, Tenant: "t", Text: (*texts)["t/"+id]}))
	}
	kept, err := c.Get(ctx, "t", "a")
	require.NoError(t, err)
	require.Empty(t, kept.Text)
	delete(*texts, "t/b")
	a, err := c.Check(ctx, Text{Tenant: "t", Text: spunText})
	require.NoError(t, err)
	require.Equal(t, []string{"a"}, named(a))
	require.Equal(t, knownText, a.Matches[0].Source.Text)
	require.NoError(t, c.Reindex(ctx, Settings{Texts: texts, Window: 2}))
	a, err = c.Check(ctx, Text{Tenant: "t", Text: spunText})
	require.NoError(t, err)
	require.Equal(t, []string{"a"}, named(a))
}
