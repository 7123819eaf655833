package pebblestore

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"math"
	"sync"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// tenants have small numbers in keys. A tenant keeps its number for ever, even when
// its last text is gone.
type tenants struct {
	making sync.Mutex // held while numbers are given
	last   uint32

	mu      sync.RWMutex
	numbers map[string]uint32 // some of them
	names   map[uint32]string
}

// tenantsKept bounds the names kept in memory, of up to 512 bytes each.
const tenantsKept = 1 << 14

func (t *tenants) keep(name string, number uint32) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.numbers) >= tenantsKept || t.numbers == nil {
		t.numbers, t.names = make(map[string]uint32), make(map[uint32]string)
	}
	t.numbers[name], t.names[number] = number, name
}

// tenant returns the number of a tenant, 0 if it never had a text.
func (s *Store) tenant(name string) (uint32, error) {
	s.tenants.mu.RLock()
	number, kept := s.tenants.numbers[name]
	s.tenants.mu.RUnlock()
	if kept {
		return number, nil
	}
	r, err := s.read()
	if err != nil {
		return 0, err
	}
	defer r.close()
	n, err := r.uint(nameKey(kindTenant, name), 4)
	if err == nil && n != 0 {
		s.tenants.keep(name, uint32(n))
	}
	return uint32(n), err
}

func (s *Store) tenantName(number uint32) (string, error) {
	s.tenants.mu.RLock()
	name, kept := s.tenants.names[number]
	s.tenants.mu.RUnlock()
	if kept {
		return name, nil
	}
	r, err := s.read()
	if err != nil {
		return "", err
	}
	defer r.close()
	value, found, err := r.get(keyOf(kindName, number))
	if err != nil {
		return "", err
	}
	if !found {
		return "", fmt.Errorf("%w: tenant %d has no name", ErrDamaged, number)
	}
	s.tenants.keep(string(value), number)
	return string(value), nil
}

// makeTenants returns the numbers of all tenants of entries, and gives numbers to
// new tenants.
func (s *Store) makeTenants(entries []corpus.Entry) (map[string]uint32, error) {
	known := make(map[string]uint32)
	var missing []string
	for _, e := range entries {
		if _, seen := known[e.Tenant]; seen {
			continue
		}
		n, err := s.tenant(e.Tenant)
		if err != nil {
			return nil, err
		}
		known[e.Tenant] = n
		if n == 0 {
			missing = append(missing, e.Tenant)
		}
	}
	if len(missing) == 0 {
		return known, nil
	}
	return known, s.numberTenants(missing, known)
}

// numberTenants gives numbers to the tenants of these names.
func (s *Store) numberTenants(names []string, known map[string]uint32) error {
	s.tenants.making.Lock()
	defer s.tenants.making.Unlock()
	last := s.tenants.last
	b := s.db.NewBatch()
	for _, name := range names {
		n, err := s.tenant(name) // another call may have been faster
		if err != nil {
			return err
		}
		if n == 0 {
			if last == math.MaxUint32 {
				return fmt.Errorf("%w: all tenant numbers were given", corpus.ErrFull)
			}
			last++
			n = last
			number := binary.BigEndian.AppendUint32(nil, n)
			if err := cmp.Or(
				b.Set(nameKey(kindTenant, name), number, nil),
				b.Set(keyOf(kindName, n), []byte(name), nil),
				b.Set(keyTenants, number, nil),
			); err != nil {
				return engineError("tenant", err)
			}
		}
		known[name] = n
	}
	if b.Empty() {
		return nil
	}
	if err := s.commit(b, forTexts); err != nil {
		return err
	}
	s.tenants.last = last
	return nil
}
