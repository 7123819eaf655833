package align

import (
	"slices"

	"github.com/palimpsest-go/palimpsest/compare/internal/prepare"
)

// An Exchange identifies a substitution by the words on its sides.
type Exchange struct{ a, b uint64 }

// ExchangeOf returns the exchange that a step between a and b makes.
func ExchangeOf(a, b *prepare.Text, s *Step) Exchange {
	return Exchange{prepare.PhraseHash(a.Words[s.A : s.A+s.M]), prepare.PhraseHash(b.Words[s.B : s.B+s.N])}
}

// exchangeOf returns the exchange of a[i:i+m] for b[j:j+n].
func (p *pair) exchangeOf(i, m, j, n int32) Exchange {
	return Exchange{prepare.PhraseHash(p.a.Words[i : i+m]), prepare.PhraseHash(p.b.Words[j : j+n])}
}

// An ExchangeSet numbers different exchanges as they come, from 0. It is a hash
// table with linear probing. It is asked for every cell of every table, and nearly
// always lacks the exchange; so at least three of four slots are empty.
type ExchangeSet struct {
	held   []Exchange
	slots  []int32 // number of an exchange, plus 1; 0 where there is none
	spread prepare.Spread
}

func NewExchangeSet() *ExchangeSet {
	const size = 256
	return &ExchangeSet{slots: make([]int32, size), spread: prepare.SpreadOver(size)}
}

// Add puts an exchange into the set if it is not there, and returns its number
// and whether it is new.
func (d *ExchangeSet) Add(x Exchange) (number int32, isNew bool) {
	if 4*len(d.held) >= len(d.slots) {
		d.slots = make([]int32, 2*len(d.slots))
		d.spread.Double()
		for k, y := range d.held {
			*d.slot(y) = int32(k) + 1
		}
	}
	slot := d.slot(x)
	if isNew = *slot == 0; isNew {
		d.held = append(d.held, x)
		*slot = int32(len(d.held))
	}
	return *slot - 1, isNew
}

// has reports whether the set has an exchange; a nil set is empty.
func (d *ExchangeSet) has(x Exchange) bool { return d != nil && *d.slot(x) != 0 }

// slot returns the slot of an exchange, or the empty one where it would be.
func (d *ExchangeSet) slot(x Exchange) *int32 {
	mask := uint64(len(d.slots) - 1)
	for i := d.spread.Of(x.a ^ x.b*prepare.PhraseMultiplier); ; i = (i + 1) & mask {
		if s := &d.slots[i]; *s == 0 || d.held[*s-1] == x {
			return s
		}
	}
}

// same reports whether two sets have the same exchanges, and found them in the same order;
// sets may be nil.
func (d *ExchangeSet) same(e *ExchangeSet) bool {
	if d == nil || e == nil {
		return d == e
	}
	return slices.Equal(d.held, e.held)
}

// turned returns the set of the same exchanges the other way; nil of nil.
func (d *ExchangeSet) turned() *ExchangeSet {
	if d == nil {
		return nil
	}
	out := NewExchangeSet()
	for _, x := range d.held {
		out.Add(Exchange{x.b, x.a})
	}
	return out
}
