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
	if b.of == nil {
		b.of = make(map[*Profile]int)
		b.alike = make(map[string]*alike)
	}
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
				if t := b.target(w, c.target); !seen[t] {
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
	seen := make(map[string]bool)
	for _, t := range targets {
		c := choice{target: stems(l, t), from: from, to: t}
		if storable(w, c) && c.target != w.stem && !seen[c.target] {
			seen[c.target] = true
			b.target(w, c.target).add()
		}
	}
}

// target returns the takers of a target, which may be none yet.
func (b *Background) target(w word, target string) *takers {
	if b.words == nil {
		b.words = make(map[word]*habit)
	}
	h := b.words[w]
	if h == nil {
		h = &habit{targets: make(map[string]*takers)}
		b.words[w] = h
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
	if b == nil || b.words[w] == nil {
		return evidence.Counts{}
	}
	h := b.words[w]
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
	all    map[word]int    // targets of a word, counted once for each spinner
	target map[mapping]int // spinners that take a target
}

// contributionOf returns what spinners added for the words of a profile.
func (b *Background) contributionOf(spinners []int, p *Profile) contribution {
	c := contribution{}
	if len(spinners) == 0 {
		return c
	}
	by := make(map[*takers]int)
	all := make(map[*habit]int)
	for _, s := range spinners {
		for _, m := range b.took[s] {
			by[b.mappings[m]]++
			all[b.mappings[m].habit]++
		}
	}
	c.all, c.target = make(map[word]int), make(map[mapping]int)
	for w, list := range p.words {
		h := b.words[w]
		if h == nil {
			continue
		}
		c.all[w] = all[h]
		for _, x := range list {
			if t := h.targets[x.target]; t != nil {
				c.target[mapping{w, x.target}] = by[t]
			}
		}
	}
	return c
}
