package pgstore

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// head and record are the starts of statements that read what scan takes; t are
// rows of texts. The text of a head is empty. A separate query, not a join, gets
// the name of the tenant: a join might lose the order of an index.
const (
	head   = known + `, '\x'::bytea FROM palimpsest.texts t`
	record = known + `, b.body FROM palimpsest.texts t JOIN palimpsest.bodies b ON b.win = t.win AND b.number = t.number`
	known  = `SELECT t.number, t.id, (SELECT n.name FROM palimpsest.tenants n WHERE n.tenant = t.tenant), t.author, t.revision, t.derived, t.published, t.expires`
)

// scan reads the row of a record.
func scan(row pgx.Row) (corpus.Record, error) {
	var r corpus.Record
	var number int64
	var published, expires *time.Time
	var body []byte
	err := row.Scan(&number, &r.ID, &r.Tenant, &r.Author, &r.Group, &r.Derived, &published, &expires, &body)
	r.Number, r.Text.Text = uint64(number), string(body)
	if published != nil {
		r.Time = published.UTC()
	}
	if expires != nil {
		r.Expires = expires.UTC()
	}
	return r, err
}

func collect(records *[]corpus.Record) func(pgx.Rows) error {
	return func(rows pgx.Rows) error {
		defer rows.Close()
		for rows.Next() {
			r, err := scan(rows)
			if err != nil {
				return err
			}
			*records = append(*records, r)
		}
		return rows.Err()
	}
}

// Get returns the record of a text; see [corpus.Store].
func (s *Store) Get(ctx context.Context, tenant, id string) (corpus.Record, error) {
	if s.closed.Load() {
		return corpus.Record{}, errClosed()
	}
	if !nameable(tenant) || !nameable(id) {
		return corpus.Record{}, cmp.Or(ctx.Err(), notFound(tenant, id))
	}
	var records []corpus.Record
	err := s.read(ctx, func(t *tx) {
		t.queue(record+` WHERE t.tenant = (SELECT tenant FROM palimpsest.tenants WHERE name = $1) AND t.id = $2`, tenant, id).Query(collect(&records))
	})
	if err != nil {
		return corpus.Record{}, s.explain(err)
	}
	if len(records) == 0 {
		return corpus.Record{}, notFound(tenant, id)
	}
	return records[0], nil
}

func notFound(tenant, id string) error {
	return fmt.Errorf("pgstore: %w: %q of tenant %q", corpus.ErrNotFound, id, tenant)
}

// Records returns the records of these numbers; see [corpus.Store].
func (s *Store) Records(ctx context.Context, tenant string, numbers []uint64) ([]corpus.Record, error) {
	return s.numbered(ctx, record, tenant, numbers)
}

// Heads returns the records of these numbers without the texts; see
// [corpus.Store]. It reads one narrow row for each.
func (s *Store) Heads(ctx context.Context, tenant string, numbers []uint64) ([]corpus.Record, error) {
	return s.numbered(ctx, head, tenant, numbers)
}

// numbered runs a statement with this beginning for some numbers, and returns what it
// reads.
func (s *Store) numbered(ctx context.Context, start, tenant string, numbers []uint64) ([]corpus.Record, error) {
	if s.closed.Load() {
		return nil, errClosed()
	}
	if !nameable(tenant) {
		return nil, ctx.Err()
	}
	wanted := make([]int64, 0, len(numbers))
	for _, n := range numbers {
		if n <= maxNumber {
			wanted = append(wanted, int64(n))
		}
	}
	var records []corpus.Record
	err := s.read(ctx, func(t *tx) {
		t.queue(start+` WHERE t.number = ANY($2) AND t.tenant = (SELECT tenant FROM palimpsest.tenants WHERE name = $1)`, tenant, wanted).Query(collect(&records))
	})
	return records, s.explain(err)
}

// Count returns the number of texts of a tenant; see [corpus.Store]. It takes
// time in proportion to it.
func (s *Store) Count(ctx context.Context, tenant string) (int, error) {
	if s.closed.Load() {
		return 0, errClosed()
	}
	if !nameable(tenant) {
		return 0, ctx.Err()
	}
	var n int
	err := s.read(ctx, func(t *tx) {
		t.queue(`SELECT count(*) FROM palimpsest.texts WHERE tenant = (SELECT tenant FROM palimpsest.tenants WHERE name = $1)`, tenant).
			QueryRow(func(row pgx.Row) error { return row.Scan(&n) })
	})
	return n, s.explain(err)
}
