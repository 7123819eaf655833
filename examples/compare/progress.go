package main

import (
	"fmt"
	"io"
	"os"
	"sync"

	"golang.org/x/term"
)

// A progress shows on a terminal how many of all files were compared. Its methods may
// be called concurrently, and on nil, which shows nothing.
type progress struct {
	w     io.Writer
	total int

	mu   sync.Mutex
	done int
}

// newProgress returns a progress on w, or nil if w is no terminal and it is not forced.
func newProgress(w io.Writer, forced bool, total int) *progress {
	if f, ok := w.(*os.File); !forced && (!ok || !term.IsTerminal(int(f.Fd()))) {
		return nil
	}
	return &progress{w: w, total: total}
}

// add counts one file. The line is rewritten for each percent.
func (p *progress) add() {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done++
	if 100*p.done/p.total != 100*(p.done-1)/p.total {
		fmt.Fprintf(p.w, "\r%3d %% of %d files compared", 100*p.done/p.total, p.total)
	}
}

// end removes the line.
func (p *progress) end() {
	if p != nil {
		fmt.Fprintf(p.w, "\r%*s\r", len("100 % of 1000000 files compared"), "")
	}
}
