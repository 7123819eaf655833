package corpus

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"sync"
	"time"
)

// A Memory is a Store that forgets everything when the program ends. The zero
// Memory is empty and ready to use.
//
// Beside its text a text of 300 words takes about 1.5 KB. Adding one takes some
// 15 µs, and now and then, when segments of postings are merged, up to some
// seconds per million texts, which is three times as much on the whole; look-ups
// go on meanwhile. It holds up to four billion texts of a tenant, those that were
// removed included.
//
// Of a text that was removed or replaced a quarter of a byte stays for as long as
// its tenant has others; its record takes 80 bytes until the 512 texts that were
// added next to it are gone, and its postings stay until segments are merged. Of a
// tenant without texts nothing stays.
type Memory struct {
	writing gate // held by calls that change anything; taken before mu
	mu      sync.RWMutex
	closed  bool
	scheme  string
	tenants map[string]*memoryTenant // those that have texts
	spent   uint64                   // the last number of any tenant that is gone
	lookups sync.Pool                // of *lookup
}

// A gate lets one call in at a time. Others wait until their context ends.
type gate struct {
	once sync.Once
	held chan struct{}
}

func (g *gate) enter(ctx context.Context) error {
	g.once.Do(func() { g.held = make(chan struct{}, 1) })
	select {
	case g.held <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (g *gate) leave() { <-g.held }

// Scheme implements [Store].
func (m *Memory) Scheme(ctx context.Context) (string, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.scheme, m.usable(ctx)
}

// usable returns an error if the store is closed or the context has ended.
func (m *Memory) usable(ctx context.Context) error {
	if m.closed {
		return ErrClosed
	}
	return ctx.Err()
}

// Adopt implements [Store].
func (m *Memory) Adopt(ctx context.Context, scheme string) error {
	if err := m.writing.enter(ctx); err != nil {
		return err
	}
	defer m.writing.leave()
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.usable(ctx); err != nil {
		return err
	}
	if scheme == "" {
		return fmt.Errorf("%w: no scheme", ErrScheme)
	}
	for name, t := range m.tenants {
		for range t.stale(scheme) {
			return fmt.Errorf("%w: %q of tenant %q", ErrBehind, scheme, name)
		}
	}
	for _, t := range m.tenants {
		for other := range t.indexes {
			if other != scheme {
				delete(t.indexes, other)
			}
		}
	}
	m.scheme = scheme
	return nil
}

// Put implements [Store]. The error wraps [ErrText] if postings are out of order or
// more than some 268 million, or if a feature has more than FeatureBits.
func (m *Memory) Put(ctx context.Context, scheme string, entries []Entry) error {
	if err := checkEntries(entries, maxSegment-headLen); err != nil {
		return err
	}
	if err := m.writing.enter(ctx); err != nil {
		return err
	}
	defer m.writing.leave()
	changed, err := m.put(ctx, scheme, entries)
	if err != nil {
		return err
	}
	m.settle(changed)
	return nil
}

// checkEntries returns an error if the entries, of which most postings may come at
// once, are not what a postingIndex takes.
func checkEntries(entries []Entry, most int) error {
	n := 0
	for _, e := range entries {
		last := int64(-1)
		for _, p := range e.Postings {
			if int64(p.Feature) <= last || p.Feature>>FeatureBits != 0 {
				return fmt.Errorf("%w: %q: feature %#x after %#x, want ascending ones of %d bits",
					ErrText, e.ID, p.Feature, max(last, 0), FeatureBits)
			}
			last = int64(p.Feature)
		}
		if n += len(e.Postings); n > most {
			return fmt.Errorf("%w: %d texts of more than %d postings at once", ErrText, len(entries), most)
		}
	}
	return nil
}

// put changes what readers see, at one stroke, and returns the indexes that it
// has added to.
func (m *Memory) put(ctx context.Context, scheme string, entries []Entry) (map[*memoryIndex]*memoryTenant, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.writable(ctx, scheme); err != nil {
		return nil, err
	}
	for _, e := range entries {
		if err := m.room(e.Tenant, len(entries)); err != nil {
			return nil, err
		}
	}
	changed := make(map[*memoryIndex]*memoryTenant)
	for _, e := range entries {
		t := m.tenant(e.Tenant)
		if old, ok := t.numbers[e.ID]; ok {
			t.remove(old)
		}
		number := t.add(memoryRecord{e.ID, e.Author, e.Group, e.Text.Text, e.Time.UnixMicro(), e.Expires.UnixMicro()})
		x := t.index(scheme)
		x.add(number, e.Postings)
		changed[x] = t
	}
	return changed, nil
}

// writable returns an error if texts of the scheme cannot be put.
func (m *Memory) writable(ctx context.Context, scheme string) error {
	if err := m.usable(ctx); err != nil {
		return err
	}
	if scheme != m.scheme || scheme == "" {
		return fmt.Errorf("%w: %q, the store has %q", ErrScheme, scheme, m.scheme)
	}
	return nil
}

// room returns an error if there are no numbers for so many texts of a tenant.
func (m *Memory) room(tenant string, texts int) error {
	before, last := m.spent, uint32(0)
	if t := m.tenants[tenant]; t != nil {
		before, last = t.before, t.last
	}
	n := uint64(last) + uint64(texts)
	if n > math.MaxUint32 || before+n >= 1<<40 {
		return fmt.Errorf("%w: tenant %q had %d texts", ErrFull, tenant, last)
	}
	return nil
}

// tenant returns the tenant of a name, for which there may be none yet.
func (m *Memory) tenant(name string) *memoryTenant {
	t := m.tenants[name]
	if t == nil {
		t = newMemoryTenant(name, m.spent)
		if m.tenants == nil {
			m.tenants = make(map[string]*memoryTenant)
		}
		m.tenants[name] = t
	}
	return t
}

// drop forgets a tenant that has no texts. One of that name that comes later is
// given other numbers, as callers may still ask for the records of the old ones.
func (m *Memory) drop(t *memoryTenant) {
	if len(t.numbers) == 0 {
		delete(m.tenants, t.name)
		m.spent = max(m.spent, t.before+uint64(t.last))
	}
}

// settle makes segments of the heads that are full. Readers go on meanwhile.
func (m *Memory) settle(changed map[*memoryIndex]*memoryTenant) {
	for x, t := range changed {
		if len(x.head.entries) >= headLen {
			m.freeze(x, slices.Clone(t.alive))
		}
	}
}

// freeze makes a segment of an index's head, and merges those that are due.
// Only calls that hold m.writing change what is read here.
func (m *Memory) freeze(x *memoryIndex, alive bitmap) {
	m.mu.Lock()
	x.full, x.head = x.head, newHead()
	m.mu.Unlock()
	segments := append(slices.Clone(x.segments), x.full.segment(alive))
	for due := mergeable(segments); due != nil; due = mergeable(segments) {
		segments = append(segments[:len(segments)-len(due)], merge(due, alive))
	}
	m.mu.Lock()
	x.segments, x.full = segments, nil
	m.mu.Unlock()
}

// Delete implements [Store]. Postings stay in memory, unseen, until segments
// are merged, or until [Memory.Compact].
func (m *Memory) Delete(ctx context.Context, tenant, id string) error {
	if err := m.writing.enter(ctx); err != nil {
		return err
	}
	defer m.writing.leave()
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.usable(ctx); err != nil {
		return err
	}
	t, number, err := m.find(tenant, id)
	if err != nil {
		return err
	}
	t.remove(number)
	m.drop(t)
	return nil
}

// find returns the tenant of a text and its number.
func (m *Memory) find(tenant, id string) (*memoryTenant, uint32, error) {
	if t := m.tenants[tenant]; t != nil {
		if number, ok := t.numbers[id]; ok {
			return t, number, nil
		}
	}
	return nil, 0, fmt.Errorf("%w: %q of tenant %q", ErrNotFound, id, tenant)
}

// Compact removes from memory what is left of texts that were removed. Time is
// linear in the number of postings. If the context ends, some are left.
func (m *Memory) Compact(ctx context.Context) error {
	if err := m.writing.enter(ctx); err != nil {
		return err
	}
	defer m.writing.leave()
	m.mu.RLock()
	err, tenants := m.usable(ctx), slices.Collect(maps.Values(m.tenants))
	m.mu.RUnlock()
	if err != nil {
		return err
	}
	for _, t := range tenants {
		for _, x := range t.indexes {
			if err := ctx.Err(); err != nil {
				return err
			}
			m.freeze(x, t.alive)
			whole := mergeAll(x.segments, t.alive, maxSegment)
			m.mu.Lock()
			x.segments = whole
			m.mu.Unlock()
		}
	}
	return nil
}

// Expire implements [Store]. Time is linear in the number of texts that are there,
// and a little for those that were: a word for 64.
func (m *Memory) Expire(ctx context.Context, now time.Time) (int, error) {
	if err := m.writing.enter(ctx); err != nil {
		return 0, err
	}
	defer m.writing.leave()
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.usable(ctx); err != nil {
		return 0, err
	}
	n := 0
	for _, t := range m.tenants {
		for number := range t.texts() {
			if e := t.at(number).expires; e != never && e <= now.UnixMicro() {
				t.remove(number)
				n++
			}
		}
		m.drop(t)
	}
	return n, nil
}

// never is when texts expire that do not.
var never = time.Time{}.UnixMicro()

// Close implements [Store].
func (m *Memory) Close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.closed = true
	m.tenants = nil
	return nil
}
