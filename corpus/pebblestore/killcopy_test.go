package pebblestore_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/pebblestore"
	"github.com/stretchr/testify/require"
)

// copies puts texts by several goroutines and makes one copy of the store after
// the other until it is killed. It says "copy N" before and "copied N" after each.
func copies() {
	dir := os.Getenv("DIR")
	s, err := pebblestore.Open(filepath.Join(dir, "store"), pebblestore.Settings{Memtable: 2 << 20, Reserve: 1 << 20, ExitOnFault: true})
	if err != nil {
		panic(err)
	}
	ctx := context.Background()
	if err := s.Adopt(ctx, scheme); err != nil {
		panic(err)
	}
	j := new(journal)
	for g := range 3 {
		go func() {
			for v := 0; ; v++ {
				var es []corpus.Entry
				var words []string
				for k := range 1 + v%7 {
					id := fmt.Sprintf("%s-%d-%d-%d", os.Getenv("ROUND"), g, v, k)
					es, words = append(es, version(id, 1)), append(words, id)
				}
				if err := s.Put(ctx, scheme, es); err != nil {
					panic(err)
				}
				j.say("put %s", strings.Join(words, " "))
			}
		}()
	}
	for n := 0; ; n++ {
		j.say("copy %d", n)
		if err := s.Backup(ctx, filepath.Join(dir, fmt.Sprint("copy", n))); err != nil {
			panic(err)
		}
		j.say("copied %d", n)
	}
}

// followCopies reads what copies says until it ends: how many texts were put, in
// order, when each copy was begun, and how many copies were made.
func followCopies(r io.Reader) (put []string, begun []int, made int) {
	b := bufio.NewReader(r)
	for {
		line, err := b.ReadString('\n')
		if err != nil {
			return put, begun, made
		}
		switch words := strings.Fields(line); words[0] {
		case "put":
			put = append(put, words[1:]...)
		case "copy":
			begun = append(begun, len(put))
		case "copied":
			made++
		}
	}
}

// A process that is killed while it makes a copy leaves whole copies only, under
// their names, with all that was acknowledged before each; and the store goes on.
// What it leaves of the last cannot be opened, or is whole too.
func TestKillCopy(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Log("seed", seed)
	r := rand.New(rand.NewPCG(seed, 10))
	dir := t.TempDir()
	var before []string
	partials := 0
	for round := range 4 {
		cmd, out, stderr := child(t, "copies", "DIR="+dir, fmt.Sprint("ROUND=", round))
		killed := time.AfterFunc(time.Duration(300+r.IntN(1500))*time.Millisecond, func() { _ = cmd.Process.Kill() })
		put, begun, made := followCopies(out)
		killed.Stop()
		require.EqualError(t, cmd.Wait(), "signal: killed", stderr.String())
		all := append(before, put...)
		found := 0
		for n, had := range begun {
			copied := filepath.Join(dir, fmt.Sprint("copy", n))
			if _, err := os.Stat(copied); err == nil {
				if n%8 == 0 || n >= made-1 { // all of them take a minute
					isCopy(t, copied, all[:len(before)+had])
				}
				require.NoError(t, os.RemoveAll(copied))
				found++
			}
			partial := copied + ".unfinished"
			if left, err := os.ReadDir(partial); err == nil && len(left) > 0 {
				partials++
				s, err := pebblestore.Open(partial, pebblestore.Settings{Memtable: 2 << 20})
				if err == nil {
					require.NoError(t, s.Close())
					isCopy(t, partial, all[:len(before)+had])
				} else {
					require.ErrorIs(t, err, pebblestore.ErrDamaged)
				}
			}
			require.NoError(t, os.RemoveAll(partial))
		}
		require.GreaterOrEqual(t, found, made)
		if _, err := os.Stat(filepath.Join(dir, "store")); err == nil {
			isCopy(t, filepath.Join(dir, "store"), all)
		}
		before = all
		t.Logf("round %d: %d texts acknowledged, %d copies made, %d there", round, len(put), made, found)
	}
	t.Log("unfinished ones:", partials)
}

// isCopy checks that a store has texts and no problem, if it was begun before it
// was killed.
func isCopy(t *testing.T, dir string, ids []string) {
	s := open(t, dir, pebblestore.Settings{Memtable: 2 << 20})
	for p, err := range s.Verify(t.Context(), nil) {
		require.NoError(t, err)
		require.NoError(t, p)
	}
	for _, id := range ids {
		require.Equal(t, 1, current(t, s, id), id)
	}
	require.NoError(t, s.Close())
}
