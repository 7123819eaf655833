package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// asCommand in the environment makes the test binary the command itself.
const asCommand = "MODERATE_TEST_AS_COMMAND"

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) != "" {
		main()
	}
	os.Exit(m.Run())
}

// process returns the command as a process of its own.
func process(t *testing.T, args ...string) (cmd *exec.Cmd, stderr *lockedBuffer) {
	t.Helper()
	cmd = exec.CommandContext(t.Context(), os.Args[0], args...)
	cmd.Env = append(os.Environ(), asCommand+"=1")
	stderr = new(lockedBuffer)
	cmd.Stderr = stderr
	return cmd, stderr
}

// A server is a service in a process of its own.
type server struct {
	*exec.Cmd
	url   string
	log   *lockedBuffer
	ended chan struct{}
}

// startServer returns a service when it listens.
func startServer(t *testing.T, args ...string) *server {
	t.Helper()
	cmd, log := process(t, append([]string{"-http=127.0.0.1:0"}, args...)...)
	require.NoError(t, cmd.Start())
	ended := make(chan struct{})
	t.Cleanup(func() { cmd.Process.Kill(); <-ended })
	go func() { cmd.Wait(); close(ended) }()
	for {
		for line := range strings.Lines(log.String()) {
			var l struct{ Msg, Address string }
			if json.Unmarshal([]byte(line), &l) == nil && l.Msg == "listening" {
				return &server{cmd, "http://" + l.Address, log, ended}
			}
		}
		select {
		case <-ended:
			require.Fail(t, "the service ended", log.String())
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// wait waits for the end of the service and returns its status.
func (s *server) wait() int {
	<-s.ended
	return s.ProcessState.ExitCode()
}

var madeWords = strings.Fields(`the of a and in that for on with as by to it was were had has been from at this which their
	council harbour engineer library garden station winter summer report river bridge market farmer teacher student hospital
	machine letter window kitchen mountain valley village theatre concert painter museum journal captain island weather morning
	evening decision question answer problem programme committee member chairman budget repair damage flood storm timber stone
	metal paper water bread coffee dinner supper ticket journey railway carriage driver passenger luggage platform signal
	said found brought carried opened closed agreed refused promised repaired counted measured painted planted visited watched
	early late quiet noisy narrow broad ancient modern careful sudden bitter gentle honest public private local foreign`)

// madeText returns a text of so many words that no other seed gives.
func madeText(seed uint64, words int) string {
	random := rand.New(rand.NewPCG(seed, 1))
	var b strings.Builder
	for i := range words {
		if i%14 == 13 {
			b.WriteString(". ")
		} else if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(madeWords[random.IntN(len(madeWords))])
	}
	return b.String() + " " + strconv.FormatUint(seed, 10) + "."
}

// madeLine returns a line of the stream.
func madeLine(seed uint64) string {
	return fmt.Sprintf(`{"id":"%d","text":%q}`+"\n", seed, madeText(seed, 100))
}

// requireError checks that a run was an error as the usage promises it.
func requireError(t *testing.T, status int, stderr, want string) {
	t.Helper()
	require.Equal(t, 2, status)
	require.Equal(t, 1, strings.Count(stderr, "\n"), "lines of %q", stderr)
	require.True(t, strings.HasPrefix(stderr, "moderate: "), "%q", stderr)
	require.Contains(t, stderr, want)
}

// TestSignal interrupts the command between lines, for each of which it has
// waited: what was answered is stored.
func TestSignal(t *testing.T) {
	for _, mode := range []string{modeAdd, modeCheckAdd, modeCheck} {
		for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
			t.Run(mode+" "+signal.String(), func(t *testing.T) {
				dir := t.TempDir()
				cmd, stderr := process(t, "-store=pebble:"+dir, "-mode", mode)
				stdin, err := cmd.StdinPipe()
				require.NoError(t, err)
				stdout, err := cmd.StdoutPipe()
				require.NoError(t, err)
				require.NoError(t, cmd.Start())
				out := bufio.NewReader(stdout)
				for i := range uint64(3) {
					_, err := io.WriteString(stdin, madeLine(i))
					require.NoError(t, err)
					line, err := out.ReadString('\n') // while there is no more input
					require.NoError(t, err)
					require.Contains(t, line, fmt.Sprintf(`{"id":"%d","status":"ok"`, i))
				}
				require.NoError(t, cmd.Process.Signal(signal))
				rest, err := io.ReadAll(out)
				require.NoError(t, err)
				require.Empty(t, rest)
				cmd.Wait()
				requireError(t, cmd.ProcessState.ExitCode(), stderr.String(), "moderate: interrupted\n")
				if mode != modeCheck {
					requireStored(t, dir, []uint64{0, 1, 2})
				}
			})
		}
	}
}

// TestSignalAnywhere interrupts the command while it reads as fast as it can.
// What it has written is whole lines, one for each of the first lines of input,
// and these are stored.
func TestSignalAnywhere(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the command many times")
	}
	for _, mode := range []string{modeAdd, modeCheckAdd} {
		for _, wait := range []time.Duration{300 * time.Millisecond, 500 * time.Millisecond, time.Second} {
			dir := t.TempDir()
			cmd, stderr := process(t, "-store=pebble:"+dir, "-mode", mode)
			stdin, err := cmd.StdinPipe()
			require.NoError(t, err)
			stdout := new(lockedBuffer)
			cmd.Stdout = stdout
			require.NoError(t, cmd.Start())
			go func() {
				for i := uint64(0); ; i++ {
					if _, err := io.WriteString(stdin, madeLine(i)); err != nil {
						return // the command ended
					}
				}
			}()
			time.Sleep(wait)
			require.NoError(t, cmd.Process.Signal(os.Interrupt))
			cmd.Wait()
			requireError(t, cmd.ProcessState.ExitCode(), stderr.String(), "moderate: interrupted\n")
			var seeds []uint64
			for line := range strings.Lines(stdout.String()) {
				require.True(t, strings.HasSuffix(line, "}\n"), "half a line: %q", line)
				require.Contains(t, line, fmt.Sprintf(`{"id":"%d","status":"ok"`, len(seeds)))
				seeds = append(seeds, uint64(len(seeds)))
			}
			t.Logf("%s, after %v: %d lines", mode, wait, len(seeds))
			requireStored(t, dir, seeds)
		}
	}
}

// requireStored checks that made texts are in a directory.
func requireStored(t *testing.T, dir string, seeds []uint64) {
	t.Helper()
	var known sync.Map
	for _, seed := range seeds {
		known.Store(strconv.FormatUint(seed, 10), madeText(seed, 100))
	}
	requireKnown(t, "pebble:"+dir, &known)
}

func TestProcess(t *testing.T) {
	t.Run("closed pipe", func(t *testing.T) {
		r, w, err := os.Pipe()
		require.NoError(t, err)
		require.NoError(t, r.Close())
		defer w.Close()
		cmd, stderr := process(t)
		cmd.Stdin, cmd.Stdout = strings.NewReader(madeLine(1)), w
		cmd.Run()
		requireError(t, cmd.ProcessState.ExitCode(), stderr.String(), "broken pipe")
	})
	t.Run("full disk", func(t *testing.T) {
		full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
		if err != nil {
			t.Skip(err)
		}
		defer full.Close()
		cmd, stderr := process(t)
		cmd.Stdin, cmd.Stdout = strings.NewReader(madeLine(1)), full
		cmd.Run()
		requireError(t, cmd.ProcessState.ExitCode(), stderr.String(), "no space left")
	})
	t.Run("locked", func(t *testing.T) {
		dir := t.TempDir()
		startServer(t, "-store=pebble:"+dir)
		status, stdout, stderr := runCommand(t, madeLine(1), "-store=pebble:"+dir)
		assert.Empty(t, stdout)
		requireError(t, status, stderr, "locked")
	})
	t.Run("address in use", func(t *testing.T) {
		s := startServer(t)
		status, _, stderr := runCommand(t, "", "-http", strings.TrimPrefix(s.url, "http://"))
		requireError(t, status, stderr, "address already in use")
	})
	t.Run("token", func(t *testing.T) {
		t.Setenv("MODERATE_TOKEN", "secret")
		s := startServer(t)
		require.Equal(t, 401, send(t, "GET", s.url+"/metrics", "").status)
		require.Equal(t, 200, send(t, "GET", s.url+"/metrics", "", "Authorization", "Bearer secret").status)
		require.NotContains(t, s.log.String(), "secret")
	})
	t.Run("expiry", func(t *testing.T) {
		s := startServer(t, "-expire=1s")
		require.Equal(t, 201, send(t, "PUT", s.url+"/texts/a", pier, "Content-Type", "text/plain").status)
		for send(t, "DELETE", s.url+"/texts/a", "").status == 204 {
			require.Equal(t, 201, send(t, "PUT", s.url+"/texts/a", pier, "Content-Type", "text/plain").status)
			time.Sleep(1500 * time.Millisecond)
		}
		for !strings.Contains(s.log.String(), `"msg":"expired","texts":1`) { // comes after the removal
			time.Sleep(time.Millisecond)
		}
	})
}
