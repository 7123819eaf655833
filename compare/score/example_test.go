package score_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/score"
)

// outcomes compares the pairs of testdata.
func outcomes() []score.Outcome {
	f, err := os.Open("testdata/pairs.jsonl")
	if err != nil {
		log.Fatal(err)
	}
	defer f.Close()
	var pairs []score.Pair
	for p, err := range score.Read(f) {
		if err != nil {
			log.Fatal(err)
		}
		pairs = append(pairs, p)
	}
	outcomes, err := score.Run(context.Background(), pairs, compare.Comparer{}, 0)
	if err != nil {
		log.Fatal(err)
	}
	return outcomes
}

func ExampleRead() {
	lines := `{"id": "1", "label": "spun", "source": "A big boat.", "suspect": "A large boat.", "gold": [[2, 5, 2, 7]]}
{"id": "2", "label": "spam", "source": "A big boat.", "suspect": "Buy a boat."}`
	for p, err := range score.Read(strings.NewReader(lines)) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		g := p.Gold[0]
		fmt.Println(p.ID, p.Source[g.Source.Start:g.Source.End], "→", p.Suspect[g.Suspect.Start:g.Suspect.End])
	}
	// Output:
	// 1 big → large
	// line 2: score: unknown label: "spam"
}

func ExampleNewConfusion() {
	if err := score.NewConfusion(outcomes()).WriteText(os.Stdout); err != nil {
		log.Fatal(err)
	}
	// Output:
	// wanted \ given  ident  near  excerpt  spun  paraph  topic  unrel  short  strict  right          95 %  precision     F1
	// near-duplicate      0     1        0     0       0      0      0      0   1.000  1.000  20.7–100.0 %      1.000  1.000
	// spun                0     0        0     3       0      0      0      0   1.000  1.000  43.9–100.0 %      1.000  1.000
	// paraphrase          0     0        0     0       1      0      0      0   1.000  1.000  20.7–100.0 %      1.000  1.000
	// same-topic          0     0        0     0       0      1      0      0   1.000  1.000  20.7–100.0 %      1.000  1.000
	// unrelated           0     0        0     0       0      0      1      0   1.000  1.000  20.7–100.0 %      1.000  1.000
	// insufficient        0     0        0     0       0      0      0      1   1.000  1.000  20.7–100.0 %      1.000  1.000
	// 8 of 8 verdicts right or fine too (67.6–100.0 %), macro-F1 1.000
}

func ExampleThresholds() {
	for _, t := range score.Thresholds(outcomes(), compare.Spun, 0.5, 0.9) {
		i := t.Recall().Interval()
		fmt.Printf("from %v on: %d flagged, %d wrong, recall %.2f (%.2f to %.2f)\n",
			t.Confidence, t.Flagged, t.Wrong(), t.Recall().Value(), i.Low, i.High)
	}
	// Output:
	// from 0.5 on: 3 flagged, 0 wrong, recall 1.00 (0.44 to 1.00)
	// from 0.9 on: 3 flagged, 0 wrong, recall 1.00 (0.44 to 1.00)
}

func ExampleFalsePositives() {
	if err := score.FalsePositives(outcomes(), compare.Spun).WriteText(os.Stdout, "called spun by mistake"); err != nil {
		log.Fatal(err)
	}
	// Output:
	// called spun by mistake  calls  pairs  share        95 %
	// insufficient recipe         0      1  0.000  0.0–79.3 %
	// near-duplicate news         0      1  0.000  0.0–79.3 %
	// paraphrase advice           0      1  0.000  0.0–79.3 %
	// same-topic news             0      1  0.000  0.0–79.3 %
	// unrelated tutorial          0      1  0.000  0.0–79.3 %
}

func ExampleVerdictsBy() {
	table := score.VerdictsBy(outcomes(), score.ByChange)
	if err := table.WriteText(os.Stdout, "verdicts by leading kind of change"); err != nil {
		log.Fatal(err)
	}
	// Output:
	// verdicts by leading kind of change  pairs  ident  near  excerpt  spun  paraph  topic  unrel  short  right          95 %
	// insufficient: synonym strong            1      0     0        0     0       0      0      0      1  1.000  20.7–100.0 %
	// near-duplicate: number                  1      0     1        0     0       0      0      0      0  1.000  20.7–100.0 %
	// paraphrase: insert                      1      0     0        0     0       1      0      0      0  1.000  20.7–100.0 %
	// same-topic: no passage                  1      0     0        0     0       0      1      0      0  1.000  20.7–100.0 %
	// spun: synonym strong                    3      0     0        0     3       0      0      0      0  1.000  43.9–100.0 %
	// unrelated: no passage                   1      0     0        0     0       0      0      1      0  1.000  20.7–100.0 %
}

func ExampleChangesByKind() {
	for _, c := range score.ChangesByKind(outcomes()) {
		if c.Label == "spun" && c.Pairs.Count > 1 {
			fmt.Printf("%s in %d of %d pairs, %d times, %d of them distinct\n", c.Kind, c.Pairs.Count, c.Pairs.Of, c.Count, c.Distinct)
		}
	}
	// Output:
	// function in 3 of 3 pairs, 17 times, 15 of them distinct
	// phrase in 3 of 3 pairs, 7 times, 7 of them distinct
	// synonym in 3 of 3 pairs, 68 times, 67 of them distinct
	// synonym medium in 2 of 3 pairs, 5 times, 5 of them distinct
	// synonym strong in 3 of 3 pairs, 61 times, 60 of them distinct
	// variant in 3 of 3 pairs, 4 times, 4 of them distinct
}

func ExampleFoundByKind() {
	source, suspect := "a small boat", "a tiny boat"
	span := func(start, end int) compare.Span { return compare.Span{Start: start, End: end} }
	pair := score.Pair{Source: source, Suspect: suspect, Gold: []score.Link{{Source: span(2, 7), Suspect: span(2, 6)}}}
	report := &compare.Report{Substitutions: []compare.Substitution{{
		Source: compare.Quote{Span: span(2, 7), Text: "small"}, Suspect: compare.Quote{Span: span(2, 6), Text: "tiny"},
		Kind: compare.KindSynonym, Relation: compare.RelationStrong,
	}}}
	for _, k := range score.FoundByKind([]score.Outcome{{Pair: pair, Report: report}}) {
		fmt.Printf("%s: %d of %d right\n", k.Kind, k.Strict.Count, k.Strict.Of)
	}
	// Output:
	// synonym strong: 1 of 1 right
}

func ExampleMatchSubstitutions() {
	span := func(start, end int) compare.Span { return compare.Span{Start: start, End: end} }
	pair := score.Pair{
		Source: "a small boat sank", Suspect: "a tiny little boat foundered",
		Gold: []score.Link{{Source: span(2, 7), Suspect: span(2, 13)}, {Source: span(13, 17), Suspect: span(19, 28)}},
	}
	report := &compare.Report{Substitutions: []compare.Substitution{
		{Source: compare.Quote{Span: span(2, 7), Text: "small"}, Suspect: compare.Quote{Span: span(7, 13), Text: "little"}},
		{Source: compare.Quote{Span: span(13, 17), Text: "sank"}, Suspect: compare.Quote{Span: span(19, 28), Text: "foundered"}},
	}}
	s := score.MatchSubstitutions([]score.Outcome{{Pair: pair, Report: report}})
	fmt.Println("strict:", s.Strict.F1(), "by overlap:", s.Overlap.F1())
	// Output:
	// strict: 0.5 by overlap: 1
}

func ExampleMatchPassages() {
	span := func(start, end int) compare.Span { return compare.Span{Start: start, End: end} }
	text := strings.Repeat("word ", 40)
	pair := score.Pair{Source: text, Suspect: text, Passages: []score.Link{{Source: span(0, 100), Suspect: span(50, 150)}}}
	report := &compare.Report{Passages: []compare.Passage{
		{Source: span(0, 40), Suspect: span(50, 90)},
		{Source: span(50, 100), Suspect: span(100, 150)},
	}}
	p := score.MatchPassages([]score.Outcome{{Pair: pair, Report: report}})
	fmt.Printf("precision %.1f, recall %.1f, granularity %.1f, plagdet %.3f\n", p.Precision, p.Recall, p.Granularity, p.Score())
	// Output:
	// precision 1.0, recall 0.9, granularity 2.0, plagdet 0.598
}

func ExampleCalibrate() {
	c := score.Calibrate([]score.Forecast{{0.1, false}, {0.1, false}, {0.4, true}, {0.9, true}})
	fmt.Printf("Brier %.4f, base rate alone %.4f, calibration error %.3f\n", c.Brier, c.BaseBrier(), c.Error)
	// Output:
	// Brier 0.0975, base rate alone 0.2500, calibration error 0.225
}

func ExampleWilson() {
	i := score.Wilson(0, 19)
	fmt.Printf("%.3f to %.3f\n", i.Low, i.High)
	// Output:
	// 0.000 to 0.168
}
