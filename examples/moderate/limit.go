package main

import (
	"crypto/sha256"
	"fmt"
	"math"
	"net/http"
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/time/rate"
)

// limits bound what one client, or one token, may use. 0 is no limit.
type limits struct {
	rate  float64 // requests a second; twice as many may come at once
	bytes int64   // of bodies a second; the longest body may come at once
	open  int     // bodies that are read, wait or are worked on at a time
}

// check returns an error if a limit is below 0, or is no number that a limiter can use.
func (l limits) check() error {
	if !(l.rate >= 0 && l.rate <= math.MaxInt32) || l.bytes < 0 || l.open < 0 {
		return fieldErrorf("a limit is 0, for none, or more")
	}
	return nil
}

// How often a client may guess tokens: guesses at once, then one each guessingTime.
const (
	guesses      = 10
	guessingTime = 5 * time.Second
)

// maxAccounts is how many clients are remembered, the last ones met. A forgotten
// client starts again without a history, but it takes 65,536 other clients to be
// forgotten.
const maxAccounts = 1 << 16

// An account is what one client or token has used.
type account struct {
	requests *rate.Limiter
	bytes    *rate.Limiter
	failures *rate.Limiter // of tokens
	most     int           // bodies open at a time

	mu   sync.Mutex
	open int
	held int64             // bytes of them
	good [sha256.Size]byte // of the right token that came from here last
}

// accounts are the clients and tokens met last. They are safe for concurrent use.
type accounts struct {
	limits
	most  int64 // bytes of a body
	known *lru.Cache[string, *account]
}

func newAccounts(l limits, most int64) *accounts {
	known, err := lru.New[string, *account](maxAccounts)
	if err != nil {
		panic(err) // its size is constant
	}
	return &accounts{l, most, known}
}

// of returns the account of a client, made with the limits of all.
func (a *accounts) of(client string) *account { return a.with("client "+client, a.limits) }

// ofToken returns the account of a token.
func (a *accounts) ofToken(t *pass) *account {
	// New limits under the same name, read on SIGHUP, make a new account.
	return a.with(fmt.Sprintf("token %q %v", t.name, t.limits), t.limits)
}

// with returns the account of a name. Its limits are those it was made with.
func (a *accounts) with(name string, l limits) *account {
	if known, ok := a.known.Get(name); ok {
		return known
	}
	fresh := &account{
		requests: newLimiter(l.rate, int(2*l.rate)+1),
		bytes:    newLimiter(float64(l.bytes), int(max(a.most, l.bytes))),
		failures: rate.NewLimiter(rate.Every(guessingTime), guesses),
		most:     l.open,
	}
	if other, ok, _ := a.known.PeekOrAdd(name, fresh); ok {
		return other
	}
	return fresh
}

// newLimiter returns a limiter, which has no limit if second is 0.
func newLimiter(second float64, burst int) *rate.Limiter {
	if second == 0 {
		return rate.NewLimiter(rate.Inf, 0)
	}
	return rate.NewLimiter(rate.Limit(second), burst)
}

// request counts a request. The error says that it is one too many.
func (a *account) request(now time.Time) error {
	if a.requests.AllowN(now, 1) {
		return nil
	}
	return tooMany("rate", a.requests)
}

// read counts bytes of a body that were read.
func (a *account) read(now time.Time, n int) error {
	if a.bytes.AllowN(now, n) {
		return nil
	}
	return tooMany("bytes", a.bytes)
}

// enter counts a body that is open now.
func (a *account) enter() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.most > 0 && a.open >= a.most {
		return &limitError{"open", tooManyRequests("too many requests of yours are under way; try again in a second", 1)}
	}
	a.open++
	return nil
}

// leave undoes enter.
func (a *account) leave() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.open--
}

// hold counts bytes in memory, or takes them back where n is below 0. It reports
// false, and counts none, if they would be more than most.
func (a *account) hold(n, most int64) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if n > 0 && a.held+n > most {
		return false
	}
	a.held += n
	return true
}

// A limitError says which limit a request exceeded.
type limitError struct {
	reason string
	*problem
}

func (e *limitError) Unwrap() error { return e.problem }

// tooMany returns the error for a limiter that lets no more through.
func tooMany(reason string, l *rate.Limiter) error {
	wait := 1
	if second := float64(l.Limit()); second > 0 && second < 1 {
		wait = int(math.Ceil(1 / second))
	}
	return &limitError{reason, tooManyRequests("this is more than one client may ask for; slow down", wait)}
}

// tooManyRequests returns the problem with the seconds after which to try again.
func tooManyRequests(message string, seconds int) *problem {
	return &problem{status: http.StatusTooManyRequests, Code: "too_many_requests", Message: message, after: seconds}
}
