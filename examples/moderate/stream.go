package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"
	"time"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// A stream answers lines, in their order.
type stream struct {
	*moderator
	mode     string
	tenant   string               // of lines that name none
	resume   bool                 // add skips texts that are stored unchanged
	explain  func(error) *problem // how an error is reported; nil reports all of it
	answered int                  // lines so far
	bad      int                  // of them, by a failure

	mu     sync.Mutex
	faults int // of the store, in a row
}

// maxFaults is how many times in a row the store may fail before the run ends. One
// fault, say of a statement that took too long, concerns one line; if the server is
// gone, it would be the answer of all remaining lines.
const maxFaults = 10

// run answers all lines. Each write to out consists of whole lines, and a line is
// written only when everything that it promises is done. run returns the error that
// ended it: of the input, the output, the store or the context.
func (s *stream) run(ctx context.Context, f *feed, out io.Writer) error {
	work, most := s.work()
	var expired time.Time
	for {
		if time.Since(expired) >= expireEvery {
			if _, err := s.expireTexts(ctx); err != nil {
				return err
			}
			expired = time.Now()
		}
		batch := f.batch(ctx, most)
		if len(batch) == 0 {
			return ctx.Err()
		}
		work(ctx, batch)
		if err := s.write(ctx, out, batch); err != nil {
			return err
		}
		f.done(batch)
	}
}

// addedAtOnce is the most texts that are stored together.
const addedAtOnce = 256

// work returns the function that answers lines, and how many it takes at a time.
func (s *stream) work() (work func(context.Context, []*item), most int) {
	switch s.mode {
	case modeAdd:
		return s.addAll, addedAtOnce
	case modeCheck:
		// Nothing is stored, so the order in which lines are checked makes no
		// difference. If lines are stored too, each has to wait for the one before.
		return s.checkAll, 4 * runtime.GOMAXPROCS(0)
	}
	return s.checkAddEach, 1
}

// write writes the answers of a batch, up to the first fault.
func (s *stream) write(ctx context.Context, out io.Writer, batch []*item) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	var fault error
	answered, bad := 0, 0
	for _, it := range batch {
		if it.fault != nil && (it.place == "" || ctx.Err() != nil) { // no line, or a line that was not worked on
			fault = it.fault
			break
		}
		answered++
		if _, is := it.reply.(failure); is {
			bad++
		}
		if err := e.Encode(it.reply); err != nil {
			return err
		}
		if fault = it.fault; fault != nil {
			break
		}
	}
	if b.Len() > 0 {
		if _, err := out.Write(b.Bytes()); err != nil {
			return err
		}
	}
	s.answered += answered
	s.bad += bad
	return fault
}

// text returns the text of a line, or makes a failure its answer.
func (s *stream) text(it *item) (t corpus.Text, ok bool) {
	if it.fault != nil {
		return t, false
	}
	err := it.err
	var format string
	if err == nil {
		t, format, err = parseText(it.line, textFields)
	}
	if err == nil && t.ID == "" {
		err = errors.New(`no field "id", or an empty one`)
	}
	if err == nil {
		t, err = s.admit(t, format)
	}
	if err != nil {
		s.fail(it, &lineError{err})
		return t, false
	}
	t.Tenant = cmp.Or(t.Tenant, s.tenant)
	return t, true
}

// A lineError says what is wrong with a line itself.
type lineError struct{ error }

func (e *lineError) Unwrap() error { return e.error }

// fail makes a failure the answer of a line.
func (s *stream) fail(it *item, err error) {
	f := failure{ID: lineID(it.line), Status: "error"}
	message := err.Error()
	if s.explain != nil {
		p := s.explain(err)
		message, f.Code = p.Message, p.Code
	}
	f.Error = fmt.Sprintf("%s: %s", it.place, message)
	it.reply = f
}

// answer makes the reply or the error the answer of a line. An error that is not
// about the text is an error of the store. It ends the run if it says that the store
// is gone, or if there were too many.
func (s *stream) answer(it *item, reply any, err error) {
	it.reply = reply
	if err != nil {
		s.fail(it, err)
	}
	if s.ends(err) {
		it.fault = err
	}
}

// ends counts the faults of the store and reports whether an error ends the run.
func (s *stream) ends(err error) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case errors.Is(err, corpus.ErrText):
		return false
	case err == nil:
		s.faults = 0
		return false
	}
	s.faults++
	return s.faults == maxFaults || errors.Is(err, corpus.ErrClosed) || errors.Is(err, corpus.ErrScheme) ||
		errors.Is(err, context.Canceled)
}

func (s *stream) checkAddEach(ctx context.Context, batch []*item) {
	for _, it := range batch {
		if t, ok := s.text(it); ok {
			a, d, err := s.checkAdd(ctx, t)
			s.answer(it, s.result(t, a, d), err)
		}
	}
}

// result returns the result of a check; a is nil if there is no answer.
func (s *stream) result(t corpus.Text, a *corpus.Answer, d corpus.Decision) any {
	if a == nil {
		return nil
	}
	return newResult(t.ID, a, d, s.top).afterwards(s.mode, a)
}

// checkAll checks as many texts at the same time as there are processors. Long ones
// take turns, because comparing two takes memory of a hundred times their length.
func (s *stream) checkAll(ctx context.Context, batch []*item) {
	const long = 1 << 20
	turns := make(chan struct{}, runtime.GOMAXPROCS(0))
	var alone sync.Mutex
	var all sync.WaitGroup
	for _, it := range batch {
		turns <- struct{}{}
		all.Go(func() {
			defer func() { <-turns }()
			if len(it.line) > long {
				alone.Lock()
				defer alone.Unlock()
			}
			if t, ok := s.text(it); ok {
				a, d, err := s.check(ctx, t)
				s.answer(it, s.result(t, a, d), err)
			}
		})
	}
	all.Wait()
}

// addAll stores texts together; a store takes less time for many at once. If it
// does not take them, it may take some.
func (s *stream) addAll(ctx context.Context, batch []*item) {
	var good []*item
	var texts []corpus.Text
	for _, it := range batch {
		if it.fault != nil {
			break
		}
		if t, ok := s.text(it); ok {
			good = append(good, it)
			texts = append(texts, t)
		}
	}
	if s.resume {
		good, texts = s.passOver(ctx, good, texts)
	}
	together := s.add(ctx, texts...)
	for i, it := range good {
		err := together
		if err != nil && len(good) > 1 {
			err = s.add(ctx, texts[i])
		}
		s.answer(it, receipt{ID: texts[i].ID, Status: "ok"}, err)
		if it.fault != nil {
			return // the items after it are not answered
		}
	}
}

// passOver answers the lines whose texts are stored unchanged, and returns the others.
func (s *stream) passOver(ctx context.Context, good []*item, texts []corpus.Text) (left []*item, todo []corpus.Text) {
	for i, unchanged := range s.unchanged(ctx, texts) {
		if unchanged {
			good[i].reply = receipt{texts[i].ID, "ok", true}
			continue
		}
		left, todo = append(left, good[i]), append(todo, texts[i])
	}
	return left, todo
}
