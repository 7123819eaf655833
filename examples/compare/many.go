package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/palimpsest-go/palimpsest/compare"
	"github.com/palimpsest-go/palimpsest/corpus"
	"github.com/palimpsest-go/palimpsest/corpus/memstore"
	"github.com/palimpsest-go/palimpsest/examples/internal/textfile"
)

// A list is what was found among many files.
type list struct {
	pairs    []comparison // best first
	compared int          // suspects that were looked at
	capped   int          // and those for which more sources than are compared were likely
}

// compareMany compares many files and returns a function that writes the list.
func (s settings) compareMany(ctx context.Context, stdin io.Reader, stdout, stderr io.Writer) (func() error, outcome, error) {
	comparer, err := s.comparer(stdin)
	if err != nil {
		return nil, outcome{}, err
	}
	sources, left, err := readFiles(s.names[:1], stdin)
	if err != nil {
		return nil, outcome{}, err
	}
	suspects, more, err := readFiles(s.names[1:], stdin)
	if err != nil {
		return nil, outcome{}, err
	}
	bar := newProgress(stderr, s.progress, cmp.Or(len(suspects), len(sources)))
	defer bar.end()
	var l list
	switch {
	case len(s.names) == 1:
		l, err = within(ctx, comparer, sources, bar)
	case s.folders > 0:
		l, err = among(ctx, comparer, sources, suspects, bar)
	default:
		l, err = against(ctx, comparer, sources[0], suspects, bar)
	}
	if err != nil {
		return nil, outcome{}, err
	}
	l.sort()
	found := outcome{notes: leftOut(append(left, more...))}
	for _, f := range slices.Concat(sources, suspects) {
		found.notes = append(found.notes, notes([]textfile.File{f.File})...)
	}
	if l.capped > 0 {
		found.notes = append(found.notes, fmt.Sprintf("for %d files more others may be alike than are compared", l.capped))
	}
	for _, c := range l.pairs {
		found.reuse = found.reuse || s.reuse(c.report)
	}
	return func() error { return s.writeList(l, stdout) }, found, nil
}

// against compares one source with each suspect.
func against(ctx context.Context, c compare.Comparer, source file, suspects []file, bar *progress) (list, error) {
	prepared, err := c.Prepare(source.Text)
	if err != nil {
		return list{}, fmt.Errorf("%s: %w", source.Name, err)
	}
	l := list{pairs: make([]comparison, len(suspects)), compared: len(suspects)}
	err = parallel(ctx, len(suspects), bar, func(i int) error {
		text, err := c.Prepare(suspects[i].Text)
		if err != nil {
			return fmt.Errorf("%s: %w", suspects[i].Name, err)
		}
		report, err := c.Compare(ctx, prepared, text)
		if err != nil {
			return err
		}
		l.pairs[i] = describe(report, source, suspects[i])
		return nil
	})
	return l, err
}

// among looks for the sources of each suspect.
func among(ctx context.Context, c compare.Comparer, sources, suspects []file, bar *progress) (list, error) {
	known, err := newCorpus(ctx, c, sources)
	if err != nil {
		return list{}, err
	}
	answers := make([]*corpus.Answer, len(suspects))
	err = parallel(ctx, len(suspects), bar, func(i int) (err error) {
		if answers[i], err = known.Check(ctx, corpus.Text{Text: suspects[i].Text}); err != nil {
			err = fmt.Errorf("%s: %w", suspects[i].Name, err)
		}
		return err
	})
	l := list{compared: len(suspects)}
	if err != nil {
		return l, err
	}
	for i, a := range answers {
		for _, m := range a.Matches {
			l.pairs = append(l.pairs, describe(m.Report, sources[number(m.Source.ID)], suspects[i]))
		}
		if a.Capped {
			l.capped++
		}
	}
	return l, nil
}

// within looks for the sources of each file among the others. Two files make one
// pair, whichever was found from the other: the one that [earlier] prefers is the
// source.
func within(ctx context.Context, c compare.Comparer, files []file, bar *progress) (list, error) {
	known, err := newCorpus(ctx, c, files)
	if err != nil {
		return list{}, err
	}
	answers := make([]*corpus.Answer, len(files))
	err = parallel(ctx, len(files), bar, func(i int) (err error) {
		answers[i], err = known.Check(ctx, corpus.Text{ID: strconv.Itoa(i), Text: files[i].Text})
		return err
	})
	l := list{compared: len(files)}
	if err != nil {
		return l, err
	}
	best := make(map[[2]int]comparison)
	var order [][2]int
	for i, a := range answers {
		for _, m := range a.Matches {
			j := number(m.Source.ID)
			key := [2]int{min(i, j), max(i, j)}
			found := describe(m.Report, files[j], files[i])
			other, seen := best[key]
			if !seen {
				order = append(order, key)
			}
			if !seen || earlier(found, other, files[j], files[i]) {
				best[key] = found
			}
		}
		if a.Capped {
			l.capped++
		}
	}
	for _, key := range order {
		l.pairs = append(l.pairs, best[key])
	}
	return l, nil
}

// earlier reports whether found, from source to suspect, has the likelier direction
// than other, from suspect to source. The words that a program inserts are rarer than
// those that they replace. If that does not decide, the file that was changed earlier
// is the source.
func earlier(found, other comparison, source, suspect file) bool {
	const apart = 10 // bits: the words of some four exchanges
	switch drift := found.report.Drift() - other.report.Drift(); {
	case drift > 2*apart:
		return true
	case drift < -2*apart:
		return false
	}
	return cmp.Or(source.changed.Compare(suspect.changed), cmp.Compare(source.Name, suspect.Name)) < 0
}

// newCorpus returns a corpus of the files, whose ids are their numbers.
func newCorpus(ctx context.Context, c compare.Comparer, files []file) (*corpus.Corpus, error) {
	known, err := corpus.New(ctx, new(memstore.Store), corpus.Settings{Language: c.Language, Comparer: c})
	if err != nil {
		return nil, err
	}
	for i, f := range files {
		if err := known.Add(ctx, corpus.Text{ID: strconv.Itoa(i), Text: f.Text}); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	return known, nil
}

// number returns the number of the file that has the id.
func number(id string) int {
	n, _ := strconv.Atoi(id) // newCorpus made it
	return n
}

// describe writes into a report which files it is about.
func describe(r *compare.Report, source, suspect file) comparison {
	describeFile(&r.Source, source.File)
	describeFile(&r.Suspect, suspect.File)
	return comparison{r, source.Text, suspect.Text}
}

// sort orders pairs: reuse first, then by confidence, by how much of the suspect is
// covered, and by name.
func (l *list) sort() {
	reuse := func(c comparison) int {
		if c.report.Verdict.Reuse() {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(l.pairs, func(a, b comparison) int {
		return cmp.Or(
			cmp.Compare(reuse(a), reuse(b)),
			cmp.Compare(b.report.Confidence, a.report.Confidence),
			cmp.Compare(b.report.Coverage.Suspect, a.report.Coverage.Suspect),
			cmp.Compare(a.report.Source.Name, b.report.Source.Name),
			cmp.Compare(a.report.Suspect.Name, b.report.Suspect.Name),
		)
	})
}

// parallel does n things on all processors, until one fails or ctx ends. It returns the
// error of the first of them.
func parallel(ctx context.Context, n int, bar *progress, do func(i int) error) error {
	errs := make([]error, n)
	var next, failed atomic.Int64
	var all sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		all.Go(func() {
			for failed.Load() == 0 && ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if errs[i] = do(i); errs[i] != nil {
					failed.Store(1)
				}
				bar.add()
			}
		})
	}
	all.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}
