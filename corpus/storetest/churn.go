package storetest

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"math/rand/v2"
	"strings"
	"sync"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// A Churn is what a process does to a durable store until it is killed, or until the
// store fails: it puts, replaces and removes texts, declares and withdraws boilerplate,
// re-indexes, and makes copies, all at once. It writes a line about each step:
//
//	try N ID=VERSION …    before a change; VERSION 0 removes
//	ack N                 when it was acknowledged
//	no N                  when it was refused, so that nothing changed
//	begin KIND N          before a re-index, a copy or a change of boilerplate
//	done KIND N           after it
//	error …               when a call failed
//
// A [Ledger] follows these lines and compares the store with them. The id and the
// number of a version determine its text, so that both sides know it.
type Churn struct {
	// Round is the number of the process, from 1 on. Versions of later rounds are greater.
	Round int

	// Still leaves out the re-indexing.
	Still bool

	// Backup makes copy n. It is nil if none are made.
	Backup func(ctx context.Context, n int) error
}

// The kinds of things that a Churn begins and ends.
const (
	Reindexing = "reindex"
	Declaring  = "declare"
	Copying    = "copy"
)

// churnBase is the number of texts that a Churn does not change. It is more than
// Reindex indexes at a time, so that Reindex has done some when it is killed.
const churnBase = 400

const (
	churnWriters = 3
	churnOwn     = 40 // texts of each writer
	churnNames   = 5  // of boilerplate
	churnRound   = 1_000_000
	churnTurns   = 40 // changes of texts for each re-index
)

// churnSettings are the settings that a Churn re-indexes to in turn.
var churnSettings = [2]corpus.Settings{{}, {Window: 2}}

// Run changes the store until all its activities have failed or the context has
// ended. [Ledger.Fill] must have filled the store.
func (c Churn) Run(ctx context.Context, store corpus.Store, out io.Writer) {
	r := &churning{Churn: c, Store: store, out: out, turns: make(chan struct{}, churnTurns), ended: make(chan struct{})}
	twins, err := newYielders(ctx)
	if err == nil {
		r.yields = twins
		r.corpus, r.at, err = openChurned(ctx, store)
	}
	if err != nil {
		r.say("error opening: %v", err)
		return
	}
	var all sync.WaitGroup
	for w := range churnWriters {
		all.Go(func() { r.repeat(ctx, uint64(w), func(rng *rand.Rand, i int) error { return r.write(ctx, rng, w, i) }) })
	}
	all.Go(func() { r.repeat(ctx, 100, func(rng *rand.Rand, i int) error { return r.declare(ctx, rng, i) }) })
	if !c.Still {
		all.Go(func() { r.repeat(ctx, 200, func(_ *rand.Rand, i int) error { return r.reindex(ctx, i) }) })
	}
	if c.Backup != nil {
		all.Go(func() {
			r.repeat(ctx, 300, func(_ *rand.Rand, i int) error {
				return r.between(Copying, i, func() error { return c.Backup(ctx, i) })
			})
		})
	}
	all.Wait()
}

// openChurned opens a corpus with the settings that the store has adopted.
func openChurned(ctx context.Context, store corpus.Store) (c *corpus.Corpus, at int, err error) {
	for i, settings := range churnSettings {
		if c, err = corpus.New(ctx, store, settings); !errors.Is(err, corpus.ErrScheme) {
			return c, i, err
		}
	}
	return nil, 0, err
}

// newYielders returns, for each of the settings, a corpus that says what texts yield.
func newYielders(ctx context.Context) (all [len(churnSettings)]*corpus.Corpus, err error) {
	for i, settings := range churnSettings {
		if all[i], err = corpus.New(ctx, newModel(), settings); err != nil {
			return all, err
		}
	}
	return all, nil
}

// churning is a Churn under way.
type churning struct {
	Churn
	corpus.Store
	corpus *corpus.Corpus
	at     int // the settings in use
	yields [len(churnSettings)]*corpus.Corpus

	turns chan struct{} // one for each change of texts, as many as a re-index catches up with
	ended chan struct{} // closed when a call failed
	end   sync.Once

	mu  sync.Mutex
	out io.Writer
	seq int
}

func (c *churning) say(format string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.line(format, args...)
}

// line writes a line in one write, so that readers see the whole line or nothing.
func (c *churning) line(format string, args ...any) {
	_, _ = io.WriteString(c.out, strings.ReplaceAll(fmt.Sprintf(format, args...), "\n", " ")+"\n")
}

// repeat calls do until it fails.
func (c *churning) repeat(ctx context.Context, seed uint64, do func(*rand.Rand, int) error) {
	rng := rand.New(rand.NewPCG(seed, uint64(c.Round)))
	for i := 1; ctx.Err() == nil; i++ {
		if err := do(rng, i); err != nil {
			c.say("error %v", err)
			c.end.Do(func() { close(c.ended) })
			return
		}
	}
}

// change makes a change and writes lines about it.
func (c *churning) change(words []string, do func() error) error {
	c.mu.Lock()
	c.seq++
	n := c.seq
	c.line("try %d %s", n, strings.Join(words, " "))
	c.mu.Unlock()
	err := do()
	switch {
	case err == nil || errors.Is(err, corpus.ErrNotFound): // the text to remove is not there
		c.say("ack %d", n)
		return nil
	case !errors.Is(err, corpus.ErrUnknown):
		c.say("no %d", n)
	}
	return err
}

// between does something and writes a line when it begins and when it is done.
func (c *churning) between(kind string, n int, do func() error) error {
	c.say("begin %s %d", kind, n)
	if err := do(); err != nil {
		return fmt.Errorf("%s %d: %w", kind, n, err)
	}
	c.say("done %s %d", kind, n)
	return nil
}

// turn waits until a text may be changed: a re-index does not end while texts are put
// faster than they are indexed.
func (c *churning) turn(ctx context.Context) error {
	if c.Still {
		return nil
	}
	select {
	case <-c.turns:
		return nil
	case <-c.ended:
		return errors.New("no re-index goes on")
	case <-ctx.Done():
		return ctx.Err()
	}
}

// write changes some of the texts of a writer.
func (c *churning) write(ctx context.Context, rng *rand.Rand, w, i int) error {
	if err := c.turn(ctx); err != nil {
		return err
	}
	v := c.Round*churnRound + i
	n := 1 + rng.IntN(8)
	if rng.IntN(5) == 0 {
		id := fmt.Sprintf("%d-%d", w, rng.IntN(churnOwn))
		return c.change([]string{id + "=0"}, func() error { return c.Delete(ctx, "", id) })
	}
	var records []corpus.Record
	var words []string
	for _, k := range rng.Perm(churnOwn)[:n] {
		id := fmt.Sprintf("%d-%d", w, k)
		records, words = append(records, churnRecord(id, v)), append(words, fmt.Sprintf("%s=%d", id, v))
	}
	return c.change(words, func() error { return c.put(ctx, records) })
}

// put puts texts, with what they derive from, under the scheme adopted.
func (c *churning) put(ctx context.Context, records []corpus.Record) error {
	for i := 0; ; i++ {
		twin := c.yields[i%len(c.yields)]
		entries := make([]corpus.Entry, len(records))
		for j, r := range records {
			entries[j] = corpus.Entry{Record: r, Postings: twin.Postings(r.Text.Text)}
		}
		if err := c.Put(ctx, twin.Scheme(), entries); !errors.Is(err, corpus.ErrScheme) {
			return err
		}
	}
}

// declare declares or withdraws some boilerplate.
func (c *churning) declare(ctx context.Context, rng *rand.Rand, i int) error {
	name := churnName(rng.IntN(churnNames))
	return c.between(Declaring, i, func() error {
		if rng.IntN(3) == 0 {
			return c.change([]string{name + "=0"}, func() error { return c.corpus.WithdrawBoilerplate(ctx, "", name) })
		}
		v := c.Round*churnRound + i
		return c.change([]string{fmt.Sprintf("%s=%d", name, v)}, func() error {
			return c.corpus.DeclareBoilerplate(ctx, "", name, churnText(name, v))
		})
	})
}

// reindex gives the texts the postings of the other settings.
func (c *churning) reindex(ctx context.Context, i int) error {
	return c.between(Reindexing, i, func() error {
		for len(c.turns) < churnTurns {
			c.turns <- struct{}{}
		}
		to := (c.at + 1) % len(churnSettings)
		err := c.corpus.Reindex(ctx, churnSettings[to])
		if err == nil {
			c.at = to
		}
		return err
	})
}

func churnName(k int) string { return fmt.Sprint("boilerplate-", k) }

// isDeclared reports whether an id is the name of boilerplate.
func isDeclared(id string) bool { return strings.HasPrefix(id, "boilerplate-") }

// churnText makes the text of a version of an id: 40 to 80 words of 4,000.
func churnText(id string, v int) string {
	h := fnv.New64a()
	fmt.Fprint(h, id, " ", v)
	rng := rand.New(rand.NewPCG(h.Sum64(), 7))
	var b strings.Builder
	for range 40 + rng.IntN(40) {
		n := rng.IntN(4000)
		for ; n > 0; n /= 16 {
			b.WriteString("ba be bi bo da de di do ka ke ki ko la le li lo "[n%16*3:][:2])
		}
		b.WriteString("r ")
	}
	return b.String()
}

// churnRecord makes a version of a text. Every third derives from another.
func churnRecord(id string, v int) corpus.Record {
	r := corpus.Record{Text: corpus.Text{ID: id, Author: fmt.Sprint(v), Text: churnText(id, v)}}
	if v%3 == 0 {
		r.Derived = fmt.Sprint("source of ", v)
	}
	return r
}
