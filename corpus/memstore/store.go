package memstore

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"sync"
	"time"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// A Store is a [corpus.Store] that forgets everything when the program ends. The
// zero Store is empty and ready to use.
//
// A text of 300 words takes about 1.5 KB in addition to itself. Adding one takes
// some 15 µs. Now and then segments of postings are merged, which takes up to some
// seconds per million texts and three times as much in all; look-ups continue
// meanwhile. A tenant can have up to four billion texts, including removed ones.
//
// A text that was removed or replaced leaves a quarter of a byte for as long as its
// tenant has others; its record takes 80 bytes until the 512 texts that were added
// next to it are gone, and its postings stay until segments are merged. A tenant
// without texts leaves nothing.
type Store struct {
	writing contextMutex // held by calls that change anything; taken before mu
	mu      sync.RWMutex
	closed  bool
	scheme  string
	tenants map[string]*tenantData       // tenants that have texts
	notes   map[string]map[string]string // by tenant and name
	spent   uint64                       // the last number of any tenant that is gone
	lookups sync.Pool                    // of *batchLookup
}

// Scheme implements [corpus.Store].
func (s *Store) Scheme(ctx context.Context) (string, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.scheme, s.usable(ctx)
}

// usable returns an error if the store is closed or the context has ended.
func (s *Store) usable(ctx context.Context) error {
	if s.closed {
		return corpus.ErrClosed
	}
	return ctx.Err()
}

// Adopt implements [corpus.Store].
func (s *Store) Adopt(ctx context.Context, scheme string) error {
	if err := s.writing.lock(ctx); err != nil {
		return err
	}
	defer s.writing.unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.usable(ctx); err != nil {
		return err
	}
	if scheme == "" {
		return fmt.Errorf("%w: no scheme", corpus.ErrScheme)
	}
	for name, t := range s.tenants {
		for range t.stale(scheme) {
			return fmt.Errorf("%w: %q of tenant %q", corpus.ErrBehind, scheme, name)
		}
	}
	for _, t := range s.tenants {
		for other := range t.indexes {
			if other != scheme {
				delete(t.indexes, other)
			}
		}
	}
	s.scheme = scheme
	return nil
}

// Put implements [corpus.Store]. The error wraps [corpus.ErrText] if postings are out of order or
// more than some 268 million, or if a feature has more than FeatureBits.
func (s *Store) Put(ctx context.Context, scheme string, entries []corpus.Entry) error {
	if err := checkEntries(entries, maxSegment-tableLen); err != nil {
		return err
	}
	if err := s.writing.lock(ctx); err != nil {
		return err
	}
	defer s.writing.unlock()
	changed, err := s.put(ctx, scheme, entries)
	if err != nil {
		return err
	}
	s.settle(changed)
	return nil
}

// checkEntries returns an error if a postingIndex cannot take the entries: most is
// the most postings that may come at once.
func checkEntries(entries []corpus.Entry, most int) error {
	n := 0
	for _, e := range entries {
		last := int64(-1)
		for _, p := range e.Postings {
			if int64(p.Feature) <= last || p.Feature>>corpus.FeatureBits != 0 {
				return fmt.Errorf("%w: %q: feature %#x after %#x, want ascending ones of %d bits",
					corpus.ErrText, e.ID, p.Feature, max(last, 0), corpus.FeatureBits)
			}
			last = int64(p.Feature)
		}
		if n += len(e.Postings); n > most {
			return fmt.Errorf("%w: %d texts of more than %d postings at once", corpus.ErrText, len(entries), most)
		}
	}
	return nil
}

// put changes what readers see, in one step, and returns the indexes that it has
// added to.
func (s *Store) put(ctx context.Context, scheme string, entries []corpus.Entry) (map[*schemeIndex]*tenantData, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(ctx, scheme); err != nil {
		return nil, err
	}
	for _, e := range entries {
		if err := s.room(e.Tenant, len(entries)); err != nil {
			return nil, err
		}
	}
	changed := make(map[*schemeIndex]*tenantData)
	for _, e := range entries {
		t := s.tenant(e.Tenant)
		if old, ok := t.numbers[e.ID]; ok {
			t.remove(old)
		}
		number := t.add(storedText{e.ID, e.Author, e.Group, e.Text.Text, e.Time.UnixMicro(), e.Expires.UnixMicro()})
		t.derives(number, e.Derived)
		x := t.index(scheme)
		x.add(number, e.Postings)
		changed[x] = t
	}
	return changed, nil
}

// writable returns an error if texts of the scheme cannot be put.
func (s *Store) writable(ctx context.Context, scheme string) error {
	if err := s.usable(ctx); err != nil {
		return err
	}
	if scheme != s.scheme || scheme == "" {
		return fmt.Errorf("%w: %q, the store has %q", corpus.ErrScheme, scheme, s.scheme)
	}
	return nil
}

// room returns an error if there are not enough numbers for that many texts of a
// tenant.
func (s *Store) room(tenant string, texts int) error {
	before, last := s.spent, uint32(0)
	if t := s.tenants[tenant]; t != nil {
		before, last = t.before, t.last
	}
	n := uint64(last) + uint64(texts)
	if n > math.MaxUint32 || before+n >= 1<<40 {
		return fmt.Errorf("%w: tenant %q had %d texts", corpus.ErrFull, tenant, last)
	}
	return nil
}

// tenant returns the tenant with a name, and makes it if there is none yet.
func (s *Store) tenant(name string) *tenantData {
	t := s.tenants[name]
	if t == nil {
		t = newTenantData(name, s.spent)
		if s.tenants == nil {
			s.tenants = make(map[string]*tenantData)
		}
		s.tenants[name] = t
	}
	return t
}

// drop forgets a tenant that has no texts. A later tenant with that name gets other
// numbers, because callers may still ask for the records of the old ones.
func (s *Store) drop(t *tenantData) {
	if len(t.numbers) == 0 {
		delete(s.tenants, t.name)
		s.spent = max(s.spent, t.before+uint64(t.last))
	}
}

// settle makes segments of full tables. Readers continue meanwhile.
func (s *Store) settle(changed map[*schemeIndex]*tenantData) {
	for x, t := range changed {
		if len(x.table.entries) >= tableLen {
			s.freeze(x, t)
		}
	}
}

// freeze makes a segment from an index's table, and merges the segments that are
// due. Only calls that hold s.writing change the data that it reads.
func (s *Store) freeze(x *schemeIndex, t *tenantData) {
	s.mu.Lock()
	x.full, x.table = x.table, newHashTable()
	s.mu.Unlock()
	segments := append(slices.Clone(x.segments), x.full.segment(t))
	for due := mergeable(segments); due != nil; due = mergeable(segments) {
		segments = slices.Replace(segments, len(segments)-len(due), len(segments), merge(due, t)) // and forgets all of due
	}
	s.mu.Lock()
	x.segments, x.full = segments, nil
	s.mu.Unlock()
}

// Delete implements [corpus.Store]. Postings stay in memory, hidden, until segments
// are merged, or until [Store.Compact].
func (s *Store) Delete(ctx context.Context, tenant, id string) error {
	if err := s.writing.lock(ctx); err != nil {
		return err
	}
	defer s.writing.unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.usable(ctx); err != nil {
		return err
	}
	t, number, err := s.find(tenant, id)
	if err != nil {
		return err
	}
	t.remove(number)
	s.drop(t)
	return nil
}

// find returns the tenant of a text and its number.
func (s *Store) find(tenant, id string) (*tenantData, uint32, error) {
	if t := s.tenants[tenant]; t != nil {
		if number, ok := t.numbers[id]; ok {
			return t, number, nil
		}
	}
	return nil, 0, fmt.Errorf("%w: %q of tenant %q", corpus.ErrNotFound, id, tenant)
}

// Compact removes from memory what is left of removed texts. Time is linear in the
// number of postings. If the context ends, some of it stays.
func (s *Store) Compact(ctx context.Context) error {
	if err := s.writing.lock(ctx); err != nil {
		return err
	}
	defer s.writing.unlock()
	s.mu.RLock()
	err, tenants := s.usable(ctx), slices.Collect(maps.Values(s.tenants))
	s.mu.RUnlock()
	if err != nil {
		return err
	}
	for _, t := range tenants {
		for _, x := range t.indexes {
			if err := ctx.Err(); err != nil {
				return err
			}
			s.freeze(x, t)
			whole := mergeAll(x.segments, t, maxSegment)
			s.mu.Lock()
			x.segments = whole
			s.mu.Unlock()
		}
	}
	return nil
}

// Expire implements [corpus.Store]. Time is linear in the number of present texts, and a
// little for earlier ones: a word for 64.
func (s *Store) Expire(ctx context.Context, now time.Time) (int, error) {
	if err := s.writing.lock(ctx); err != nil {
		return 0, err
	}
	defer s.writing.unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.usable(ctx); err != nil {
		return 0, err
	}
	n := 0
	for _, t := range s.tenants {
		for number := range t.texts() {
			if e := t.at(number).expires; e != never && e <= now.UnixMicro() {
				t.remove(number)
				n++
			}
		}
		s.drop(t)
	}
	return n, nil
}

// never is the time of expiry of texts that do not expire.
var never = time.Time{}.UnixMicro()

// Close implements [corpus.Store].
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	s.tenants, s.notes = nil, nil
	return nil
}
