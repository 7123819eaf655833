package corpus

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"

	"github.com/palimpsest-go/palimpsest/compare"
)

// Boilerplate is text that anybody may use: footers, licences, the questions of a form.
// The parts of a suspect that are in boilerplate, even if edited or with words
// exchanged, are left out before the suspect is looked up and compared, and listed in
// [Answer.Excluded]. Settings.Comparer declares boilerplate for all tenants, and
// DeclareBoilerplate declares it for one tenant, in the store.

// boilerplateNote begins the names of notes that declare boilerplate.
const boilerplateNote = "boilerplate/"

// maxBoilerplateName bounds a name, in bytes: the name of the note may be as long as
// an id.
const maxBoilerplateName = maxName - len(boilerplateNote)

// DeclareBoilerplate declares text that anybody of a tenant may use. It replaces an
// earlier declaration with that name. Checks that begin later leave the text out, in
// all processes that use the store. The error wraps [ErrText] if the name is not 1 to
// 500 bytes of UTF-8 without a NUL, if the text has no words, or if all declarations
// of the tenant would be longer than Comparer.MaxBytes.
func (c *Corpus) DeclareBoilerplate(ctx context.Context, tenant, name, text string) error {
	if err := checkDeclared(tenant, name); err != nil {
		return err
	}
	st := c.state.Load()
	p, err := st.Comparer.Prepare(text)
	if err != nil {
		return fmt.Errorf("%w: boilerplate %q: %w", ErrText, name, err)
	}
	if p.Len() == 0 {
		return fmt.Errorf("%w: boilerplate %q has no words", ErrText, name)
	}
	size := len(text)
	for note, err := range c.Boilerplate(ctx, tenant) {
		if err != nil {
			return err
		}
		if note.Name != name {
			size += len(note.Value)
		}
	}
	if limit := st.maxBytes(); size > limit {
		return fmt.Errorf("%w: boilerplate %q makes %d bytes in all, limit %d", ErrText, name, size, limit)
	}
	return c.store.PutNote(ctx, tenant, Note{boilerplateNote + name, text})
}

// WithdrawBoilerplate removes a declaration. The error wraps [ErrNotFound] if none has
// that name.
func (c *Corpus) WithdrawBoilerplate(ctx context.Context, tenant, name string) error {
	if err := checkDeclared(tenant, name); err != nil {
		return fmt.Errorf("%w: %w", ErrNotFound, err)
	}
	return c.store.DeleteNote(ctx, tenant, boilerplateNote+name)
}

// checkDeclared returns an error if no boilerplate can have this tenant and name.
func checkDeclared(tenant, name string) error {
	if err := checkName("tenant", tenant); err != nil {
		return err
	}
	switch {
	case name == "":
		return fmt.Errorf("%w: boilerplate without a name", ErrText)
	case len(name) > maxBoilerplateName:
		return fmt.Errorf("%w: name of boilerplate of %d bytes, want at most %d", ErrText, len(name), maxBoilerplateName)
	}
	return checkName("name of boilerplate", name)
}

// Boilerplate returns an iterator over the declarations of a tenant, in order of
// name. It ends after an error.
func (c *Corpus) Boilerplate(ctx context.Context, tenant string) iter.Seq2[Note, error] {
	return func(yield func(Note, error) bool) {
		if checkName("tenant", tenant) != nil {
			return
		}
		for n, err := range c.store.Notes(ctx, tenant) {
			if err != nil {
				yield(Note{}, err)
				return
			}
			if name, ok := strings.CutPrefix(n.Name, boilerplateNote); ok && !yield(Note{name, n.Value}, nil) {
				return
			}
		}
	}
}

// comparer returns the comparer for the texts of a tenant.
func (c *Corpus) comparer(ctx context.Context, st *state, tenant string) (compare.Comparer, error) {
	var declared []Note
	for note, err := range c.Boilerplate(ctx, tenant) {
		if err != nil {
			return st.Comparer, err
		}
		declared = append(declared, note)
	}
	if len(declared) == 0 {
		return st.Comparer, nil
	}
	return c.boilerplates.comparer(st.Comparer, tenant, declared)
}

// maxBoilerplates bounds the number of tenants whose prepared boilerplate is kept.
const maxBoilerplates = 256

// boilerplates keeps the prepared boilerplate of tenants: preparing it takes as
// long as preparing any text, and each check needs it.
type boilerplates struct {
	mu       sync.Mutex
	byTenant map[string]preparedBoilerplate
}

// A preparedBoilerplate is a comparer with boilerplate, and the declarations that it
// was made from.
type preparedBoilerplate struct {
	from     compare.Comparer
	declared []Note
	comparer compare.Comparer
}

// comparer returns a comparer that also leaves out what a tenant has declared.
func (b *boilerplates) comparer(from compare.Comparer, tenant string, declared []Note) (compare.Comparer, error) {
	b.mu.Lock()
	known, ok := b.byTenant[tenant]
	b.mu.Unlock()
	if ok && known.from == from && slices.Equal(known.declared, declared) {
		return known.comparer, nil
	}
	var all strings.Builder
	if from.Boilerplate != nil {
		all.WriteString(from.Boilerplate.String())
	}
	for _, note := range declared {
		all.WriteString("\n\n")
		all.WriteString(note.Value)
	}
	plain := from
	plain.Boilerplate, plain.ExcludeQuotations, plain.MaxBytes = nil, false, all.Len()
	prepared, err := plain.Prepare(all.String())
	if err != nil {
		return from, err
	}
	out := from
	out.Boilerplate = prepared
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.byTenant == nil || len(b.byTenant) >= maxBoilerplates {
		b.byTenant = make(map[string]preparedBoilerplate)
	}
	b.byTenant[tenant] = preparedBoilerplate{from, declared, out}
	return out, nil
}
