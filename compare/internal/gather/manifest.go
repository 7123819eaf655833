package main

import (
	"bufio"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
)

// errManifest is wrapped by the error for a line of the list of packages that
// cannot be read.
var errManifest = errors.New("bad list of packages")

//go:embed packages.tsv
var builtIn string

// columns are the columns of the list of packages.
var columns = []string{"registry", "name", "version", "sha256", "reader", "genre", "language", "kind", "files"}

// A source is a line of the list: some files of one archive and what they are.
// An archive may have several lines.
type source struct {
	registry string         // deb, apt-list, npm or go
	name     string         // of the package
	version  string         // "-" before pin
	sha256   string         // of the archive, in hexadecimal; "-" before pin
	reader   string         // how files become documents, see readers
	genre    string         // what kind of writing it is
	language string         // an ISO 639-1 code, or "*": read it from the file's path
	kind     string         // pairs are made within one kind; "-" for none
	files    *regexp.Regexp // matches the paths of the files, relative to the archive's root
}

// manifest returns the sources that a file lists, or the built-in ones if file
// is empty. Blank lines, lines that begin with # and the line of headings are
// passed over.
func manifest(file string) ([]source, error) {
	if file == "" {
		return readManifest("packages.tsv", strings.NewReader(builtIn))
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readManifest(file, f)
}

// readManifest returns the sources listed in r. Errors name file and line and wrap
// errManifest.
func readManifest(file string, r io.Reader) ([]source, error) {
	var out []source
	s := bufio.NewScanner(r)
	for line := 1; s.Scan(); line++ {
		text := s.Text()
		if text == "" || strings.HasPrefix(text, "#") || text == strings.Join(columns, "\t") {
			continue
		}
		src, err := parseSource(text)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w: %w", file, line, errManifest, err)
		}
		out = append(out, src)
	}
	return out, s.Err()
}

// parseSource returns what a line says.
func parseSource(line string) (source, error) {
	f := strings.Split(line, "\t")
	if len(f) != len(columns) {
		return source{}, fmt.Errorf("%d columns in place of %d", len(f), len(columns))
	}
	if !slices.Contains([]string{"deb", "apt-list", "npm", "go"}, f[0]) {
		return source{}, fmt.Errorf("unknown registry %q", f[0])
	}
	if _, ok := readers[f[4]]; !ok {
		return source{}, fmt.Errorf("unknown reader %q", f[4])
	}
	files, err := regexp.Compile(f[8])
	if err != nil {
		return source{}, err
	}
	if f[6] == "*" && files.SubexpIndex("lang") < 0 {
		return source{}, fmt.Errorf("the language is to be read from the path, but %q has no group lang", f[8])
	}
	return source{f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7], files}, nil
}

// String returns the line of a source.
func (s source) String() string {
	return strings.Join([]string{s.registry, s.name, s.version, s.sha256, s.reader, s.genre, s.language, s.kind, s.files.String()}, "\t")
}

// archive names the archive of a source in messages.
func (s source) archive() string { return s.registry + " " + s.name + " " + s.version }

// languages maps the codes of paths to those of texts. Files in other languages
// are not read.
var languages = map[string]string{
	"en": "en", "C": "en", "en_US": "en", "en-us": "en", "en-US": "en",
	"fr": "fr", "fr-FR": "fr", "es": "es", "es-ES": "es", "ru": "ru", "ru-RU": "ru", "sv": "sv", "sv-SE": "sv",
	"no": "no", "nb": "no", "nb-no": "no", "nb-NO": "no", "hu": "hu", "de": "de", "de-DE": "de", "it": "it", "it-IT": "it",
	"pt": "pt", "pt_PT": "pt", "pt-pt": "pt", "pt_BR": "pt", "pt-BR": "pt", "pt-br": "pt", "nl": "nl", "nl-NL": "nl", "da": "da", "da-DK": "da",
}

// match reports whether a source takes a file, and the code of its language as
// the path has it.
func (s source) match(path string) (lang string, ok bool) {
	m := s.files.FindStringSubmatch(path)
	if m == nil {
		return "", false
	}
	if i := s.files.SubexpIndex("lang"); i >= 0 {
		lang = m[i]
	}
	if s.language != "*" {
		return s.language, true
	}
	if lang == "" {
		lang = "en"
	}
	_, ok = languages[lang]
	return lang, ok
}
