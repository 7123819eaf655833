package pebblestore

import (
	"context"
	"math"

	"github.com/cockroachdb/pebble/v2"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// mostPassed is how many places of a feature a look-up passes over at least, before it says
// that there may be more behind them.
const mostPassed = 1 << 16

// LookupOthers implements corpus.OthersStore. It reads who each text is of that has one of
// the features, once however many of them it has; a text costs a look into the records. It
// passes over 65,536 places of a feature, or over four times limit where that is more.
func (s *Store) LookupOthers(ctx context.Context, scheme, tenant string, own corpus.Owner, features []uint64, limit int, visit func(i int, places []corpus.Place, more bool)) error {
	if own == (corpus.Owner{}) {
		return s.Lookup(ctx, scheme, tenant, features, limit, visit)
	}
	return s.eachFeature(ctx, scheme, tenant, features, limit, func(r *reader, number uint32) (placesOf, func(), error) {
		it, err := r.it.Clone(pebble.CloneOptions{IterOptions: &pebble.IterOptions{UseL6Filters: true}})
		if err != nil {
			return nil, nil, engineError("read", err)
		}
		o := &owned{reader: reader{r.s, it}, own: own, tenant: tenant, number: number, known: make(map[uint64]bool)}
		return func(prefix []byte, places []corpus.Place) ([]corpus.Place, bool, error) {
			return r.placesOfOthers(prefix, limit, places, o)
		}, o.close, nil
	}, visit)
}

// owned knows which texts of a tenant are of an owner, as its reader finds them.
type owned struct {
	reader
	own    corpus.Owner
	tenant string
	number uint32
	known  map[uint64]bool // by the number of the text
}

// has reports whether a text is of the owner.
func (o *owned) has(text uint64) (bool, error) {
	if is, ok := o.known[text]; ok {
		return is, nil
	}
	head, found, err := o.head(o.tenant, o.number, text)
	if err != nil {
		return false, err
	}
	is := found && (o.own.Author != "" && head.Author == o.own.Author || o.own.Group != "" && head.Group == o.own.Group)
	o.known[text] = is
	return is, nil
}

// placesOfOthers appends the places of the feature that prefix ends with, in texts that are
// not owned, no more than one above limit. It reports whether there may be more.
func (r *reader) placesOfOthers(prefix []byte, limit int, places []corpus.Place, o *owned) ([]corpus.Place, bool, error) {
	passed, most := 0, max(mostPassed, 4*min(limit, math.MaxInt32))
	for at, err := range r.eachPlace(prefix) {
		if err != nil {
			return places, false, err
		}
		is, err := o.has(at.Number)
		switch {
		case err != nil:
			return places, false, err
		case is:
			if passed++; passed == most {
				return places, true, nil
			}
		default:
			if places = append(places, at); len(places) > limit {
				return places, true, nil
			}
		}
	}
	return places, false, nil
}
