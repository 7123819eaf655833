package pebblestore

import (
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// tallyGroup is how many buckets of texts are tallied one by one at a time.
const tallyGroup = 64

// A tally is of the postings that some texts should have and those they have: how
// many, and a sum of their hashes. The sums show any difference with a probability
// of 1 - 2^-64, in whatever order postings are read. Lists are in order of texts
// and postings in order of features, so comparing them one by one would take a
// look-up for each.
type tally struct {
	listed, posted         int
	listedHash, postedHash uint64
}

func (t *tally) differs() bool { return t.listed != t.posted || t.listedHash != t.postedHash }

// hashPosting mixes what a posting says (the finalizer of SplitMix64, Steele and
// others 2014, after each part).
func hashPosting(number, feature uint64, position uint32) uint64 {
	h := uint64(0)
	for _, part := range [...]uint64{number, feature, uint64(position)} {
		h += part + 0x9e3779b97f4a7c15
		h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
		h = (h ^ h>>27) * 0x94d049bb133111eb
		h ^= h >> 31
	}
	return h
}

// A posted is the postings of a tenant under a scheme.
type posted struct {
	v              *verifier
	scheme, tenant uint32
	yields         func(corpus.Record) []corpus.Posting // nil if positions are not compared
	quiet          bool                                 // problems of lists were reported before
	lists          int64
}

// postings verifies lists of features and postings, a scheme and a tenant at a
// time.
func (v *verifier) postings() error {
	for _, name := range slices.Sorted(maps.Keys(v.schemes.numbers)) {
		scheme := v.schemes.numbers[name]
		lists, whole := int64(0), true
		var before error // of the place of the tenant before
		for tenant, more := uint32(0), true; more; tenant++ {
			var broken error
			if tenant, more, broken = v.nextTenant(scheme, tenant); !more {
				break
			}
			if broken != nil && before != nil {
				// Each number would be tried, and each would take half a second.
				what := fmt.Sprintf("lists and postings of the scheme %q from the tenant %q on are not verified", name, v.nameOf(tenant))
				if err := v.report(Problem{What: what, Err: broken}); err != nil {
					return err
				}
				whole = false
				break
			}
			before = broken
			p := &posted{v: v, scheme: scheme, tenant: tenant}
			if name == v.schemes.adopted {
				p.yields = v.yields
			}
			ok, err := p.verify()
			if err != nil {
				return err
			}
			whole = whole && ok
			lists += p.lists
			more = tenant != math.MaxUint32
		}
		if whole {
			if err := v.count(fmt.Sprintf("lists of the scheme %q", name), schemeCountKey(scheme), lists); err != nil {
				return err
			}
		}
	}
	return nil
}

// nextTenant returns the first tenant from one on that has a list or a posting of
// a scheme. A place that cannot be read counts as one, with the error.
func (v *verifier) nextTenant(scheme, from uint32) (next uint32, found bool, broken error) {
	for _, kind := range []byte{kindList, kindPosting} {
		low := keyOf(kind, scheme, from)
		tenant, ok := from, true
		switch it := v.get.it; {
		case it.SeekGE(low):
			key := it.Key()
			if ok = len(key) >= len(low) && string(key[:5]) == string(low[:5]); ok {
				tenant = binary.BigEndian.Uint32(key[5:])
			}
		default:
			if ok = it.Error() != nil; ok {
				broken = engineError("read", it.Error())
			}
		}
		if ok && (!found || tenant < next) {
			next, found = tenant, true
		}
	}
	return next, found, broken
}

// verify compares lists and postings, buckets of texts first and then the texts of
// those that differ. It reports whether all lists could be counted.
func (p *posted) verify() (whole bool, err error) {
	buckets := make(map[uint64]*tally)
	lists, posts, err := p.tally(0, maxNumber, func(number uint64) *tally { return at(buckets, number>>bucketBits) })
	if err != nil || !lists || !posts {
		return lists, err // that it cannot be read was reported
	}
	maps.DeleteFunc(buckets, func(_ uint64, t *tally) bool { return !t.differs() })
	p.quiet = true
	for group := range slices.Chunk(slices.Sorted(maps.Keys(buckets)), tallyGroup) {
		texts := make(map[uint64]*tally)
		_, _, err := p.tally(group[0]<<bucketBits, group[len(group)-1]<<bucketBits|(1<<bucketBits-1), func(number uint64) *tally {
			if buckets[number>>bucketBits] == nil {
				return nil
			}
			return at(texts, number)
		})
		if err != nil {
			return true, err
		}
		for _, number := range slices.Sorted(maps.Keys(texts)) {
			if t := texts[number]; t.differs() {
				if err := p.report(number, t); err != nil {
					return true, err
				}
			}
		}
	}
	return true, nil
}

func at(tallies map[uint64]*tally, key uint64) *tally {
	t := tallies[key]
	if t == nil {
		t = new(tally)
		tallies[key] = t
	}
	return t
}

// tally adds lists and postings of the texts from first to last to the tallies
// that of returns, nil for none.
func (p *posted) tally(first, last uint64, of func(number uint64) *tally) (lists, posts bool, err error) {
	lists, err = p.v.walkAll(fmt.Sprintf("lists of features of the tenant %q", p.v.nameOf(p.tenant)),
		listKey(p.scheme, p.tenant, first), append(listKey(p.scheme, p.tenant, last), 0), func(key, list []byte) error {
			if len(key) != len(listKey(0, 0, 0)) {
				return p.problem(Problem{What: fmt.Sprintf("list of features under key %x", key)})
			}
			number := parseListKey(key).number
			if !p.quiet {
				p.lists++
			}
			wanted, err := p.wanted(number, list)
			if t := of(number); t != nil {
				for _, w := range wanted {
					t.listed++
					t.listedHash += hashPosting(number, w.Feature, w.Position)
				}
			}
			return err
		})
	if err != nil {
		return lists, false, err
	}
	prefix := keyOf(kindPosting, p.scheme, p.tenant)
	var places []corpus.Place
	posts, err = p.v.walkAll(fmt.Sprintf("postings of the tenant %q", p.v.nameOf(p.tenant)),
		prefix, after(prefix), func(key, value []byte) (err error) {
			if len(key) != featurePrefix+4 {
				return p.problem(Problem{What: fmt.Sprintf("postings under key %x", key)})
			}
			feature := uint40(key[9:])
			places, err = appendPlaces(places[:0], binary.BigEndian.Uint32(key[featurePrefix:]), value, math.MaxInt)
			if err != nil {
				return p.problem(Problem{What: fmt.Sprintf("postings under key %x", key), Err: err})
			}
			for _, place := range places {
				if t := of(place.Number); t != nil {
					t.posted++
					t.postedHash += hashPosting(place.Number, feature, p.position(place.Position))
				}
			}
			return nil
		})
	return lists, posts, err
}

// after returns the first key after all that begin with prefix, which does not end
// with ff.
func after(prefix []byte) []byte {
	high := slices.Clone(prefix)
	for i := len(high) - 1; ; i-- {
		if high[i]++; high[i] != 0 {
			return high[:i+1]
		}
	}
}

// position returns the position as it is compared.
func (p *posted) position(position uint32) uint32 {
	if p.yields == nil {
		return 0
	}
	return position
}

func (p *posted) problem(q Problem) error {
	if p.quiet {
		return nil
	}
	return p.v.report(q)
}

// wanted returns the postings that a text should have: those that it yields, or
// those of its list without positions.
func (p *posted) wanted(number uint64, list []byte) (wanted []corpus.Posting, err error) {
	text, name := place{p.tenant, number}, p.v.nameOf(p.tenant)
	bad := walkList(list, func(feature uint64) { wanted = append(wanted, corpus.Posting{Feature: feature}) })
	read := p.v.get.head
	if p.yields != nil {
		read = p.v.get.record
	}
	r, found, broken := read(name, p.tenant, number)
	if broken == nil && !found {
		return wanted, p.problem(p.v.ofText(text, "", "it has a list of features and is not there", nil))
	}
	if bad != nil {
		err = p.problem(p.v.ofText(text, r.ID, "its list of features cannot be read", bad))
	}
	if p.yields == nil || broken != nil {
		return wanted, err
	}
	wanted = p.yields(r)
	if bad == nil && string(appendList(nil, wanted)) != string(list) {
		err = p.problem(p.v.ofText(text, r.ID, "its list of features is not what its text yields", nil))
	}
	return wanted, err
}

// idOf returns the id of a text, "" if it cannot be read.
func (v *verifier) idOf(text place) string {
	r, _, err := v.get.head("", text.tenant, text.number)
	if err != nil {
		return ""
	}
	return r.ID
}

// report looks up the postings of a text and reports how they differ.
func (p *posted) report(number uint64, t *tally) error {
	text := place{p.tenant, number}
	list, _, err := p.v.get.get(listKey(p.scheme, p.tenant, number))
	if err != nil {
		return nil // reported
	}
	wanted, err := p.wanted(number, slices.Clone(list))
	if err != nil {
		return err
	}
	missing, moved := 0, 0
	for _, w := range wanted {
		key := posting{p.scheme, p.tenant, w.Feature, number, 0, false}.key(nil)
		value, _, err := p.v.get.get(key)
		if err != nil {
			return nil // reported
		}
		places, err := appendPlaces(nil, uint32(number>>bucketBits), value, math.MaxInt)
		if err != nil {
			return nil // reported
		}
		i := slices.IndexFunc(places, func(q corpus.Place) bool { return q.Number == number })
		switch {
		case i < 0:
			missing++
		case p.position(places[i].Position) != w.Position:
			moved++
		}
	}
	return p.v.report(p.v.ofText(text, p.v.idOf(text), fmt.Sprintf(
		"of %d postings that it should have %d are missing and %d have another position, and it has %d others",
		len(wanted), missing, moved, t.posted-(len(wanted)-missing)), nil))
}
