package main

import (
	"context"
	"runtime"
	"sync"
	"time"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// unchanged reports, of each text of a batch, whether the store has it as it is, so that
// -resume passes over it. Where another text of the same name is stored before it, in the
// same batch, it reports false: that one takes its place. A text whose expiry
// has come is to be stored anew, before it is removed. An error of the store is false as
// well: to store the text will have it, too.
func (m *moderator) unchanged(ctx context.Context, texts []corpus.Text) []bool {
	now := time.Now()
	same := make([]bool, len(texts))
	turns := make(chan struct{}, 4*runtime.GOMAXPROCS(0)) // for a server that answers over a network
	var all sync.WaitGroup
	for i, t := range texts {
		turns <- struct{}{}
		all.Go(func() {
			defer func() { <-turns }()
			had, err := m.corpus.Get(ctx, t.Tenant, t.ID)
			same[i] = err == nil && isSame(had, t) && (had.Expires.IsZero() || had.Expires.After(now))
		})
	}
	all.Wait()
	type name struct{ tenant, id string }
	seen := make(map[name]bool, len(texts))
	for i, t := range texts {
		n := name{t.Tenant, t.ID}
		same[i] = same[i] && !seen[n]
		seen[n] = seen[n] || !same[i]
	}
	return same
}

// isSame reports whether a text would be stored as one that is stored, but for the time
// when it expires.
func isSame(had, t corpus.Text) bool {
	return had.Text == t.Text && had.Author == t.Author && had.Group == t.Group &&
		had.Time.Equal(t.Time.Truncate(time.Microsecond)) // as stores keep it
}
