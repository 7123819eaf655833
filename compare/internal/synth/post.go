package synth

import "math/rand/v2"

// Derive returns a dictionary of its own, made of what choose leaves of each entry:
// nothing or an empty list leaves the entry out. Entries are gone through in order of
// their keys, so that a choice which is drawn is drawn alike each time. Values are
// as the entry lists them, and must not be changed. It takes a sort of the keys.
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

// Spin returns the text spun as a whole with one dictionary, and nothing else done to
// it, and how many of its words were exchanged.
func Spin(t *Text, dict *Dictionary, how Spinning, r *rand.Rand) (spun string, exchanged int) {
	d := newDraft(t)
	exchanged = newSpinner(d, dict, how, r).spin(stretch{0, len(d.words)})
	spun, _, _ = d.render(d.whole())
	return spun, exchanged
}
