package verdict

import (
	"fmt"
	"math"
	"strconv"

	"github.com/palimpsest-go/palimpsest/compare/internal/wording"
)

// An observation puts into words the signals that have its code. The sum that they
// add to the log-odds of the verdict decides whether it is evidence for or against
// the verdict, and its place in the list.
type observation struct {
	code string
	say  func(m *Measures) (count, of int, text string)
}

var observations = [...]observation{
	{CodeSkeleton, func(m *Measures) (int, int, string) {
		t := &m.All
		return t.equalFunctions, t.functions, fmt.Sprintf("%s of %d function words %s unchanged", noneOr(t.equalFunctions), t.functions, stands(t.equalFunctions))
	}},
	{CodeExchanges, func(m *Measures) (int, int, string) {
		t := &m.All
		return t.exchanged, t.contents, exchangedWords(t)
	}},
	{CodeSingleWords, func(m *Measures) (int, int, string) {
		t := &m.All
		return t.lone, t.changes, fmt.Sprintf("%d of %d changes are one word for one", t.lone, t.changes)
	}},
	{CodeNumbers, func(m *Measures) (int, int, string) {
		t := &m.All
		same := max(0, t.numbers-t.newNumbers)
		return same, max(t.numbers, t.newNumbers), fmt.Sprintf("numbers, months and weekdays exchanged: %d; numbers that stand: %d", t.newNumbers, same)
	}},
	{CodeRelations, func(m *Measures) (int, int, string) {
		t := &m.All
		return t.related, max(t.known, t.related), fmt.Sprintf("the lexicon relates %d of %d different exchanges whose words it has", t.related, max(t.known, t.related))
	}},
	{CodeNames, func(m *Measures) (int, int, string) {
		t := &m.All
		same := t.names - t.newNames
		return same, t.names, fmt.Sprintf("%s of %d words of names %s unchanged", noneOr(same), t.names, stands(same))
	}},
	{CodeConsistency, func(m *Measures) (int, int, string) {
		t := &m.Densest
		n := exchanges(&t.steps)
		if t.most == 1 {
			return t.most, n, fmt.Sprintf("none of %d exchanges was made twice", n)
		}
		return t.most, n, fmt.Sprintf("the commonest exchange was made %d times, of %d exchanges", t.most, n)
	}},
	{CodeEndings, func(m *Measures) (int, int, string) {
		t := &m.All
		return t.likeEndings, t.oneForOne, fmt.Sprintf("%d of %d words exchanged one for one end alike", t.likeEndings, t.oneForOne)
	}},
	{CodeInsertions, func(m *Measures) (int, int, string) {
		t := &m.All
		n, of := t.putContents+t.putFunctions, max(t.words[0], t.words[1])
		switch n {
		case 0:
			return n, of, fmt.Sprintf("no word was put in or taken out, in passages of %d", of)
		case 1:
			return n, of, fmt.Sprintf("1 word was put in or taken out, in passages of %d", of)
		}
		return n, of, fmt.Sprintf("%d words were put in or taken out, in passages of %d", n, of)
	}},
	{CodeStretches, func(m *Measures) (int, int, string) {
		t := &m.All
		return t.Equal, t.changes + 1, fmt.Sprintf("%.1f words on average stand unchanged between one change and the next", share(float64(t.Equal), t.changes+1))
	}},
	{CodeCoverage, func(m *Measures) (int, int, string) {
		t, which := &m.All, "passages"
		if m.shown {
			which = "passages that hold more than sentences said again"
		}
		return t.words[1], t.of[1], fmt.Sprintf("%s cover %s of the suspect and %s of the source", which, wording.Percent(Round(m.Coverage.Suspect)), wording.Percent(Round(m.Coverage.Source)))
	}},
	{CodeSymbols, func(m *Measures) (int, int, string) {
		t := &m.All
		return t.symbols, t.changes, fmt.Sprintf("%d of %d changes exchange addresses, names that programs have, or other symbols", t.symbols, t.changes)
	}},
	{CodeNewWords, func(m *Measures) (int, int, string) {
		t := &m.Densest
		n := exchanges(&t.decisions)
		return t.fresh, n, fmt.Sprintf("%s of %d different words put in the place of others %s nowhere in the source", noneOr(t.fresh), n, stands(t.fresh))
	}},
	{CodeGoverned, func(m *Measures) (int, int, string) {
		t := &m.Densest
		return t.governed, t.oneForOne, fmt.Sprintf("%d of %d words exchanged one for one stand behind an article or another function word, as nouns do", t.governed, t.oneForOne)
	}},
	{CodeHonest, func(m *Measures) (int, int, string) {
		t := &m.All
		n, of := honest(t)
		if n == 0 {
			return n, of, fmt.Sprintf("none of %d different changes leaves the word what it was: spelling, inflection, person", of)
		}
		return n, of, fmt.Sprintf("%d of %d different changes leave the word what it was: spelling, inflection, person", n, of)
	}},
	{CodeEntities, func(m *Measures) (int, int, string) {
		t := &m.All
		n, of := entities(t)
		put := "put"
		if n <= 1 {
			put = "puts"
		}
		return n, of, fmt.Sprintf("%s of %d different changes %s another thing, name or number in the place of one", noneOr(n), of, put)
	}},
	{CodeDirection, func(m *Measures) (int, int, string) {
		t := &m.Densest
		n := exchanges(&t.decisions)
		return n, n, direction(t)
	}},
	{CodeOrder, func(m *Measures) (int, int, string) {
		l, order := m.Likeness, "stand in another order"
		if l.Order >= likeOrder {
			order = "keep their order"
		}
		return max(0, int(math.Round(l.Order*float64(l.Once)))), l.Once, fmt.Sprintf("%d words that each text has once %s (rank correlation %.2f)", l.Once, order, l.Order)
	}},
	{CodeVocabulary, func(m *Measures) (int, int, string) {
		c := int(math.Round(100 * m.Likeness.Cosine))
		return c, 100, fmt.Sprintf("the content words of the texts agree to %d %% (cosine of the counts of their beginnings)", c)
	}},
	{CodeSentences, func(m *Measures) (int, int, string) {
		n, of := m.pairs[0], min(m.pairs[1], m.pairs[2])
		return n, of, fmt.Sprintf("%d of %d sentences of the shorter text have a sentence of the other that says much the same and stands out from its neighbours", n, of)
	}},
	{CodeRuns, func(m *Measures) (int, int, string) {
		n, of := m.Sentences.Runs, m.Sentences.Equal
		return n, of, fmt.Sprintf("%d of %d words that sentences nearest to each other have in common stand in runs of four or more, as those of forms do", n, of)
	}},
	{CodeFacts, func(m *Measures) (int, int, string) {
		n, of := m.Sentences.Facts, m.Sentences.FactsOf
		return n, of, fmt.Sprintf("%d of %d different names and numbers of the texts stand in the other one too", n, of)
	}},
}

// noneOr returns a count, "none" for 0.
func noneOr(n int) string {
	if n == 0 {
		return "none"
	}
	return strconv.Itoa(n)
}

// stands returns the verb for a count of words.
func stands(n int) string {
	if n <= 1 {
		return "stands"
	}
	return "stand"
}

// likeOrder is the rank correlation from which words keep their order.
const likeOrder = 0.5

// exchangedWords says how many content words were exchanged.
func exchangedWords(t *Tally) string {
	switch t.exchanged {
	case 0:
		return fmt.Sprintf("none of %d content words was exchanged for another", t.contents)
	case 1:
		return fmt.Sprintf("1 of %d content words was exchanged for another", t.contents)
	}
	different := exchanges(&t.decisions)
	if different > t.exchanged { // names and numbers were exchanged too
		return fmt.Sprintf("%d of %d content words were exchanged for others; with names, %d different exchanges", t.exchanged, t.contents, different)
	}
	return fmt.Sprintf("%d of %d content words were exchanged for others, %d different ones", t.exchanged, t.contents, different)
}

// direction says whether words became rarer or commoner, longer or shorter.
func direction(t *Tally) string {
	n := float64(max(1, exchanges(&t.decisions)))
	rare, long := "commoner", "shorter"
	if t.rarer > 0 {
		rare = "rarer"
	}
	if t.longer > 0 {
		long = "longer"
	}
	longer := fmt.Sprintf("%s by %.0f %%", long, 100*math.Abs(math.Exp(t.longer/n)-1))
	if longer == long+" by 0 %" {
		longer = "as long as the old ones"
	}
	if t.rarerOf == 0 {
		return "the new words are on average " + longer
	}
	return fmt.Sprintf("the new words are on average %s (by %.1f bits) and %s", rare, math.Abs(t.rarer/float64(t.rarerOf)), longer)
}
