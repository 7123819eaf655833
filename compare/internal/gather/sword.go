package main

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
	"strings"
)

// tags matches the marks of OSIS, and the notes and titles between them.
var tags = regexp.MustCompile(`(?s)<note.*?</note>|<title.*?</title>|<[^>]*>`)

// chapter matches the mark that opens a chapter.
var chapter = regexp.MustCompile(`<chapter [^>]*osisID="([^"]+)"[^>]*sID=[^>]*>`)

// readSword reads the texts of a SWORD module, a part for each chapter, named as
// in all translations. The file is a row of blocks compressed with zlib, a book
// each; the indexes in other files are not needed.
func readSword(f file) []part {
	var out []part
	for data := f.data; len(data) > 0; {
		r := bytes.NewReader(data)
		book, err := inflate(r)
		if err != nil { // a block may be padded
			next := bytes.IndexByte(data[1:], 0x78)
			if next < 0 {
				break
			}
			data = data[1+next:]
			continue
		}
		data = data[len(data)-r.Len():]
		out = append(out, chapters(book)...)
	}
	return out
}

// inflate returns the contents of the next block in r.
func inflate(r *bytes.Reader) (string, error) {
	z, err := zlib.NewReader(r)
	if err != nil {
		return "", err
	}
	data, err := io.ReadAll(z)
	return string(data), err
}

// chapters returns the chapters of a book.
func chapters(book string) []part {
	var out []part
	at := chapter.FindAllStringSubmatchIndex(book, -1)
	for i, m := range at {
		end := len(book)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		body := strings.ReplaceAll(book[m[1]:end], `type="x-p"/>`, "type=\"x-p\"/>\n\n")
		out = append(out, part{name: book[m[2]:m[3]], blocks: paragraphs(tags.ReplaceAllString(body, ""))})
	}
	return out
}
