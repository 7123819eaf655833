package pgstore

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
)

// expireBatch is how many texts one transaction of Expire removes row by row.
const expireBatch = 1000

// Expire removes the texts that have expired; see [corpus.Store]. If a window is
// wholly past, Expire drops its tables, which takes next to no time. It goes
// through the other windows by index. It works in many transactions: after an error
// the texts that it counted are removed, and the next call goes on.
func (s *Store) Expire(ctx context.Context, now time.Time) (int, error) {
	total := 0
	err := s.current(ctx, func(c *catalog) error {
		past, err := s.past(ctx, now)
		if err != nil {
			return err
		}
		for {
			found, removed, err := s.expireRows(ctx, c, now, past)
			total += removed
			if err != nil {
				return err
			}
			if found < expireBatch {
				break
			}
		}
		for _, win := range slices.Sorted(maps.Keys(past)) {
			n, err := s.dropWindow(ctx, win)
			total += n
			if err != nil {
				return err
			}
		}
		return nil
	})
	return total, err
}

// past returns the windows in which all texts have expired.
func (s *Store) past(ctx context.Context, now time.Time) (map[int]bool, error) {
	var rows pgx.Rows
	err := s.patiently(ctx, func() (err error) {
		rows, err = s.pool.Query(ctx, s.sql("SELECT win FROM palimpsest.windows WHERE high <= $1"), now)
		return err
	})
	if err != nil {
		return nil, err
	}
	past := make(map[int]bool)
	var win int
	_, err = pgx.ForEachRow(rows, []any{&win}, func() error {
		past[win] = true
		return nil
	})
	return past, err
}

// expired finds some texts that have expired and locks them, in the order that all
// writers use. It does not return texts that changed while it waited for them, so
// it also returns how many it found.
const expired = `WITH found AS (SELECT number FROM palimpsest.texts WHERE expires <= $1 ORDER BY expires LIMIT $2),
	locked AS (
		SELECT t.number, t.win FROM found JOIN palimpsest.texts t ON t.number = found.number AND t.expires <= $1
		ORDER BY t.tenant, t.id FOR UPDATE OF t)
	SELECT (SELECT count(*) FROM found), array(SELECT number FROM locked), array(SELECT win FROM locked)`

// expireRows removes some texts that have expired, starting with those that expired
// first. It returns how many it found and how many it removed: fewer, if others
// removed or replaced them meanwhile. If a text is in a window that will be
// dropped, the rows in the window's tables stay until then. Meanwhile look-ups may
// find the places of the text, but no record.
func (s *Store) expireRows(ctx context.Context, c *catalog, now time.Time, past map[int]bool) (found, removed int, err error) {
	var gone []int64
	var wins []int
	err = s.write(ctx, shared, func(t *tx) error {
		s.queueCheck(t, c)
		t.queue(expired, now, expireBatch).QueryRow(func(row pgx.Row) error { return row.Scan(&found, &gone, &wins) })
		if err := t.send(ctx); err != nil || len(gone) == 0 {
			return err
		}
		var left []int64 // not in windows that will be dropped
		for i, number := range gone {
			if !past[wins[i]] {
				left = append(left, number)
			}
		}
		t.queue("DELETE FROM palimpsest.texts WHERE number = ANY($1)", gone)
		if len(left) < len(gone) {
			t.queue("DELETE FROM palimpsest.indexed WHERE number = ANY($1)", gone)
		}
		if len(left) > 0 {
			queueRemove(t, c, left)
		}
		return nil
	})
	if err != nil {
		return 0, 0, err
	}
	return found, len(gone), nil
}

// dropWindow drops the tables of a window whose texts have expired, and removes the
// texts that were put into it meanwhile. It returns how many these were.
func (s *Store) dropWindow(ctx context.Context, win int) (int, error) {
	n := 0
	err := s.change(ctx, func(t *tx, c *catalog) error {
		n = 0
		i := slices.IndexFunc(c.windows, func(w window) bool { return w.win == win })
		if i < 0 {
			return nil // another process dropped it
		}
		var numbers []int64
		t.queue("DELETE FROM palimpsest.texts WHERE expires >= $1 AND expires < $2 AND win = $3 RETURNING number",
			c.windows[i].low, c.windows[i].high, win).Query(appendNumbers(&numbers))
		if err := t.send(ctx); err != nil {
			return err
		}
		n = len(numbers)
		if n > 0 {
			t.queue("DELETE FROM palimpsest.indexed WHERE number = ANY($1)", numbers)
		}
		t.queue("DELETE FROM palimpsest.windows WHERE win = $1", win)
		t.do("DROP TABLE palimpsest.bodies_w%d", win)
		for _, scheme := range c.ids() {
			t.do("DROP TABLE palimpsest.%s_w%d", postingsTable(scheme), win)
		}
		return t.send(ctx)
	})
	if sqlState(err) == lockNotAvailable {
		err = fmt.Errorf("pgstore: the tables of window %d, whose texts have expired, are still in use: %w", win, err)
	}
	if err != nil {
		return 0, err
	}
	return n, nil
}
