package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"

	"github.com/palimpsest-go/palimpsest/minhash"
	"github.com/palimpsest-go/palimpsest/shingle"
)

// A collection is all texts: those of -against, then the others in the order of
// input.
type collection struct {
	settings settings
	sources  []source
	signer   *minhash.Signer
	banding  minhash.Banding

	records []record
	times   []moment            // of the records, if they are ordered by time
	byID    [2]map[string]int32 // index in records, of -against the second; nil when all is read
	sets    *setStore
	out     *leftOut
	pipes   *pipes
}

// A record is the part of a text that stays in memory.
type record struct {
	id    string
	at    int64 // in the set store
	place place
	words int32
	size  int32 // shingles in the set
}

// newCollection returns an empty collection, which must be closed.
func newCollection(s settings, sources []source, out *leftOut) (*collection, error) {
	slots, banding, err := plan(s.threshold)
	if err != nil {
		return nil, err
	}
	c := &collection{settings: s, sources: sources, banding: banding, out: out}
	c.byID[0], c.byID[1] = make(map[string]int32), make(map[string]int32)
	if c.signer, err = minhash.New(minhash.Config{Slots: slots, Scheme: s.shingler().Scheme()}); err != nil {
		return nil, err
	}
	if s.write == writeKept {
		c.pipes = &pipes{make(map[*source]*os.File)}
	}
	c.sets, err = newSetStore()
	return c, err
}

func (c *collection) close() error { return errors.Join(c.sets.close(), c.pipes.close()) }

// shingler returns the kind of shingles. A language would make no difference.
func (s settings) shingler() shingle.Shingler {
	return shingle.Shingler{Size: s.shingle, Language: shingle.None}
}

// old reports whether a text is one of -against.
func (c *collection) old(i int32) bool { return c.sources[c.records[i].place.source].old }

// read collects the texts of all sources. One goroutine reads, one for each
// thread makes sets and signatures, and this one takes them in the order of input,
// so that the first error does not depend on the threads.
func (c *collection) read(ctx context.Context, stdin io.Reader, bar *progress) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // the reader ends when it next looks
	threads := runtime.GOMAXPROCS(0)
	p := newPipeline(ctx, threads*jobsPerThread)
	r := c.reader(ctx, stdin, bar)
	r.emit = func(at place, err error) error { return p.send(r, at, err) }
	r.rows = r.texts
	go p.read(r)
	for range threads {
		w := worker{settings: c.settings, sources: c.sources, signer: c.signer}
		w.hasher.Shingler = c.settings.shingler()
		go p.work(&w)
	}
	for {
		j, err := p.next()
		switch {
		case err == io.EOF:
			c.byID = [2]map[string]int32{}
			return errors.Join(c.checkTimes(), c.sets.flush())
		case err != nil:
			return err
		}
		if err := c.add(j); err != nil {
			return err
		}
		p.done(j)
	}
}

// reader returns a reader of all sources that has read nothing yet.
func (c *collection) reader(ctx context.Context, stdin io.Reader, bar *progress) *reader {
	return &reader{
		ctx: ctx, sources: c.sources, fields: c.settings.fields(), stdin: stdin, limit: maxBytes,
		bar: bar, pipes: c.pipes, skip: c.settings.skipBad,
	}
}

// add adds a text, or leaves it out.
func (c *collection) add(j *job) error {
	src := &c.sources[j.place.source]
	err := j.err
	known := c.byID[0]
	if src.old {
		known = c.byID[1]
	}
	if err == nil {
		if first, found := known[j.id]; found {
			p := c.records[first].place
			err = fmt.Errorf("the id %q was met before, in %s", j.id, p.where(c.sources[p.source].name))
		}
	}
	if err != nil {
		return c.out.add(src.name, j.place, src.passedOver(err))
	}
	at, err := c.sets.add(j.signature, j.set)
	if err != nil {
		return err
	}
	known[j.id] = int32(len(c.records))
	c.records = append(c.records, record{
		id: j.id, at: at, place: j.place, words: int32(j.words), size: int32(len(j.set)),
	})
	if c.settings.fields().time != "" {
		c.times = append(c.times, j.time)
	}
	return nil
}

// checkTimes returns an error if texts are to be ordered by time and none has
// one: then the name of the field is wrong.
func (c *collection) checkTimes() error {
	if len(c.times) == 0 {
		return nil
	}
	for _, t := range c.times {
		if t.known {
			return nil
		}
	}
	return fmt.Errorf("-keep %s: no text has a field %q (-time names another)", c.settings.keep, c.settings.time)
}
