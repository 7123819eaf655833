// Package htmlreport writes the report of a comparison as an HTML page: the verdict
// with the evidence for and against it, both texts side by side, and every exchange
// marked in them.
package htmlreport

import (
	"bufio"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"io"
	"sync"

	"github.com/palimpsest-go/palimpsest/compare"
)

// The pages in parts, so that each is read as what it is. Their templates, page/*.tmpl, become
// the functions in *written.go: see compile_test.go.
//
//go:embed page/style.css page/script.js
var pageFiles embed.FS

// The pageAssets are what all pages have in common.
type pageAssets struct {
	style  markup
	script markup
	policy string
}

// assets are read for the first page: most programs write none.
var assets = sync.OnceValues(func() (*pageAssets, error) {
	style, err := pageFiles.ReadFile("page/style.css")
	if err != nil {
		return nil, err
	}
	script, err := pageFiles.ReadFile("page/script.js")
	if err != nil {
		return nil, err
	}
	policy := fmt.Sprintf("default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'",
		integrity(style), integrity(script))
	return &pageAssets{markup(style), markup(script), policy}, nil
})

// integrity returns the digest by which a policy allows a style or a script.
func integrity(data []byte) string {
	sum := sha256.Sum256(data)
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// Write writes a report as one HTML page that needs nothing else: no network, no
// other file, and no script but its own, which a content security policy names by
// its digest. Without scripts the page shows the same. source and suspect must be
// the texts that were compared; otherwise the error wraps [compare.ErrOtherText],
// and nothing is written.
//
// The page shows the verdict and the evidence for and against it, both texts side
// by side with what was exchanged, inserted and deleted, and tables of the
// exchanges and passages. A report read back from JSON gives the same page.
//
// The texts are shown character by character, with these exceptions. Invisible
// characters (controls, characters of no width, changes of writing direction)
// appear as code points, such as U+202E, and bytes that are not valid UTF-8 as
// 0xFF; each run of these has its own box, with spaces between them. CR and CR LF
// become LF. Joiners and variation selectors stay where a script or an emoji needs
// them.
//
// Time and the length of the page are linear in the lengths of the texts and of
// the lists of the report.
func Write(w io.Writer, r *compare.Report, source, suspect string) error {
	return Options{}.Write(w, r, source, suspect)
}

// Write is like [Write], with the options.
func (o Options) Write(w io.Writer, r *compare.Report, source, suspect string) error {
	if err := r.Check(source, suspect); err != nil {
		return err
	}
	a, err := assets()
	if err != nil {
		return fmt.Errorf("htmlreport: %w", err)
	}
	buffered := &writer{bufio.NewWriterSize(w, 1<<16)}
	newPage(r, a, o, source, suspect).write(buffered)
	if err := buffered.Flush(); err != nil {
		return fmt.Errorf("htmlreport: write page: %w", err)
	}
	return nil
}
