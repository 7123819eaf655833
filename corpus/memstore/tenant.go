package memstore

import (
	"iter"
	"math/bits"
	"time"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// A tenantData holds the data of one tenant. Within it texts have numbers from 1
// on; callers see these numbers plus before.
type tenantData struct {
	name    string
	before  uint64
	numbers map[string]uint32 // by id
	last    uint32            // the number given last
	pages   []*page           // records by number less one; nil if all are gone
	alive   bitmap            // numbers that have a record
	derived map[uint32]string // of the texts that derive from another, the id of that text
	indexes map[string]*schemeIndex
}

// A page holds the records of up to pageLen texts that were put in a row,
// zero if removed.
type page struct {
	records []storedText
	alive   int // records that are there
}

const pageLen = 512

// A storedText is a corpus.Record without what its place implies, in half the bytes.
type storedText struct {
	id, author, group, text string
	time, expires           int64 // in microseconds since 1970
}

// A schemeIndex holds the postings under one scheme.
type schemeIndex struct {
	postingIndex
	indexed bitmap // numbers that have postings here
}

func newTenantData(name string, before uint64) *tenantData {
	return &tenantData{name: name, before: before, numbers: make(map[string]uint32), indexes: make(map[string]*schemeIndex)}
}

// at returns the record of a number, which is alive.
func (t *tenantData) at(number uint32) *storedText {
	i := number - 1
	return &t.pages[i/pageLen].records[i%pageLen]
}

// record returns the record of a number, which is alive, in the form for callers.
func (t *tenantData) record(number uint32) corpus.Record {
	r := t.at(number)
	return corpus.Record{Number: t.before + uint64(number), Derived: t.derived[number], Text: corpus.Text{
		ID: r.id, Tenant: t.name, Author: r.author, Group: r.group,
		Time: time.UnixMicro(r.time).UTC(), Expires: time.UnixMicro(r.expires).UTC(),
		Text: r.text,
	}}
}

// head returns the record of a number, which is alive, without its text.
func (t *tenantData) head(number uint32) corpus.Record {
	r := t.record(number)
	r.Text.Text = ""
	return r
}

// author and group return the author and the group of the text with a number, which is
// alive.
func (t *tenantData) author(number uint32) string { return t.at(number).author }
func (t *tenantData) group(number uint32) string  { return t.at(number).group }

// owned reports whether the text with a number, which is alive, belongs to an
// author or a group.
func (t *tenantData) owned(number uint32, own corpus.Owner) bool {
	r := t.at(number)
	return own.Author != "" && own.Author == r.author || own.Group != "" && own.Group == r.group
}

// derives notes that the text with a number derives from the one with an id, if
// that is not "".
func (t *tenantData) derives(number uint32, from string) {
	if from == "" {
		return
	}
	if t.derived == nil {
		t.derived = make(map[uint32]string)
	}
	t.derived[number] = from
}

// alias returns the number within the tenant of the text that callers know as n, or
// 0 if that text is gone.
func (t *tenantData) alias(n uint64) uint32 {
	if n <= t.before || n-t.before > uint64(t.last) || !t.alive.has(uint32(n-t.before)) {
		return 0
	}
	return uint32(n - t.before)
}

// add gives a record a number. Its id must have none.
func (t *tenantData) add(r storedText) uint32 {
	if t.last%pageLen == 0 {
		t.pages = append(t.pages, new(page))
		t.free(len(t.pages) - 2)
	}
	page := t.pages[len(t.pages)-1]
	page.records = append(page.records, r)
	page.alive++
	t.last++
	t.numbers[r.id] = t.last
	t.alive.set(t.last)
	return t.last
}

// remove forgets the record of a number, which is alive.
func (t *tenantData) remove(number uint32) {
	r := t.at(number)
	delete(t.numbers, r.id)
	delete(t.derived, number)
	*r = storedText{}
	t.alive.clear(number)
	i := int(number-1) / pageLen
	t.pages[i].alive--
	t.free(i)
}

// free releases a page if all its records are gone and it gets no more.
func (t *tenantData) free(i int) {
	if i >= 0 && i < len(t.pages)-1 && t.pages[i] != nil && t.pages[i].alive == 0 {
		t.pages[i] = nil
	}
}

// texts returns an iterator over the numbers that are alive. They may be removed
// meanwhile.
func (t *tenantData) texts() iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		for i, word := range t.alive {
			for ; word != 0; word &= word - 1 {
				if !yield(uint32(64*i + bits.TrailingZeros64(word))) {
					return
				}
			}
		}
	}
}

// stale returns an iterator over the numbers of texts without postings of a
// scheme.
func (t *tenantData) stale(scheme string) iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		x := t.indexes[scheme]
		for n := range t.texts() {
			if (x == nil || !x.indexed.has(n)) && !yield(n) {
				return
			}
		}
	}
}

// index returns the postings under a scheme, and makes an empty index if there is none
// yet.
func (t *tenantData) index(scheme string) *schemeIndex {
	x := t.indexes[scheme]
	if x == nil {
		x = &schemeIndex{postingIndex: newPostingIndex()}
		t.indexes[scheme] = x
	}
	return x
}

func (x *schemeIndex) add(number uint32, postings []corpus.Posting) {
	x.table.add(number, postings, x.key)
	x.indexed.set(number)
}
