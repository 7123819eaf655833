package main

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"net/http"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// An endpoint answers a request. If it returns an error and has not answered,
// the error is reported to the client.
type endpoint func(w http.ResponseWriter, r *http.Request) error

// A route is a method at an address, and what it does.
type route struct {
	method  string // HEAD goes with GET
	path    string // as http.ServeMux reads it
	may     scope  // that a token must have; mayNothing allows everybody
	query   []string
	browser bool // errors are shown on a page, and the token may be a password
	gated   bool // takes a body, or works
	lines   bool // takes any number of lines, with service.timeout for each
	do      endpoint
}

// routes returns all routes. The description in openapi.json has the same ones; a
// test ensures that.
func (s *service) routes() []route {
	names := []string{"id", "tenant", "author", "group", "time"}
	put := append([]string{"format"}, names...)
	return []route{
		{method: http.MethodGet, path: "/texts", may: mayAll, query: []string{"tenant", "author", "after", "limit"}, gated: true, do: s.list},
		{method: http.MethodDelete, path: "/texts", may: mayAll, query: []string{"tenant", "author", "all"}, gated: true, do: s.removeMany},
		{method: http.MethodPut, path: "/texts/{id}", may: mayAll, query: put, gated: true, do: s.put},
		{method: http.MethodDelete, path: "/texts/{id}", may: mayAll, query: names, gated: true, do: s.remove},
		{method: http.MethodPost, path: "/check", may: mayCheck, query: append([]string{"mode", "evidence"}, put...), gated: true, do: s.postCheck},
		{method: http.MethodPost, path: "/batch", may: mayCheck, query: []string{"mode", "tenant"}, gated: true, lines: true, do: s.postBatch},
		{method: http.MethodPut, path: "/boilerplate/{id}", may: mayAll, query: []string{"id", "tenant", "format"}, gated: true, do: s.declareBoilerplate},
		{method: http.MethodDelete, path: "/boilerplate/{id}", may: mayAll, query: []string{"id", "tenant"}, gated: true, do: s.withdrawBoilerplate},
		{method: http.MethodGet, path: "/boilerplate", may: mayAll, query: []string{"tenant"}, gated: true, do: s.listBoilerplate},
		{method: http.MethodGet, path: "/boilerplate/proposed", may: mayAll, query: []string{"owners", "tenant", "limit"}, gated: true, do: s.proposeBoilerplate},
		{method: http.MethodGet, path: "/authors/links", may: mayAll, query: []string{"tenant", "floor", "limit"}, do: s.listLinks},
		{method: http.MethodGet, path: "/authors/{author}/links", may: mayAll, query: []string{"tenant", "floor", "limit"}, do: s.linksOf},
		{method: http.MethodGet, path: "/healthz", do: s.health},
		{method: http.MethodGet, path: "/metrics", may: mayAll, do: s.metrics.serve},
		{method: http.MethodGet, path: "/openapi.json", do: s.description},
		{method: http.MethodGet, path: pageRoute, may: mayCheck, browser: true, do: s.form},
		{method: http.MethodPost, path: pageRoute, may: mayCheck, browser: true, gated: true, do: s.report},
	}
}

// endpoint returns the endpoint of a route with all its guards.
func (s *service) endpoint(rt route) endpoint {
	e := rt.do
	if rt.gated && !rt.lines {
		e = s.timed(e)
	}
	if rt.gated {
		e = s.gated(e)
	}
	e = s.allowed(rt, queried(rt.query, e))
	if rt.browser {
		e = onPage(e)
	}
	return e
}

// handler returns the handler of all requests.
func (s *service) handler() http.Handler {
	mux := http.NewServeMux()
	paths := make(map[string]map[string]endpoint)
	for _, rt := range s.routes() {
		if paths[rt.path] == nil {
			paths[rt.path] = make(map[string]endpoint)
		}
		paths[rt.path][rt.method] = s.endpoint(rt)
	}
	for path, methods := range paths {
		mux.Handle(path, s.observed(path, byMethod(methods, s.otherMethod(path, methods))))
	}
	others := route{may: mayCheck} // clients without a token do not learn which routes exist
	nothing := s.observed(nowhereRoute, s.allowed(others, func(http.ResponseWriter, *http.Request) error {
		return &problem{status: http.StatusNotFound, Code: "not_found", Message: "there is nothing at this address"}
	}))
	mux.Handle(nowhereRoute, nothing)

	// No page of another origin can make a browser send requests that change or read
	// texts.
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(s.observed("cross-origin", func(http.ResponseWriter, *http.Request) error {
		return &problem{status: http.StatusForbidden, Code: "cross_origin", Message: "a browser sent this for a page of another origin"}
	}))
	return guard.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// A mux answers by itself if it would have to clean the path.
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

// byMethod returns the endpoint of a path. HEAD goes with GET.
func byMethod(methods map[string]endpoint, other endpoint) endpoint {
	return func(w http.ResponseWriter, r *http.Request) error {
		method := r.Method
		if method == http.MethodHead {
			method = http.MethodGet
		}
		if e, ok := methods[method]; ok {
			return e(w, r)
		}
		return other(w, r)
	}
}

// otherMethod returns the endpoint for a method that a path does not take. Clients
// that may do nothing there do not learn what others may do.
func (s *service) otherMethod(path string, methods map[string]endpoint) endpoint {
	names := slices.Collect(maps.Keys(methods))
	if _, ok := methods[http.MethodGet]; ok {
		names = append(names, http.MethodHead)
	}
	slices.Sort(names)
	allow := strings.Join(names, ", ")
	any := route{may: mayAll}
	for _, rt := range s.routes() {
		if rt.path == path {
			any.may, any.browser = min(any.may, rt.may), any.browser || rt.browser
		}
	}
	e := s.allowed(any, func(w http.ResponseWriter, r *http.Request) error {
		w.Header().Set("Allow", allow)
		return &problem{status: http.StatusMethodNotAllowed, Code: "method_not_allowed", Message: "this address takes " + allow}
	})
	if any.browser {
		e = onPage(e)
	}
	return e
}

// working calls f when it is the turn of the client. The body has been read.
func (s *service) working(ctx context.Context, n *note, f func() error) error {
	end, err := s.queue.start(ctx, n.who)
	if errors.Is(err, errNoPlace) {
		return &limitError{"queue", tooManyRequests("too much is under way; try again in a second", 1)}
	}
	if err != nil {
		return err
	}
	defer end()
	return f()
}

// put answers PUT /texts/{id}: 201 if there was no such text, 200 if it replaced
// one.
func (s *service) put(w http.ResponseWriter, r *http.Request) error {
	t, err := s.requestText(w, r, r.PathValue("id"), textFields)
	if err != nil {
		return err
	}
	noteText(r, t)
	status := http.StatusOK
	err = s.working(r.Context(), noteOf(r), func() error {
		// Two requests that put a new text at the same time may both answer 201.
		if _, err := s.corpus.Get(r.Context(), t.Tenant, t.ID); isNotFound(err) {
			status = http.StatusCreated
		} else if err != nil {
			return err
		}
		return s.add(r.Context(), t)
	})
	if err == nil {
		writeJSON(w, status, receipt{ID: t.ID, Status: "ok"})
	}
	return err
}

// remove answers DELETE /texts/{id}.
func (s *service) remove(w http.ResponseWriter, r *http.Request) error {
	query := noteOf(r).query
	var t corpus.Text
	if err := querySets(&t, query, r.PathValue("id")); err != nil {
		return err
	}
	noteText(r, t)
	err := s.working(r.Context(), noteOf(r), func() error {
		defer s.metrics.time("remove")()
		err := s.corpus.Remove(r.Context(), t.Tenant, t.ID)
		if err != nil && !isNotFound(err) || errors.Is(err, corpus.ErrText) {
			return err
		}
		return cmp.Or(s.profiles.remove(r.Context(), t.Tenant, t.ID), err)
	})
	if err == nil {
		w.WriteHeader(http.StatusNoContent)
	}
	return err
}

// postCheck answers POST /check.
func (s *service) postCheck(w http.ResponseWriter, r *http.Request) error {
	query := noteOf(r).query
	mode := cmp.Or(query.Get("mode"), s.mode)
	if mode != modeCheck && mode != modeCheckAdd {
		return badRequest("mode must be check or check-add")
	}
	wanted, err := s.evidenceOf(noteOf(r))
	if err != nil {
		return err
	}
	if mode == modeCheckAdd {
		if err := authorize(s.order.Load().tokens, noteOf(r).scoped, mayAll); err != nil {
			return err
		}
	}
	t, err := s.requestText(w, r, "", textFields)
	if err != nil {
		return err
	}
	noteText(r, t)
	var out result
	err = s.working(r.Context(), noteOf(r), func() error {
		check := s.check
		if mode == modeCheckAdd {
			check = s.checkAdd
		}
		a, d, err := check(r.Context(), t)
		if err == nil {
			out = newResult(t.ID, a, d, s.top).afterwards(mode, a)
			noteDecision(r, a, d)
		}
		if err == nil {
			out, err = out.withEvidence(a, t.Text, wanted)
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
