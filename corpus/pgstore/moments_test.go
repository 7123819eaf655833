package pgstore

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus/pgstore/pgtest"
	"github.com/palimpsest-go/palimpsest/corpus/storetest"
)

// momentsEnv is how many times TestKillMoments kills at each moment.
const momentsEnv = "PALIMPSEST_MOMENTS"

// churnEnv has the connection string in a process that does nothing but a Churn.
const churnEnv = "PALIMPSEST_CHURN"

// killedSchema returns the schema of the store that is killed at moments of a kind.
func killedSchema(kind string) string { return "Killed in " + kind }

// churn changes a store until it is killed or its server is gone.
func churn() {
	ctx := context.Background()
	s, err := Connect(ctx, os.Getenv(churnEnv)+" pool_max_conns=12", Settings{Schema: killedSchema(os.Getenv("KIND"))})
	if err != nil {
		fmt.Println("error", err)
		return
	}
	round, _ := strconv.Atoi(os.Getenv("ROUND"))
	c := storetest.Churn{Round: round}
	if os.Getenv("KIND") == storetest.Copying {
		c.Still = true // Adopt waits until a dump has ended, and fails
		c.Backup = dump
	}
	c.Run(ctx, s, os.Stdout)
}

// dump makes copy n, as the package comment says.
func dump(ctx context.Context, n int) error {
	out, err := exec.CommandContext(ctx, os.Getenv("PG_DUMP"), "--format=custom", "--schema="+pgx.Identifier{killedSchema(storetest.Copying)}.Sanitize(),
		"--file="+dumpFile(os.Getenv("DIR"), n), "--dbname="+os.Getenv(churnEnv)).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	return nil
}

func dumpFile(dir string, n int) string { return filepath.Join(dir, fmt.Sprint("copy", n)) }

// A victim is what TestKillMoments kills: the process that uses the store, or the server,
// in two ways.
type victim struct {
	name string
	kill func(client *exec.Cmd, server *pgtest.Server) error
}

var victims = []victim{
	{"client", func(client *exec.Cmd, _ *pgtest.Server) error { return client.Process.Kill() }},
	{"server", func(_ *exec.Cmd, server *pgtest.Server) error { return server.Kill() }},
	{"server at once", func(_ *exec.Cmd, server *pgtest.Server) error { return server.Stop() }},
}

// A client or a server that is killed while the client re-indexes, declares boilerplate
// or makes a copy loses nothing that was acknowledged; the re-index goes on, and ends as
// one that was not killed; and no copy is restored that is not whole.
func TestKillMoments(t *testing.T) {
	rounds := len(victims)
	if raced {
		rounds = 1
	}
	if v := os.Getenv(momentsEnv); v != "" {
		var err error
		rounds, err = strconv.Atoi(v)
		require.NoError(t, err)
	}
	server := pgtest.Start(t) // the other tests keep theirs
	for kind, most := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			m := newKilled(t, server, kind, most)
			l, first := m.ledger, m.killer.Rand.IntN(len(victims))
			for round := range rounds {
				m.round(t, round, victims[(first+round)%len(victims)])
				if (round+1)%10 == 0 || round+1 == rounds {
					t.Logf("%d kills, %d of them during %s; changes: %d acknowledged and there, %d others made, %d not; %d re-indexes resumed; copies: %d refused, %d whole",
						round+1, m.underWay, kind, l.Acked, l.Kept, l.Undone, l.Resumed, m.refused, m.whole)
				}
			}
		})
	}
}

// killed is a store that is killed at moments of a kind.
type killed struct {
	kind     string
	server   *pgtest.Server
	dir      string // of copies
	killer   *storetest.Killer
	ledger   *storetest.Ledger
	underWay int // kills that came at the moment

	whole, refused int // copies restored, and not
}

func newKilled(t *testing.T, server *pgtest.Server, kind string, most int) *killed {
	seed := rand.Uint64()
	t.Log("seed", seed)
	k := &killed{
		kind: kind, server: server, dir: t.TempDir(), ledger: storetest.NewLedger(t),
		killer: &storetest.Killer{Kind: kind, Most: most, Rand: rand.New(rand.NewPCG(seed, 3))},
	}
	s := k.open(t, k.server.URL())
	k.ledger.Fill(t, s)
	require.NoError(t, s.Close())
	return k
}

func (k *killed) open(t *testing.T, url string) *Store {
	s, err := Connect(t.Context(), url+" pool_max_conns=4", Settings{Schema: killedSchema(k.kind)})
	require.NoError(t, err)
	return s
}

// round kills once and checks what is left.
func (k *killed) round(t *testing.T, round int, v victim) {
	client := exec.Command(os.Args[0])
	client.Env = append(os.Environ(), churnEnv+"="+k.server.URL(), "DIR="+k.dir, "KIND="+k.kind, fmt.Sprint("ROUND=", round+1))
	if k.kind == storetest.Copying {
		program, err := k.server.Program("pg_dump")
		if errors.Is(err, pgtest.ErrNotInstalled) {
			t.Skip(err)
		}
		require.NoError(t, err)
		client.Env = append(client.Env, "PG_DUMP="+program)
	}
	out, err := client.StdoutPipe()
	require.NoError(t, err)
	var stderr strings.Builder
	client.Stderr = &stderr
	require.NoError(t, client.Start())
	var killing atomic.Pointer[error]
	line, stop := k.killer.Arm(func() {
		err := v.kill(client, k.server)
		killing.Store(&err)
	})
	open := k.ledger.Read(t, out, line)
	stop()
	require.NotNil(t, killing.Load(), "it ended by itself: %v", k.ledger.Errors)
	require.NoError(t, *killing.Load())
	_ = client.Wait()
	require.Empty(t, stderr.String())
	if v.name == "client" {
		require.Empty(t, k.ledger.Errors)
	} else {
		require.NoError(t, k.server.Restart())
	}
	if slices.ContainsFunc(open, func(m storetest.Moment) bool { return m.Kind == k.kind }) {
		k.underWay++
	}
	k.alone(t)
	s := k.open(t, k.server.URL())
	k.ledger.Check(t, s, true)
	require.NoError(t, s.Close())
	k.checkCopies(t)
}

// alone waits until the server has ended what a client that is dead had begun.
func (k *killed) alone(t *testing.T) {
	conn, err := pgx.Connect(t.Context(), k.server.URL())
	require.NoError(t, err)
	defer conn.Close(context.Background())
	for others := 1; others > 0; time.Sleep(5 * time.Millisecond) {
		require.NoError(t, conn.QueryRow(t.Context(), `SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`).Scan(&others))
	}
}

// checkCopies restores the copy that was made last and the one that was not ended, if
// they can be restored.
func (k *killed) checkCopies(t *testing.T) {
	begun, made := k.ledger.Copies()
	for n := max(made, 1); n <= begun; n++ {
		file := dumpFile(k.dir, n)
		if _, err := os.Stat(file); n > made && errors.Is(err, os.ErrNotExist) {
			continue
		}
		k.restore(t, n, file, n <= made)
	}
	for n := range begun {
		require.NoError(t, os.RemoveAll(dumpFile(k.dir, n+1)))
	}
}

func (k *killed) restore(t *testing.T, n int, file string, must bool) {
	k.exec(t, "CREATE DATABASE restored")
	defer k.exec(t, "DROP DATABASE restored")
	program, err := k.server.Program("pg_restore")
	require.NoError(t, err)
	other := strings.Replace(k.server.URL(), "dbname=postgres", "dbname=restored", 1)
	out, err := exec.Command(program, "--exit-on-error", "--dbname="+other, file).CombinedOutput()
	if err != nil {
		require.False(t, must, "a copy that was made: %s", out)
		k.refused++
		return
	}
	k.whole++
	s := k.open(t, other)
	k.ledger.CheckCopy(t, n, s)
	require.NoError(t, s.Close())
}

func (k *killed) exec(t *testing.T, sql string) {
	conn, err := pgx.Connect(context.Background(), k.server.URL())
	require.NoError(t, err)
	_, err = conn.Exec(context.Background(), sql)
	require.NoError(t, err)
	require.NoError(t, conn.Close(context.Background()))
}
