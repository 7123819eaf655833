package shingle

import "math/bits"

// A formTable maps normal forms to values, like a Go map, but by the hash that
// every word has anyway. It is built for look-ups of forms that it does not hold:
// at least three of four places are free, so that most of these look-ups end
// without comparing a form.
type formTable[V any] struct {
	places []uint16 // of entries, plus 1; 0 if free; a power of two
	shift  int      // shifts the high bits of a hash to the number of a place
	held   []formEntry[V]
}

type formEntry[V any] struct {
	hash  uint64
	form  string
	value V
}

// newFormTable returns a table with the contents of a map of fewer than 65,536 forms.
func newFormTable[V any](values map[string]V) *formTable[V] {
	width := bits.Len(uint(4 * len(values)))
	t := &formTable[V]{places: make([]uint16, 1<<width), shift: 64 - width, held: make([]formEntry[V], 0, len(values))}
	for form, v := range values {
		h := hashForm(form)
		t.held = append(t.held, formEntry[V]{h, form, v})
		*t.place(h, form) = uint16(len(t.held))
	}
	return t
}

// get returns the value of a form with the hash h, and whether the table holds
// it. A nil table holds nothing.
func (t *formTable[V]) get(h uint64, form string) (value V, ok bool) {
	if t == nil {
		return value, false
	}
	k := *t.place(h, form)
	if k == 0 {
		return value, false
	}
	return t.held[k-1].value, true
}

// place returns the place of a form, or the free one where it would be.
func (t *formTable[V]) place(h uint64, form string) *uint16 {
	for i := h * hashSeed >> t.shift; ; i = (i + 1) & uint64(len(t.places)-1) {
		k := &t.places[i]
		if *k == 0 {
			return k
		}
		if e := &t.held[*k-1]; e.hash == h && e.form == form {
			return k
		}
	}
}
