package storetest

import (
	"bytes"
	"context"
	"iter"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// A flaw is something that a store may do wrong, and the laws that it breaks.
type flaw struct {
	name   string
	laws   string // names between spaces
	calls  flawed // those that are not as the model's
	reopen func(m *model)
	crash  func(m *model)
	peer   func(m *model) *model
}

// A flawed is a model with a flaw: the calls that are set are made instead of
// the model's.
type flawed struct {
	*model
	scheme  func(m *model, ctx context.Context) (string, error)
	adopt   func(m *model, ctx context.Context, scheme string) error
	put     func(m *model, ctx context.Context, scheme string, entries []corpus.Entry) error
	delete  func(m *model, ctx context.Context, tenant, id string) error
	get     func(m *model, ctx context.Context, tenant, id string) (corpus.Record, error)
	records func(m *model, ctx context.Context, tenant string, numbers []uint64) ([]corpus.Record, error)
	lookup  func(m *model, ctx context.Context, scheme, tenant string, features []uint64, limit int, visit visitor) error
	others  func(m *model, ctx context.Context, scheme, tenant string, own corpus.Owner, features []uint64, limit int, visit visitor) error
	stale   func(m *model, ctx context.Context, scheme string) iter.Seq2[corpus.Record, error]
	index   func(m *model, ctx context.Context, scheme string, entries []corpus.Entry) error
	expire  func(m *model, ctx context.Context, now time.Time) (int, error)
	count   func(m *model, ctx context.Context, tenant string) (int, error)
	heads   func(m *model, ctx context.Context, tenant string, numbers []uint64) ([]corpus.Record, error)
	list    func(m *model, ctx context.Context, tenant, after string) iter.Seq2[corpus.Record, error]
	putNote func(m *model, ctx context.Context, tenant string, note corpus.Note) error
	delNote func(m *model, ctx context.Context, tenant, name string) error
	notes   func(m *model, ctx context.Context, tenant string) ([]corpus.Note, error)

	eachNote func(m *model, ctx context.Context, tenant string) iter.Seq2[corpus.Note, error] // in place of notes
}

type visitor = func(i int, places []corpus.Place, more bool)

func (f flawed) Scheme(ctx context.Context) (string, error) {
	if f.scheme == nil {
		return f.model.Scheme(ctx)
	}
	return f.scheme(f.model, ctx)
}

func (f flawed) Adopt(ctx context.Context, scheme string) error {
	if f.adopt == nil {
		return f.model.Adopt(ctx, scheme)
	}
	return f.adopt(f.model, ctx, scheme)
}

func (f flawed) Put(ctx context.Context, scheme string, entries []corpus.Entry) error {
	if f.put == nil {
		return f.model.Put(ctx, scheme, entries)
	}
	return f.put(f.model, ctx, scheme, entries)
}

func (f flawed) Delete(ctx context.Context, tenant, id string) error {
	if f.delete == nil {
		return f.model.Delete(ctx, tenant, id)
	}
	return f.delete(f.model, ctx, tenant, id)
}

func (f flawed) Get(ctx context.Context, tenant, id string) (corpus.Record, error) {
	if f.get == nil {
		return f.model.Get(ctx, tenant, id)
	}
	return f.get(f.model, ctx, tenant, id)
}

func (f flawed) Records(ctx context.Context, tenant string, numbers []uint64) ([]corpus.Record, error) {
	if f.records == nil {
		return f.model.Records(ctx, tenant, numbers)
	}
	return f.records(f.model, ctx, tenant, numbers)
}

func (f flawed) Lookup(ctx context.Context, scheme, tenant string, features []uint64, limit int, visit func(i int, places []corpus.Place, more bool)) error {
	if f.lookup == nil {
		return f.model.Lookup(ctx, scheme, tenant, features, limit, visit)
	}
	return f.lookup(f.model, ctx, scheme, tenant, features, limit, visit)
}

func (f flawed) Stale(ctx context.Context, scheme string) iter.Seq2[corpus.Record, error] {
	if f.stale == nil {
		return f.model.Stale(ctx, scheme)
	}
	return f.stale(f.model, ctx, scheme)
}

func (f flawed) Index(ctx context.Context, scheme string, entries []corpus.Entry) error {
	if f.index == nil {
		return f.model.Index(ctx, scheme, entries)
	}
	return f.index(f.model, ctx, scheme, entries)
}

func (f flawed) Expire(ctx context.Context, now time.Time) (int, error) {
	if f.expire == nil {
		return f.model.Expire(ctx, now)
	}
	return f.expire(f.model, ctx, now)
}

func (f flawed) Count(ctx context.Context, tenant string) (int, error) {
	if f.count == nil {
		return f.model.Count(ctx, tenant)
	}
	return f.count(f.model, ctx, tenant)
}

func (f flawed) Heads(ctx context.Context, tenant string, numbers []uint64) ([]corpus.Record, error) {
	if f.heads == nil {
		return f.model.Heads(ctx, tenant, numbers)
	}
	return f.heads(f.model, ctx, tenant, numbers)
}

func (f flawed) List(ctx context.Context, tenant, after string) iter.Seq2[corpus.Record, error] {
	if f.list == nil {
		return f.model.List(ctx, tenant, after)
	}
	return f.list(f.model, ctx, tenant, after)
}

func (f flawed) PutNote(ctx context.Context, tenant string, note corpus.Note) error {
	if f.putNote == nil {
		return f.model.PutNote(ctx, tenant, note)
	}
	return f.putNote(f.model, ctx, tenant, note)
}

func (f flawed) DeleteNote(ctx context.Context, tenant, name string) error {
	if f.delNote == nil {
		return f.model.DeleteNote(ctx, tenant, name)
	}
	return f.delNote(f.model, ctx, tenant, name)
}

func (f flawed) Notes(ctx context.Context, tenant string) iter.Seq2[corpus.Note, error] {
	switch {
	case f.eachNote != nil:
		return f.eachNote(f.model, ctx, tenant)
	case f.notes == nil:
		return f.model.Notes(ctx, tenant)
	}
	return func(yield func(corpus.Note, error) bool) { yieldNotes(f.model, ctx, tenant, f.notes, yield) }
}

// yieldNotes yields the notes that all returns, or its error.
func yieldNotes(m *model, ctx context.Context, tenant string, all func(*model, context.Context, string) ([]corpus.Note, error), yield func(corpus.Note, error) bool) {
	notes, err := all(m, ctx, tenant)
	if err != nil {
		yield(corpus.Note{}, err)
		return
	}
	for _, note := range notes {
		if !yield(note, nil) {
			return
		}
	}
}

// suite returns the suite of a model with the flaw.
func (f flaw) suite() Suite {
	wrap := func(m *model) corpus.Store {
		s := f.calls
		s.model = m
		return s
	}
	again := func(s corpus.Store, damage func(*model)) corpus.Store {
		m := reopened(s.(flawed).model)
		if damage != nil {
			m.mu.Lock()
			defer m.mu.Unlock()
			damage(m)
		}
		return wrap(m)
	}
	return Suite{
		Open:   func(*testing.T) corpus.Store { return wrap(newModel()) },
		Reopen: func(_ *testing.T, s corpus.Store) corpus.Store { return again(s, f.reopen) },
		Crash:  func(_ *testing.T, s corpus.Store) corpus.Store { return again(s, f.crash) },
		Peer: func(_ *testing.T, s corpus.Store) corpus.Store {
			m := s.(flawed).model
			if f.peer != nil {
				return wrap(f.peer(m))
			}
			return wrap(&model{contents: m.contents})
		},
	}
}

// flawedRun is set in processes that run the laws with flawed models.
const flawedRun = "STORETEST_FLAWED"

// TestFlawed fails: TestLawsFail runs it as a process of its own.
func TestFlawed(t *testing.T) {
	if os.Getenv(flawedRun) == "" {
		t.Skip("run by TestLawsFail")
	}
	for _, f := range flaws {
		t.Run(f.name, func(t *testing.T) {
			for _, l := range laws {
				if slices.Contains(strings.Fields(f.laws), l.name) {
					t.Run(l.name, func(t *testing.T) { l.test(t, f.suite()) })
				}
			}
		})
	}
}

// TestLawsFail tests that every law can fail: that each flaw is found by the
// laws which should find it, and that there is a flaw for each law. Some flaws
// show only when goroutines meet at the wrong moment: they get some chances.
func TestLawsFail(t *testing.T) {
	covered := make(map[string]bool)
	var missing []string // subtests that should fail
	for _, f := range flaws {
		for _, name := range strings.Fields(f.laws) {
			covered[name] = true
			missing = append(missing, strings.ReplaceAll(f.name, " ", "_")+"/"+name)
		}
	}
	for _, l := range laws {
		assert.True(t, covered[l.name], "no flaw breaks law %s", l.name)
		delete(covered, l.name)
	}
	assert.Empty(t, covered, "laws that do not exist")

	const chances = 6
	for range chances {
		if len(missing) == 0 {
			return
		}
		out := runFlawed(t, missing)
		missing = slices.DeleteFunc(missing, func(name string) bool {
			return strings.Contains(out, "--- FAIL: TestFlawed/"+name+" (")
		})
	}
	assert.Empty(t, missing, "flaws that no law found")
}

// runFlawed runs TestFlawed with the flaws of the subtests in a process, and
// returns what it prints.
func runFlawed(t *testing.T, subtests []string) string {
	exe, err := os.Executable()
	require.NoError(t, err)
	var names []string
	for _, s := range subtests {
		name, _, _ := strings.Cut(s, "/")
		names = append(names, regexp.QuoteMeta(name))
	}
	run := exec.Command(exe, "-test.run=^TestFlawed$/^("+strings.Join(names, "|")+")$", "-test.v", "-test.count=1")
	run.Env = append(os.Environ(), flawedRun+"=1")
	out, _ := run.CombinedOutput() // it fails if a law does
	if i := bytes.Index(out, []byte("\npanic: ")); i >= 0 {
		t.Fatalf("a law panics: %.5000s", out[i:])
	}
	return string(out)
}
