package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"
)

// serve serves the files of a folder until ctx ends.
func serve(ctx context.Context, address, dir string, stdout io.Writer) error {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "http://localhost:%d/\n", l.Addr().(*net.TCPAddr).Port)
	server := http.Server{Handler: files(dir), ReadHeaderTimeout: 10 * time.Second}
	stop := context.AfterFunc(ctx, func() { server.Close() })
	defer stop()
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// files serves the files of a folder. Where there is a compressed one beside a file, and the
// browser takes it, that is what it sends.
func files(dir string) http.Handler {
	plain := http.FileServer(http.Dir(dir))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := path.Clean("/" + r.URL.Path)
		if name == "/" {
			name = "/index.html"
		}
		small := filepath.Join(dir, filepath.FromSlash(name)) + ".br"
		info, err := os.Stat(small)
		if err != nil || !info.Mode().IsRegular() || !strings.Contains(r.Header.Get("Accept-Encoding"), "br") {
			plain.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
		w.Header().Set("Content-Encoding", "br")
		w.Header().Set("Vary", "Accept-Encoding")
		http.ServeFile(w, r, small)
	})
}
