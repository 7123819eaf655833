package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
)

// pin writes the sources to file again. Sources without a version get the newest
// version and its checksum. To move a package to a new version, replace its version
// by "-".
func (st *store) pin(ctx context.Context, sources []source, file string) error {
	if file == "" {
		return errors.New("pin needs -packages FILE")
	}
	known := map[string]source{}
	open := slices.DeleteFunc(slices.Clone(sources), func(s source) bool { return s.sha256 != "-" })
	lost := st.get(ctx, open, func(s source, got download) error {
		asked := s.archive()
		s.version, s.sha256 = got.version, got.sha256
		known[asked] = s
		return st.keep(s, got.file)
	})
	var b strings.Builder
	b.WriteString("# What the gathered texts come from; package gather says what the columns mean.\n")
	b.WriteString(strings.Join(columns, "\t") + "\n")
	for _, s := range sources {
		if s.sha256 == "-" {
			k, ok := known[s.archive()]
			if !ok {
				continue // lost names it
			}
			s.version, s.sha256 = k.version, k.sha256
		}
		fmt.Fprintln(&b, s)
	}
	return errors.Join(os.WriteFile(file, []byte(b.String()), 0o644), lost)
}
