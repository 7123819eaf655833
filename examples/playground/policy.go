package main

import (
	"bytes"
	"errors"
	"html"
	"regexp"
	"strings"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/compare/htmlreport"
)

var (
	reportPolicy = regexp.MustCompile(`http-equiv="Content-Security-Policy" content="([^"]*)"`)
	directive    = regexp.MustCompile(`(style|script)-src ('sha256-[^']*')`)
)

// pagePolicy returns the content security policy of the page. It admits the files beside the
// page and nothing else, but for the style and the script of reports by their digests: a
// report is shown in a frame, and a frame with no address of its own is bound by the
// policy of the page around it as well.
func pagePolicy() (string, error) {
	var report bytes.Buffer
	r, err := compare.Texts("", "")
	if err != nil {
		return "", err
	}
	if err := htmlreport.Write(&report, r, "", ""); err != nil {
		return "", err
	}
	found := reportPolicy.FindStringSubmatch(report.String())
	if found == nil {
		return "", errors.New("a report has no content security policy")
	}
	digests := make(map[string]string)
	for _, d := range directive.FindAllStringSubmatch(html.UnescapeString(found[1]), -1) {
		digests[d[1]] = d[2]
	}
	if len(digests) != 2 {
		return "", errors.New("the policy of a report names no digests of its style and script")
	}
	return strings.Join([]string{
		"default-src 'none'",
		"script-src 'self' 'wasm-unsafe-eval' " + digests["script"],
		"style-src 'self' " + digests["style"],
		"connect-src 'self'",
		"worker-src 'self'",
		"img-src 'self'",
		"base-uri 'none'",
		"form-action 'none'",
	}, "; "), nil
}
