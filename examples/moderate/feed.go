package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"

	"golang.org/x/sync/semaphore"

	"github.com/palimpsest-go/palimpsest/examples/internal/command"
)

const (
	// waitingBytes bounds the memory of lines that wait for their turn.
	waitingBytes = 64 << 20

	// batchBytes is the number of bytes after which a batch takes no more lines.
	batchBytes = 8 << 20
)

// An item is a line on its way from input to output.
type item struct {
	place string // its file and line, for people
	line  []byte
	err   error // errLongLine, or what makes it bad
	reply any   // what is written for it: a result, a receipt or a failure
	fault error // of the input or the store: it ends the work after this item
}

// A feed reads the lines of all inputs, ahead of the work.
type feed struct {
	items chan *item
	space *semaphore.Weighted // waitingBytes
}

// newFeed starts to read files, or stdin where a name is "-". When ctx ends while a
// read is blocked, the goroutine that reads is left running until the process ends.
func newFeed(ctx context.Context, names []string, stdin io.Reader, limit int) *feed {
	f := &feed{make(chan *item, 1024), semaphore.NewWeighted(waitingBytes)}
	go func() {
		defer close(f.items)
		for _, name := range names {
			if err := f.read(ctx, name, stdin, limit); err != nil {
				f.send(ctx, &item{fault: err})
				return
			}
		}
	}()
	return f
}

func (f *feed) read(ctx context.Context, name string, stdin io.Reader, limit int) error {
	in, place := stdin, "line %d"
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return command.Named(name, err)
		}
		defer file.Close()
		in, place = file, name+":%d"
	}
	lines := newLineReader(in, limit)
	for n := 1; ; n++ {
		line, err := lines.next()
		if err != nil && err != errLongLine {
			if err == io.EOF {
				return nil
			}
			return command.Named(name, err)
		}
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		if f.send(ctx, &item{place: fmt.Sprintf(place, n), line: line, err: err}) != nil {
			return nil // nobody waits for it
		}
	}
}

func weight(it *item) int64 { return min(int64(cap(it.line))+64, waitingBytes) }

func (f *feed) send(ctx context.Context, it *item) error {
	if err := f.space.Acquire(ctx, weight(it)); err != nil {
		return err
	}
	select {
	case f.items <- it:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// batch returns at most that many of the next items: one, after waiting for it if
// necessary, and those that are there already. It returns none at the end of the
// input and when ctx has ended.
func (f *feed) batch(ctx context.Context, most int) []*item {
	if ctx.Err() != nil {
		return nil
	}
	var batch []*item
	select {
	case it, ok := <-f.items:
		if !ok {
			return nil
		}
		batch = append(batch, it)
	case <-ctx.Done():
		return nil
	}
	for size := len(batch[0].line); len(batch) < most && size < batchBytes; {
		select {
		case it, ok := <-f.items:
			if !ok {
				return batch
			}
			batch = append(batch, it)
			size += len(it.line)
		default:
			return batch
		}
	}
	return batch
}

// done gives back the room of the lines of a batch.
func (f *feed) done(batch []*item) {
	for _, it := range batch {
		f.space.Release(weight(it))
		it.line = nil
	}
}
