package main

import (
	"cmp"
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// An endpoint answers a request. If it returns an error and has not answered,
// the client is told of the error.
type endpoint func(w http.ResponseWriter, r *http.Request) error

// handler returns what answers all requests.
func (s *service) handler() http.Handler {
	mux := http.NewServeMux()
	handle := func(pattern string, e endpoint) { mux.Handle(pattern, s.observed(pattern, e)) }
	handle("/texts/{id}", s.authorized(byMethod(map[string]endpoint{
		http.MethodPut:    s.gated(s.put),
		http.MethodDelete: s.gated(s.remove),
	})))
	handle("/check", s.authorized(byMethod(map[string]endpoint{http.MethodPost: s.gated(s.postCheck)})))
	handle("/healthz", byMethod(map[string]endpoint{http.MethodGet: s.health}))
	handle("/metrics", s.authorized(byMethod(map[string]endpoint{http.MethodGet: s.metrics.serve})))
	handle("/{$}", s.atBrowser(byMethod(map[string]endpoint{http.MethodGet: s.form, http.MethodPost: s.gated(s.report)})))
	nothing := s.observed("/", s.authorized(func(http.ResponseWriter, *http.Request) error {
		return &problem{http.StatusNotFound, "not_found", "there is nothing at this address"}
	}))
	mux.Handle("/", nothing)

	// No page of another origin has a browser send what changes or reads texts.
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(s.observed("cross-origin", func(http.ResponseWriter, *http.Request) error {
		return &problem{http.StatusForbidden, "cross_origin", "a browser sent this for a page of another origin"}
	}))
	return guard.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// A mux answers by itself where it would have to clean the path.
		if !isClean(r.URL.EscapedPath()) {
			nothing(w, r)
			return
		}
		mux.ServeHTTP(w, r)
	}))
}

// isClean reports whether a path has no empty, "." or ".." element.
func isClean(p string) bool {
	clean := path.Clean(p)
	return strings.HasPrefix(p, "/") && (p == clean || clean != "/" && p == clean+"/")
}

// byMethod returns the endpoint of a path.
func byMethod(methods map[string]endpoint) endpoint {
	if get, ok := methods[http.MethodGet]; ok {
		methods[http.MethodHead] = get
	}
	var names []string
	for name := range methods {
		names = append(names, name)
	}
	slices.Sort(names)
	allow := strings.Join(names, ", ")
	return func(w http.ResponseWriter, r *http.Request) error {
		if e, ok := methods[r.Method]; ok {
			return e(w, r)
		}
		w.Header().Set("Allow", allow)
		return &problem{http.StatusMethodNotAllowed, "method_not_allowed", "this address takes " + allow}
	}
}

// authorized lets those in who have the token.
func (s *service) authorized(e endpoint) endpoint {
	return func(w http.ResponseWriter, r *http.Request) error {
		scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
		if s.token != "" && (!strings.EqualFold(scheme, "Bearer") || !s.isToken(token)) {
			return &problem{http.StatusUnauthorized, "unauthorized", "the header Authorization must be Bearer and the token"}
		}
		return e(w, r)
	}
}

// isToken compares digests, which takes the same time for any two tokens.
func (s *service) isToken(token string) bool {
	want, got := sha256.Sum256([]byte(s.token)), sha256.Sum256([]byte(token))
	return subtle.ConstantTimeCompare(want[:], got[:]) == 1
}

// gated lets in what there is room for, and gives it service.timeout.
func (s *service) gated(e endpoint) endpoint {
	return func(w http.ResponseWriter, r *http.Request) error {
		leave, ok := s.gate.admit(r.ContentLength)
		if !ok {
			return s.reject("bodies")
		}
		defer leave()
		ctx, cancel := context.WithTimeout(r.Context(), s.timeout)
		defer cancel()
		return e(w, r.WithContext(ctx))
	}
}

// reject returns what to tell when there is no room.
func (s *service) reject(reason string) error {
	s.metrics.rejected.WithLabelValues(reason).Inc()
	return &problem{http.StatusTooManyRequests, "too_many_requests", "too much is under way; try again in a second"}
}

// working calls f when the gate lets it. The body has been read.
func (s *service) working(ctx context.Context, f func() error) error {
	if !s.gate.enter() {
		return s.reject("queue")
	}
	defer s.gate.leave()
	if err := s.gate.start(ctx); err != nil {
		return err
	}
	defer s.gate.end()
	return f()
}

// put answers PUT /texts/{id}: 201 if there was no such text, 200 if it took the
// place of one.
func (s *service) put(w http.ResponseWriter, r *http.Request) error {
	query, err := queryOf(r)
	if err != nil {
		return err
	}
	t, err := s.requestText(w, r, query, r.PathValue("id"))
	if err != nil {
		return err
	}
	noteText(r, t)
	status := http.StatusOK
	err = s.working(r.Context(), func() error {
		// Of two requests that put a new text at the same time both may say 201.
		if _, err := s.corpus.Get(r.Context(), t.Tenant, t.ID); isNotFound(err) {
			status = http.StatusCreated
		} else if err != nil {
			return err
		}
		return s.add(r.Context(), t)
	})
	if err == nil {
		writeJSON(w, status, receipt{t.ID, "ok"})
	}
	return err
}

// remove answers DELETE /texts/{id}.
func (s *service) remove(w http.ResponseWriter, r *http.Request) error {
	query, err := queryOf(r)
	if err != nil {
		return err
	}
	var t corpus.Text
	if err := querySets(&t, query, r.PathValue("id")); err != nil {
		return err
	}
	noteText(r, t)
	err = s.working(r.Context(), func() error {
		defer s.metrics.time("remove")()
		return s.corpus.Remove(r.Context(), t.Tenant, t.ID)
	})
	if err == nil {
		w.WriteHeader(http.StatusNoContent)
	}
	return err
}

// postCheck answers POST /check.
func (s *service) postCheck(w http.ResponseWriter, r *http.Request) error {
	query, err := queryOf(r)
	if err != nil {
		return err
	}
	mode := cmp.Or(query.Get("mode"), s.mode)
	if mode != modeCheck && mode != modeCheckAdd {
		return badRequest("mode must be check or check-add")
	}
	t, err := s.requestText(w, r, query, "")
	if err != nil {
		return err
	}
	noteText(r, t)
	var out result
	err = s.working(r.Context(), func() error {
		check := s.check
		if mode == modeCheckAdd {
			check = s.checkAdd
		}
		a, d, err := check(r.Context(), t)
		if err == nil {
			out = newResult(t.ID, a, d, s.top)
			noteDecision(r, a, d)
		}
		return err
	})
	if err == nil {
		writeJSON(w, http.StatusOK, out)
	}
	return err
}

// health answers GET /healthz: 200 if the store can be read.
func (s *service) health(w http.ResponseWriter, r *http.Request) error {
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	if _, err := s.store.Scheme(ctx); err != nil {
		return err
	}
	writeJSON(w, http.StatusOK, map[string]string{"status": "ok"})
	return nil
}
