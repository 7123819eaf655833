package corpus

import (
	"cmp"
	"slices"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/lexicon"
	"github.com/palimpsest-go/palimpsest/internal/plain"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// To hide a text from the search, it is enough to break every second word: then there are
// no features between the broken words. Package compare recognises them by comparing the
// text with its source, but a search has no source. So a suspect whose words look broken
// is looked up twice: unchanged, and as the plain text that it would be if everything that
// looks broken were mended. A wrong guess costs look-ups and perhaps a comparison, but
// never changes a verdict, and stored postings do not depend on it.

// queries returns what to look up for a suspect, in the parts that were not excluded: the
// suspect unchanged, its plain text if that differs, and the suspect as read in further
// languages that parts of it are in.
func (st *state) queries(text string, excluded []compare.Exclusion) []query {
	r := st.readers.Get().(*reader)
	defer st.readers.Put(r)
	defer r.release()
	r.read(text)
	list := []query{r.query(excluded)}
	var further []shingle.Language
	if st.Language == shingle.Auto {
		further = r.further(text)
	}
	starts := make([]int, len(r.words))
	for i, w := range r.words {
		starts[i] = w.Start
	}
	if q, ok := r.plainQuery(text, excluded, starts); ok && !q.equal(list[0]) {
		list = append(list, q)
	}
	for _, lang := range further {
		r.release()
		r.readIn(text, lang)
		list = append(list, r.query(excluded))
	}
	return list
}

// plainQuery returns what to look up for the plain text of a suspect whose words start at
// starts. It reports false if the suspect is plain.
func (r *reader) plainQuery(text string, excluded []compare.Exclusion, starts []int) (query, bool) {
	p := plain.Of(text, r.words, lexiconFor(r.lang))
	if p == nil {
		return query{}, false
	}
	r.release()
	r.read(p.Plain)
	p.Place(r.words)
	q := r.query(excluded)
	q.places = make([]uint32, len(r.words))
	for i, w := range r.words {
		k, _ := slices.BinarySearch(starts, w.Start)
		q.places[i] = uint32(min(k, max(0, len(starts)-1)))
	}
	return q, true
}

// equal reports whether two queries look up the same.
func (q query) equal(other query) bool {
	return slices.Equal(q.probes, other.probes) && slices.Equal(q.bands, other.bands)
}

// Each stretch of words in which fewer than one in fewFunction is a function word may be in
// another language than the rest. At most mostFurther further languages are looked up.
const (
	stretch     = 120
	fewFunction = 5
	mostFurther = 2
)

// further returns the languages of parts of the text that was read, without its own.
func (r *reader) further(text string) (langs []shingle.Language) {
	for i := 0; i+stretch <= len(r.words) && len(langs) < mostFurther; i += stretch {
		part, n := r.words[i:i+stretch], 0
		for k := range part {
			if part[k].Class == shingle.Function {
				n++
			}
		}
		if fewFunction*n >= stretch {
			continue
		}
		lang := shingle.Guess(text[part[0].Start:part[stretch-1].End])
		if lang != shingle.None && lang != r.lang && !slices.Contains(langs, lang) {
			langs = append(langs, lang)
		}
	}
	return langs
}

// placed changes the places of the hits of a query to those in the unchanged suspect.
func (q *query) placed(found []candidate) {
	for _, c := range found {
		for i := range c.hits {
			if k := int(c.hits[i].position); k < len(q.places) {
				c.hits[i].position = q.places[k]
			}
		}
	}
}

// merge joins the results of two searches for one suspect: the better one for each
// text, in order of score.
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

// lexiconFor returns the lexicon that broken words in a language are mended with, nil for
// languages that are known and not English.
func lexiconFor(lang shingle.Language) plain.Lexicon {
	if lang != shingle.English && lang != shingle.None {
		return nil
	}
	l, err := lexicon.English()
	if err != nil {
		return nil // the texts are looked up as they are
	}
	return l
}
