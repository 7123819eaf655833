package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// folder adds the regular files below a directory.
func (l *lister) folder(root string) error {
	// Walking an fs.FS, unlike filepath.WalkDir, follows a link that is itself the
	// input.
	return fs.WalkDir(os.DirFS(root), ".", func(path string, d fs.DirEntry, err error) error {
		if l.ctx.Err() != nil {
			return l.ctx.Err()
		}
		name := filepath.Join(root, filepath.FromSlash(path))
		if err != nil && !utf8.ValidString(path) { // an fs.FS opens no such directory
			err = errors.New("the name of the directory is not UTF-8")
		}
		if err == nil {
			if !d.Type().IsRegular() || !l.included(path) {
				return nil
			}
			err = l.file(name, path, d)
		}
		if err == nil || errors.As(err, new(fatalError)) {
			return err
		}
		if err := l.out.add(name, place{}, err); err != nil {
			return fatalError{err}
		}
		return nil
	})
}

// file adds a file of a directory, in which it has the path.
func (l *lister) file(name, path string, d fs.DirEntry) error {
	info, err := d.Info()
	if err != nil {
		return err
	}
	src := source{name: name, inFolder: true}
	src.format, src.compression = l.format(name)
	asked := l.settings.format != formatUnknown
	if src.format == formatUnknown || src.format == formatJSON && !asked && !l.shard(src) {
		src.format = formatText
	}
	if src.format.single() {
		src.id = pathID(path)
	}
	return l.add(src, info)
}

// included reports whether -include takes a path of a directory: a pattern without
// a slash matches names.
func (l *lister) included(file string) bool {
	for _, pattern := range l.settings.include {
		name := file
		if !strings.Contains(pattern, "/") {
			name = path.Base(file)
		}
		if ok, _ := path.Match(pattern, name); ok { // settings.check has checked the pattern
			return true
		}
	}
	return len(l.settings.include) == 0
}

// shard reports whether a JSON file of a directory holds texts and is not itself a
// text: its first object has the fields of the id and of the text. Files that
// cannot be read are reported later, when they are read as texts.
func (l *lister) shard(src source) bool {
	f, err := os.Open(src.name)
	if err != nil {
		return false
	}
	defer f.Close()
	in, err := decompressed(bufio.NewReader(f), src.compression)
	if err != nil {
		return false
	}
	b := bufio.NewReader(in)
	if checkMark(b) != nil {
		return false
	}
	return l.holdsTexts(json.NewDecoder(io.LimitReader(b, maxBytes)))
}

// holdsTexts reports whether the first object, of an array or not, has the fields
// of the id and of the text.
func (l *lister) holdsTexts(d *json.Decoder) bool {
	begin, err := d.Token()
	if err == nil && begin == json.Delim('[') {
		begin, err = d.Token()
	}
	if err != nil || begin != json.Delim('{') {
		return false
	}
	id, text := false, false
	for d.More() && !(id && text) {
		key, err := d.Token()
		if err != nil {
			return false
		}
		id = id || key == l.settings.id
		text = text || key == l.settings.text
		var value json.RawMessage
		if d.Decode(&value) != nil {
			break
		}
	}
	return id && text
}

// tellApart makes the ids of the texts of directories begin with the name of the
// directory, if two directories have a path in common.
func tellApart(sources []source, names []string) {
	first := make(map[string]int) // input by path
	clash := make(map[int]bool)   // by input
	for _, src := range sources {
		if !src.inFolder || !src.format.single() {
			continue
		}
		other, found := first[src.id]
		if !found {
			first[src.id] = src.input
		} else if other != src.input {
			clash[other], clash[src.input] = true, true
		}
	}
	for i := range sources {
		if src := &sources[i]; src.inFolder && src.format.single() && clash[src.input] {
			root := pathID(filepath.ToSlash(filepath.Clean(names[src.input])))
			src.id = strings.TrimSuffix(root, "/") + "/" + src.id
		}
	}
}

// pathID returns the id of a file: its path. Bytes that are not UTF-8 could not be
// written as JSON and are escaped as in Go, with \x and two digits. If another file
// has that very name, the two are reported as duplicates.
func pathID(path string) string {
	var b strings.Builder
	for i, r := range path {
		if r == utf8.RuneError && !strings.HasPrefix(path[i:], "\ufffd") {
			fmt.Fprintf(&b, `\x%02x`, path[i])
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}
