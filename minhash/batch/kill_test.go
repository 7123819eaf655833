package batch

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// killDir is the variable that makes the test binary run all stages in a directory.
const killDir = "BATCH_KILL_DIR"

func TestMain(m *testing.M) {
	if dir := os.Getenv(killDir); dir != "" {
		w, texts := killWork(dir)
		w.before = func(out string) {
			if _, err := os.Stat(out); err != nil {
				fmt.Println(out)
			}
		}
		if _, err := w.run(context.Background(), Settings{Memory: 1}, texts); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func killWork(dir string) (work, []Text) {
	return newWork(dir, 3, 3, 3), family(rand.New(rand.NewPCG(1, 6)), 500)
}

// TestKill kills a process of all stages at random moments and starts it again. The
// process says which file it will make next, and is killed up to 20 ms later, or after the
// file after that. What is there under a final name is whole each time, and the result is
// that of a run that nobody killed.
func TestKill(t *testing.T) {
	self, err := os.Executable()
	require.NoError(t, err)
	child := func(dir string) *exec.Cmd {
		cmd := exec.Command(self)
		cmd.Env = append(os.Environ(), killDir+"="+dir)
		cmd.Stderr = os.Stderr
		return cmd
	}
	whole, _ := killWork(t.TempDir())
	require.NoError(t, child(whole.dir).Run())
	want, err := os.ReadFile(whole.result)
	require.NoError(t, err)

	const seed = 7
	r := rand.New(rand.NewPCG(seed, 6))
	w, _ := killWork(t.TempDir())
	killed, partly := 0, 0
	for range unlessRace(20, 8) {
		cmd := child(w.dir)
		said, err := cmd.StdoutPipe()
		require.NoError(t, err)
		require.NoError(t, cmd.Start())
		lines := bufio.NewScanner(said)
		for range 1 + r.IntN(2) {
			lines.Scan()
		}
		time.Sleep(time.Duration(r.Int64N(int64(20 * time.Millisecond))))
		cmd.Process.Kill() // an error says that it is done
		if cmd.Wait() != nil {
			require.False(t, cmd.ProcessState.Exited(), "it failed")
			killed++
		}
		partly += len(temporaries(t, w.dir))
		if wholeFiles(t, w.dir) == 10 { // done too soon: some of it again
			require.NoError(t, os.Remove(w.result))
			require.NoError(t, os.Remove(w.pairs[r.IntN(3)]))
		}
	}
	t.Logf("seed %d: killed %d times, with %d files partly written", seed, killed, partly)
	require.Positive(t, killed)
	require.NoError(t, child(w.dir).Run())
	got, err := os.ReadFile(w.result)
	require.NoError(t, err)
	require.Equal(t, want, got)
	require.Equal(t, 10, wholeFiles(t, w.dir))
	require.Empty(t, temporaries(t, w.dir))
}

// temporaries returns the files under temporary names.
func temporaries(t *testing.T, dir string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*"+temporary))
	require.NoError(t, err)
	return names
}

// wholeFiles counts the files under final names and checks them.
func wholeFiles(t *testing.T, dir string) (n int) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), temporary) {
			continue
		}
		n++
		magic := map[byte]string{'s': signedMagic, 'p': pairsMagic, 'v': verifiedMagic, 'r': resultMagic}[e.Name()[0]]
		in, err := open(filepath.Join(dir, e.Name()), magic)
		require.NoError(t, err)
		require.NoError(t, in.verify())
		in.close()
	}
	return n
}

// TestRestart: what is there and whole is not made again; what is damaged, or of other
// inputs, is.
func TestRestart(t *testing.T) {
	texts := family(rand.New(rand.NewPCG(2, 6)), 200)
	w := newWork(t.TempDir(), 2, 2, 2)
	ctx, s := t.Context(), Settings{}
	made, err := w.run(ctx, s, texts)
	require.NoError(t, err)
	require.False(t, made.Before)
	again, err := w.run(ctx, s, nil) // other inputs by name
	require.NoError(t, err)
	require.False(t, again.Before)
	require.Zero(t, again.Texts)
	_, err = w.run(ctx, s, texts)
	require.NoError(t, err)

	unwalked := func(yield func(Text, error) bool) { t.Fatal("the input is read again") }
	report, err := Sign(ctx, s, "0 100", unwalked, w.signed[0])
	require.NoError(t, err)
	require.Equal(t, Report{Before: true, Texts: 100}, report)
	report, err = Verify(ctx, s, Shard{1, 2}, w.signed, w.pairs, w.verified[1])
	require.NoError(t, err)
	require.True(t, report.Before)
	report, err = Components(ctx, s, w.signed, w.verified, w.result)
	require.NoError(t, err)
	made.Before = true
	require.Equal(t, made, report)

	for _, name := range []string{w.signed[1], w.pairs[0], w.verified[0], w.result} {
		want, err := os.ReadFile(name)
		require.NoError(t, err)
		damaged := append([]byte(nil), want...)
		damaged[len(damaged)/2] ^= 4
		for _, data := range [][]byte{damaged, want[:len(want)-1], nil} {
			require.NoError(t, os.WriteFile(name, data, 0o600))
			_, err = w.run(ctx, s, texts)
			require.NoError(t, err)
			got, err := os.ReadFile(name)
			require.NoError(t, err)
			require.Equal(t, want, got)
		}
	}
	// Another threshold needs no new pairs.
	s.Threshold, s.Banding = 0.9, mustBanding(t, s)
	for i := range w.pairs {
		report, err = Pairs(ctx, s, Shard{i, 2}, w.signed, w.pairs[i])
		require.NoError(t, err)
		require.True(t, report.Before)
	}
	report, err = Verify(ctx, s, Shard{0, 2}, w.signed, w.pairs, w.verified[0])
	require.NoError(t, err)
	require.False(t, report.Before)
}
