package minhash

import (
	"iter"
	"slices"
	"strings"
)

// A View is the texts of an [Index] as they were at one moment. It does not
// change, whatever happens to the index, and may be used by any number of
// goroutines. It costs nothing to make, but keeps the memory of its texts in use.
// The zero View is not usable.
type View struct {
	index      *Index
	table      *table
	came, dead uint32
}

// Len returns the number of texts.
func (v View) Len() int { return int(v.came - v.dead) }

// Has reports whether there is a text with this id.
func (v View) Has(id string) bool {
	_, found := v.table.find(id, v.table.hashID(id), v.came, v.dead)
	return found
}

// Signature returns a copy of the signature of a text and the number of
// distinct elements of its set. The error wraps [ErrNotFound].
func (v View) Signature(id string) (s Signature, size int, err error) {
	text, err := v.find(id)
	if err != nil {
		return nil, 0, err
	}
	s = v.index.signer.Sign(nil, nil)
	copy(s, v.table.signature(text))
	return s, v.table.size(text), nil
}

// Set returns a copy of the set of a text, ascending and without repeats. It
// returns nil if the index does not keep sets, or the set is empty. The error
// wraps [ErrNotFound].
func (v View) Set(id string) ([]uint64, error) {
	text, err := v.find(id)
	if err != nil {
		return nil, err
	}
	return append([]uint64(nil), v.table.elements(text)...), nil
}

// IDs yields the ids in ascending order of their bytes. It costs a sort.
func (v View) IDs() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, text := range v.byID() {
			if !yield(v.table.id(text)) {
				return
			}
		}
	}
}

// alive reports whether a text is in the view.
func (v View) alive(text uint32) bool {
	return v.table.alive(text, v.came, v.dead)
}

// byID returns the numbers of the texts in the order of their ids.
func (v View) byID() []uint32 {
	texts := make([]uint32, 0, v.Len())
	for text := range v.came {
		if v.alive(text) {
			texts = append(texts, text)
		}
	}
	slices.SortFunc(texts, func(a, b uint32) int {
		return strings.Compare(v.table.id(a), v.table.id(b))
	})
	return texts
}

func (v View) find(id string) (uint32, error) {
	text, found := v.table.find(id, v.table.hashID(id), v.came, v.dead)
	if !found {
		return 0, notFound(id)
	}
	return text, nil
}

// alive reports whether a text was there when came texts had come and dead of them
// had been deleted.
func (t *table) alive(text, came, dead uint32) bool {
	if text >= came {
		return false
	}
	died := t.died(text).Load()
	return died == 0 || died > dead
}

// find returns the number of the text with this id, which has the hash. The last
// text with this id decides: earlier ones died before it came.
func (t *table) find(id string, hash uint64, came, dead uint32) (uint32, bool) {
	entry, tag := t.ids.first(0, hash)
	for entry != 0 {
		text := t.ids.numberOf(entry)
		if t.ids.may(entry, tag) && text < came && t.id(text) == id {
			return text, t.alive(text, came, dead)
		}
		entry = t.ids.follow(text, 0)
	}
	return 0, false
}

// candidates appends the texts that share a band with s, each once, in
// ascending order. It adds the dead texts that it met to the table's count.
func (v View) candidates(dst []uint32, s Signature) []uint32 {
	if s.Empty() {
		return dst
	}
	k, b := v.table.sketches, v.table.settings.Banding
	var smallTags, smallEntries [64]uint32
	tags, entries := smallTags[:0], smallEntries[:0]
	for band := range b.Bands { // read all heads from memory before following any
		entry, tag := k.first(band, b.key(s, band))
		tags = append(tags, tag)
		entries = append(entries, entry)
	}
	from := len(dst)
	var passed uint64
	for band, entry := range entries {
		row := s[band*b.Rows : (band+1)*b.Rows]
		for entry != 0 {
			number := k.numberOf(entry)
			if k.may(entry, tags[band]) {
				have := k.signature(number)[band*b.Rows:]
				if slices.Equal(row, have[:len(row)]) {
					if text := k.owner(number); v.alive(text) {
						dst = append(dst, text)
					} else if text < v.came {
						passed++
					}
				}
			}
			entry = k.follow(number, band)
		}
	}
	if passed > 0 {
		v.table.passed.Add(passed)
	}
	slices.Sort(dst[from:])
	return append(dst[:from], slices.Compact(dst[from:])...)
}
