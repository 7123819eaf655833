package score

import (
	"cmp"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare"
)

// Names of changes that are no substitutions, and of pairs without a change.
const (
	changeFiller = "filler"
	changeInsert = "insert"
	changeDelete = "delete"
	noChange     = "no change"
	noPassage    = "no passage"
)

// Changes counts the changes of one kind that were found in pairs of one label.
type Changes struct {
	Label    string
	Kind     string // a compare.Kind, "synonym" and a compare.Relation, "filler", "insert" or "delete"
	Pairs    Rate   // pairs with a change of this kind, out of all of the label
	Count    int    // changes in these pairs
	Distinct int    // how many of these differ from earlier ones in the same pair of texts
}

// A ChangeTable is Changes by label and kind, in that order.
type ChangeTable []Changes

// ChangesByKind counts the changes that the reports name, separately for each
// label and kind of change. The kind of a substitution is its [compare.Kind].
// Synonyms are counted once as "synonym" and once more by their relation, as
// "synonym weak". Inserted words are "filler" if they are discourse markers,
// otherwise "insert"; words left out are "delete". The same words exchanged again
// in the same pair of texts, whatever their case and white space, are not a
// distinct change, because they are one decision of a writer.
func ChangesByKind(outcomes []Outcome) ChangeTable {
	parts := make(map[[2]string]*Changes)
	labels := make(map[string]int)
	for i := range outcomes {
		o := &outcomes[i]
		if _, err := ParseLabel(o.Pair.Label, o.Pair.Kind); err != nil {
			continue
		}
		labels[o.Pair.Label]++
		for kind, n := range changesOf(o) {
			key := [2]string{o.Pair.Label, kind}
			if parts[key] == nil {
				parts[key] = &Changes{Label: o.Pair.Label, Kind: kind}
			}
			parts[key].Pairs.Count++
			parts[key].Count += n.all
			parts[key].Distinct += n.distinct
		}
	}
	table := make(ChangeTable, 0, len(parts))
	for _, c := range parts {
		c.Pairs.Of = labels[c.Label]
		table = append(table, *c)
	}
	slices.SortFunc(table, func(a, b Changes) int {
		return cmp.Or(strings.Compare(a.Label, b.Label), strings.Compare(a.Kind, b.Kind))
	})
	return table
}

// WriteText writes the changes as a table. It writes nothing if there are none.
func (t ChangeTable) WriteText(w io.Writer) error {
	if len(t) == 0 {
		return nil
	}
	out := newTable("changes by kind")
	out.head("pairs", "of", "share", "95 %", "changes", "distinct")
	for _, c := range t {
		out.row(c.Label + ": " + c.Kind)
		out.count(c.Pairs.Count)
		out.count(c.Pairs.Of)
		out.rate(c.Pairs)
		out.count(c.Count)
		out.count(c.Distinct)
	}
	return out.write(w)
}

// ByChange is a key for [VerdictsBy]: the label and the leading kind of change of
// the pair. That is the kind of substitution with the most distinct ones, as
// [ChangesByKind] counts them; a tie goes to the kind with more in all, then to the
// first in the alphabet. For synonyms it also names the leading relation. If
// nothing was exchanged, insertions or deletions lead in the same way. A pair
// without either is "no change", a pair without a passage "no passage".
func ByChange(o *Outcome) string { return o.Pair.Label + ": " + leading(o) }

// leading returns the kind of change that leads in a pair.
func leading(o *Outcome) string {
	var exchanged, relations, edited []string
	counts := changesOf(o)
	for _, kind := range slices.Sorted(maps.Keys(counts)) {
		switch {
		case kind == changeFiller || kind == changeInsert || kind == changeDelete:
			edited = append(edited, kind)
		case strings.HasPrefix(kind, string(compare.KindSynonym)+" "):
			relations = append(relations, kind)
		default:
			exchanged = append(exchanged, kind)
		}
	}
	kind := most(exchanged, counts)
	switch {
	case kind == string(compare.KindSynonym):
		return most(relations, counts)
	case kind != "":
		return kind
	case len(edited) > 0:
		return most(edited, counts)
	case len(o.Report.Passages) == 0:
		return noPassage
	}
	return noChange
}

// most returns the first of the kinds with the most changes, "" if there are no
// changes.
func most(kinds []string, counts map[string]tally) string {
	best := ""
	for _, kind := range kinds {
		if best == "" || counts[kind].more(counts[best]) {
			best = kind
		}
	}
	return best
}

// A tally counts changes of one kind in one pair of texts.
type tally struct{ all, distinct int }

func (t tally) more(u tally) bool {
	return cmp.Or(cmp.Compare(t.distinct, u.distinct), cmp.Compare(t.all, u.all)) > 0
}

// changesOf counts the changes of a pair by kind.
func changesOf(o *Outcome) map[string]tally {
	c := counter{counts: make(map[string]tally), seen: make(map[[3]string]bool)}
	for i := range o.Report.Substitutions {
		s := &o.Report.Substitutions[i]
		c.add(string(s.Kind), s.Source.Text, s.Suspect.Text)
		if s.Kind == compare.KindSynonym {
			c.add(kindOf(s), s.Source.Text, s.Suspect.Text)
		}
	}
	for _, e := range o.Report.Edits {
		kind := changeInsert
		switch {
		case e.Filler:
			kind = changeFiller
		case e.Op == compare.Delete.String():
			kind = changeDelete
		}
		c.add(kind, textOf(o.Pair.Source, e.Source), textOf(o.Pair.Suspect, e.Suspect))
	}
	return c.counts
}

// kindOf returns the finest name of the kind of a substitution: with the relation
// for a synonym.
func kindOf(s *compare.Substitution) string {
	if s.Kind == compare.KindSynonym {
		return string(s.Kind) + " " + string(s.Relation)
	}
	return string(s.Kind)
}

// textOf returns the part of a text that a span names, "" if the span is outside.
func textOf(text string, s compare.Span) string {
	if !within(s, text) {
		return ""
	}
	return text[s.Start:s.End]
}

// A counter counts changes by kind, and which of them are new.
type counter struct {
	counts map[string]tally
	seen   map[[3]string]bool // kind, words of the source, words of the suspect
}

func (c *counter) add(kind, source, suspect string) {
	n := c.counts[kind]
	n.all++
	if key := [3]string{kind, folded(source), folded(suspect)}; !c.seen[key] {
		c.seen[key] = true
		n.distinct++
	}
	c.counts[kind] = n
}

// folded returns words in lower case with one space between them.
func folded(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }
