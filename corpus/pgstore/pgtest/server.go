// Package pgtest starts PostgreSQL servers for tests: real ones, each in a
// directory of its own, reached by a Unix socket, with fsync on, that can be
// killed and started again.
//
// The programs come from the package postgresql of Debian and its like; they
// are looked for with pg_config and in the usual places. PostgreSQL does not
// run as root: tests that do start it as the user postgres or nobody.
package pgtest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// A Server is a PostgreSQL server. Its methods are not for several goroutines
// at once.
type Server struct {
	bin    string
	dir    string
	cred   *syscall.Credential // nil: the user of the test
	leash  io.Closer           // closed, it ends the server: so does the end of this process
	exited chan struct{}
}

// Start returns a server that lasts until the test and its subtests end. The
// test is skipped where PostgreSQL is not installed, or fails if
// PALIMPSEST_POSTGRES=required is in the environment.
func Start(t testing.TB) *Server {
	t.Helper()
	s, err := Launch()
	if errors.Is(err, ErrNotInstalled) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// Launch returns a server that lasts until Close, for use in TestMain. The
// error wraps ErrNotInstalled where PostgreSQL is not installed.
func Launch() (*Server, error) {
	bin, err := programs()
	if err != nil {
		return nil, err
	}
	cred, err := unprivileged()
	if err != nil {
		return nil, err
	}
	// Not below the directory of the test: a socket's path has at most 107 bytes.
	dir, err := os.MkdirTemp("", "pgtest")
	if err != nil {
		return nil, err
	}
	s := &Server{bin: bin, dir: dir, cred: cred}
	if err := s.initialise(); err != nil {
		os.RemoveAll(dir)
		return nil, err
	}
	if err := s.start(); err != nil {
		os.RemoveAll(dir)
		return nil, err
	}
	return s, nil
}

// URL returns the connection string of the server's database. The user may do
// everything.
func (s *Server) URL() string { return "host=" + s.dir + " user=postgres dbname=postgres" }

// Program returns the path of a program that came with the server, as pg_dump. The
// error wraps ErrNotInstalled if it is not there: some packages leave out the
// client's.
func (s *Server) Program(name string) (string, error) {
	path := filepath.Join(s.bin, name)
	if !executable(path) {
		return "", fmt.Errorf("%w: it lacks %s", ErrNotInstalled, path)
	}
	return path, nil
}

// Kill ends the server at once, with SIGKILL to its first process, as a crash
// of the machine would but for what the kernel still writes. The server's other
// processes end by themselves, soon.
func (s *Server) Kill() error {
	pid, err := s.pid()
	if err != nil {
		return err
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		return fmt.Errorf("pgtest: killing the server: %w", err)
	}
	return s.gone()
}

// Stop ends the server at once in the way of pg_ctl stop -m immediate: the
// server's processes quit without writing what they have in memory.
func (s *Server) Stop() error {
	pid, err := s.pid()
	if err != nil {
		return err
	}
	if err := syscall.Kill(pid, syscall.SIGQUIT); err != nil {
		return fmt.Errorf("pgtest: stopping the server: %w", err)
	}
	return s.gone()
}

// Restart starts a server that was killed or stopped, and returns when it has
// recovered and takes connections. While processes of the one killed are left
// the new one refuses to start, so it tries again, for a minute or more.
func (s *Server) Restart() error {
	var err error
	for range 1000 {
		if err = s.start(); err == nil {
			return nil
		}
		s.leash.Close()
		s.leash = nil
		time.Sleep(50 * time.Millisecond)
	}
	return err
}

// Close stops the server, if it runs, and removes its files.
func (s *Server) Close() error {
	if s.leash != nil {
		if err := s.gone(); err != nil {
			return err
		}
	}
	return os.RemoveAll(s.dir)
}

func (s *Server) data() string { return filepath.Join(s.dir, "data") }

func (s *Server) initialise() error {
	if s.cred != nil {
		if err := os.Chown(s.dir, int(s.cred.Uid), int(s.cred.Gid)); err != nil {
			return err
		}
	}
	c := s.command(filepath.Join(s.bin, "initdb"), "-D", s.data(), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C")
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("pgtest: initdb: %w\n%s", err, out)
	}
	return nil
}

// leash runs a program until it ends or standard input does, whichever is
// first, so that no server outlives a test that crashed.
const leash = `"$@" & pid=$!; (cat >/dev/null; kill -QUIT $pid) <&3 2>/dev/null & wait $pid`

func (s *Server) start() error {
	log, err := os.OpenFile(filepath.Join(s.dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer log.Close()
	r, w, err := os.Pipe()
	if err != nil {
		return err
	}
	defer r.Close()
	c := s.command("/bin/sh", "-c", leash, "sh", filepath.Join(s.bin, "postgres"), "-D", s.data(), "-k", s.dir,
		"-c", "listen_addresses=", "-c", "fsync=on", "-c", "max_connections=200", "-c", "max_wal_size=4GB", "-c", "shared_buffers=512MB")
	c.Stdout, c.Stderr, c.ExtraFiles = log, log, []*os.File{r}
	if err := c.Start(); err != nil {
		w.Close()
		return fmt.Errorf("pgtest: %w", err)
	}
	s.leash, s.exited = w, make(chan struct{})
	go func() {
		defer close(s.exited)
		_ = c.Wait() // how it ended is in the log
	}()
	return s.ready()
}

// ready waits until the server takes connections.
func (s *Server) ready() error {
	for {
		conn, err := pgx.Connect(context.Background(), s.URL())
		if err == nil {
			return conn.Close(context.Background())
		}
		select {
		case <-s.exited:
			log, _ := os.ReadFile(filepath.Join(s.dir, "log"))
			return fmt.Errorf("pgtest: the server did not start: %w\n%s", err, log)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// gone waits for the end of the server's first process.
func (s *Server) gone() error {
	err := s.leash.Close()
	s.leash = nil
	<-s.exited
	return err
}

func (s *Server) pid() (int, error) {
	file, err := os.ReadFile(filepath.Join(s.data(), "postmaster.pid"))
	if err != nil {
		return 0, fmt.Errorf("pgtest: the server does not run: %w", err)
	}
	line, _, _ := strings.Cut(string(file), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(line))
	if err != nil {
		return 0, fmt.Errorf("pgtest: postmaster.pid: %w", err)
	}
	return pid, nil
}

func (s *Server) command(name string, args ...string) *exec.Cmd {
	c := exec.Command(name, args...)
	c.Dir = s.dir
	c.Env = append(os.Environ(), "LC_ALL=C")
	c.SysProcAttr = &syscall.SysProcAttr{Credential: s.cred, Setpgid: true}
	return c
}
