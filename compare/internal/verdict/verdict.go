// Package verdict decides what two texts are to each other, and how sure that is.
//
// It counts what the changes of an alignment show ([Tally]), makes named signals of
// the counts ([Table]), lets a fitted model weigh them, and puts into words what
// spoke for and against the verdict ([Evidence]).
package verdict

// A Verdict says how a suspect text relates to a source. Package compare documents
// the values.
type Verdict uint8

const (
	Insufficient Verdict = iota
	Unrelated
	SameTopic
	Paraphrase
	Spun
	Excerpt
	NearDuplicate
	Identical
)
