package main

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// boilerplateFields are the fields of a body that declares boilerplate.
var boilerplateFields = []string{"id", "text", "format", "tenant"}

// Bounds of the parameters of GET /boilerplate/proposed.
const (
	leastOwners   = 2
	mostOwners    = 1024
	defaultOwners = 10
	mostListed    = 1000 // of the limit of any list
	defaultListed = 100
)

// A declaration is boilerplate that a tenant has declared.
type declaration struct {
	ID    string `json:"id"`
	Bytes int    `json:"bytes"`
}

// A proposal is a passage that may be boilerplate.
type proposal struct {
	ID     string `json:"id"`    // of the text that had it first
	Start  int    `json:"start"` // half-open, in bytes of that text
	End    int    `json:"end"`
	Text   string `json:"text"`
	Texts  int    `json:"texts"`
	Owners int    `json:"owners"`
}

// proposals is what GET /boilerplate/proposed answers.
type proposals struct {
	Proposed []proposal `json:"proposed"`
	More     bool       `json:"more"` // there are more than the limit
}

// errUndeclared says that a tenant has declared nothing by a name.
var errUndeclared = &problem{status: http.StatusNotFound, Code: "not_found", Message: "the tenant has declared no boilerplate of this id"}

// declareBoilerplate answers PUT /boilerplate/{id}: 201 if there was no such
// declaration, 200 if it replaced one.
func (s *service) declareBoilerplate(w http.ResponseWriter, r *http.Request) error {
	t, err := s.requestText(w, r, r.PathValue("id"), boilerplateFields)
	if err != nil {
		return err
	}
	noteText(r, t)
	status := http.StatusCreated
	err = s.working(r.Context(), noteOf(r), func() error {
		for note, err := range s.corpus.Boilerplate(r.Context(), t.Tenant) {
			if err != nil {
				return err
			}
			if note.Name == t.ID {
				status = http.StatusOK
			}
		}
		return s.corpus.DeclareBoilerplate(r.Context(), t.Tenant, t.ID, t.Text)
	})
	if err == nil {
		writeJSON(w, status, receipt{ID: t.ID, Status: "ok"})
	}
	return err
}

// withdrawBoilerplate answers DELETE /boilerplate/{id}.
func (s *service) withdrawBoilerplate(w http.ResponseWriter, r *http.Request) error {
	var t corpus.Text
	if err := querySets(&t, noteOf(r).query, r.PathValue("id")); err != nil {
		return err
	}
	noteText(r, t)
	err := s.working(r.Context(), noteOf(r), func() error {
		return s.corpus.WithdrawBoilerplate(r.Context(), t.Tenant, t.ID)
	})
	if isNotFound(err) && !errors.Is(err, corpus.ErrText) {
		return errUndeclared
	}
	if err == nil {
		w.WriteHeader(http.StatusNoContent)
	}
	return err
}

// listBoilerplate answers GET /boilerplate.
func (s *service) listBoilerplate(w http.ResponseWriter, r *http.Request) error {
	declared := []declaration{}
	err := s.working(r.Context(), noteOf(r), func() error {
		for note, err := range s.corpus.Boilerplate(r.Context(), noteOf(r).query.Get("tenant")) {
			if err != nil {
				return err
			}
			declared = append(declared, declaration{note.Name, len(note.Value)})
		}
		return nil
	})
	if err == nil {
		writeJSON(w, http.StatusOK, map[string]any{"boilerplate": declared})
	}
	return err
}

// proposeBoilerplate answers GET /boilerplate/proposed.
func (s *service) proposeBoilerplate(w http.ResponseWriter, r *http.Request) error {
	query := noteOf(r).query
	owners, err := queryInt(query, "owners", defaultOwners, leastOwners, mostOwners)
	if err != nil {
		return err
	}
	limit, err := queryInt(query, "limit", defaultListed, 1, mostListed)
	if err != nil {
		return err
	}
	out := proposals{Proposed: []proposal{}}
	err = s.working(r.Context(), noteOf(r), func() error {
		for p, err := range s.corpus.Propose(r.Context(), query.Get("tenant"), owners) {
			if err != nil {
				return err
			}
			if out.More = len(out.Proposed) == limit; out.More {
				break
			}
			out.Proposed = append(out.Proposed, proposal{p.ID, p.Start, p.End, p.Text, p.Texts, p.Owners})
		}
		return nil
	})
	if err == nil {
		writeJSON(w, http.StatusOK, out)
	}
	return err
}

// queryInt returns the number of a parameter, which has a default and bounds.
func queryInt(query url.Values, name string, value, least, most int) (int, error) {
	given := query.Get(name)
	if given == "" {
		return value, nil
	}
	n, err := strconv.Atoi(given)
	if err != nil || n < least || n > most {
		return 0, badRequest(fmt.Sprintf("the query: %s must be a number from %d to %d", name, least, most))
	}
	return n, nil
}
