package verdict

// Codes of evidence. They are stable: programs translate by them.
const (
	CodeSkeleton    = "skeleton"      // function words that stand unchanged
	CodeExchanges   = "exchanges"     // content words exchanged for others
	CodeSingleWords = "single-words"  // changes that are one word for one
	CodeNumbers     = "numbers"       // numbers that stand unchanged
	CodeRelations   = "relations"     // exchanges that the lexicon relates
	CodeNames       = "names"         // words of names that were not exchanged
	CodeConsistency = "consistency"   // repeated words exchanged for the same word each time
	CodeEndings     = "endings"       // words exchanged that end alike
	CodeInsertions  = "insertions"    // words put in or taken out
	CodeStretches   = "stretches"     // words between one change and the next
	CodeCoverage    = "coverage"      // how much of the texts passages cover
	CodeSymbols     = "symbols"       // exchanges of addresses, identifiers and the like
	CodeNewWords    = "new-words"     // words put in that the source has elsewhere
	CodeOrder       = "order"         // the order of words that each text has once
	CodeVocabulary  = "vocabulary"    // how far the content words of the texts agree
	CodeSentences   = "sentences"     // sentences that say what one of the other text says
	CodeRuns        = "sentence-runs" // words of these sentences that stand in runs, as in a form
	CodeFacts       = "facts"         // names and numbers that both texts have

	CodeHonest    = "same-words"   // changes that leave a word what it was
	CodeEntities  = "other-things" // changes that put another thing, name or number
	CodeGoverned  = "governed"     // exchanges of words that follow a function word, as nouns do
	CodeDirection = "direction"    // whether words became rarer and longer

	CodeImpossible            = "impossible"             // replacements that no person makes
	CodeMapping               = "mapping"                // a word often exchanged for the same word
	CodeEqualWords            = "equal-words"            // words that stand equal
	CodeTooShort              = "too-short"              // words that the shorter text has
	CodeCanonicallyEquivalent = "canonically-equivalent" // all words and marks are the same
)

// Codes lists the codes of evidence.
func Codes() []string {
	return []string{
		CodeSkeleton, CodeExchanges, CodeSingleWords, CodeNumbers, CodeRelations, CodeNames, CodeConsistency,
		CodeEndings, CodeInsertions, CodeStretches, CodeCoverage, CodeSymbols, CodeNewWords, CodeOrder, CodeVocabulary, CodeSentences, CodeRuns, CodeFacts,
		CodeHonest, CodeEntities, CodeGoverned, CodeDirection,
		CodeImpossible, CodeMapping, CodeEqualWords, CodeTooShort, CodeCanonicallyEquivalent,
	}
}
