package pgstore

import (
	"context"
	"fmt"
	"time"
)

// place gives each item its window, and makes the windows that are missing. It
// returns errMoved if it made some. It makes none for texts that have already
// expired, which the next Expire removes: that would leave one window less for
// texts that stay.
func (s *Store) place(ctx context.Context, c *catalog, items []item) error {
	var missing []time.Time
	now := s.clock()
	for i := range items {
		win, ok := c.find(items[i].Expires)
		if !ok && items[i].Expires.After(now) {
			missing = append(missing, items[i].Expires)
		}
		items[i].win = win
	}
	if len(missing) == 0 || len(c.windows) >= s.settings.MaxWindows {
		return nil
	}
	err := s.change(ctx, func(t *tx, c *catalog) error {
		for _, expires := range missing {
			if _, ok := c.find(expires); ok || len(c.windows) >= s.settings.MaxWindows {
				continue
			}
			if err := s.makeWindow(ctx, t, c, s.span(c, expires)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return errMoved
}

// span returns a window for a time of expiry that has none. Its length is that in
// Settings, or less if it would overlap other windows.
func (s *Store) span(c *catalog, expires time.Time) window {
	length := s.settings.Window.Microseconds()
	at := expires.UnixMicro()
	low := at - (at%length+length)%length
	w := window{low: time.UnixMicro(low).UTC(), high: time.UnixMicro(low + length).UTC()}
	for _, o := range c.windows {
		if !o.high.After(expires) && o.high.After(w.low) {
			w.low = o.high
		}
		if o.low.After(expires) && o.low.Before(w.high) {
			w.high = o.low
		}
	}
	return w
}

// makeWindow makes the partitions of a window and adds it to the catalog.
func (s *Store) makeWindow(ctx context.Context, t *tx, c *catalog, w window) error {
	// The bounds are passed as computed; year 10000 is within PostgreSQL's range.
	row := t.conn.QueryRow(ctx, s.sql("INSERT INTO palimpsest.windows (low, high) VALUES ($1, $2) RETURNING win"), w.low, w.high)
	if err := row.Scan(&w.win); err != nil {
		return err
	}
	tables := []string{"bodies"}
	for _, scheme := range c.ids() {
		tables = append(tables, postingsTable(scheme))
	}
	for _, table := range tables {
		queuePartition(t, table, w.win)
	}
	c.windows = append(c.windows, w)
	return t.send(ctx)
}

func postingsTable(scheme int) string { return fmt.Sprintf("postings_%d", scheme) }

// queuePartition makes a separate table and then attaches it as a partition. Unlike
// CREATE TABLE ... PARTITION OF, this lets the readers of the table go on.
func queuePartition(t *tx, table string, win int) {
	t.do(`CREATE TABLE palimpsest.%[1]s_w%[2]d (LIKE palimpsest.%[1]s INCLUDING DEFAULTS INCLUDING STORAGE)`, table, win)
	t.do(`ALTER TABLE palimpsest.%[1]s ATTACH PARTITION palimpsest.%[1]s_w%[2]d FOR VALUES IN (%[2]d)`, table, win)
}
