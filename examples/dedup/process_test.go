package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/palimpsest-go/palimpsest/examples/internal/command"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// In the environment, asCommand makes the test binary the command itself, and
// peakMemory names a file for the line of /proc that tells its peak memory.
const (
	asCommand  = "DEDUP_TEST_AS_COMMAND"
	peakMemory = "DEDUP_TEST_PEAK_MEMORY"
)

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) == "" {
		os.Exit(m.Run())
	}
	status := command.Main(run)
	if name := os.Getenv(peakMemory); name != "" {
		all, _ := os.ReadFile("/proc/self/status")
		for line := range strings.Lines(string(all)) {
			if strings.HasPrefix(line, "VmHWM:") {
				os.WriteFile(name, []byte(line), 0o666)
			}
		}
	}
	os.Exit(status)
}

// process returns the command as a process of its own.
func process(t *testing.T, args ...string) (cmd *exec.Cmd, stderr *bytes.Buffer) {
	t.Helper()
	cmd = exec.CommandContext(t.Context(), os.Args[0], args...)
	cmd.Env = append(os.Environ(), asCommand+"=1")
	stderr = new(bytes.Buffer)
	cmd.Stderr = stderr
	return cmd, stderr
}

func TestProcess(t *testing.T) {
	in := filepath.Join(files(t, map[string]string{"a.jsonl": jsonl("a", "x", "b", "x")}), "a.jsonl")
	t.Run("closed pipe", func(t *testing.T) {
		r, w, err := os.Pipe()
		require.NoError(t, err)
		require.NoError(t, r.Close())
		defer w.Close()
		cmd, stderr := process(t, in)
		cmd.Stdout = w
		cmd.Run()
		requireError(t, cmd.ProcessState.ExitCode(), "", stderr.String(), "broken pipe")
	})
	t.Run("full disk", func(t *testing.T) {
		full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
		if err != nil {
			t.Skip(err)
		}
		defer full.Close()
		cmd, stderr := process(t, in)
		cmd.Stdout = full
		cmd.Run()
		requireError(t, cmd.ProcessState.ExitCode(), "", stderr.String(), "no space left")
		cmd, stderr = process(t, "-o", "/dev/full", in)
		cmd.Run()
		requireError(t, cmd.ProcessState.ExitCode(), "", stderr.String(), "no space left")
	})
}

// TestSignal interrupts the command while it waits for more input. It has then read
// too much to keep in memory.
func TestSignal(t *testing.T) {
	const texts = 2000
	p := generate(1, texts)
	for _, signal := range []os.Signal{syscall.SIGINT, syscall.SIGTERM} {
		t.Run(signal.String(), func(t *testing.T) {
			temporary, folder := t.TempDir(), t.TempDir()
			out := filepath.Join(folder, "out.jsonl")
			require.NoError(t, os.WriteFile(out, []byte("before"), 0o666))
			cmd, stderr := process(t, "-o", out, "-")
			cmd.Env = append(cmd.Env, "TMPDIR="+temporary)
			stdin, err := cmd.StdinPipe()
			require.NoError(t, err)
			require.NoError(t, cmd.Start())
			// More than a pipe and its buffers hold: when all is written, most
			// of it is read.
			require.NoError(t, p.writeJSONL(stdin, inOrder(texts)))
			requireEmptyDir(t, temporary) // while it runs
			began := time.Now()
			require.NoError(t, cmd.Process.Signal(signal))
			cmd.Wait()
			assert.Less(t, time.Since(began), 30*time.Second)
			requireError(t, cmd.ProcessState.ExitCode(), "", stderr.String(), "dedup: interrupted\n")
			requireEmptyDir(t, temporary)
			left, err := os.ReadDir(folder)
			require.NoError(t, err)
			require.Len(t, left, 1)
			got, err := os.ReadFile(out)
			require.NoError(t, err)
			assert.Equal(t, "before", string(got))
		})
	}
}

// TestSignalAnywhere interrupts the command at many moments. Whenever it is, the
// output is whole or as it was, and nothing else is left.
func TestSignalAnywhere(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the command many times")
	}
	const texts = 3000
	temporary, folder := t.TempDir(), t.TempDir()
	in, out := filepath.Join(t.TempDir(), "in.jsonl"), filepath.Join(folder, "out.jsonl")
	f, err := os.Create(in)
	require.NoError(t, err)
	require.NoError(t, generate(1, texts).writeJSONL(f, inOrder(texts)))
	require.NoError(t, f.Close())
	interrupted := 0
	for wait := time.Millisecond; ; wait += wait / 2 {
		cmd, stderr := process(t, "-o", out, in)
		cmd.Env = append(cmd.Env, "TMPDIR="+temporary)
		require.NoError(t, cmd.Start())
		time.Sleep(wait)
		cmd.Process.Signal(os.Interrupt) // it may have ended
		cmd.Wait()
		requireEmptyDir(t, temporary)
		left, err := os.ReadDir(folder)
		require.NoError(t, err)
		if cmd.ProcessState.ExitCode() == 0 {
			require.Len(t, left, 1)
			data, err := os.ReadFile(out)
			require.NoError(t, err)
			require.Equal(t, texts, bytes.Count(data, []byte("\n")))
			break
		}
		require.Empty(t, left)
		if cmd.ProcessState.Exited() { // or the signal was there before main
			interrupted++
			requireError(t, cmd.ProcessState.ExitCode(), "", stderr.String(), "dedup: interrupted\n")
		}
	}
	t.Logf("interrupted %d times", interrupted)
}
