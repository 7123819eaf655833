package main

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"path"
	"regexp"
	"strings"
)

// tags matches the marks of OSIS and GBF.
var tags = regexp.MustCompile(`(?s)<note.*?</note>|<title.*?</title>|<[^>]*>`)

// readSword reads the texts of a SWORD module, a part for 25 verses of one book.
// The file is a row of blocks compressed with zlib, a book each, with a verse a
// line; the indexes in other files are not needed. Books and verses are counted,
// so parts of two translations with the same division have the same name.
func readSword(f file) []part {
	var out []part
	r := bytes.NewReader(f.data)
	for book := 0; r.Len() > 0; book++ {
		z, err := zlib.NewReader(r)
		if err != nil {
			return out
		}
		data, err := io.ReadAll(z)
		if err != nil {
			return out
		}
		var verses []string
		for v := range strings.SplitSeq(string(data), "\n") {
			if v = strings.TrimSpace(tags.ReplaceAllString(v, "")); v != "" {
				verses = append(verses, v)
			}
		}
		for i := 0; i < len(verses); i += 25 {
			name := fmt.Sprintf("%s-%02d-%03d", strings.TrimSuffix(path.Base(f.path), ".bzz"), book, i/25)
			out = append(out, part{name: name, blocks: grouped(verses[i:min(i+25, len(verses))], 5)})
		}
	}
	return out
}
