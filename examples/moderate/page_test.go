package main

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/memstore"
)

// chromium runs a browser without a window on a page, and returns what it prints.
func chromium(t *testing.T, args ...string) string {
	t.Helper()
	program, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("no chromium on the PATH: that the page works in a browser was not checked (apt-get install chromium)")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	args = append([]string{"--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
		"--user-data-dir=" + t.TempDir(), "--virtual-time-budget=5000", "--window-size=1000,1000"}, args...)
	out, err := exec.CommandContext(ctx, program, args...).Output()
	require.NoError(t, err)
	return string(out)
}

// usedBy serves pages to a browser that scripts use as a reader would: one
// fills in the fields of the form and presses the button, and then runs on the answer.
// For that the policy of the page is taken out; that of a report stays.
func usedBy(t *testing.T, v *service, fields map[string]string, then string) *httptest.Server {
	t.Helper()
	var script strings.Builder
	for id, value := range fields {
		quoted, err := json.Marshal(value) // escapes <, too
		require.NoError(t, err)
		fmt.Fprintf(&script, "document.getElementById(%q).value = %s;\n", id, quoted)
	}
	script.WriteString(`document.getElementById("check").click();`)
	handler := v.handler()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rec := httptest.NewRecorder()
		handler.ServeHTTP(rec, r)
		w.Header().Set("Content-Type", rec.Header().Get("Content-Type"))
		run := script.String()
		if r.Method != "GET" {
			run = then
		}
		if rec.Header().Get("Content-Security-Policy") != pagePolicy {
			w.Header().Set("Content-Security-Policy", rec.Header().Get("Content-Security-Policy"))
			run = ""
		}
		w.Write([]byte(strings.Replace(rec.Body.String(), "</body>", "<script>"+run+"</script></body>", 1)))
	}))
	t.Cleanup(server.Close)
	return server
}

func TestBrowser(t *testing.T) {
	v, log := newService(t, new(memstore.Store))
	require.NoError(t, v.add(t.Context(), corpus.Text{ID: "<i>pier\nline</i>" + strings.Repeat("long", 100), Text: pier}, corpus.Text{ID: "t", Tenant: "north", Text: pierSpun}))
	const hostile = `</textarea><script>document.title="owned"</script>`
	const open = `document.getElementById("again").target = "_self"; document.querySelector("[name=match]").click();`
	other := strings.Repeat("Nothing of this was ever said by anybody else. ", 10)
	for _, c := range []struct {
		name   string
		fields map[string]string
		then   string
		title  string
		want   []string
	}{
		{"answer", map[string]string{"text": pierSpun}, "", "review, spun · Check a text", []string{"1 match", "&lt;i&gt;pier", `rule <bdi class="name">spun`}},
		{"report", map[string]string{"text": pierSpun}, open, "Comparison report: spun", []string{"&lt;i&gt;pier line&lt;/i&gt;", "tempests"}},
		{"of a tenant", map[string]string{"text": pierSpun, "tenant": "north"}, open, "Comparison report: identical", nil},
		{"two texts", map[string]string{"text": pier, "source": pierSpun}, "", "Comparison report: spun", nil},
		{"no match", map[string]string{"text": other + hostile}, "", "allow, unrelated · Check a text", []string{"No match", "&lt;/textarea&gt;"}},
		{"no text", map[string]string{"text": " "}, "", "Error · Check a text", []string{"there is no text to check"}},
		{"phone", map[string]string{"text": pierSpun}, `
			const frame = document.createElement("iframe");
			frame.style.width = "320px";
			frame.srcdoc = document.documentElement.outerHTML.replace(/<script[^]*/, "");
			frame.onload = () => {
				const root = frame.contentDocument.documentElement;
				document.title = root.clientWidth > 250 && root.scrollWidth <= root.clientWidth ? "fits" : "scrolls " + root.scrollWidth;
			};
			document.body.append(frame);`, "fits", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			dom := chromium(t, "--dump-dom", usedBy(t, v, c.fields, c.then).URL)
			require.Contains(t, dom, "<title>"+c.title+"</title>")
			for _, want := range c.want {
				assert.Contains(t, dom, want)
			}
			if strings.HasPrefix(c.title, "Comparison") {
				// The report's own script shows the tools.
				assert.Regexp(t, `id="tools"`, dom)
				assert.NotRegexp(t, `id="tools"[^>]* hidden`, dom)
			}
		})
	}
	t.Run("form", func(t *testing.T) {
		server := httptest.NewServer(v.handler())
		defer server.Close()
		dom := chromium(t, "--dump-dom", server.URL)
		assert.Contains(t, dom, `>Check</button>`)
	})
	t.Run("token", func(t *testing.T) {
		setToken(v, "secret")
		server := httptest.NewServer(v.handler())
		defer server.Close()
		// A browser uses what stands in an address only where it is asked for it.
		dom := chromium(t, "--dump-dom", strings.Replace(server.URL, "//", "//anybody:secret@", 1))
		assert.Contains(t, dom, `>Check</button>`)
	})
	assert.NotContains(t, log.String(), "harbour")
}

// TestPage does without a browser.
func TestPage(t *testing.T) {
	server, v, _ := testServer(t, new(memstore.Store), "-max-bytes=2000")
	require.NoError(t, v.add(t.Context(), corpus.Text{ID: "pier", Text: pier}))
	post := func(fields url.Values) reply {
		return send(t, "POST", server.URL+"/", fields.Encode(), "Content-Type", "application/x-www-form-urlencoded")
	}
	r := send(t, "GET", server.URL+"/", "")
	assert.Equal(t, 200, r.status)
	assert.Equal(t, "text/html; charset=utf-8", r.header.Get("Content-Type"))
	assert.Equal(t, pagePolicy, r.header.Get("Content-Security-Policy"))
	assert.NotContains(t, r.body, "<script")
	assert.Equal(t, 200, send(t, "HEAD", server.URL+"/", "").status)

	r = post(url.Values{"text": {pierSpun}})
	assert.Equal(t, 200, r.status)
	assert.Contains(t, r.body, `rule <bdi class="name">spun</bdi>, about the match <bdi class="name">pier</bdi>`)
	assert.Contains(t, r.body, `name="match" value="pier"`)
	assert.Equal(t, pagePolicy, r.header.Get("Content-Security-Policy"))
	style := r.body[strings.Index(r.body, "<style>")+len("<style>") : strings.Index(r.body, "</style>")]
	digest := sha256.Sum256([]byte(style))
	assert.Contains(t, pagePolicy, base64.StdEncoding.EncodeToString(digest[:]), "browsers would not take the style")
	r = post(url.Values{"text": {pierSpun}, "match": {"pier"}})
	assert.Equal(t, 200, r.status)
	assert.Contains(t, r.body, "Comparison report: spun")
	assert.Equal(t, reportPolicy, r.header.Get("Content-Security-Policy"))
	r = post(url.Values{"text": {pierSpun}, "match": {"gone"}})
	assert.Equal(t, 200, r.status)
	assert.Contains(t, r.body, "not there any more")
	assert.Contains(t, r.body, `name="match" value="pier"`)
	n, err := v.corpus.Count(t.Context(), "")
	require.NoError(t, err)
	assert.Equal(t, 1, n, "something was stored")

	assert.NotContains(t, r.body, `name="all"`, "there is one match")
	require.NoError(t, v.add(t.Context(), corpus.Text{ID: "pier, later", Text: pier + " The harbour was rebuilt within a year."}))
	r = post(url.Values{"text": {pierSpun}})
	assert.Contains(t, r.body, `name="all"`)
	r = post(url.Values{"text": {pierSpun}, "all": {"1"}})
	assert.Equal(t, 200, r.status)
	assert.Contains(t, r.body, "2 sources")
	assert.Contains(t, r.body, "pier, later")
	assert.Equal(t, reportPolicy, r.header.Get("Content-Security-Policy"))

	r = post(url.Values{"text": {strings.Repeat("x ", 1001)}})
	assert.Equal(t, 413, r.status)
	assert.Contains(t, r.body, "text too long")
	r = post(url.Values{"text": {"x"}, "source": {strings.Repeat("x ", 1001)}})
	assert.Equal(t, 413, r.status)
	assert.Equal(t, 413, post(url.Values{"text": {strings.Repeat("x ", 1<<17)}}).status)
	r = send(t, "POST", server.URL+"/", "text=x", "Content-Type", "application/x-www-form-urlencoded", "Sec-Fetch-Site", "cross-site")
	requireProblem(t, r, 403, "cross_origin")
}

// TestPageErrors: the page shows errors in words.
func TestPageErrors(t *testing.T) {
	server, v, _ := testServer(t, new(memstore.Store), "-max-bytes=100", "-client-rate=0.001")
	form := []string{"Content-Type", "application/x-www-form-urlencoded"}
	r := send(t, "POST", server.URL+"/", "text="+strings.Repeat("x+", 60), form...)
	require.Equal(t, 413, r.status)
	require.Contains(t, r.body, `role="alert" class="failed">That did not work: text too long: 120 bytes, limit 100.`)
	require.Contains(t, r.body, "x x x", "the text is kept")
	r = send(t, "POST", server.URL+"/", "text=x", form...)
	require.Equal(t, 429, r.status)
	require.Contains(t, r.body, "slow down. Reload this page after 1000 s to send the text again.")
	r = send(t, "GET", server.URL+"/", "")
	require.Equal(t, 429, r.status)
	require.Contains(t, r.body, "Reload this page after 1000 s.")
	setToken(v, "secret")
	for _, method := range []string{"GET", "POST"} {
		r = sendFrom(t, "127.0.0.9", method, server.URL+"/", "", form...)
		if method == "POST" {
			require.Equal(t, 429, r.status)
			continue
		}
		require.Equal(t, 401, r.status)
		require.Contains(t, r.body, "This page asks for a token")
		require.NotContains(t, r.body, "<form")
		require.Equal(t, pagePolicy, r.header.Get("Content-Security-Policy"))
	}
}
