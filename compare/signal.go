package compare

import (
	"slices"

	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// tally counts what an alignment shows, over all passages or one of them.
// Counts are of words, on the side named or on that of the source.
type tally struct {
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
	names         int     // of the source
	newNames      int     // of them, exchanged for others, no variants
	changes       int     // runs of words that are neither equal nor variants
	changedWords  int     // in these runs, of the longer side
	lone          int     // runs that are one exchange of one word for one
	pairs         int     // distinct exchanges of content words, no variants
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
	c := counter{alignment: al, index: make(map[uint64]int32), seen: make(map[exchange]bool)}
	for _, p := range passages {
		c.passage(p)
	}
	c.fates()
	return c.tally
}

type counter struct {
	*alignment
	tally
	fate  []fate           // of the content words of the source, as they come
	index map[uint64]int32 // into fate, by hash
	seen  map[exchange]bool
}

// A fate is what became of the occurrences of a word.
type fate struct {
	kept, exchanged int
	into            uint64 // hash of what it was exchanged for first
	several         bool   // exchanged for different words
}

func (c *counter) passage(p passage) {
	from, to := c.sourceWords(p)
	c.words[0] += int(to - from)
	from, to = c.suspectWords(p)
	c.words[1] += int(to - from)
	run, changed := 0, 0 // steps and words of the current run of changes
	var only step
	flush := func() {
		if run == 0 {
			return
		}
		c.changes++
		c.changedWords += changed
		if run == 1 && only.op == Substitute && only.M == 1 && only.N == 1 {
			c.lone++
		}
		run, changed = 0, 0
	}
	for _, s := range p.steps {
		s = c.turned(s)
		if s.op == Equal || s.respelt {
			flush()
		} else {
			run++
			changed += int(max(s.M, s.N))
			only = s
		}
		c.step(s)
	}
	flush()
}

// step counts one step, turned.
func (c *counter) step(s step) {
	source, suspect := c.texts()
	v, w := source.words[s.A:s.A+s.M], suspect.words[s.B:s.B+s.N]
	for _, word := range v {
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
		case shingle.Name:
			c.names++
			if s.op == Substitute && !s.respelt {
				c.newNames++
			}
			continue
		}
		c.contents++
		k, ok := c.index[word.Hash]
		if !ok {
			k = int32(len(c.fate))
			c.index[word.Hash] = k
			c.fate = append(c.fate, fate{})
		}
		f := &c.fate[k]
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
		for _, word := range w {
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
func (c *counter) exchange(v, w []shingle.Word, s step) {
	if s.impossible {
		c.impossibles++
	}
	if c.lex != nil && !s.respelt && slices.ContainsFunc(v, func(w shingle.Word) bool { return w.Class == shingle.Content }) {
		x := exchange{phraseHash(v), phraseHash(w)}
		if !c.seen[x] {
			c.seen[x] = true
			c.pairs++
			c.related += s.tier.LogRatio()
			switch {
			case s.tier == lexicon.Strong:
				c.strong++
			case s.tier != lexicon.None:
				c.wide++
			}
		}
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

func contentLike(c shingle.Class) bool { return c == shingle.Content || c == shingle.Name }

// fates adds up what became of words that occur more than once.
func (c *counter) fates() {
	for _, f := range c.fate {
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
