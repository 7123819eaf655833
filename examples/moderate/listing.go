package main

import (
	"errors"
	"net/http"
	"time"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// mostLooked is the most texts that are looked at for a page of a list: an author may
// have few texts among many.
const mostLooked = 10_000

// A listed is what a list says about a text.
type listed struct {
	ID      string     `json:"id"`
	Author  string     `json:"author,omitempty"`
	Group   string     `json:"group,omitempty"`
	Time    *time.Time `json:"time,omitempty"`
	Expires *time.Time `json:"expires,omitempty"`
	Derived string     `json:"derived,omitempty"` // the id of the text that it was found to derive from
}

// A page of texts is what GET /texts answers.
type textPage struct {
	Texts []listed `json:"texts"`
	Next  string   `json:"next,omitempty"` // "after" of the next page; empty if there is no next page
}

// list answers GET /texts: the texts of a tenant without their content, in order of id.
func (s *service) list(w http.ResponseWriter, r *http.Request) error {
	query := noteOf(r).query
	limit, err := queryInt(query, "limit", defaultListed, 1, mostListed)
	if err != nil {
		return err
	}
	author, byAuthor := query.Get("author"), query.Has("author")
	out := textPage{Texts: []listed{}}
	err = s.working(r.Context(), noteOf(r), func() error {
		looked, last := 0, ""
		for t, err := range s.corpus.List(r.Context(), query.Get("tenant"), query.Get("after")) {
			if err != nil {
				return err
			}
			if len(out.Texts) == limit || looked == mostLooked {
				out.Next = last
				break
			}
			if looked, last = looked+1, t.ID; !byAuthor || t.Author == author {
				out.Texts = append(out.Texts, newListed(t))
			}
		}
		return nil
	})
	if err == nil {
		writeJSON(w, http.StatusOK, out)
	}
	return err
}

// newListed returns what a list says about a text.
func newListed(r corpus.Record) listed {
	l := listed{ID: r.ID, Author: r.Author, Group: r.Group, Derived: r.Derived}
	if !r.Time.IsZero() {
		l.Time = &r.Time
	}
	if !r.Expires.IsZero() {
		l.Expires = &r.Expires
	}
	return l
}

// A removal says how many texts were removed.
type removal struct {
	Removed   int `json:"removed"`
	Forgotten int `json:"forgotten"` // texts that a profile no longer holds anything of
}

// removeMany answers DELETE /texts: it removes the texts of an author, or all texts, of a
// tenant. The query must name the tenant, even if its name is "". If the time does not
// suffice, some are removed, and the same request again removes others. What profiles
// hold is removed as well, including what they hold of texts that were blocked.
func (s *service) removeMany(w http.ResponseWriter, r *http.Request) error {
	query := noteOf(r).query
	all, author := query.Get("all"), query.Get("author")
	switch {
	case !query.Has("tenant"):
		return badRequest(`the query: there must be a tenant, which may be empty ("tenant=")`)
	case query.Has("all") && all != "true":
		return badRequest("the query: all must be true")
	case query.Has("all") == (author != ""):
		return badRequest("the query: there must be an author or all=true, and not both")
	}
	var out removal
	err := s.working(r.Context(), noteOf(r), func() error {
		defer s.metrics.time("remove")()
		tenant := query.Get("tenant")
		for t, err := range s.corpus.List(r.Context(), tenant, "") {
			if err != nil {
				return err
			}
			if all == "" && t.Author != author {
				continue
			}
			err := s.corpus.Remove(r.Context(), tenant, t.ID)
			switch {
			case err == nil:
				out.Removed++
			case !errors.Is(err, corpus.ErrNotFound): // another call has removed it
				return err
			}
		}
		var err error
		out.Forgotten, err = s.profiles.forget(r.Context(), tenant, author, all != "")
		return err
	})
	if err == nil {
		writeJSON(w, http.StatusOK, out)
	}
	return err
}
