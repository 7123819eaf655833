package compare

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// An observation puts some signals of the model into words. What they add to
// the log-odds of the verdict, together, decides whether it is evidence for or
// against it, and where it stands in the list.
type observation struct {
	code    string
	signals []string
	say     func(t *tally, r *Report) (count, of int, text string)
}

var observations = [...]observation{
	{"skeleton", []string{"skeleton", "all-skeleton"}, func(t *tally, _ *Report) (int, int, string) {
		return t.equalFuncs, t.functions, fmt.Sprintf("%d of %d function words stand unchanged", t.equalFuncs, t.functions)
	}},
	{"exchanges", []string{"exchanged", "types", "few", "words", "all-exchanged"}, func(t *tally, _ *Report) (int, int, string) {
		return t.exchanged, t.contents, exchangedWords(t)
	}},
	{"single-words", []string{"run", "lone"}, func(t *tally, _ *Report) (int, int, string) {
		return t.lone, t.changes, fmt.Sprintf("%d of %d changes are one word for one", t.lone, t.changes)
	}},
	{"numbers", []string{"numbers", "all-numbers"}, func(t *tally, _ *Report) (int, int, string) {
		same := max(0, t.numbers-t.newNumbers)
		if t.figures > 0 {
			changed := t.newNumbers + t.figures
			return same, same + changed, fmt.Sprintf("numbers, months and weekdays changed: %d; numbers in digits unchanged: %d", changed, same)
		}
		return same, t.numbers, fmt.Sprintf("%d of %d numbers stand unchanged", same, t.numbers)
	}},
	{"relations", []string{"strong", "wide", "related"}, func(t *tally, _ *Report) (int, int, string) {
		return t.strong + t.wide, t.pairs, fmt.Sprintf("the lexicon relates %d of %d different pairs of words exchanged", t.strong+t.wide, t.pairs)
	}},
	{"names", []string{"names"}, func(t *tally, _ *Report) (int, int, string) {
		same := t.names - t.newNames
		return same, t.names, fmt.Sprintf("%d of %d words of names were not exchanged", same, t.names)
	}},
	{"consistency", []string{"mapped", "mixed"}, func(t *tally, _ *Report) (int, int, string) {
		return t.mapped, t.repeatedTypes, fmt.Sprintf("%d of %d words that occur more than once were exchanged for the same word each time, %d only now and then", t.mapped, t.repeatedTypes, t.mixed)
	}},
	{"endings", []string{"endings"}, func(t *tally, _ *Report) (int, int, string) {
		return t.likeEndings, t.oneForOne, fmt.Sprintf("%d of %d words exchanged one for one end alike", t.likeEndings, t.oneForOne)
	}},
	{"insertions", []string{"indel", "all-indel"}, func(t *tally, _ *Report) (int, int, string) {
		n, of := t.inserted+t.deleted, max(t.words[0], t.words[1])
		if n == 1 {
			return n, of, fmt.Sprintf("1 word was put in or taken out, in passages of %d", of)
		}
		return n, of, fmt.Sprintf("%d words were put in or taken out, in passages of %d", n, of)
	}},
	{"stretches", []string{"stretch"}, func(t *tally, _ *Report) (int, int, string) {
		return t.equal, t.changes + 1, fmt.Sprintf("%.1f words on average stand unchanged between one change and the next", share(float64(t.equal), t.changes+1))
	}},
	{"coverage", []string{"covered", "lopsided", "aligned"}, func(t *tally, r *Report) (int, int, string) {
		return t.words[1], t.of[1], fmt.Sprintf("passages cover %s of the suspect and %s of the source", percent(r.Coverage.Suspect), percent(r.Coverage.Source))
	}},
	{"symbols", []string{"symbols"}, func(t *tally, _ *Report) (int, int, string) {
		return t.symbols, t.changes, fmt.Sprintf("%d of %d changes exchange addresses, names that programs have, or other symbols", t.symbols, t.changes)
	}},
	{"new-words", []string{"known"}, func(t *tally, _ *Report) (int, int, string) {
		return t.known, t.distinct, fmt.Sprintf("of %d different words put in the place of others, the source has %d too", t.distinct, t.known)
	}},
	{"order", []string{"order"}, func(_ *tally, r *Report) (int, int, string) {
		l, order := r.likeness, "another order"
		if l.order >= likeOrder {
			order = "like order"
		}
		return max(0, int(math.Round(l.order*float64(l.once)))), l.once, fmt.Sprintf("%d words that each text has once stand in %s (rank correlation %.2f)", l.once, order, l.order)
	}},
	{"vocabulary", []string{"cosine"}, func(_ *tally, r *Report) (int, int, string) {
		c := int(math.Round(100 * r.likeness.cosine))
		return c, 100, fmt.Sprintf("the content words of the texts agree to %d %% (cosine of the counts of their beginnings)", c)
	}},
}

const (
	// minLogOdds is what an observation must add to the log-odds to be named.
	minLogOdds = 0.3

	// minOf is of how many things a share must be to be named.
	minOf = 3

	// likeOrder is the rank correlation from which words stand in like order.
	likeOrder = 0.5

	// minMapping is how often a word must have been exchanged for the same
	// one to be named, and maxMappings how many such words are.
	minMapping  = 3
	maxMappings = 3
)

// evidence returns the evidence for and against a verdict, from what was
// counted in all passages. What the model saw counts only where the model
// decided.
func (al *alignment) evidence(r *Report, t *tally, v Verdict) []Evidence {
	out := []Evidence{}
	switch v {
	case Insufficient:
		return append(out, al.tooShort())
	case NearDuplicate, Excerpt:
		out = append(out, al.equalWords(t.equal, r))
	case Spun:
		out = append(out, al.slips(v)...)
		out = append(out, al.mappings(v)...)
	}
	if min(r.Source.Words, r.Suspect.Words) < minWords {
		return out
	}
	return append(out, modelEvidence(r, t, v)...)
}

// modelEvidence returns what the signals add to the log-odds of a verdict, in
// words.
func modelEvidence(r *Report, t *tally, v Verdict) []Evidence {
	type weighed struct {
		Evidence
		odds float64
	}
	var all []weighed
	adds := verdictModel.Contributions(r.signals, int(classOf(v)))
	for _, o := range observations {
		odds := 0.0
		for i, name := range signalNames {
			if slices.Contains(o.signals, name) {
				odds += adds[i]
			}
		}
		if math.Abs(odds) < minLogOdds {
			continue
		}
		count, of, text := o.say(t, r)
		if of < minOf {
			continue
		}
		e := Evidence{Code: o.code, Count: count, Of: of, Value: round(share(float64(count), of)), Text: text}
		if odds > 0 {
			e.For = &v
		} else {
			e.Against = &v
		}
		all = append(all, weighed{e, odds})
	}
	slices.SortStableFunc(all, func(x, y weighed) int {
		return cmp.Or(cmp.Compare(sign(y.odds), sign(x.odds)), cmp.Compare(math.Abs(y.odds), math.Abs(x.odds)))
	})
	out := make([]Evidence, len(all))
	for i, w := range all {
		out[i] = w.Evidence
	}
	return out
}

func sign(x float64) int {
	if x < 0 {
		return -1
	}
	return 1
}

// slips returns as evidence the exchanges that no person makes.
func (al *alignment) slips(v Verdict) []Evidence {
	source, suspect := al.texts()
	var shown []string
	n := 0
	for _, p := range al.passages {
		for i := range p.steps {
			if !p.steps[i].impossible {
				continue
			}
			n++
			s := al.turned(&p.steps[i])
			a, b := source.named(s.A, s.M), suspect.named(s.B, s.N)
			if text := a + " → " + b; !slices.Contains(shown, text) && len(shown) < maxMappings {
				shown = append(shown, text)
			}
		}
	}
	if n == 0 {
		return nil
	}
	return []Evidence{{Code: "impossible", For: &v, Count: n, Of: n, Value: 1,
		Text: plural(n, "impossible replacement") + ": " + strings.Join(shown, ", ")}}
}

// named returns words[i:i+n] as they stand in the text, with a capitalised word
// or a number beside them.
func (t *Text) named(i, n int32) string {
	beside := func(j, gap int32) bool {
		if j < 0 || int(j) >= len(t.words) || t.words[gap].Break > shingle.Space {
			return false
		}
		c := t.words[j].Class
		return c == shingle.Name || c == shingle.Number
	}
	switch {
	case beside(i+n, min(i+n, int32(len(t.words)-1))):
		n++
	case beside(i-1, i):
		i, n = i-1, n+1
	}
	span := t.span(i, n)
	return t.text[span.Start:span.End]
}

// mappings returns as evidence the words most often exchanged for the same
// word.
func (al *alignment) mappings(v Verdict) []Evidence {
	type mapping struct {
		from, to *shingle.Word
		exchange int32
	}
	times := make([]int, len(al.exchanges))
	var often []mapping
	for _, p := range al.passages {
		for i := range p.steps {
			s := &p.steps[i]
			if s.op != Substitute || s.M != 1 || s.N != 1 || s.respelt {
				continue
			}
			v, w := &al.a.words[s.A], &al.b.words[s.B]
			if !contentLike(v.Class) || !contentLike(w.Class) {
				continue
			}
			if al.flipped {
				v, w = w, v
			}
			if times[s.exchange]++; times[s.exchange] == minMapping {
				often = append(often, mapping{v, w, s.exchange})
			}
		}
	}
	slices.SortFunc(often, func(m, n mapping) int {
		return cmp.Or(cmp.Compare(times[n.exchange], times[m.exchange]), cmp.Compare(m.from.Form, n.from.Form), cmp.Compare(m.to.Form, n.to.Form))
	})
	var out []Evidence
	for _, m := range often[:min(len(often), maxMappings)] {
		of, times := al.occurrences(m.from), times[m.exchange]
		out = append(out, Evidence{
			Code: "mapping", For: &v, Count: times, Of: of, Value: round(share(float64(times), of)),
			Text: fmt.Sprintf("%s became %s %d of %d times", m.from.Form, m.to.Form, times, of),
		})
	}
	return out
}

// occurrences returns how often passages have a word of the source.
func (al *alignment) occurrences(w *shingle.Word) (n int) {
	source, _ := al.texts()
	for _, p := range al.passages {
		begin, end := al.sourceWords(p)
		for i := begin; i < end; i++ {
			if v := &source.words[i]; v.Equal(w) {
				n++
			}
		}
	}
	return n
}

// equalWords is what makes a near-duplicate or an excerpt by definition.
func (al *alignment) equalWords(equal int, r *Report) Evidence {
	longer := max(r.Source.Words, r.Suspect.Words)
	v := r.Verdict
	where := "in the same order"
	if n := len(al.passages); n > 1 {
		where = "in " + plural(n, "passage")
	}
	return Evidence{Code: "equal-words", For: &v, Count: equal, Of: longer, Value: round(share(float64(equal), longer)),
		Text: fmt.Sprintf("%s stand equal %s, in texts of %d and %d", plural(equal, "word"), where, r.Source.Words, r.Suspect.Words)}
}

// tooShort is the evidence for [Insufficient]. What is excluded does not count.
func (al *alignment) tooShort() Evidence {
	source, suspect := al.texts()
	v := Insufficient
	n := min(len(source.words), len(suspect.words))
	left := ""
	if len(source.excluded)+len(suspect.excluded) > 0 {
		left = " left"
	}
	return Evidence{Code: "too-short", For: &v, Count: n, Of: minWords, Value: round(share(float64(n), minWords)),
		Text: fmt.Sprintf("the shorter text has %s%s; %d would do", plural(n, "word"), left, minWords)}
}

// exchangedWords says how many content words were exchanged.
func exchangedWords(t *tally) string {
	switch t.exchanged {
	case 0:
		return fmt.Sprintf("none of %d content words was exchanged for another", t.contents)
	case 1:
		return fmt.Sprintf("1 of %d content words was exchanged for another", t.contents)
	}
	return fmt.Sprintf("%d of %d content words were exchanged for others, %d different ones", t.exchanged, t.contents, t.types)
}

// percent returns a share in per cent: 0 and 100 are said of nothing and of all
// alone.
func percent(share float64) string {
	switch p := 100 * share; {
	case 0 < p && p < 1:
		return "less than 1 %"
	case 99 < p && p < 100:
		return "more than 99 %"
	default:
		return fmt.Sprintf("%.0f %%", p)
	}
}

// plural returns n and the noun in the number it takes.
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
