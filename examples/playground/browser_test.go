package main

import (
	"encoding/json"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// A browser is a page in Chromium, with a profile of its own: what other pages had it keep is
// not there.
type browser struct {
	t *testing.T
	*connection
	profile string
	session string // of the page, or of a frame in a process of its own
}

// chromium is the process that all tests share, started by the first that needs it.
var chromium struct {
	once sync.Once
	*connection
	err error
}

// openBrowser returns a page of that size, which is closed when the test ends.
func openBrowser(t *testing.T, width, height int) *browser {
	t.Helper()
	program, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("no chromium on the PATH: that the page works in a browser was not checked (apt-get install chromium)")
	}
	chromium.once.Do(func() { chromium.connection, chromium.err = connect(program) })
	require.NoError(t, chromium.err)
	b := &browser{t: t, connection: chromium.connection}
	var profile struct{ BrowserContextID string }
	b.do("Target.createBrowserContext", nil, &profile)
	b.profile = profile.BrowserContextID
	t.Cleanup(func() { b.send("Target.disposeBrowserContext", map[string]any{"browserContextId": b.profile}, "", nil) })
	var target struct{ TargetID string }
	b.do("Target.createTarget", map[string]any{"url": "about:blank", "browserContextId": b.profile}, &target)
	b = b.attached(target.TargetID)
	for _, domain := range []string{"Page", "Runtime", "DOM", "Accessibility", "Log"} {
		b.do(domain+".enable", nil, nil)
	}
	b.do("Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false}, nil)
	b.do("Emulation.setFocusEmulationEnabled", map[string]any{"enabled": true}, nil)
	return b
}

// do runs a command of the protocol and reads its result into a value, unless that is nil.
func (b *browser) do(method string, params map[string]any, into any) {
	b.t.Helper()
	require.NoError(b.t, b.send(method, params, b.session, into), method)
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
	params := map[string]any{"expression": expression, "awaitPromise": true, "returnByValue": true, "userGesture": true}
	err := b.send("Runtime.evaluate", params, b.session, &r)
	for end := time.Now().Add(time.Minute); err != nil && strings.Contains(err.Error(), "execution context") && time.Now().Before(end); {
		time.Sleep(20 * time.Millisecond) // a frame that is loading has none yet
		err = b.send("Runtime.evaluate", params, b.session, &r)
	}
	require.NoError(b.t, err, expression)
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
	require.Fail(b.t, "never true: "+expression, "status: %s; logged: %v", status, b.complaints())
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
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		var found struct {
			TargetInfos []struct{ TargetID, Type, BrowserContextID string }
		}
		require.NoError(b.t, b.send("Target.getTargets", nil, "", &found))
		for _, info := range found.TargetInfos {
			if info.Type == "iframe" && info.BrowserContextID == b.profile {
				return b.attached(info.TargetID)
			}
		}
	}
	require.Fail(b.t, "the page has no frame in a process of its own")
	return nil
}

// attached returns a page or frame that takes commands.
func (b *browser) attached(target string) *browser {
	b.t.Helper()
	var attached struct{ SessionID string }
	require.NoError(b.t, b.send("Target.attachToTarget", map[string]any{"targetId": target, "flatten": true}, "", &attached))
	return &browser{t: b.t, connection: b.connection, profile: b.profile, session: attached.SessionID}
}

// complaints returns what the browser complained of.
func (b *browser) complaints() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.logged[b.session]
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
