package main

import (
	"context"
	"time"

	"golang.org/x/time/rate"
)

// A pace keeps the lines of a batch within the limits of the accounts that pay for
// it. A line or a byte over a limit waits: the client's connection then fills up, and
// the client sends no faster than it may. If the line were refused, the client would
// have to send it again, out of order, while the next lines arrive at once and are
// refused as well.
//
// A batch leaves half of the allowed burst to other requests of the same client.
// Those are refused if nothing is left, and would be for as long as the batch lasts.
type pace struct {
	payers   []*account
	stopping <-chan struct{}
	most     time.Duration // that a line or a byte waits
}

// A limited is something that an account limits.
type limited struct {
	reason string // as a limitError names it
	of     func(*account) *rate.Limiter
}

// What is limited in a batch.
var (
	pacedLines = limited{"rate", func(a *account) *rate.Limiter { return a.requests }}
	pacedBytes = limited{"bytes", func(a *account) *rate.Limiter { return a.bytes }}
)

// take counts n against a limit of all payers and reports true. If one of them lets no
// more through now, it counts nothing and returns how long to wait before asking again.
func (p *pace) take(now time.Time, what limited, n int) (later time.Duration, ok bool) {
	for _, a := range p.payers {
		later = max(later, untilSpare(what.of(a), now, n))
	}
	if later > 0 {
		return later, false
	}
	for _, a := range p.payers {
		what.of(a).AllowN(now, n)
	}
	return 0, true
}

// untilSpare returns how long it takes until a limiter lets n through and has half of
// its burst left.
func untilSpare(l *rate.Limiter, now time.Time, n int) time.Duration {
	if l.Limit() == rate.Inf {
		return 0
	}
	lack := float64(n+l.Burst()/2) - l.TokensAt(now)
	if lack <= 0 {
		return 0
	}
	return max(time.Duration(lack/float64(l.Limit())*float64(time.Second)), time.Millisecond)
}

// wait calls take until it succeeds. It returns how long it has waited. The error
// is a *limitError if it would take too long, or that of the context, or
// errStopping.
func (p *pace) wait(ctx context.Context, what limited, n int) (waited time.Duration, err error) {
	began := time.Now()
	for now := began; ; now = time.Now() {
		waited = now.Sub(began)
		later, ok := p.take(now, what, n)
		switch {
		case ok:
			return waited, nil
		case waited+later > p.most:
			return waited, &limitError{what.reason, tooManyRequests("lines come faster than this client may send them", int(later.Seconds())+1)}
		}
		if err := p.sleep(ctx, later); err != nil {
			return waited, err
		}
	}
}

// sleep waits, unless there is a reason to stop.
func (p *pace) sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-p.stopping:
		return errStopping
	case <-ctx.Done():
		return ctx.Err()
	}
}
