package corpus

import (
	"cmp"
	"slices"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/internal/layout"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// Who disguises a text so that it is not found need only break each second word: between
// broken words stand no features. Package compare sees through it by holding the text
// against its source, and a search has none. So a suspect whose words look broken is
// looked up twice: as it stands, and as the plain text that it would be if all that looks
// broken were. A wrong guess costs look-ups and perhaps a comparison, never a verdict, and
// stored postings do not depend on it.

// plainShare is of how many words one at least must look broken for a text to be looked
// up again as plain text. Of what is left of a text with fewer broken words enough is
// found as it stands.
const plainShare = 16

// A plainText is a text with its lay-out left out and its broken words mended.
type plainText struct {
	text  string
	edits []plainEdit
	at    []int // where in text each edit ends
	from  *layout.Cursor
}

// A plainEdit is what stands for the bytes start to end of a text without its lay-out.
type plainEdit struct {
	start, end int
	text       string
}

// plainOf returns the plain text of a suspect, nil if it is plain, or as good as plain.
// Time and memory are linear.
func plainOf(text string) *plainText {
	spans := layout.Find(text)
	reading := layout.Read(text, spans)
	body := reading.Text
	m := &mender{text: body, words: slices.Collect(shingle.Words(body, shingle.Auto))}
	m.split()
	m.lettersApart()
	m.candidates()
	m.unmark()
	edits := m.ordered()
	if plainShare*(len(edits)+len(spans)) < len(m.words) || len(edits)+len(spans) == 0 {
		return nil
	}
	p := &plainText{edits: edits, from: reading.Places()}
	var b strings.Builder
	done := 0
	for _, e := range edits {
		b.WriteString(body[done:e.start])
		b.WriteString(e.text)
		p.at = append(p.at, b.Len())
		done = e.end
	}
	b.WriteString(body[done:])
	p.text = b.String()
	return p
}

// origins returns where in the suspect words of the plain text begin, which are in order.
func (p *plainText) origins(words []shingle.Word) {
	next, shift := 0, 0 // edits[:next] end before the word; what to add to a place
	for i := range words {
		at := words[i].Start
		for next < len(p.edits) && p.at[next] <= at {
			shift = p.edits[next].end - p.at[next]
			next++
		}
		at += shift
		if next < len(p.edits) {
			at = min(at, p.edits[next].start) // within what stands for something
		}
		words[i].Start = p.from.Start(at)
	}
}

// queries returns what to look up for a suspect, in the parts that were not excluded: as
// it stands, and as plain text if that is another.
func (st *state) queries(text string, excluded []compare.Exclusion) []query {
	r := st.readers.Get().(*reader)
	defer st.readers.Put(r)
	defer r.release()
	r.read(text)
	q := r.query(excluded)
	p := plainOf(text)
	if p == nil {
		return []query{q}
	}
	starts := make([]int, len(r.words))
	for i, w := range r.words {
		starts[i] = w.Start
	}
	r.release()
	r.read(p.text)
	p.origins(r.words)
	again := r.query(excluded)
	if slices.Equal(q.probes, again.probes) && slices.Equal(q.bands, again.bands) {
		return []query{q}
	}
	again.places = make([]uint32, len(r.words))
	for i, w := range r.words {
		k, _ := slices.BinarySearch(starts, w.Start)
		again.places[i] = uint32(min(k, max(0, len(starts)-1)))
	}
	return []query{q, again}
}

// placed gives hits of a query the places that they have in the suspect as it stands.
func (q *query) placed(found []candidate) {
	for _, c := range found {
		for i := range c.hits {
			if k := int(c.hits[i].position); k < len(q.places) {
				c.hits[i].position = q.places[k]
			}
		}
	}
}

// merge joins what two searches for one suspect found: of each text the better one,
// in order of score.
func merge(a, b []candidate) []candidate {
	all := append(a, b...)
	slices.SortStableFunc(all, func(c, d candidate) int {
		return cmp.Or(cmp.Compare(c.number, d.number), cmp.Compare(d.score, c.score))
	})
	all = slices.CompactFunc(all, func(c, d candidate) bool { return c.number == d.number })
	slices.SortFunc(all, func(c, d candidate) int {
		return cmp.Or(cmp.Compare(d.score, c.score), cmp.Compare(c.number, d.number))
	})
	return all
}
