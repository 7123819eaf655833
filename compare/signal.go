package compare

import (
	"slices"

	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// tally counts what an alignment shows, over all passages or one of them.
// Counts are of words, on the side named or on that of the source.
type tally struct {
	of            [2]int  // in the texts, without those excluded, of source and suspect
	words         [2]int  // in passages, of source and suspect
	equal         int     // equal words
	functions     int     // function words of both texts that are not equal, and pairs that are
	equalFuncs    int     // pairs of equal function words
	contents      int     // content words of the source, names aside
	exchanged     int     // of them, in exchanges that are no variants
	oneForOne     int     // exchanges of one content word for one, no variants
	likeEndings   int     // of them, with endings that agree
	phrases       int     // exchanges that have more than one word on a side
	variants      int     // exchanges of a word for a variant of its form
	inserted      int     // words
	deleted       int     // words
	numbers       int     // of the source
	newNumbers    int     // of them, exchanged or deleted; and numbers inserted
	figures       int     // exchanges of a number, month or weekday in words, which count as no others do
	names         int     // of the source
	newNames      int     // of them, exchanged for others, no variants
	symbols       int     // exchanges with a symbol on a side, which count as no others do
	changes       int     // runs of words that are neither equal nor variants
	changedWords  int     // in these runs, of the longer side
	lone          int     // runs that are one exchange of one word for one
	distinct      int     // distinct exchanges of content words, no variants
	known         int     // of them, those whose new words all stand in the source
	pairs         int     // the distinct exchanges, where there is a lexicon
	strong        int     // of them, those whose words the lexicon strongly relates
	wide          int     // of them, those that it relates less
	related       float64 // sum of the log likelihood ratios of their tiers
	impossibles   int     // exchanges that no person makes
	types         int     // distinct source words exchanged, no variants
	repeatedTypes int     // distinct content words that occur twice or more
	mapped        int     // of them, with every occurrence exchanged for the same words
	mixed         int     // of them, exchanged sometimes and left sometimes
}

// count adds up the steps of passages.
func (al *alignment) count(passages []passage) tally {
	if al.counter == nil {
		al.counter = newCounter(al)
	}
	c := al.counter
	for _, p := range passages {
		c.passage(p)
	}
	c.fates()
	return c.done()
}

// A counter counts what passages of one alignment show. Between one count and
// the next it keeps its tables, which are as long as the texts: there is a count
// for every passage.
type counter struct {
	*alignment
	tally
	table *seedTable // of the source's words
	fate  []fate     // by the first seed of a word
	met   []int32    // which of them are in use
	seen  []bool     // by exchange
	made  []int32    // which were seen
}

func newCounter(al *alignment) *counter {
	source, _ := al.texts()
	table := source.indexed(seedWords)
	return &counter{alignment: al, table: table, fate: make([]fate, len(table.seeds)), seen: make([]bool, len(al.exchanges))}
}

// done returns what was counted and makes the counter ready for another count.
func (c *counter) done() tally {
	for _, k := range c.met {
		c.fate[k] = fate{}
	}
	for _, k := range c.made {
		c.seen[k] = false
	}
	t := c.tally
	source, suspect := c.texts()
	t.of = [2]int{len(source.words), len(suspect.words)}
	c.tally, c.met, c.made = tally{}, c.met[:0], c.made[:0]
	return t
}

// A fate is what became of the occurrences of a word.
type fate struct {
	kept, exchanged int32
	several         bool   // exchanged for different words
	into            uint64 // hash of what it was exchanged for last
}

func (c *counter) passage(p passage) {
	from, to := c.sourceWords(p)
	c.words[0] += int(to - from)
	from, to = c.suspectWords(p)
	c.words[1] += int(to - from)
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
	for i := range p.steps {
		s := c.turned(&p.steps[i])
		if s.op == Equal || s.respelt {
			flush()
		} else {
			run++
			changed += int(max(s.M, s.N))
			single = s.op == Substitute && s.M == 1 && s.N == 1
		}
		c.step(&s)
	}
	flush()
}

// step counts one step, turned.
func (c *counter) step(s *step) {
	source, suspect := c.texts()
	v, w := source.words[s.A:s.A+s.M], suspect.words[s.B:s.B+s.N]
	figure := s.op == Substitute && c.exchanges[s.exchange].figure
	for i := range v {
		word := &v[i]
		switch word.Class {
		case shingle.Function:
			c.functions++
			if s.op == Equal {
				c.equalFuncs++
			}
			continue
		case shingle.Number:
			c.numbers++
			if s.op != Equal && !s.respelt {
				c.newNumbers++
			}
			continue
		}
		if s.symbol || figure {
			continue
		}
		if word.Class == shingle.Name {
			c.names++
			if s.op == Substitute && !s.respelt {
				c.newNames++
			}
			continue
		}
		c.contents++
		if s.op == Delete {
			continue
		}
		k := c.table.first(word.Hash)
		f := &c.fate[k]
		if f.kept+f.exchanged == 0 {
			c.met = append(c.met, k)
		}
		switch {
		case s.op == Equal || s.respelt:
			f.kept++
		case s.op == Substitute:
			c.exchanged++
			into := phraseHash(w)
			if f.exchanged > 0 && f.into != into {
				f.several = true
			}
			f.exchanged++
			f.into = into
		}
	}
	if s.op != Equal {
		for i := range w {
			word := &w[i]
			switch {
			case word.Class == shingle.Function && s.N == 1 || word.Class == shingle.Function && s.op == Insert:
				c.functions++
			case word.Class == shingle.Number && s.op == Insert:
				c.newNumbers++
			}
		}
	}
	switch s.op {
	case Equal:
		c.equal += int(s.M)
	case Insert:
		c.inserted += int(s.N)
	case Delete:
		c.deleted += int(s.M)
	case Substitute:
		c.exchange(v, w, s)
	}
}

// exchange counts a substitution.
func (c *counter) exchange(v, w []shingle.Word, s *step) {
	switch {
	case s.symbol:
		c.symbols++
		return
	case c.exchanges[s.exchange].figure && v[0].Class != shingle.Number:
		c.figures++
		return
	}
	if s.impossible {
		c.impossibles++
	}
	if !s.respelt && !c.seen[s.exchange] && slices.ContainsFunc(v, func(w shingle.Word) bool { return w.Class == shingle.Content }) {
		c.seen[s.exchange] = true
		c.made = append(c.made, s.exchange)
		c.first(w, c.exchanges[s.exchange].tier)
	}
	switch {
	case s.respelt:
		c.variants++
	case len(v) > 1 || len(w) > 1:
		c.phrases++
	case contentLike(v[0].Class) && contentLike(w[0].Class):
		c.oneForOne++
		if endings(ending(v[0].Form), ending(w[0].Form)) <= 0 {
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
	if c.lex == nil {
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
		if c.table.first(w.Hash) < 0 {
			return false
		}
		has = true
	}
	return has
}

func contentLike(c shingle.Class) bool { return c == shingle.Content || c == shingle.Name }

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
