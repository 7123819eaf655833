package main

import (
	"net/http/httptest"
	"os"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// The page is built once for all tests.
var site = struct {
	once sync.Once
	dir  string
	err  error
}{}

func TestMain(m *testing.M) {
	code := m.Run()
	if chromium.connection != nil {
		chromium.close()
	}
	if site.dir != "" {
		os.RemoveAll(site.dir)
	}
	os.Exit(code)
}

// built returns the folder with the page.
func built(t *testing.T) string {
	t.Helper()
	site.once.Do(func() {
		if site.dir, site.err = os.MkdirTemp("", "playground-*"); site.err == nil {
			site.err = build(t.Context(), site.dir)
		}
	})
	require.NoError(t, site.err)
	return site.dir
}

// served returns the address of the page.
func served(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(files(built(t)))
	t.Cleanup(server.Close)
	return server.URL + "/"
}

const status = `document.getElementById("status").textContent`

// choose chooses the sample whose title begins so, and waits for its report.
func (b *browser) choose(title string) {
	b.t.Helper()
	option := `[...document.getElementById("sample").options].find(o => o.text.startsWith(` + quote(title) + `))`
	b.wait(option)
	b.eval(status+` = ""`, nil)
	b.eval(`(() => { const o = `+option+`; o.selected = true; o.parentElement.dispatchEvent(new Event("change")); })()`, nil)
	b.wait(status + `.startsWith("Verdict")`)
}
