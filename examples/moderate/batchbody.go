package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"sync"
	"time"
)

// batchBuffer is how much of a batch is read at once. Together with as much again for
// lines that are worked on, it is within leastBody, which is counted for the request.
const batchBuffer = leastBody / 2

// A batchReader reads the lines of a body. A line has a limited time to arrive, not
// counting its wait for the rates of its client, and takes its room in the gate as it
// arrives.
type batchReader struct {
	lines *lineReader
	ctx   context.Context
	body  io.Reader
	pace  *pace
	n     *note
	gate  *gate
	most  int64 // bytes of a line that are kept
	size  int64 // bytes read for the lines that are in memory
	extra *body // what they take beyond leastBody
	ended func()

	mu       sync.Mutex
	control  *http.ResponseController
	deadline time.Time
	reading  bool
	stopped  bool
}

// newBatchReader returns a reader of the body of a request, which ends when the service
// stops.
func newBatchReader(r *http.Request, control *http.ResponseController, b *batch) *batchReader {
	in := &batchReader{
		ctx: r.Context(), body: r.Body, pace: &b.pace, n: b.note, gate: b.service.gate, most: mostBody(b.maxBytes), control: control,
	}
	in.lines = &lineReader{bufio.NewReaderSize(in, batchBuffer), int(in.most)}
	in.release()
	done := make(chan struct{})
	var watching sync.WaitGroup
	watching.Go(func() {
		select {
		case <-b.service.stopping:
			in.stop()
		case <-done:
		}
	})
	in.ended = func() { close(done); watching.Wait() }
	return in
}

// close gives back the room that the lines take.
func (in *batchReader) close() {
	in.ended()
	in.extra.leave()
}

// release says that the lines that were read are no longer in memory.
func (in *batchReader) release() {
	if in.extra != nil {
		in.extra.leave()
	}
	in.size, in.extra = 0, &body{gate: in.gate, payers: in.n.payers}
}

// allow gives the next line its time.
func (in *batchReader) allow(d time.Duration) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.deadline = time.Now().Add(d)
}

// next returns the next line as a lineReader does. Its other errors are errStopping, one
// that wraps [os.ErrDeadlineExceeded], a *limitError, and that the body has no end.
func (in *batchReader) next() ([]byte, error) {
	line, err := in.lines.next()
	var over *limitError
	switch {
	case err == nil, err == io.EOF, err == errLongLine, err == errStopping, errors.As(err, &over), in.ctx.Err() != nil:
	case errors.Is(err, os.ErrDeadlineExceeded):
		in.n.read = true
	default:
		err = badRequest("the body could not be read to its end")
	}
	return line, err
}

// Read implements [io.Reader].
func (in *batchReader) Read(p []byte) (int, error) {
	if err := in.begin(); err != nil {
		return 0, err
	}
	n, err := in.body.Read(p)
	in.mu.Lock()
	in.reading = false
	if in.stopped && errors.Is(err, os.ErrDeadlineExceeded) {
		err = errStopping
	}
	in.mu.Unlock()
	if n == 0 {
		return n, err
	}
	waited, e := in.pace.wait(in.ctx, pacedBytes, n)
	in.mu.Lock()
	in.deadline = in.deadline.Add(waited)
	in.mu.Unlock()
	if e == nil {
		e = in.hold(n)
	}
	if e != nil {
		return 0, e
	}
	return n, err
}

// begin begins to read, unless the service is stopping.
func (in *batchReader) begin() error {
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.stopped {
		return errStopping
	}
	in.reading = true
	return in.control.SetReadDeadline(in.deadline)
}

// stop ends a read in progress, and lets no other begin.
func (in *batchReader) stop() {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.stopped = true
	if in.reading {
		in.control.SetReadDeadline(time.Unix(1, 0))
	}
}

// hold makes room for n bytes more of a line.
func (in *batchReader) hold(n int) error {
	in.size += int64(n)
	for in.extra.held < min(in.size, in.most)-leastBody {
		if err := in.extra.grow(leastBody); err != nil {
			return err
		}
	}
	return nil
}

// A batchWriter writes answers. When Write returns, the answer has been sent to the
// client. A client that does not read has sendTime.
type batchWriter struct {
	w       http.ResponseWriter
	control *http.ResponseController
	begun   bool
}

// begin begins the answer.
func (out *batchWriter) begin() {
	if !out.begun {
		out.begun = true
		out.w.Header().Set("Content-Type", "application/x-ndjson")
		out.w.WriteHeader(http.StatusOK)
	}
}

// Write implements [io.Writer].
func (out *batchWriter) Write(p []byte) (int, error) {
	if err := out.control.SetWriteDeadline(time.Now().Add(sendTime)); err != nil {
		return 0, err
	}
	out.begin()
	n, err := out.w.Write(p)
	if err == nil {
		err = out.control.Flush()
	}
	return n, err
}
