package verdict

import (
	"github.com/palimpsest-go/palimpsest/compare/internal/align"
	"github.com/palimpsest-go/palimpsest/compare/internal/change"
	"github.com/palimpsest-go/palimpsest/compare/internal/prepare"
	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// A Tally counts what an alignment shows, in all passages or in one of them. The
// counts are of words of the named side, or of the source if none is named. Whole
// sentences that only one text has do not count: they end a passage and do not
// dilute it.
type Tally struct {
	of    [2]int // words in the texts, without those excluded, of source and suspect
	words [2]int // words in passages, of source and suspect, without whole sentences put in or taken out
	Equal int    // equal words

	functions      int // function words of the source
	equalFunctions int // those that stay
	contents       int // content words of the source, without names
	names          int // of the source
	newNames       int // those that were exchanged
	numbers        int // of the source
	newNumbers     int // those that were exchanged, and months, weekdays and figures in words

	steps     [change.Kinds]int // substitutions, by kind
	decisions [change.Kinds]int // different ones, by kind
	exchanged int               // content words of the source in exchanges
	most      int               // exchanges made by the commonest decision
	symbols   int               // exchanges with a symbol on either side
	fresh     int               // different exchanges whose new words occur nowhere in the source

	known    int     // different exchanges whose words the lexicon has
	related  int     // different exchanges whose words it relates
	strange  int     // different exchanges of words that it has for others that it lacks
	balance  float64 // sum of the log likelihood ratios of these relations
	contrast int     // different exchanges of words that exclude each other

	rarer   float64 // sum of the rises in the words' rarity over different exchanges, in bits
	rarerOf int     // exchanges whose words have a rarity
	longer  float64 // sum of the rises in the logarithm of the words' letters over different exchanges

	oneForOne   int // exchanges of one content word for one other
	likeEndings int // those with endings that agree
	governed    int // those after a function word

	changes      int // runs of steps that are not the same words
	changedWords int // in these runs, of the longer side
	lone         int // runs that are one exchange of one word for one
	putContents  int // content words put in or taken out
	putFunctions int // function words put in or taken out
	fillers      int // discourse markers put in
	longest      int // words in the longest run of equal words
}

// exchanges returns how many substitutions, counted by kind, are exchanges of content.
func exchanges(by *[change.Kinds]int) (n int) {
	for k := range by {
		if change.Kind(k).Exchange() {
			n += by[k]
		}
	}
	return n
}

// sames returns how many substitutions, counted by kind, keep the word, or change
// only the person or gender.
func sames(by *[change.Kinds]int) (n int) {
	for k := range by {
		if change.Kind(k).Same() || change.Kind(k) == change.Person {
			n += by[k]
		}
	}
	return n
}

// A counter counts what passages of one alignment show. It keeps its tables from
// one count to the next, because they are as long as the texts and every passage is
// counted.
type counter struct {
	*change.Changes
	Tally
	table *prepare.SeedTable // of the source's words
	seen  []int32            // by decision: exchanges that made it
	made  []made             // decisions, as they came

	// The run of steps that are not the same words, and the run of equal words.
	steps, changed int
	single         bool // the last step is one word for one
	run            int
}

// made is a decision, and whether it exchanges content.
type made struct {
	decision int32
	exchange bool
}

func newCounter(c *change.Changes) *counter {
	return &counter{Changes: c, table: c.Source.Table(prepare.SeedWords), seen: make([]int32, c.Decisions())}
}

// measure returns what passages show: all of them, and the stretch where words were
// exchanged most.
func (c *counter) measure(passages []change.Passage) Measures {
	return Measures{All: c.count(passages), Densest: c.count(stretch(c.Changes, passages))}
}

// count adds up the steps of passages.
func (c *counter) count(passages []change.Passage) Tally {
	for i := range passages {
		steps := passages[i].Steps
		for k := range steps {
			c.step(&steps[k])
		}
		c.endChange()
		c.endEqual()
	}
	for _, d := range c.made {
		if d.exchange {
			c.most = max(c.most, int(c.seen[d.decision]))
		}
		c.seen[d.decision] = 0
	}
	t := c.Tally
	t.of = [2]int{len(c.Source.Words), len(c.Suspect.Words)}
	c.Tally, c.made = Tally{}, c.made[:0]
	return t
}

// endChange ends a run of changes.
func (c *counter) endChange() {
	if c.steps == 0 {
		return
	}
	c.changes++
	c.changedWords += c.changed
	if c.steps == 1 && c.single {
		c.lone++
	}
	c.steps, c.changed = 0, 0
}

// endEqual ends a run of equal words.
func (c *counter) endEqual() {
	c.longest = max(c.longest, c.run)
	c.run = 0
}

// step counts one step.
func (c *counter) step(s *change.Step) {
	if s.Sentence {
		c.endChange()
		c.endEqual()
		return
	}
	c.words[0] += int(s.M)
	c.words[1] += int(s.N)
	if s.Same() {
		c.endChange()
	} else {
		c.steps++
		c.changed += int(max(s.M, s.N))
		c.single = s.Substituted() && s.M == 1 && s.N == 1
	}
	for i := s.A; i < s.A+s.M; i++ {
		c.sourceWord(&c.Source.Words[i], s)
	}
	switch s.Op {
	case align.Equal:
		c.Equal += int(s.M)
		c.run += int(s.M)
		return
	case align.Insert:
		c.put(c.Suspect.Words[s.B:s.B+s.N], s.Kind == change.Filler)
	case align.Delete:
		c.put(c.Source.Words[s.A:s.A+s.M], false)
	case align.Substitute:
		c.substitution(s)
	}
	c.endEqual()
}

// sourceWord counts a word of the source.
func (c *counter) sourceWord(w *shingle.Word, s *change.Step) {
	other := s.Substituted() && !s.Same()
	switch w.Class {
	case shingle.Function:
		c.functions++
		if s.Same() {
			c.equalFunctions++
		}
	case shingle.Number:
		c.numbers++
		if other {
			c.newNumbers++
		}
	case shingle.Name:
		c.names++
		if other {
			c.newNames++
		}
	default:
		c.contents++
		if other && s.Kind.Exchange() && !s.Symbol {
			c.exchanged++
		}
	}
}

// put counts words that only one text has. A number put in or left out changes no
// fact.
func (c *counter) put(words []shingle.Word, filler bool) {
	if filler {
		c.fillers++
		return
	}
	for i := range words {
		switch words[i].Class {
		case shingle.Function:
			c.putFunctions++
		case shingle.Number:
		default:
			c.putContents++
		}
	}
}

// substitution counts an exchange of words.
func (c *counter) substitution(s *change.Step) {
	if s.Symbol {
		c.symbols++
		return
	}
	c.Tally.steps[s.Kind]++
	if s.Kind == change.Number && c.Source.Words[s.A].Class != shingle.Number {
		c.newNumbers++ // a month, a weekday, a figure in words
	}
	if s.Kind.Exchange() {
		c.endings(s)
	}
	f := &c.Exchanges[s.Exchange]
	if c.seen[f.Decision]++; c.seen[f.Decision] > 1 {
		return
	}
	c.made = append(c.made, made{f.Decision, s.Kind.Exchange()})
	c.decisions[s.Kind]++
	if f.Related.Contrast {
		c.contrast++
	}
	if s.Kind.Exchange() {
		c.decision(s, f)
	}
}

// endings counts whether the endings agree in an exchange of one word for one other.
func (c *counter) endings(s *change.Step) {
	if s.M != 1 || s.N != 1 || !change.ContentLike(c.Source.Words[s.A].Class) || !change.ContentLike(c.Suspect.Words[s.B].Class) {
		return
	}
	c.oneForOne++
	if s.A > 0 && c.Source.Words[s.A-1].Class == shingle.Function && c.Source.Words[s.A].Break <= shingle.Space {
		c.governed++
	}
	if align.LikeEndings(c.Source.Endings[s.A], c.Suspect.Endings[s.B]) {
		c.likeEndings++
	}
}

// decision counts an exchange of content that did not occur before.
func (c *counter) decision(s *change.Step, f *change.Finding) {
	if !c.inSource(c.Suspect.Words[s.B : s.B+s.N]) {
		c.fresh++
	}
	related := f.Related.Tier != lexicon.None
	switch {
	case related:
		c.related++
		c.balance += f.Related.Tier.LogRatio()
	case f.Known:
		c.balance += lexicon.None.LogRatio()
	}
	if f.Known || related {
		c.known++
	} else if f.Strange {
		c.strange++
	}
	c.rarer += f.Rarer
	if f.Rated {
		c.rarerOf++
	}
	c.longer += f.Longer
}

// inSource reports whether words hold at least one word that is no function word,
// and the source has all of these.
func (c *counter) inSource(words []shingle.Word) (has bool) {
	for i := range words {
		w := &words[i]
		if w.Class == shingle.Function {
			continue
		}
		if c.table.First(w.Hash) < 0 {
			return false
		}
		has = true
	}
	return has
}
