package spinner

import (
	"cmp"
	"maps"
	"slices"

	"github.com/palimpsest-go/palimpsest/compare/spinner/internal/evidence"
)

// A side is a profile prepared to be scored against others of one lot.
type side struct {
	words    []sideWord // by number
	sources  []uint64   // ascending
	mappings []uint32   // ascending
	self     evidence.Tally
	known    float64 // how much likelier the background makes the choices of the account, in nats
}

// A sideWord is the choices of an account for a word.
type sideWord struct {
	word    uint32
	choices []taken // by mapping, then source
}

// A taken is a mapping, by its number, in a source, with the forms of the word and of
// its replacement.
type taken struct {
	mapping  uint32
	source   uint64
	from, to string
}

// A lot numbers the words and mappings of the profiles that are scored against each
// other, in their order, so that sums are equal for any order of accounts.
type lot struct {
	model    *evidence.Model
	number   map[word]uint32
	mappings map[mapping]uint32
	named    []mapping        // by number
	usual    []evidence.Usual // how usual each is
}

// A mapping is a word and its target, both as stems.
type mapping struct {
	word
	target string
}

func (m mapping) compare(n mapping) int {
	return cmp.Or(m.word.compare(n.word), cmp.Compare(m.target, n.target))
}

// newLot numbers the content of profiles. The background may be nil.
func newLot(model *evidence.Model, background *Background, profiles ...*Profile) *lot {
	l := &lot{model: model, number: make(map[word]uint32), mappings: make(map[mapping]uint32)}
	for _, p := range profiles {
		for w, list := range p.words {
			l.number[w] = 0
			for _, c := range list {
				l.mappings[mapping{w, c.target}] = 0
			}
		}
	}
	for i, w := range slices.SortedFunc(maps.Keys(l.number), word.compare) {
		l.number[w] = uint32(i)
	}
	l.named = slices.SortedFunc(maps.Keys(l.mappings), mapping.compare)
	l.usual = make([]evidence.Usual, len(l.named))
	for i, m := range l.named {
		l.mappings[m] = uint32(i)
		l.usual[i] = model.Usual(background.counts(m.word, m.target))
	}
	return l
}

// side prepares a profile that the lot has numbered.
func (l *lot) side(p *Profile) *side {
	s := &side{self: l.model.Tally()}
	all := make([]taken, 0, p.Exchanges())
	for w, list := range p.words {
		from := len(all)
		for _, c := range list {
			all = append(all, taken{l.mappings[mapping{w, c.target}], c.source, c.from, c.to})
			s.sources = append(s.sources, c.source)
		}
		choices := all[from:len(all):len(all)]
		slices.SortFunc(choices, func(a, b taken) int {
			return cmp.Or(cmp.Compare(a.mapping, b.mapping), cmp.Compare(a.source, b.source))
		})
		s.words = append(s.words, sideWord{l.number[w], choices})
	}
	slices.SortFunc(s.words, func(a, b sideWord) int { return cmp.Compare(a.word, b.word) })
	for _, t := range all {
		s.mappings = append(s.mappings, t.mapping)
	}
	slices.Sort(s.mappings)
	s.mappings = slices.Compact(s.mappings)
	slices.Sort(s.sources)
	s.sources = slices.Compact(s.sources)
	var t trial
	for _, w := range s.words {
		for _, c := range w.choices {
			s.known += l.usual[c.mapping].Familiar / float64(len(w.choices))
		}
		if t.alone(w.choices) {
			l.add(&s.self, &t, l.usual[w.choices[0].mapping].Doubt)
		}
	}
	return s
}

// common returns the numbers that are in both ascending lists.
func common[T cmp.Ordered](a, b []T) []T {
	var out []T
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
