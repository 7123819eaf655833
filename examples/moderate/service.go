package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// A service answers requests.
type service struct {
	*moderator
	mode     string        // of POST /check where the request does not say
	timeout  time.Duration // of a request, its body included
	proxies  proxies
	hosts    hosts
	log      *slog.Logger
	accounts *accounts
	gate     *gate
	queue    *queue
	links    sync.Mutex             // held by the request that looks for links
	most     bounds                 // of these
	reload   func() (*order, error) // reads the operator's files again
	closed   chan error             // room for one: why the store can no longer be used
	stopping chan struct{}          // closed when no more requests or lines are accepted
}

// Time-outs of connections. service.timeout limits the time of a request between
// its head and its answer, including its body.
const (
	headTime = 5 * time.Second
	restTime = time.Second // for the unread rest of a body
	idleTime = 2 * time.Minute
	sendTime = 30 * time.Second
	stopTime = 30 * time.Second // for accepted requests, once the service must stop
)

// serve answers requests until ctx ends, and then finishes those that were accepted.
func (s *service) serve(ctx context.Context, l net.Listener) error {
	requests, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	var working sync.RWMutex // read-locked by requests, locked when no more are accepted
	handler := s.handler()
	server := &http.Server{
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !working.TryRLock() {
				writeProblem(w, problemOf(context.Canceled))
				return
			}
			defer working.RUnlock()
			handler.ServeHTTP(w, r)
		}),
		ReadHeaderTimeout: headTime,
		ReadTimeout:       headTime + s.timeout, // readBody is stricter
		WriteTimeout:      s.timeout + sendTime,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    16 << 10,
		BaseContext:       func(net.Listener) context.Context { return requests },
		ErrorLog:          slog.NewLogLogger(s.log.Handler(), slog.LevelWarn),
		TLSConfig:         s.tlsConfig(),
		Protocols:         new(http.Protocols),
	}
	// The time-outs and limits of bodies are those of HTTP/1.1, one request at a time on
	// a connection. HTTP/2 has others, for streams, and nobody has tested here whether they
	// can be evaded.
	server.Protocols.SetHTTP1(true)
	var background sync.WaitGroup
	background.Go(func() { s.expireNowAndThen(requests) })
	background.Go(s.reloadOnHangUp(requests, s.reload))
	failed := make(chan error, 1)
	go func() {
		if server.TLSConfig != nil {
			failed <- server.ServeTLS(l, "", "")
		} else {
			failed <- server.Serve(l)
		}
	}()
	s.log.Info("listening", "address", l.Addr().String(), "token", len(s.order.Load().tokens) > 0, "tls", server.TLSConfig != nil)

	var err error
	select {
	case err = <-failed:
	case err = <-s.closed: // whoever started the process may start it again
	case <-ctx.Done():
	}
	s.log.Info("stopping")
	close(s.stopping)
	stopping, done := context.WithTimeout(requests, stopTime)
	defer done()
	if server.Shutdown(stopping) != nil && err == nil {
		err = errors.New("stopped while requests were under way")
	}
	cancel()
	server.Close()
	working.Lock() // never unlocked: nobody uses the store any more
	background.Wait()
	s.log.Info("stopped")
	return err
}

// unusable ends the service if the error says that the store has closed itself, or
// that another process has reindexed its texts: this process can then neither store
// nor check.
func (s *service) unusable(err error) {
	if errors.Is(err, corpus.ErrClosed) || errors.Is(err, corpus.ErrScheme) {
		select {
		case s.closed <- err:
		default:
		}
	}
}

// expireNowAndThen removes texts that have expired, until ctx ends.
func (s *service) expireNowAndThen(ctx context.Context) {
	every := expireEvery
	if s.expire > 0 {
		every = min(every, max(s.expire, time.Second))
	}
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		if n, err := s.expireTexts(ctx); err != nil && ctx.Err() == nil {
			s.log.Error("expire", "error", err)
			s.unusable(err)
		} else if n > 0 {
			s.log.Info("expired", "texts", n)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}
