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
	spinners []int      // that the profile is in the background as, ascending
	self     evidence.Tally
	known    float64 // how much likelier the background makes the choices of the account, in nats
	unknown  float64 // part of the words that is in languages of which the background knows nothing
}

// A sideWord is the choices of an account for a word.
type sideWord struct {
	word    uint32
	own     int     // how many targets the account's spinners added to the background
	choices []taken // by mapping, then source
}

// A taken is a mapping, by its number, in a source, with the forms of the word and of
// its replacement.
type taken struct {
	mapping  uint32
	form     uint32 // the number of the form with the target
	own      int    // how many of the account's spinners took the target in the background
	ownForm  own    // the same of the form
	source   uint64
	from, to string
}

// Own is what the background has of an account: targets of a word, and spinners that took
// one of them.
type own struct{ targets, takers int }

// A lot numbers the words and mappings of the profiles that are scored against each
// other, in their order, so that sums are equal for any order of accounts.
type lot struct {
	model      *evidence.Model
	background *Background
	number     map[word]uint32
	mappings   map[mapping]uint32
	named      []mapping         // by number
	counts     []evidence.Counts // what the background knows of each
	usual      []evidence.Usual  // how usual each is, by these counts
	forms      map[mapping]uint32
	formCounts []evidence.Counts // by the number of a form with a target
	formUsual  []evidence.Usual
	inside     bool // the accounts are in the background
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
	l := &lot{model: model, background: background, number: make(map[word]uint32), mappings: make(map[mapping]uint32), forms: make(map[mapping]uint32)}
	for _, p := range profiles {
		l.inside = l.inside || len(background.spinnersOf(p)) > 0
		for w, list := range p.words {
			l.number[w] = 0
			for _, c := range list {
				l.mappings[mapping{w, c.target}] = 0
				l.numberForm(mapping{c.form(w), c.target})
			}
		}
	}
	for i, w := range slices.SortedFunc(maps.Keys(l.number), word.compare) {
		l.number[w] = uint32(i)
	}
	l.named = slices.SortedFunc(maps.Keys(l.mappings), mapping.compare)
	l.counts = make([]evidence.Counts, len(l.named))
	l.usual = make([]evidence.Usual, len(l.named))
	for i, m := range l.named {
		l.mappings[m] = uint32(i)
		l.counts[i] = background.counts(m.word, m.target)
		agree, _ := background.agreement(m.language, model.Agreement)
		l.usual[i] = model.Usual(l.counts[i], agree)
	}
	return l
}

// numberForm gives a form with a target a number. The order of these numbers is of no
// account.
func (l *lot) numberForm(m mapping) {
	if _, ok := l.forms[m]; ok {
		return
	}
	l.forms[m] = uint32(len(l.formCounts))
	c := l.background.formCounts(m.word, m.target)
	agree, _ := l.background.agreement(m.language, l.model.Agreement)
	l.formCounts = append(l.formCounts, c)
	l.formUsual = append(l.formUsual, l.model.Usual(c, agree))
}

// formUsualWithout is usualWithout of a form.
func (l *lot) formUsualWithout(form uint32, x own) evidence.Usual {
	if x == (own{}) {
		return l.formUsual[form]
	}
	return l.model.Usual(l.formCounts[form].Without(x.targets, x.takers, 0), l.formUsual[form].Agreement)
}

// usualToOthers returns how usual a mapping is to others than two accounts that have it.
func (l *lot) usualToOthers(mapping uint32) evidence.Usual {
	own := min(2, l.counts[mapping].Target)
	if !l.inside {
		own = 0
	}
	return l.usualWithout(mapping, own, own)
}

// usualWithout returns how usual a mapping is without some of the targets of its word, and
// without some of the spinners that take it.
func (l *lot) usualWithout(mapping uint32, all, target int) evidence.Usual {
	if all == 0 && target == 0 {
		return l.usual[mapping]
	}
	return l.model.Usual(l.counts[mapping].Without(all, target, 0), l.usual[mapping].Agreement)
}

// side prepares a profile that the lot has numbered. The profiles that it was merged from
// say which spinners of the background it is.
func (l *lot) side(p *Profile, mergedFrom ...*Profile) *side {
	s := &side{self: l.model.Tally(), spinners: l.background.spinnersOf(append(mergedFrom, p)...)}
	added := l.background.contributionOf(s.spinners)
	all := make([]taken, 0, p.Exchanges())
	for w, list := range p.words {
		from, ownTargets := len(all), 0
		for _, c := range list {
			t := taken{mapping: l.mappings[mapping{w, c.target}], form: l.forms[mapping{c.form(w), c.target}], source: c.source, from: c.from, to: c.to}
			if len(s.spinners) > 0 {
				of := added.of(l.background.words, w, c.target)
				t.own, ownTargets = of.takers, of.targets
				t.ownForm = added.of(l.background.forms, c.form(w), c.target)
			}
			all = append(all, t)
			s.sources = append(s.sources, c.source)
		}
		choices := all[from:len(all):len(all)]
		slices.SortFunc(choices, func(a, b taken) int {
			return cmp.Or(cmp.Compare(a.mapping, b.mapping), cmp.Compare(a.source, b.source))
		})
		s.words = append(s.words, sideWord{l.number[w], ownTargets, choices})
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
	for i := range s.words {
		w := &s.words[i]
		_, unknown := l.background.agreement(l.named[w.choices[0].mapping].language, 0)
		s.unknown += unknown / float64(len(s.words))
		s.known += l.familiar(w.choices, nil, w.own, same)
		if t.alone(w) {
			l.add(&s.self, &t)
		}
	}
	return s
}

// account returns what is known of an account that is so familiar.
func (s *side) account(known float64) evidence.Account {
	return evidence.Account{Self: &s.self, Familiar: known, Unknown: s.unknown}
}

// familiar returns how much likelier the choices for a word are if the background knows
// the thesaurus, without so many of its targets, which the account or another one added.
func (l *lot) familiar(choices, others []taken, all int, kin kinship) float64 {
	once := 0
	for i, c := range choices {
		if i == 0 || choices[i-1].mapping != c.mapping {
			once += l.onceWithout(c.mapping, kin.takers(c.own, ownOf(others, c.mapping)))
		}
	}
	for i, c := range others {
		if (i == 0 || others[i-1].mapping != c.mapping) && ownOf(choices, c.mapping) == 0 {
			once += l.onceWithout(c.mapping, c.own)
		}
	}
	sum := 0.0
	for _, c := range choices {
		own := kin.takers(c.own, ownOf(others, c.mapping))
		sum += l.model.Familiar(l.counts[c.mapping].Without(all, own, once))
	}
	return sum / float64(len(choices))
}

// onceWithout returns by how much the number of targets that only one spinner took
// changes, if so many of those that took one are left out.
func (l *lot) onceWithout(mapping uint32, own int) int {
	k, change := l.counts[mapping].Target, 0
	if k == 1 {
		change--
	}
	if k-own == 1 {
		change++
	}
	return change
}

// ownOf returns how many spinners the account is that took a target.
func ownOf(choices []taken, mapping uint32) int {
	for _, c := range choices {
		if c.mapping == mapping {
			return c.own
		}
	}
	return 0
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
