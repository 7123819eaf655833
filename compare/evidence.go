package compare

import "github.com/palimpsest-go/palimpsest/compare/internal/verdict"

// Evidence is one observation for or against a verdict. Count out of Of is what was
// counted; Value is their ratio, or a separate measure.
type Evidence struct {
	Code    string   `json:"code"` // stable, for translation
	For     *Verdict `json:"for,omitempty"`
	Against *Verdict `json:"against,omitempty"`
	Value   float64  `json:"value"`
	Count   int      `json:"count"`
	Of      int      `json:"of"`
	Text    string   `json:"text"` // in English
}

// Codes of evidence. They are stable: programs translate by them.
const (
	CodeSkeleton              = verdict.CodeSkeleton              // function words that stand unchanged
	CodeExchanges             = verdict.CodeExchanges             // content words exchanged for others
	CodeSingleWords           = verdict.CodeSingleWords           // changes that are one word for one
	CodeNumbers               = verdict.CodeNumbers               // numbers that stand unchanged
	CodeRelations             = verdict.CodeRelations             // exchanges that the lexicon relates
	CodeNames                 = verdict.CodeNames                 // words of names that were not exchanged
	CodeConsistency           = verdict.CodeConsistency           // repeated words exchanged for the same word each time
	CodeEndings               = verdict.CodeEndings               // words exchanged that end alike
	CodeInsertions            = verdict.CodeInsertions            // words put in or taken out
	CodeStretches             = verdict.CodeStretches             // words between one change and the next
	CodeCoverage              = verdict.CodeCoverage              // how much of the texts passages cover
	CodeSymbols               = verdict.CodeSymbols               // exchanges of addresses, identifiers and the like
	CodeNewWords              = verdict.CodeNewWords              // words put in that the source has elsewhere
	CodeOrder                 = verdict.CodeOrder                 // the order of words that each text has once
	CodeVocabulary            = verdict.CodeVocabulary            // how far the content words of the texts agree
	CodeSentences             = verdict.CodeSentences             // sentences that say what one of the other text says
	CodeRuns                  = verdict.CodeRuns                  // words of these sentences that stand in runs, as in a form
	CodeFacts                 = verdict.CodeFacts                 // names and numbers that both texts have
	CodeHonest                = verdict.CodeHonest                // changes that leave a word what it was
	CodeEntities              = verdict.CodeEntities              // changes that put another thing, name or number
	CodeGoverned              = verdict.CodeGoverned              // exchanges of words that follow a function word, as nouns do
	CodeDirection             = verdict.CodeDirection             // whether words became rarer and longer
	CodeImpossible            = verdict.CodeImpossible            // replacements that no person makes
	CodeMapping               = verdict.CodeMapping               // a word often exchanged for the same word
	CodeEqualWords            = verdict.CodeEqualWords            // words that stand equal
	CodeTooShort              = verdict.CodeTooShort              // words that the shorter text has
	CodeCanonicallyEquivalent = verdict.CodeCanonicallyEquivalent // all words and marks are the same
)

// evidenceOf returns the evidence of an outcome.
func evidenceOf(o *verdict.Outcome) []Evidence {
	out := make([]Evidence, len(o.Evidence))
	v := Verdict(o.Verdict)
	for i, e := range o.Evidence {
		out[i] = Evidence{Code: e.Code, Value: e.Value, Count: e.Count, Of: e.Of, Text: e.Text}
		if e.Against {
			out[i].Against = &v
		} else {
			out[i].For = &v
		}
	}
	return out
}
