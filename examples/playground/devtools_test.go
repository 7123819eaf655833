package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// A browser is Chromium without a window, driven through its DevTools protocol over a pipe:
// https://chromedevtools.github.io/devtools-protocol. Messages are JSON, each with a zero byte
// after it.
type browser struct {
	t *testing.T
	*connection
	session string // of the page, or of a frame in a process of its own
}

// A connection is the pipe to a browser.
type connection struct {
	in io.WriteCloser

	mu      sync.Mutex
	next    int
	waiting map[int]chan message
	logged  []string // exceptions and what the browser complains of
}

// A message is an answer or an event.
type message struct {
	ID     int             `json:"id"`
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
	Result json.RawMessage `json:"result"`
	Error  *struct {
		Message string `json:"message"`
	} `json:"error"`
}

// openBrowser starts a browser that ends with the test, with a window of that size.
func openBrowser(t *testing.T, width, height int) *browser {
	t.Helper()
	program, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("no chromium on the PATH: that the page works in a browser was not checked (apt-get install chromium)")
	}
	ctx, cancel := context.WithCancel(context.Background())
	theirIn, in, err := os.Pipe()
	require.NoError(t, err)
	out, theirOut, err := os.Pipe()
	require.NoError(t, err)
	cmd := exec.CommandContext(ctx, program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
		"--remote-debugging-pipe", "--user-data-dir="+t.TempDir())
	cmd.ExtraFiles = []*os.File{theirIn, theirOut} // descriptors 3 and 4
	require.NoError(t, cmd.Start())
	theirIn.Close()
	theirOut.Close()
	b := &browser{t: t, connection: &connection{in: in, waiting: make(map[int]chan message)}}
	t.Cleanup(func() {
		cancel()
		cmd.Wait()
		in.Close()
		out.Close()
	})
	go b.listen(out)

	var target struct{ TargetID string }
	b.do("Target.createTarget", map[string]any{"url": "about:blank"}, &target)
	var attached struct{ SessionID string }
	b.do("Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &attached)
	b.session = attached.SessionID
	for _, domain := range []string{"Page", "Runtime", "DOM", "Accessibility", "Log", "Network"} {
		b.do(domain+".enable", nil, nil)
	}
	b.do("Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false}, nil)
	return b
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
			c.logged = append(c.logged, string(m.Params))
		}
		if answered := c.waiting[m.ID]; answered != nil {
			delete(c.waiting, m.ID)
			answered <- m
		}
		c.mu.Unlock()
	}
}

// do runs a command of the protocol and reads its result into a value, unless that is nil.
func (b *browser) do(method string, params map[string]any, into any) {
	b.t.Helper()
	require.NoError(b.t, b.try(method, params, into), method)
}

// try is do, with an error.
func (b *browser) try(method string, params map[string]any, into any) error {
	answered := make(chan message, 1)
	b.mu.Lock()
	b.next++
	command := map[string]any{"id": b.next, "method": method}
	b.waiting[b.next] = answered
	if params != nil {
		command["params"] = params
	}
	if b.session != "" {
		command["sessionId"] = b.session
	}
	line, err := json.Marshal(command)
	if err == nil {
		_, err = b.in.Write(append(line, 0))
	}
	b.mu.Unlock()
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

// eval evaluates an expression in the page, waits for it if it is a promise, and reads it
// into a value, unless that is nil.
func (b *browser) eval(expression string, into any) {
	b.t.Helper()
	var r struct {
		Result struct {
			Value json.RawMessage
		}
		ExceptionDetails *struct {
			Exception struct{ Description string }
		}
	}
	b.do("Runtime.evaluate", map[string]any{"expression": expression, "awaitPromise": true, "returnByValue": true, "userGesture": true}, &r)
	if r.ExceptionDetails != nil {
		require.Fail(b.t, r.ExceptionDetails.Exception.Description, expression)
	}
	if into != nil {
		require.NoError(b.t, json.Unmarshal(r.Result.Value, into), expression)
	}
}

// wait waits until an expression is true in the page.
func (b *browser) wait(expression string) {
	b.t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		var is bool
		b.eval("Boolean("+expression+")", &is)
		if is {
			return
		}
	}
	var status string
	b.eval(`document.getElementById("status")?.textContent ?? ""`, &status)
	require.Fail(b.t, "never true: "+expression, "status: %s; logged: %v", status, b.logged)
}

// open opens a page and waits until it is loaded.
func (b *browser) open(url string) {
	b.t.Helper()
	b.do("Page.navigate", map[string]any{"url": url}, nil)
	b.wait(`location.href === ` + quote(url) + ` && document.readyState === "complete"`)
}

// frame returns the frame of the page that has a process of its own, as one without an
// origin has.
func (b *browser) frame() *browser {
	b.t.Helper()
	whole := &browser{t: b.t, connection: b.connection}
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		var found struct {
			TargetInfos []struct{ TargetID, Type string }
		}
		whole.do("Target.getTargets", nil, &found)
		for _, info := range found.TargetInfos {
			if info.Type == "iframe" {
				var attached struct{ SessionID string }
				whole.do("Target.attachToTarget", map[string]any{"targetId": info.TargetID, "flatten": true}, &attached)
				return &browser{t: b.t, connection: b.connection, session: attached.SessionID}
			}
		}
	}
	require.Fail(b.t, "the page has no frame in a process of its own")
	return nil
}

// key presses a key and lets it go. Modifiers are 2 for Control and 8 for Shift.
func (b *browser) key(name, text string, code, modifiers int) {
	b.t.Helper()
	press := map[string]any{"type": "keyDown", "key": name, "code": name, "windowsVirtualKeyCode": code, "modifiers": modifiers}
	if text != "" {
		press["text"] = text
	}
	b.do("Input.dispatchKeyEvent", press, nil)
	b.do("Input.dispatchKeyEvent", map[string]any{"type": "keyUp", "key": name, "code": name, "windowsVirtualKeyCode": code, "modifiers": modifiers}, nil)
}

// quote returns a text as an expression of JavaScript.
func quote(s string) string {
	q, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(q)
}
