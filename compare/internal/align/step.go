package align

import "iter"

// An Op says what a step does with its words.
type Op uint8

const (
	Equal      Op = iota // the same words on both sides
	Substitute           // words of A for words of B
	Insert               // words of B only
	Delete               // words of A only
)

// A Step of an alignment pairs words A to A+M of one text with words B to B+N of
// the other.
type Step struct {
	Op   Op
	A, M int32
	B, N int32
}

// turned returns the step with its sides exchanged. What is inserted in one text
// is what the other lacks.
func (s Step) turned() Step {
	s.A, s.M, s.B, s.N = s.B, s.N, s.A, s.M
	switch s.Op {
	case Insert:
		s.Op = Delete
	case Delete:
		s.Op = Insert
	}
	return s
}

// Whole yields a step in parts that contain no invalid bytes and nothing that was
// left out.
func (al *Alignment) Whole(s Step) iter.Seq[Step] {
	torn := func(k int32) bool {
		return s.M > 0 && al.Source.Torn != nil && al.Source.Torn[s.A+k] ||
			s.N > 0 && al.Suspect.Torn != nil && al.Suspect.Torn[s.B+k]
	}
	return func(yield func(Step) bool) {
		n := max(s.M, s.N)
		from := int32(0)
		for k := int32(1); s.Op != Substitute && k < n; k++ {
			if torn(k) {
				if !yield(s.part(from, k)) {
					return
				}
				from = k
			}
		}
		yield(s.part(from, n))
	}
}

// part returns words from to to of a step, which has equally many words on both
// sides, or none on one side.
func (s Step) part(from, to int32) Step {
	if s.Op == Substitute {
		return s
	}
	if s.M > 0 {
		s.A, s.M = s.A+from, to-from
	}
	if s.N > 0 {
		s.B, s.N = s.B+from, to-from
	}
	return s
}
