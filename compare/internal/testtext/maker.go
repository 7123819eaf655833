package testtext

import (
	"math/rand/v2"
	"strings"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// Letters of invented words. Words of different alphabets have no letter in common,
// so that they can neither be equal nor look like forms of one word. No word ends
// like an English inflection.
var alphabets = [...][2]string{
	{"bfkln", "ao"}, // the source
	{"pvzcj", "iu"}, // the replacements of its words
	{"mwx", "e"},    // text that belongs to neither
}

// FunctionWords are real, so that the language is known. Text of the third alphabet
// has its own function words. Otherwise one or two of the words after a passage
// would agree by chance, and the passage would rightly go on.
var FunctionWords = [...][]string{
	strings.Fields("the of and to in that was for with as his on"),
	strings.Fields("the of and to in that was for with as his on"),
	strings.Fields("be at by this had not but from which they were or"),
}

// An Alteration is a word of a made text, or a change to it: equal on both sides,
// exchanged, or left out on one side.
type Alteration struct{ Source, Suspect string }

// A Unit is a sentence.
type Unit []Alteration

// A Maker makes pairs of texts whose right alignment is known, because the texts
// are made from it.
type Maker struct {
	*rand.Rand
	used map[string]bool
}

func NewMaker(seed uint64) *Maker { return &Maker{rand.New(rand.NewPCG(seed, 1)), map[string]bool{}} }

// Word returns a new invented word of an alphabet.
func (m *Maker) Word(alphabet int) string {
	letters := alphabets[alphabet]
	for {
		var b strings.Builder
		for range 2 + m.IntN(4) {
			b.WriteByte(letters[0][m.IntN(len(letters[0]))])
			b.WriteByte(letters[1][m.IntN(len(letters[1]))])
		}
		if w := b.String(); !m.used[w] && !shingle.English.IsFunctionWord(w) {
			m.used[w] = true
			return w
		}
	}
}

// Sentence returns a sentence of 9 to 17 words, alternately a function word or
// two and an invented word or two.
func (m *Maker) Sentence(alphabet int) Unit {
	var u Unit
	for n := 9 + m.IntN(7); len(u) < n; {
		for range 1 + m.IntN(2) {
			w := FunctionWords[alphabet][m.IntN(len(FunctionWords[alphabet]))]
			u = append(u, Alteration{w, w})
		}
		for range 1 + m.IntN(2) {
			w := m.Word(alphabet)
			u = append(u, Alteration{w, w})
		}
	}
	return u
}

func (m *Maker) Sentences(n, alphabet int) []Unit {
	var all []Unit
	for range n {
		all = append(all, m.Sentence(alphabet))
	}
	return all
}

// Exchange replaces invented words by words of the second alphabet, each with
// probability share. The arguments give the lengths of the two sides. Sides of
// several words have equal words around them: in a b → x y z nobody can say which
// word replaces which.
func (m *Maker) Exchange(units []Unit, share float64, from, to int) {
	for _, u := range units {
		for i := range u {
			alone := i > 0 && i < len(u)-1 && isKept(u[i-1]) && isFunction(u[i+1])
			if isFunction(u[i]) || m.Float64() >= share || from+to > 2 && !alone {
				continue
			}
			u[i] = Alteration{m.Phrase(u[i].Source, 0, from), m.Phrase(m.Word(1), 1, to)}
		}
	}
}

// Phrase returns first and n-1 new words.
func (m *Maker) Phrase(first string, alphabet, n int) string {
	for range n - 1 {
		first += " " + m.Word(alphabet)
	}
	return first
}

func isKept(c Alteration) bool     { return c.Source == c.Suspect }
func isFunction(c Alteration) bool { return shingle.English.IsFunctionWord(c.Source) }

// A Pair is two texts and what a report should say about them.
type Pair struct {
	Source, Suspect string
	Gold            [][4]int // bytes, half-open: source start and end, suspect start and end; in the order of the suspect
}

type span struct{ start, end int }

// A place is a change in a text, at the time-th occurrence of the Unit.
type place struct{ unit, change, time int }

// Join renders units in the given orders. A Unit may be in the suspect any
// number of times.
func Join(units []Unit, source, suspect []int) Pair {
	var p Pair
	var inSource, inSuspect map[place]span
	p.Source, inSource, _ = Render(units, source, func(c Alteration) string { return c.Source })
	var order []place
	p.Suspect, inSuspect, order = Render(units, suspect, func(c Alteration) string { return c.Suspect })
	for _, at := range order {
		a, ok := inSource[place{at.unit, at.change, 0}]
		if b := inSuspect[at]; ok && !isKept(units[at.unit][at.change]) {
			p.Gold = append(p.Gold, [4]int{a.start, a.end, b.start, b.end})
		}
	}
	return p
}

// Render returns a text of units, the place of each change in it, and the changes
// in order.
func Render(units []Unit, which []int, side func(Alteration) string) (text string, at map[place]span, order []place) {
	var b strings.Builder
	at = make(map[place]span)
	times := make(map[int]int)
	for _, k := range which {
		first := true
		for i, c := range units[k] {
			w := side(c)
			if w == "" {
				continue
			}
			if first {
				w = strings.ToUpper(w[:1]) + w[1:]
				first = false
			} else {
				b.WriteByte(' ')
			}
			p := place{k, i, times[k]}
			at[p] = span{b.Len(), b.Len() + len(w)}
			order = append(order, p)
			b.WriteString(w)
		}
		times[k]++
		b.WriteString(". ")
	}
	return b.String(), at, order
}

// UpTo returns 0 to n-1.
func UpTo(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

// Edit puts in words of the third alphabet and takes words out, each with
// probability share, but never next to each other: a word put in could be taken for
// the replacement of a word taken out beside it.
func (m *Maker) Edit(units []Unit, share float64) {
	for k, u := range units {
		var out Unit
		last := 0
		for i, c := range u {
			if i > 0 && i < len(u)-1 && i-last > 2 && m.Float64() < share {
				last = i
				if m.IntN(2) == 0 {
					out = append(out, Alteration{"", m.Word(2)})
				} else {
					c.Suspect = ""
				}
			}
			out = append(out, c)
		}
		units[k] = out
	}
}

// OfSource returns the words in the source.
func OfSource(c Alteration) string { return c.Source }

// OfSuspect returns the words in the suspect.
func OfSuspect(c Alteration) string { return c.Suspect }
