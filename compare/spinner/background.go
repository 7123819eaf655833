package spinner

import (
	"github.com/palimpsest-go/palimpsest/compare/spinner/internal/evidence"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// A Background records which words unrelated spinners put for a word: if two
// accounts choose a target that everybody chooses, that says little. The zero value
// is empty and ready for use; it must not be changed while others use it. It takes
// about as much memory as the profiles that were added.
type Background struct {
	words    map[word]*habit
	spinners int
}

// A habit counts spinners that exchange a word.
type habit struct {
	all     int            // targets taken, counted once for each spinner
	once    int            // targets that only one spinner took
	targets map[string]int // counts of targets by stem
}

// Add counts a profile as one more spinner. Profiles should be of unrelated accounts:
// if the forty accounts of one operation are added one by one, what they have in
// common looks usual. Merge their profiles first; [Linker.Cluster] finds them. Order
// makes no difference.
func (b *Background) Add(p *Profile) {
	b.spinners++
	for w, list := range p.words {
		for _, t := range targets(list) {
			b.count(w, t.stem)
		}
	}
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
			b.count(w, c.target)
		}
	}
}

func (b *Background) count(w word, target string) {
	if b.words == nil {
		b.words = make(map[word]*habit)
	}
	h := b.words[w]
	if h == nil {
		h = &habit{targets: make(map[string]int)}
		b.words[w] = h
	}
	h.all++
	h.targets[target]++
	switch h.targets[target] {
	case 1:
		h.once++
	case 2:
		h.once--
	}
}

// Spinners returns how many profiles were added.
func (b *Background) Spinners() int {
	if b == nil {
		return 0
	}
	return b.spinners
}

// counts returns what is known about a word and a target.
func (b *Background) counts(w word, target string) evidence.Counts {
	if b == nil || b.words[w] == nil {
		return evidence.Counts{}
	}
	h := b.words[w]
	return evidence.Counts{Spinners: h.all, Once: h.once, Target: h.targets[target]}
}
