package main

import (
	"context"
	"runtime"
	"sync"
	"time"

	"github.com/palimpsest-go/palimpsest/corpus"
)

// unchanged reports for each text of a batch whether the store already has it unchanged,
// so that -resume skips it. If another text of the same name comes before it in the
// batch, it reports false, because that text replaces it first. A text whose time of
// expiry has come is to be stored again, before it is removed. After an error of the
// store it also reports false: storing the text will meet the error too.
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

// isSame reports whether a text equals a stored one in everything but the time of
// expiry.
func isSame(had, t corpus.Text) bool {
	return had.Text == t.Text && had.Author == t.Author && had.Group == t.Group &&
		had.Time.Equal(t.Time.Truncate(time.Microsecond)) // as precise as stores keep it
}
