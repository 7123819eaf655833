package main

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"
)

// leastSwept is the least number of parts that are added before those of a tenant are
// swept again. A sweep reads all of them; if it waits until as many parts were added as
// there were, it takes the same time for each added part, however many there are.
const leastSwept = 1000

// sweeps knows when to look for parts of profiles that no longer count. It knows only
// this process: a tenant is swept if a part of it was added since the process began,
// for the first time at the next occasion.
type sweeps struct {
	mu      sync.Mutex
	tenants map[string]*sweep
	writing sync.RWMutex // read-locked to add parts, locked to remove one that no longer counts
}

// A sweep is what is known about the parts of a tenant.
type sweep struct {
	known   bool            // they were swept before
	added   int             // since the last sweep
	held    int             // at the last sweep
	expires time.Time       // when the first one expires; zero is never
	rest    time.Time       // when they may be swept again
	renewed map[string]bool // names of parts that were added since the present sweep began
}

// adds notes a part that is being added, and returns a function to call when that is
// done.
func (s *sweeps) adds(tenant, name string, expires time.Time) (done func()) {
	s.writing.RLock()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.tenants == nil {
		s.tenants = make(map[string]*sweep)
	}
	t := s.tenants[tenant]
	if t == nil {
		t = new(sweep)
		s.tenants[tenant] = t
	}
	t.added++
	t.expires = earlier(t.expires, expires)
	if t.renewed != nil {
		t.renewed[name] = true
	}
	return s.writing.RUnlock
}

// earlier returns the earlier of two times. Zero means never.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// due returns the tenants to sweep, in order.
func (s *sweeps) due(now time.Time) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for _, name := range slices.Sorted(maps.Keys(s.tenants)) {
		t := s.tenants[name]
		expired := !t.expires.IsZero() && !t.expires.After(now)
		if !now.Before(t.rest) && (!t.known || expired || t.added >= max(leastSwept, t.held)) {
			out = append(out, name)
		}
	}
	return out
}

// begin notes that the sweep of a tenant begins.
func (s *sweeps) begin(tenant string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.tenants[tenant]
	*t = sweep{rest: t.rest, renewed: make(map[string]bool)}
}

// swept notes what was left of a tenant. After a sweep follows a rest of fifty times as
// long.
func (s *sweeps) swept(tenant string, held int, expires, began time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.tenants[tenant]
	t.known, t.held, t.expires, t.renewed = true, held, earlier(t.expires, expires), nil
	t.rest = time.Now().Add(50 * time.Since(began))
}

func (s *sweeps) isRenewed(tenant, name string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.tenants[tenant].renewed[name]
}

// sweep removes the parts of profiles that no longer count. Calls must not overlap.
func (p *profiles) sweep(ctx context.Context, now time.Time) error {
	for _, tenant := range p.due(now) {
		began := time.Now()
		p.begin(tenant)
		list, err := p.parts(ctx, tenant)
		if err != nil {
			return err
		}
		left, beyond := profiledAuthors(list, now)
		for _, name := range beyond {
			if err := p.drop(ctx, tenant, name); err != nil {
				return err
			}
		}
		var first time.Time
		for _, a := range left {
			for _, x := range a.parts {
				first = earlier(first, x.Expires)
			}
		}
		p.swept(tenant, len(list)-len(beyond), first, began)
	}
	return nil
}

// drop removes a part, unless it has been put again since it was read.
func (p *profiles) drop(ctx context.Context, tenant, name string) error {
	p.writing.Lock()
	defer p.writing.Unlock()
	if p.isRenewed(tenant, name) {
		return nil
	}
	if err := p.store.DeleteNote(ctx, profileSpace+tenant, name); !isNotFound(err) {
		return err
	}
	return nil
}
