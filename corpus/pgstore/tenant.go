package pgstore

import (
	"context"
	"errors"
	"sync"

	"github.com/jackc/pgx/v5"
)

// tenants are the numbers of the tenants that this process knows. They never
// change.
type tenants struct {
	sync.RWMutex
	ids map[string]int
}

// maxTenants bounds the names kept in memory. The table takes 2^23.
const maxTenants = 1 << 16

func (t *tenants) get(name string) (int, bool) {
	t.RLock()
	defer t.RUnlock()
	id, ok := t.ids[name]
	return id, ok
}

func (t *tenants) put(name string, id int) {
	t.Lock()
	defer t.Unlock()
	if t.ids == nil || len(t.ids) >= maxTenants {
		t.ids = make(map[string]int)
	}
	t.ids[name] = id
}

// tenant returns the number of a tenant, or 0 if it has none.
func (s *Store) tenant(ctx context.Context, name string) (int, error) {
	if id, ok := s.tenants.get(name); ok {
		return id, nil
	}
	if !nameable(name) {
		return 0, ctx.Err()
	}
	var id int
	err := s.scan(ctx, s.sql("SELECT tenant FROM palimpsest.tenants WHERE name = $1"), []any{name}, &id)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	s.tenants.put(name, id)
	return id, nil
}

// makeTenant returns the number of a tenant, and first gives it one if it has none.
func (s *Store) makeTenant(ctx context.Context, name string) (int, error) {
	id, err := s.tenant(ctx, name)
	if id != 0 || err != nil {
		return id, err
	}
	err = s.patiently(ctx, func() error {
		_, err := s.pool.Exec(ctx, s.sql("INSERT INTO palimpsest.tenants (name) VALUES ($1) ON CONFLICT DO NOTHING"), name)
		return err
	})
	if err != nil {
		return 0, err
	}
	return s.tenant(ctx, name)
}
