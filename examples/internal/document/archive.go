package document

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
)

// maxMarkup bounds the XML of a document, as a multiple of the bound on its text: a
// word in a run of its own takes a hundred bytes of markup. Compression can shrink
// XML without limit, so the length of the archive is no bound.
const maxMarkup = 16

// A part says where the archive of a format holds the text, and what a reader sees of
// its elements, by their local names. Other elements show their content.
type part struct {
	file     string
	elements map[string]element
	chars    map[string]bool // the elements whose characters are text, also within their children
	run      string          // the element that contains unseen
	unseen   string          // the element that makes its run invisible, "" if none does
}

// An element shows before, its content and after, or nothing.
type element struct {
	before, after string
	hidden        bool
}

// archiveText returns the text of a document that is an archive of XML.
func archiveText(raw []byte, p part, limit int) ([]byte, error) {
	archive, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	f, err := archive.Open(p.file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: a ZIP archive without %s", ErrFormat, p.file)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrDamaged, p.file, err)
	}
	defer f.Close()
	in := &io.LimitedReader{R: f, N: int64(limit)*maxMarkup + 1}
	r := reader{part: p, limit: limit}
	err = r.read(in)
	switch {
	case len(r.text) > limit:
		return r.text, nil
	case in.N <= 0:
		return nil, fmt.Errorf("%w: %s has more than %d bytes", ErrDamaged, p.file, int64(limit)*maxMarkup)
	case err != nil:
		return nil, fmt.Errorf("%w: %s: %w", ErrDamaged, p.file, err)
	}
	return r.text, nil
}

// A reader gathers the text that XML shows.
type reader struct {
	part
	limit  int
	text   []byte
	hidden int  // open elements from the outermost hidden one on
	chars  int  // open elements whose characters are text
	unseen bool // the run is invisible
}

// read reads XML to its end, or until there is more text than the limit.
func (r *reader) read(in io.Reader) error {
	d := xml.NewDecoder(in)
	for len(r.text) <= r.limit {
		token, err := d.Token()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		}
		switch e := token.(type) {
		case xml.StartElement:
			r.open(e)
		case xml.EndElement:
			r.close(e.Name.Local)
		case xml.CharData:
			if r.hidden == 0 && r.chars > 0 && !r.unseen {
				r.text = append(r.text, e...)
			}
		}
	}
	return nil
}

func (r *reader) open(e xml.StartElement) {
	name := e.Name.Local
	if r.hidden > 0 || r.elements[name].hidden {
		r.hidden++
		return
	}
	if r.part.chars[name] {
		r.chars++
	}
	if r.part.unseen == name && r.part.unseen != "" {
		r.unseen = !off(e.Attr)
	}
	r.text = append(r.text, r.elements[name].before...)
}

// off reports whether the attributes of an element switch it off.
func off(attributes []xml.Attr) bool {
	for _, a := range attributes {
		if a.Name.Local == "val" && (a.Value == "0" || a.Value == "false" || a.Value == "off") {
			return true
		}
	}
	return false
}

func (r *reader) close(name string) {
	if r.hidden > 0 {
		r.hidden--
		return
	}
	if r.part.chars[name] {
		r.chars--
	}
	if name == r.run {
		r.unseen = false
	}
	r.text = append(r.text, r.elements[name].after...)
}
