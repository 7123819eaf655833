package corpus

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// An Answer says what a Check found.
type Answer struct {
	// Verdict and Confidence are those of the best match or, without a match, of
	// the first of the others. If no text was near enough to be compared, the
	// verdict is unrelated, or insufficient, with confidence 0: nothing was
	// estimated.
	Verdict    compare.Verdict
	Confidence float64
	Calibrated bool // false if Confidence was not fitted for the language
	Language   shingle.Language

	Matches []Match // the texts that the suspect derives from, best first
	Others  []Match // the other texts that it was compared with, nearest first

	// Excluded is what was left out of the suspect: quotations, if the Comparer
	// leaves them out, and boilerplate.
	Excluded []compare.Exclusion

	// Capped says that something was skipped that might have been worth comparing.
	// Either there were more candidates than Settings.Candidates, or more than are
	// looked at: 65,536, or as many as hold three times Settings.Candidates that are
	// not of the suspect's author or group. Or more texts than Settings.Common share
	// features with the suspect and a candidate, so that only the oldest of them were
	// found. Or the store did not go through all texts of the suspect's author and
	// group.
	Capped bool

	// Stored says that CheckAdd has stored the text.
	Stored bool
}

// A Match is a text of the corpus that a suspect was compared with.
type Match struct {
	Source Text // as it was added, with its text
	Order  Order
	Report *compare.Report

	// Derived is the id of the text that the source was found to derive from when it
	// was added, "" if there was none. Cleared says that the source is therefore no
	// evidence against the suspect: the suspect was there before it, or holds the
	// original as well. Such a source is among Answer.Others.
	Derived string
	Cleared bool

	number uint64
}

// Check compares a text with those of its tenant that it may derive from. Texts
// with the same id, group or author are skipped. Nothing is stored. The error wraps
// [ErrText] if the text could not be added; but an empty id is allowed.
func (c *Corpus) Check(ctx context.Context, suspect Text) (*Answer, error) {
	k, err := c.check(ctx, suspect)
	if err != nil {
		return nil, err
	}
	return k.answer, nil
}

// CheckAdd checks a text and then stores it if keep returns true for the answer; a
// nil keep stores every text. The store remembers what the text was found to derive
// from, see [Match.Derived]. If keep returns false, nothing changes: an earlier text
// with the same id stays.
//
// If two similar texts are given to CheckAdd at the same time, even in two
// processes, at least one answer names the other text: after storing a text,
// CheckAdd searches once more for texts that came meanwhile, without calling keep
// again. An error that wraps [ErrUnchecked] says that the text was stored, and that
// this second search failed.
func (c *Corpus) CheckAdd(ctx context.Context, text Text, keep func(*Answer) bool) (*Answer, error) {
	k, err := c.check(ctx, text)
	if err != nil || keep != nil && !keep(k.answer) {
		return k.answerOrNil(), err
	}
	if err := c.add(ctx, []Text{text}, k.answer.source()); err != nil {
		return nil, err
	}
	answer := k.answer
	answer.Stored = true
	err = c.again(func(st *state) error {
		k.state = st
		if err := k.recognise(ctx); err != nil {
			return err
		}
		return k.look(ctx)
	})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnchecked, err)
	}
	return answer, nil
}

// ErrUnchecked says that a text was stored but not compared with everything in the
// store.
var ErrUnchecked = errors.New("corpus: stored, not checked")

// source returns the id of the text that the suspect derives from, "" if it derives
// from none.
func (a *Answer) source() string {
	for _, m := range a.Matches {
		if m.Order != SuspectFirst {
			return m.Source.ID
		}
	}
	return ""
}

// A check compares a suspect with the texts of a corpus.
type check struct {
	*state
	store   Store
	suspect Text
	self    uint64 // number of the text in the store that has the suspect's id, 0 if there is none
	own     uint64 // the same number if that text equals the suspect, otherwise 0

	comparer compare.Comparer // with the tenant's boilerplate
	prepared *compare.Text
	several  bool            // the suspect is read in several ways, so that its words in one are no measure
	like     *likeness       // to the suspect; nil until it is needed
	seen     map[uint64]bool // numbers of texts that an earlier look found
	met      map[string]witness
	answer   *Answer
}

// check returns the check of a suspect, with its answer.
func (c *Corpus) check(ctx context.Context, suspect Text) (k *check, err error) {
	err = c.again(func(st *state) error {
		if k, err = c.newCheck(ctx, st, suspect); err != nil {
			return err
		}
		return k.look(ctx)
	})
	return k, err
}

// answerOrNil returns the answer, nil if there is no check.
func (k *check) answerOrNil() *Answer {
	if k == nil {
		return nil
	}
	return k.answer
}

// newCheck prepares a suspect.
func (c *Corpus) newCheck(ctx context.Context, st *state, suspect Text) (*check, error) {
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
	k := &check{state: st, store: c.store, suspect: suspect, seen: make(map[uint64]bool), met: make(map[string]witness)}
	if err := k.recognise(ctx); err != nil {
		return nil, err
	}
	if k.comparer, err = c.comparer(ctx, st, suspect.Tenant); err != nil {
		return nil, err
	}
	if k.prepared, err = k.comparer.PrepareContext(ctx, suspect.Text); err != nil {
		return nil, err
	}
	k.answer = &Answer{Language: k.prepared.Language(), Excluded: k.prepared.Excluded()}
	return k, nil
}

// recognise looks for the suspect in the store.
func (k *check) recognise(ctx context.Context) error {
	if k.suspect.ID == "" {
		return nil
	}
	r, err := k.store.Get(ctx, k.suspect.Tenant, k.suspect.ID)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	k.self = r.Number
	text, err := k.text(ctx, r.Text)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err == nil && text == k.suspect.Text {
		k.own = r.Number
	}
	return err
}

// look finds texts that the suspect may derive from, without those that an earlier
// look has found, compares them with it and adds them to the answer.
func (k *check) look(ctx context.Context) error {
	queries := k.queries(k.suspect.Text, k.answer.Excluded)
	k.several = len(queries) > 1
	least := leastScore(queries[0].words)
	var found []candidate
	cut := false
	for _, q := range queries {
		more, passed, err := k.search(ctx, k.store, k.suspect, q, k.self, leastScore(q.words))
		if err != nil {
			return err
		}
		cut = cut || passed
		least = min(least, leastScore(q.words))
		q.placed(more)
		found = merge(found, more)
	}
	found = slices.DeleteFunc(found, func(c candidate) bool { return k.seen[c.number] })
	for _, c := range found {
		k.seen[c.number] = true
	}
	near, capped, err := k.shortlist(ctx, k.store, k.suspect, found, least)
	if err != nil {
		return err
	}
	k.answer.Capped = k.answer.Capped || capped || cut
	return k.verify(ctx, near)
}
