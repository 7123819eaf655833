package spinner

import (
	"cmp"
	"maps"
	"slices"

	"github.com/palimpsest-go/palimpsest/compare/spinner/internal/evidence"
)

// A side is a profile made ready to be scored against others of one lot.
type side struct {
	words   []sideWord // by number
	sources []uint64   // ascending
	self    evidence.Tally
}

// A sideWord is what an account takes for a word.
type sideWord struct {
	word    uint32
	choices []taken // by mapping, then source
}

// A taken mapping, by its number, in a source.
type taken struct {
	mapping uint32
	source  uint64
}

// A lot numbers the words and mappings of the profiles that are scored against each
// other, in their order, so that sums come out alike whatever the order of accounts.
type lot struct {
	model    *evidence.Model
	words    map[word]uint32
	mappings map[mapping]uint32
	named    []mapping // by number
	shares   []float64 // of other spinners that take the mapping
}

// A mapping is a word and its target, both as stems.
type mapping struct {
	word
	target string
}

func (m mapping) compare(n mapping) int {
	return cmp.Or(m.word.compare(n.word), cmp.Compare(m.target, n.target))
}

// newLot numbers what profiles hold. Share reports what share of other spinners takes
// a mapping.
func newLot(model *evidence.Model, background *Background, profiles ...*Profile) *lot {
	l := &lot{model: model, words: make(map[word]uint32), mappings: make(map[mapping]uint32)}
	for _, p := range profiles {
		for w, list := range p.words {
			l.words[w] = 0
			for _, c := range list {
				l.mappings[mapping{w, c.target}] = 0
			}
		}
	}
	for i, w := range slices.SortedFunc(maps.Keys(l.words), word.compare) {
		l.words[w] = uint32(i)
	}
	l.named = slices.SortedFunc(maps.Keys(l.mappings), mapping.compare)
	l.shares = make([]float64, len(l.named))
	for i, m := range l.named {
		l.mappings[m] = uint32(i)
		l.shares[i] = model.Share(background.counts(m.word, m.target))
	}
	return l
}

// side makes a profile ready. The lot has numbered it.
func (l *lot) side(p *Profile) *side {
	s := &side{self: l.model.Tally()}
	all := make([]taken, 0, p.Exchanges())
	for w, list := range p.words {
		from := len(all)
		for _, c := range list {
			all = append(all, taken{l.mappings[mapping{w, c.target}], c.source})
			s.sources = append(s.sources, c.source)
		}
		choices := all[from:len(all):len(all)]
		slices.SortFunc(choices, func(a, b taken) int {
			return cmp.Or(cmp.Compare(a.mapping, b.mapping), cmp.Compare(a.source, b.source))
		})
		s.words = append(s.words, sideWord{l.words[w], choices})
	}
	slices.SortFunc(s.words, func(a, b sideWord) int { return cmp.Compare(a.word, b.word) })
	slices.Sort(s.sources)
	s.sources = slices.Compact(s.sources)
	for _, w := range s.words {
		l.alone(&s.self, w.choices)
	}
	return s
}

// alone adds the trial of an account with itself that a word is, if it was exchanged in
// several sources: whether two of them agree.
func (l *lot) alone(t *evidence.Tally, choices []taken) {
	n := float64(len(choices))
	if n < 2 {
		return
	}
	pairs, agreed := n*(n-1), 0.0
	for _, r := range runs(choices) {
		k := float64(r.count)
		agreed += k * (k - 1)
		if k > 1 {
			t.Agree(k*(k-1)/pairs, l.shares[r.mapping])
		}
	}
	if agreed < pairs {
		t.Differ((pairs - agreed) / pairs)
	}
}

// A run is choices of one mapping.
type run struct {
	mapping uint32
	count   int
}

// runs returns the mappings of choices, with how many there are of each.
func runs(choices []taken) []run {
	out := make([]run, 0, 4)
	for _, c := range choices {
		if n := len(out); n > 0 && out[n-1].mapping == c.mapping {
			out[n-1].count++
		} else {
			out = append(out, run{c.mapping, 1})
		}
	}
	return out
}

// common returns the numbers that stand in both lists.
func common(a, b []uint64) []uint64 {
	var out []uint64
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			out = append(out, a[0])
			a, b = a[1:], b[1:]
		}
	}
	return out
}

// without returns the choices of sources that are not among those in common.
func without(choices []taken, common []uint64) []taken {
	if len(common) == 0 {
		return choices
	}
	var out []taken
	for _, c := range choices {
		if _, found := slices.BinarySearch(common, c.source); !found {
			out = append(out, c)
		}
	}
	return out
}
