package spinner

import (
	"slices"

	"github.com/palimpsest-go/palimpsest/compare/spinner/internal/evidence"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// A Background records which words unrelated spinners put for a word: if two
// accounts choose a target that everybody chooses, that says little. The zero value
// is empty and ready for use; it must not be changed while others use it. It takes
// about as much memory as the profiles that were added, and keeps them alive.
type Background struct {
	words    map[word]*habit
	forms    map[word]*habit   // the same by the forms of the words, each as if it were a stem
	mappings []*takers         // by number
	took     [][]uint32        // the mappings of each spinner, ascending
	of       map[*Profile]int  // the spinner that a profile belongs to
	alike    map[string]*alike // by language
}

// Alike counts how often two spinners that exchange a word take the same target.
type alike struct{ pairs, same int }

// A habit counts spinners that exchange a word.
type habit struct {
	all     int // targets taken, counted once for each spinner
	once    int // targets that only one spinner took
	targets map[string]*takers
}

// Takers are the spinners that take a target.
type takers struct {
	*habit
	number uint32 // of the mapping
	count  int
}

// Add counts a spinner whose accounts have the given profiles. Each target counts once for
// a spinner, however many of its accounts take it. Spinners should be unrelated: if the
// forty accounts of one operation are added one by one, what they have in common looks
// usual. [Linker.Learn] finds those that belong together. Order makes no difference.
//
// If a profile that was added is scored later, what its spinner added is left out, so
// that a mapping which only the two compared accounts have does not look usual. Profiles
// are known by their addresses: a copy is another account. A profile that is added twice
// counts twice, and is left out once.
func (b *Background) Add(profiles ...*Profile) {
	b.begin()
	seen := make(map[*takers]bool)
	mine := make(map[*habit]int)
	var took []uint32
	for _, p := range profiles {
		b.of[p] = len(b.took)
		for w, list := range p.words {
			a := b.alike[w.language]
			if a == nil {
				a = new(alike)
				b.alike[w.language] = a
			}
			for _, c := range list {
				if t := b.target(b.words, w, c.target); !seen[t] {
					seen[t] = true
					t.add()
					took = append(took, t.number)
				}
				if t := b.target(b.forms, c.form(w), c.target); !seen[t] {
					seen[t] = true
					a.pairs += t.all - mine[t.habit]
					a.same += t.count
					mine[t.habit]++
					t.add()
					took = append(took, t.number)
				}
			}
		}
	}
	slices.Sort(took)
	b.took = append(b.took, took)
}

// AddEntry counts an entry of a public dictionary as one spinner that takes each of
// the targets. Words and targets are normal forms as [shingle.Words] gives them,
// with one space between those of a phrase. Targets that no profile could hold,
// because they are longer than [MaxBytes] or the word itself, are skipped.
func (b *Background) AddEntry(l shingle.Language, from string, targets ...string) {
	w := word{l.String(), stems(l, from)}
	b.begin()
	seen := make(map[string]bool)
	for _, t := range targets {
		c := choice{target: stems(l, t), from: from, to: t}
		if storable(w, c) && c.target != w.stem && !seen[c.target] {
			seen[c.target] = true
			b.target(b.words, w, c.target).add()
			b.target(b.forms, c.form(w), c.target).add()
		}
	}
}

// begin makes the maps.
func (b *Background) begin() {
	if b.of == nil {
		b.words, b.forms = make(map[word]*habit), make(map[word]*habit)
		b.of, b.alike = make(map[*Profile]int), make(map[string]*alike)
	}
}

// target returns the takers of a target, which may be none yet.
func (b *Background) target(words map[word]*habit, w word, target string) *takers {
	h := words[w]
	if h == nil {
		h = &habit{targets: make(map[string]*takers)}
		words[w] = h
	}
	t := h.targets[target]
	if t == nil {
		t = &takers{h, uint32(len(b.mappings)), 0}
		h.targets[target] = t
		b.mappings = append(b.mappings, t)
	}
	return t
}

func (t *takers) add() {
	t.all++
	t.count++
	switch t.count {
	case 1:
		t.once++
	case 2:
		t.once--
	}
}

// Spinners returns how many spinners were added.
func (b *Background) Spinners() int {
	if b == nil {
		return 0
	}
	return len(b.took)
}

// agreement returns how often two spinners are expected to take the same target for a word
// of a language, and which part of that, 0 to 1, is not known from the spinners but
// assumed: the assumption counts as much as a hundred pairs of targets.
func (b *Background) agreement(language string, assumed float64) (agree, unknown float64) {
	const as = 100
	var a alike
	if b != nil && b.alike[language] != nil {
		a = *b.alike[language]
	}
	n := float64(a.pairs + as)
	return (float64(a.same) + assumed*as) / n, as / n
}

// counts returns what is known about a word and a target.
func (b *Background) counts(w word, target string) evidence.Counts {
	if b == nil {
		return evidence.Counts{}
	}
	return b.words[w].counts(target)
}

// formCounts returns what is known about a form of a word and a target.
func (b *Background) formCounts(form word, target string) evidence.Counts {
	if b == nil {
		return evidence.Counts{}
	}
	return b.forms[form].counts(target)
}

func (h *habit) counts(target string) evidence.Counts {
	if h == nil {
		return evidence.Counts{}
	}
	c := evidence.Counts{Spinners: h.all, Once: h.once}
	if t := h.targets[target]; t != nil {
		c.Target = t.count
	}
	return c
}

// spinnersOf returns the numbers of the spinners that profiles belong to, ascending.
func (b *Background) spinnersOf(profiles ...*Profile) []int {
	if b == nil {
		return nil
	}
	var out []int
	for _, p := range profiles {
		if n, ok := b.of[p]; ok {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// A contribution is what some spinners added to a background.
type contribution struct {
	targets map[*habit]int  // counted once for each spinner
	takers  map[*takers]int // the spinners
}

// contributionOf returns what spinners added.
func (b *Background) contributionOf(spinners []int) contribution {
	if len(spinners) == 0 {
		return contribution{}
	}
	c := contribution{make(map[*habit]int), make(map[*takers]int)}
	for _, s := range spinners {
		for _, n := range b.took[s] {
			t := b.mappings[n]
			c.takers[t]++
			c.targets[t.habit]++
		}
	}
	return c
}

// of returns how many targets of a word were added, and how many spinners took one of them.
func (c contribution) of(words map[word]*habit, w word, target string) own {
	h := words[w]
	if h == nil {
		return own{}
	}
	return own{c.targets[h], c.takers[h.targets[target]]}
}
