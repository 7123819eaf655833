package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/stretchr/testify/require"
)

func TestRunErrors(t *testing.T) {
	for want, args := range map[string][]string{
		"-o DIR or -serve ADDRESS is needed": nil,
		`unknown argument "x"`:               {"-o", "y", "x"},
		"flag provided but not defined":      {"-z"},
	} {
		require.ErrorContains(t, run(t.Context(), args, io.Discard), want)
	}
}

// TestServe serves a file, and a compressed one in its place where there is one.
func TestServe(t *testing.T) {
	dir := t.TempDir()
	page := strings.Repeat("<p>page", 100)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "index.html"), []byte(page), 0o666))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "program.wasm"), []byte("\x00asm"), 0o666))
	get := func(path string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("GET", path, nil)
		r.Header.Set("Accept-Encoding", "gzip, br")
		w := httptest.NewRecorder()
		files(dir).ServeHTTP(w, r)
		require.Equal(t, http.StatusOK, w.Code)
		return w
	}
	require.Equal(t, page, get("/").Body.String())
	require.Equal(t, "application/wasm", get("/program.wasm").Header().Get("Content-Type"))

	var table bytes.Buffer
	require.NoError(t, compressAll(dir, 5, &table))
	require.Contains(t, table.String(), "loaded by every visitor")
	w := get("/")
	require.Equal(t, "br", w.Header().Get("Content-Encoding"))
	require.Equal(t, "text/html; charset=utf-8", w.Header().Get("Content-Type"))
	got, err := io.ReadAll(brotli.NewReader(w.Body))
	require.NoError(t, err)
	require.Equal(t, page, string(got))
	require.Equal(t, "application/wasm", get("/program.wasm").Header().Get("Content-Type"))
}

// TestServeEnds: serving ends with its context, and a second server cannot have the address.
func TestServeEnds(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	r, w := io.Pipe()
	done := make(chan error)
	go func() { done <- serve(ctx, "localhost:0", t.TempDir(), w) }()
	address := make([]byte, 100)
	n, err := r.Read(address)
	require.NoError(t, err)
	host := strings.Trim(strings.TrimPrefix(string(address[:n]), "http://"), "/\n")
	require.Error(t, serve(ctx, host, t.TempDir(), io.Discard))
	stop()
	require.NoError(t, <-done)
}

// TestPolicy: the page may load nothing from elsewhere.
func TestPolicy(t *testing.T) {
	policy, err := pagePolicy()
	require.NoError(t, err)
	require.Regexp(t, `^default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-[^']+'; style-src 'self' 'sha256-`, policy)
	require.NotRegexp(t, `http|\*|unsafe-inline|'unsafe-eval'`, policy)
	for _, e := range []string{"index.html.tmpl", "main.js"} {
		data, err := pageFiles.ReadFile("page/" + e)
		require.NoError(t, err)
		require.NotRegexp(t, `(?i)https?://|style=| on[a-z]+=`, string(data), e)
	}
}
