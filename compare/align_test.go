package compare

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// Letters of invented words. Words of different alphabets have no letter in
// common, so that they cannot be equal nor look like forms of one word, and
// none ends as English inflections do.
var alphabets = [...][2]string{
	{"bfkln", "ao"}, // the source
	{"pvzcj", "iu"}, // what takes the place of its words
	{"mwx", "e"},    // text of neither
}

// functionWords are real, so that the language is known. Text of the third
// alphabet has its own: where a passage ends, the words behind it would agree
// by chance in one or two of them, and the passage would rightly go on.
var functionWords = [...][]string{
	strings.Fields("the of and to in that was for with as his on"),
	strings.Fields("the of and to in that was for with as his on"),
	strings.Fields("be at by this had not but from which they were or"),
}

// A change is a word of a made text or what was done to it: equal on both
// sides, exchanged, or left out of one.
type change struct{ source, suspect string }

// A unit is a sentence.
type unit []change

// A maker makes pairs of texts whose right alignment is known, because it was
// there before they were.
type maker struct {
	*rand.Rand
	used map[string]bool
}

func newMaker(seed uint64) *maker { return &maker{rand.New(rand.NewPCG(seed, 1)), map[string]bool{}} }

// word returns a new invented word of an alphabet.
func (m *maker) word(alphabet int) string {
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

// sentence returns a sentence of 9 to 17 words, alternately a function word or
// two and an invented word or two.
func (m *maker) sentence(alphabet int) unit {
	var u unit
	for n := 9 + m.IntN(7); len(u) < n; {
		for range 1 + m.IntN(2) {
			w := functionWords[alphabet][m.IntN(len(functionWords[alphabet]))]
			u = append(u, change{w, w})
		}
		for range 1 + m.IntN(2) {
			w := m.word(alphabet)
			u = append(u, change{w, w})
		}
	}
	return u
}

func (m *maker) sentences(n, alphabet int) []unit {
	var all []unit
	for range n {
		all = append(all, m.sentence(alphabet))
	}
	return all
}

// exchange puts words of the second alphabet in the place of invented words,
// each with probability share. The lengths of the two sides are those given.
// Sides of several words have equal words around them: of a b → x y z nobody
// can say which stand for which.
func (m *maker) exchange(units []unit, share float64, from, to int) {
	for _, u := range units {
		for i := range u {
			alone := i > 0 && i < len(u)-1 && isKept(u[i-1]) && isFunction(u[i+1])
			if isFunction(u[i]) || m.Float64() >= share || from+to > 2 && !alone {
				continue
			}
			u[i] = change{m.phrase(u[i].source, 0, from), m.phrase(m.word(1), 1, to)}
		}
	}
}

// phrase returns first and n-1 new words.
func (m *maker) phrase(first string, alphabet, n int) string {
	for range n - 1 {
		first += " " + m.word(alphabet)
	}
	return first
}

func isKept(c change) bool     { return c.source == c.suspect }
func isFunction(c change) bool { return shingle.English.IsFunctionWord(c.source) }

// A made pair is two texts and what a report should say of them.
type made struct {
	source, suspect string
	gold            [][4]int // bytes, in the order of the suspect
}

// A place is a change in a text: the time-th time that the unit is there.
type place struct{ unit, change, time int }

// join renders units in the given orders. A unit may be in the suspect any
// number of times.
func join(units []unit, source, suspect []int) made {
	var p made
	var inSource, inSuspect map[place]Span
	p.source, inSource, _ = render(units, source, func(c change) string { return c.source })
	var order []place
	p.suspect, inSuspect, order = render(units, suspect, func(c change) string { return c.suspect })
	for _, at := range order {
		a, ok := inSource[place{at.unit, at.change, 0}]
		if b := inSuspect[at]; ok && !isKept(units[at.unit][at.change]) {
			p.gold = append(p.gold, [4]int{a.Start, a.End, b.Start, b.End})
		}
	}
	return p
}

// render returns a text of units, where each change stands in it, and the
// changes in order.
func render(units []unit, which []int, side func(change) string) (text string, at map[place]Span, order []place) {
	var b strings.Builder
	at = make(map[place]Span)
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
			at[p] = Span{b.Len(), b.Len() + len(w)}
			order = append(order, p)
			b.WriteString(w)
		}
		times[k]++
		b.WriteString(". ")
	}
	return b.String(), at, order
}

// upTo returns 0 to n-1.
func upTo(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

// found returns how many of the gold substitutions the report has, to the
// byte, and how many others.
func (p *made) found(r *Report) (right, others int) {
	gold := make(map[[4]int]bool)
	for _, g := range p.gold {
		gold[g] = true
	}
	for _, s := range r.Substitutions {
		if gold[[4]int{s.Source.Start, s.Source.End, s.Suspect.Start, s.Suspect.End}] {
			right++
		} else {
			others++
		}
	}
	return right, others
}

// seeded runs a test under a few seeds.
func seeded(t *testing.T, name string, f func(t *testing.T, m *maker)) {
	t.Helper()
	for seed := range uint64(8) {
		t.Run(fmt.Sprintf("%s/seed=%d", name, seed), func(t *testing.T) { f(t, newMaker(seed)) })
	}
}

// edit puts words of the third alphabet in and takes words out, each with
// probability share, not beside each other: of words that stand side by side
// on two sides one could be taken for the other.
func (m *maker) edit(units []unit, share float64) {
	for k, u := range units {
		var out unit
		last := 0
		for i, c := range u {
			if i > 0 && i < len(u)-1 && i-last > 2 && m.Float64() < share {
				last = i
				if m.IntN(2) == 0 {
					out = append(out, change{"", m.word(2)})
				} else {
					c.suspect = ""
				}
			}
			out = append(out, c)
		}
		units[k] = out
	}
}

// compared returns the report on a made pair.
func compared(t *testing.T, p made) *Report {
	t.Helper()
	r, err := Comparer{Lexicon: new(lexicon.Lexicon)}.Texts(p.source, p.suspect)
	require.NoError(t, err)
	return r
}

// requireFound requires that a share of the gold substitutions was found, to
// the byte, and that as few others were.
func requireFound(t *testing.T, p made, r *Report, share float64) {
	t.Helper()
	right, others := p.found(r)
	require.NotEmpty(t, p.gold)
	require.GreaterOrEqual(t, float64(right), share*float64(len(p.gold)), "found of %d", len(p.gold))
	require.LessOrEqual(t, float64(others), (1-share)*float64(len(p.gold)), "others")
}

func TestExchanges(t *testing.T) {
	for _, share := range []float64{0.1, 0.3, 0.5} {
		seeded(t, fmt.Sprintf("share=%v", share), func(t *testing.T, m *maker) {
			units := m.sentences(30, 0)
			m.exchange(units, share, 1, 1)
			p := join(units, upTo(30), upTo(30))
			r := compared(t, p)
			requireFound(t, p, r, 1)
			require.Equal(t, Spun, r.Verdict)
			require.Len(t, r.Passages, 1)
			require.Empty(t, r.Edits)
			require.Equal(t, Coverage{1, 1}, r.Coverage)
		})
	}
}

// TestPhrases exchanges one word for several and several for one. Words of a
// sentence's beginning and end are left alone.
func TestPhrases(t *testing.T) {
	// An exchange that outweighs the few words before it cuts them off.
	const share = 0.95
	for _, n := range []struct{ from, to int }{{1, 2}, {1, 3}, {2, 1}, {3, 1}, {1, 4}, {4, 1}} {
		seeded(t, fmt.Sprintf("from=%d/to=%d", n.from, n.to), func(t *testing.T, m *maker) {
			units := m.sentences(30, 0)
			m.exchange(units, 0.3, n.from, n.to)
			p := join(units, upTo(30), upTo(30))
			r := compared(t, p)
			requireFound(t, p, r, share)
			for _, s := range r.Substitutions {
				require.Equal(t, KindPhrase, s.Kind)
			}
		})
	}
}

// TestMoved exchanges words and changes the order of sentences. Some exchanges
// in shuffled text are missed: at an end of a sentence nothing on the other
// side holds them, and function words that agree by chance may cut a short
// sentence into parts too small to stand.
func TestMoved(t *testing.T) {
	seeded(t, "shuffled", func(t *testing.T, m *maker) {
		units := m.sentences(24, 0)
		m.exchange(units, 0.3, 1, 1)
		p := join(units, upTo(24), m.Perm(24))
		requireFound(t, p, compared(t, p), 0.85)
	})
	seeded(t, "first-to-end", func(t *testing.T, m *maker) {
		units := m.sentences(12, 0)
		m.exchange(units[2:], 0.2, 1, 1)
		p := join(units, upTo(12), append(upTo(12)[2:], 0, 1))
		r := compared(t, p)
		requireFound(t, p, r, 1)
		require.Len(t, r.Passages, 2)
		require.Equal(t, Coverage{1, 1}, r.Coverage)
	})
}

// wantPassages requires passages of these bytes: start and end in the source,
// start and end in the suspect.
func wantPassages(t *testing.T, r *Report, want ...[4]int) {
	t.Helper()
	var got [][4]int
	for _, p := range r.Passages {
		got = append(got, [4]int{p.Source.Start, p.Source.End, p.Suspect.Start, p.Suspect.End})
	}
	require.Equal(t, want, got)
}

// extent returns the bytes of the units from the i-th to the j-th of a text.
func extent(units []unit, which []int, i, j int, side func(change) string) (start, end int) {
	before, _, _ := render(units, which[:i], side)
	upto, _, _ := render(units, which[:j+1], side)
	return len(before), len(upto) - len(". ")
}

func ofSource(c change) string  { return c.source }
func ofSuspect(c change) string { return c.suspect }

// TestForeignText puts passages of the source into text that has nothing but
// function words in common with it.
func TestForeignText(t *testing.T) {
	for name, which := range map[string]struct {
		source, suspect []int
		passages        [][4]int // first and last unit in the order of source, of suspect
	}{
		"one":     {upTo(20), []int{20, 21, 22, 23, 24, 5, 6, 7, 8, 25, 26, 27, 28, 29}, [][4]int{{5, 8, 5, 8}}},
		"two":     {upTo(20), []int{20, 21, 22, 2, 3, 4, 23, 24, 25, 14, 15, 16, 17, 26, 27}, [][4]int{{2, 4, 3, 5}, {14, 17, 9, 12}}},
		"crossed": {upTo(20), []int{14, 15, 16, 17, 23, 24, 25, 2, 3, 4, 26, 27}, [][4]int{{14, 17, 0, 3}, {2, 4, 7, 9}}},
		"twice":   {upTo(20), []int{20, 8, 9, 10, 11, 21, 22, 23, 24, 8, 9, 10, 11, 25}, [][4]int{{8, 11, 1, 4}, {8, 11, 9, 12}}},
		"whole":   {upTo(6), []int{20, 21, 22, 23, 24, 0, 1, 2, 3, 4, 5, 25, 26, 27, 28, 29}, [][4]int{{0, 5, 5, 10}}},
		"excerpt": {upTo(20), []int{7, 8, 9, 10}, [][4]int{{7, 10, 0, 3}}},
	} {
		for _, share := range []float64{0, 0.2} {
			seeded(t, fmt.Sprintf("%s/share=%v", name, share), func(t *testing.T, m *maker) {
				units := append(m.sentences(20, 0), m.sentences(10, 2)...)
				m.exchange(units[:20], share, 1, 1)
				p := join(units, which.source, which.suspect)
				r := compared(t, p)
				var want [][4]int
				for _, q := range which.passages {
					a, aEnd := extent(units, which.source, q[0], q[1], ofSource)
					b, bEnd := extent(units, which.suspect, q[2], q[3], ofSuspect)
					want = append(want, [4]int{a, aEnd, b, bEnd})
				}
				wantPassages(t, r, want...)
				if share > 0 {
					requireFound(t, p, r, 1)
				} else {
					require.Empty(t, r.Substitutions)
					require.Empty(t, r.Edits)
				}
			})
		}
	}
}

func TestEdits(t *testing.T) {
	seeded(t, "share=0.1", func(t *testing.T, m *maker) {
		units := m.sentences(30, 0)
		m.edit(units, 0.1)
		p := join(units, upTo(30), upTo(30))
		r := compared(t, p)
		require.Equal(t, NearDuplicate, r.Verdict)
		require.Len(t, r.Passages, 1)
		require.Empty(t, r.Substitutions)
		var got, want []string
		for _, e := range r.Edits {
			got = append(got, e.Op+" "+p.source[e.Source.Start:e.Source.End]+p.suspect[e.Suspect.Start:e.Suspect.End])
		}
		for _, u := range units {
			for _, c := range u {
				switch "" {
				case c.source:
					want = append(want, "insert "+c.suspect)
				case c.suspect:
					want = append(want, "delete "+c.source)
				}
			}
		}
		require.Equal(t, want, got)
	})
}

// TestPunctuation exchanges nothing: what differs is no word.
func TestPunctuation(t *testing.T) {
	m := newMaker(1)
	p := join(m.sentences(10, 0), upTo(10), upTo(10))
	p.suspect = strings.NewReplacer(". ", "!\n", " the ", ", the ").Replace(strings.ToUpper(p.suspect))
	r := compared(t, p)
	require.Equal(t, NearDuplicate, r.Verdict)
	require.Empty(t, r.Substitutions)
	require.Empty(t, r.Edits)
}

// TestShort aligns texts that are too short for the model word by word.
func TestShort(t *testing.T) {
	for _, c := range []struct {
		source, suspect string
		want            Verdict
	}{
		{"", "", Insufficient},
		{"word", "word", Insufficient},
		{"two words", "two words", Identical},
		{"two words", "two words!", NearDuplicate},
		{"two words", "Two Words", NearDuplicate},
		{"two words", "one word", Insufficient},
		{"the bridge was shut at ten", "the bridge was shut at eleven", NearDuplicate},
		{"the bridge was shut at ten", "a road may be open by noon", Insufficient},
	} {
		r := compared(t, made{source: c.source, suspect: c.suspect})
		require.Equal(t, c.want, r.Verdict, "%q, %q", c.source, c.suspect)
	}
}
