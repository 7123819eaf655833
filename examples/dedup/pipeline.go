package main

import (
	"context"
	"io"

	"golang.org/x/sync/semaphore"
)

// jobsPerThread is how many texts may be in progress for each thread: enough that
// no worker waits while a long text is the next to be collected.
const jobsPerThread = 8

// underWay is how many bytes of texts may be in progress. A longer text is
// processed alone. With what is made from it, and until the garbage collector has
// run, a text takes up to fifteen times its bytes.
const underWay = 32 << 20

// A pipeline takes texts from the reader to the workers, and from there to the
// collection in the order in which they were read.
type pipeline struct {
	ctx                 context.Context
	free, ready, queued chan *job
	budget              *semaphore.Weighted // bytes
	failed              error               // of reading; set before queued is closed
}

func newPipeline(ctx context.Context, jobs int) *pipeline {
	p := &pipeline{
		ctx: ctx, free: make(chan *job, jobs), ready: make(chan *job, jobs), queued: make(chan *job, jobs),
		budget: semaphore.NewWeighted(underWay),
	}
	for range jobs {
		p.free <- &job{done: make(chan struct{}, 1)}
	}
	return p
}

// read reads all sources and closes the channels.
func (p *pipeline) read(r *reader) {
	p.failed = r.read()
	close(p.ready)
	close(p.queued)
}

// send passes on what the reader has read, or the error of reading it. It waits for
// a free job and for room in the budget; the jobs before it do not depend on it, so
// they free some. The error is that of the context.
func (p *pipeline) send(r *reader, at place, err error) error {
	var j *job
	select {
	case j = <-p.free:
	case <-p.ctx.Done():
		return p.ctx.Err()
	}
	j.place, j.err = at, err
	if err != nil {
		j.done <- struct{}{}
		p.queued <- j
		return nil
	}
	held := min(int64(len(r.data)), underWay)
	if err := p.budget.Acquire(p.ctx, held); err != nil {
		return err
	}
	j.held, j.id, j.time = held, r.id, r.time
	j.data = append(j.data[:0], r.data...) // the reader's memory has grown to fit the longest
	// There is room in both channels for all jobs.
	p.ready <- j
	p.queued <- j
	return nil
}

// work lets a worker make what the collection needs to know about texts.
func (p *pipeline) work(w *worker) {
	for j := range p.ready {
		if p.ctx.Err() == nil {
			w.make(j)
		}
		j.done <- struct{}{}
	}
}

// next returns the next text. The error is [io.EOF] if there is none.
func (p *pipeline) next() (*job, error) {
	select {
	case <-p.ctx.Done():
		return nil, p.ctx.Err()
	case j, more := <-p.queued:
		if !more && p.failed != nil {
			return nil, p.failed
		}
		if !more {
			return nil, io.EOF
		}
		select {
		case <-p.ctx.Done():
			return nil, p.ctx.Err()
		case <-j.done:
			return j, nil
		}
	}
}

// done takes a job back. It releases what the job does not need for the next text,
// because the next may come much later.
func (p *pipeline) done(j *job) {
	p.budget.Release(j.held)
	j.reset()
	p.free <- j
}
