package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"errors"
	"fmt"
	"html/template"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/htmlreport"
	"github.com/palimpsest-go/palimpsest/corpus"
)

//go:embed page.tmpl
var pageTemplate string

//go:embed page.css
var pageStyle string

var pageForm = template.Must(template.New("page").Parse(pageTemplate))

// pagePolicy allows the page its style and its form, and nothing else.
var pagePolicy = func() string {
	digest := sha256.Sum256([]byte(pageStyle))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(digest[:]) +
		"'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
}()

// reportPolicy is added to the policy that a report contains. In the sandbox its
// script has no origin, so it could read nothing of this one.
const reportPolicy = "sandbox allow-scripts; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

// A page is the filled-in form and the message above it.
type page struct {
	Style                string // never of a request
	Said                 string
	Failed               bool   // Said is of an error
	Closed               bool   // without the form
	Back                 string // what a link to the form says, "" for none
	Answer               *pageAnswer
	Text, Source, Tenant string

	match string // the id whose report is asked for, as matchKey writes it
	all   bool   // whether to show the text with all matches marked in it
}

// CSS returns the style.
func (p page) CSS() template.CSS { return template.CSS(p.Style) }

// write answers with the page.
func (p page) write(w http.ResponseWriter, status int) error {
	p.Style = pageStyle
	var b bytes.Buffer
	if err := pageForm.Execute(&b, p); err != nil {
		return err
	}
	return writePage(w, status, pagePolicy, &b)
}

func writePage(w http.ResponseWriter, status int, policy string, b *bytes.Buffer) error {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", policy)
	h.Set("Referrer-Policy", "no-referrer")
	w.WriteHeader(status)
	w.Write(b.Bytes()) // an error of writing cannot be reported to anybody
	return nil
}

// onPage reports errors on the page, and makes browsers ask for a token as a password.
// If they return without one, the page says so.
func onPage(e endpoint) endpoint {
	return func(w http.ResponseWriter, r *http.Request) error {
		err := e(w, r)
		if err == nil {
			return nil
		}
		p := problemOf(err)
		if p.status == http.StatusMethodNotAllowed { // there is no form
			return err
		}
		var of formError
		errors.As(err, &of) // otherwise the form was not read
		of.form.Said, of.form.Failed = inWords(p, r.Method), true
		p.head(w.Header())
		if p.status == http.StatusUnauthorized {
			w.Header().Add("WWW-Authenticate", `Basic realm="moderate: any name, and the token"`)
			of.form.Closed, of.form.Back = true, "Give a token"
		}
		of.form.write(w, p.status)
		return err
	}
}

// inWords says for people what went wrong with a request, and what to do about it.
func inWords(p *problem, method string) string {
	said := "That did not work: " + p.Message + "."
	switch {
	case p.status == http.StatusUnauthorized:
		return "This page asks for a token, which is the password; any name will do."
	case p.after > 0 && method == http.MethodPost:
		// A browser sends the form once more then, which the page may not have.
		return fmt.Sprintf("%s Reload this page after %d s to send the text again.", said, p.after)
	case p.after > 0:
		return fmt.Sprintf("%s Reload this page after %d s.", said, p.after)
	}
	return said
}

// A formError is the error of a form that was read.
type formError struct {
	error
	form page
}

func (e formError) Unwrap() error { return e.error }

// form answers GET /.
func (s *service) form(w http.ResponseWriter, r *http.Request) error {
	return page{}.write(w, http.StatusOK)
}

// report answers POST / with everything that was found, or with the report of one
// match or of two texts.
func (s *service) report(w http.ResponseWriter, r *http.Request) error {
	p, err := s.readForm(w, r)
	if err != nil {
		return err
	}
	b, err := s.reportOf(r.Context(), noteOf(r), &p)
	switch {
	case err != nil:
		return formError{err, p}
	case p.Answer != nil:
		return p.write(w, http.StatusOK)
	}
	return writePage(w, http.StatusOK, reportPolicy, b)
}

// readForm returns the form as it was filled in.
func (s *service) readForm(w http.ResponseWriter, r *http.Request) (page, error) {
	if media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || media != "application/x-www-form-urlencoded" {
		return page{}, &problem{status: http.StatusUnsupportedMediaType, Code: "unsupported_media_type",
			Message: "the Content-Type must be application/x-www-form-urlencoded"}
	}
	// Two texts; a character of one byte may be written as %61.
	body, err := readBody(w, r, mostBody(s.maxBytes))
	if err != nil {
		return page{}, err
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return page{}, badRequest("the form is malformed: " + err.Error())
	}
	if err := checkNames(form, []string{"text", "source", "tenant", "match", "all"}); err != nil {
		return page{}, badRequest("the form: " + err.Error())
	}
	for _, values := range form {
		for _, v := range values {
			if !utf8.ValidString(v) {
				return page{}, badRequest("the form: " + errNotUTF8.Error())
			}
		}
	}
	return page{Text: form.Get("text"), Source: form.Get("source"), Tenant: form.Get("tenant"), match: form.Get("match"), all: form.Has("all")}, nil
}

// reportOf returns the report that a form asks for, or sets the answer.
func (s *service) reportOf(ctx context.Context, n *note, p *page) (*bytes.Buffer, error) {
	if strings.TrimSpace(p.Text) == "" {
		return nil, badRequest("there is no text to check")
	}
	t, err := s.admit(corpus.Text{Text: p.Text, Tenant: p.Tenant}, formatText)
	if err == nil {
		_, err = s.admit(corpus.Text{Text: p.Source}, formatText)
	}
	if err != nil {
		return nil, err
	}
	b := new(bytes.Buffer)
	return b, s.working(ctx, n, func() (err error) {
		if strings.TrimSpace(p.Source) != "" {
			return s.compareTwo(ctx, b, p.Source, p.Text)
		}
		return s.answerOn(ctx, n, b, p, t)
	})
}

// compareTwo writes the report of two texts.
func (s *service) compareTwo(ctx context.Context, b *bytes.Buffer, source, suspect string) error {
	c := s.corpus.Settings().Comparer
	var prepared [2]*compare.Text
	for i, text := range []string{source, suspect} {
		var err error
		if prepared[i], err = c.Prepare(text); err != nil {
			return err
		}
	}
	r, err := c.Compare(ctx, prepared[0], prepared[1])
	if err != nil {
		return err
	}
	r.Source.Name, r.Suspect.Name = "source", "text"
	return htmlreport.Write(b, r, source, suspect)
}

// answerOn checks a text and sets the answer, or writes the report of the requested
// match. For that it checks the text again, because no answer is kept: if the match is
// gone by then, the answer shows the present matches.
func (s *service) answerOn(ctx context.Context, n *note, b *bytes.Buffer, p *page, t corpus.Text) error {
	a, d, err := s.check(ctx, t)
	if err != nil {
		return err
	}
	n.answer, n.Decision = a, d
	page := s.pageFor(n)
	p.Answer = newPageAnswer(t.Text, a, d, s.top)
	p.Answer.Withheld = page.WithholdSource
	matches := a.Matches[:min(s.top, len(a.Matches))]
	if p.all && len(matches) > 0 {
		p.Answer = nil
		return writeAll(b, matches, t.Text)
	}
	if p.match == "" {
		return nil
	}
	for i := range matches {
		if m := &matches[i]; matchKey(m.Source.ID) == p.match {
			p.Answer = nil
			return page.Write(b, namedReport(m, "text"), m.Source.Text, t.Text)
		}
	}
	p.Said = "The match is not there any more. This is what was found now."
	return nil
}

// writeAll writes a page of a text with all its matches marked in it.
func writeAll(b *bytes.Buffer, matches []corpus.Match, text string) error {
	entries := make([]htmlreport.Entry, len(matches))
	for i := range matches {
		entries[i].Report = namedReport(&matches[i], "text")
	}
	return htmlreport.WriteSources(b, text, entries)
}
