package score

import (
	"io"
	"maps"
	"slices"
)

// FoundKind says how many of the substitutions found of one kind are gold ones.
// There is no recall by kind, because gold substitutions have no kind.
type FoundKind struct {
	Kind    string // a compare.Kind, for synonyms with the compare.Relation: "synonym weak"
	Pairs   int    // pairs in which such a substitution was found
	Strict  Rate   // those with both spans of a gold one, to the byte, out of those found
	Overlap Rate   // those whose spans both overlap those of a gold one, see [MatchSubstitutions]
}

// FoundByKind counts the substitutions that were found in pairs whose gold is
// known, by their kind, in the order of the kinds' names.
func FoundByKind(outcomes []Outcome) []FoundKind {
	kinds := make(map[string]*FoundKind)
	for i := range outcomes {
		if outcomes[i].Pair.Gold != nil {
			addFound(kinds, &outcomes[i])
		}
	}
	var all []FoundKind
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		all = append(all, *kinds[kind])
	}
	return all
}

// addFound adds the substitutions that were found in one pair.
func addFound(kinds map[string]*FoundKind, o *Outcome) {
	found := o.found()
	_, matches := matchPair(o, found)
	here := make(map[string]bool)
	for i := range found {
		kind := kindOf(&found[i])
		k := kinds[kind]
		if k == nil {
			k = &FoundKind{Kind: kind}
			kinds[kind] = k
		}
		if !here[kind] {
			here[kind] = true
			k.Pairs++
		}
		k.Strict.Of++
		k.Overlap.Of++
		if matches[i] == matchStrict {
			k.Strict.Count++
		}
		if matches[i] != matchNone {
			k.Overlap.Count++
		}
	}
}

// WriteFound writes FoundByKind as a table. It writes nothing if no substitution
// was found in a pair whose gold is known.
func WriteFound(w io.Writer, outcomes []Outcome) error {
	kinds := FoundByKind(outcomes)
	if len(kinds) == 0 {
		return nil
	}
	t := newTable("substitutions found, by kind")
	t.head("pairs", "found", "strict P", "95 %", "overlap P", "95 %")
	for _, k := range kinds {
		t.row(k.Kind)
		t.count(k.Pairs)
		t.count(k.Strict.Of)
		t.rate(k.Strict)
		t.rate(k.Overlap)
	}
	return t.write(w)
}
