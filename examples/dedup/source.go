package main

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"time"
)

// A source is a file, or standard input, with one text or many.
type source struct {
	name     string // for errors, and to open it
	input    int    // index of the input that it belongs to; see settings
	old      bool   // it belongs to -against
	inFolder bool   // found in a directory, not named on the command line
	stdin    bool

	format      format
	compression compression

	id       string      // of the text, if the source is one text
	size     int64       // in bytes, to show progress; unknownSize for a pipe
	modified time.Time   // of a regular file
	opened   fs.FileInfo // as it was when it was first opened
}

const unknownSize = -1

// A format is how texts stand in a source.
type format uint8

const (
	formatUnknown format = iota
	formatText           // the source is one text
	formatHTML           // the source is one text with mark-up
	formatLines          // one JSON object a line
	formatJSON           // an array of JSON objects, or one object a line
	formatParquet
)

// A compression is how a source is compressed.
type compression uint8

const (
	compressionNone compression = iota
	compressionGzip
	compressionZstd
)

// Formats by the names that -format takes.
var formatNames = map[string]format{
	"text": formatText, "jsonl": formatLines, "json": formatJSON, "parquet": formatParquet,
}

// formatOf returns what the name of a file says about it.
func formatOf(name string) (format, compression) {
	name = strings.ToLower(name)
	pressed := compressionNone
	if rest, ok := strings.CutSuffix(name, ".gz"); ok {
		name, pressed = rest, compressionGzip
	} else if rest, ok := strings.CutSuffix(name, ".zst"); ok {
		name, pressed = rest, compressionZstd
	}
	switch filepath.Ext(name) {
	case ".jsonl", ".ndjson":
		return formatLines, pressed
	case ".json":
		return formatJSON, pressed
	case ".parquet":
		return formatParquet, pressed
	case ".html", ".htm", ".xhtml":
		return formatHTML, pressed
	}
	return formatUnknown, pressed
}

// single reports whether a source of the format is one text.
func (f format) single() bool { return f == formatText || f == formatHTML }

// total returns the size of all sources.
func total(sources []source) int64 {
	var sum int64
	for _, src := range sources {
		if src.size < 0 {
			return unknownSize
		}
		sum += src.size
	}
	return sum
}

// A place is the position of a text.
type place struct {
	source int32 // index
	number int32 // from 1; 0 is the source as a whole
	unit   unit
}

// A unit is what the number of a place counts.
type unit uint8

const (
	unitLine   unit = iota
	unitObject      // of a JSON array
	unitRow         // of Parquet
)

var unitNames = [...]string{unitLine: "line", unitObject: "object", unitRow: "row"}

// where returns a place in a source for people: the file, and the line in it.
func (p place) where(name string) string {
	switch {
	case p.number == 0:
		return name
	case p.unit == unitLine:
		return fmt.Sprintf("%s:%d", name, p.number)
	}
	return fmt.Sprintf("%s: %s %d", name, unitNames[p.unit], p.number)
}
