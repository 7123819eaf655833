package change

// A Kind is a kind of substitution.
type Kind uint8

const (
	Other      Kind = iota // one word for another that is not known to be related
	Synonym                // one word for a related one
	Phrase                 // more than one word on a side
	Impossible             // a synonym of the everyday sense for a name, a month or part of a set phrase
	Function               // function words for others, or for words of content
	Respelt                // the same word in other letters: marks, typos, scans, old spelling
	Masked                 // a mask for a word: p***, [REDACTED], Person 3
	Unreadable             // letters that cannot be read
	Variant                // another way of writing the same: of a region, a contraction, a figure in words
	Inflected              // another form of the same word
	Person                 // another person or gender: he, she; mother, father
	Entity                 // another member of a closed set, or another name in its place
	Number                 // another number, date or figure
	Filler                 // a discourse marker put in

	Kinds = iota
)

var kindNames = [Kinds]string{
	"other", "synonym", "phrase", "impossible", "function", "respelt", "masked", "unreadable", "variant", "inflected",
	"person", "entity", "number", "filler",
}

// String returns the name of the kind in reports.
func (k Kind) String() string { return kindNames[k] }

// Exchange reports whether a kind is an exchange of content, such as a program
// makes that knows only synonyms. Editors, scanners, filters and forms make all
// others.
func (k Kind) Exchange() bool { return k <= Impossible }

// Same reports whether a kind keeps the word, with other letters or in another
// form. Such a step does not interrupt a run of equal words.
func (k Kind) Same() bool { return Respelt <= k && k <= Inflected }

// A Relation says how the words of a substitution are known to be related.
type Relation string

const (
	Strong   Relation = "strong"   // by the lexicon, as its tiers say; or by convention, as don't and do not
	Medium   Relation = "medium"   //
	Weak     Relation = "weak"     //
	Contrast Relation = "contrast" // antonyms or members of one closed set
	Learned  Relation = "learned"  // this pair of texts exchanges them repeatedly
	None     Relation = "none"     // not known to be
)
