package pebblestore

import (
	"encoding/binary"
	"fmt"
	"slices"
)

// rest verifies what is no text's: that there are no keys but those of the package
// comment, no postings of schemes that were dropped and no counts of tenants that
// have no texts.
func (v *verifier) rest() error {
	if err := v.strays(); err != nil {
		return err
	}
	for _, kind := range []byte{kindList, kindPosting} {
		if err := v.dropped(kind); err != nil {
			return err
		}
	}
	_, err := v.walkAll("counts", tenantCountKey(0), after([]byte{kindCount, 't'}), func(key, value []byte) error {
		n, err := parseCount(value)
		if err != nil || len(key) != len(tenantCountKey(0)) {
			return v.report(Problem{What: fmt.Sprintf("count under key %x", key), Err: err})
		}
		tenant := binary.BigEndian.Uint32(key[2:])
		if n == 0 || v.get.it.SeekGE(recordKey(tenant, 0)) && string(v.get.it.Key()) < string(after(keyOf(kindRecord, tenant))) || v.get.it.Error() != nil {
			return nil
		}
		return v.report(Problem{What: fmt.Sprintf("texts of the tenant %q: none are there, %d were counted", v.nameOf(tenant), n)})
	})
	return err
}

// strays reports keys of no kind.
func (v *verifier) strays() error {
	known := [][]byte{keyFormat, keyAdopted, keySchemes, keyTenants, keyNumbers}
	for _, span := range [][2][]byte{{{0}, {kindScheme}}, {{kindEnd}, {0xff, 0xff}}} {
		_, err := v.walkAll("keys", span[0], span[1], func(key, _ []byte) error {
			if slices.ContainsFunc(known, func(k []byte) bool { return string(k) == string(key) }) {
				return nil
			}
			return v.report(Problem{What: fmt.Sprintf("key %x, which no version had", key)})
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// dropped reports lists or postings of schemes that are not known.
func (v *verifier) dropped(kind byte) error {
	known := make(map[uint32]bool)
	for _, n := range v.schemes.numbers {
		known[n] = true
	}
	it := v.get.it
	for low := keyOf(kind, 0); it.SeekGE(low) && it.Key()[0] == kind; {
		if len(it.Key()) < 5 {
			return v.report(Problem{What: fmt.Sprintf("key %x", it.Key())})
		}
		scheme := binary.BigEndian.Uint32(it.Key()[1:])
		if !known[scheme] {
			if err := v.report(Problem{What: fmt.Sprintf("postings of scheme number %d, which no scheme has", scheme)}); err != nil {
				return err
			}
		}
		low = after(keyOf(kind, scheme))
	}
	return nil // what cannot be read was reported
}
