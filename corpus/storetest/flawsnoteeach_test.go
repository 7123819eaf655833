package storetest

import (
	"context"
	"errors"
	"iter"
	"slices"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// steppingNotes returns a Notes that asks for the next note each time, given the name of the
// one before, of those that are there, in order of name.
func steppingNotes(next func(there []corpus.Note, before string, step int) (corpus.Note, bool)) flawed {
	return flawed{eachNote: func(m *model, ctx context.Context, tenant string) iter.Seq2[corpus.Note, error] {
		return func(yield func(corpus.Note, error) bool) {
			before := ""
			for step := 0; ; step++ {
				there, err := m.allNotes(ctx, tenant)
				if err != nil {
					yield(corpus.Note{}, err)
					return
				}
				note, ok := next(there, before, step)
				if !ok || !yield(note, nil) {
					return
				}
				before = note.Name
			}
		}
	}}
}

// yieldingNotes returns a Notes that calls yield for each note as f does.
func yieldingNotes(f func(ctx context.Context, yield func(corpus.Note, error) bool, note corpus.Note, err error) bool) flawed {
	return flawed{eachNote: func(m *model, ctx context.Context, tenant string) iter.Seq2[corpus.Note, error] {
		return func(yield func(corpus.Note, error) bool) {
			for note, err := range m.Notes(ctx, tenant) {
				if !f(ctx, yield, note, err) {
					return
				}
			}
		}
	}}
}

// noteWalkFlaws are about notes that are walked through.
var noteWalkFlaws = []flaw{
	{
		name: "walks through notes by place", laws: "NotesWhileChanging",
		calls: steppingNotes(func(there []corpus.Note, _ string, step int) (corpus.Note, bool) {
			if step >= len(there) {
				return corpus.Note{}, false
			}
			return there[step], true
		}),
	},
	{
		name: "ends its notes at one that is gone", laws: "NotesWhileChanging",
		calls: steppingNotes(func(there []corpus.Note, before string, step int) (corpus.Note, bool) {
			i := slices.IndexFunc(there, func(n corpus.Note) bool { return n.Name == before })
			if i < 0 && step > 0 || i+1 >= len(there) {
				return corpus.Note{}, false
			}
			return there[i+1], true
		}),
	},
	{
		name: "leaves out notes that were replaced meanwhile", laws: "NotesWhileChanging",
		calls: flawed{eachNote: func(m *model, ctx context.Context, tenant string) iter.Seq2[corpus.Note, error] {
			return func(yield func(corpus.Note, error) bool) {
				begun, _ := m.allNotes(ctx, tenant)
				for note, err := range m.Notes(ctx, tenant) {
					if err == nil && !slices.Contains(begun, note) {
						continue
					}
					if !yield(note, err) {
						return
					}
				}
			}
		}},
	},
	{
		name: "has no notes when it is closed", laws: "Closed EndedContext",
		calls: yieldingNotes(func(_ context.Context, yield func(corpus.Note, error) bool, note corpus.Note, err error) bool {
			return err == nil && yield(note, nil)
		}),
	},
	{
		name: "goes on with its notes after an error", laws: "Closed EndedContext",
		calls: yieldingNotes(func(_ context.Context, yield func(corpus.Note, error) bool, note corpus.Note, err error) bool {
			return yield(note, err) && (err == nil || yield(note, err))
		}),
	},
	{
		name: "ends its notes without an error when the context ends", laws: "ContextEndsMeanwhile EndedContext",
		calls: yieldingNotes(func(ctx context.Context, yield func(corpus.Note, error) bool, note corpus.Note, err error) bool {
			return ctx.Err() == nil && !errors.Is(err, context.Canceled) && yield(note, err)
		}),
	},
}
