package corpus

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"

	"github.com/palimpsest-go/palimpsest/shingle"
)

// A Proposal is a passage that many owners have, so it may be boilerplate. A person
// should read it before it is declared, because a story that many papers print is
// proposed too.
type Proposal struct {
	ID         string // the first of the texts that have it, by arrival
	Start, End int    // in that text, half-open, in bytes
	Text       string // the passage
	Texts      int    // how many texts have it, including the first
	Owners     int    // number of authors, or of groups if the author is unknown, or else of texts
}

const (
	// A passage of fewer words is a phrase.
	leastProposed = 20

	// Within a passage this many words may be between one common feature and the next,
	// because a name or a date is inserted, or words were exchanged.
	proposedGap = 16

	// proposedShare is the share of the features of a passage that a text must have
	// to count as having the passage.
	proposedShare = 0.5
)

// Propose returns an iterator over the passages of a tenant that are, word for word or
// with words exchanged, in texts of at least that many owners, 2 to 1,024, and are not
// declared as boilerplate. They come in order of the ids of the texts that had them
// first, each once. The iterator ends after an error, which wraps [ErrSettings] if
// owners is out of range.
//
// It declares nothing. It reads all texts of the tenant: each needs one look-up like
// that of a check, but no comparison.
func (c *Corpus) Propose(ctx context.Context, tenant string, owners int) iter.Seq2[Proposal, error] {
	return func(yield func(Proposal, error) bool) {
		p, err := c.proposer(ctx, tenant, owners)
		if err != nil {
			yield(Proposal{}, err)
			return
		}
		for r, err := range c.store.List(ctx, tenant, "") {
			if err != nil {
				yield(Proposal{}, err)
				return
			}
			found, err := p.of(ctx, r)
			if err != nil {
				yield(Proposal{}, err)
				return
			}
			for _, f := range found {
				if !yield(f, nil) {
					return
				}
			}
		}
	}
}

// A proposer looks for passages that many owners have.
type proposer struct {
	*check   // with the declared boilerplate
	tenant   string
	least    int               // owners
	owners   map[uint64]string // by number
	proposed map[uint64]bool   // features of passages that were proposed
}

func (c *Corpus) proposer(ctx context.Context, tenant string, owners int) (*proposer, error) {
	if owners < 2 || owners > maxCandidates {
		return nil, fmt.Errorf("%w: %d owners, want 2 to %d", ErrSettings, owners, maxCandidates)
	}
	if err := checkName("tenant", tenant); err != nil {
		return nil, err
	}
	st := c.state.Load()
	if st.WholeTexts {
		return nil, fmt.Errorf("%w: with WholeTexts no passages are found", ErrSettings)
	}
	comparer, err := c.comparer(ctx, st, tenant)
	k := &check{state: st, store: c.store, comparer: comparer}
	return &proposer{k, tenant, owners, make(map[uint64]string), make(map[uint64]bool)}, err
}

// A shared is a posting of a text with the other texts that have it.
type shared struct {
	feature  uint64
	position uint32
	words    int // least number of words of the feature
	numbers  []uint64
}

// of returns the passages that many owners have and that the text of a record had
// first.
func (p *proposer) of(ctx context.Context, r Record) ([]Proposal, error) {
	whole, err := p.store.Get(ctx, p.tenant, r.ID)
	if err == nil {
		whole.Text.Text, err = p.text(ctx, whole.Text)
	}
	if errors.Is(err, ErrNotFound) {
		return nil, nil // removed meanwhile
	}
	if err != nil {
		return nil, err
	}
	postings, words, err := p.undeclared(ctx, whole.Text.Text)
	if err != nil {
		return nil, err
	}
	if err := p.lookUp(ctx, whole.Number, postings); err != nil {
		return nil, err
	}
	var found []Proposal
	for run := range p.runs(postings) {
		if f, ok := p.proposal(whole, run, words); ok {
			found = append(found, f)
		}
	}
	return found, nil
}

// undeclared returns the postings of a text for passages, in order of position, without
// those in boilerplate, and its words.
func (p *proposer) undeclared(ctx context.Context, text string) ([]shared, []shingle.Word, error) {
	prepared, err := p.comparer.PrepareContext(ctx, text)
	if err != nil {
		return nil, nil, err
	}
	r := p.readers.Get().(*reader)
	defer p.readers.Put(r)
	r.read(text)
	defer r.release()
	inside := r.within(prepared.Excluded())
	var out []shared
	for i, run := range r.runs {
		if !r.posts(i) {
			continue
		}
		winnow(run, r.window(i), func(f feature) {
			if inside == nil || !inside[f.position] {
				out = append(out, shared{feature: reduce(f.hash), position: f.position, words: leastWords(i)})
			}
		})
	}
	slices.SortFunc(out, func(a, b shared) int {
		return cmp.Or(cmp.Compare(a.position, b.position), cmp.Compare(a.feature, b.feature))
	})
	return out, slices.Clone(r.words), nil
}

// leastWords returns how many words a feature of a family has at least.
func leastWords(family int) int {
	if family == contentPairs {
		return 2
	}
	return Settings{}.shinglers()[family].Size
}

// lookUp notes which other texts have the postings of the text of a number.
func (p *proposer) lookUp(ctx context.Context, own uint64, postings []shared) error {
	byFeature := make(map[uint64][]uint64, len(postings))
	features := make([]uint64, 0, len(postings))
	for _, s := range postings {
		if _, ok := byFeature[s.feature]; !ok {
			byFeature[s.feature] = nil
			features = append(features, s.feature)
		}
	}
	unknown := make(map[uint64]bool)
	err := p.store.Lookup(ctx, p.scheme, p.tenant, features, max(p.Common, 4*p.least), func(i int, places []Place, _ bool) {
		for _, at := range places {
			if at.Number == own {
				continue
			}
			byFeature[features[i]] = append(byFeature[features[i]], at.Number)
			if _, ok := p.owners[at.Number]; !ok {
				unknown[at.Number] = true
			}
		}
	})
	if err != nil {
		return err
	}
	unknown[own] = true
	numbers := make([]uint64, 0, len(unknown))
	for n := range unknown {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	heads, err := p.store.Heads(ctx, p.tenant, numbers)
	for _, h := range heads {
		p.owners[h.Number] = owner(h.Text)
	}
	for i := range postings {
		postings[i].numbers = byFeature[postings[i].feature]
	}
	return err
}

// owner returns a unique name for the owner of a text.
func owner(t Text) string {
	switch {
	case t.Author != "":
		return "author " + t.Author
	case t.Group != "":
		return "group " + t.Group
	}
	return "text " + t.ID
}

// many returns the number of owners of texts, and whether they are enough.
func (p *proposer) many(numbers []uint64) (owners int, ok bool) {
	seen := make(map[string]bool)
	for _, n := range numbers {
		if o, ok := p.owners[n]; ok {
			seen[o] = true
		}
	}
	return len(seen), len(seen) >= p.least
}

// runs returns an iterator over the runs of postings that texts of many owners have,
// without the other postings between them.
func (p *proposer) runs(postings []shared) iter.Seq[[]shared] {
	common := slices.DeleteFunc(postings, func(s shared) bool {
		_, ok := p.many(s.numbers)
		return !ok
	})
	return func(yield func([]shared) bool) {
		for len(common) > 0 {
			n := 1
			for n < len(common) && common[n].position-common[n-1].position <= proposedGap {
				n++
			}
			if !yield(common[:n]) {
				return
			}
			common = common[n:]
		}
	}
}

// proposal returns the passage of a run of postings, if it is long enough, if enough
// owners have it, and if no earlier text has it and it was not proposed before.
func (p *proposer) proposal(r Record, run []shared, words []shingle.Word) (Proposal, bool) {
	first := run[0].position
	last := 0
	for _, s := range run {
		last = max(last, min(int(s.position)+s.words, len(words)))
	}
	if last-int(first) < leastProposed {
		return Proposal{}, false
	}
	having, known := make(map[uint64]int), 0
	for _, s := range run {
		for _, n := range s.numbers {
			having[n]++
		}
		if p.proposed[s.feature] {
			known++
		}
	}
	if 2*known >= len(run) {
		return Proposal{}, false
	}
	texts := []uint64{r.Number}
	for n, times := range having {
		if float64(times) >= proposedShare*float64(len(run)) {
			if n < r.Number {
				return Proposal{}, false // that text will propose it
			}
			texts = append(texts, n)
		}
	}
	owners, ok := p.many(texts)
	if !ok {
		return Proposal{}, false
	}
	for _, s := range run {
		p.proposed[s.feature] = true
	}
	start, end := words[first].Start, words[last-1].End
	return Proposal{r.ID, start, end, r.Text.Text[start:end], len(texts), owners}, true
}
