package pebblestore

import (
	"cmp"
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"sync"

	"github.com/cockroachdb/pebble/v2"
	"github.com/palimpsest-go/palimpsest/corpus"
)

// schemes have numbers in keys, which are never reused. Calls that write postings
// hold the lock for reading, so that no scheme is dropped meanwhile; only Adopt
// makes such calls wait, for one sync.
type schemes struct {
	sync.RWMutex
	adopted string
	numbers map[string]uint32
	last    uint32
}

func (c *schemes) load(r *reader) error {
	adopted, _, err := r.get(keyAdopted)
	if err != nil {
		return err
	}
	c.adopted = string(adopted)
	last, err := r.uint(keySchemes, 4)
	if err != nil {
		return err
	}
	c.last = uint32(last)
	c.numbers = make(map[string]uint32)
	for ok := r.it.SeekGE([]byte{kindScheme}); ok && r.it.Key()[0] == kindScheme; ok = r.it.Next() {
		value, err := r.it.ValueAndErr()
		if err != nil || len(value) != 4 {
			return cmp.Or(engineError("schemes", err), fmt.Errorf("%w: scheme %q", ErrDamaged, r.it.Key()[1:]))
		}
		c.numbers[string(r.it.Key()[1:])] = binary.BigEndian.Uint32(value)
	}
	return engineError("schemes", r.it.Error())
}

// current returns the number of the scheme if it is the one adopted.
func (c *schemes) current(scheme string) (uint32, error) {
	if scheme == "" || scheme != c.adopted {
		return 0, fmt.Errorf("%w: asked for %q, adopted is %q", corpus.ErrScheme, scheme, c.adopted)
	}
	return c.numbers[scheme], nil
}

// number returns the number of a scheme, which b makes known if it is new.
func (c *schemes) number(b *pebble.Batch, scheme string) (uint32, error) {
	if n, known := c.numbers[scheme]; known {
		return n, nil
	}
	if c.last == math.MaxUint32-1 {
		return 0, fmt.Errorf("%w: all scheme numbers were given", corpus.ErrFull)
	}
	value := binary.BigEndian.AppendUint32(nil, c.last+1)
	return c.last + 1, engineError("schemes", cmp.Or(
		b.Set(nameKey(kindScheme, scheme), value, nil), b.Set(keySchemes, value, nil)))
}

// Scheme implements corpus.Store.
func (s *Store) Scheme(ctx context.Context) (string, error) {
	if err := s.enter(ctx); err != nil {
		return "", err
	}
	defer s.leave()
	s.schemes.RLock()
	defer s.schemes.RUnlock()
	return s.schemes.adopted, nil
}

// Adopt implements corpus.Store. It is one small change, however many postings
// it removes: the engine drops them when it compacts.
func (s *Store) Adopt(ctx context.Context, scheme string) error {
	if err := s.enter(ctx); err != nil {
		return err
	}
	defer s.leave()
	if scheme == "" {
		return fmt.Errorf("%w: no name", corpus.ErrScheme)
	}
	c := &s.schemes
	c.Lock()
	defer c.Unlock()
	if c.adopted == scheme && len(c.numbers) == 1 {
		return nil
	}
	if err := s.mayAdopt(scheme); err != nil {
		return err
	}
	b := s.db.NewBatch()
	number, err := c.number(b, scheme)
	if err != nil {
		return err
	}
	if err := b.Set(keyAdopted, []byte(scheme), nil); err != nil {
		return engineError("adopt", err)
	}
	for name, n := range c.numbers {
		if name == scheme {
			continue
		}
		if err := dropScheme(b, name, n); err != nil {
			return engineError("adopt", err)
		}
	}
	if err := s.commit(b, forRemoval); err != nil {
		return err
	}
	c.adopted, c.numbers, c.last = scheme, map[string]uint32{scheme: number}, max(c.last, number)
	return nil
}

// mayAdopt returns an error that wraps ErrBehind if a record has no list of the
// scheme's features. Both are counted, so no record is read.
func (s *Store) mayAdopt(scheme string) error {
	r, err := s.read()
	if err != nil {
		return err
	}
	defer r.close()
	all, err := r.count(keyCountAll)
	if err != nil {
		return err
	}
	have := int64(0)
	if n, known := s.schemes.numbers[scheme]; known {
		if have, err = r.count(schemeCountKey(n)); err != nil {
			return err
		}
	}
	if have != all {
		return fmt.Errorf("%w: %d of %d have no postings of %q", corpus.ErrBehind, all-have, all, scheme)
	}
	return nil
}

func dropScheme(b *pebble.Batch, name string, number uint32) error {
	return cmp.Or(
		b.DeleteRange(keyOf(kindList, number), keyOf(kindList, number+1), nil),
		b.DeleteRange(keyOf(kindPosting, number), keyOf(kindPosting, number+1), nil),
		b.Delete(schemeCountKey(number), nil),
		b.Delete(nameKey(kindScheme, name), nil),
	)
}

// ensureScheme makes a scheme known that Index writes postings of.
func (s *Store) ensureScheme(scheme string) error {
	c := &s.schemes
	c.Lock()
	defer c.Unlock()
	if _, known := c.numbers[scheme]; known {
		return nil
	}
	b := s.db.NewBatch()
	n, err := c.number(b, scheme)
	if err != nil {
		return err
	}
	if err := s.commit(b, forTexts); err != nil {
		return err
	}
	c.numbers[scheme], c.last = n, n
	return nil
}
