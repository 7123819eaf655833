package pgstore

import (
	"context"
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// listPage is how many heads List reads at a time: 1 MB if all names have the
// greatest length that a corpus takes, and 100 KB with usual names.
const listPage = 500

const list = head + ` WHERE t.tenant = (SELECT tenant FROM palimpsest.tenants WHERE name = $1) AND t.id > $2 ORDER BY t.id LIMIT $3`

// List returns the heads of a tenant's texts in order of id; see [corpus.Store].
// It reads a page at a time, by index from the end of the last page, and holds no
// connection between pages.
func (s *Store) List(ctx context.Context, tenant, after string) iter.Seq2[corpus.Record, error] {
	start := longestName(after)
	return func(yield func(corpus.Record, error) bool) {
		for r, err := range inPages(listPage, func(last corpus.Record) ([]corpus.Record, error) {
			return s.listPage(ctx, tenant, max(start, last.ID))
		}) {
			if err == nil && r.ID <= after {
				continue // between start and an after that cannot be an id
			}
			if !yield(r, err) {
				return
			}
		}
	}
}

// listPage returns the first heads of ids that are greater than after.
func (s *Store) listPage(ctx context.Context, tenant, after string) ([]corpus.Record, error) {
	if s.closed.Load() {
		return nil, errClosed()
	}
	if !nameable(tenant) {
		return nil, ctx.Err()
	}
	var records []corpus.Record
	err := s.read(ctx, func(t *tx) { t.queue(list, tenant, after, listPage).Query(collect(&records)) })
	return records, s.explain(err)
}

// longestName returns the longest start of a string that the server takes; all
// ids that are greater than the string are greater than it.
func longestName(s string) string {
	if i := strings.IndexByte(s, 0); i >= 0 {
		s = s[:i]
	}
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			return s[:i]
		}
		i += size
	}
	return s
}
