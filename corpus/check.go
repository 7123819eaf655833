package corpus

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// An Answer says what a Check found.
type Answer struct {
	// Verdict and Confidence are those of the best match, or else of the first of
	// the others. If no text was near enough to be compared the verdict is
	// unrelated, or insufficient, with confidence 0: nothing was estimated.
	Verdict    compare.Verdict
	Confidence float64
	Calibrated bool // false if Confidence was not fitted for the language
	Language   shingle.Language

	Matches []Match // the texts that the suspect derives from, best first
	Others  []Match // those that it was compared with as well, nearest first

	// Capped says that there were candidates which were not compared and might have
	// been worth it: more than Settings.Candidates, or more than are looked at. That
	// is 65,536, and no more once three times Settings.Candidates are not of the
	// suspect's author or group.
	Capped bool
}

// A Match is a text of the corpus that a suspect was compared with.
type Match struct {
	Source Text // as it was added, with its text
	Order  Order
	Report *compare.Report
}

// Check compares a text with those of its tenant that it may derive from. Texts
// of the same id, group or author are passed over. Nothing is stored. The error
// wraps [ErrText] if the text is not one that could be added; an empty id will
// do, though.
func (c *Corpus) Check(ctx context.Context, suspect Text) (*Answer, error) {
	var answer *Answer
	err := c.again(func(st *state) (err error) {
		answer, err = st.check(ctx, c.store, suspect)
		return err
	})
	return answer, err
}

// CheckAdd stores a text and checks it. Of two like texts that are given to
// CheckAdd at the same time one at least is told of the other, whichever
// processes they are given to: so the text is stored first. An error that wraps
// [ErrUnchecked] says that it was stored and could not be checked.
func (c *Corpus) CheckAdd(ctx context.Context, text Text) (*Answer, error) {
	if err := c.Add(ctx, text); err != nil {
		return nil, err
	}
	answer, err := c.Check(ctx, text)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnchecked, err)
	}
	return answer, nil
}

// ErrUnchecked says that a text was stored but not checked.
var ErrUnchecked = errors.New("corpus: stored, not checked")

func (st *state) check(ctx context.Context, store Store, suspect Text) (*Answer, error) {
	id := suspect.ID
	suspect.ID = cmp.Or(id, "suspect")
	suspect, err := suspect.normal()
	if err != nil {
		return nil, err
	}
	suspect.ID = id
	if err := st.fits(suspect); err != nil {
		return nil, err
	}
	own, err := numberOf(ctx, store, suspect)
	if err != nil {
		return nil, err
	}
	q := st.query(suspect.Text)
	least := leastScore(q.words)
	found, err := st.search(ctx, store, suspect.Tenant, q, own, least)
	if err != nil {
		return nil, err
	}
	near, capped, err := st.shortlist(ctx, store, suspect, found, least)
	if err != nil {
		return nil, err
	}
	return st.verify(ctx, suspect, near, capped)
}

// numberOf returns the number of the text in the store that has the suspect's id,
// 0 if there is none.
func numberOf(ctx context.Context, store Store, suspect Text) (uint64, error) {
	if suspect.ID == "" {
		return 0, nil
	}
	r, err := store.Get(ctx, suspect.Tenant, suspect.ID)
	if errors.Is(err, ErrNotFound) {
		return 0, nil
	}
	return r.Number, err
}

// query returns what to look up for a text.
func (st *state) query(text string) query {
	r := st.readers.Get().(*reader)
	defer st.readers.Put(r)
	r.read(text)
	defer r.release()
	return r.query()
}
