package pebblestore_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/palimpsest-go/palimpsest/corpus/pebblestore"
	"github.com/palimpsest-go/palimpsest/corpus/storetest"
	"github.com/stretchr/testify/require"
)

// momentsEnv is how many times TestKillMoments kills a process at each moment.
const momentsEnv = "PEBBLESTORE_MOMENTS"

// fromEnv returns a number from the environment, or else what is given.
func fromEnv(t *testing.T, name string, or int) int {
	if v := os.Getenv(name); v != "" {
		n, err := strconv.Atoi(v)
		require.NoError(t, err)
		return n
	}
	return or
}

// usual returns how often a test does something where the environment does not say it.
func usual(n, underRace int) int {
	if pebblestore.Raced {
		return underRace
	}
	return n
}

// busy makes the engine write tables with few texts.
var busy = pebblestore.Settings{Memtable: 1 << 20, Reserve: 1 << 20, ExitOnFault: true}

// moments changes texts and boilerplate, re-indexes and makes copies until it is killed.
func moments() {
	dir := os.Getenv("DIR")
	s, err := pebblestore.Open(filepath.Join(dir, "store"), busy)
	if err != nil {
		panic(err)
	}
	round, _ := strconv.Atoi(os.Getenv("ROUND"))
	c := storetest.Churn{Round: round}
	if os.Getenv("KIND") == storetest.Copying {
		c.Backup = func(ctx context.Context, n int) error { return s.Backup(ctx, copyDir(dir, n)) }
	}
	c.Run(context.Background(), s, os.Stdout)
}

func copyDir(dir string, n int) string { return filepath.Join(dir, fmt.Sprint("copy", n)) }

// A process that is killed while it re-indexes, declares boilerplate or makes a copy
// loses nothing that it acknowledged; the re-index goes on, and ends as one that was
// not killed; and there is no copy that is not whole.
func TestKillMoments(t *testing.T) {
	rounds := fromEnv(t, momentsEnv, usual(3, 1))
	for kind, most := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			seed := rand.Uint64()
			t.Log("seed", seed)
			k := &storetest.Killer{Kind: kind, Most: most, Rand: rand.New(rand.NewPCG(seed, 3))}
			dir, l := t.TempDir(), storetest.NewLedger(t)
			s := open(t, filepath.Join(dir, "store"), busy)
			l.Fill(t, s)
			require.NoError(t, s.Close())
			var copies copyCount
			underWay := 0
			for round := range rounds {
				cmd, out, stderr := child(t, "moments", "DIR="+dir, "KIND="+kind, fmt.Sprint("ROUND=", round+1))
				line, stop := k.Arm(func() { _ = cmd.Process.Kill() })
				open := l.Read(t, out, line)
				stop()
				require.EqualError(t, cmd.Wait(), "signal: killed", stderr.String())
				require.Empty(t, l.Errors)
				for _, m := range open {
					if m.Kind == kind {
						underWay++
					}
				}
				copies.check(t, l, dir)
				s := reopen(t, filepath.Join(dir, "store"))
				l.Check(t, s, true)
				require.NoError(t, s.Close())
				if (round+1)%10 == 0 || round+1 == rounds {
					t.Logf("%d kills, %d of them during %s; changes: %d acknowledged and there, %d others made, %d not; %d re-indexes resumed; copies %+v",
						round+1, underWay, kind, l.Acked, l.Kept, l.Undone, l.Resumed, copies)
				}
			}
		})
	}
}

// reopen opens a store that must have no problem.
func reopen(t *testing.T, dir string) *pebblestore.Store {
	s := open(t, dir, pebblestore.Settings{Memtable: 1 << 20, LockWait: time.Minute})
	for p, err := range s.Verify(t.Context(), nil) {
		require.NoError(t, err)
		require.NoError(t, p)
	}
	return s
}

// A copyCount counts the copies that were found after kills: those done, whole ones that
// were under way, and what was left under the other name, refused or whole.
type copyCount struct{ done, whole, refused, wholeUnfinished int }

// check looks at the copies that the last process made, and removes them.
func (c *copyCount) check(t *testing.T, l *storetest.Ledger, dir string) {
	begun, done := l.Copies()
	for n := 1; n <= begun; n++ {
		path := copyDir(dir, n)
		_, err := os.Stat(path)
		if n <= done {
			require.NoError(t, err, "a copy that was made")
			c.done++
		} else if err == nil {
			c.whole++
		}
		if err == nil && (n >= done || n%8 == 0) { // to look at all of them takes a minute
			isCopy(t, l, n, path)
		}
		require.NoError(t, os.RemoveAll(path))
		unfinished := path + ".unfinished"
		if left, err := os.ReadDir(unfinished); err == nil && len(left) > 0 {
			s, err := pebblestore.Open(unfinished, pebblestore.Settings{Memtable: 1 << 20})
			if err == nil {
				require.NoError(t, s.Close())
				isCopy(t, l, n, unfinished)
				c.wholeUnfinished++
			} else {
				require.ErrorIs(t, err, pebblestore.ErrDamaged)
				c.refused++
			}
		}
		require.NoError(t, os.RemoveAll(unfinished))
	}
}

func isCopy(t *testing.T, l *storetest.Ledger, n int, dir string) {
	s := reopen(t, dir)
	l.CheckCopy(t, n, s)
	require.NoError(t, s.Close())
}
