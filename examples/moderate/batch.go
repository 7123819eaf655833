package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// maxBatchLines is the most lines of a batch: a request is logged and counted at
// its end, so it must end some day.
const maxBatchLines = 1 << 20

// placeTime is how long a line waits before it asks again for a place in the queue.
const placeTime = 50 * time.Millisecond

// Reasons for a batch to end before its lines do, besides those that end other
// requests.
var (
	errStopping  = fmt.Errorf("the service is stopping: %w", context.Canceled)
	errManyLines = badRequest(fmt.Sprintf("a batch has %d lines at most; send the others in another", maxBatchLines))
)

// A batch answers the lines of a request while they come. It has one line in memory at
// a time or, where texts are added, some short ones. Each waits for the rates of its
// client and for its turn in the queue, as a request of its own would.
type batch struct {
	stream
	service *service
	note    *note
	pace    pace
	tokens  *order // the order in which the token of the batch was last found
	may     scope  // that it must have
	in      *batchReader
	out     *batchWriter
	number  int // of the line that was read last
}

// postBatch answers POST /batch.
func (s *service) postBatch(w http.ResponseWriter, r *http.Request) error {
	n := noteOf(r)
	mode := cmp.Or(n.query.Get("mode"), s.mode)
	b := &batch{service: s, note: n, tokens: s.order.Load(), may: mayAll}
	switch mode {
	case modeCheck:
		b.may = mayCheck
	case modeAdd, modeCheckAdd:
	default:
		return badRequest("mode must be add, check or check-add")
	}
	if err := authorize(b.tokens.tokens, n.scoped, b.may); err != nil {
		return err
	}
	if _, err := mediaOf(r.Header, "application/x-ndjson", "application/jsonl"); err != nil {
		return err
	}
	b.stream = stream{moderator: s.moderator, mode: mode, tenant: n.query.Get("tenant"), explain: s.explainLine}
	n.stream = &b.stream
	b.pace = pace{payers: n.payers, stopping: s.stopping, most: s.timeout}

	// What is left of the body when a batch is cut would be read as the next request.
	w.Header().Set("Connection", "close")
	control := http.NewResponseController(w)
	if err := control.EnableFullDuplex(); err != nil {
		return err
	}
	b.out = &batchWriter{w: w, control: control}
	b.in = newBatchReader(r, control, b)
	defer b.in.close()
	return b.run(r.Context())
}

// run answers all lines, and says why if it cannot.
func (b *batch) run(ctx context.Context) error {
	work, most := b.work()
	if b.mode != modeAdd {
		most = 1
	}
	for {
		group, err := b.next(ctx, most)
		if err == io.EOF {
			b.note.read = true
			b.out.begin()
			return nil
		}
		if err == nil {
			err = b.turn(ctx, work, group)
		}
		if err == nil {
			err = b.answerGroup(ctx, group)
		}
		if err != nil {
			return b.cut(err)
		}
	}
}

// next returns the next line, when its client may send it. If several lines are
// answered at a time, it also returns those that have already arrived and need not
// wait: waiting for more would delay an answer that the client may be waiting for.
func (b *batch) next(ctx context.Context, most int) ([]*item, error) {
	b.in.release()
	it, err := b.line()
	if err != nil {
		return nil, err
	}
	if _, err := b.pace.wait(ctx, pacedLines, 1); err != nil {
		return nil, err
	}
	group := []*item{it}
	for len(group) < most && b.number < maxBatchLines && b.in.lines.ready() {
		if _, ok := b.pace.take(time.Now(), pacedLines, 1); !ok {
			break
		}
		if it, err = b.line(); err != nil {
			return nil, err
		}
		group = append(group, it)
	}
	return group, b.stillAllowed()
}

// line reads a line, which may take as long to arrive as a request.
func (b *batch) line() (*item, error) {
	b.in.allow(b.service.timeout)
	line, err := b.in.next()
	if err != nil && err != errLongLine {
		return nil, err
	}
	if b.number == maxBatchLines {
		return nil, errManyLines
	}
	if b.number++; b.number == 1 {
		line = bytes.TrimPrefix(line, []byte("\ufeff"))
	}
	return &item{place: fmt.Sprintf("line %d", b.number), line: line, err: err}, nil
}

// stillAllowed returns an error if the token of the batch is no longer valid: a batch may
// last for hours.
func (b *batch) stillAllowed() error {
	now := b.service.order.Load()
	if now == b.tokens {
		return nil
	}
	var t *pass
	for i := range now.tokens {
		if had := b.note.scoped; had != nil && now.tokens[i].digest == had.digest {
			t = &now.tokens[i]
		}
	}
	b.tokens = now
	return authorize(now.tokens, t, b.may)
}

// turn works on lines when it is the client's turn. If there is no place in the queue it
// asks again, because a batch cannot come back later. After errStopping the lines are
// not answered; any other error is the answer of the lines.
func (b *batch) turn(ctx context.Context, work func(context.Context, []*item), group []*item) error {
	ctx, cancel := context.WithTimeout(ctx, b.service.timeout)
	defer cancel()
	for {
		err := b.service.working(ctx, b.note, func() error {
			work(ctx, group)
			return nil
		})
		var over *limitError
		if errors.As(err, &over) {
			switch b.pace.sleep(ctx, placeTime) {
			case nil:
				continue
			case errStopping:
				return errStopping
			}
		}
		if err == nil {
			return nil
		}
		for _, it := range group {
			b.answer(it, nil, err)
		}
		return nil
	}
}

// answerGroup writes the answers of lines, counts them and logs what went wrong in the
// store.
func (b *batch) answerGroup(ctx context.Context, group []*item) error {
	answered, bad := b.answered, b.bad
	err := b.write(ctx, b.out, group)
	bad = b.bad - bad
	b.metrics.lines.WithLabelValues("ok").Add(float64(b.answered - answered - bad))
	b.metrics.lines.WithLabelValues("error").Add(float64(bad))
	return err
}

// A cut is the last line of a batch that ends before its lines do.
type cut struct {
	Status string `json:"status"` // "cut"
	Lines  int    `json:"lines"`  // that were answered: all that came before
	Code   string `json:"code"`
	Error  string `json:"error"`
	After  int    `json:"retry_after,omitempty"` // seconds
}

// cut ends a batch because of an error, which it returns. If the answer has begun,
// cut writes a last line first.
func (b *batch) cut(err error) error {
	if !b.out.begun {
		return err
	}
	p := lineProblem(err)
	line, e := json.Marshal(cut{"cut", b.answered, p.Code, p.Message, p.after})
	if e == nil {
		b.out.Write(append(line, '\n')) // a client that is gone gets nothing
	}
	return err
}

// explainLine returns how the error of a line is reported to the client. It logs errors
// of the store.
func (s *service) explainLine(err error) *problem {
	p := lineProblem(err)
	if p.status >= http.StatusInternalServerError && !errors.Is(err, context.Canceled) {
		s.unusable(err)
		s.log.Error("line of a batch", "error", err.Error())
	}
	return p
}

// lineProblem returns the error of a line as a problem.
func lineProblem(err error) *problem {
	var bad *lineError
	switch {
	case errors.Is(err, errLongLine):
		return problemOf(fmt.Errorf("%w: %w", errTooLong, err))
	case errors.As(err, &bad) && !errors.Is(err, errTooLong):
		return badRequest(err.Error())
	}
	return problemOf(err)
}
