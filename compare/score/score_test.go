package score

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare"
)

// collect returns what Read gives, and the messages of errors.
func collect(r io.Reader) (pairs []Pair, errs []error) {
	for p, err := range Read(r) {
		if err != nil {
			errs = append(errs, err)
		} else {
			pairs = append(pairs, p)
		}
	}
	return pairs, errs
}

const (
	first  = `{"id":"a","label":"spun","kind":"free","source":"big","suspect":"large","gold":[[0,3,0,5]],"rate":0.07,"dictionary":"d","page":"p","other":1}`
	second = `{"id":"b","label":"unrelated","source":"x","suspect":"","gold":null,"group":"g"}`
)

func TestRead(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	text := "\ufeff" + first + "\n\n \t\n" + second
	_, err := io.WriteString(z, text)
	require.NoError(t, err)
	require.NoError(t, z.Close())
	for _, in := range []string{text, packed.String()} {
		pairs, errs := collect(strings.NewReader(in))
		require.Empty(t, errs)
		require.Equal(t, []Pair{
			{ID: "a", Label: "spun", Kind: "free", Source: "big", Suspect: "large", Gold: []Link{link(0, 3, 0, 5)}, Rate: 0.07, Dictionary: "d", Group: "p"},
			{ID: "b", Label: "unrelated", Source: "x", Group: "g"},
		}, pairs)
	}
	pairs, errs := collect(strings.NewReader(""))
	require.Empty(t, pairs)
	require.Empty(t, errs)
	_, errs = collect(bytes.NewReader(packed.Bytes()[:packed.Len()-9]))
	require.ErrorIs(t, errs[len(errs)-1], io.ErrUnexpectedEOF)
	_, errs = collect(iotest.ErrReader(io.ErrClosedPipe))
	require.ErrorIs(t, errs[0], io.ErrClosedPipe)
	data, err := json.Marshal(Pair{ID: "c", Label: "spun", Source: "s", Suspect: "t", Gold: []Link{link(0, 1, 0, 1)}})
	require.NoError(t, err)
	pairs, errs = collect(bytes.NewReader(data))
	require.Empty(t, errs)
	require.Equal(t, []Link{link(0, 1, 0, 1)}, pairs[0].Gold)
}

func link(a, b, c, d int) Link {
	return Link{compare.Span{Start: a, End: b}, compare.Span{Start: c, End: d}}
}

// TestReadErrors: a bad line is reported with its number and the next is read.
func TestReadErrors(t *testing.T) {
	const two = `"source":"one two","suspect":"one two"`
	for _, c := range []struct {
		line string
		want error
	}{
		{`{`, ErrPair},
		{`null x`, ErrPair},
		{`null`, ErrPair},
		{`{"id":1}`, ErrPair},
		{`{"label":"spun",` + two + `}`, ErrPair},
		{`{"id":"x","label":"spun","source":"s","text":"t"}`, ErrPair},
		{`{"id":"x","label":"spun","suspect":"s"}`, ErrPair},
		{`{"id":"x","label":"spunn",` + two + `}`, ErrLabel},
		{`{"id":"x",` + two + `}`, ErrLabel},
		{`{"id":"x","label":"spun","gold":[[0,3,0]],` + two + `}`, ErrPair},
		{`{"id":"x","label":"spun","gold":[[0,3,0,8]],` + two + `}`, ErrPair},
		{`{"id":"x","label":"spun","gold":[[3,2,0,3]],` + two + `}`, ErrPair},
		{`{"id":"x","label":"spun","passages":[[-1,2,0,3]],` + two + `}`, ErrPair},
		{`{"id":"x","label":"spun","gold":[[4,7,2,7],[0,3,0,3]],` + two + `}`, ErrPair},
		{`{"id":"x","label":"spun","rate":7,` + two + `}`, ErrPair},
		{"{\"id\":\"x\",\"label\":\"spun\",\"source\":\"\xff\",\"suspect\":\"\"}", ErrPair},
	} {
		pairs, errs := collect(strings.NewReader(second + "\n" + c.line + "\n" + second))
		require.Len(t, pairs, 2, c.line)
		require.Len(t, errs, 1, c.line)
		require.ErrorIs(t, errs[0], c.want, c.line)
		require.ErrorContains(t, errs[0], "line 2: ")
	}
	for _, err := range Read(strings.NewReader("{\n{")) {
		require.Error(t, err)
		break // must not go on
	}
}

// TestReadExpected: verdicts that are expected take the place of a label.
func TestReadExpected(t *testing.T) {
	for members, want := range map[string]string{
		`"expected":"spun"`:                           "spun",
		`"expected":["spun"]`:                         "spun",
		`"expected":["near-duplicate","excerpt"]`:     "near-duplicate or excerpt",
		`"label":"revision","expected":["spun"]`:      "revision",
		`"label":"revision","expected":null`:          "revision",
		`"expected":[]`:                               "",
		`"expected":["near-duplicate","near"]`:        "",
		`"expected":7`:                                "",
		`"expected":["spun",7]`:                       "",
		`"expected":"near-duplicate or insufficient"`: "near-duplicate or insufficient",
	} {
		pairs, errs := collect(strings.NewReader(`{"id":"a","source":"","suspect":"",` + members + `}`))
		if want == "" {
			require.Len(t, errs, 1, members)
			continue
		}
		require.Empty(t, errs, members)
		require.Equal(t, want, pairs[0].Label)
	}
}

// TestReadMessages: the error is described in the words of JSON.
func TestReadMessages(t *testing.T) {
	for line, want := range map[string]string{
		`[]`:                           "not a JSON object",
		` null `:                       "not a JSON object",
		`"x"`:                          "not a JSON object",
		`{"id":1}`:                     `"id" is of the wrong kind, number`,
		`{"source":{}}`:                `"source" is of the wrong kind, object`,
		`{"gold":"x"}`:                 `"gold" is of the wrong kind, string`,
		`{"gold":[[0,"x",0,1]]}`:       `"gold" is of the wrong kind, string`,
		`{"passages":[[0,1.5,0,1]]}`:   `"passages" is of the wrong kind, number 1.5`,
		`{"gold":[[0,1]]}`:             "2 offsets in place of 4",
		`{"page":[],"id":"a"}`:         `"page" is of the wrong kind, array`,
		`{"id":"a","rate":1e999}`:      `"rate" is of the wrong kind, number 1e999`,
		`{"id":"a"}` + " " + `{"id":"`: "invalid character",
	} {
		_, errs := collect(strings.NewReader(line))
		require.Len(t, errs, 1, line)
		require.ErrorIs(t, errs[0], ErrPair)
		require.ErrorContains(t, errs[0], "line 1: score: bad pair: "+want, line)
	}
}

// TestParseLabel holds the labels against the verdicts that are right, written
// out.
func TestParseLabel(t *testing.T) {
	for _, c := range []struct{ label, kind, right string }{
		{"identical", "", "identical"},
		{"near-duplicate", "", "near-duplicate"},
		{"excerpt", "", "excerpt"},
		{"spun", "", "spun"},
		{"paraphrase", "", "paraphrase same-topic"},
		{"same-topic", "", "same-topic unrelated"},
		{"unrelated", "", "unrelated"},
		{"insufficient", "", "insufficient"},
		{"revision", "", "near-duplicate excerpt paraphrase"},
		{"near-duplicate-or-excerpt", "", "near-duplicate excerpt"},
		{"light-paraphrase", "", "paraphrase near-duplicate excerpt"},
		{"paraphrase or near-duplicate or spun", "", "paraphrase near-duplicate spun"},
		{"template-or-update", "update", "near-duplicate insufficient unrelated same-topic paraphrase excerpt"},
		{"template-or-update", "made-template", "same-topic near-duplicate insufficient unrelated paraphrase excerpt"},
		{"template-or-update", "template", "same-topic near-duplicate insufficient unrelated paraphrase excerpt"},
	} {
		a, err := ParseLabel(c.label, c.kind)
		require.NoError(t, err)
		right := strings.Fields(c.right)
		require.Equal(t, right[0], a.Wanted.String(), c.label)
		for v := range compare.Verdict(verdicts) {
			require.Equal(t, slices.Contains(right, v.String()), a.Right(v), "%s %v", c.label, v)
		}
		require.False(t, a.Right(200))
	}
	for _, label := range []string{"Spun", "spun or", "spun or x", " or spun", "revision or spun"} {
		_, err := ParseLabel(label, "")
		require.ErrorIs(t, err, ErrLabel, label)
	}
}

func TestRun(t *testing.T) {
	var pairs []Pair
	for i := range 20 {
		text := strings.Repeat(fmt.Sprintf("The %d boats were small. ", i), 5)
		pairs = append(pairs, Pair{ID: fmt.Sprint(i), Label: "identical", Source: text, Suspect: text})
	}
	want, err := Run(t.Context(), pairs, compare.Comparer{}, 1)
	require.NoError(t, err)
	for i, o := range want {
		require.Equal(t, pairs[i], o.Pair)
		require.Equal(t, compare.Identical, o.Report.Verdict)
	}
	for _, workers := range []int{0, 3, 50} {
		got, err := Run(t.Context(), pairs, compare.Comparer{}, workers)
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
	none, err := Run(t.Context(), nil, compare.Comparer{}, 0)
	require.NoError(t, err)
	require.Empty(t, none)

	pairs[7].Suspect = strings.Repeat("x", 999)
	pairs[9].Label = "?"
	for range 20 {
		_, err = Run(t.Context(), pairs, compare.Comparer{MaxBytes: 500}, 4)
		require.ErrorIs(t, err, compare.ErrTooLong)
		require.ErrorContains(t, err, "pair 7: suspect: ")
	}
	_, err = Run(t.Context(), pairs[8:], compare.Comparer{}, 4)
	require.ErrorIs(t, err, ErrLabel)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = Run(ctx, pairs, compare.Comparer{}, 4)
	require.ErrorIs(t, err, context.Canceled)
}

// random returns outcomes with any labels and verdicts.
func random(r *rand.Rand, n int) []Outcome {
	labels := []string{"revision", "template-or-update", "near-duplicate-or-excerpt", "light-paraphrase", "?"}
	for v := range compare.Verdict(verdicts) {
		labels = append(labels, v.String())
	}
	outcomes := make([]Outcome, n)
	for i := range outcomes {
		p := float64(r.IntN(20)) / 19 // with ties
		outcomes[i] = Outcome{
			Pair:   Pair{ID: fmt.Sprint(i), Label: labels[r.IntN(len(labels))], Kind: []string{"", "template"}[r.IntN(2)]},
			Report: &compare.Report{Verdict: compare.Verdict(r.IntN(verdicts)), Confidence: p, Probabilities: map[compare.Verdict]float64{compare.Spun: p}},
		}
	}
	return outcomes
}

// perfect returns outcomes in which every label got its verdict.
func perfect() []Outcome {
	var outcomes []Outcome
	for v := range compare.Verdict(verdicts) {
		outcomes = append(outcomes, Outcome{
			Pair:   Pair{ID: v.String(), Label: v.String()},
			Report: &compare.Report{Verdict: v, Confidence: 1, Probabilities: map[compare.Verdict]float64{v: 1}},
		})
	}
	return outcomes
}

// TestOrder: all tables are the same whatever the order of pairs.
func TestOrder(t *testing.T) {
	const seed = 1
	r := rand.New(rand.NewPCG(seed, 0))
	outcomes := random(r, 500)
	for i := range outcomes[:100] {
		withPassages(r, &outcomes[i])
		withChanges(r, &outcomes[i])
	}
	for i := range outcomes {
		outcomes[i].Pair.ID = fmt.Sprint(i)
	}
	tables := func() string {
		var b strings.Builder
		require.NoError(t, NewConfusion(outcomes).WriteText(&b))
		for _, part := range []CallTable{FalsePositives(outcomes, compare.Spun), Found(outcomes, compare.Spun)} {
			require.NoError(t, part.WriteText(&b, "calls"))
			fmt.Fprint(&b, part)
		}
		require.NoError(t, VerdictsBy(outcomes, ByChange).WriteText(&b, "verdicts"))
		require.NoError(t, ChangesByKind(outcomes).WriteText(&b))
		require.NoError(t, WriteFound(&b, outcomes))
		require.NoError(t, Thresholds(outcomes, compare.Spun, 0, 0.5).WriteText(&b, "at"))
		require.NoError(t, WriteSubstitutions(&b, outcomes, ByKind, ByRate, ByDictionary))
		require.NoError(t, WritePassages(&b, outcomes, ByKind))
		c := Calibrate(Forecasts(outcomes, compare.Spun))
		require.NoError(t, c.WriteText(&b, "P"))
		return b.String() + fmt.Sprint(MatchPassages(outcomes), c)
	}
	want := tables()
	for range 5 {
		r.Shuffle(len(outcomes), func(i, j int) { outcomes[i], outcomes[j] = outcomes[j], outcomes[i] })
		require.Equal(t, want, tables(), "seed %d", seed)
	}
}

func TestConfusion(t *testing.T) {
	outcomes := random(rand.New(rand.NewPCG(2, 0)), 1000)
	c := NewConfusion(outcomes)
	known, right := 0, 0
	var rows, columns [verdicts]Rate
	for _, o := range outcomes {
		a, err := ParseLabel(o.Pair.Label, o.Pair.Kind)
		if err != nil {
			continue
		}
		known++
		rows[a.Wanted].Of++
		columns[o.Report.Verdict].Of++
		if a.Right(o.Report.Verdict) {
			right++
			rows[a.Wanted].Count++
			columns[o.Report.Verdict].Count++
		}
	}
	require.Equal(t, Rate{right, known}, c.Accuracy())
	sum := 0.0
	for v := range compare.Verdict(verdicts) {
		s := c.Score(v)
		require.Equal(t, Score{columns[v], rows[v]}, s)
		sum += 2 / (1/s.Precision.Value() + 1/s.Recall.Value())
	}
	require.InDelta(t, sum/float64(verdicts), c.MacroF1(), 1e-12)

	p := NewConfusion(perfect())
	require.Equal(t, 1.0, p.MacroF1())
	require.Equal(t, Rate{verdicts, verdicts}, p.Accuracy())
	require.Equal(t, Rate{1, 1}, p.Strict(compare.Spun))
	require.True(t, math.IsNaN(NewConfusion(nil).MacroF1()))
	require.Equal(t, Score{}, p.Score(compare.Verdict(verdicts)))
	require.Equal(t, Rate{}, p.Strict(compare.Verdict(verdicts)))
}

func TestCalls(t *testing.T) {
	outcomes := random(rand.New(rand.NewPCG(3, 0)), 500)
	for v := range compare.Verdict(verdicts) {
		wrong, found, wanted, called := 0, 0, 0, 0
		for _, o := range outcomes {
			a, err := ParseLabel(o.Pair.Label, o.Pair.Kind)
			if err != nil {
				continue
			}
			if o.Report.Verdict == v {
				called++
				if !a.Right(v) {
					wrong++
				}
				if a.Wanted == v {
					found++
				}
			}
			if a.Wanted == v {
				wanted++
			}
		}
		sum := func(t CallTable) (r Rate, ids int) {
			for _, c := range t {
				r.Count += c.Rate.Count
				r.Of += c.Rate.Of
				ids += len(c.IDs)
			}
			return r, ids
		}
		false_, ids := sum(FalsePositives(outcomes, v))
		require.Equal(t, wrong, false_.Count)
		require.Equal(t, wrong, ids)
		hits, ids := sum(Found(outcomes, v))
		require.Equal(t, Rate{found, wanted}, hits)
		require.Equal(t, wanted-found, ids)
		at := Thresholds(outcomes, v, 0, 0.5, 1)
		require.Equal(t, Threshold{0, called, called - wrong, found, wanted}, at[0])
		require.Equal(t, wrong, at[0].Wrong())
		require.LessOrEqual(t, at[1].Flagged, at[0].Flagged)
		require.LessOrEqual(t, at[2].Flagged, at[1].Flagged)
	}
	for _, x := range Thresholds(perfect(), compare.Spun, 0, 1) {
		require.Equal(t, 1.0, x.Precision().Value())
		require.Equal(t, 1.0, x.Recall().Value())
	}
}

func TestKeys(t *testing.T) {
	p := Pair{Label: "spun"}
	require.Equal(t, []string{"spun", "rate unknown", "dictionary unknown"}, []string{ByKind(&p), ByRate(&p), ByDictionary(&p)})
	p = Pair{Label: "spun", Kind: "free", Rate: 0.07, Dictionary: "d"}
	require.Equal(t, []string{"spun free", "rate 07", "dictionary d"}, []string{ByKind(&p), ByRate(&p), ByDictionary(&p)})
}

// failing fails on every write.
type failing struct{}

var errFailing = errors.New("full")

func (failing) Write([]byte) (int, error) { return 0, errFailing }

func TestWriteErrors(t *testing.T) {
	outcomes := perfect()
	outcomes[0].Pair.Gold = []Link{}
	for _, err := range []error{
		NewConfusion(outcomes).WriteText(failing{}),
		Found(outcomes, compare.Spun).WriteText(failing{}, ""),
		Thresholds(outcomes, compare.Spun, 0).WriteText(failing{}, ""),
		WriteSubstitutions(failing{}, outcomes),
		WritePassages(failing{}, outcomes),
		Calibrate(nil).WriteText(failing{}, ""),
		VerdictsBy(outcomes, ByChange).WriteText(failing{}, ""),
		ChangeTable{{}}.WriteText(failing{}),
		WriteFound(failing{}, changed()),
	} {
		require.ErrorIs(t, err, errFailing)
	}
	require.NoError(t, WriteSubstitutions(failing{}, outcomes[1:]), "nothing is written of nothing")
	require.NoError(t, WritePassages(failing{}, outcomes[1:]))
	require.NoError(t, VerdictsBy(nil, ByChange).WriteText(failing{}, ""))
	require.NoError(t, ChangesByKind(outcomes).WriteText(failing{}))
	require.NoError(t, WriteFound(failing{}, outcomes))
}
