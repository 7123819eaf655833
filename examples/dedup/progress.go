package main

import (
	"io"
	"os"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// A progress shows how far a part of the run has come. Its methods may be
// called by several goroutines, and on nil, which shows nothing.
type progress struct {
	mu  sync.Mutex
	bar *progressbar.ProgressBar // nil when stopped
}

// newReading and newComparing return a progress on w, or nil if none is to be shown
// there. Reading counts bytes, out of total or unknownSize. Comparing counts the
// sets that were looked at; their number is not known in advance.
func (s settings) newReading(w io.Writer, total int64) *progress {
	return s.newProgress(w, total, progressbar.OptionSetDescription("reading"), progressbar.OptionShowBytes(true))
}

func (s settings) newComparing(w io.Writer) *progress {
	return s.newProgress(w, unknownSize, progressbar.OptionSetDescription("comparing"),
		progressbar.OptionShowIts(), progressbar.OptionSetItsString("sets"))
}

func (s settings) newProgress(w io.Writer, total int64, options ...progressbar.Option) *progress {
	file, ok := w.(*os.File)
	if !s.progress && !(ok && term.IsTerminal(int(file.Fd()))) {
		return nil
	}
	options = append(options,
		progressbar.OptionSetWriter(w),
		progressbar.OptionShowCount(),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
		// Otherwise a goroutine of the library turns the spinner without
		// synchronisation.
		progressbar.OptionSetSpinnerChangeInterval(0),
	)
	return &progress{bar: progressbar.NewOptions64(total, options...)}
}

// add counts n more.
func (p *progress) add(n int) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar != nil {
		p.bar.Add(n) // an error of showing progress is no error of the run
	}
}

// stop clears the line. Nothing is shown from then on.
func (p *progress) stop() {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.bar.Clear()
	p.bar = nil
}

// reader returns a reader of r that counts what is read.
func (p *progress) reader(r io.Reader) io.Reader {
	if p == nil {
		return r
	}
	return &countingReader{r, p}
}

type countingReader struct {
	io.Reader
	progress *progress
}

func (r *countingReader) Read(b []byte) (int, error) {
	n, err := r.Reader.Read(b)
	r.progress.add(n)
	return n, err
}
