package synth

import "math/rand/v2"

// Derive returns a new dictionary with the values that choose returns for each entry.
// If choose returns nothing, the entry is left out. Derive visits the entries in
// order of their keys, so that random choices are the same each time. choose gets the
// values in the order of the entry, and must not change them. The time is that of
// sorting the keys.
func (d *Dictionary) Derive(name string, choose func(key string, values []string) []string) *Dictionary {
	out := NewDictionary(name)
	out.Language, out.Functions = d.Language, d.Functions
	for _, key := range d.sorted() {
		if values := choose(key, d.entries[key]); len(values) > 0 {
			out.Add(key, values...)
		}
	}
	out.index()
	return out
}

// Spin returns the text spun as a whole with one dictionary, without any other
// change, and how many of its words were exchanged.
func Spin(t *Text, dict *Dictionary, how Spinning, r *rand.Rand) (spun string, exchanged int) {
	d := newDraft(t)
	exchanged = newSpinner(d, dict, how, r).spin(stretch{0, len(d.words)})
	spun, _, _ = d.render(d.whole())
	return spun, exchanged
}
