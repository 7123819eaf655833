package pebblestore

import (
	"encoding/binary"
	"fmt"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// names verifies tenants and schemes: that each name has a number and each number
// the name.
func (v *verifier) names() error {
	for _, kind := range []byte{kindTenant, kindName} {
		_, err := v.walkAll("tenants", keyOf(kind), keyOf(kind+1), func(key, value []byte) error {
			name, number := key[1:], value
			if kind == kindName {
				name, number = value, key[1:]
			}
			if len(number) == 4 {
				key, want := keyOf(kindName, binary.BigEndian.Uint32(number)), name
				if kind == kindName {
					key, want = nameKey(kindTenant, string(name)), number
				}
				got, found, err := v.get.get(key)
				if err != nil || found && string(got) == string(want) {
					return nil // what cannot be read is another problem
				}
			}
			return v.report(Problem{Tenant: string(name), What: fmt.Sprintf("the tenant %q has number %x and that has another name", name, number)})
		})
		if err != nil {
			return err
		}
	}
	if err := v.schemes.load(v.get); err != nil {
		return v.report(Problem{What: "schemes", Err: err})
	}
	if _, known := v.schemes.numbers[v.schemes.adopted]; !known && v.schemes.adopted != "" {
		return v.report(Problem{What: fmt.Sprintf("the scheme %q is adopted and has no number", v.schemes.adopted)})
	}
	return nil
}

// records verifies the texts and counts them.
func (v *verifier) records() error {
	counts := counts{what: "texts of the tenant", key: tenantCountKey}
	last, broken, err := v.walk(keyOf(kindRecord), keyOf(kindRecord+1), func(key, value []byte) error {
		if len(key) != len(recordKey(0, 0)) {
			return v.report(Problem{What: fmt.Sprintf("record under key %x", key)})
		}
		at := parseRecordKey(key)
		v.texts++
		if err := counts.add(v, at.tenant); err != nil {
			return err
		}
		return v.record(at, value)
	})
	if err != nil {
		return err
	}
	if broken == nil {
		if err := counts.end(v); err != nil {
			return err
		}
		return v.count("texts", keyCountAll, v.texts)
	}
	if err := v.report(Problem{What: fmt.Sprintf("records cannot be read after key %x", last), Err: broken}); err != nil {
		return err
	}
	v.texts = -1
	return v.recordsByID(last)
}

// recordsByID verifies the texts after the key last one by one, found by their ids,
// so that those that cannot be read are reported.
func (v *verifier) recordsByID(last []byte) error {
	from := place{}
	if len(last) > 0 {
		from = parseRecordKey(last)
	}
	_, err := v.walkAll("ids", keyOf(kindID), keyOf(kindID+1), func(key, value []byte) error {
		at, ok := idPlace(key, value)
		if !ok || !from.before(at) {
			return nil
		}
		value, found, err := v.get.get(recordKey(at.tenant, at.number))
		switch {
		case err != nil:
			return v.report(v.ofText(at, "", "cannot be read", err))
		case found:
			return v.record(at, append([]byte(nil), value...))
		}
		return nil // ids reports it
	})
	return err
}

// idPlace returns what the key and value of an id say.
func idPlace(key, value []byte) (place, bool) {
	if len(key) != len(idKey{}.key()) || len(value) != numberBytes {
		return place{}, false
	}
	return place{binary.BigEndian.Uint32(key[1:]), uint40(value)}, true
}

// record verifies a text.
func (v *verifier) record(at place, value []byte) error {
	h, err := cutHead(value)
	if err != nil {
		return v.report(v.ofText(at, "", "not a record", err))
	}
	r := h.record(v.nameOf(at.tenant), at.number)
	if h.apart() {
		if err := v.whole(at, r); err != nil {
			return err
		}
	}
	mark, err := v.get.uint(keyNumbers, 8)
	if err == nil && at.number > mark {
		if err := v.report(v.ofText(at, r.ID, fmt.Sprintf("its number is above %d, the highest given", mark), nil)); err != nil {
			return err
		}
	}
	number, err := v.get.uint(newIDKey(at.tenant, r.ID).key(), numberBytes)
	if err != nil || number != at.number {
		if err := v.report(v.ofText(at, r.ID, fmt.Sprintf("its id leads to number %d", number), err)); err != nil {
			return err
		}
	}
	if !r.Expires.IsZero() {
		_, found, err := v.get.get(expiryKey(r.Expires.UnixMicro(), at.tenant, at.number))
		if err != nil || !found {
			if err := v.report(v.ofText(at, r.ID, "its expiry is not noted", err)); err != nil {
				return err
			}
		}
	}
	return v.features(at, r)
}

// features verifies that a text has postings of the adopted scheme. postings
// verifies that they are the right ones.
func (v *verifier) features(at place, r corpus.Record) error {
	scheme, known := v.schemes.numbers[v.schemes.adopted]
	if !known {
		return nil
	}
	_, found, err := v.get.get(listKey(scheme, at.tenant, at.number))
	if err != nil || found {
		return nil // a list that cannot be read is a problem of postings
	}
	return v.report(v.ofText(at, r.ID, "no list of its features", nil))
}

// ids verifies that each id is of a text.
func (v *verifier) ids() error {
	n := int64(0)
	whole, err := v.walkAll("ids", keyOf(kindID), keyOf(kindID+1), func(key, value []byte) error {
		n++
		if _, ok := idPlace(key, value); !ok {
			return v.report(Problem{What: fmt.Sprintf("id under key %x", key)})
		}
		return nil
	})
	if err != nil || !whole || n == v.texts {
		return err // each text has the id that leads to it, so there is no other
	}
	_, err = v.walkAll("ids", keyOf(kindID), keyOf(kindID+1), func(key, value []byte) error {
		at, ok := idPlace(key, value)
		if !ok {
			return nil
		}
		return v.there(at, "an id leads to it")
	})
	return err
}

// there reports a missing text to which something leads.
func (v *verifier) there(at place, what string) error {
	_, found, err := v.get.get(recordKey(at.tenant, at.number))
	if err != nil || found {
		return nil // records reports it
	}
	return v.report(v.ofText(at, "", what+" and it is not there", nil))
}

// expiries verifies that each expiry is that of a text.
func (v *verifier) expiries() error {
	_, err := v.walkAll("expiries", keyOf(kindExpiry), keyOf(kindExpiry+1), func(key, value []byte) error {
		if len(key) != expiryLen {
			return v.report(Problem{What: fmt.Sprintf("expiry under key %x", key)})
		}
		micros, tenant, number := parseExpiry(key)
		at := place{tenant, number}
		r, found, err := v.get.head("", tenant, number)
		if err != nil {
			return nil // records reports it
		}
		if !found {
			return v.report(v.ofText(at, "", "an expiry is noted for it and it is not there", nil))
		}
		if r.Expires.UnixMicro() != micros {
			return v.report(v.ofText(at, r.ID, "another expiry is noted", nil))
		}
		return nil
	})
	return err
}

// counts counts what comes one tenant after the other.
type counts struct {
	what   string
	key    func(tenant uint32) []byte
	tenant uint32
	n      int64
}

func (c *counts) add(v *verifier, tenant uint32) error {
	if tenant != c.tenant {
		if err := c.end(v); err != nil {
			return err
		}
		c.tenant, c.n = tenant, 0
	}
	c.n++
	return nil
}

func (c *counts) end(v *verifier) error {
	if c.n == 0 {
		return nil
	}
	return v.count(fmt.Sprintf("%s %q", c.what, v.nameOf(c.tenant)), c.key(c.tenant), c.n)
}

// count compares what was counted with what is there.
func (v *verifier) count(what string, key []byte, there int64) error {
	n, err := v.get.count(key)
	if err == nil && n == there {
		return nil
	}
	return v.report(Problem{What: fmt.Sprintf("%s: %d are there, %d were counted", what, there, n), Err: err})
}
