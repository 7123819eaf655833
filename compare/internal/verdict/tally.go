package verdict

import (
	"slices"

	"github.com/palimpsest-go/palimpsest/compare/internal/align"
	"github.com/palimpsest-go/palimpsest/compare/internal/change"
	"github.com/palimpsest-go/palimpsest/compare/internal/prepare"
	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// A Tally counts what an alignment shows, over all passages or one of them.
// Counts are of words, on the side named or on that of the source.
type Tally struct {
	of             [2]int  // in the texts, without those excluded, of source and suspect
	words          [2]int  // in passages, of source and suspect
	Equal          int     // equal words
	functions      int     // function words of both texts that are not equal, and pairs that are
	equalFunctions int     // pairs of equal function words
	contents       int     // content words of the source, names aside
	exchanged      int     // of them, in exchanges that are no variants
	oneForOne      int     // exchanges of one content word for one, no variants
	likeEndings    int     // of them, with endings that agree
	phrases        int     // exchanges that have more than one word on a side
	variants       int     // exchanges of a word for a variant of its form
	inserted       int     // words
	deleted        int     // words
	numbers        int     // of the source
	newNumbers     int     // of them, exchanged or deleted; and numbers inserted
	figures        int     // exchanges of a number, month or weekday in words, which count as no others do
	names          int     // of the source
	newNames       int     // of them, exchanged for others, no variants
	symbols        int     // exchanges with a symbol on a side, which count as no others do
	changes        int     // runs of words that are neither equal nor variants
	changedWords   int     // in these runs, of the longer side
	lone           int     // runs that are one exchange of one word for one
	distinct       int     // distinct exchanges of content words, no variants
	known          int     // of them, those whose new words all stand in the source
	pairs          int     // the distinct exchanges, where there is a lexicon
	strong         int     // of them, those whose words the lexicon strongly relates
	wide           int     // of them, those that it relates less
	related        float64 // sum of the log likelihood ratios of their tiers
	impossibles    int     // exchanges that no person makes
	types          int     // distinct source words exchanged, no variants
	repeatedTypes  int     // distinct content words that occur twice or more
	mapped         int     // of them, with every occurrence exchanged for the same words
	mixed          int     // of them, exchanged sometimes and left sometimes
}

// A counter counts what passages of one alignment show. Between one count and
// the next it keeps its tables, which are as long as the texts: there is a count
// for every passage.
type counter struct {
	*change.Changes
	Tally
	table *prepare.SeedTable // of the source's words
	fate  []fate             // by the first seed of a word
	met   []int32            // which of them are in use
	seen  []bool             // by exchange
	made  []int32            // which were seen
}

func newCounter(c *change.Changes) *counter {
	table := c.Source.Table(prepare.SeedWords)
	return &counter{Changes: c, table: table, fate: make([]fate, len(table.Seeds)), seen: make([]bool, len(c.Exchanges))}
}

// measure returns what passages show, all of them and where words were exchanged
// most.
func (c *counter) measure(passages []change.Passage) Measures {
	return Measures{All: c.count(passages), Densest: c.count(stretch(c.Changes, passages))}
}

// count adds up the steps of passages.
func (c *counter) count(passages []change.Passage) Tally {
	for i := range passages {
		c.passage(&passages[i])
	}
	c.fates()
	return c.done()
}

// done returns what was counted and makes the counter ready for another count.
func (c *counter) done() Tally {
	for _, k := range c.met {
		c.fate[k] = fate{}
	}
	for _, k := range c.made {
		c.seen[k] = false
	}
	t := c.Tally
	t.of = [2]int{len(c.Source.Words), len(c.Suspect.Words)}
	c.Tally, c.met, c.made = Tally{}, c.met[:0], c.made[:0]
	return t
}

// A fate is what became of the occurrences of a word.
type fate struct {
	kept, exchanged int32
	several         bool   // exchanged for different words
	into            uint64 // hash of what it was exchanged for last
}

func (c *counter) passage(p *change.Passage) {
	c.words[0] += int(p.AEnd - p.A)
	c.words[1] += int(p.BEnd - p.B)
	run, changed := 0, 0 // steps and words of the current run of changes
	single := false      // the last of these steps is one word for one
	flush := func() {
		if run == 0 {
			return
		}
		c.changes++
		c.changedWords += changed
		if run == 1 && single {
			c.lone++
		}
		run, changed = 0, 0
	}
	for i := range p.Steps {
		s := &p.Steps[i]
		if s.Op == align.Equal || s.Respelt {
			flush()
		} else {
			run++
			changed += int(max(s.M, s.N))
			single = s.Op == align.Substitute && s.M == 1 && s.N == 1
		}
		c.step(s)
	}
	flush()
}

// step counts one step.
func (c *counter) step(s *change.Step) {
	v, w := c.Source.Words[s.A:s.A+s.M], c.Suspect.Words[s.B:s.B+s.N]
	uncounted := s.Symbol || s.Op == align.Substitute && c.Exchanges[s.Exchange].Figure
	for i := range v {
		c.sourceWord(&v[i], w, s, uncounted)
	}
	switch s.Op {
	case align.Equal:
		c.Equal += int(s.M)
		return
	case align.Insert:
		c.inserted += int(s.N)
	case align.Delete:
		c.deleted += int(s.M)
	case align.Substitute:
		c.exchange(v, w, s)
	}
	for i := range w {
		c.newWord(&w[i], s)
	}
}

// sourceWord counts a word of the source, whose step puts the words into in its
// place. Names and content words of exchanges that count as no others do are left
// out.
func (c *counter) sourceWord(word *shingle.Word, into []shingle.Word, s *change.Step, uncounted bool) {
	switch {
	case word.Class == shingle.Function:
		c.functions++
		if s.Op == align.Equal {
			c.equalFunctions++
		}
	case word.Class == shingle.Number:
		c.numbers++
		if s.Op != align.Equal && !s.Respelt {
			c.newNumbers++
		}
	case uncounted:
	case word.Class == shingle.Name:
		c.names++
		if s.Op == align.Substitute && !s.Respelt {
			c.newNames++
		}
	default:
		c.contents++
		if s.Op != align.Delete {
			c.contentWord(word, into, s)
		}
	}
}

// contentWord notes what became of a content word that was not taken out.
func (c *counter) contentWord(word *shingle.Word, into []shingle.Word, s *change.Step) {
	k := c.table.First(word.Hash)
	f := &c.fate[k]
	if f.kept+f.exchanged == 0 {
		c.met = append(c.met, k)
	}
	if s.Op == align.Equal || s.Respelt {
		f.kept++
		return
	}
	c.exchanged++
	h := prepare.PhraseHash(into)
	if f.exchanged > 0 && f.into != h {
		f.several = true
	}
	f.exchanged++
	f.into = h
}

// newWord counts a word of the suspect that is not equal to one of the source.
func (c *counter) newWord(word *shingle.Word, s *change.Step) {
	switch {
	case word.Class == shingle.Function && (s.N == 1 || s.Op == align.Insert):
		c.functions++
	case word.Class == shingle.Number && s.Op == align.Insert:
		c.newNumbers++
	}
}

// exchange counts a substitution.
func (c *counter) exchange(v, w []shingle.Word, s *change.Step) {
	switch {
	case s.Symbol:
		c.symbols++
		return
	case c.Exchanges[s.Exchange].Figure && v[0].Class != shingle.Number:
		c.figures++
		return
	}
	if s.Impossible {
		c.impossibles++
	}
	if !s.Respelt && !c.seen[s.Exchange] && slices.ContainsFunc(v, func(w shingle.Word) bool { return w.Class == shingle.Content }) {
		c.seen[s.Exchange] = true
		c.made = append(c.made, s.Exchange)
		c.first(w, c.Exchanges[s.Exchange].Tier)
	}
	switch {
	case s.Respelt:
		c.variants++
	case len(v) > 1 || len(w) > 1:
		c.phrases++
	case change.ContentLike(v[0].Class) && change.ContentLike(w[0].Class):
		c.oneForOne++
		if align.LikeEndings(c.Source.Endings[s.A], c.Suspect.Endings[s.B]) {
			c.likeEndings++
		}
	}
}

// first counts an exchange, for w, that was not seen before.
func (c *counter) first(w []shingle.Word, tier lexicon.Tier) {
	c.distinct++
	if c.inSource(w) {
		c.known++
	}
	if c.Lexicon == nil {
		return
	}
	c.pairs++
	c.related += tier.LogRatio()
	switch {
	case tier == lexicon.Strong:
		c.strong++
	case tier != lexicon.None:
		c.wide++
	}
}

// inSource reports whether the source has all of words but function words, and
// has one at least.
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

// fates adds up what became of words that occur more than once.
func (c *counter) fates() {
	for _, k := range c.met {
		f := &c.fate[k]
		if f.exchanged > 0 {
			c.types++
		}
		if f.kept+f.exchanged < 2 {
			continue
		}
		c.repeatedTypes++
		switch {
		case f.exchanged > 0 && f.kept > 0:
			c.mixed++
		case f.exchanged > 0 && !f.several:
			c.mapped++
		}
	}
}
