package pgstore

import (
	"cmp"
	"context"

	"github.com/jackc/pgx/v5"
)

// Delete removes a text; see [corpus.Store].
func (s *Store) Delete(ctx context.Context, tenant, id string) error {
	return s.current(ctx, func(c *catalog) error {
		owner, err := s.tenant(ctx, tenant)
		if err != nil {
			return err
		}
		if owner == 0 || !nameable(id) {
			return cmp.Or(ctx.Err(), notFound(tenant, id))
		}
		return s.write(ctx, shared, func(t *tx) error {
			var numbers []int64
			s.queueCheck(t, c)
			t.queue("DELETE FROM palimpsest.texts WHERE tenant = $1 AND id = $2 RETURNING number", owner, id).Query(appendNumbers(&numbers))
			if err := t.send(ctx); err != nil {
				return err
			}
			if len(numbers) == 0 {
				return notFound(tenant, id)
			}
			queueRemove(t, c, numbers)
			return nil
		})
	})
}

func appendNumbers(numbers *[]int64) func(pgx.Rows) error {
	return func(rows pgx.Rows) (err error) {
		*numbers, err = pgx.AppendRows(*numbers, rows, pgx.RowTo[int64])
		return err
	}
}
