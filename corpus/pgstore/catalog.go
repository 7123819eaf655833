package pgstore

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
)

// A catalog is what a process must know about the tables to write its statements.
// Every call checks, in the transaction or the snapshot in which it works, that the
// generation is still the same; see [Store.current].
type catalog struct {
	generation int64
	adopted    int            // scheme, 0 if none
	schemes    map[string]int // those that have tables
	windows    []window       // in order of time
}

type window struct {
	win       int
	low, high time.Time // half-open
}

// errMoved means that the catalog in memory differs from that of the database.
var errMoved = errors.New("pgstore: the catalog changed meanwhile")

// maxMoves bounds how often one call starts over because the catalog changed. The
// catalog changes when schemes and windows do, a few times a month.
const maxMoves = 20

// ddlPatience is how long a change waits for the readers of a table that it drops.
// Meanwhile new readers wait for the change.
const ddlPatience = "5s"

// name returns the name of the scheme adopted, "" if none.
func (c *catalog) name() string {
	for name, id := range c.schemes {
		if id == c.adopted {
			return name
		}
	}
	return ""
}

// ids returns the schemes in order.
func (c *catalog) ids() []int {
	ids := make([]int, 0, len(c.schemes))
	for _, id := range c.schemes {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// find returns the window of a time of expiry, or 0 if the text needs no window. ok
// is false if the window does not exist yet.
func (c *catalog) find(expires time.Time) (win int, ok bool) {
	if expires.IsZero() {
		return 0, true
	}
	for _, w := range c.windows {
		if !expires.Before(w.low) && expires.Before(w.high) {
			return w.win, true
		}
	}
	return 0, false
}

// current calls do with a catalog. As long as do returns errMoved or names a table
// that no longer exists, it calls do again with a newer catalog.
func (s *Store) current(ctx context.Context, do func(*catalog) error) error {
	if s.closed.Load() {
		return errClosed()
	}
	c := s.catalog.Load()
	var err error
	for range maxMoves {
		err = do(c)
		if !moved(err) {
			return s.explain(err)
		}
		if c, err = s.reload(ctx); err != nil {
			return s.explain(err)
		}
	}
	return fmt.Errorf("pgstore: the catalog changed %d times: %w", maxMoves, err)
}

// reload reads the catalog, for this call and the later ones.
func (s *Store) reload(ctx context.Context) (*catalog, error) {
	var c *catalog
	err := s.read(ctx, func(t *tx) { s.queueCatalog(t, &c) })
	if err != nil {
		return nil, err
	}
	s.catalog.Store(c)
	return c, nil
}

// queueCatalog makes a transaction read the catalog into c.
func (s *Store) queueCatalog(t *tx, c **catalog) {
	t.queue("SELECT generation, coalesce(adopted, 0) FROM palimpsest.state").QueryRow(func(row pgx.Row) error {
		*c = &catalog{schemes: make(map[string]int)}
		return row.Scan(&(*c).generation, &(*c).adopted)
	})
	t.queue("SELECT name, scheme FROM palimpsest.schemes").Query(func(rows pgx.Rows) error {
		var name string
		var id int
		_, err := pgx.ForEachRow(rows, []any{&name, &id}, func() error {
			(*c).schemes[name] = id
			return nil
		})
		return err
	})
	t.queue("SELECT win, low, high FROM palimpsest.windows ORDER BY low").Query(func(rows pgx.Rows) error {
		var w window
		_, err := pgx.ForEachRow(rows, []any{&w.win, &w.low, &w.high}, func() error {
			(*c).windows = append((*c).windows, w)
			return nil
		})
		return err
	})
}

// queueCheck makes a transaction fail with errMoved unless c is the catalog.
func (s *Store) queueCheck(t *tx, c *catalog) {
	t.queue("SELECT generation FROM palimpsest.state").QueryRow(func(row pgx.Row) error {
		var generation int64
		if err := row.Scan(&generation); err != nil {
			return err
		}
		if generation != c.generation {
			return errMoved
		}
		return nil
	})
}

// change runs do, which may change schemes and windows, while nothing else writes
// to the store. do gets the catalog of that moment. change does not read the new
// catalog: the next call notices that it must, and a change that is done can no
// longer fail.
func (s *Store) change(ctx context.Context, do func(*tx, *catalog) error) error {
	return s.write(ctx, exclusive, func(t *tx) error {
		var c *catalog
		t.queue("SELECT set_config('lock_timeout', $1, true)", ddlPatience)
		s.queueCatalog(t, &c)
		if err := t.send(ctx); err != nil {
			return err
		}
		if err := do(t, c); err != nil {
			return err
		}
		t.queue("UPDATE palimpsest.state SET generation = generation + 1")
		return t.send(ctx)
	})
}
