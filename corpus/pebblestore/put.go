package pebblestore

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// maxBatch bounds the bytes of one Put or Index, because Pebble holds them in
// memory several times over.
const maxBatch = 512 << 20

// Put implements corpus.Store. A batch is one write to the log and one sync,
// which calls made at the same time share; 1,000 texts a call are a good
// number. Texts have numbers in the order of entries. The error wraps corpus.ErrText if
// a name is not UTF-8 or holds a NUL,
// postings are out of order or the entries are more than about 512 MiB, and
// corpus.ErrFull.
func (s *Store) Put(ctx context.Context, scheme string, entries []corpus.Entry) error {
	if err := s.enter(ctx); err != nil {
		return err
	}
	defer s.leave()
	if err := cmp.Or(checkNames(entries), checkEntries(entries)); err != nil {
		return err
	}
	s.schemes.RLock()
	defer s.schemes.RUnlock()
	number, err := s.schemes.current(scheme)
	if err != nil || len(entries) == 0 {
		return err
	}
	todo, err := s.lastOfEach(entries)
	if err != nil {
		return err
	}
	return s.locked(ctx, todo, forTexts, func(c *change) error {
		first, err := s.takeNumbers(len(entries))
		if err != nil {
			return err
		}
		for _, t := range todo {
			old, err := c.number(t.id)
			if err != nil {
				return err
			}
			if old != 0 {
				if err := c.remove(t.id, old); err != nil {
					return err
				}
			}
			n := first + uint64(t.at)
			c.add(t.id, n, t.entry.Record)
			c.index(number, t.id.tenant, n, t.entry.Postings)
		}
		return nil
	})
}

// Index implements corpus.Store. A text that has postings of the scheme keeps them.
// Its errors are those of Put, except those about names.
func (s *Store) Index(ctx context.Context, scheme string, entries []corpus.Entry) error {
	if err := s.enter(ctx); err != nil {
		return err
	}
	defer s.leave()
	if err := checkEntries(entries); err != nil {
		return err
	}
	if scheme == "" {
		return fmt.Errorf("%w: no name", corpus.ErrScheme)
	}
	if len(entries) == 0 {
		return nil
	}
	number, err := s.schemeForIndex(scheme)
	if err != nil {
		return err
	}
	defer s.schemes.RUnlock()
	todo, err := s.there(entries)
	if err != nil {
		return err
	}
	return s.locked(ctx, todo, forTexts, func(c *change) error {
		var done idKey
		for _, t := range todo {
			now, err := c.number(t.id)
			if err != nil {
				return err
			}
			_, has, err := c.r.get(listKey(number, t.id.tenant, now))
			if err != nil {
				return err
			}
			if now == 0 || now != t.entry.Number || has || t.id == done {
				continue
			}
			c.index(number, t.id.tenant, now, t.entry.Postings)
			done = t.id
		}
		return nil
	})
}

// schemeForIndex returns the number of a scheme, with s.schemes held for
// reading if the error is nil.
func (s *Store) schemeForIndex(scheme string) (uint32, error) {
	for {
		s.schemes.RLock()
		if number, known := s.schemes.numbers[scheme]; known {
			return number, nil
		}
		s.schemes.RUnlock()
		if err := s.ensureScheme(scheme); err != nil {
			return 0, err
		}
	}
}

// A target is a text that a call changes.
type target struct {
	id    idKey
	entry corpus.Entry
	at    int // in the call's entries
}

// lastOfEach returns the entries in order of idKey, only the last of each text. It
// gives numbers to new tenants.
func (s *Store) lastOfEach(entries []corpus.Entry) ([]target, error) {
	tenants, err := s.makeTenants(entries)
	if err != nil {
		return nil, err
	}
	todo := targets(entries, tenants)
	slices.Reverse(todo)
	inIDOrder(todo)
	return slices.CompactFunc(todo, func(a, b target) bool { return a.id == b.id }), nil
}

// there returns the entries in order of idKey, without those of tenants that
// have no text. There may be several of one id with different numbers.
func (s *Store) there(entries []corpus.Entry) ([]target, error) {
	tenants := make(map[string]uint32)
	for _, e := range entries {
		if _, seen := tenants[e.Tenant]; seen {
			continue
		}
		n, err := s.tenant(e.Tenant)
		if err != nil {
			return nil, err
		}
		tenants[e.Tenant] = n
	}
	todo := targets(entries, tenants)
	inIDOrder(todo)
	return todo, nil
}

func targets(entries []corpus.Entry, tenants map[string]uint32) []target {
	todo := make([]target, 0, len(entries))
	for i, e := range entries {
		if n := tenants[e.Tenant]; n != 0 {
			todo = append(todo, target{newIDKey(n, e.ID), e, i})
		}
	}
	return todo
}

func inIDOrder(texts []target) {
	slices.SortStableFunc(texts, func(a, b target) int { return a.id.compare(b.id) })
}

// locked makes the change that plan gathers for texts, which are in order of idKey, with
// them locked.
func (s *Store) locked(ctx context.Context, texts []target, why purpose, plan func(*change) error) error {
	keys := make([]idKey, len(texts))
	for i, t := range texts {
		keys[i] = t.id
	}
	unlock, err := s.ids.lock(ctx, slices.Compact(keys))
	if err != nil {
		return err
	}
	defer unlock()
	c, err := s.change()
	if err != nil {
		return err
	}
	defer c.r.close()
	if err := plan(c); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return c.make(why)
}

// checkNames refuses names that no text may have, like stores that could not keep
// them.
func checkNames(entries []corpus.Entry) error {
	for _, e := range entries {
		for _, name := range [...]string{e.ID, e.Tenant, e.Author, e.Group, e.Derived} {
			if !validName(name) {
				return fmt.Errorf("%w: %q: name %q, want UTF-8 without NUL", corpus.ErrText, e.ID, name)
			}
		}
	}
	return nil
}

func validName(name string) bool { return utf8.ValidString(name) && !strings.ContainsRune(name, 0) }

// checkEntries makes sure that the store can keep the entries unchanged.
func checkEntries(entries []corpus.Entry) error {
	const (
		perText    = 256 // keys and lengths
		perPosting = 32
	)
	total := 0
	for _, e := range entries {
		before := int64(-1)
		for _, p := range e.Postings {
			if int64(p.Feature) <= before || p.Feature>>corpus.FeatureBits != 0 {
				return fmt.Errorf("%w: %q: feature %#x after %#x, want ascending ones of %d bits",
					corpus.ErrText, e.ID, p.Feature, max(before, 0), corpus.FeatureBits)
			}
			before = int64(p.Feature)
		}
		total += perText + len(e.ID) + len(e.Author) + len(e.Group) + len(e.Derived) + len(e.Text.Text) + perPosting*len(e.Postings)
	}
	if total > maxBatch {
		return fmt.Errorf("%w: %d texts of some %d bytes at once, want at most %d", corpus.ErrText, len(entries), total, maxBatch)
	}
	return nil
}
