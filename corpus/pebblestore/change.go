package pebblestore

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"sync"

	"github.com/cockroachdb/pebble/v2"
	"github.com/palimpsest-go/palimpsest/corpus"
)

// A change is gathered and then made as one batch. Its texts are locked
// meanwhile, and s.schemes is held for reading.
type change struct {
	s        *Store
	r        *reader // the store before the change
	b        *pebble.Batch
	postings []posting
	all      int64            // texts more than before
	tenants  map[uint32]int64 // by tenant
	lists    map[uint32]int64 // lists of features more than before, by scheme
	err      error            // the first that b returned
	buf      []byte
}

func (s *Store) change() (*change, error) {
	r, err := s.read()
	if err != nil {
		return nil, err
	}
	return &change{
		s: s, r: r, b: s.db.NewBatch(),
		tenants: make(map[uint32]int64), lists: make(map[uint32]int64),
	}, nil
}

func (c *change) keep(err error) { c.err = cmp.Or(c.err, err) }

// add stores a text under a number that was not used before.
func (c *change) add(id idKey, number uint64, r corpus.Record) {
	c.buf = appendHead(c.buf[:0], r)
	c.keep(c.b.Set(recordKey(id.tenant, number), c.buf, nil))
	if r.Text.Text != "" {
		c.buf = appendWhole(c.buf[:0], r)
		c.keep(c.b.Set(wholeKey(id.tenant, number), c.buf, nil))
	}
	c.keep(c.b.Set(id.key(), appendUint40(nil, number), nil))
	if !r.Expires.IsZero() {
		c.keep(c.b.Set(expiryKey(r.Expires.UnixMicro(), id.tenant, number), nil, nil))
	}
	c.all++
	c.tenants[id.tenant]++
}

// index stores the postings of a text that had none of the scheme.
func (c *change) index(scheme, tenant uint32, number uint64, postings []corpus.Posting) {
	c.buf = appendList(c.buf[:0], postings)
	c.keep(c.b.Set(listKey(scheme, tenant, number), c.buf, nil))
	c.lists[scheme]++
	for _, p := range postings {
		c.postings = append(c.postings, posting{scheme, tenant, p.Feature, number, p.Position, false})
	}
}

// unindex removes the postings that a text has of a scheme, if it has any.
func (c *change) unindex(scheme, tenant uint32, number uint64) error {
	key := listKey(scheme, tenant, number)
	list, found, err := c.r.get(key)
	if err != nil || !found {
		return err
	}
	c.keep(c.b.Delete(key, nil))
	c.lists[scheme]--
	return walkList(list, func(feature uint64) {
		c.postings = append(c.postings, posting{scheme, tenant, feature, number, 0, true})
	})
}

// remove removes a text and all its postings.
func (c *change) remove(id idKey, number uint64) error {
	key := recordKey(id.tenant, number)
	value, found, err := c.r.get(key)
	if err != nil {
		return err
	}
	if !found {
		return fmt.Errorf("%w: no record %d of tenant number %d", ErrDamaged, number, id.tenant)
	}
	h, err := cutHead(value)
	if err != nil {
		return fmt.Errorf("%w %d of tenant number %d", err, number, id.tenant)
	}
	c.keep(c.b.Delete(key, nil))
	if h.apart() {
		c.keep(c.b.Delete(wholeKey(id.tenant, number), nil))
	}
	c.keep(c.b.Delete(id.key(), nil))
	if h.flags&hasExpires != 0 {
		c.keep(c.b.Delete(expiryKey(h.expires, id.tenant, number), nil))
	}
	c.all--
	c.tenants[id.tenant]--
	for _, scheme := range c.s.schemes.numbers {
		if err := c.unindex(scheme, id.tenant, number); err != nil {
			return err
		}
	}
	return nil
}

// number returns the number of a text, 0 if there is no such text.
func (c *change) number(id idKey) (uint64, error) { return c.r.uint(id.key(), numberBytes) }

// make writes the change to disk. A change that removes postings runs alone from
// the moment when it checks which lists it empties until the engine has applied it:
// otherwise it could delete a list to which another adds. Changes wait for syncs
// side by side.
func (c *change) make(why purpose) error {
	c.count(keyCountAll, c.all)
	for tenant, n := range c.tenants {
		c.count(tenantCountKey(tenant), n)
	}
	for scheme, n := range c.lists {
		c.count(schemeCountKey(scheme), n)
	}
	alone, lock := sync.Locker(c.s.posting.RLocker()), &c.s.posting
	if anyRemoved(c.postings) {
		alone = lock
	}
	alone.Lock()
	locked := true
	unlock := func() {
		if locked {
			locked = false
			alone.Unlock()
		}
	}
	defer unlock()
	if err := c.merge(); err != nil {
		return err
	}
	if c.err != nil {
		return engineError("batch", c.err)
	}
	if c.b.Empty() {
		return nil
	}
	return c.s.commitThen(c.b, why, unlock)
}

// merge adds the changes of posting lists to the batch.
func (c *change) merge() error {
	now, err := c.s.read()
	if err != nil {
		return err
	}
	defer now.close()
	var key []byte
	return byKey(c.postings, func(list []posting) error {
		key = list[0].key(key[:0])
		if anyRemoved(list) {
			value, _, err := now.get(key)
			if err != nil {
				return err
			}
			empty, err := emptied(value, list)
			if err != nil {
				return err
			}
			if empty {
				c.keep(c.b.Delete(key, nil))
				return nil
			}
		}
		c.buf = appendOperand(c.buf[:0], list)
		c.keep(c.b.Merge(key, c.buf, nil))
		return nil
	})
}

func (c *change) count(key []byte, n int64) {
	if n != 0 {
		c.keep(c.b.Merge(key, binary.AppendVarint(nil, n), nil))
	}
}
