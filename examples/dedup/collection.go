package main

import (
	"context"
	"fmt"
	"io"
	"runtime"

	"github.com/palimpsest-go/palimpsest/examples/internal/command"
	"github.com/palimpsest-go/palimpsest/minhash"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// jobsPerThread is how many texts may be under way for each thread: enough that
// no worker waits while a long text is first in line to be collected.
const jobsPerThread = 8

// A collection is all texts, in the order of input.
type collection struct {
	settings settings
	sources  []source
	signer   *minhash.Signer
	banding  minhash.Banding
	scheme   string

	records []record
	byID    map[string]int32 // index in records; nil when all is read
	sets    *setStore
	bad     tally
}

// A record is what stays in memory of a text.
type record struct {
	id    string
	at    int64 // in the set store
	place place
	words int32
	size  int32 // shingles in the set
}

// A tally counts texts left out.
type tally struct {
	count int
	first error
}

func (t tally) summary() error {
	texts := "texts"
	if t.count == 1 {
		texts = "text"
	}
	return fmt.Errorf("%d bad %s left out; the first: %w", t.count, texts, t.first)
}

// newCollection returns an empty collection. Its set store must be closed.
func newCollection(s settings, sources []source) (*collection, error) {
	slots, banding, err := plan(s.threshold)
	if err != nil {
		return nil, err
	}
	c := &collection{
		settings: s,
		sources:  sources,
		banding:  banding,
		scheme:   s.shingler().Scheme(),
		byID:     make(map[string]int32),
	}
	if c.signer, err = minhash.New(minhash.Config{Slots: slots, Scheme: c.scheme}); err != nil {
		return nil, err
	}
	c.sets, err = newSetStore()
	return c, err
}

// shingler returns the kind of shingles. A language would make no difference.
func (s settings) shingler() shingle.Shingler {
	return shingle.Shingler{Size: s.shingle, Language: shingle.None}
}

// read collects the texts of all sources. One goroutine reads, one for each
// thread makes sets and signatures, and this one takes them in the order of
// input, so that which error is the first does not depend on the threads.
func (c *collection) read(ctx context.Context, stdin io.Reader, bar *progress) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // the reader ends when it next looks
	threads := runtime.GOMAXPROCS(0)
	jobs := threads * jobsPerThread
	free, work, ordered := make(chan *job, jobs), make(chan *job, jobs), make(chan *job, jobs)
	for range jobs {
		free <- &job{done: make(chan struct{}, 1)}
	}
	r := reader{
		ctx: ctx, sources: c.sources, stdin: stdin, limit: maxBytes, bar: bar,
		free: free, work: work, ordered: ordered,
	}
	go r.read()
	for range threads {
		w := worker{settings: c.settings, sources: c.sources, signer: c.signer}
		w.hasher.Shingler = c.settings.shingler()
		go func() {
			for j := range work {
				if ctx.Err() == nil {
					w.make(j)
				}
				j.done <- struct{}{}
			}
		}()
	}
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case j, more := <-ordered:
			if !more {
				c.byID = nil
				return c.sets.flush()
			}
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-j.done:
			}
			if err := c.add(j); err != nil {
				return err
			}
			free <- j
		}
	}
}

// add adds a text, or counts it as bad.
func (c *collection) add(j *job) error {
	err := j.err
	if err == nil {
		if first, found := c.byID[j.id]; found {
			err = bad("the id %q was met before, in %s", j.id, c.where(c.records[first].place))
		}
	}
	if err != nil {
		named := command.Named(c.where(j.place), err)
		if _, ok := err.(badText); !ok || !c.settings.skipBad {
			return named
		}
		if c.bad.count == 0 {
			c.bad.first = named
		}
		c.bad.count++
		return nil
	}
	at, err := c.sets.add(j.signature, j.set)
	if err != nil {
		return err
	}
	c.byID[j.id] = int32(len(c.records))
	c.records = append(c.records, record{
		id: j.id, at: at, place: j.place, words: int32(j.words), size: int32(len(j.set)),
	})
	return nil
}

// where returns a place for people: the file, and the line in it.
func (c *collection) where(p place) string {
	name := c.sources[p.source].name
	if p.line == 0 {
		return name
	}
	return fmt.Sprintf("%s:%d", name, p.line)
}
