package main

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
	"strings"
	"time"
)

// secretOf returns the token of a request, "" if it has none. Browsers send it as a
// password.
func secretOf(r *http.Request, browser bool) string {
	if _, password, ok := r.BasicAuth(); ok && browser {
		return password
	}
	if kind, secret, _ := strings.Cut(r.Header.Get("Authorization"), " "); strings.EqualFold(kind, "Bearer") {
		return secret
	}
	return ""
}

// allowed lets in clients that may use a route, as often as the limits allow. It
// notes what it learns about the client.
func (s *service) allowed(rt route, e endpoint) endpoint {
	return func(w http.ResponseWriter, r *http.Request) error {
		n := noteOf(r)
		now := time.Now()
		client := s.accounts.of(networkOf(n.client))
		t, err := s.authenticate(client, secretOf(r, rt.browser), now)
		if err == nil {
			err = s.charge(n, client, t, now)
		}
		if err == nil && rt.may > mayNothing {
			err = authorize(s.order.Load().tokens, t, rt.may)
		}
		if err != nil {
			return err
		}
		return e(w, r)
	}
}

// authenticate returns the token that has the secret, nil for no secret or a wrong
// one. Once a client has guessed too often, its secrets are no longer checked,
// except for the one that was last right from its address: others behind the same
// address still get in.
func (s *service) authenticate(client *account, secret string, now time.Time) (*pass, error) {
	all := s.order.Load().tokens
	if secret == "" || len(all) == 0 {
		return nil, nil
	}
	digest := sha256.Sum256([]byte(secret))
	if client.failures.TokensAt(now) < 1 && !client.isGood(digest) {
		return nil, tooMany("guesses", client.failures)
	}
	t := all.find(secret)
	if t == nil {
		client.failures.AllowN(now, 1)
		return nil, nil
	}
	client.setGood(digest)
	return t, nil
}

// charge notes who sent a request, and counts it on the accounts of its client and
// its token. A token that may do everything is the operator's own, and has an
// account of its own only: its address is a server that sends requests for many
// people.
func (s *service) charge(n *note, client *account, t *pass, now time.Time) error {
	n.who, n.payers = networkOf(n.client), []*account{client}
	if t != nil {
		n.token, n.scoped = t.name, t
		own := s.accounts.ofToken(t)
		if t.may == mayAll {
			n.who, n.payers = "token "+t.name, []*account{own}
		} else {
			n.payers = append(n.payers, own)
		}
	}
	for _, p := range n.payers {
		if err := p.request(now); err != nil {
			return err
		}
	}
	return nil
}

// authorize returns an error unless a token has the scope, or there are no tokens
// and everybody may do everything.
func authorize(all tokens, t *pass, may scope) error {
	switch {
	case len(all) == 0:
		return nil
	case t == nil:
		return &problem{status: http.StatusUnauthorized, Code: "unauthorized", Message: "the header Authorization must be Bearer and the token"}
	case t.may < may:
		return &problem{status: http.StatusForbidden, Code: "forbidden", Message: "this token may check texts and not do this"}
	}
	return nil
}

// isGood reports whether a digest is that of the token that was last right for this
// account.
func (a *account) isGood(digest [sha256.Size]byte) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return subtle.ConstantTimeCompare(a.good[:], digest[:]) == 1
}

func (a *account) setGood(digest [sha256.Size]byte) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.good = digest
}

// gated lets in a body if there is room for it.
func (s *service) gated(e endpoint) endpoint {
	return func(w http.ResponseWriter, r *http.Request) error {
		n := noteOf(r)
		b, err := s.gate.admit(n.payers)
		if err != nil {
			return err
		}
		defer b.leave()
		n.body = b
		return e(w, r)
	}
}

// timed gives a request service.timeout.
func (s *service) timed(e endpoint) endpoint {
	return func(w http.ResponseWriter, r *http.Request) error {
		ctx, cancel := context.WithTimeout(r.Context(), s.timeout)
		defer cancel()
		return e(w, r.WithContext(ctx))
	}
}
