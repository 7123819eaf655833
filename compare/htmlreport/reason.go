package htmlreport

import (
	"strings"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/internal/wording"
)

// reasons says for each code of evidence why it matters, whichever way it points.
var reasons = map[string]string{
	compare.CodeSkeleton: "A spinning program exchanges content words and leaves words such as the, of and with where they stand. " +
		"A person who says a thing again changes these too.",
	compare.CodeExchanges:   "Spinning exchanges words all over a text. An editor exchanges few, each for a reason.",
	compare.CodeSingleWords: "A program puts one word in the place of one. People rewrite phrases, and join and split sentences.",
	compare.CodeNumbers:     "A text that was made from another keeps its numbers. Two texts on one subject have numbers of their own.",
	compare.CodeRelations: "A spinner takes its words from a dictionary of synonyms. Where the words put in are no synonyms, " +
		"an editor, another subject or another program is more likely.",
	compare.CodeNames:       "Names stand when a text is made from another. Where they differ, the texts may be one form filled in twice.",
	compare.CodeConsistency: "An editor who renames a term makes one exchange many times. A spinner makes many different ones.",
	compare.CodeEndings:     "A program that inflects its synonyms keeps the ending of a word: -ing for -ing, -ed for -ed.",
	compare.CodeInsertions:  "A program that exchanges words puts in and takes out few. People add and cut.",
	compare.CodeStretches:   "A program makes its changes close to each other and evenly. An editor leaves long stretches as they are.",
	compare.CodeCoverage:    "The more of a text stands in the other, the less can chance or a common subject explain.",
	compare.CodeSymbols: "People who adapt a text exchange addresses, names that programs have and other symbols. " +
		"No dictionary of synonyms has these.",
	compare.CodeNewWords:              "The synonyms that a spinner puts in are mostly new to the text. Words that the source has elsewhere speak for two texts on one subject.",
	compare.CodeOrder:                 "Where words that occur once in each text stand in one order, chance explains little.",
	compare.CodeVocabulary:            "Texts on one subject have some of their words in common. A text that was made from another has most of them.",
	compare.CodeSentences:             "Where a text says another again, most of its sentences have one that says the same. Two reports of one event have some.",
	compare.CodeRuns:                  "Forms and set phrases make sentences alike that nobody made from each other.",
	compare.CodeFacts:                 "Names and numbers in common show one subject. Alone they do not show that a text was made from the other.",
	compare.CodeHonest:                "Spelling, inflection and person are what an honest editor changes. A spinner changes which word it is.",
	compare.CodeEntities:              "Another thing, name or number says something else. Forms and updates do that; a spinner seldom does.",
	compare.CodeGoverned:              "Where nouns alone were exchanged, somebody may have named another thing. A spinner exchanges verbs and adjectives too.",
	compare.CodeDirection:             "A spinner turns common words into rarer and longer ones. Plain language goes the other way.",
	compare.CodeImpossible:            "Hardly any person writes these: a program took a synonym of another sense, or of part of a name.",
	compare.CodeMapping:               "One word exchanged for the same other word again and again shows a rule at work.",
	compare.CodeEqualWords:            "The same words in the same order, over long stretches, hardly come about twice.",
	compare.CodeTooShort:              "In a few words anything can be alike by chance.",
	compare.CodeCanonicallyEquivalent: "The texts differ in how their characters are stored, and in nothing that a reader sees.",
}

// An evidence is a line of evidence and why it matters; "" if the page does not know.
type evidence struct{ Text, Why string }

func evidenceOf(e compare.Evidence) evidence { return evidence{shown(e.Text), reasons[e.Code]} }

// odds are shares as people say them, the greatest first.
var odds = [...]struct {
	least float64
	words string
}{
	{0.99, "99 in 100"}, {0.95, "19 in 20"}, {0.9, "9 in 10"}, {0.8, "4 in 5"}, {0.75, "3 in 4"}, {2.0 / 3, "2 in 3"}, {0.5, "1 in 2"},
}

// inWords says how many reports with such a confidence are right. It is "" if the
// confidence is not calibrated or the verdict is certain.
func inWords(r *compare.Report) string {
	if !r.Calibrated || r.Verdict == compare.Identical || r.Verdict == compare.Insufficient {
		return ""
	}
	for _, o := range odds {
		if r.Confidence >= o.least {
			return "about " + o.words + " such reports are right, or more"
		}
	}
	return "fewer than 1 in 2 such reports are right"
}

// A share is a figure in the head of the page with its description.
type share struct{ Figure, Of string }

// shares returns how much of the texts the report covers.
func (p *page) shares() []share {
	if len(p.Passages) == 0 {
		return nil
	}
	words, exchanged := 0, 0.0
	for _, q := range p.Passages {
		words += q.Words
		exchanged += q.Substituted * float64(q.Words)
	}
	out := []share{
		{p.Percent(p.Report.Coverage.Suspect), "of the suspect is in passages"},
		{p.Percent(p.Report.Coverage.Source), "of the source is in passages"},
		{p.Percent(exchanged / float64(max(words, 1))), "of the words of passages were exchanged"},
	}
	return append(out, counted(len(p.Passages), "passage"), counted(len(p.Report.Substitutions), "exchange"))
}

// counted returns a number of things as a share.
func counted(n int, noun string) share {
	figure, of, _ := strings.Cut(wording.Plural(n, noun), " ")
	return share{figure, of}
}
