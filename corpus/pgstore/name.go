package pgstore

import (
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// nameable reports whether the columns can hold a name. No text and no tenant has
// any other name, and statements do not accept it.
func nameable(name string) bool {
	return utf8.ValidString(name) && !strings.ContainsRune(name, 0)
}

// checkNames refuses texts whose names the columns cannot hold.
func checkNames(e *corpus.Entry) error {
	return cmp.Or(checkName("id", e.ID), checkName("tenant", e.Tenant), checkName("author", e.Author), checkName("group", e.Group), checkName("derived", e.Derived))
}

func checkName(field, name string) error {
	if !nameable(name) {
		return fmt.Errorf("pgstore: %w: %s %q, want UTF-8 without NUL", corpus.ErrText, field, name)
	}
	return nil
}
