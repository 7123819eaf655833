package score

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare"
)

// exchange returns a substitution without places.
func exchange(kind compare.Kind, relation compare.Relation, source, suspect string) compare.Substitution {
	return compare.Substitution{
		Kind: kind, Relation: relation, Source: compare.Quote{Text: source}, Suspect: compare.Quote{Text: suspect},
	}
}

// changed returns outcomes whose changes are counted by hand below.
func changed() []Outcome {
	const strong, weak, none = compare.RelationStrong, compare.RelationWeak, compare.RelationNone
	edit := func(op string, filler bool, from, to int) compare.Edit {
		return compare.Edit{Op: op, Filler: filler, Suspect: compare.Span{Start: from, End: to}}
	}
	passage := []compare.Passage{{}}
	return []Outcome{
		{
			Pair{Label: "spun", Gold: []Link{}, Suspect: "well then well then"},
			&compare.Report{
				Verdict: compare.Spun, Passages: passage,
				Substitutions: []compare.Substitution{
					exchange(compare.KindSynonym, strong, "boat", "ship"),
					exchange(compare.KindSynonym, strong, "Boat", "ship"), // the same but for case
					exchange(compare.KindSynonym, weak, "boat", "tub"),
					exchange(compare.KindSynonym, weak, "sea", "brine"),
					exchange(compare.KindPhrase, none, "ran  off", "left"),
					exchange(compare.KindPhrase, none, "ran\noff", "left"), // the same but for white space
				},
				Edits: []compare.Edit{edit("insert", true, 0, 9), edit("insert", true, 10, 19)},
			},
		},
		{
			Pair{Label: "spun"},
			&compare.Report{
				Verdict: compare.NearDuplicate, Passages: passage,
				Substitutions: []compare.Substitution{
					exchange(compare.KindRespelt, none, "sea", "see"),
					exchange(compare.KindNumber, none, "2", "3"),
					exchange(compare.KindNumber, none, "2", "3"), // as many distinct ones, but more
				},
			},
		},
		{Pair{Label: "revision", Suspect: "a b c"}, &compare.Report{
			Verdict: compare.Excerpt, Passages: passage,
			Edits: []compare.Edit{
				edit("insert", false, 0, 1), edit("insert", false, 2, 3), edit("delete", false, 0, 0), edit("insert", false, 4, 99),
			},
		}},
		{Pair{Label: "revision"}, &compare.Report{Verdict: compare.Spun, Passages: passage}},
		{Pair{Label: "revision"}, &compare.Report{Verdict: compare.Unrelated}},
		{Pair{Label: "?"}, &compare.Report{Verdict: compare.Spun, Edits: []compare.Edit{edit("delete", false, 0, 0)}}},
	}
}

func TestChangesByKind(t *testing.T) {
	require.Equal(t, ChangeTable{
		{"revision", "delete", Rate{1, 3}, 1, 1},
		{"revision", "insert", Rate{1, 3}, 3, 3},
		{"spun", "filler", Rate{1, 2}, 2, 1},
		{"spun", "number", Rate{1, 2}, 2, 1},
		{"spun", "phrase", Rate{1, 2}, 2, 1},
		{"spun", "respelt", Rate{1, 2}, 1, 1},
		{"spun", "synonym", Rate{1, 2}, 4, 3},
		{"spun", "synonym strong", Rate{1, 2}, 2, 1},
		{"spun", "synonym weak", Rate{1, 2}, 2, 2},
	}, ChangesByKind(changed()))
	require.Empty(t, ChangesByKind(nil))
}

func TestByChange(t *testing.T) {
	var got []string
	for _, o := range changed() {
		got = append(got, ByChange(&o))
	}
	require.Equal(t, []string{
		"spun: synonym weak", "spun: number", "revision: insert", "revision: no change", "revision: no passage", "?: delete",
	}, got)
	alike := Outcome{Report: &compare.Report{Substitutions: []compare.Substitution{
		exchange(compare.KindRespelt, "", "a", "b"), exchange(compare.KindEntity, "", "a", "b"),
	}}}
	require.Equal(t, ": entity", ByChange(&alike), "the first in the alphabet")
}

func TestVerdictsBy(t *testing.T) {
	given := func(v ...compare.Verdict) (counts [verdicts]int) {
		for _, v := range v {
			counts[v]++
		}
		return counts
	}
	require.Equal(t, VerdictTable{
		{"revision", given(compare.Excerpt, compare.Spun, compare.Unrelated), Rate{1, 3}},
		{"spun", given(compare.Spun, compare.NearDuplicate), Rate{1, 2}},
	}, VerdictsBy(changed(), func(o *Outcome) string { return ByKind(&o.Pair) }))
	beyond := Outcome{Pair: Pair{Label: "spun"}, Report: &compare.Report{Verdict: 99}}
	require.Empty(t, VerdictsBy([]Outcome{beyond}, ByChange))
}

// withChanges gives an outcome substitutions and gold ones in texts of single
// letters, and edits, at random.
func withChanges(r *rand.Rand, o *Outcome) {
	text := strings.Repeat("a b c d e ", 8)
	o.Pair.Source, o.Pair.Suspect, o.Pair.Gold = text, text, []Link{}
	kinds := []compare.Kind{compare.KindSynonym, compare.KindSynonym, compare.KindPhrase, compare.KindRespelt}
	relations := []compare.Relation{compare.RelationStrong, compare.RelationWeak}
	for at := 0; at < 80; at += 4 {
		suspect, source := compare.Span{Start: at, End: at + 1}, compare.Span{Start: r.IntN(20) * 4}
		source.End = source.Start + 1 + 2*r.IntN(2)
		if r.IntN(2) == 0 {
			o.Pair.Gold = append(o.Pair.Gold, Link{source, suspect})
		}
		if r.IntN(3) == 0 {
			source.Start = r.IntN(source.End/2+1) * 2
			source.End = source.Start + 1
		}
		if r.IntN(2) == 0 {
			o.Report.Substitutions = append(o.Report.Substitutions, compare.Substitution{
				Source:  compare.Quote{Span: source, Text: text[source.Start:source.End]},
				Suspect: compare.Quote{Span: suspect, Text: text[suspect.Start:suspect.End]},
				Kind:    kinds[r.IntN(len(kinds))], Relation: relations[r.IntN(len(relations))],
			})
		}
	}
	for range r.IntN(3) {
		o.Report.Edits = append(o.Report.Edits, compare.Edit{Op: []string{"insert", "delete"}[r.IntN(2)], Filler: r.IntN(4) == 0})
	}
}

// TestChangesTwin holds the counts against ones made with one pass for each kind,
// and against those of all kinds together.
func TestChangesTwin(t *testing.T) {
	const seed = 3
	r := rand.New(rand.NewPCG(seed, 0))
	outcomes := random(r, 300)
	for i := range outcomes {
		withChanges(r, &outcomes[i])
	}
	total := 0
	for _, c := range ChangesByKind(outcomes) {
		all, distinct, pairs, of := 0, 0, 0, 0
		for i := range outcomes {
			if o := &outcomes[i]; o.Pair.Label == c.Label {
				here := descriptions(o, c.Kind)
				of++
				all += len(here)
				pairs += min(1, len(here))
				slices.Sort(here)
				distinct += len(slices.Compact(here))
			}
		}
		require.Equal(t, Changes{c.Label, c.Kind, Rate{pairs, of}, all, distinct}, c, "seed %d", seed)
		total += all
	}
	require.Greater(t, total, 1000)

	known := Rate{}
	for _, v := range VerdictsBy(outcomes, ByChange) {
		sum := 0
		for _, n := range v.Given {
			sum += n
		}
		require.Equal(t, v.Right.Of, sum)
		known.Of += v.Right.Of
		known.Count += v.Right.Count
	}
	require.Equal(t, NewConfusion(outcomes).Accuracy(), known, "each pair is in one part")

	var sum Substitutions
	for _, k := range FoundByKind(outcomes) {
		sum.Strict.Precision.Count += k.Strict.Count
		sum.Strict.Precision.Of += k.Strict.Of
		sum.Overlap.Precision.Count += k.Overlap.Count
		sum.Overlap.Precision.Of += k.Overlap.Of
	}
	all := MatchSubstitutions(outcomes)
	require.Equal(t, all.Strict.Precision, sum.Strict.Precision, "seed %d", seed)
	require.Equal(t, all.Overlap.Precision, sum.Overlap.Precision, "seed %d", seed)
	require.Positive(t, all.Strict.Precision.Count)
	require.Greater(t, all.Overlap.Precision.Count, all.Strict.Precision.Count)
}

// descriptions returns a line for each change of one kind.
func descriptions(o *Outcome, kind string) (lines []string) {
	for _, s := range o.Report.Substitutions {
		if kind == string(s.Kind) || kind == fmt.Sprintf("synonym %s", s.Relation) && s.Kind == compare.KindSynonym {
			lines = append(lines, s.Source.Text+"→"+s.Suspect.Text)
		}
	}
	for _, e := range o.Report.Edits {
		if e.Filler && kind == "filler" || !e.Filler && kind == e.Op {
			lines = append(lines, "") // all spans of the test are empty
		}
	}
	return lines
}

func TestFoundByKind(t *testing.T) {
	const source, suspect = "one small boat went under", "one tiny little vessel went down"
	p := Pair{Source: source, Suspect: suspect, Gold: []Link{
		between(source, suspect, "small", "tiny little"), between(source, suspect, "boat", "vessel"),
	}}
	r := report(&p, []Link{
		between(source, suspect, "went under", "went down"), // not gold
		between(source, suspect, "boat", "vessel"),
		between(source, suspect, "small", "little"), // half of the phrase
	})
	for i, s := range []compare.Substitution{
		{Kind: compare.KindPhrase}, {Kind: compare.KindSynonym, Relation: compare.RelationStrong},
		{Kind: compare.KindSynonym, Relation: compare.RelationStrong},
	} {
		r.Substitutions[i].Kind, r.Substitutions[i].Relation = s.Kind, s.Relation
	}
	unknown := Outcome{Pair{Source: source, Suspect: suspect}, r} // no gold
	require.Equal(t, []FoundKind{
		{"phrase", 1, Rate{0, 1}, Rate{0, 1}},
		{"synonym strong", 1, Rate{1, 2}, Rate{2, 2}},
	}, FoundByKind([]Outcome{{p, r}, unknown}))
}
