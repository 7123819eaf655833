package compare

import "strings"

// An entry is a pair of forms that were exchanged.
type entry struct {
	source, suspect string // in lower case, on one line, without controls
	kind            Kind
	relation        Relation
	first           int // index in Report.Substitutions
	count           int
}

// A dictionary holds the pairs of a report in the order of their first
// exchange.
type dictionary struct {
	pairs []entry
	index map[[2]string]int
}

func newDictionary(r *Report) *dictionary {
	d := &dictionary{index: make(map[[2]string]int)}
	for n, s := range r.Substitutions {
		key := pairKey(s)
		i, ok := d.index[key]
		if !ok {
			i = len(d.pairs)
			d.index[key] = i
			d.pairs = append(d.pairs, entry{key[0], key[1], s.Kind, s.Relation, n, 0})
		}
		d.pairs[i].count++
	}
	return d
}

// of returns the pair of a substitution.
func (d *dictionary) of(s Substitution) entry { return d.pairs[d.index[pairKey(s)]] }

func pairKey(s Substitution) [2]string {
	return [2]string{strings.ToLower(oneLine(s.Source.Text)), strings.ToLower(oneLine(s.Suspect.Text))}
}
