package pgstore

import (
	"iter"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// inPages returns an iterator over the records that read returns. It calls read
// with the last record of the page before, and with the zero Record for the first
// page, until a page has fewer than size records.
func inPages(size int, read func(last corpus.Record) ([]corpus.Record, error)) iter.Seq2[corpus.Record, error] {
	return func(yield func(corpus.Record, error) bool) {
		var last corpus.Record
		for {
			records, err := read(last)
			if err != nil {
				yield(corpus.Record{}, err)
				return
			}
			for _, r := range records {
				if !yield(r, nil) {
					return
				}
			}
			if len(records) < size {
				return
			}
			last = records[len(records)-1]
		}
	}
}
