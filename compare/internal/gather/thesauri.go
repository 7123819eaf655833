package main

import (
	"context"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// writeThesauri writes the files of the thesauri that spins are made with, and a
// list of their origins.
func writeThesauri(ctx context.Context, st *store, sources []source, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	var list strings.Builder
	list.WriteString("file\tregistry\tname\tversion\tsha256\n")
	for _, s := range sources {
		if s.reader != "thesaurus" {
			continue
		}
		files, err := st.filesOf(ctx, s, func(p string) bool { _, ok := s.match(p); return ok })
		if err != nil {
			return err
		}
		for _, f := range files {
			name := s.name + "_" + path.Base(f.path)
			if err := os.WriteFile(filepath.Join(dir, name), f.data, 0o644); err != nil {
				return err
			}
			list.WriteString(strings.Join([]string{name, s.registry, s.name, s.version, s.sha256}, "\t") + "\n")
		}
	}
	return os.WriteFile(filepath.Join(dir, "manifest.tsv"), []byte(list.String()), 0o644)
}
