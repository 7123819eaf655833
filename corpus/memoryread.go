package corpus

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
)

// Get implements [Store].
func (m *Memory) Get(ctx context.Context, tenant, id string) (Record, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if err := m.usable(ctx); err != nil {
		return Record{}, err
	}
	t, number, err := m.find(tenant, id)
	if err != nil {
		return Record{}, err
	}
	return t.record(number), nil
}

// Records implements [Store].
func (m *Memory) Records(ctx context.Context, tenant string, numbers []uint64) ([]Record, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if err := m.usable(ctx); err != nil {
		return nil, err
	}
	t := m.tenants[tenant]
	if t == nil {
		return nil, nil
	}
	var records []Record
	for _, n := range numbers {
		if number := t.alias(n); number != 0 {
			records = append(records, t.record(number))
		}
	}
	return records, nil
}

// Lookup implements [Store].
func (m *Memory) Lookup(ctx context.Context, scheme, tenant string, features []uint64, limit int, visit func(i int, places []Place)) error {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if err := m.writable(ctx, scheme); err != nil {
		return err
	}
	t := m.tenants[tenant]
	if t == nil || t.indexes[scheme] == nil {
		return nil
	}
	l, _ := m.lookups.Get().(*lookup)
	if l == nil {
		l = new(lookup)
	}
	defer l.release(&m.lookups)
	l.index, l.limit, l.alive, l.before = &t.indexes[scheme].postingIndex, limit, t.alive, t.before
	done := 0
	for batch := range slices.Chunk(features, lookupBatch) {
		if err := ctx.Err(); err != nil {
			return err
		}
		l.visit(batch, func(i int, places []Place) { visit(done+i, places) })
		done += len(batch)
	}
	return nil
}

// Stale implements [Store]. It yields what is stale when it begins.
func (m *Memory) Stale(ctx context.Context, scheme string) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		stale, err := m.staleNow(ctx, scheme)
		if err != nil {
			yield(Record{}, err)
			return
		}
		for _, r := range stale {
			if err := ctx.Err(); err != nil {
				yield(Record{}, err)
				return
			}
			if !yield(r, nil) {
				return
			}
		}
	}
}

func (m *Memory) staleNow(ctx context.Context, scheme string) ([]Record, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if err := m.usable(ctx); err != nil {
		return nil, err
	}
	var all []Record
	for _, name := range slices.Sorted(maps.Keys(m.tenants)) {
		t := m.tenants[name]
		for n := range t.stale(scheme) {
			all = append(all, t.record(n))
		}
	}
	return all, nil
}

// Index implements [Store]. Its errors are those of Put.
func (m *Memory) Index(ctx context.Context, scheme string, entries []Entry) error {
	if err := checkEntries(entries, maxSegment-headLen); err != nil {
		return err
	}
	if err := m.writing.enter(ctx); err != nil {
		return err
	}
	defer m.writing.leave()
	changed, err := m.indexUnder(ctx, scheme, entries)
	if err != nil {
		return err
	}
	m.settle(changed)
	return nil
}

func (m *Memory) indexUnder(ctx context.Context, scheme string, entries []Entry) (map[*memoryIndex]*memoryTenant, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.usable(ctx); err != nil {
		return nil, err
	}
	if scheme == "" {
		return nil, fmt.Errorf("%w: no scheme", ErrScheme)
	}
	changed := make(map[*memoryIndex]*memoryTenant)
	for _, e := range entries {
		t, number, err := m.find(e.Tenant, e.ID)
		if err != nil || t.before+uint64(number) != e.Number {
			continue
		}
		x := t.index(scheme)
		if x.indexed.has(number) {
			continue
		}
		x.add(number, e.Postings)
		changed[x] = t
	}
	return changed, nil
}

// Count implements [Store].
func (m *Memory) Count(ctx context.Context, tenant string) (int, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if err := m.usable(ctx); err != nil {
		return 0, err
	}
	if t := m.tenants[tenant]; t != nil {
		return len(t.numbers), nil
	}
	return 0, nil
}
