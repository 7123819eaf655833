package pebblestore

import (
	"context"
	"fmt"
	"time"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// Delete implements corpus.Store. After Compact the text is no longer in any file.
func (s *Store) Delete(ctx context.Context, tenant, id string) error {
	if err := s.enter(ctx); err != nil {
		return err
	}
	defer s.leave()
	number, err := s.tenant(tenant)
	if err != nil {
		return err
	}
	if number == 0 {
		return notFound(tenant, id)
	}
	s.schemes.RLock()
	defer s.schemes.RUnlock()
	key := newIDKey(number, id)
	return s.locked(ctx, []target{{id: key}}, forRemoval, func(c *change) error {
		n, err := c.number(key)
		if err != nil {
			return err
		}
		if n == 0 {
			return notFound(tenant, id)
		}
		return c.remove(key, n)
	})
}

func notFound(tenant, id string) error {
	return fmt.Errorf("%w: %q of tenant %q", corpus.ErrNotFound, id, tenant)
}

// expireBatch is how many texts Expire removes at once.
const expireBatch = 64

// Expire implements corpus.Store. It removes some texts at a time; an error, or the
// end of the process, leaves the others for the next call. The returned number is
// right even with an error.
func (s *Store) Expire(ctx context.Context, now time.Time) (int, error) {
	removed := 0
	for from := []byte{kindExpiry}; from != nil; {
		n, next, err := s.expireSome(ctx, now, from)
		removed += n
		if err != nil {
			return removed, fmt.Errorf("after %d texts expired: %w", removed, err)
		}
		from = next
	}
	return removed, nil
}

// expireSome removes texts whose expiry keys are from one on, and returns from
// where to go on, nil at the end.
func (s *Store) expireSome(ctx context.Context, now time.Time, from []byte) (removed int, next []byte, err error) {
	if err := s.enter(ctx); err != nil {
		return 0, nil, err
	}
	defer s.leave()
	due, next, err := s.due(now, from)
	if err != nil || len(due) == 0 {
		return 0, nil, err
	}
	s.schemes.RLock()
	defer s.schemes.RUnlock()
	err = s.locked(ctx, due, forRemoval, func(c *change) error {
		for _, t := range due {
			n, err := c.number(t.id)
			if err != nil {
				return err
			}
			if n != t.entry.Number {
				continue // removed or replaced meanwhile
			}
			if err := c.remove(t.id, n); err != nil {
				return err
			}
			removed++
		}
		return nil
	})
	if err != nil {
		return 0, nil, err
	}
	return removed, next, nil
}

// due returns the next texts to expire, and the key after the last of them.
func (s *Store) due(now time.Time, from []byte) (due []target, next []byte, err error) {
	r, err := s.read()
	if err != nil {
		return nil, nil, err
	}
	defer r.close()
	until := expiryKey(now.UnixMicro()+1, 0, 0)
	var keys [][]byte
	for ok := r.it.SeekGE(from); ok && len(keys) < expireBatch; ok = r.it.Next() {
		if key := r.it.Key(); string(key) < string(until) && len(key) == expiryLen {
			keys = append(keys, append([]byte(nil), key...))
			continue
		}
		break
	}
	if err := r.it.Error(); err != nil {
		return nil, nil, engineError("expiry", err)
	}
	for _, key := range keys {
		_, tenant, number := parseExpiry(key)
		value, found, err := r.get(recordKey(tenant, number))
		if err != nil {
			return nil, nil, err
		}
		if !found {
			return nil, nil, fmt.Errorf("%w: expiry of record %d, which is not there", ErrDamaged, number)
		}
		record, err := parseHead(value, "", number)
		if err != nil {
			return nil, nil, err
		}
		due = append(due, target{id: newIDKey(tenant, record.ID), entry: corpus.Entry{Record: record}})
	}
	inIDOrder(due)
	if len(keys) == expireBatch {
		next = append(keys[len(keys)-1], 0)
	}
	return due, next, nil
}
