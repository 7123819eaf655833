package storetest

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// A model is a store that is slow and obvious: it walks through all texts for
// every answer. Others are compared with it.
type model struct {
	*contents
	closed bool
}

// contents are what a model holds. Several models may have the same contents open.
type contents struct {
	mu     sync.Mutex
	scheme string
	last   uint64 // the last number that was given
	texts  []*modelText
	notes  map[string]map[string]string // by tenant and name
}

type modelText struct {
	corpus.Record
	postings map[string][]corpus.Posting // by scheme
}

func newModel() *model { return &model{contents: &contents{}} }

// usable returns an error if the model is closed or the context has ended.
func (m *model) usable(ctx context.Context) error {
	if m.closed {
		return fmt.Errorf("model: %w", corpus.ErrClosed)
	}
	return ctx.Err()
}

// usableUnder also returns an error if the scheme is not adopted.
func (m *model) usableUnder(ctx context.Context, scheme string) error {
	if err := m.usable(ctx); err != nil {
		return err
	}
	if scheme == "" || scheme != m.scheme {
		return fmt.Errorf("%w: %q, the model has %q", corpus.ErrScheme, scheme, m.scheme)
	}
	return nil
}

// find returns the text of an id, nil if there is none.
func (m *model) find(tenant, id string) *modelText {
	for _, t := range m.texts {
		if t.Tenant == tenant && t.ID == id {
			return t
		}
	}
	return nil
}

// remove removes the texts for which gone is true, and returns how many.
func (m *model) remove(gone func(*modelText) bool) int {
	before := len(m.texts)
	m.texts = slices.DeleteFunc(slices.Clone(m.texts), gone)
	return before - len(m.texts)
}

func (m *model) Scheme(ctx context.Context) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.scheme, m.usable(ctx)
}

func (m *model) Adopt(ctx context.Context, scheme string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.usable(ctx); err != nil {
		return err
	}
	if scheme == "" {
		return fmt.Errorf("%w: none", corpus.ErrScheme)
	}
	for _, t := range m.texts {
		if _, ok := t.postings[scheme]; !ok {
			return fmt.Errorf("%w: %q of tenant %q, %q", corpus.ErrBehind, t.ID, t.Tenant, scheme)
		}
	}
	for _, t := range m.texts {
		t.postings = map[string][]corpus.Posting{scheme: t.postings[scheme]}
	}
	m.scheme = scheme
	return nil
}

// checkFeatures refuses features of too many bits.
func checkFeatures(entries []corpus.Entry) error {
	for _, e := range entries {
		for _, p := range e.Postings {
			if p.Feature >= 1<<corpus.FeatureBits {
				return fmt.Errorf("%w: %q has the feature %#x", corpus.ErrText, e.ID, p.Feature)
			}
		}
	}
	return nil
}

func (m *model) Put(ctx context.Context, scheme string, entries []corpus.Entry) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.usableUnder(ctx, scheme); err != nil {
		return err
	}
	if err := checkFeatures(entries); err != nil {
		return err
	}
	for _, e := range entries {
		m.remove(func(t *modelText) bool { return t.Tenant == e.Tenant && t.ID == e.ID })
		m.last++
		e.Number = m.last
		m.texts = append(m.texts, &modelText{e.Record, map[string][]corpus.Posting{scheme: slices.Clone(e.Postings)}})
	}
	return nil
}

func (m *model) Delete(ctx context.Context, tenant, id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.usable(ctx); err != nil {
		return err
	}
	if m.remove(func(t *modelText) bool { return t.Tenant == tenant && t.ID == id }) == 0 {
		return fmt.Errorf("%w: %q of tenant %q", corpus.ErrNotFound, id, tenant)
	}
	return nil
}

func (m *model) Get(ctx context.Context, tenant, id string) (corpus.Record, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.usable(ctx); err != nil {
		return corpus.Record{}, err
	}
	if t := m.find(tenant, id); t != nil {
		return t.Record, nil
	}
	return corpus.Record{}, fmt.Errorf("%w: %q of tenant %q", corpus.ErrNotFound, id, tenant)
}

func (m *model) Records(ctx context.Context, tenant string, numbers []uint64) ([]corpus.Record, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.usable(ctx); err != nil {
		return nil, err
	}
	var records []corpus.Record
	for _, t := range m.texts {
		if t.Tenant == tenant && slices.Contains(numbers, t.Number) {
			records = append(records, t.Record)
		}
	}
	return records, nil
}

func (m *model) Heads(ctx context.Context, tenant string, numbers []uint64) ([]corpus.Record, error) {
	records, err := m.Records(ctx, tenant, numbers)
	for i := range records {
		records[i].Text.Text = ""
	}
	return records, err
}

func (m *model) Lookup(ctx context.Context, scheme, tenant string, features []uint64, limit int, visit func(i int, places []corpus.Place, more bool)) error {
	return m.lookup(ctx, scheme, tenant, features, limit, visit, func(corpus.Text) bool { return true })
}

// lookup looks features up in the texts for which among returns true.
func (m *model) lookup(ctx context.Context, scheme, tenant string, features []uint64, limit int, visit func(i int, places []corpus.Place, more bool), among func(corpus.Text) bool) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.usableUnder(ctx, scheme); err != nil {
		return err
	}
	all := make(map[uint64][]corpus.Place)
	for _, t := range m.texts { // which are in order of Number
		if t.Tenant == tenant && among(t.Text) {
			for _, p := range t.postings[scheme] {
				all[p.Feature] = append(all[p.Feature], corpus.Place{Number: t.Number, Position: p.Position})
			}
		}
	}
	for i, f := range features {
		if err := ctx.Err(); err != nil {
			return err
		}
		switch n := len(all[f]); {
		case n == 0 || limit < 1:
		case n <= limit:
			visit(i, all[f], false)
		default:
			visit(i, all[f][:min(limit, corpus.Oldest)], true)
		}
	}
	return nil
}

func (m *model) Stale(ctx context.Context, scheme string) iter.Seq2[corpus.Record, error] {
	return func(yield func(corpus.Record, error) bool) {
		m.mu.Lock()
		texts, err := m.texts, m.usable(ctx)
		texts = slices.DeleteFunc(slices.Clone(texts), func(t *modelText) bool {
			_, ok := t.postings[scheme]
			return ok
		})
		m.mu.Unlock()
		for _, t := range texts {
			if err == nil {
				err = ctx.Err()
			}
			if err != nil || !yield(t.Record, nil) {
				break
			}
		}
		if err != nil {
			yield(corpus.Record{}, err)
		}
	}
}

func (m *model) Index(ctx context.Context, scheme string, entries []corpus.Entry) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.usable(ctx); err != nil {
		return err
	}
	if scheme == "" {
		return fmt.Errorf("%w: none", corpus.ErrScheme)
	}
	if err := checkFeatures(entries); err != nil {
		return err
	}
	for _, e := range entries {
		t := m.find(e.Tenant, e.ID)
		if t == nil || t.Number != e.Number {
			continue
		}
		if _, ok := t.postings[scheme]; !ok {
			t.postings[scheme] = slices.Clone(e.Postings)
		}
	}
	return nil
}

func (m *model) Expire(ctx context.Context, now time.Time) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.usable(ctx); err != nil {
		return 0, err
	}
	return m.remove(func(t *modelText) bool { return !t.Expires.IsZero() && !t.Expires.After(now) }), nil
}

func (m *model) List(ctx context.Context, tenant, after string) iter.Seq2[corpus.Record, error] {
	return func(yield func(corpus.Record, error) bool) {
		m.mu.Lock()
		texts, err := slices.Clone(m.texts), m.usable(ctx)
		m.mu.Unlock()
		slices.SortFunc(texts, func(a, b *modelText) int { return strings.Compare(a.ID, b.ID) })
		for _, t := range texts {
			if t.Tenant != tenant || t.ID <= after {
				continue
			}
			if err == nil {
				err = ctx.Err()
			}
			r := t.Record
			r.Text.Text = ""
			if err != nil || !yield(r, nil) {
				break
			}
		}
		if err != nil {
			yield(corpus.Record{}, err)
		}
	}
}

func (m *model) PutNote(ctx context.Context, tenant string, note corpus.Note) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.usable(ctx); err != nil {
		return err
	}
	if m.notes == nil {
		m.notes = make(map[string]map[string]string)
	}
	if m.notes[tenant] == nil {
		m.notes[tenant] = make(map[string]string)
	}
	m.notes[tenant][note.Name] = note.Value
	return nil
}

func (m *model) DeleteNote(ctx context.Context, tenant, name string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.usable(ctx); err != nil {
		return err
	}
	if _, ok := m.notes[tenant][name]; !ok {
		return fmt.Errorf("%w: note %q of tenant %q", corpus.ErrNotFound, name, tenant)
	}
	delete(m.notes[tenant], name)
	return nil
}

func (m *model) Notes(ctx context.Context, tenant string) iter.Seq2[corpus.Note, error] {
	return func(yield func(corpus.Note, error) bool) {
		for before, first := "", true; ; first = false {
			there, err := m.allNotes(ctx, tenant)
			if err != nil {
				yield(corpus.Note{}, err)
				return
			}
			i := slices.IndexFunc(there, func(n corpus.Note) bool { return first || n.Name > before })
			if i < 0 || !yield(there[i], nil) {
				return
			}
			before = there[i].Name
		}
	}
}

func (m *model) allNotes(ctx context.Context, tenant string) ([]corpus.Note, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.usable(ctx); err != nil {
		return nil, err
	}
	var notes []corpus.Note
	for _, name := range slices.Sorted(maps.Keys(m.notes[tenant])) {
		notes = append(notes, corpus.Note{Name: name, Value: m.notes[tenant][name]})
	}
	return notes, nil
}

func (m *model) Count(ctx context.Context, tenant string) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.usable(ctx); err != nil {
		return 0, err
	}
	n := 0
	for _, t := range m.texts {
		if t.Tenant == tenant {
			n++
		}
	}
	return n, nil
}

func (m *model) Close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.closed = true
	return nil
}
