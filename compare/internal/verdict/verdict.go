// Package verdict decides how two texts are related, and how sure that is.
//
// It counts what the changes of an alignment show ([Tally]), computes named signals
// from the counts ([Table]), has a fitted model weigh them, and says in words what
// speaks for and against the verdict ([Evidence]).
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
