package pgstore

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

func (s *Store) copyBodies(ctx context.Context, t *tx, items []item) error {
	_, err := t.conn.CopyFrom(ctx, pgx.Identifier{s.settings.Schema, "bodies"},
		[]string{"number", "win", "body"},
		pgx.CopyFromSlice(len(items), func(i int) ([]any, error) {
			it := &items[i]
			return []any{it.number, it.win, []byte(it.Text.Text)}, nil
		}))
	return err
}

func (s *Store) copyPostings(ctx context.Context, t *tx, scheme int, items []item) error {
	row := make([]any, 4)
	i, j := 0, 0
	_, err := t.conn.CopyFrom(ctx, pgx.Identifier{s.settings.Schema, fmt.Sprintf("postings_%d", scheme)},
		[]string{"key", "number", "position", "win"},
		pgx.CopyFromFunc(func() ([]any, error) {
			for i < len(items) && j == len(items[i].Postings) {
				i, j = i+1, 0
			}
			if i == len(items) {
				return nil, nil
			}
			it := &items[i]
			p := it.Postings[j]
			j++
			row[0], row[1], row[2], row[3] = key(it.tenant, p.Feature), it.number, int32(p.Position), it.win
			return row, nil
		}))
	return err
}
