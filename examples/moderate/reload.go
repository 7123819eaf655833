package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// An order is the content of the operator's files. It is read when the service
// starts and on SIGHUP, and replaced as a whole.
type order struct {
	policy      corpus.Policy
	tokens      tokens
	certificate *tls.Certificate // nil without TLS
}

// readOrder reads all files. The error names the first that cannot be read.
func (s *settings) readOrder() (*order, error) {
	o := new(order)
	var err error
	if o.policy, err = s.policy(); err != nil {
		return nil, err
	}
	if s.http == "" {
		return o, nil
	}
	if o.tokens, err = readTokens(os.Getenv(environmentToken), s.tokensFile); err != nil {
		return nil, err
	}
	if s.tlsCert != "" {
		pair, err := tls.LoadX509KeyPair(s.tlsCert, s.tlsKey)
		if err != nil {
			return nil, fmt.Errorf("-tls-cert: %w", err)
		}
		o.certificate = &pair
	}
	return o, nil
}

// errNoTokens says that new files have no tokens where there were some: the service
// would let everybody in.
var errNoTokens = errors.New("there would be no token any more, which lets everybody in: start the service anew for that")

// obey replaces the order by a new one that read returns. If read fails, the whole
// old order stays.
func (s *service) obey(read func() (*order, error)) {
	next, err := read()
	if err == nil && len(next.tokens) == 0 && len(s.order.Load().tokens) > 0 {
		err = errNoTokens
	}
	if err != nil {
		s.log.Error("not reloaded", "error", err)
		return
	}
	s.order.Store(next)
	names := make([]string, len(next.tokens))
	for i, t := range next.tokens {
		names[i] = t.name
	}
	s.log.Info("reloaded", "tokens", names, "rules", len(next.policy.Rules), "tls", next.certificate != nil)
}

// reloadOnHangUp reads the files again on each SIGHUP until ctx ends. It begins at
// once, because an earlier signal would end the process.
func (s *service) reloadOnHangUp(ctx context.Context, read func() (*order, error)) (wait func()) {
	hangUp := make(chan os.Signal, 1)
	signal.Notify(hangUp, syscall.SIGHUP)
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer signal.Stop(hangUp)
		for {
			select {
			case <-hangUp:
				s.obey(read)
			case <-ctx.Done():
				return
			}
		}
	}()
	return func() { <-done }
}

// tlsConfig returns how connections are encrypted, nil if they are not. Each new one
// has the certificate that was read last.
func (s *service) tlsConfig() *tls.Config {
	if s.order.Load().certificate == nil {
		return nil
	}
	return &tls.Config{
		MinVersion: tls.VersionTLS12,
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
			return s.order.Load().certificate, nil
		},
	}
}

// warn logs what a careful operator would change.
func (s *service) warn(log *slog.Logger, loopback bool) {
	o := s.order.Load()
	if len(o.tokens) == 0 && !loopback {
		log.Warn("everybody who reaches this address can read and change the corpus: there are no tokens")
	}
	if len(o.tokens) > 0 && o.certificate == nil && !loopback && len(s.proxies) == 0 {
		log.Warn("tokens come here unencrypted: there is no -tls-cert, and no proxy is named")
	}
}
