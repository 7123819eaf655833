package main

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/memstore"
)

// The modes.
const (
	modeCheck    = "check"
	modeAdd      = "add"
	modeCheckAdd = "check-add"
)

// A moderator checks and stores texts. The stream and the service both use one.
type moderator struct {
	store    corpus.Store
	corpus   *corpus.Corpus
	order    atomic.Pointer[order]
	top      int           // most matches of a result
	maxBytes int           // of a text
	expire   time.Duration // after which texts are removed; 0 is never
	metrics  *metrics
	profiles *profiles

	storeBlocked bool // store what the policy blocks as well

	expired int       // texts since the store was compacted
	compact time.Time // from when the store may be compacted again
}

// errTooLong says that a text is longer than -max-bytes.
var errTooLong = errors.New("text too long")

// admit returns a text reduced from its format, with the settings for all texts
// applied. The limit holds for the text as sent and for the reduced text.
func (m *moderator) admit(t corpus.Text, format string) (corpus.Text, error) {
	if err := m.fits(t); err != nil {
		return t, err
	}
	var err error
	if t.Text, err = reduced(t.Text, format); err != nil {
		return t, err
	}
	if err := m.fits(t); err != nil {
		return t, err
	}
	if m.expire > 0 {
		t.Expires = time.Now().Add(m.expire)
	}
	return t, nil
}

// fits returns an error if a text is too long.
func (m *moderator) fits(t corpus.Text) error {
	if len(t.Text) > m.maxBytes {
		return fmt.Errorf("%w: %d bytes, limit %d", errTooLong, len(t.Text), m.maxBytes)
	}
	return nil
}

// check checks a text without storing it. The text must have been admitted.
func (m *moderator) check(ctx context.Context, t corpus.Text) (*corpus.Answer, corpus.Decision, error) {
	defer m.metrics.time(modeCheck)()
	return m.decide(t)(m.corpus.Check(ctx, t))
}

// checkAdd checks a text and then stores it, unless the policy blocks it.
func (m *moderator) checkAdd(ctx context.Context, t corpus.Text) (*corpus.Answer, corpus.Decision, error) {
	defer m.metrics.time(modeCheckAdd)()
	policy := m.order.Load().policy
	a, err := m.corpus.CheckAdd(ctx, t, func(a *corpus.Answer) bool {
		return m.storeBlocked || policy.Decide(a, t).Action != corpus.Block
	})
	if err == nil {
		var learned bool
		if learned, err = m.profiles.learn(ctx, t, a); learned {
			m.metrics.learned.Inc()
		}
	}
	return m.decide(t)(a, err)
}

// decide returns a function that adds a decision to an answer.
func (m *moderator) decide(t corpus.Text) func(*corpus.Answer, error) (*corpus.Answer, corpus.Decision, error) {
	return func(a *corpus.Answer, err error) (*corpus.Answer, corpus.Decision, error) {
		if err != nil {
			return nil, corpus.Decision{}, err
		}
		d := m.order.Load().policy.Decide(a, t)
		m.metrics.checked(a, d, t.Tenant)
		return a, d, nil
	}
}

// add stores texts, all or none.
func (m *moderator) add(ctx context.Context, texts ...corpus.Text) error {
	defer m.metrics.time(modeAdd)()
	if err := m.corpus.Add(ctx, texts...); err != nil {
		return err
	}
	for _, t := range texts {
		m.metrics.tenant(t.Tenant) // a refused text takes no name
	}
	return m.profiles.replaced(ctx, texts...)
}

// expireTexts removes the texts that have expired, with their parts of profiles, and
// returns how many texts there were. A store in memory then frees their memory. That
// takes time linear in everything it holds, so expireTexts waits fifty times as long
// before it does so again. Calls must not overlap.
func (m *moderator) expireTexts(ctx context.Context) (int, error) {
	n, err := m.corpus.Expire(ctx, time.Now())
	m.expired += n
	if err == nil {
		err = m.profiles.sweep(ctx, time.Now())
	}
	memory, ok := m.store.(*memstore.Store)
	if err != nil || !ok || m.expired == 0 || time.Now().Before(m.compact) {
		return n, err
	}
	began := time.Now()
	err = memory.Compact(ctx)
	m.expired, m.compact = 0, time.Now().Add(50*time.Since(began))
	return n, err
}

// expireEvery is how often expired texts are removed.
const expireEvery = time.Minute
