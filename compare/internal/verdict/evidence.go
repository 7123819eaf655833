package verdict

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare/internal/align"
	"github.com/palimpsest-go/palimpsest/compare/internal/change"
	"github.com/palimpsest-go/palimpsest/compare/internal/prepare"
	"github.com/palimpsest-go/palimpsest/compare/internal/wording"
	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// Evidence is one observation that speaks for or against the verdict. Count is the
// number of things with the property, and Of the number of things counted. Value is
// their ratio, or a separate measure.
type Evidence struct {
	Code    string
	Against bool // it speaks against the verdict
	Value   float64
	Count   int
	Of      int
	Text    string // in English
}

const (
	// minLogOdds is how much an observation must add to the log-odds to be named.
	minLogOdds = 0.3

	// minOf is how many things must be counted for a share of them to be named.
	minOf = 3

	// minMapping is how often a word must be exchanged for the same word to be
	// named. maxMappings is how many such words are named.
	minMapping  = 3
	maxMappings = 3
)

// evidence returns the evidence for and against the verdict of an outcome, from the
// measures of all passages. The signals of the model count only if the model
// decided.
func (o *Outcome) evidence(c *change.Changes, m *Measures) []Evidence {
	var out []Evidence
	switch o.Verdict {
	case Insufficient:
		return []Evidence{tooShort(c)}
	case NearDuplicate, Excerpt:
		out = append(out, equalWords(c, m.All.Equal))
	case Spun:
		out = append(out, slips(c)...)
		out = append(out, mappings(c)...)
	}
	if min(c.Source.Total, c.Suspect.Total) < align.MinWords {
		return out
	}
	return append(out, o.modelEvidence(m)...)
}

// modelEvidence says in words what the signals add to the log-odds of the verdict.
func (o *Outcome) modelEvidence(m *Measures) []Evidence {
	type weighed struct {
		Evidence
		odds float64
	}
	var all []weighed
	adds := o.adds()
	for i := range observations {
		o := &observations[i]
		odds := 0.0
		for id := range Table {
			if Table[id].Code == o.code {
				odds += adds[id]
			}
		}
		if math.Abs(odds) < minLogOdds {
			continue
		}
		count, of, text := o.say(m)
		if of < minOf || odds > 0 && o.code == CodeRelations && float64(count) < Table[Related].prior*float64(of) {
			continue // nobody takes 5 related exchanges of 20 for a spinner's, however much the 5 add
		}
		all = append(all, weighed{Evidence{o.code, odds < 0, Round(share(float64(count), of)), count, of, text}, odds})
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

// adds returns what each signal adds to the log-odds of the verdict. For spun it
// asks the model that decided it, and for the other verdicts the models that
// distinguish them.
func (o *Outcome) adds() (sum Vector) {
	add := func(q Question, sign float64) {
		adds := models[q].contributions(&o.Signals)
		for id := range sum {
			sum[id] += sign * adds[id]
		}
	}
	switch o.Verdict {
	case Spun:
		add(o.question, 1)
	case Paraphrase:
		if o.again {
			add(SaidAgain, 1)
			break
		}
		add(Reuse, 1)
		add(Verbatim, -1)
	case Excerpt, NearDuplicate:
		add(Reuse, 1)
		add(Verbatim, 1)
	case SameTopic:
		add(Reuse, -1)
		add(SameSubject, 1)
	case Unrelated:
		add(Reuse, -1)
		add(SameSubject, -1)
	}
	if (o.Verdict == SameTopic || o.Verdict == Unrelated) && Comparable(&o.Signals) {
		add(SaidAgain, -1)
	}
	return sum
}

func sign(x float64) int {
	if x < 0 {
		return -1
	}
	return 1
}

// slips returns as evidence the exchanges that no person makes.
func slips(c *change.Changes) []Evidence {
	var shown []string
	n := 0
	for i := range c.Passages {
		for k := range c.Passages[i].Steps {
			s := &c.Passages[i].Steps[k]
			if s.Kind != change.Impossible {
				continue
			}
			n++
			text := named(c.Source, s.A, s.M) + " → " + named(c.Suspect, s.B, s.N)
			if !slices.Contains(shown, text) && len(shown) < maxMappings {
				shown = append(shown, text)
			}
		}
	}
	if n == 0 {
		return nil
	}
	return []Evidence{{Code: CodeImpossible, Count: n, Of: n, Value: 1,
		Text: wording.Plural(n, "impossible replacement") + ": " + strings.Join(shown, ", ")}}
}

// named returns Words[i:i+n] as the text writes them, with a capitalised word or a
// number beside them.
func named(t *prepare.Text, i, n int32) string {
	beside := func(j, gap int32) bool {
		if j < 0 || int(j) >= len(t.Words) || t.Words[gap].Break > shingle.Space {
			return false
		}
		c := t.Words[j].Class
		return c == shingle.Name || c == shingle.Number
	}
	switch {
	case beside(i+n, min(i+n, int32(len(t.Words)-1))):
		n++
	case beside(i-1, i):
		i, n = i-1, n+1
	}
	return t.Slice(i, n)
}

// mappings returns as evidence the words most often exchanged for the same word. It
// leaves out words that the lexicon knows but does not relate: a writer who renames a
// term exchanges such words.
func mappings(c *change.Changes) []Evidence {
	type mapping struct {
		from, to *shingle.Word
		exchange int32
	}
	times := make([]int, len(c.Exchanges))
	var often []mapping
	for i := range c.Passages {
		for k := range c.Passages[i].Steps {
			s := &c.Passages[i].Steps[k]
			if !s.Substituted() || !s.Kind.Exchange() || s.M != 1 || s.N != 1 {
				continue
			}
			v, w := &c.Source.Words[s.A], &c.Suspect.Words[s.B]
			f := &c.Exchanges[s.Exchange]
			if !change.ContentLike(v.Class) || !change.ContentLike(w.Class) || f.Known && f.Related.Tier == lexicon.None {
				continue
			}
			if times[s.Exchange]++; times[s.Exchange] == minMapping {
				often = append(often, mapping{v, w, s.Exchange})
			}
		}
	}
	slices.SortFunc(often, func(m, n mapping) int {
		return cmp.Or(cmp.Compare(times[n.exchange], times[m.exchange]), cmp.Compare(m.from.Form, n.from.Form), cmp.Compare(m.to.Form, n.to.Form))
	})
	var out []Evidence
	for _, m := range often[:min(len(often), maxMappings)] {
		of, times := occurrences(c, m.from), times[m.exchange]
		out = append(out, Evidence{
			Code: CodeMapping, Count: times, Of: of, Value: Round(share(float64(times), of)),
			Text: fmt.Sprintf("%s became %s %d of %d times", m.from.Form, m.to.Form, times, of),
		})
	}
	return out
}

// occurrences returns how often a word of the source occurs in passages.
func occurrences(c *change.Changes, w *shingle.Word) (n int) {
	for i := range c.Passages {
		words := c.Source.Words[c.Passages[i].A:c.Passages[i].AEnd]
		for k := range words {
			if v := &words[k]; v.Equal(w) {
				n++
			}
		}
	}
	return n
}

// equalWords is the evidence that makes a near-duplicate or an excerpt by definition.
func equalWords(c *change.Changes, equal int) Evidence {
	a, b := c.Source.Total, c.Suspect.Total
	where := "in the same order"
	if n := len(c.Passages); n > 1 {
		where = "in " + wording.Plural(n, "passage")
	}
	return Evidence{Code: CodeEqualWords, Count: equal, Of: max(a, b), Value: Round(share(float64(equal), max(a, b))),
		Text: fmt.Sprintf("%s stand equal %s, in texts of %d and %d", wording.Plural(equal, "word"), where, a, b)}
}

// tooShort is the evidence for Insufficient. Excluded parts do not count.
func tooShort(c *change.Changes) Evidence {
	n := min(len(c.Source.Words), len(c.Suspect.Words))
	left := ""
	if len(c.Source.Excluded)+len(c.Suspect.Excluded) > 0 {
		left = " left"
	}
	return Evidence{Code: CodeTooShort, Count: n, Of: align.MinWords, Value: Round(share(float64(n), align.MinWords)),
		Text: fmt.Sprintf("the shorter text has %s%s; %d would do", wording.Plural(n, "word"), left, align.MinWords)}
}
