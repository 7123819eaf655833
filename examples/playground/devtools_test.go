package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"sync"
	"time"
)

// A connection is a pipe to Chromium without a window, on which it takes commands of its
// DevTools protocol: https://chromedevtools.github.io/devtools-protocol. Messages are JSON, each
// with a zero byte after it.
type connection struct {
	in  io.WriteCloser
	cmd *exec.Cmd
	dir string // its profile

	mu      sync.Mutex
	next    int
	waiting map[int]chan message
	logged  map[string][]string // by session: exceptions and what the browser complains of
}

// A message is an answer or an event.
type message struct {
	ID        int             `json:"id"`
	SessionID string          `json:"sessionId"`
	Method    string          `json:"method"`
	Params    json.RawMessage `json:"params"`
	Result    json.RawMessage `json:"result"`
	Error     *struct {
		Message string `json:"message"`
	} `json:"error"`
}

// connect starts a browser.
func connect(program string) (*connection, error) {
	dir, err := os.MkdirTemp("", "playground-*")
	if err != nil {
		return nil, err
	}
	theirIn, in, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	out, theirOut, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
		"--remote-debugging-pipe", "--user-data-dir="+dir)
	cmd.ExtraFiles = []*os.File{theirIn, theirOut} // descriptors 3 and 4
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	theirIn.Close()
	theirOut.Close()
	c := &connection{in: in, cmd: cmd, dir: dir, waiting: make(map[int]chan message), logged: make(map[string][]string)}
	go c.listen(out)
	return c, nil
}

// close ends the browser.
func (c *connection) close() {
	c.send("Browser.close", nil, "", nil)
	c.in.Close()
	c.cmd.Wait()
	os.RemoveAll(c.dir)
}

// listen hands answers to those who wait for them, until the browser ends.
func (c *connection) listen(out io.Reader) {
	r := bufio.NewReaderSize(out, 1<<20)
	for {
		line, err := r.ReadBytes(0)
		if err != nil {
			return
		}
		var m message
		if json.Unmarshal(line[:len(line)-1], &m) != nil {
			continue
		}
		c.mu.Lock()
		switch m.Method {
		case "Runtime.exceptionThrown", "Log.entryAdded":
			c.logged[m.SessionID] = append(c.logged[m.SessionID], string(m.Params))
		}
		if answered := c.waiting[m.ID]; answered != nil {
			delete(c.waiting, m.ID)
			answered <- m
		}
		c.mu.Unlock()
	}
}

// send runs a command in a session, or "" for the browser itself, and reads its result into a
// value, unless that is nil.
func (c *connection) send(method string, params map[string]any, session string, into any) error {
	answered := make(chan message, 1)
	c.mu.Lock()
	c.next++
	command := map[string]any{"id": c.next, "method": method}
	c.waiting[c.next] = answered
	if params != nil {
		command["params"] = params
	}
	if session != "" {
		command["sessionId"] = session
	}
	line, err := json.Marshal(command)
	if err == nil {
		_, err = c.in.Write(append(line, 0))
	}
	c.mu.Unlock()
	if err != nil {
		return err
	}
	select {
	case m := <-answered:
		if m.Error != nil {
			return errors.New(m.Error.Message)
		}
		if into == nil {
			return nil
		}
		return json.Unmarshal(m.Result, into)
	case <-time.After(time.Minute):
		return errors.New("the browser does not answer")
	}
}
