package score

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/palimpsest-go/palimpsest/compare"
)

// ErrPair is wrapped by the error for a line that does not hold a pair.
var ErrPair = errors.New("score: bad pair")

// A Pair is two texts whose relation is known. As JSON it is an object like
//
//	{"id": "a1", "label": "spun", "source": "…", "suspect": "…"}
//
// with these four members and any of the others. Members without a field in Pair
// are ignored.
type Pair struct {
	ID      string `json:"id"`
	Label   string `json:"label"` // see [ParseLabel]; without it, the verdicts of "expected", a string or an array
	Kind    string `json:"kind"`  // where the pair is from or how it was made; results are grouped by it
	Source  string `json:"source"`
	Suspect string `json:"suspect"`

	// Gold are the substitutions that were made, each to the byte and in any
	// order, [source start, source end, suspect start, suspect end] in JSON. They
	// do not overlap in the suspect. Nil (null) means that they are not known; an
	// empty list means that there are no substitutions.
	Gold []Link `json:"gold"`

	// Passages are the parts of the suspect that were made from parts of the
	// source, in the form of Gold. Nil means that they are not known.
	Passages []Link `json:"passages"`

	Rate       float64 `json:"rate"`       // share of words that the spinner was to replace, 0 to 1; 0 if not known
	Dictionary string  `json:"dictionary"` // the spinner's
	Group      string  `json:"group"`      // pairs from one source text have one group; read from "page" if there is no "group"
}

// A Link is a part of the source and the part of the suspect that replaced it.
type Link struct {
	Source  compare.Span
	Suspect compare.Span
}

// MarshalJSON returns an array of four offsets.
func (l Link) MarshalJSON() ([]byte, error) {
	return json.Marshal([4]int{l.Source.Start, l.Source.End, l.Suspect.Start, l.Suspect.End})
}

// UnmarshalJSON sets l from an array of four offsets.
func (l *Link) UnmarshalJSON(data []byte) error {
	var at []int
	if err := json.Unmarshal(data, &at); err != nil {
		return err
	}
	if len(at) != 4 {
		return fmt.Errorf("%d offsets in place of 4", len(at))
	}
	*l = Link{compare.Span{Start: at[0], End: at[1]}, compare.Span{Start: at[2], End: at[3]}}
	return nil
}

// bySuspect orders links by their place in the suspect.
func bySuspect(a, b Link) int {
	return cmp.Or(cmp.Compare(a.Suspect.Start, b.Suspect.Start), cmp.Compare(a.Suspect.End, b.Suspect.End),
		cmp.Compare(a.Source.Start, b.Source.Start), cmp.Compare(a.Source.End, b.Source.End))
}

// ordered returns links in the order of the suspect.
func ordered(links []Link) []Link { return slices.SortedFunc(slices.Values(links), bySuspect) }

// check returns an error if the label is unknown or a link does not fit the
// texts.
func (p *Pair) check() error {
	if _, err := ParseLabel(p.Label, p.Kind); err != nil {
		return err
	}
	if !(p.Rate >= 0 && p.Rate <= 1) {
		return fmt.Errorf("%w: rate %v is not from 0 to 1", ErrPair, p.Rate)
	}
	for _, l := range slices.Concat(p.Gold, p.Passages) {
		if !within(l.Source, p.Source) || !within(l.Suspect, p.Suspect) {
			return fmt.Errorf("%w: offsets %v do not lie in the texts", ErrPair, l)
		}
	}
	gold := ordered(p.Gold)
	for i := range gold[min(1, len(gold)):] {
		if gold[i+1].Suspect.Start < gold[i].Suspect.End {
			return fmt.Errorf("%w: gold %v and %v overlap in the suspect", ErrPair, gold[i], gold[i+1])
		}
	}
	return nil
}

// within reports whether a span is one of text.
func within(s compare.Span, text string) bool {
	return 0 <= s.Start && s.Start <= s.End && s.End <= len(text)
}
