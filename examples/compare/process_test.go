package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// asCommand in the environment makes the test binary the command itself.
const asCommand = "COMPARE_TEST_AS_COMMAND"

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) != "" {
		main()
	}
	os.Exit(m.Run())
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
	a := filepath.Join(files(t, map[string]string{"a.txt": harbour}), "a.txt")
	t.Run("closed pipe", func(t *testing.T) {
		r, w, err := os.Pipe()
		require.NoError(t, err)
		require.NoError(t, r.Close())
		defer w.Close()
		cmd, stderr := process(t, a, a)
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
		cmd, stderr := process(t, a, a)
		cmd.Stdout = full
		cmd.Run()
		requireError(t, cmd.ProcessState.ExitCode(), "", stderr.String(), "no space left")
		cmd, stderr = process(t, "-o", "/dev/full", a, a)
		cmd.Run()
		requireError(t, cmd.ProcessState.ExitCode(), "", stderr.String(), "no space left")
	})
	t.Run("signal", func(t *testing.T) {
		out := filepath.Join(filepath.Dir(a), "out.txt")
		cmd, stderr := process(t, "-o", out, a, "-")
		stdin, err := cmd.StdinPipe()
		require.NoError(t, err)
		require.NoError(t, cmd.Start())
		_, err = stdin.Write(bytes.Repeat([]byte("word "), 1<<18)) // more than a pipe holds: it reads by now
		require.NoError(t, err)
		require.NoError(t, cmd.Process.Signal(syscall.SIGINT))
		cmd.Wait()
		requireError(t, cmd.ProcessState.ExitCode(), "", stderr.String(), "interrupted")
		assert.NoFileExists(t, out)
	})
}
