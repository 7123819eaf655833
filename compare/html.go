package compare

import (
	"bufio"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"io"
	"sync"
)

// ErrOtherText is wrapped by the error for a text that is not the one that the
// report is about.
var ErrOtherText = errors.New("compare: not the text of the report")

// The page in parts, so that each is read as what it is.
//
//go:embed html/page.tmpl html/style.css html/script.js
var pageFiles embed.FS

// A pageFrame is what all pages have in common.
type pageFrame struct {
	template *template.Template
	style    template.CSS
	script   template.JS
	policy   string
}

// frame is made for the first page: most programs write none.
var frame = sync.OnceValues(func() (*pageFrame, error) {
	t, err := template.ParseFS(pageFiles, "html/page.tmpl")
	if err != nil {
		return nil, err
	}
	style, err := pageFiles.ReadFile("html/style.css")
	if err != nil {
		return nil, err
	}
	script, err := pageFiles.ReadFile("html/script.js")
	if err != nil {
		return nil, err
	}
	policy := fmt.Sprintf("default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'",
		integrity(style), integrity(script))
	return &pageFrame{t, template.CSS(style), template.JS(script), policy}, nil
})

// integrity returns the digest by which a policy admits a style or a script.
func integrity(data []byte) string {
	sum := sha256.Sum256(data)
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// WriteHTML writes the report as one page of HTML that needs nothing beside
// itself: no network, no other file, and no script but its own, which a content
// security policy names by its digest. Without scripts the page shows the same.
// Source and suspect are the texts that were compared; the error wraps
// [ErrOtherText] if they are not, and then nothing is written.
//
// The page shows the verdict and what speaks for and against it, both texts side
// by side with what was exchanged, put in and taken out, and tables of the
// exchanges and passages. A report read back from JSON gives the same page.
//
// The texts are shown character by character but for these: what is not shown
// by nature (controls, characters of no width, those that turn the direction of
// writing) appears as its code point, U+202E, a byte that is not valid UTF-8 as
// 0xFF, each run of them in a box of its own with spaces between; CR and CR LF
// become LF. Joiners and variation selectors stay where a script or an emoji
// needs them.
//
// Time and the length of the page are linear in the lengths of the texts and of
// the lists of the report.
func (r *Report) WriteHTML(w io.Writer, source, suspect string) error {
	if err := r.checkTexts(source, suspect); err != nil {
		return err
	}
	f, err := frame()
	if err != nil {
		return fmt.Errorf("compare: %w", err)
	}
	buffered := bufio.NewWriterSize(w, 1<<16)
	if err := f.template.Execute(buffered, newPage(r, f, source, suspect)); err != nil {
		return fmt.Errorf("compare: write page: %w", err)
	}
	return buffered.Flush()
}

// checkTexts returns an error unless the texts are those of the report and all
// spans lie in them.
func (r *Report) checkTexts(source, suspect string) error {
	if err := r.Source.check("source", r.digests[0], source); err != nil {
		return err
	}
	if err := r.Suspect.check("suspect", r.digests[1], suspect); err != nil {
		return err
	}
	return r.checkSpans(len(source), len(suspect))
}

// check returns an error unless text is that of the document. The digest is that
// of the text as compared; a report that comes from JSON lacks it, and there a
// caller may have put the digest of a file in its place in SHA256, and the text
// itself into Text.
func (d *Document) check(role, digest, text string) error {
	same := false
	switch {
	case digest == "" && d.Text != "":
		same = d.Text == text
	case digest == "":
		digest = d.SHA256
		fallthrough
	default:
		sum := sha256.Sum256([]byte(text))
		same = digest == hex.EncodeToString(sum[:])
	}
	if !same {
		return fmt.Errorf("%w: %s of %d bytes, got %d bytes that differ", ErrOtherText, role, d.Bytes, len(text))
	}
	return nil
}

// checkSpans returns an error if a span of the report is outside of its text,
// which can happen only to reports that were changed or read from elsewhere.
func (r *Report) checkSpans(source, suspect int) error {
	var err error
	check := func(in string, s Span) {
		length := source
		if in == "suspect" {
			length = suspect
		}
		if err == nil && !(0 <= s.Start && s.Start <= s.End && s.End <= length) {
			err = fmt.Errorf("%w: %s has no bytes %d to %d", ErrOtherText, in, s.Start, s.End)
		}
	}
	both := func(s, t Span) {
		check("source", s)
		check("suspect", t)
	}
	for _, p := range r.Passages {
		both(p.Source, p.Suspect)
	}
	for _, s := range r.Substitutions {
		both(s.Source.Span, s.Suspect.Span)
	}
	for _, e := range r.Edits {
		both(e.Source, e.Suspect)
	}
	for _, e := range r.Excluded {
		check(e.In, e.Span)
	}
	for _, d := range r.Disguises {
		check(d.In, d.Span)
	}
	return err
}
