package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/charmap"

	"github.com/palimpsest-go/palimpsest/examples/playground/internal/answer"
)

// TestBrowserSamples: each sample gets its verdict, and the frame shows the report with its
// style and its script.
func TestBrowserSamples(t *testing.T) {
	b := openBrowser(t, 1280, 900)
	b.open(served(t))
	for _, s := range sampleNames {
		b.choose(s.title)
		var said, option string
		b.eval(status, &said)
		b.eval(`document.getElementById("sample").selectedOptions[0].text`, &option)
		_, verdict, _ := strings.Cut(option, ": ")
		require.True(t, strings.HasPrefix(said, "Verdict: "+verdict), "%s: %s", option, said)
		t.Log(said)
	}
	b.choose(sampleNames[0].title)
	frame := b.frame()
	frame.wait(`document.querySelector("h1")?.textContent === "spun" && !document.getElementById("tools").hidden`)
	frame.wait(`getComputedStyle(document.querySelector(".panes")).display === "grid"`)
	require.Empty(t, b.complaints())
}

// TestBrowserNothingSent: the server is asked for the files of the page and is sent nothing. This
// one does not know the type of programs.
func TestBrowserNothingSent(t *testing.T) {
	handler := files(built(t))
	var mu sync.Mutex
	var asked []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		asked = append(asked, r.Method+" "+r.RequestURI)
		mu.Unlock()
		if strings.HasSuffix(r.URL.Path, ".wasm") {
			w.Header().Set("Content-Type", "application/octet-stream")
		}
		handler.ServeHTTP(w, r)
	}))
	defer server.Close()
	b := openBrowser(t, 1280, 900)
	b.open(server.URL + "/")
	b.choose(sampleNames[0].title)
	b.eval(`document.getElementById("make-link").click()`, nil)
	b.wait(`document.getElementById("link-text").value`)
	var link string
	b.eval(`document.getElementById("link-text").value`, &link)
	b.open("about:blank")
	b.open(link)
	b.wait(status + `.startsWith("Verdict: spun")`)
	b.wait(`document.getElementById("source-text").value.startsWith("Fallow Creek library")`)
	b.open(strings.Replace(link, "#1.", "#1.x", 1))
	b.wait(status + `.includes("damaged")`)

	mu.Lock()
	defer mu.Unlock()
	require.Contains(t, asked, "GET /compare.wasm")
	require.NotContains(t, asked, "GET /reader.wasm")
	for _, a := range asked {
		_, err := os.Stat(filepath.Join(built(t), strings.TrimPrefix(a, "GET /")))
		require.NoError(t, err, a)
	}
}

// TestBrowserOffline: once loaded, the page works without a server.
func TestBrowserOffline(t *testing.T) {
	server := httptest.NewServer(files(built(t)))
	b := openBrowser(t, 1280, 900)
	b.open(server.URL + "/")
	b.choose(sampleNames[0].title)
	b.wait(`navigator.serviceWorker.controller`)
	b.eval(`new Promise(async done => { while (!await caches.match("compare.wasm")) await new Promise(r => setTimeout(r, 50)); done(); })`, nil)
	server.CloseClientConnections()
	server.Close()
	b.open(server.URL + "/?again")
	b.choose(sampleNames[2].title)
}

// TestBrowserLong: the page stays alive while long texts are compared, and can cancel.
func TestBrowserLong(t *testing.T) {
	b := openBrowser(t, 1280, 900)
	b.open(served(t))
	b.choose(sampleNames[7].title) // the program is loaded
	source, suspect := longPair(t, 5_000)
	b.fill(source, suspect)
	b.eval(`window.ticks = 0; setInterval(() => { if (!document.getElementById("cancel").hidden) ticks++; }, 10)`, nil)
	began := time.Now()
	b.eval(`document.getElementById("compare").click()`, nil)
	b.wait(status + `.startsWith("Verdict") && document.getElementById("cancel").hidden`)
	var ticks int
	b.eval(`ticks`, &ticks)
	t.Logf("%d words in %v, %d ticks of 10 ms meanwhile", len(strings.Fields(source)), time.Since(began).Round(time.Millisecond), ticks)
	require.Greater(t, ticks, 5)

	source, suspect = longPair(t, 50_000)
	b.fill(source, suspect)
	b.eval(`document.getElementById("compare").click()`, nil)
	b.wait(status + `.startsWith("Reading") || ` + status + `.startsWith("Comparing")`)
	b.eval(`document.getElementById("cancel").focus(); document.getElementById("cancel").click()`, nil)
	b.wait(status + ` === "Cancelled." && document.getElementById("cancel").hidden && document.activeElement.id === "compare"`)
	b.choose(sampleNames[0].title)
	b.eval(`document.getElementById("source-text").value = "x".repeat(3 << 20); document.getElementById("compare").click()`, nil)
	b.wait(status + `.includes("text too long")`)
	require.Empty(t, b.complaints())
}

// TestBrowserDownloads: what is downloaded is what the command would write.
func TestBrowserDownloads(t *testing.T) {
	b := openBrowser(t, 1280, 900)
	b.open(served(t))
	b.choose(sampleNames[0].title)
	dir := t.TempDir()
	require.NoError(t, b.send("Browser.setDownloadBehavior", map[string]any{"behavior": "allow", "browserContextId": b.profile, "downloadPath": dir}, "", nil))
	data, err := os.ReadFile(filepath.Join(built(t), "samples.json"))
	require.NoError(t, err)
	var all []sample
	require.NoError(t, json.Unmarshal(data, &all))
	want, err := answer.Compare(answer.Text{Content: all[0].Source}, answer.Text{Content: all[0].Suspect}, func(string) {})
	require.NoError(t, err)
	for id, file := range map[string]struct{ name, want string }{"save-html": {"report.html", want.HTML}, "save-json": {"report.json", want.JSON}} {
		b.eval(`document.getElementById("`+id+`").click()`, nil)
		require.Eventually(t, func() bool {
			got, err := os.ReadFile(filepath.Join(dir, file.name))
			return err == nil && string(got) == file.want
		}, time.Minute, 50*time.Millisecond, "%s is not what the command writes", file.name)
	}
}

// TestBrowserFiles opens files of each kind.
func TestBrowserFiles(t *testing.T) {
	const russian = "Это обычная статья о программах, в которой автор объясняет, как устроены процессы и потоки."
	old, err := charmap.Windows1251.NewEncoder().String(russian)
	require.NoError(t, err)
	dir := t.TempDir()
	b := openBrowser(t, 1280, 900)
	b.open(served(t))
	for _, f := range []struct{ name, content, want string }{
		{"plain.txt", "The river\r\nrose.", "The river\nrose."},
		{"old.txt", old, russian},
		{"page.html", "<title>no</title><p>The <b>river</b> rose.<script>no</script>", "The river rose."},
		{"notes.md", "# The river\n\nIt *rose*.", "The river\n\nIt rose."},
		{"letter.docx", string(wordFile(t, "The river rose.")), "The river rose.\n"},
	} {
		name := filepath.Join(dir, f.name)
		require.NoError(t, os.WriteFile(name, []byte(f.content), 0o666))
		b.setFile("source-file", name)
		b.wait(status + ` === ` + quote(f.name+" is read."))
		var text string
		b.eval(`document.getElementById("source-text").value`, &text)
		require.Equal(t, f.want, text, f.name)
	}
	name := filepath.Join(dir, "scan.pdf")
	require.NoError(t, os.WriteFile(name, []byte("%PDF-1.7\n"), 0o666))
	b.setFile("source-file", name)
	b.wait(status + `.includes("pdftotext scan.pdf")`)

	// What is dropped is read as well.
	b.eval(`{
		const transfer = new DataTransfer();
		transfer.items.add(new File(["<p>Dropped."], "drop.html"));
		document.getElementById("suspect").dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
	}`, nil)
	b.wait(`document.getElementById("suspect-text").value === "Dropped."`)
	require.Empty(t, b.complaints())
}

// setFile chooses a file.
func (b *browser) setFile(id, name string) {
	b.t.Helper()
	var r struct {
		Result struct{ ObjectID string }
	}
	b.do("Runtime.evaluate", map[string]any{"expression": `document.getElementById("` + id + `")`}, &r)
	b.do("DOM.setFileInputFiles", map[string]any{"files": []string{name}, "objectId": r.Result.ObjectID}, nil)
}

// TestBrowserPhone: nothing is wider than a narrow phone.
func TestBrowserPhone(t *testing.T) {
	b := openBrowser(t, 320, 640)
	b.open(served(t))
	b.choose(sampleNames[0].title)
	b.eval(`document.getElementById("make-link").click()`, nil)
	b.wait(`!document.getElementById("link").hidden`)
	b.wait(`document.documentElement.scrollWidth <= document.documentElement.clientWidth`)
}

// TestSegments: a module whose segments are joined writes the same into memory.
func TestSegments(t *testing.T) {
	segments := []segment{{5, []byte("ab")}, {9, []byte("c")}, {5000, []byte("d")}, {100, []byte("e")}}
	body := appendSegments(nil, segments)
	module := append([]byte("\x00asm\x01\x00\x00\x00"), 10, 1, 7, dataSection, byte(len(body)))
	joined, err := joinSegments(append(module, body...))
	require.NoError(t, err)
	require.Equal(t, module[:11], joined[:11])
	got, err := readSegments(joined[13:])
	require.NoError(t, err)
	require.Equal(t, []segment{{5, []byte("ab\x00\x00c")}, {5000, []byte("d")}, {100, []byte("e")}}, got)
	for n := range joined {
		if _, err := joinSegments(joined[:n]); n > 8 && n != 11 {
			require.ErrorIs(t, err, errModule, n)
		}
	}
	_, err = joinSegments(append(bytes.Clone(module), 0))
	require.ErrorIs(t, err, errModule)
}
